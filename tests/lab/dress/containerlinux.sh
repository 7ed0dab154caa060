# shellcheck shell=bash disable=SC2034,SC2154
# CoreOS Container Linux: /etc/ssh/sshd_config is a link into the read-only /usr.
# shellcheck source=dress/coreos.sh
. "$dress_home/coreos.sh"
user=core
cgroup=1

dress() {
  dress_coreos containerlinux
  hide etc/ssh/sshd_config.d
  link ../../usr/share/ssh/sshd_config etc/ssh/sshd_config
}
