# The accounts and groups of a host: functions, for scripts that have `section`. Nothing of a password leaves the host but what it is good for.
# Read by HostAccounts.
# shellcheck shell=sh disable=SC2016,SC2154,SC2317 # awk's; set by the bootstrap; section calls these functions

# getent also has what Container Linux keeps below /usr.
accounts_of() { # passwd|group|shadow
  getent "$1" 2>/dev/null || cat "/etc/$1"
}

accounts_find() {
  accounts_state='function state(hash) { return hash == "" ? "none" : hash ~ /^!/ ? "locked" : hash ~ /^[$_]/ || (length(hash) >= 13 && hash ~ /^[A-Za-z0-9.\/]+$/) ? "set" : "unusable" }'
  # The home comes last: it may have any character.
  accounts_of passwd | awk -F: "$accounts_state"'{ print "account=" $1 ":" ($2 == "x" ? "shadow" : state($2)) ":" $3 ":" $4 ":" $7 ":" $6 }'
  accounts_of group | awk -F: '{ print "group=" $1 ":" $3 ":" $4 }'
  if [ -r /etc/shadow ]; then
    accounts_of shadow | awk -F: "$accounts_state"'{ print "shadow=" $1 ":" state($2) ":" $3 ":" $5 ":" $7 ":" $8 }'
  else
    echo hidden=/etc/shadow
  fi
  for accounts_shell in $(accounts_of passwd | awk -F: '!seen[$7]++ { print $7 }'); do
    [ -x "$accounts_shell" ] || echo "noshell=$accounts_shell"
  done
  case $cos_elevated in root) echo "operator=$SUDO_USER" ;; *) echo "operator=$(id -un)" ;; esac
  echo "today=$(($(date +%s) / 86400))"
  sed -n -e 's/#.*//' -e 's/^[[:space:]]*\(passwd\|group\|sudoers\):/source=\1 /p' /etc/nsswitch.conf 2>/dev/null
  return 0
}
