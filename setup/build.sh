# Builds the two programs: the silo, and the native client.
# shellcheck shell=bash

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 # leave no build processes behind
export SharedCompilationId=brain-$$ # an environment variable is a property of every project
export DOTNET_TieredPGO=0           # what lives for a minute is not worth a profile
export DOTNET_gcServer=0            # the compiler asks for it: a heap for each processor, to be filled and swept

# Extra arguments for every dotnet command that builds, such as where intermediate files go.
readonly COMPILER=$SharedCompilationId
BUILD_ARGUMENTS=()

runtime_id() {
  case $(uname -m) in
    x86_64) printf 'linux-x64' ;;
    aarch64) printf 'linux-arm64' ;;
    *) die "the brain is built for x86-64 and arm64 processors, not for $(uname -m)" ;;
  esac
}

# Both programs, into folders of their own below $1, named like their projects.
publish_programs() {
  local linker=() code=0
  local client="$CHECKOUT/client/Brain.Cli/Brain.Cli.csproj" silo="$CHECKOUT/silo/Brain.Silo/Brain.Silo.csproj"
  have clang || linker=(-p:CppCompilerAndLinker=gcc)
  # Said aloud, for an environment may say otherwise: a compiler for each project is as dear as all the rest.
  RestoreGraphProjectInput="$client;$silo" \
    dotnet msbuild "$CHECKOUT/setup/programs.proj" -restore -t:Publish -m -nologo -v:minimal \
    -p:UseSharedCompilation=true -p:ProgramsFolder="$1" -p:ProgramsRuntime="$(runtime_id)" \
    "${linker[@]}" "${BUILD_ARGUMENTS[@]}" || code=$?
  end_compiler
  return "$code"
}

# One compiler serves a whole build: it is ours alone, by its name, and would otherwise stay for ten minutes.
end_compiler() {
  local folder
  while read -r folder; do
    if [[ -O $folder ]]; then kill "${folder//[!0-9]/}" 2>/dev/null || true; fi
  done < <(grep -lsz -- "-pipename:$COMPILER\$" /proc/[0-9]*/cmdline)
  rm -f "${TMPDIR:-/tmp}/$COMPILER" # its socket, which it leaves behind
}

# What the programs are made from, as one hash over names and contents. Git is not asked: a
# checkout may be a plain folder, and a file that is not committed yet counts too.
source_stamp() {
  if is_packed; then
    cat "$CHECKOUT/programs/built-from"
    return
  fi
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
  BUILD_ARGUMENTS=(-p:UseArtifactsOutput=true -p:ArtifactsPath="$BRAIN_HOME/build")
  rm -rf "$new"
  mkdir -p "$BRAIN_HOME/build"
  if is_packed; then
    step "copy the silo and the native client" "$LOGS/build.log" cp -r "$CHECKOUT/programs" "$new"
  else
    require_linker
    step "build the silo and the native client" "$LOGS/build.log" publish_programs "$new"
  fi
  printf '%s\n' "$stamp" >"$new/Brain.Silo/built-from"

  take_over
  stop_silo
  mkdir -p "$BRAIN_HOME/bin"
  mv -f "$new/Brain.Cli/brain" "$BRAIN_HOME/bin/brain"
  rm -rf "$BRAIN_HOME/silo"
  mv "$new/Brain.Silo" "$BRAIN_HOME/silo"
  rm -rf "$new"
}
