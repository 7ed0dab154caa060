# What Test-IpvsPrereqs asks a host; module-facts.sh and module-boot.sh come before it. $1 are kernel modules, $2 tools, both separated by blanks; the other
# arguments are paths whose existence tells systems apart. Read by IpvsFactsReader. Changes nothing, also no module by asking iptables.
# shellcheck shell=sh disable=SC2317,SC2154 # section calls these functions; the scripts before it set the module_ variables
facts() {
  cos_modules=$1
  tools=
  for name in $2; do command -v "$name" >/dev/null && tools="$tools $name"; done
  echo "tools=$tools"
  shift 2
  for path; do [ -e "$path" ] && echo "marker=$path"; done
  [ -O /proc/1 ] && echo root=yes
  # shellcheck disable=SC2086 # patterns; one that matches nothing stands for itself
  exec awk -v names="$cos_modules" "$module_awk$module_boot_awk"'
    function first(key, file,    line, got) {
      got = (getline line < file)
      if (got < 0) print "absent=" file; else { print key "=" substr(line, 1, 4096); close(file) }
      return line
    }
    function lines(key, file,    line, n) {
      while (n < 100 && (getline line < file) > 0) { print key "=" substr(line, 1, 4096); n++ }
      close(file)
      return n
    }
    function cgroup(    line, f, seen) {
      while ((getline line < "/proc/self/mountinfo") > 0) {
        split(line, f, " ")
        if (line ~ / - cgroup2 / && f[5] == "/sys/fs/cgroup") print "cgroup=2"
        else if (line ~ / - cgroup / && !seen++) print "cgroup=1"
      }
      close("/proc/self/mountinfo")
    }
    function settings(file,    line, key, base, equals) {
      base = file
      sub(/.*\//, "", base)
      if (base in settingsfile) return
      settingsfile[base]
      while ((getline line < file) > 0) {
        equals = index(line, "=")
        key = substr(line, 1, equals - 1)
        gsub(/[ \t-]/, "", key); gsub(/\//, ".", key); sub(/bridgenfcall/, "bridge-nf-call-", key)
        if (key ~ /^net\.(ipv4\.ip_forward|bridge\.bridge-nf-call-iptables)$/) { line = substr(line, equals + 1); gsub(/[ \t\r]/, "", line); print "setting=" key, line, file }
      }
      close(file)
    }
    BEGIN {
      if (!lines("os", "/etc/os-release") && !lines("os", "/usr/lib/os-release")) print "absent=/etc/os-release"
      release = first("kernel", "/proc/sys/kernel/osrelease")
      first("machineid", "/etc/machine-id")
      first("bootid", "/proc/sys/kernel/random/boot_id")
      first("productuuid", "/sys/class/dmi/id/product_uuid")
      first("ipforward", "/proc/sys/net/ipv4/ip_forward")
      first("bridgecall", "/proc/sys/net/bridge/bridge-nf-call-iptables")
      if (!lines("swap", "/proc/swaps")) print "absent=/proc/swaps"
      cgroup()
      modules(names, release)
      for (i = 1; i < ARGC; i++) {
        if (ARGV[i] ~ /sysctl/) settings(ARGV[i])
        else at_boot(ARGV[i])
      }
    }' $module_boot_files /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf </dev/null
}

# Asking iptables for a table loads it: so only where there is one.
firewall() {
  cos_table=
  case $cos_facts in *"module=nf_tables builtin"* | *"module=nf_tables loaded"*) cos_table=yes ;; esac
  if [ -r /proc/net/ip_tables_names ]; then
    while read -r name; do [ "$name" = filter ] && cos_table=yes; done </proc/net/ip_tables_names
  fi
  if [ -n "$cos_table" ]; then iptables -w 2 -S INPUT; else echo '-P INPUT ACCEPT'; fi
}

cos_wanted=$1
section facts keep_facts "$@"
section modprobe loadable "$cos_wanted"
[ -O /proc/1 ] && section firewall firewall
exit 0
