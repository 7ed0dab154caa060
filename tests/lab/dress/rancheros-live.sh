# shellcheck shell=bash disable=SC2034,SC2154
# RancherOS booted from its ISO and not installed: everything it keeps is in memory.
# shellcheck source=dress/rancheros.sh
. "$dress_home/rancheros.sh"
user=rancher
kernel=rancheros
live=yes

mounts() {
  local volume
  mount -t tmpfs tmpfs "$root/mnt"
  cp -a "$root/home" "$root/mnt/"
  for volume in "${rancher_volumes[@]}"; do
    [ "$volume" != mnt ] || continue
    mkdir -p "$root/$volume" "$root/mnt/$volume"
    mount --bind "$root/mnt/$volume" "$root/$volume"
  done
}
