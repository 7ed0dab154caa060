# shellcheck shell=bash disable=SC2034,SC2154
# RHEL CoreOS 4.12, whose kernel 4.18 has the conntrack of 4.19.
# shellcheck source=dress/ostree.sh
. "$dress_home/ostree.sh"
user=core

dress() { dress_ostree rhcos; }
