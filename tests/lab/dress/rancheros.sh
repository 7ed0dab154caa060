# shellcheck shell=bash disable=SC2034,SC2154
# RancherOS 1.5, installed to disk: no systemd to be seen, busybox tools, sshd kept by respawn.
user=rancher
cgroup=1
rancher_volumes=(home opt mnt media var/log var/lib/docker var/lib/kubelet var/lib/rancher)

dress() {
  # what these packages bring is busybox's or absent there
  local applet busybox unit tools=(coreutils procps findutils grep sed tar gzip mawk gawk util-linux util-linux-extra mount diffutils)
  busybox=" $(chroot "$base" busybox --list | tr '\n' ' ')"
  hide_debian
  hide_packages systemd systemd-sysv dbus dbus-bin "${tools[@]}"
  hide_packages socat ethtool ebtables ipset conntrack ipvsadm jq
  hide_python
  hide usr/sbin/ebtables usr/lib/os-release etc/ssh/sshd_config.d etc/systemd/system/dbus-org.freedesktop.timesync1.service
  while read -r applet; do
    if [[ $busybox == *" $applet "* ]]; then ln -sfn busybox "$layer/usr/bin/$applet"; fi
  done < <(sed '/^#/d' "$dress_home/rancheros.applets" | tr ' ' '\n')
  link bash usr/bin/sh
  link /usr/lib/openssh/sftp-server usr/libexec/sftp-server
  put_tree rancheros
  put usr/bin/respawn 755 <"$dress_home/stand-ins/respawn"
  put usr/bin/ros 755 <"$dress_home/stand-ins/ros"
  put usr/bin/system-docker 755 <"$dress_home/stand-ins/system-docker"
  put usr/lib/lab/dockerd 755 <"$base/usr/bin/sleep" # busybox goes by its name
  put usr/bin/reboot 755 <"$dress_home/stand-ins/reboot"
  for unit in systemd-logind.service dbus.service dbus.socket systemd-modules-load.service systemd-sysctl.service; do link /dev/null "etc/systemd/system/$unit"; done
  rancher_accounts
  rancher_sshd_template
  enable_unit lab-console.service multi-user.target
  enable_unit lab-docker.service multi-user.target
}

rancher_accounts() {
  add_user rancher 1100 /bin/bash
  add_user docker 1101 /bin/bash
  add_group docker 1101 rancher
  add_group sudo 1103 rancher,docker
  may_sudo rancher
  echo 'docker ALL=(ALL) NOPASSWD: ALL' >>"$layer/etc/sudoers"
  root_key
}

rancher_sshd_template() {
  { upstream_sshd_config /usr/libexec/sftp-server
    printf '%s\n' '{{- if .Port}}' 'Port {{.Port}}' '{{- end}}' '' \
      '{{- if .ListenAddress}}' 'ListenAddress {{.ListenAddress}}' '{{- end}}' '' \
      'ClientAliveInterval 180' '' 'UseDNS no' 'PermitRootLogin no' 'AllowGroups docker'; } | put etc/ssh/sshd_config.tpl
}

mounts() { disk_mount rw "${rancher_volumes[@]}"; }

listen() { echo "$1" >"$root/etc/lab-address"; }
