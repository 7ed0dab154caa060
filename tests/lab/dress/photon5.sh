# shellcheck shell=bash disable=SC2034,SC2154
# VMware Photon OS 5.0: since 2022 the package changes the default sshd_config's own lines.
# shellcheck source=dress/photon.sh
. "$dress_home/photon.sh"
user=root

dress() {
  dress_photon photon5 3.5.11
  upstream_sshd_config /usr/libexec/sftp-server | sed -E \
    -e 's/^#(PermitRootLogin|UsePAM) .*/\1 yes/' \
    -e 's/^#MaxAuthTries .*/MaxAuthTries 4/; s/^#ClientAliveCountMax .*/ClientAliveCountMax 2/' \
    -e 's/^#(AllowAgentForwarding|AllowTcpForwarding|TCPKeepAlive|Compression) .*/\1 no/' |
    put etc/ssh/sshd_config 600
}
