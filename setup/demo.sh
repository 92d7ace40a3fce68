# `./brain demo`: a little story, told by a brain that is there for it alone. Its home and its database are gone
# afterwards, so that nothing of it stands in anybody's lists.
# shellcheck shell=bash

readonly DEMO_READY_SECONDS_MAX=120

DEMO=''
DEMO_SILO=''

run_demo() {
  local client=$BRAIN_HOME/bin/brain database=brain_demo_$$ connection
  settle_connection
  DEMO=$(mktemp -d "${TMPDIR:-/tmp}/brain-demo.XXXXXX")
  LOGS=$DEMO
  # shellcheck disable=SC2064 # this very database, whatever the variable says later
  trap "end_demo '$database'" EXIT
  ask_connection "$MAINTENANCE" "create database $database template template0 encoding 'UTF8'" >/dev/null
  if [[ $CONNECTION == *://* ]]; then
    connection=$(sed -E "s#^([a-z]+://[^/?]*)(/[^?]*)?#\\1/$database#" <<<"$CONNECTION")
  else
    connection="$CONNECTION dbname=$database"
  fi
  mkdir -p "$DEMO"/{home,claude,shop}
  : >"$DEMO/demo.log"
  export BRAIN_DATABASE=$connection CLAUDE_CONFIG_DIR=$DEMO/claude BRAIN_PORT
  BRAIN_PORT=$(free_port)
  local silo=$BRAIN_HOME/silo/Brain.Silo.dll
  export BRAIN_HOME=$DEMO/home
  unset BRAIN_SILO_PORT
  dotnet "$silo" >"$DEMO/silo.log" 2>&1 </dev/null 9>&- &
  DEMO_SILO=$!
  step "start a brain for the story" "$DEMO/demo.log" await_demo "$client"
  "$client" demo --told-in "$DEMO/shop"
}

await_demo() {
  local until=$((SECONDS + DEMO_READY_SECONDS_MAX))
  until "$1" supervise --ready >/dev/null 2>&1; do
    if ((SECONDS >= until)) || ! kill -0 "$DEMO_SILO" 2>/dev/null; then
      tail -n 20 "$DEMO/silo.log" | clean
      return 1
    fi
    sleep 0.2
  done
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
  done
  printf '%s' "$port"
}

end_demo() {
  trap - EXIT
  end_progress
  if [[ -n $DEMO_SILO ]]; then
    kill -TERM "$DEMO_SILO" 2>/dev/null || true
    wait "$DEMO_SILO" 2>/dev/null || true
  fi
  ask_connection "$MAINTENANCE" "drop database if exists $1 with (force)" >/dev/null || true
  rm -rf "$DEMO"
}
