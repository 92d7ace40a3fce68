# What the machine must have: the .NET SDK, a C linker, and Postgres with pgvector.
#
# As root the missing packages are installed; otherwise the very same commands are printed.
# So each need is a recipe: text that is either run or shown.
# shellcheck shell=bash

readonly POSTGRES_MAJOR_MIN=15
readonly PGVECTOR_SOURCE_SUITE=trixie
readonly NO_MAIN_CLUSTER=/etc/postgresql-common/createcluster.d/brain.conf

# Throughout, `grep >/dev/null` and `sed -n 1p` read to the end, unlike `grep -q` and `head`: those
# end a pipe early, which would count as the failure of whoever writes into it.

require_dotnet() {
  if ! have dotnet; then
    die "the .NET SDK 10 is missing: get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or your" \
      "distribution's dotnet-sdk-10.0), put dotnet on PATH, and run this again"
  fi
  if ! dotnet --list-sdks | grep '^10\.' >/dev/null; then
    die "the .NET SDK 10 is missing (here: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')): get it from" \
      "https://dotnet.microsoft.com/download/dotnet/10.0 and run this again"
  fi
}

# Native AOT links with clang or gcc, against libc and zlib.
require_linker() {
  if { have gcc || have clang; } && can_link_zlib; then return; fi
  run_or_show "a C linker for the native client" "$(linker_recipe)"
}

can_link_zlib() {
  local compiler=gcc
  have gcc || compiler=clang
  printf 'int main(void) { return 0; }' | "$compiler" -x c - -lz -o /dev/null 2>/dev/null
}

# Finds Postgres and pgvector, installing what is missing. Sets POSTGRES_BIN and POSTGRES_MAJOR.
# $1: the data folder, whose version decides when it is there already.
require_postgres() {
  local wanted=
  if [[ -n ${1:-} ]]; then wanted=$(cat "$1/PG_VERSION" 2>/dev/null || true); fi
  if find_postgres "$wanted"; then return; fi
  know_packages

  if [[ -n $wanted && -z $(server_of "$wanted") && -z $(packaged_server "$wanted") ]]; then
    die_without_postgres "$wanted"
  fi
  run_or_show "Postgres and pgvector" "$(postgres_recipe "$wanted")"
  find_postgres "$wanted" ||
    die "Postgres $POSTGRES_MAJOR_MIN or newer with pgvector is still missing after the installation"
}

# The folder of the server of a major version, or nothing.
server_of() { postgres_bins | grep "^$1 " | cut -d' ' -f2; }

# The distribution's package of the server of a major version, or nothing.
packaged_server() {
  if have apt-get; then apt-cache show "postgresql-$1" 2>/dev/null | grep -x "Package: postgresql-$1" | sed -n 1p; fi
}

# The newest Postgres that has pgvector; of the wanted major version if one is given.
find_postgres() {
  local major bin
  while read -r major bin; do
    [[ -z $1 || $1 == "$major" ]] || continue
    [[ -e $(extension_folder "$major" "$bin")/vector.control ]] || continue
    POSTGRES_MAJOR=$major POSTGRES_BIN=$bin
    return 0
  done < <(postgres_bins)
  return 1
}

# "major folder" for each server of this machine, newest first.
postgres_bins() {
  local bin version
  {
    printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin
    if have pg_config; then pg_config --bindir; fi
    if have postgres; then dirname "$(readlink -f "$(command -v postgres)")"; fi
  } | while read -r bin; do
    [[ -x $bin/postgres && -x $bin/initdb ]] || continue
    version=$("$bin/postgres" --version | grep -oE '[0-9]+' | sed -n 1p)
    if ((version >= POSTGRES_MAJOR_MIN)); then printf '%s %s\n' "$version" "$bin"; fi
  done | sort -k1,1nr -u
}

extension_folder() {
  if [[ -x $2/pg_config ]]; then
    printf '%s/extension\n' "$("$2/pg_config" --sharedir)"
  else
    printf '/usr/share/postgresql/%s/extension\n' "$1"
  fi
}

# A fresh image has no package lists, and without them no recipe can be made.
know_packages() {
  have apt-get || return 0
  if apt-cache show postgresql 2>/dev/null | grep ^Package >/dev/null; then return; fi
  if is_root; then
    step "read the package lists" "$LOGS/install.log" apt-get update
  else
    die "this machine's package lists are empty: run 'sudo apt-get update', then this again"
  fi
}

# Recipes. Each prints shell commands, prefixed with sudo where a user has to run them.

linker_recipe() {
  recipe_line 'apt-get update
apt-get install -y --no-install-recommends gcc libc6-dev zlib1g-dev'
}

