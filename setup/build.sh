# Builds the two programs: the silo, and the native client.
# shellcheck shell=bash

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 # leave no build processes behind

# Extra arguments for every dotnet command that builds, such as where intermediate files go.
BUILD_ARGUMENTS=()

runtime_id() {
  case $(uname -m) in
    x86_64) printf 'linux-x64' ;;
    aarch64) printf 'linux-arm64' ;;
    *) die "the brain is built for x86-64 and arm64 processors, not for $(uname -m)" ;;
  esac
}

# The restore comes first and without the runtime id, since the lock files of the libraries name none.
publish_silo() {
  dotnet restore "$CHECKOUT/silo/Brain.Silo" --locked-mode -p:PublishReadyToRun=true "${BUILD_ARGUMENTS[@]}"
  dotnet publish "$CHECKOUT/silo/Brain.Silo" --no-restore -c Release -r "$(runtime_id)" --self-contained false \
    -p:PublishReadyToRun=true -o "$1" "${BUILD_ARGUMENTS[@]}"
}

publish_client() {
  local linker=()
  have clang || linker=(-p:CppCompilerAndLinker=gcc)
  dotnet restore "$CHECKOUT/client/Brain.Cli" --locked-mode "${BUILD_ARGUMENTS[@]}"
  dotnet publish "$CHECKOUT/client/Brain.Cli" --no-restore -c Release -r "$(runtime_id)" -o "$1" \
    "${linker[@]}" "${BUILD_ARGUMENTS[@]}"
}

# What the programs are made from, as one hash over names and contents. Git is not asked: a
# checkout may be a plain folder, and a file that is not committed yet counts too.
source_stamp() {
  (
    cd "$CHECKOUT" || exit
    find . \( -name .git -o -name bin -o -name obj -o -name artifacts -o -name TestResults -o -path ./tests \) -prune \
      -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
  )
}

built_stamp() { cat "$BRAIN_HOME/silo/built-from" 2>/dev/null || true; }

# Builds into BRAIN_HOME. Both programs are built beside the old ones and then put in their place
# by renaming, since they may be running; the stamp comes last, inside the silo's folder.
build_programs() {
  local stamp=$1 new=$BRAIN_HOME/build/new
  BUILD_ARGUMENTS=(--artifacts-path "$BRAIN_HOME/build")
  rm -rf "$new"
  step "build the silo" "$LOGS/build.log" publish_silo "$new/silo"
  step "build the native client" "$LOGS/build.log" publish_client "$new/client"
  printf '%s\n' "$stamp" >"$new/silo/built-from"

  take_over
  stop_silo
  mkdir -p "$BRAIN_HOME/bin"
  mv -f "$new/client/brain" "$BRAIN_HOME/bin/brain"
  rm -rf "$BRAIN_HOME/silo"
  mv "$new/silo" "$BRAIN_HOME/silo"
  rm -rf "$new"
}
