#!/bin/bash
# Boots one host and stays with it, inside a mount namespace of its own: when its processes end, its mounts are gone with them.
# usage: host.sh STATE NAME KIND ADDRESS BASE LAYERS
set -euo pipefail
umask 022
name=$2 kind=$3 address=$4 base=$5 layers=$6
LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dress_home=$LAB_HOME/dress
# shellcheck source=lib.sh
. "$LAB_HOME/lib.sh"
# shellcheck source=net.sh
. "$LAB_HOME/net.sh"
# shellcheck source=dress/lib.sh
. "$dress_home/lib.sh"
# shellcheck source=/dev/null
. "$dress_home/$kind.sh"
name_lab "$1"
dir=$STATE/$name root=$dir/merged disk=$LAB_STORE/state/$LAB_ID/$name

make_root() {
  mkdir -p "$dir"/{upper,work,merged,boot} "$disk"
  # The kernel shows a host the path that its root's changes go to: one that the host itself has on a disk (mount_boot).
  mount --bind "$disk" /srv
  ln -sfn "$dir/upper" /srv/upper
  mount -t overlay "$name" -o "lowerdir=$layers/$kind:$base,upperdir=/srv/upper,workdir=$dir/work" "$root"
  # other processes reach the host's files through this one's namespace
  ln -sfn "/proc/$$/root$root" "$dir/root"
}

give_identity() {
  local file
  echo "$name" >"$root/etc/hostname"
  printf '127.0.0.1 localhost\n%s %s\n' "$address" "$name" >"$root/etc/hosts"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  rm -f "$root/etc/ssh/ssh_host_ed25519_key"
  ssh-keygen -q -t ed25519 -N '' -C "root@$name" -f "$root/etc/ssh/ssh_host_ed25519_key"
  while read -r file; do
    cp --no-preserve=all "$STATE/id_ed25519.pub" "$file"
  done < <(find "$root/root" "$root/home" -path '*/.ssh/authorized_keys*' -type f)
  listen "$address"
}

# The host sees its root through a second mount, of which parts may be read-only. A reboot makes the mounts anew.
mount_boot() {
  local path
  mounts
  if [ "$live" = no ]; then mount --bind "$disk" "$root/srv"; fi
  mount --rbind "$root" "$dir/boot"
  for path in "${read_only[@]}"; do
    path=$(realpath -m "$dir/boot/$path")
    mountpoint -q "$path" || mount --bind "$path" "$path"
    mount -o remount,bind,ro "$path"
  done
}

unmount_boot() {
  local target
  umount -R -l "$dir/boot"
  # deepest first; the root itself stays
  awk -v root="$root/" 'index($5, root) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while read -r target; do umount -l "$target"; done
}

boot() {
  local arguments
  read -ra arguments < <(net_arguments) || true
  [ "$cgroup" = 1 ] || export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
  # nspawn would put its own /tmp over one that the kind brings
  if mountpoint -q "$dir/boot/tmp"; then export SYSTEMD_NSPAWN_TMPFS_TMP=0; fi
  setsid systemd-nspawn -q -b -D "$dir/boot" -M "$name-$LAB_ID" --hostname="$name" --register=no --keep-unit \
    --resolv-conf=off --timezone=off --link-journal=no --console=pipe "${arguments[@]}" 8<&- 9<&- &
  echo $! >"$dir/npid"
  wait $!
}

enter_cgroup "$name"
# /run is a disk on some machines, where nspawn then cannot clean up at a reboot
mkdir -p /run/systemd/nspawn
mount -t tmpfs -o mode=755 tmpfs /run/systemd/nspawn
make_root
give_identity
# with --keep-unit nspawn leaves a reboot to its caller: it exits 133
result=133
while [ "$result" = 133 ]; do
  mount_boot
  result=0
  boot || result=$?
  unmount_boot
done
exit "$result"
