# The files of public keys that sshd may read for accounts, whatever its configuration says for whom: functions, for scripts that have `section`,
# behind sshd-files.sh and accounts.sh. Read by KeyFiles.
#   key_find ACCOUNT...              looks for them; without an account for all
#   section keyfiles key_facts       what was looked at, and whose it is
#   key_contents                     a section for each file, with its bytes
# shellcheck shell=sh disable=SC2154,SC2317 # sshd_newline and sshd_paths are of sshd-files.sh; section calls these functions

# The patterns: OpenSSH's defaults, and all that sshd's files name.
key_patterns() {
  printf '%s\n' .ssh/authorized_keys .ssh/authorized_keys2
  IFS=$sshd_newline
  set -f
  # shellcheck disable=SC2086 # one a line
  awk '
    tolower($0) ~ /^[ \t]*(authorizedkeysfile|trusteduserca[k]eys|authorizedprincipalsfile)[ \t="]/ {
      gsub(/[=\t\r"\047]/, " ")
      n = split($0, words, " ")
      for (i = 2; i <= n; i++) if (substr(words[i], 1, 1) == "#") break; else if (tolower(words[i]) != "none") print words[i]
    }' $sshd_paths 2>/dev/null
  set +f
  unset IFS
}

# Each pattern for each account, and the sets of which Container Linux makes authorized_keys: HOME TAB PATH.
key_candidates() { # ACCOUNT...
  { key_patterns | sed 's/^/pattern:/'; accounts_of passwd | sed 's/^/account:/'; } | awk -F: -v wanted=" $* " '
    $1 == "pattern" { patterns[++count] = substr($0, 9); next }
    wanted == "  " || index(wanted, " " $2 " ") {
      home = $7 == "/" ? "" : $7
      for (i = 1; i <= count; i++) {
        path = ""
        rest = patterns[i]
        while ((at = index(rest, "%")) > 0) {
          token = substr(rest, at + 1, 1)
          path = path substr(rest, 1, at - 1) (token == "h" ? home : token == "u" ? $2 : token == "U" ? $4 : token == "%" ? "%" : "%" token)
          rest = substr(rest, at + 2)
        }
        path = path rest
        if (path !~ /^\//) path = home "/" path
        if (!seen[path]++) print $7 "\t" path
      }
      print $7 "\t" home "/.ssh/authorized_keys.d/"
    }'
}

key_find() { # ACCOUNT...
  key_tab=$(printf '\t')
  key_paths='' key_said='' key_wanted=$*
  IFS=$sshd_newline
  set -f
  for key_line in $(key_candidates "$@"); do
    key_look "${key_line%%"$key_tab"*}" "${key_line#*"$key_tab"}"
  done
  set +f
  unset IFS
}

key_say() { key_said=$key_said$1$sshd_newline; }

key_look() { # HOME PATH
  key_say "looked=$2"
  case $2 in
  */)
    if [ -d "$2" ]; then
      key_say "sets=${2%/}"
      set +f
      for key_set in "$2"*; do
        if [ -f "$key_set" ]; then key_look "$1" "$key_set"; fi
      done
      set -f
      if [ -n "$key_wanted" ]; then key_say "owner=$(stat -L -c '%U %u %a %n' "${2%/}" 2>/dev/null)"; fi
      return
    fi
    ;;
  esac
  if [ -e "$2" ]; then
    key_owners "$1" "$2"
    if [ -f "$2" ] && key_is_open "$1" "$2"; then key_paths=$key_paths$2$sshd_newline; else key_say "hidden=$2"; fi
    return
  fi
  # A link to nowhere: whatever is made there is not what its maker meant.
  if [ -h "$2" ]; then key_say "hidden=$2"; fi
  # It may only be out of sight.
  key_folder=$2
  while [ -n "$key_folder" ] && ! [ -d "$key_folder" ]; do key_folder=${key_folder%/*}; done
  if [ -n "$key_folder" ] && ! [ -x "$key_folder" ]; then key_say "hidden=$2"; fi
  if [ -n "$key_wanted" ] && [ -n "$key_folder" ]; then key_say "owner=$(stat -L -c '%U %u %a %n' "$key_folder" 2>/dev/null)"; fi
  return 0
}

# Whose the file is and what is above it up to the home, as sshd looks at it: the real path.
key_owners() { # HOME PATH
  key_real=$(readlink -f "$2") || return 0
  key_home=$(readlink -f "$1")
  key_say "real=$key_real"
  key_above=$key_real
  set -- "$key_real"
  while [ "$key_above" != "$key_home" ] && [ -n "${key_above%/*}" ]; do
    key_above=${key_above%/*}
    set -- "$@" "$key_above"
  done
  for key_above; do key_say "owner=$(stat -c '%U %u %a %n' "$key_above" 2>/dev/null)"; done
}

# sshd reads the files of an account as that account: a link of its own must not show what only root may read. Who runs this may follow their own.
key_is_open() { # HOME PATH
  case $2 in "$1"/*) : ;; *) return 0 ;; esac
  if [ -O "$1" ]; then return 0; fi
  case $key_real in "$key_home"/*) return 0 ;; esac
  case $(stat -c %A "$key_real") in ???????r*) return 0 ;; *) return 1 ;; esac
}

key_facts() {
  printf %s "$key_said"
  if command -v update-ssh-keys >/dev/null 2>&1; then echo tool=update-ssh-keys; fi
  # RancherOS puts these back at every boot. Nothing else of those files leaves the host.
  if [ -d /var/lib/rancher/conf ]; then
    { ros config get ssh_authorized_keys; ros config get rancher.ssh_authorized_keys; cat /var/lib/rancher/conf/*.yml /var/lib/rancher/conf/cloud-config.d/*; } 2>/dev/null |
      grep -o 'AAAA[A-Za-z0-9+/]*=*' | awk '!seen[$0]++ { print "boot=" $0 }'
  fi
  return 0
}

key_contents() {
  key_number=0
  IFS=$sshd_newline
  set -f
  # shellcheck disable=SC2086 # one a line
  set -- $key_paths
  unset IFS
  set +f
  for key_path; do
    key_number=$((key_number + 1))
    section "keypath$key_number" printf %s "$key_path"
    section "keyfile$key_number" cat "$key_path"
  done
}
