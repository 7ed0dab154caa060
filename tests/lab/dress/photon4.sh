# shellcheck shell=bash disable=SC2034,SC2154
# VMware Photon OS 4.0: as 5.0, with kernel 5.10.
# shellcheck source=dress/photon.sh
. "$dress_home/photon.sh"
user=root

dress() {
  dress_photon photon4 3.3.12
  photon_sshd_since_2022
}
