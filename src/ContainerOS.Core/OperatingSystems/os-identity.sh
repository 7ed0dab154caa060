# What tells systems apart, for scripts that ask for nothing else of the system. $cos_os_markers are paths. Read by OsIdentityScript.
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # set before; section calls these functions
cos_os_release() { cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release; }

cos_os_found() {
  for cos_path in $cos_os_markers; do
    if [ -e "$cos_path" ]; then echo "$cos_path"; fi
  done
}

section osrelease cos_os_release
section osmarkers cos_os_found
