# How the script talks: what it begins, how far that is, and the seconds it took.
# shellcheck shell=bash

# Says something that is neither a step nor an error.
say() { printf '%s\n' "$*"; }

# Ends the script with one sentence that says what is wrong and what mends it.
die() {
  printf 'brain: %s\n' "$*" >&2
  exit 1
}

# What a log holds, without what a terminal would take for more than letters.
clean() { LC_ALL=C tr -d '\000-\010\013-\037\177' | LC_ALL=C sed $'s/\xc2[\x80-\x9f]//g'; }

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [[ $EUID -eq 0 ]]; }

# The step under way, by its process id, where steps run apart; else bash answers a signal only when the step is over.
STEP=''
STEPS_APART=''

# Who tells the progress of the step under way, by its process id.
PROGRESS=''

# On a screen the line of what began counts its seconds; elsewhere a line comes every ten. With what was built last,
# where the step is one that builds. $1: what, $2: its log, $3: where in the log it begins.
tell_progress() {
  local began=$SECONDS pause last every=10
  if [[ -t 1 ]]; then every=1; fi
  # A pause without a process of its own, which would live on and keep the screen or pipe open.
  exec {pause}<> <(:)
  while kill -0 $$ 2>/dev/null; do
    read -r -t "$every" -u "$pause" || true
    last=$(
      tail -c "+$(($3 + 1))" "$2" | grep -oE '^  (Brain\.[A-Za-z.]+ ->|Generating native code)' | tail -n 1 |
        sed 's/ ->//; s/^ *//'
    ) || last=''
    if [[ -t 1 ]]; then
      printf '\r\033[K  %-50s %4d s  %s' "$1 …" $((SECONDS - began)) "$last"
    else
      printf '    %s: %d s so far%s\n' "$1" $((SECONDS - began)) "${last:+, $last}"
    fi
  done
}

end_progress() {
  # With a status of its own: in a trap a bare return hands on that of what failed, and the rest would not be done.
  if [[ -z $PROGRESS ]]; then return 0; fi
  kill "$PROGRESS" 2>/dev/null || true
  wait "$PROGRESS" 2>/dev/null || true
  PROGRESS=''
  if [[ -t 1 ]]; then printf '\r\033[K'; fi
}

# step "what is done" LOG command...: runs the command with its output in LOG and says how long
# it took. A failure shows the end of LOG and ends the script, so a step is never a condition:
# inside one, bash would no longer stop at the first failing command.
# Descriptor 9 is the lock of `up` and `down`, 8 the supervisor's; what a step leaves running must not keep them.
step() {
  local what=$1 log=$2 from began ended code
  shift 2
  printf '== %s\n' "$what" >>"$log"
  from=$(stat -c %s "$log")
  began=${EPOCHREALTIME/[.,]/}
  if [[ -t 1 ]]; then printf '  %s …' "$what"; else printf '  %s …\n' "$what"; fi
  tell_progress "$what" "$log" "$from" 8>&- 9>&- &
  PROGRESS=$!
  set +e
  if [[ -n $STEPS_APART ]]; then
    (
      set -e
      "$@"
    ) >>"$log" 2>&1 </dev/null 8>&- 9>&- &
    STEP=$!
    wait "$STEP"
  else
    (
      set -e
      "$@"
    ) >>"$log" 2>&1 </dev/null 8>&- 9>&-
  fi
  code=$?
  STEP=''
  set -e
  end_progress
  ended=${EPOCHREALTIME/[.,]/}
  if ((code == 0)); then
    printf '  %-50s %4d.%d s\n' "$what" $(((ended - began) / 1000000)) $(((ended - began) / 100000 % 10))
    return
  fi
  printf '  %s: failed. The end of %s:\n\n' "$what" "$log" >&2
  tail -c "+$((from + 1))" "$log" | tail -n 40 | clean | sed 's/^/    /' >&2
  exit 1
}
