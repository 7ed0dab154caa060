# shellcheck shell=bash disable=SC2034,SC2154
# Google Container-Optimized OS: read-only root, /etc reset at every boot, /home and /var on disk and not executable.
user=chronos
read_only=(/)

dress() {
  hide_debian
  hide_packages busybox
  hide_python
  hide etc/ssh/sshd_config.d
  put_tree cos
  container_daemons
  add_user chronos 1000 /bin/bash
  may_sudo chronos
  root_key
  mkdir -p "$layer"/mnt/{stateful_partition,disks} "$layer"/var/lib/{docker,containerd,google,toolbox,cloud}
  enable_unit sshd.service multi-user.target
}

mounts() {
  local etc=$disk/.etc_overlay
  rm -rf "$etc"
  mkdir -p "$etc/etc" "$etc/.work"
  disk_mount rw,nosuid,nodev,noexec mnt/stateful_partition home var
  disk_mount rw,nosuid,nodev var/lib/containerd var/lib/docker var/lib/google
  disk_mount rw,nodev var/lib/toolbox
  mount -t tmpfs -o nosuid,nodev,mode=755,size=2m tmpfs "$root/var/lib/cloud"
  mount -t tmpfs -o mode=755,size=256k tmpfs "$root/mnt/disks"
  mount -t tmpfs -o nosuid,nodev,noexec,mode=1777 tmpfs "$root/tmp"
  mount -t overlay -o "lowerdir=$root/etc,upperdir=$etc/etc,workdir=$etc/.work" overlayfs "$root/etc"
}

listen() { listen_service "$1"; }