# $1: the major version whose data must be kept, or nothing.
postgres_recipe() {
  local major=${1:-} server
  have apt-get || return 0
  if [[ -z $major ]]; then major=$(postgres_bins | sed -n 1p | cut -d' ' -f1); fi
  if [[ -z $major ]]; then major=$(distribution_major); fi
  if ((${major:-0} < POSTGRES_MAJOR_MIN)); then return 0; fi

  server="postgresql-$major"
  if postgres_bins | grep "^$major " >/dev/null; then server=; fi

  # Debian's package would otherwise create a cluster of its own and start it on port 5432.
  if [[ -n $server ]]; then
    recipe_line "mkdir -p $(dirname "$NO_MAIN_CLUSTER")"
    printf "echo 'create_main_cluster = false' | "
    recipe_line "tee $NO_MAIN_CLUSTER"
  fi
  recipe_line 'apt-get update'
  if apt-cache show "postgresql-$major-pgvector" 2>/dev/null | grep ^Package >/dev/null; then
    recipe_line "apt-get install -y --no-install-recommends $server postgresql-$major-pgvector"
  else
    recipe_line "apt-get install -y --no-install-recommends $server $(pgvector_build_packages "$major")"
    pgvector_source_recipe "$major"
  fi
  if [[ -n $server ]]; then recipe_line "rm $NO_MAIN_CLUSTER"; fi
}

# The major version the distribution's own metapackage stands for.
distribution_major() {
  apt-cache depends postgresql 2>/dev/null | grep -oE 'postgresql-[0-9]+' | grep -oE '[0-9]+' | sort -nr |
    sed -n 1p || true
}

# The development files in the version of the installed server: a newer one would drag the
# server's package along, and with it restart whatever clusters run on this machine.
pgvector_build_packages() {
  local installed development="postgresql-server-dev-$1"
  installed=$(dpkg-query -W -f='${Version}' "postgresql-$1" 2>/dev/null || true)
  if [[ -n $installed ]] && apt-cache madison "$development" | cut -d'|' -f2 | grep -xF " $installed " >/dev/null; then
    development+="=$installed"
  fi
  printf '%s gcc libc6-dev make dpkg-dev xz-utils ca-certificates debian-archive-keyring' "$development"
}

# Debian 12 has no pgvector package: build the one of Debian 13 from its source package. The list
# that names it is private to these commands, so that the machine's own lists stay as they were.
# Without OPTFLAGS="" the build would be tuned to this very processor.
pgvector_source_recipe() {
  local make="make -C pgvector-*/ PG_CONFIG=/usr/lib/postgresql/$1/bin/pg_config with_llvm=no OPTFLAGS=\"\""
  cat <<RECIPE
build=\$(mktemp -d) && mkdir -p "\$build/lists/partial" && cd "\$build"
echo 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \
http://deb.debian.org/debian $PGVECTOR_SOURCE_SUITE main' > sources.list
printf '%s "%s";\n' Dir::Etc::sourcelist "\$build/sources.list" Dir::Etc::sourceparts - \
Dir::State::lists "\$build/lists" Dir::Cache::srcpkgcache '' Dir::Cache::pkgcache '' APT::Sandbox::User '' > apt.conf
APT_CONFIG="\$build/apt.conf" apt-get update
APT_CONFIG="\$build/apt.conf" apt-get source pgvector
$make
RECIPE
  recipe_line "$make install"
  # shellcheck disable=SC2016 # whoever runs the recipe expands it
  recipe_line 'rm -rf "$build"'
}

# Each line of $1 as a command for root: as it is for root, with sudo for anybody else.
recipe_line() {
  if is_root; then printf '%s\n' "$1"; else printf 'sudo %s\n' "${1//$'\n'/$'\n'sudo }"; fi
}

# run_or_show "what is needed" "recipe": installs it as root, else prints how and ends.
run_or_show() {
  local what=$1 recipe=$2
  if [[ -z $recipe ]]; then
    die "$what is missing, and this script knows only Debian's and Ubuntu's packages: install gcc (or clang) with" \
      "libc's and zlib's headers, and Postgres $POSTGRES_MAJOR_MIN or newer with pgvector, then run this again"
  fi
  if ! is_root; then
    printf 'brain: %s is missing. Run these commands, then this one again:\n\n%s\n' "$what" "$recipe" >&2
    exit 1
  fi
  step "install $what" "$LOGS/install.log" run_recipe "$recipe"
}

# The packages' files must be readable for everybody, whatever the caller's umask, and needrestart
# (Ubuntu) must not restart services that merely use an upgraded library.
run_recipe() {
  local code=0
  umask 022
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l bash -euxo pipefail -c "$1" || code=$?
  rm -f "$NO_MAIN_CLUSTER"
  return "$code"
}
