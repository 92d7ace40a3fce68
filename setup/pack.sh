# `./brain pack`: what `up` would build, as one archive and one Debian package, for machines that build nothing.
#
# Either holds a tree like the checkout's without sources: the script, setup/, sql/, the unit, the plugin, examples and
# pages, and programs/ with the silo and the native client. `brain up` there copies these instead of building.
# shellcheck shell=bash

readonly PACKAGE=brain-actors
readonly PACKED=(brain setup sql deploy examples docs client/claude-code .claude-plugin README.md CHANGELOG.md LICENSE
  THIRD-PARTY-NOTICES.md)

# pack [FOLDER]: where the two files go; artifacts/ of the checkout without it.
pack() {
  (($# <= 1)) && [[ ${1:-} != -* ]] || die "pack takes the folder to write to: ./brain pack /somewhere"
  local folder version root
  is_packed && die "this brain was installed from a package: pack it again in a clone of the repository"
  folder=$(realpath -ms "${1:-$CHECKOUT/artifacts}")
  say "Packing the brain into $folder."
  require_dotnet
  SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/brain-pack.XXXXXX")
  # shellcheck disable=SC2064 # this very folder, whatever the variable says later
  trap "end_progress; end_compiler; rm -rf '$SCRATCH'" EXIT
  LOGS=$SCRATCH
  : >"$LOGS/build.log"
  require_linker
  version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$CHECKOUT/Directory.Build.props")
  root=$SCRATCH/$PACKAGE-$version-$(runtime_id)
  BUILD_ARGUMENTS=(-p:UseArtifactsOutput=true -p:ArtifactsPath="$SCRATCH/build")
  # Built once for many machines: what starts faster may take longer to build.
  export CompileAcrossModules=true
  step "build the silo and the native client" "$LOGS/build.log" publish_programs "$root/programs"
  step "gather the files" "$LOGS/build.log" gather_package "$root"
  mkdir -p "$folder"
  step "write the archive" "$LOGS/build.log" write_package_archive "$root" "$folder"
  if have dpkg-deb; then
    step "write the Debian package" "$LOGS/build.log" write_debian_package "$root" "$folder" "$version"
  else
    say "  dpkg-deb is missing: no Debian package was written"
  fi
  (cd "$folder" && du -h --apparent-size -- "$PACKAGE"[-_]"$version"* | sed 's/^/  /')
  say "Packed after $SECONDS s. On the other machine: unpack it and ./brain up, or dpkg -i it and brain up."
}

# Whether this tree holds the programs ready made.
is_packed() { [[ -e $CHECKOUT/programs/built-from ]]; }

gather_package() {
  local name
  source_stamp >"$1/programs/built-from"
  find "$1/programs" -name '*.pdb' -delete
  for name in "${PACKED[@]}"; do
    mkdir -p "$1/$(dirname "$name")"
    cp -r "$CHECKOUT/$name" "$1/$name"
  done
  chmod -R u=rwX,go=rX "$1"
}

# The same bytes whoever packs the same files: names sorted, owners and times left out.
write_package_archive() {
  tar -C "$(dirname "$1")" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf - "$(basename "$1")" |
    gzip -9n >"$2/$(basename "$1").tar.gz"
}

write_debian_package() {
  local tree=$SCRATCH/deb architecture=amd64
  if [[ $(runtime_id) == linux-arm64 ]]; then architecture=arm64; fi
  mkdir -p "$tree"/{DEBIAN,usr/bin,usr/lib/systemd/system,usr/share/doc/$PACKAGE}
  cp -r "$1" "$tree/usr/lib/$PACKAGE"
  mv "$tree/usr/lib/$PACKAGE/docs" "$tree/usr/share/doc/$PACKAGE/docs"
  cp "$1/LICENSE" "$tree/usr/share/doc/$PACKAGE/copyright"
  # A silo of a cluster; nothing starts it before its address and database are written down.
  sed "s:/opt/brain/silo/:/usr/lib/$PACKAGE/programs/Brain.Silo/:" "$1/deploy/brain-silo.service" \
    >"$tree/usr/lib/systemd/system/brain-silo.service"
  ln -s "../lib/$PACKAGE/programs/Brain.Cli/brain" "$tree/usr/bin/brain"
  cat >"$tree/DEBIAN/control" <<CONTROL
Package: $PACKAGE
Version: $3
Architecture: $architecture
Maintainer: Brain.Actors <brain@localhost>
Section: devel
Priority: optional
Installed-Size: $(du -sk "$tree/usr" | cut -f1)
Depends: bash (>= 5), coreutils, util-linux, libc6
Recommends: aspnetcore-runtime-10.0, postgresql-18-pgvector | postgresql-17-pgvector | \
postgresql-16-pgvector | postgresql-15-pgvector
Description: one mind for coding-agent sessions
 Sessions of coding agents keep a purpose, a mode and a budget; personas watch and answer; what one learnt the next is
 told. Each user's brain is started by "brain up" and lives in that user's home.
CONTROL
  (umask 022 && dpkg-deb --root-owner-group -Zxz -z2 --build "$tree" "$2/${PACKAGE}_$3_$architecture.deb")
}

# What `up` needs before it starts anything: ready-made programs run with the runtime, sources are built with the SDK.
require_programs() {
  if ! is_packed; then
    require_dotnet
    return
  fi
  if ! have dotnet || ! dotnet --list-runtimes | grep '^Microsoft\.AspNetCore\.App 10\.' >/dev/null; then
    die "the ASP.NET Core runtime 10 is missing: install your distribution's aspnetcore-runtime-10.0, or get it from" \
      "https://dotnet.microsoft.com/download/dotnet/10.0, put dotnet on PATH, and run this again"
  fi
}
