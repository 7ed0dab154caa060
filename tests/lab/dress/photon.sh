# shellcheck shell=bash disable=SC2154
# What all Photon OS releases share. The admin's account is root: the image was installed with a public key, for which
# the installer turns `PermitRootLogin no` into `yes`. Its password is changeme, as after the first login was done.
dress_photon() { # TREE TDNF-VERSION
  hide_debian
  hide_packages sudo tar socat ethtool ebtables ipset conntrack ipvsadm busybox jq
  hide usr/sbin/ebtables etc/sudoers etc/sudoers.d etc/ssh/sshd_config.d
  link bash usr/bin/sh
  link gawk usr/bin/awk
  link /usr/lib/openssh/sftp-server usr/libexec/sftp-server
  put_tree photon
  put_tree "$1"
  sed "s/@version@/$2/" "$dress_home/stand-ins/tdnf" | put usr/bin/tdnf 755
  root_key
  account_files
  sed -i "s|^root:[^:]*:|root:$(openssl passwd -6 changeme):|" "$layer/etc/shadow"
  enable_unit sshd.service multi-user.target
}

# Since 2022 the package changes the default file's own lines.
photon_sshd_since_2022() {
  upstream_sshd_config /usr/libexec/sftp-server | sed -E \
    -e 's/^#(PermitRootLogin|UsePAM) .*/\1 yes/' \
    -e 's/^#MaxAuthTries .*/MaxAuthTries 4/; s/^#ClientAliveCountMax .*/ClientAliveCountMax 2/' \
    -e 's/^#(AllowAgentForwarding|AllowTcpForwarding|TCPKeepAlive|Compression) .*/\1 no/' |
    put etc/ssh/sshd_config 600
}

listen() { listen_service "$1"; }
