# The private Postgres cluster under BRAIN_HOME: one role, one socket folder, no network.
# shellcheck shell=bash

readonly SOCKET_PATH_MAX=107 # bytes, the kernel's limit less its final zero
readonly POSTGRES_SOCKET=.s.PGSQL.5432

CLUSTER=''
CLUSTER_SOCKETS=''

# Makes sure that the cluster is there and running. Needs POSTGRES_BIN.
# $@: more lines for its configuration, given when the cluster is made.
cluster_up() {
  settle_cluster_folder
  if [[ ! -e $CLUSTER/PG_VERSION ]]; then
    step "create the private Postgres cluster" "$LOGS/postgres.log" create_cluster "$@"
  fi
  if ! cluster_running; then
    step "start Postgres $POSTGRES_MAJOR" "$LOGS/postgres.log" start_cluster
  fi
}

cluster_down() {
  step "stop Postgres" "$LOGS/postgres.log" \
    as_cluster_owner "$POSTGRES_BIN/pg_ctl" stop -D "$CLUSTER" -m fast -w -t 60
}

# Postgres refuses to run as root, so there it runs as its own user.
cluster_owner() { if is_root; then printf postgres; else id -un; fi; }

# From / because the owner may not be allowed to stand where the script was started.
as_cluster_owner() {
  if is_root; then
    (cd / && runuser -u postgres -- "$@")
  else
    (cd / && "$@")
  fi
}

