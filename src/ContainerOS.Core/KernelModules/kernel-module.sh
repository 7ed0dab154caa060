# What Get-ContainerOsKernelModule asks a host; module-facts.sh and module-boot.sh come before it. $1 are the modules, separated by blanks.
# Read by KernelModuleProbe.
# shellcheck shell=sh disable=SC2317,SC2154 # section calls these functions; the scripts before it set the module_ variables
facts() {
  [ -O /proc/1 ] && echo root=yes
  for name in $1; do
    for path in /sys/module/"$name"/holders/*; do [ -e "$path" ] && echo "holder=$name ${path##*/}"; done
  done
  # shellcheck disable=SC2086 # patterns; one that matches nothing stands for itself
  exec awk -v names="$1" "$module_awk$module_boot_awk"'
    BEGIN {
      if ((getline release < "/proc/sys/kernel/osrelease") < 0) print "absent=/proc/sys/kernel/osrelease"
      else print "kernel=" release
      modules(names, release)
      for (i = 1; i < ARGC; i++) at_boot(ARGV[i])
    }' $module_boot_files </dev/null
}

section facts keep_facts "$1"
section modprobe loadable "$1"
exit 0
