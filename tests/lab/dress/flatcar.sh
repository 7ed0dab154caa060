# shellcheck shell=bash disable=SC2034,SC2154
# Flatcar since 2023: the default sshd_config reads drop-ins, and the system's own settings are one of them.
# shellcheck source=dress/coreos.sh
. "$dress_home/coreos.sh"
user=core

dress() {
  dress_coreos flatcar
  { upstream_sshd_config /usr/lib64/misc/sftp-server | sed -E 's/^(AuthorizedKeysFile|Subsystem)/#&/'
    printf '%s\n' '' 'Include "/etc/ssh/sshd_config.d/*.conf"'; } | put etc/ssh/sshd_config 600
  chmod 700 "$layer/etc/ssh/sshd_config.d"
  chmod 600 "$layer"/etc/ssh/sshd_config.d/9999999gentoo*.conf
}
