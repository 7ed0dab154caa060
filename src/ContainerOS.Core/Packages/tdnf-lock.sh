# Waits while another process works with the packages.
# shellcheck shell=sh disable=SC2329 # called by others

# SECONDS: until nobody else works with the packages. tdnf itself would wait for ever, or fail at once, by its version.
cos_wait_for_tdnf() {
  for cos_lock in /run/.tdnf-instance-lockfile /var/lib/rpm/.rpm.lock; do
    if ! [ -e "$cos_lock" ] || ! command -v flock >/dev/null; then continue; fi
    cos_waited=0
    while ! flock -n "$cos_lock" true; do
      [ "$cos_waited" -lt "$1" ] || return 1
      sleep 1
      cos_waited=$((cos_waited + 1))
    done
  done
}
