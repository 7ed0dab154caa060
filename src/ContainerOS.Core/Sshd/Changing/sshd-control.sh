# What a change of sshd's configuration must know beside the configuration: who asks, which sshd answers here and how it is told of a change, and
# whether root may log in at all. Before sshd-config.sh, which it leaves its arguments. Read by SshdControlFacts.
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # set by the bootstrap; section calls these functions

# The sshd that serves this connection: up the line of parents to the last one of that name.
sshd_server() {
  pid=$$ top=''
  while [ "$pid" -gt 1 ] && read -r stat <"/proc/$pid/stat"; do
    name=${stat#*(}
    case ${name%)*} in
    sshd | sshd-session | sshd-auth) top=$pid ;;
    *) [ -z "$top" ] || break ;;
    esac
    stat=${stat##*) }
    stat=${stat#* }
    pid=${stat%% *}
  done
  [ -n "$top" ] || return 0
  echo "pid=$top"
  echo "title=$(tr '\0' ' ' <"/proc/$top/cmdline")"
  [ -d /run/systemd/system ] && command -v systemctl >/dev/null || return 0
  while IFS=: read -r _ controllers path; do
    case $controllers in '' | name=systemd) unit=${path##*/} ;; esac
  done <"/proc/$top/cgroup"
  case $unit in
  *.service)
    echo "unit=$unit"
    echo "reload=$(systemctl show -p CanReload "$unit")"
    ;;
  esac
}

sshd_operator() {
  case $cos_elevated in root) echo "operator=$SUDO_USER" ;; *) echo "operator=$(id -un)" ;; esac
}

# Nothing of the password itself leaves the host.
sshd_account() {
  while IFS=: read -r name hash changed _ max _ _ expires _; do
    [ "$name" = "$1" ] || continue
    case $hash in '') echo password=none ;; '!'* | '*'*) echo password=locked ;; *) echo password=set ;; esac
    echo "changed=$changed"
    echo "max=$max"
    echo "expires=$expires"
  done </etc/shadow
  while IFS=: read -r name _ _ _ _ _ shell; do
    if [ "$name" = "$1" ]; then echo "shell=$shell"; fi
  done </etc/passwd
  echo "today=$(($(date +%s) / 86400))"
}

section server sshd_server
section operator sshd_operator
section account sshd_account "$1"
