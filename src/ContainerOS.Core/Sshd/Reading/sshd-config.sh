# What Get-SshdOption asks a host, behind the functions of sshd-files.sh. $1 is the account whose login it is about, $2 the address that it
# comes from (empty: that of this connection), $3 "sshd" when sshd itself shall be asked, which needs root; the other arguments are paths
# whose existence tells systems apart. Read by SshdProbe.
# shellcheck shell=sh disable=SC2154,SC2317 # from sshd-files.sh; section calls these functions

facts() { # the paths that tell systems apart
  for path; do
    [ -e "$path" ] && echo "marker=$path"
  done
  echo "connection=$SSH_CONNECTION"
  if groups=$(id -Gn "$user" 2>/dev/null); then echo "groups=$groups"; else echo nouser; fi
  # Where the one that answers runs for itself, its options beat its files.
  for path in /run/sshd.pid /var/run/sshd.pid; do
    if [ -r "$path" ] && read -r pid <"$path" && [ -r "/proc/$pid/cmdline" ]; then
      echo "running=$(tr '\0' ' ' <"/proc/$pid/cmdline")"
      break
    fi
  done
  [ -x "$sshd" ] && "$sshd" -V </dev/null 2>&1
  return 0
}

os_release() { cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release; }

user=$1
from=$2
asked=$3
shift 3
sshd=$(command -v sshd || echo /usr/sbin/sshd)
section facts facts "$@"
section os os_release
section sshdfiles sshd_find
sshd_contents
if [ "$asked" = sshd ] && [ -O /proc/1 ]; then
  # shellcheck disable=SC2086 # client address, client port, server address, server port
  set -- $SSH_CONNECTION
  from=${from:-$1}
  section effective "$sshd" -T -C "user=$user${from:+,host=$from,addr=$from}${3:+,laddr=$3}${4:+,lport=$4}" ||
    section verdict "$sshd" -t
fi
exit 0
