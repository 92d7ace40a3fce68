# `./brain dev`: the database, and the silo in the foreground, for who works on it.
# shellcheck shell=bash

run_dev() {
  require_dotnet
  require_postgres
  make_home
  step "build the silo" "$LOGS/build.log" dotnet build "$CHECKOUT/silo/Brain.Silo" -c Debug
  local started=''
  if [[ -z ${BRAIN_DATABASE:-} ]]; then
    find_cluster_folder
    cluster_running || started=yes
    cluster_up
    BRAIN_DATABASE=$(cluster_database)
    export BRAIN_DATABASE
  fi
  say ""
  say "export BRAIN_HOME='$BRAIN_HOME' BRAIN_PORT='$BRAIN_PORT' BRAIN_DATABASE='$BRAIN_DATABASE'"
  say ""
  say "The silo runs here until Ctrl-C; its process takes a debugger (Brain.Silo, .NET)."
  trap : INT TERM
  dotnet "$CHECKOUT/silo/Brain.Silo/bin/Debug/net10.0/Brain.Silo.dll" || true
  trap - INT TERM
  if [[ -n $started ]]; then cluster_down; fi
}
