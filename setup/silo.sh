# The silo's process, known by its number and start time, and the supervisor that keeps it up.
# shellcheck shell=bash

readonly SILO_READY_SECONDS_MAX=120
readonly SILO_AGAIN_SECONDS_MAX=10
readonly SILO_DRAIN_SECONDS_MAX=15
readonly SUPERVISOR_LEAVE_SECONDS_MAX=10

# Whether this script holds the lock of whoever starts and stops the brain's processes.
TAKEN_OVER=''

# Starts the silo and waits until it is ready. $1: the database, $2: what it was built from.
silo_up() {
  remember checkout "$CHECKOUT"
  remember database "$1"
  remember port "$BRAIN_PORT"
  remember build "$2"
  remember silo.command "$(printf '%s\n' "$(realpath -s "$(command -v dotnet)")" "$BRAIN_HOME/silo/Brain.Silo.dll")"
  if [[ -n ${BRAIN_DATABASE:-} ]]; then
    rm -f "$BRAIN_HOME/run/postgres.command"
  else
    remember postgres.command "$(postgres_command)"
  fi
  rm -f "$BRAIN_HOME/run/silo.ended"
  give_back
  step "start the silo" "$LOGS/up.log" start_silo
}

# Whether a program other than our own silo listens on BRAIN_PORT.
port_taken() {
  if [[ -n $(silo_pid) && $(recall port) == "$BRAIN_PORT" ]]; then return 1; fi
  (exec 3<>"/dev/tcp/127.0.0.1/$BRAIN_PORT") 2>/dev/null
}

# The supervisor starts it, and again whenever it ends.
start_silo() {
  # Its log is logs/silo.log, which it bounds itself; here is what it says before and after.
  local log=$LOGS/silo.out from=0
  if [[ -e $log ]]; then from=$(stat -c %s "$log"); fi
  supervise
  if ! wait_for_silo; then
    # What ended while it started is not tried again and again behind the person's back.
    remember desired down
    take_over
    printf 'Its last words, from %s:\n' "$log"
    tail -c "+$((from + 1))" "$log" | tail -n 25 | clean
    return 1
  fi
}

wait_for_silo() {
  local until=$((SECONDS + SILO_READY_SECONDS_MAX))
  while ! silo_ready; do
    if [[ -n $(recall silo.ended) ]]; then
      printf 'The silo %s while it was starting.\n' "$(recall silo.ended | cut -d' ' -f2-)"
      return 1
    fi
    if ((SECONDS >= until)); then
      printf 'The silo (process %s) was not ready within %s s.\n' "$(silo_pid)" "$SILO_READY_SECONDS_MAX"
      return 1
    fi
    sleep 0.2
  done
}

# The client asks /readyz over the Unix socket. `brain status` would start a supervisor that is missing.
silo_ready() { timeout 5 "$BRAIN_HOME/bin/brain" supervise --ready >/dev/null 2>&1 </dev/null 8>&- 9>&-; }

# Whether it answers and only its database keeps it from being ready: a new one would do no better.
silo_waits_for_database() {
  local code=0
  timeout 5 "$BRAIN_HOME/bin/brain" supervise --ready >/dev/null 2>&1 </dev/null 8>&- 9>&- || code=$?
  ((code == 4))
}

# Waits a little for a silo whose database has come back; says why when it is not ready then.
await_database() {
  local until=$((SECONDS + SILO_AGAIN_SECONDS_MAX))
  while ! silo_ready; do
    if ((SECONDS >= until)); then
      "$BRAIN_HOME/bin/brain" status || true
      return
    fi
    sleep 0.2
  done
}

# Stops the silo if it runs: it drains on SIGTERM.
stop_silo() {
  local pid
  pid=$(silo_pid)
  if [[ -n $pid ]]; then step "stop the silo" "$LOGS/up.log" end_silo "$pid"; fi
  rm -f "$BRAIN_HOME/run/silo.pid"
}

end_silo() {
  local until=$((SECONDS + SILO_DRAIN_SECONDS_MAX))
  kill -TERM "$1"
  while [[ -n $(silo_pid) ]]; do
    if ((SECONDS >= until)); then
      printf 'The silo did not drain within %s s and was ended.\n' "$SILO_DRAIN_SECONDS_MAX"
      kill -KILL "$1" 2>/dev/null || true
      return
    fi
    sleep 0.1
  done
}

# The number of the running silo, or nothing.
silo_pid() {
  local pid folder words
  pid=$(noted_pid silo.pid)
  if [[ -n $pid ]]; then
    printf '%s' "$pid"
    return
  fi
  # A supervisor that was killed between starting a silo and noting so leaves one that nobody noted.
  for folder in /proc/[0-9]*; do
    if [[ -O $folder ]] && mapfile -d '' words 2>/dev/null <"$folder/cmdline" &&
      [[ ${words[1]:-} == "$BRAIN_HOME/silo/Brain.Silo.dll" ]]; then
      printf '%s' "${folder#/proc/}"
      return
    fi
  done
}

# The process that a note in run/ names, if it lives. The start time tells it from a stranger's
# process that was given the same number later.
noted_pid() {
  local pid='' started=''
  read -r pid started 2>/dev/null <"$BRAIN_HOME/run/$1" || true
  if [[ -n $pid && -n $started && $(start_time "$pid") == "$started" ]]; then printf '%s' "$pid"; fi
}

# Says that the brain is wanted, and starts the supervisor unless it runs. It must outlive this script.
supervise() { "$BRAIN_HOME/bin/brain" supervise --start 8>&- 9>&-; }

# Makes this script the one who may start and stop the brain's processes: the supervisor leaves,
# and what it watched runs on. Descriptor 8 holds its lock, so that none comes back meanwhile.
take_over() {
  local pid
  if [[ -n $TAKEN_OVER ]]; then return; fi
  exec 8>>"$BRAIN_HOME/run/supervisor.lock"
  if ! flock -n 8; then
    pid=$(noted_pid supervisor.lock)
    if [[ -n $pid ]]; then kill -USR1 "$pid" 2>/dev/null || true; fi
    if ! flock -w "$SUPERVISOR_LEAVE_SECONDS_MAX" 8; then
      if [[ -n $pid ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
      flock -w "$SUPERVISOR_LEAVE_SECONDS_MAX" 8 ||
        die "another process holds $BRAIN_HOME/run/supervisor.lock and does not let go of it; see who with: fuser -v" \
          "$BRAIN_HOME/run/supervisor.lock"
    fi
  fi
  TAKEN_OVER=1
}

give_back() {
  exec 8>&-
  TAKEN_OVER=''
}

# When a process started, in clock ticks since the machine did; nothing for one that has ended.
start_time() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  # The name, in parentheses, may hold spaces: count from behind it.
  read -ra fields <<<"${stat##*) }"
  if [[ ${fields[0]} != Z ]]; then printf '%s' "${fields[19]}"; fi
}

# What the native client and the next run want to know, for the owner's eyes only.
remember() {
  (umask 077 && printf '%s\n' "$2" >"$BRAIN_HOME/run/$1.new")
  mv -f "$BRAIN_HOME/run/$1.new" "$BRAIN_HOME/run/$1"
}

recall() { cat "$BRAIN_HOME/run/$1" 2>/dev/null || true; }

# What a person would do next; nothing, when that is done.
say_next() {
  local found
  found=$("$BRAIN_HOME/bin/brain" doctor --json 2>/dev/null 9>&-) || true
  if grep -A1 -E '"part": "(claude code|plugin)"' <<<"$found" | grep '"state": "ok"' >/dev/null; then return; fi
  say "Next: brain install claude-code"
}
