# What our own list of modules for every boot holds. Read by KernelModuleBoot.
# shellcheck shell=sh
if command -v ros >/dev/null; then
  section rosmodules ros config get rancher.modules
elif [ -e /etc/modules-load.d/containeros.conf ]; then
  section modulesfile cat /etc/modules-load.d/containeros.conf
fi
