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

is_root() { [[ $(id -u) -eq 0 ]]; }

# step "what is being done" LOG command...: runs the command with its output in LOG,
# says how long it took, and shows the end of LOG when it fails.
step() {
  local what=$1 log=$2 began ended
  shift 2
  began=${EPOCHREALTIME/[.,]/}
  printf '== %s\n' "$what" >>"$log"
  if "$@" >>"$log" 2>&1 </dev/null; then
    ended=${EPOCHREALTIME/[.,]/}
    printf '  %-58s %3d.%d s\n' "$what" $(((ended - began) / 1000000)) $(((ended - began) / 100000 % 10))
    return 0
  fi
  printf '  %-58s failed; the last lines of %s:\n' "$what" "$log" >&2
  tail -n 30 "$log" | sed 's/^/    /' >&2
  return 1
}
