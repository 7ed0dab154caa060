# shellcheck shell=bash disable=SC2154
# The kernel that a host seems to have. Its modules are lists: loading one is a directory in /sys/module, as the kernel shows it, which
# a reboot forgets. Also in /proc and uname: the release, the sysctls of the network that matter here, swap and the configuration.

# The lines "name path needs size" of a kernel's modules, or of what is built into it.
kernel_rows() { awk -v names=" $1 " 'index(names, " " $1 " ")' "$dress_home/kernels/modules"; }

dress_kernel() { # NAME: a file of kernels/
  local release version suffix config builtin modules
  # shellcheck source=/dev/null
  . "$dress_home/kernels/$1"
  local tree=usr/lib/modules/$release
  put_tree kernel
  printf '%s\n' "$release" | put usr/lib/lab/kernel/release
  printf 'Linux version %s (lab@build) %s\n' "$release" "$version" | put usr/lib/lab/kernel/version
  kernel_rows "$modules" | put usr/lib/lab/kernel/modules
  kernel_rows "$builtin" | put usr/lib/lab/kernel/builtin
  kernel_rows "$builtin" | awk '{ print "kernel/" $2 ".ko" }' | put "$tree/modules.builtin"
  kernel_needs "$suffix" <"$layer/usr/lib/lab/kernel/modules" | put "$tree/modules.dep"
  while read -r _ path _; do echo lab | put "$tree/kernel/$path$suffix"; done <"$layer/usr/lib/lab/kernel/modules"
  kernel_config "$builtin" y "$modules" m | case $config in
    boot) put "boot/config-$release" ;;
    modules) put "$tree/config" ;;
    proc) gzip -n | put usr/lib/lab/kernel/config.gz ;;
  esac
  for command in modprobe lsmod; do put "usr/sbin/$command" 755 <"$dress_home/stand-ins/$command"; done
  rm -f "$layer/usr/bin/lsmod"
  link ../sbin/lsmod usr/bin/lsmod
  put usr/bin/uname 755 <"$dress_home/stand-ins/uname"
  enable_unit lab-kernel.service sysinit.target
}

# modules.dep: all that a module needs, what is to be loaded first at the end.
kernel_needs() { # SUFFIX
  awk -v suffix="$1" '
    { path[$1] = "kernel/" $2 suffix; needs[$1] = $3; order[NR] = $1 }
    function all(name,    n, i, word) {
      n = split(needs[name], word, ",")
      for (i = 1; i <= n; i++) if (word[i] in path) { if (!(word[i] in seen)) list = list " " path[word[i]]; seen[word[i]] = 1; all(word[i]) }
    }
    END { for (i = 1; i <= NR; i++) { split("", seen); list = ""; all(order[i]); print path[order[i]] ":" list } }'
}

kernel_config() { # NAMES VALUE [NAMES VALUE]
  echo '# Automatically generated file; DO NOT EDIT.'
  while [ $# -gt 0 ]; do
    tr ' ' '\n' <<<"$1" | sed -e '/^$/d; s/^br_netfilter$/bridge_netfilter/; s/^overlay$/overlay_fs/' -e 's/.*/CONFIG_\U&='"$2"'/'
    shift 2
  done
}
