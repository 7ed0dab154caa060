# shellcheck shell=bash disable=SC2034,SC2154
# What Fedora CoreOS and RHEL CoreOS share: /usr read-only and made by ostree, the account core, no password logins.
read_only=(usr)

dress_ostree() { # TREE
  hide_debian
  hide_packages ebtables conntrack ipset ipvsadm busybox
  hide_python
  hide usr/sbin/ebtables # in Debian iptables brings it too
  link bash usr/bin/sh
  link gawk usr/bin/awk
  put_tree ostree
  container_daemons
  put_tree "$1"
  { echo 'Include /etc/ssh/sshd_config.d/*.conf'; upstream_sshd_config /usr/libexec/openssh/sftp-server; } | put etc/ssh/sshd_config 600
  echo 'd /run/ostree-booted 0755 root root' | put usr/lib/tmpfiles.d/lab-ostree.conf
  add_user core 1000 /bin/bash
  add_group wheel 10 core
  may_sudo core
  root_key
  put usr/bin/rpm-ostree 755 <"$dress_home/stand-ins/rpm-ostree"
  put var/lib/lab-ostree/booted </dev/null
  put usr/lib/lab/packages <"$dress_home/packages/$1"
  waiting_package ipset ipset
  waiting_package ebtables ebtables
  waiting_package conntrack conntrack-tools
  waiting_package ipvsadm ipvsadm
  enable_unit lab-ostree.service sysinit.target
  enable_unit sshd.service multi-user.target
}

listen() { listen_service "$1"; }
