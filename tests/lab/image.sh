# shellcheck shell=bash
# What hosts are started from: Debian packages, the base file system, one dressed layer per kind. Each is built once and kept.
needed_packages=(systemd-container mmdebstrap openssh-client openssl iproute2 busybox dash gawk shellcheck tcsh fish zsh
  rpm createrepo-c gpg gpg-agent)

install_packages() {
  local missing=() package awk
  for package in "${needed_packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "lab: installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  awk=$(readlink -f /etc/alternatives/awk || true)
  # package lists may be missing or stale: refresh them only when the first try fails
  apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null; }
  # gawk would take the place of the machine's own awk, which is mawk on Debian, and costs twice as much
  [ ! -x "$awk" ] || update-alternatives --set awk "$awk" >/dev/null
}

digest() { sha256sum | cut -c1-12; }

# The key of a built result is the text that it was built from.
name_builds() {
  BASE=$LAB_STORE/base-$(digest <"$LAB_HOME/base.sh")
  LAYERS=$LAB_STORE/layers-$(cd "$LAB_HOME" && { echo "$BASE"; find dress dress.sh repository.sh -type f -print0 | sort -z | xargs -0 tail -n +1; } | digest)
}

# The starter and every host hold a shared lock on what they use, so that no other setup removes it.
hold() { # DIR FD
  touch "$1.lock"
  eval "exec $2>>'$1.lock'"
  flock -s "$2"
}

# Not used for a day: other checkouts may have another recipe.
remove_unused() {
  local lock
  find "$LAB_STORE" -maxdepth 1 \( -name 'base-*.lock' -o -name 'layers-*.lock' \) -mmin +1440 |
    while read -r lock; do
      if flock -n -x "$lock" true; then rm -rf --one-file-system "${lock%.lock}" "${lock%.lock}".*; fi
    done
}

# Built under another name and moved when complete: a half-built result is never used.
build() { # DIR COMMAND...: the command gets the directory as its last argument
  local dir=$1
  shift
  [ ! -d "$dir" ] || return 0
  rm -rf --one-file-system "$dir.part"
  # without our locks: mmdebstrap picks the next free descriptors, and dash knows only one digit
  "$@" "$dir.part" >"$dir.log" 2>&1 7>&- 8>&- 9>&- || { tail -n 20 "$dir.log" >&2; die "could not build $dir"; }
  mv "$dir.part" "$dir"
}

make_layers() { # DIR
  local kind
  bash "$LAB_HOME/repository.sh" "$1/repository" || return
  for kind in $(all_kinds); do
    mkdir -p "$1/$kind"
    bash "$LAB_HOME/dress.sh" "$kind" "$BASE" "$1/$kind" || return
  done
}

prepare_image() {
  mkdir -p "$LAB_STORE"
  exec 7>"$LAB_STORE/setup.lock"
  flock 7
  install_packages
  name_builds
  hold "$BASE" 8
  hold "$LAYERS" 9
  build "$BASE" bash "$LAB_HOME/base.sh"
  build "$LAYERS" make_layers
  remove_unused
  exec 7>&-
}
