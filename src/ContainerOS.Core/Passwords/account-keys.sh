# Runs the script $2 as the account $1; nothing in $1 means the account that logged in. Behind as-account.sh.
# shellcheck shell=sh disable=SC2317 # section calls this function
as_account() {
  if [ -z "$1" ] || [ "$(id -un)" = "$1" ]; then
    /bin/sh -c "$2"
  else
    cos_as "$1" "$2"
  fi
}

section keys as_account "$1" "$2"
