# Installs packages within a change, whose engine notes how each came out: Installed, AlreadyPresent, Staged, NotFound, Failed. Read by ItemStep.
# shellcheck shell=sh disable=SC2154,SC2329 # set by the engine; called by the steps

# The last words of what failed; before them the key that tdnf looked for and did not find.
cos_last_words() { sed -n 's/^Error: \(Accessing gpgkey at .*[^ ]\) *$/\1: /p' "$cos_dir/said" | tail -n 1 | tr -d '\n'; grep -v '^[[:space:]]*$' "$cos_dir/said" | tail -n 1; }

# NAME: one package, and how it came out.
cos_install_one() {
  tdnf -y install "$1" </dev/null >"$cos_dir/said" 2>&1
  cos_status=$?
  cat "$cos_dir/said"
  if [ "$cos_status" = 0 ] && grep -qF "Package $1 is already installed" "$cos_dir/said"; then
    cos_outcome=AlreadyPresent
  elif [ "$cos_status" = 0 ]; then
    cos_outcome=Installed
  elif grep -qF "$1 package not found" "$cos_dir/said"; then
    cos_outcome=NotFound
  else
    cos_outcome="Failed $(cos_last_words)"
    cos_note "Package $1 $cos_outcome"
    return
  fi
  cos_note "Package $1 $cos_outcome $(tdnf list installed "$1" 2>/dev/null | sed -n "s/^$1\.[^ ]* *\([^ ]*\).*/\1/p" | tail -n 1)"
}

cos_install_tdnf() { # LOCK-SECONDS NAMES
  cos_seconds=$1
  shift
  if ! cos_wait_for_tdnf "$cos_seconds"; then
    for cos_name; do cos_note "Package $cos_name Failed another process works with the packages"; done
    return 0
  fi
  # In one go where that works; else one by one, so that one that fails fails alone.
  if [ $# -gt 1 ]; then tdnf -y install "$@" </dev/null >"$cos_dir/said" 2>&1; fi
  cos_went=$?
  if [ $# -gt 1 ] && [ "$cos_went" = 0 ]; then
    cat "$cos_dir/said"
    for cos_name; do
      if grep -qF "Package $cos_name is already installed" "$cos_dir/said"; then cos_outcome=AlreadyPresent; else cos_outcome=Installed; fi
      cos_note "Package $cos_name $cos_outcome $(tdnf list installed "$cos_name" 2>/dev/null | sed -n "s/^$cos_name\.[^ ]* *\([^ ]*\).*/\1/p" | tail -n 1)"
    done
  else
    for cos_name; do cos_install_one "$cos_name"; done
  fi
  return 0
}

# Layered, and there after the next boot.
cos_install_ostree() { # LOCK-SECONDS NAMES
  shift
  if rpm-ostree install --idempotent --allow-inactive -y "$@" </dev/null >"$cos_dir/said" 2>&1; then
    for cos_name; do cos_note "Package $cos_name Staged"; done
  else
    for cos_name; do
      if rpm-ostree install --idempotent --allow-inactive -y "$cos_name" </dev/null >"$cos_dir/said" 2>&1; then
        cos_note "Package $cos_name Staged"
      elif grep -qiE 'not found|no match' "$cos_dir/said"; then
        cos_note "Package $cos_name NotFound"
      else
        cos_note "Package $cos_name Failed $(cos_last_words)"
      fi
    done
  fi
  cat "$cos_dir/said"
  return 0
}
