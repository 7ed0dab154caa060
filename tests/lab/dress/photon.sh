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
  container_daemons
  put_tree "$1"
  photon_packages "$1" "$2"
  root_key
  account_files
  sed -i "s|^root:[^:]*:|root:$(openssl passwd -6 changeme):|" "$layer/etc/shadow"
  enable_unit sshd.service multi-user.target
}

# Packages that tdnf can install: what the base has of them waits beside the root.
photon_packages() { # KIND TDNF-VERSION
  local name
  sed "s/@version@/$2/" "$dress_home/stand-ins/tdnf" | put usr/bin/tdnf 755
  put usr/lib/lab/packages <"$dress_home/packages/$1"
  grep '^docker .* photon ' "$dress_home/packages/$1" | sed 's/ photon .*/ @System 0 0/' | put var/lib/rpm/lab
  waiting_package ipset ipset
  waiting_package socat socat
  waiting_package ethtool ethtool
  waiting_package ebtables ebtables
  waiting_package tar tar
  waiting_package conntrack conntrack-tools
  for name in photon photon-updates photon-extras; do
    printf '%s\n' "[$name]" "name=VMware Photon Linux \$releasever ($name)" "baseurl=https://packages.broadcom.com/photon/\$releasever/${name//-/_}_\$releasever_\$basearch" \
      'gpgkey=file:///etc/pki/rpm-gpg/VMWARE-RPM-GPG-KEY' gpgcheck=1 "enabled=$([ $name = photon-extras ] && echo 0 || echo 1)" skip_if_unavailable=0 | put "etc/yum.repos.d/$name.repo"
  done
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
