# shellcheck shell=bash disable=SC2034,SC2154
# Fedora CoreOS 40.
# shellcheck source=dress/ostree.sh
. "$dress_home/ostree.sh"
user=core

dress() { dress_ostree fcos; }
