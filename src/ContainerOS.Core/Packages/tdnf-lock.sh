# Waits while another process works with the packages.
# shellcheck shell=sh disable=SC2329 # called by others

# FILE: whether somebody has locked it. tdnf and rpm lock with fcntl, which flock does not see; the kernel lists either.
cos_is_locked() {
  cos_inode=$(stat -L -c %i "$1" 2>/dev/null) || return 1
  cos_device=$(stat -L -c %d "${1%/*}") # of its folder: overlayfs says another one for files
  grep -qs " $(printf '%02x:%02x' $((cos_device >> 8 & 0xfff)) $((cos_device & 0xff | cos_device >> 12 & 0xfff00))):$cos_inode " /proc/locks
}

# SECONDS: until nobody else works with the packages. tdnf itself would wait for ever, or fail at once, by its version.
cos_wait_for_tdnf() {
  cos_waited=0
  while cos_is_locked /run/.tdnf-instance-lockfile || cos_is_locked /var/lib/rpm/.rpm.lock; do
    [ "$cos_waited" -lt "$1" ] || return 1
    sleep 1
    cos_waited=$((cos_waited + 1))
  done
}
