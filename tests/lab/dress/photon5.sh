# shellcheck shell=bash disable=SC2034,SC2154
# VMware Photon OS 5.0: since 2022 the package changes the default sshd_config's own lines.
# shellcheck source=dress/photon.sh
. "$dress_home/photon.sh"
user=root

dress() {
  dress_photon photon5 3.5.11
  photon_sshd_since_2022
}
