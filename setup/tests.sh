# `./brain test` and `./brain bench`: everything in a scratch folder with a cluster of its own,
# which are both gone afterwards.
# shellcheck shell=bash

readonly CLAUDE_CODE_VERSION=2.1.332
readonly CCUSAGE_VERSION=20.0.24
readonly SUITE_MINUTES_MAX=75
readonly MOST=' -trait- Agents=others'
readonly OTHER_AGENTS=' -trait Agents=others'

# Emptied here, since what they name is ended or removed: never what the caller's environment says.
SCRATCH=''
# The suites under way, by process id.
declare -A SUITES=()
CLAUDE_CODE=''
MCP_CLIENTS=''
CCUSAGE=''
AGENTS=''
OPENCODE_HOME=''

run_tests() {
  local word=''
  if (($# > 0)) && [[ $1 != -* ]]; then word=$1; fi
  begin_scratch test
  # Whatever ends the run early, a build that fails for one, the last line tells the result.
  trap 'end_scratch; say "0 passed, 1 failed"' EXIT
  require_dotnet
  local suite passed=0 failed=0 skipped=0 wanted=()
  mapfile -t wanted < <(suites_with "$word")
  if [[ -z $word ]]; then
    step "build the solution" "$LOGS/build.log" build_solution
  else
    for suite in "${wanted[@]}"; do step "build $suite" "$LOGS/build.log" build_suite "$suite"; done
  fi
  prepare_for "${wanted[@]}"

  # Those that need no programs run while the programs are built.
  local early=() programs=()
  for suite in "${wanted[@]}"; do
    if needs_programs "$suite"; then programs+=("$suite"); else early+=("$suite"); fi
  done
  for suite in "${early[@]}"; do start_suite "$suite" '' "$@"; done
  publish_for "${wanted[@]}"
  for suite in "${programs[@]}"; do start_suite "$suite" "$MOST" "$@"; done
  for suite in "${early[@]}"; do finish_suite "$suite" ''; done
  # They take as long as the rest of their project, so they come when a processor is free.
  for suite in "${programs[@]}"; do start_suite "$suite" "$OTHER_AGENTS" "$@"; done
  for suite in "${programs[@]}"; do
    finish_suite "$suite" "$MOST"
    finish_suite "$suite" "$OTHER_AGENTS"
  done

  if ((passed + failed == 0)); then say "No test ran${word:+: none has '$word' in its full name}."; fi
  end_scratch
  if ((skipped > 0)); then
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  else
    printf '%d passed, %d failed\n' "$passed" "$failed"
  fi
  ((failed == 0 && passed > 0))
}

# The suites that may have a test with $1 in its full name; all of them when it is empty.
suites_with() {
  local project part files
  for project in "$CHECKOUT"/tests/*/; do
    grep -qs '<IsTestProject>true' "$project"/*.csproj || continue
    files=$(find "$project" \( -name bin -o -name obj \) -prune -o -name '*.cs' -print)
    for part in ${1//./ }; do files=$(printf '%s\n' "$files" | xargs -r grep -lF -- "$part" || true); done
    if [[ -n $files ]]; then basename "$project"; fi
  done
}

needs_database() { [[ $1 != Brain.Domain.Tests ]]; }

needs_programs() { [[ $1 != Brain.Domain.Tests && $1 != Brain.Tests ]]; }

# What the suites rely on, and nothing that none of them does: those of the domain need no more than themselves.
prepare_for() {
  local suite database='' programs=''
  for suite in "$@"; do
    if needs_database "$suite"; then database=yes; fi
    if needs_programs "$suite"; then programs=yes; fi
  done
  if [[ -n $programs ]]; then
    require_linker
    get_claude_code
    get_mcp_clients
    get_agents
  fi
  if [[ -n $database ]]; then
    get_ccusage
    require_postgres
    # A process that dies loses nothing without fsync, only a machine would, and tests create many databases.
    cluster_up 'fsync = off' 'max_connections = 500'
    export_test_variables
  fi
}

publish_for() {
  local suite
  for suite in "$@"; do
    if needs_programs "$suite"; then
      step "publish the silo and the native client" "$LOGS/build.log" publish_programs "$SCRATCH"
      return
    fi
  done
}

# Without analysis, for who asks for a word waits for an answer; the whole run analyzes.
build_suite() { dotnet build "$CHECKOUT/tests/$1" -c Release -p:RestoreLockedMode=true -p:RunAnalyzers=false; }

# Words behind `bench` pick figures. Those of search take more:
# `search --locomo FILE --conversations 6-10 [--ingredients]`,
# `search --labelled FOLDER [--each]`, `search --turns 100000 --learnings 20000`; `labelled --path FOLDER [--misses]`.
run_bench() {
  begin_scratch bench
  # Labelled sets need neither a silo nor a database.
  if [[ ${1:-} == labelled ]]; then
    require_dotnet
    build_benchmarks
    measure "$@"
    return
  fi
  require_machine
  step "publish the silo and the native client" "$LOGS/build.log" publish_programs "$SCRATCH"
  build_benchmarks
  cluster_up
  export_test_variables
  measure "$@"
}

build_benchmarks() {
  step "build the benchmarks" "$LOGS/build.log" dotnet build "$CHECKOUT/tests/Brain.Benchmarks" -c Release
}

# In the background, because bash answers a signal while it waits, but not while it runs something.
measure() {
  "$CHECKOUT/tests/Brain.Benchmarks/bin/Release/net10.0/Brain.Benchmarks" "$@" </dev/null 9>&- &
  SUITES[bench]=$!
  wait "${SUITES[bench]}"
  unset 'SUITES[bench]'
}

require_machine() {
  require_dotnet
  require_linker
  require_postgres
}

build_solution() {
  dotnet restore "$CHECKOUT/Brain.Actors.sln" --locked-mode
  dotnet build "$CHECKOUT/Brain.Actors.sln" --no-restore -c Release -warnaserror
}

# The scratch folder stands in for BRAIN_HOME too, so that no test can reach the real one.
begin_scratch() {
  SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/brain-$1.XXXXXX")
  trap end_scratch EXIT
  # Answered at once, whatever step is under way.
  STEPS_APART=yes
  trap 'exit 130' INT TERM
  chmod 0711 "$SCRATCH" # the postgres user has to pass
  BRAIN_HOME=$SCRATCH/home
  export BRAIN_TEST_RUN=$SCRATCH
  unset BRAIN_DATABASE
  # Nor the files of agents, nor the session of the one whose shell this may be.
  unset CLAUDE_CONFIG_DIR CODEX_HOME COPILOT_HOME GEMINI_CLI_HOME QWEN_HOME CLAUDECODE CLAUDE_CODE_SESSION_ID
  unset CODEX_SESSION_ID COPILOT_AGENT_SESSION_ID BRAIN_OPENCODE_SESSION
  make_home
}

# By number: other clusters on this machine are none of our business.
end_scratch() {
  trap - EXIT INT TERM
  end_progress
  end_compiler
  end_started
  if [[ -n $CLUSTER ]]; then
    if cluster_running; then as_cluster_owner "$POSTGRES_BIN/pg_ctl" stop -D "$CLUSTER" -m immediate -w -s || true; fi
    rm -rf "$CLUSTER" "$CLUSTER_SOCKETS"
  fi
  rm -rf "$SCRATCH"
}

# Ends the step and the suites that are under way, with all that they started: those who left their parent behind are
# known by the run's name in their environment.
end_started() {
  local folder pids=()
  # With a status of its own: a trap hands on that of what failed, and would end here.
  if [[ -z $STEP ]] && ((${#SUITES[@]} == 0)); then return 0; fi
  # First the step's own shell, which would go on with its next command: some programs end well when they are told to.
  if [[ -n $STEP ]]; then
    kill -KILL "$STEP" 2>/dev/null || true
    wait "$STEP" 2>/dev/null || true
  fi
  # One look at all: a process for each of them would take longer than may be waited for on a busy machine.
  while read -r folder; do
    if [[ -O $folder ]]; then pids+=("${folder//[!0-9]/}"); fi
  done < <(grep -lsz "^BRAIN_TEST_RUN=$SCRATCH$" /proc/[0-9]*/environ)
  kill -TERM "${pids[@]}" 2>/dev/null || true
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "${pids[@]}" 2>/dev/null || break
    sleep 0.2
  done
  kill -KILL "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}

# What a test may rely on.
export_test_variables() {
  BRAIN_TEST_DATABASE=$(cluster_database postgres)
  BRAIN_TEST_CLIENT=$SCRATCH/Brain.Cli/brain
  BRAIN_TEST_SILO=$SCRATCH/Brain.Silo/Brain.Silo.dll
  BRAIN_TEST_CLAUDE=$CLAUDE_CODE
  BRAIN_TEST_MCP_CLIENTS=$MCP_CLIENTS
  BRAIN_TEST_CCUSAGE=$CCUSAGE
  BRAIN_TEST_AGENTS=$AGENTS
  BRAIN_TEST_OPENCODE_HOME=$OPENCODE_HOME
  BRAIN_TEST_POSTGRES_BIN=$POSTGRES_BIN
  # Pictures of the dashboard outlive the run.
  export BRAIN_TEST_SCREENSHOTS=${BRAIN_TEST_SCREENSHOTS:-$CHECKOUT/artifacts/screenshots}
  # The weights of the sentence model are unpacked once for all homes of the run.
  export BRAIN_MODELS=$SCRATCH/models
  export BRAIN_TEST_DATABASE BRAIN_TEST_CLIENT BRAIN_TEST_SILO BRAIN_TEST_CLAUDE BRAIN_TEST_MCP_CLIENTS
  export BRAIN_TEST_AGENTS BRAIN_TEST_OPENCODE_HOME
  export BRAIN_TEST_CCUSAGE BRAIN_TEST_POSTGRES_BIN
}

# Starts one test project beside the others: they mostly wait, each for its own processes.
# $2 picks a part of it, or nothing: `-trait NAME=VALUE` or, without that trait, `-trait-`.
# A word after `./brain test` picks the tests whose full name contains it; options go to the runner.
start_suite() {
  local suite=$1 part=$2 filter=()
  local report="$SCRATCH/$suite${part// /}"
  shift 2
  if (($# > 0)) && [[ $1 != -* ]]; then filter=(-method "*$1*"); else filter=("$@"); fi
  # shellcheck disable=SC2086 # the part is two words, or none
  # In the background, because bash answers a signal while it waits, but not while it runs something.
  timeout "${SUITE_MINUTES_MAX}m" "$CHECKOUT/tests/$suite/bin/Release/net10.0/$suite" \
    -noLogo -noColor -trx "$report.trx" $part "${filter[@]}" </dev/null >"$report.out" 2>&1 9>&- &
  SUITES[$suite$part]=$!
}

# Waits for one, shows what it said, and adds its report to `passed`, `failed` and `skipped`.
finish_suite() {
  local suite=$1$2 report="$SCRATCH/$1${2// /}" code=0 total suite_passed suite_failed
  wait "${SUITES[$suite]}" || code=$?
  unset "SUITES[$suite]"
  printf '\n%s\n' "$suite"
  cat "$report.out"

  total=$(counter "$report.trx" total)
  suite_passed=$(counter "$report.trx" passed)
  suite_failed=$(counter "$report.trx" failed)
  if [[ -z $total ]]; then
    say "$suite left no report and ended with code $code: counted as one failure"
    failed=$((failed + 1))
    return
  fi
  if ((code != 0 && suite_failed == 0)); then
    say "$suite ended with code $code although no test failed: counted as one failure"
    failed=$((failed + 1))
  fi
  passed=$((passed + suite_passed))
  failed=$((failed + suite_failed))
  skipped=$((skipped + total - suite_passed - suite_failed))
}

# One number of a TRX report's summary: <Counters total="3" passed="2" failed="1" ... />
counter() { grep -o '<Counters [^>]*' "$1" 2>/dev/null | grep -oP "(?<= $2=\")[0-9]+" || true; }

# Some tests drive the real Claude Code against a fake model, and some watch its screen. Where it
# cannot be had they are skipped, so nothing here ends the run.
get_claude_code() {
  local package claude
  package=@anthropic-ai/claude-code-$(runtime_id) # linux-x64 and linux-arm64 are npm's words too
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/brain-tests/claude-code-$CLAUDE_CODE_VERSION
  claude=$cache/node_modules/$package/claude
  have tmux || get_package tmux
  have tmux || say "  tmux is missing: the screen tests are skipped"
  have chromium || have google-chrome || get_package chromium
  have chromium || have google-chrome || say "  chromium is missing: the browser tests are skipped"
  fetch_npm "$claude" "$cache" "Claude Code $CLAUDE_CODE_VERSION (380 MB, once)" \
    "the tests with the real Claude Code are" --no-save "$package@$CLAUDE_CODE_VERSION" || return 0
  if [[ -x $claude ]]; then CLAUDE_CODE=$claude; fi
}

# A package of the distribution's that only tests use, if it can be had. Its lists may be missing, or of long ago.
get_package() {
  if ! is_root || ! have apt-get; then return 0; fi
  {
    apt-get install -y --no-install-recommends "$1" ||
      { apt-get update && apt-get install -y --no-install-recommends "$1"; } || true
  } >>"$LOGS/install.log" 2>&1
}

# The counter of tokens that ours is held against. Where it cannot be had that test is skipped.
get_ccusage() {
  local package cache counter
  package=@ccusage/ccusage-$(runtime_id)
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/brain-tests/ccusage-$CCUSAGE_VERSION
  counter=$cache/node_modules/$package/bin/ccusage
  fetch_npm "$counter" "$cache" "ccusage $CCUSAGE_VERSION (5 MB, once)" \
    "the test with the real ccusage is" --no-save "$package@$CCUSAGE_VERSION" || return 0
  # Its package leaves it unmarked.
  chmod +x "$counter" 2>/dev/null || true
  if [[ -x $counter ]]; then CCUSAGE=$counter; fi
}

# MCP clients that others wrote. Where they cannot be had those tests are skipped.
get_mcp_clients() {
  fetch_pinned MCP_CLIENTS mcp-clients "MCP clients of others (90 MB, once)" \
    "the tests with MCP clients of others are"
}

# Other agents. Where they cannot be had those tests are skipped.
get_agents() {
  fetch_pinned AGENTS agents "Codex, Gemini CLI, Copilot CLI, opencode and Qwen Code with its Node (1.4 GB, once)" \
    "the tests with the real other agents are"
  # What opencode else fetches into each new home before it says a word.
  if [[ -n $AGENTS ]]; then
    fetch_pinned OPENCODE_HOME opencode-home "opencode's own plugin package (64 MB, once)" "no tests are"
  fi
}

# What tests/Brain.Acceptance/$2/package.json pins; the variable named $1 is the folder it is in. $3 and $4 are said.
fetch_pinned() {
  local -n fetched=$1
  local named=$CHECKOUT/tests/Brain.Acceptance/$2/package.json folder
  folder=${XDG_CACHE_HOME:-$HOME/.cache}/brain-tests/$2-$(sha256sum "$named" | cut -c1-12)
  if [[ ! -e $folder/.complete ]]; then
    mkdir -p "$folder"
    cp "$named" "$folder/"
  fi
  fetch_npm "$folder/.complete" "$folder" "$3" "$4" || return 0
  : >"$folder/.complete"
  # shellcheck disable=SC2034 # it is the caller's
  fetched=$folder
}

# Has npm put packages into the folder $2, unless the file $1 is there. $3 is what is fetched, $4 what is skipped where
# it cannot be had; the words behind are npm's.
fetch_npm() {
  local there=$1 folder=$2 what=$3 skipped=$4
  shift 4
  if [[ -e $there ]]; then return 0; fi
  if ! have npm; then
    say "  npm is missing: $skipped skipped"
    return 1
  fi
  say "  fetch $what"
  mkdir -p "$folder"
  if ! npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund "$@" >>"$LOGS/install.log" 2>&1; then
    say "  npm could not get it: $skipped skipped"
    return 1
  fi
}
