#!/bin/bash
# Builds the base file system that all hosts share read-only. usage: base.sh DIR
# The text of this file is the key of the built result: a changed recipe builds anew.
set -euo pipefail
base=$1
packages=(
  systemd systemd-sysv libpam-systemd libpam-pwquality dbus openssh-server sudo passwd procps kmod
  # what Kubernetes asks for; a kind hides what its OS lacks
  iproute2 iptables ipset socat ethtool ebtables conntrack ipvsadm
  curl jq gawk busybox tcsh fish zsh
)
# Units that make no sense in a container or cost start time.
masked=(
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
  getty.target getty-static.service console-getty.service dev-hugepages.mount dev-mqueue.mount ipvsadm.service
  systemd-networkd.service systemd-resolved.service systemd-timesyncd.service systemd-udevd.service
  systemd-remount-fs.service systemd-journal-flush.service systemd-pstore.service
  systemd-update-utmp.service systemd-update-utmp-runlevel.service
)

mmdebstrap --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" \
  --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
  bookworm "$base"
: >"$base/etc/machine-id"
rm -f "$base"/etc/ssh/ssh_host_* "$base"/etc/{hostname,resolv.conf}
rm -rf "$base"/var/cache/apt/* "$base"/var/lib/apt/lists/*
for unit in "${masked[@]}"; do ln -sf /dev/null "$base/etc/systemd/system/$unit"; done
mkdir -p "$base/etc/systemd/journald.conf.d"
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=4M\n' >"$base/etc/systemd/journald.conf.d/lab.conf"
# sshd needs /run/sshd also where it is started per connection
echo 'd /run/sshd 0755 root root' >"$base/usr/lib/tmpfiles.d/sshd-lab.conf"
# else systemd would also start what has only an old init script, among them a second sshd
rm -rf "$base"/etc/init.d/* "$base"/etc/rc?.d
# pam_env complains in the journal at every login without it
touch "$base/etc/default/locale"
# what nspawn mounts for its own use is on no real host
cat >"$base/usr/lib/systemd/system/lab-tidy.service" <<'END'
[Unit]
DefaultDependencies=no
Before=sysinit.target

[Service]
Type=oneshot
ExecStart=-/bin/umount /run/host/os-release
ExecStart=-/bin/umount /run/host/incoming
ExecStart=-/bin/umount /run/host/incoming
END
ln -s /usr/lib/systemd/system/lab-tidy.service "$base/etc/systemd/system/multi-user.target.wants/lab-tidy.service"
# else ordinary users are refused until the boot has finished, a moment after sshd answers
rm -f "$base/usr/lib/tmpfiles.d/systemd-nologin.conf"
