# How the script talks: one short line per step, with the seconds it took.
# shellcheck shell=bash

# Says something that is neither a step nor an error.
say() { printf '%s\n' "$*"; }

# Ends the script with one sentence that says what is wrong and what mends it.
die() {
  printf 'brain: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [[ $EUID -eq 0 ]]; }

# The step under way, by its process id, where steps run apart; else bash answers a signal only when the step is over.
STEP=''
STEPS_APART=''

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
  ended=${EPOCHREALTIME/[.,]/}
  if ((code == 0)); then
    printf '  %-50s %4d.%d s\n' "$what" $(((ended - began) / 1000000)) $(((ended - began) / 100000 % 10))
    return
  fi
  printf '  %s: failed. The end of %s:\n\n' "$what" "$log" >&2
  tail -c "+$((from + 1))" "$log" | tail -n 40 | sed 's/^/    /' >&2
  exit 1
}
