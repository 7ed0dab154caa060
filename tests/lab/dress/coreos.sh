# shellcheck shell=bash disable=SC2034,SC2154
# What CoreOS Container Linux and Flatcar share: /usr read-only, sshd started by its socket, the account core.
read_only=(usr)

dress_coreos() { # TREE
  hide_debian
  hide_packages busybox
  hide_python
  link bash usr/bin/sh
  link gawk usr/bin/awk
  put_tree coreos
  container_daemons
  put_tree "$1"
  add_user core 500 /bin/bash
  add_group wheel 10 root,core
  add_group sudo 150
  add_group docker 233 core
  add_group systemd-journal 248 core
  mkdir -p "$layer/home/core/.ssh/authorized_keys.d"
  : >"$layer/home/core/.ssh/authorized_keys.d/lab"
  own_home core 500
  may_sudo core
  root_key
  enable_unit sshd.socket sockets.target
}

listen() { listen_socket "$1"; }
