# Moves the private cluster's data to a newer major version of Postgres, when a person says so.
#
# The old data is only read. The new cluster is made beside it and takes its place by renaming once it is
# whole and was started; until then every kill leaves the old one as it was, and after it the next `up`
# finishes the renaming. The old folder is kept.
# shellcheck shell=bash

readonly UPGRADE_MINUTES_MAX=30
readonly UPGRADE_SOCKETS=/tmp # for the minutes of pg_upgrade; its servers let nobody in but their owner

# The folders beside the data: not whole yet; whole, and to take its place; and what was there before.
upgrading_folder() { printf '%s.upgrading' "$CLUSTER"; }
upgraded_folder() { printf '%s.upgraded' "$CLUSTER"; }

# What a person should know of a newer Postgres, once its data is found. Never changes anything.
tell_of_newer_postgres() {
  local newest
  newest=$(newest_postgres)
  if ((${newest:-0} > POSTGRES_MAJOR)); then
    say "Postgres $newest with pgvector is on this machine too; the data is of Postgres $POSTGRES_MAJOR. To move it:" \
      "./brain up --upgrade-postgres"
  fi
}

# The newest major version that has pgvector, or nothing.
newest_postgres() (
  find_postgres '' && printf '%s' "$POSTGRES_MAJOR"
)

# What to do when the server that the data was made by is not on this machine. $1: its major version.
die_without_postgres() {
  local newest advice
  newest=$(newest_postgres)
  if ((${newest:-0} > $1)); then
    advice="both versions are needed to move it: install Postgres $1 with pgvector beside Postgres $newest, then run"
    advice+=" ./brain up --upgrade-postgres"
  else
    advice="install Postgres $1 with pgvector and run this again"
  fi
  die "the data in $BRAIN_HOME/pg was made by Postgres $1, which is not on this machine: $advice. Nothing was" \
    "changed. (Or move the folder away to begin with an empty brain.)"
}

# Moves the data to the newest Postgres that is here. Needs POSTGRES_BIN and POSTGRES_MAJOR of the old one.
upgrade_cluster() {
  local old_bin=$POSTGRES_BIN old_major=$POSTGRES_MAJOR newest
  newest=$(newest_postgres)
  if ((${newest:-0} <= old_major)); then
    say "The data is of Postgres $old_major already, the newest with pgvector on this machine."
    return
  fi
  # A killed upgrade leaves it down, so that nobody starts the old data beside the new.
  remember desired down
  take_over
  stop_silo
  if cluster_running; then cluster_down; fi
  find_postgres "$newest"
  step "make room for Postgres $newest" "$LOGS/upgrade.log" make_upgrade_folder
  step "move the data to Postgres $newest" "$LOGS/upgrade.log" move_data "$old_bin"
  step "try Postgres $newest" "$LOGS/upgrade.log" try_upgraded
  put_in_place "$old_major"
}

# As much room as the data has is needed, and a tenth more.
make_upgrade_folder() {
  local new needed free
  new=$(upgrading_folder)
  rm -rf "$new"
  needed=$(du -sk "$CLUSTER" | cut -f1)
  free=$(df -Pk "$CLUSTER" | awk 'NR == 2 { print $4 }')
  if ((free < needed + needed / 10)); then
    die "moving the data needs $((needed + needed / 10)) KiB beside $CLUSTER and $free KiB are free; nothing was" \
      "changed"
  fi
  if is_root; then install -d -m 0700 -o postgres -g postgres "$new"; fi
  CLUSTER=$new create_cluster
  as_cluster_owner cp "$CLUSTER/brain.conf" "$new/brain.conf"
}

# pg_upgrade wants a cluster that was stopped cleanly, looks at everything first, and copies.
move_data() {
  local old_bin=$1 new
  new=$(upgrading_folder)
  # Whatever this starts has it too, so that the next `up` sees what a killed one left at work.
  exec 7>>"$BRAIN_HOME/run/upgrade.lock"
  flock -n 7
  if ! as_cluster_owner "$old_bin/pg_controldata" "$CLUSTER" | grep -E 'state:.*shut down$' >/dev/null; then
    POSTGRES_BIN=$old_bin start_cluster
    as_cluster_owner "$old_bin/pg_ctl" stop -D "$CLUSTER" -m fast -w -t 60
  fi
  local upgrade=("$POSTGRES_BIN/pg_upgrade" -U brain -b "$old_bin" -B "$POSTGRES_BIN")
  upgrade+=(-d "$CLUSTER" -D "$new" -s "$UPGRADE_SOCKETS")
  as_cluster_owner env -C "$new" "${upgrade[@]}" --check
  as_cluster_owner env -C "$new" "${upgrade[@]}"
}

# It starts, it answers, and its planner knows the data; only then is it whole.
try_upgraded() {
  local new
  new=$(upgrading_folder)
  (
    CLUSTER=$new CLUSTER_SOCKETS=$CLUSTER_SOCKETS.up
    start_cluster
    as_cluster_owner "$POSTGRES_BIN/vacuumdb" -h "$CLUSTER_SOCKETS" -U brain --all --analyze-only -q
    as_cluster_owner "$POSTGRES_BIN/pg_ctl" stop -D "$CLUSTER" -m fast -w -t 60
    as_cluster_owner rm -rf "$CLUSTER_SOCKETS"
  )
  sync -f "$new"
  mv -T "$new" "$(upgraded_folder)"
}

# $1: the major version that the old data is of.
put_in_place() {
  local old=$CLUSTER.postgres-$1
  if [[ -e $CLUSTER ]]; then
    if [[ -e $old ]]; then old=$old.$(date +%Y%m%d%H%M%S); fi
    mv -T "$CLUSTER" "$old"
  fi
  mv -T "$(upgraded_folder)" "$CLUSTER"
  say "The data is of Postgres $(cat "$CLUSTER/PG_VERSION") now. What it was before is beside it, in" \
    "$CLUSTER.postgres-…: remove it when you are content."
}

# An upgrade that was killed after its data was whole is finished; before that, it never was.
finish_upgrade() {
  find_cluster_folder
  exec 7>>"$BRAIN_HOME/run/upgrade.lock"
  if ! flock -n 7; then
    say "An upgrade of Postgres that was interrupted is still at work; waiting for it."
    flock -w $((UPGRADE_MINUTES_MAX * 60)) 7 ||
      die "it is still at work after $UPGRADE_MINUTES_MAX minutes; see what it does with: fuser -v" \
        "$BRAIN_HOME/run/upgrade.lock"
  fi
  exec 7>&-
  if [[ ! -e $(upgraded_folder)/PG_VERSION ]]; then return; fi
  if cluster_running; then
    die "the moved data in $(upgraded_folder) is whole, but Postgres was started with the old data in $CLUSTER since:" \
      "decide which holds, and move the other folder away"
  fi
  take_over
  stop_silo
  put_in_place "$(cat "$CLUSTER/PG_VERSION" 2>/dev/null || printf 'old')"
}