# Sets CLUSTER, the real data folder, and CLUSTER_SOCKETS, where its socket is.
# $BRAIN_HOME/pg is the data folder or a link to it.
find_cluster_folder() {
  CLUSTER=$(readlink -f "$BRAIN_HOME/pg" || printf '%s' "$BRAIN_HOME/pg")
  CLUSTER_SOCKETS=$CLUSTER/socket
  if ((${#CLUSTER_SOCKETS} + 1 + ${#POSTGRES_SOCKET} > SOCKET_PATH_MAX)); then
    CLUSTER_SOCKETS=${XDG_RUNTIME_DIR:-/tmp}/brain-$(name_of_home)
  fi
}

# The libpq connection string of the private cluster's database.
cluster_database() { printf 'host=%s dbname=%s user=brain' "$CLUSTER_SOCKETS" "${1:-brain}"; }

# A short name that belongs to this BRAIN_HOME alone.
name_of_home() { printf '%s' "$BRAIN_HOME" | sha256sum | cut -c1-12; }

# As root the data folder must be where the postgres user can reach it. That is BRAIN_HOME, opened
# a crack for that user's group, when the folders above let everybody pass; otherwise, as under
# /root, it is a folder below /var/lib that BRAIN_HOME/pg links to.
settle_cluster_folder() {
  local elsewhere
  if is_root; then
    id -u postgres >/dev/null 2>&1 ||
      die "Postgres does not run as root and there is no user named postgres: add one (useradd --system postgres) and" \
        "run this again"
    if as_cluster_owner test -x "$(dirname "$BRAIN_HOME")"; then
      chgrp postgres "$BRAIN_HOME"
      chmod 0710 "$BRAIN_HOME"
    elif [[ ! -e $BRAIN_HOME/pg ]]; then
      elsewhere=/var/lib/brain-actors/$(name_of_home)
      if [[ -e $elsewhere/PG_VERSION ]]; then say "  using the data of an earlier installation in $elsewhere"; fi
      mkdir -p "$(dirname "$elsewhere")"
      ln -sfn "$elsewhere" "$BRAIN_HOME/pg"
      install -d -m 0700 -o postgres -g postgres "$elsewhere"
    fi
  fi
  find_cluster_folder
  if is_root && [[ ! -e $CLUSTER ]]; then install -d -m 0700 -o postgres -g postgres "$CLUSTER"; fi
}

create_cluster() {
  as_cluster_owner "$POSTGRES_BIN/initdb" -D "$CLUSTER" -U brain --locale=C.UTF-8 -E UTF8 \
    --data-checksums --auth-local=peer --auth-host=reject --no-instructions

  # Only the owner may be "brain": the user who runs the brain, and where that is root, root too.
  {
    printf 'brain  %s  brain\n' "$(cluster_owner)"
    if is_root; then printf 'brain  root  brain\n'; fi
  } | cluster_file pg_ident.conf
  printf 'local  all  brain  peer  map=brain\n' | cluster_file pg_hba.conf

  # Postgres keeps a week of its own log in pg/log.
  {
    cat <<'CONF'
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
logging_collector = on
log_filename = 'postgres-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
CONF
    if (($# > 0)); then printf '%s\n' "$@"; fi
  } | cluster_file brain.conf
  printf "include 'brain.conf'\n" | as_cluster_owner tee -a "$CLUSTER/postgresql.conf" >/dev/null
}

# After a crash each file of the data folder is synced before anything is answered, which takes seconds on a busy disk;
# to ask the file system once takes a third of that. Clusters of older versions get it so too.
readonly SYNC_AFTER_CRASH=recovery_init_sync_method=syncfs

# The words that start it, one a line. The supervisor starts it so, without a shell in between.
postgres_command() {
  if is_root; then printf '%s\n' "$(command -v setpriv)" --reuid=postgres --regid=postgres --init-groups; fi
  printf '%s\n' "$POSTGRES_BIN/postgres" -D "$CLUSTER" -k "$CLUSTER_SOCKETS" -c "$SYNC_AFTER_CRASH"
}

cluster_file() { as_cluster_owner tee "$CLUSTER/$1" >/dev/null; }

start_cluster() {
  make_socket_folder
  # Right after a crash the last of the old processes may still hold the shared memory.
  local try
  for try in 1 2 3 4 5; do
    forget_dead_postmaster
    if as_cluster_owner "$POSTGRES_BIN/pg_ctl" start -D "$CLUSTER" -w -t 60 -s \
      -l "$CLUSTER/start.log" -o "-k $CLUSTER_SOCKETS -c $SYNC_AFTER_CRASH"; then
      break
    fi
    as_cluster_owner tail -n 5 "$CLUSTER/start.log" | clean
    if ((try == 5)); then return 1; fi
    sleep 1
  done
  if [[ -z $(ask_postgres "select 1 from pg_database where datname = 'brain'") ]]; then
    ask_postgres 'create database brain'
  fi
}

ask_postgres() { "$POSTGRES_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$(cluster_database postgres)" -c "$1"; }

# In a data folder it is beside the data; a fallback in a folder that others can write to must
# turn out to be ours alone.
make_socket_folder() {
  as_cluster_owner mkdir -p -m 0700 "$CLUSTER_SOCKETS"
  [[ $(stat -c '%U %a' "$CLUSTER_SOCKETS") == "$(cluster_owner) 700" ]] ||
    die "$CLUSTER_SOCKETS must belong to $(cluster_owner) alone (mode 0700): remove it and run this again"
}

# Is the process that the data folder names really its postmaster? After a crash or a restart of
# the machine the number may be anybody's; a postmaster works in its data folder.
cluster_running() {
  local pid
  pid=$(postmaster_pid)
  [[ -n $pid && $(readlink "/proc/$pid/cwd" 2>/dev/null) == "$CLUSTER" ]]
}

postmaster_pid() { head -n 1 "$CLUSTER/postmaster.pid" 2>/dev/null || true; }

# Postgres itself would take any live process with that number for a running server. A killed
# postmaster's own processes may still be at work, though, and the file is what keeps the next one
# from writing beside them; then it stays.
forget_dead_postmaster() {
  if [[ -e $CLUSTER/postmaster.pid ]] && ! cluster_running && [[ -z $(cluster_processes) ]]; then
    rm -f "$CLUSTER/postmaster.pid" "$CLUSTER_SOCKETS/$POSTGRES_SOCKET" "$CLUSTER_SOCKETS/$POSTGRES_SOCKET.lock"
  fi
}

# Postgres' processes that work in the data folder.
cluster_processes() {
  local folder
  for folder in /proc/[0-9]*; do
    if [[ $(readlink "$folder/cwd" 2>/dev/null) == "$CLUSTER" &&
      $(readlink "$folder/exe" 2>/dev/null) == */postgres* ]]; then
      printf '%s\n' "${folder#/proc/}"
    fi
  done
}
