# The brain in one file: a dump of its database, and the files of BRAIN_HOME that nothing can make anew.
#
# The file is a tar archive: manifest, SHA256SUMS, database.dump (pg_dump's custom format) and home/. Left out are
# tokens and certificates (made anew at the next start), which silos there were, and where hooks are installed.
# shellcheck shell=bash

readonly BACKUP_FORMAT=1
STOPPED_FOR_RESTORE=''
readonly BACKUP_HOME_FILES=(brain.json prices.json handoff-key)
readonly BACKUP_HOME_MEMBER='home/|home/[a-z-]+(\.json)?|home/spool/|home/spool/[A-Za-z0-9._-]+'
readonly BACKUP_MEMBER="^\\./(manifest|SHA256SUMS|database\\.dump|$BACKUP_HOME_MEMBER)?\$"

# backup FILE: writes it beside its place and then renames it, so FILE is whole or not there.
backup() {
  (($# == 1)) && [[ -n $1 && $1 != -* ]] || die "backup takes the file to write: brain backup /somewhere/brain.tar"
  local file started_cluster='' part
  file=$(realpath -ms "$1")
  if [[ -e $file || -L $file ]]; then die "$file is there already; nothing was written. Name a new file."; fi
  [[ -d $(dirname "$file") ]] || die "$(dirname "$file") is no folder; nothing was written."
  check_home
  [[ -d $BRAIN_HOME/run ]] || die "there is no brain in $BRAIN_HOME; nothing was written."
  make_home
  : >"$LOGS/backup.log"

  find_cluster_folder
  if [[ -z ${BRAIN_DATABASE:-} ]] && is_private "$(recall database)" && ! cluster_running; then
    require_postgres "$BRAIN_HOME/pg"
    cluster_up
    started_cluster=yes
  fi
  settle_connection
  part=$(mktemp -d "$file.partial.XXXXXX")
  # shellcheck disable=SC2064 # this very folder, whatever the variable says later
  trap "rm -rf '${part//\'/}'" EXIT
  # Events that wait come first: one that is delivered meanwhile is then in both, and counts once.
  step "copy the files" "$LOGS/backup.log" copy_home "$part/home"
  step "dump the database" "$LOGS/backup.log" dump_database "$part/database.dump"
  write_manifest "$part"
  step "write the archive" "$LOGS/backup.log" write_archive "$part" "$file"
  rm -rf "$part"
  trap - EXIT
  if [[ -n $started_cluster ]]; then cluster_down; fi
  say "$file: $(numfmt --to=iec "$(stat -c %s "$file")"), $(manifest_word <(tar -xOf "$file" ./manifest) sessions)" \
    "sessions. It holds what was said in them: keep it to yourself."
}

# restore FILE: the database that is there is renamed and kept; nothing is replaced before all of FILE was checked and
# read.
restore() {
  (($# == 1)) && [[ -n $1 && $1 != -* ]] ||
    die "restore takes the file that backup wrote: brain restore /somewhere/brain.tar"
  local file was_up='' part kept
  file=$(realpath -ms "$1")
  [[ -f $file && -r $file ]] || die "$file can't be read; nothing was changed."
  check_home
  make_home
  : >"$LOGS/backup.log"
  part=$(mktemp -d "$BRAIN_HOME/restore.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$part'; start_again" EXIT
  unpack_archive "$file" "$part"
  know_manifest "$part"

  if [[ -n $(silo_pid) ]]; then was_up=yes; fi
  local database=${BRAIN_DATABASE:-$(recall database)}
  if [[ -n $was_up ]]; then
    down
    STOPPED_FOR_RESTORE=yes
  fi
  lock_home
  if [[ -z $database ]] || is_private "$database"; then
    require_postgres "$BRAIN_HOME/pg"
    cluster_up
    database=$(cluster_database)
  fi
  BRAIN_DATABASE=$database settle_connection
  kept=${CONNECTED_DATABASE}_before_$(date -u +%Y%m%d%H%M%S)
  refuse_while_used
  step "restore the database" "$LOGS/backup.log" load_database "$part/database.dump"
  step "put it in its place" "$LOGS/backup.log" swap_databases "$kept"
  restore_home "$part/home"
  rm -rf "$part"
  trap - EXIT
  STOPPED_FOR_RESTORE=''
  remember database "$database"
  say "Restored from $file. What was there before is kept as database $kept; to drop it: psql -d \"$MAINTENANCE\" -c" \
    "'drop database $kept'"
  if [[ -n $was_up ]]; then up; else say "Next: brain up"; fi
}

# A restore that fails leaves the brain as it found it: up.
start_again() {
  if [[ -n $STOPPED_FOR_RESTORE ]]; then
    STOPPED_FOR_RESTORE=''
    say "The restore failed; the brain is started again."
    exec 9>&-
    "$CHECKOUT/brain" up
  fi
}

# Whether a connection string is that of the private cluster.
is_private() {
  find_cluster_folder
  [[ -z $1 || $1 == "$(cluster_database)" ]]
}

# Sets CONNECTION and MAINTENANCE (another database of the same server), CONNECTED_DATABASE, and DUMP_BIN, whose
# programs are of the server's version or newer. A password goes into the environment: arguments can be seen by
# everybody.
settle_connection() {
  CONNECTION=${BRAIN_DATABASE:-$(recall database)}
  [[ -n $CONNECTION ]] || CONNECTION=$(cluster_database)
  if [[ $CONNECTION == *';'* ]]; then
    die "BRAIN_DATABASE is in the words of .NET; give it in libpq's, such as 'host=/run/postgresql dbname=brain" \
      "user=me'. Nothing was changed."
  fi
  take_password
  newest_dump_bin
  CONNECTED_DATABASE=$(ask_connection "$CONNECTION" 'select current_database()') ||
    die "the database can't be reached: $CONNECTION. Nothing was changed."
  if [[ $CONNECTION == *://* ]]; then
    MAINTENANCE=$(sed -E 's#^([a-z]+://[^/?]*)(/[^?]*)?#\1/postgres#' <<<"$CONNECTION")
    RESTORING=$(sed -E "s#^([a-z]+://[^/?]*)(/[^?]*)?#\\1/${CONNECTED_DATABASE}_restoring#" <<<"$CONNECTION")
  else
    MAINTENANCE="$CONNECTION dbname=postgres"
    RESTORING="$CONNECTION dbname=${CONNECTED_DATABASE}_restoring"
  fi
  local server
  server=$(ask_connection "$CONNECTION" 'show server_version_num')
  if ((DUMP_MAJOR < server / 10000)); then
    die "the server is Postgres $((server / 10000)) and the newest pg_dump here is of $DUMP_MAJOR: install" \
      "postgresql-client-$((server / 10000)). Nothing was changed."
  fi
}

take_password() {
  local quoted="password='([^']*)'" plain="password=([^ ']+)" uri='^([a-z]+://[^:@/]*):([^@/]*)@(.*)$'
  if [[ $CONNECTION =~ $quoted || $CONNECTION =~ $plain ]]; then
    export PGPASSWORD=${BASH_REMATCH[1]}
    CONNECTION=${CONNECTION/"${BASH_REMATCH[0]}"/}
  elif [[ $CONNECTION =~ $uri ]]; then
    PGPASSWORD=$(printf '%b' "${BASH_REMATCH[2]//%/\\x}")
    export PGPASSWORD
    CONNECTION=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
  fi
}

newest_dump_bin() {
  local bin major
  DUMP_BIN='' DUMP_MAJOR=0
  for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin /usr/bin; do
    [[ -x $bin/pg_dump && -x $bin/pg_restore && -x $bin/psql ]] || continue
    major=$("$bin/pg_dump" --version | grep -oE '[0-9]+' | sed -n 1p)
    if ((major > DUMP_MAJOR)); then DUMP_BIN=$bin DUMP_MAJOR=$major; fi
  done
  [[ -n $DUMP_BIN ]] || die "pg_dump is missing: install your distribution's postgresql-client. Nothing was changed."
}

ask_connection() { "$DUMP_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }

dump_database() {
  (umask 077 && "$DUMP_BIN/pg_dump" --format=custom --no-owner --no-privileges --lock-wait-timeout=60s \
    --exclude-table-data=orleans.membership --exclude-table-data=orleans.deployment \
    --exclude-table-data='brain.*certificate*' --exclude-table-data='brain.*login*' \
    --file="$1" -d "$CONNECTION")
  # What can't be listed can't be restored either.
  "$DUMP_BIN/pg_restore" --list "$1" >/dev/null
}

copy_home() {
  local name
  (umask 077 && mkdir -p "$1/spool")
  for name in "${BACKUP_HOME_FILES[@]}"; do
    if [[ -f $BRAIN_HOME/$name ]]; then cp -p "$BRAIN_HOME/$name" "$1/$name"; fi
  done
  # A file that is delivered while it is copied is gone, and that is no fault.
  find "$BRAIN_HOME/spool" -maxdepth 1 -type f -name '*.jsonl' -exec cp -p -t "$1/spool" {} + 2>/dev/null || true
}

write_manifest() {
  local newest="select max(file) from brain.migrations where file like 'migrations/%'"
  {
    printf 'format=%s\n' "$BACKUP_FORMAT"
    printf 'made_at=%(%FT%TZ)T\n' -1
    printf 'migration=%s\n' "$(ask_connection "$CONNECTION" "$newest")"
    printf 'postgres=%s\n' "$(ask_connection "$CONNECTION" 'show server_version')"
    printf 'sessions=%s\n' "$(ask_connection "$CONNECTION" 'select count(*) from v2.sessions')"
  } >"$1/manifest"
  (cd "$1" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
}

manifest_word() { sed -n "s/^$2=//p" "$1" | sed -n 1p; }

write_archive() {
  (umask 077 && tar -C "$1" --sort=name --owner=0 --group=0 -cf "$1.tar" .)
  sync "$1.tar"
  # Never over a file that came meanwhile.
  ln "$1.tar" "$2" 2>/dev/null || { [[ ! -e $2 ]] && mv "$1.tar" "$2"; }
  rm -f "$1.tar"
}

# It may be damaged, or no backup; that it is the person's own, nothing here can tell. Only known names, no links, and
# every sum must be right.
unpack_archive() {
  local stranger
  tar -tf "$1" >"$2.names" || {
    rm -f "$2.names"
    die "$1 is no backup of a brain, or it is cut off; nothing was changed."
  }
  stranger=$(grep -vE "$BACKUP_MEMBER" "$2.names" | sed -n 1p || true)
  rm -f "$2.names"
  if [[ -n $stranger ]]; then die "$1 is no backup of a brain: it holds ${stranger@Q}; nothing was changed."; fi
  if tar -tvf "$1" | grep -v '^[-d]' >/dev/null; then die "$1 holds links or devices; nothing was changed."; fi
  tar -C "$2" --no-same-owner --no-same-permissions -xf "$1" || die "$1 is cut off; nothing was changed."
  [[ -f $2/manifest && -f $2/SHA256SUMS && -f $2/database.dump ]] || die "$1 lacks a part; nothing was changed."
  (cd "$2" && sha256sum --quiet --strict -c SHA256SUMS) ||
    die "$1 was changed since it was written, or is damaged; nothing was changed."
}

know_manifest() {
  local format migration
  format=$(manifest_word "$1/manifest" format)
  migration=$(manifest_word "$1/manifest" migration)
  [[ $format == "$BACKUP_FORMAT" ]] ||
    die "the backup has format ${format@Q} and this program knows $BACKUP_FORMAT; nothing was changed."
  [[ $migration =~ ^migrations/[0-9]{4}_[a-z0-9_]+\.sql$ && -e $CHECKOUT/sql/$migration ]] ||
    die "the backup is of a newer brain: it has sql/$migration, which this checkout lacks. Nothing was changed;" \
      "restore it with the newer one."
}

load_database() {
  # One that an earlier restore left half-way.
  ask_connection "$MAINTENANCE" "drop database if exists \"${CONNECTED_DATABASE}_restoring\" with (force)"
  ask_connection "$MAINTENANCE" "create database \"${CONNECTED_DATABASE}_restoring\" template template0 encoding 'UTF8'"
  "$DUMP_BIN/pg_restore" --exit-on-error --no-owner --no-privileges --jobs=2 -d "$RESTORING" "$1"
  ask_connection "$RESTORING" 'analyze'
}

# Renaming would fail after minutes of loading.
refuse_while_used() {
  local others
  others=$(ask_connection "$MAINTENANCE" "select
      string_agg(distinct coalesce(nullif(application_name, ''), 'pid ' || pid), ', ')
    from pg_stat_activity where datname = '$CONNECTED_DATABASE' and backend_type = 'client backend'")
  if [[ -n $others ]]; then
    die "database $CONNECTED_DATABASE is in use by $others: stop every silo (brain down), then restore. Nothing was" \
      "changed."
  fi
}

# Both names change in one transaction; it fails, and nothing is changed, while anybody is connected to either.
swap_databases() {
  "$DUMP_BIN/psql" -X -q -v ON_ERROR_STOP=1 -d "$MAINTENANCE" <<SQL
begin;
alter database "$CONNECTED_DATABASE" rename to "$1";
alter database "${CONNECTED_DATABASE}_restoring" rename to "$CONNECTED_DATABASE";
commit;
SQL
}

# Files that differ from those of the backup are kept beside them.
restore_home() {
  local name stamp
  stamp=$(date -u +%Y%m%d%H%M%S)
  for name in "${BACKUP_HOME_FILES[@]}"; do
    [[ -f $1/$name ]] || continue
    if [[ -e $BRAIN_HOME/$name ]]; then
      if cmp -s "$1/$name" "$BRAIN_HOME/$name"; then continue; fi
      mv "$BRAIN_HOME/$name" "$BRAIN_HOME/$name.before-$stamp"
      say "  $name is the backup's; yours is kept as $name.before-$stamp"
    fi
    install -m 0600 "$1/$name" "$BRAIN_HOME/$name"
  done
  for name in "$1"/spool/*.jsonl; do
    if [[ -f $name && ! -e $BRAIN_HOME/spool/${name##*/} ]]; then
      install -m 0600 "$name" "$BRAIN_HOME/spool/${name##*/}"
    fi
  done
}
