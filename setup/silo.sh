# The silo's process: started in the background, known by its number and start time.
# shellcheck shell=bash

readonly SILO_READY_SECONDS_MAX=60
readonly SILO_AGAIN_SECONDS_MAX=10
readonly SILO_DRAIN_SECONDS_MAX=15
readonly SILO_OUT_BYTES_MAX=1000000

# Starts the silo and waits until it is ready. $1: the database, $2: what it was built from.
silo_up() {
  remember checkout "$CHECKOUT"
  remember database "$1"
  remember port "$BRAIN_PORT"
  remember build "$2"
  step "start the silo" "$LOGS/up.log" start_silo "$1"
}

# Whether a program other than our own silo listens on BRAIN_PORT.
port_taken() {
  if [[ -n $(silo_pid) && $(recall port) == "$BRAIN_PORT" ]]; then return 1; fi
  (exec 3<>"/dev/tcp/127.0.0.1/$BRAIN_PORT") 2>/dev/null
}

start_silo() {
  # Its log is logs/silo.log, which it bounds itself; here is what it says before and after.
  local log=$LOGS/silo.out pid from
  if [[ -e $log && $(stat -c %s "$log") -gt $SILO_OUT_BYTES_MAX ]]; then mv -f "$log" "$log.1"; fi
  printf '== %(%F %T)T started by up\n' -1 >>"$log"
  from=$(stat -c %s "$log")
  cd "$BRAIN_HOME" || return
  BRAIN_DATABASE=$1 setsid dotnet "$BRAIN_HOME/silo/Brain.Silo.dll" </dev/null >>"$log" 2>&1 9>&- &
  pid=$!
  remember silo.pid "$pid $(start_time "$pid")"
  if ! wait_for_silo "$pid"; then
    printf 'Its last words, from %s:\n' "$log"
    tail -c "+$((from + 1))" "$log" | tail -n 25
    return 1
  fi
}

wait_for_silo() {
  local pid=$1 until=$((SECONDS + SILO_READY_SECONDS_MAX))
  while ! silo_ready; do
    if [[ -z $(silo_pid) ]]; then
      printf 'The silo (process %s) ended while it was starting.\n' "$pid"
      return 1
    fi
    if ((SECONDS >= until)); then
      printf 'The silo (process %s) runs but was not ready within %s s.\n' "$pid" "$SILO_READY_SECONDS_MAX"
      return 1
    fi
    sleep 0.2
  done
}

# The client asks over the Unix socket.
silo_ready() { timeout 5 "$BRAIN_HOME/bin/brain" status >/dev/null 2>&1 </dev/null; }

# Whether it answers and only its database keeps it from being ready: a new one would do no better.
silo_waits_for_database() {
  local status
  status=$(timeout 5 "$BRAIN_HOME/bin/brain" status --json 2>/dev/null </dev/null || true)
  [[ $status =~ \"reason\"[[:space:]]*:[[:space:]]*\"database\. ]]
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

# The number of the running silo, or nothing. The start time tells it from a stranger's process
# that was given the same number later.
silo_pid() {
  local pid='' started=''
  read -r pid started 2>/dev/null <"$BRAIN_HOME/run/silo.pid" || true
  if [[ -n $pid && -n $started && $(start_time "$pid") == "$started" ]]; then printf '%s' "$pid"; fi
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
