# What Install-IpvsPrereqs must know beside ipvs-prereqs.sh, which comes behind it: the files that it would change. Read by InstallReading.
# shellcheck shell=sh disable=SC2154 # section comes from the bootstrap
if [ -e /etc/sysctl.d/99-containeros.conf ]; then section sysctlfile cat /etc/sysctl.d/99-containeros.conf; fi
if [ -e /etc/fstab ]; then section fstab cat /etc/fstab; fi
if [ -e /etc/systemd/scripts/ip4save ]; then section firewallfile cat /etc/systemd/scripts/ip4save; fi
