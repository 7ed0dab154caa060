# shellcheck shell=bash disable=SC2034,SC2154
# VMware Photon OS 3.0 as shipped in 2019: the package appended its settings to the end of the default sshd_config.
# shellcheck source=dress/photon.sh
. "$dress_home/photon.sh"
user=root
cgroup=1

dress() {
  dress_photon photon3 3.1.15
  {
    upstream_sshd_config /usr/libexec/sftp-server
    printf '%s\n' 'AllowTcpForwarding no' 'ClientAliveCountMax 2' 'Compression no' 'MaxAuthTries 2' 'TCPKeepAlive no' \
      'AllowAgentForwarding no' 'PermitRootLogin yes' 'UsePAM yes'
  } | put etc/ssh/sshd_config 600
}
