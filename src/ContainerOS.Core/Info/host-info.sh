# What Get-ContainerOsInfo asks a host; module-facts.sh comes before it. $1 are words: "sshd" when sshd itself shall be asked, which needs root,
# "units" when systemd shall be asked;
# $2 are kernel modules and $3 tools, both separated by blanks; the other arguments are paths whose existence tells systems apart. Read by HostInfoReader.
# One awk reads all files of /proc, /sys and /etc: every process costs a host about a millisecond.
# shellcheck shell=sh disable=SC2317,SC2154 # section calls these functions; module-facts.sh sets module_awk
facts() {
  told=
  [ -d /run/systemd/system ] && told=${cos_newline}init=systemd
  for name in rpm-ostree transactional-update tdnf dnf yum apt-get zypper apk pacman; do
    command -v "$name" && told=$told${cos_newline}packages=$name && break
  done >/dev/null
  tools=
  for name in $cos_tools; do command -v "$name" && tools="$tools $name"; done >/dev/null
  told=$told${cos_newline}tools=$tools
  for path; do
    [ -e "$path" ] && told=$told${cos_newline}marker=$path
  done
  if [ -r /proc/sys/kernel/arch ]; then read -r name </proc/sys/kernel/arch; else name=$(uname -m); fi
  told=$told${cos_newline}arch=$name${cos_newline}connection=$SSH_CONNECTION
  set -- /proc/[0-9]*
  [ -e "$1" ] && told=$told${cos_newline}processes=$#
  [ -d /etc/ssh/sshd_config.d ] && ! [ -r /etc/ssh/sshd_config.d ] && told=$told${cos_newline}absent=/etc/ssh/sshd_config.d
  set -- /etc/ssh/sshd_config.d/*.conf
  case $1 in *'*'*) shift ;; esac # no drop-in: the pattern stands for itself
  command -v awk >/dev/null || printf '%s\n' "$told"
  exec awk -v names="$cos_modules" "$module_awk"'
    # getline on a file that is not there returns -1 and does not end awk, as naming it as an argument would.
    function first(key, file,    line, got) {
      got = (getline line < file)
      if (got < 0) print "absent=" file; else print key "=" substr(line, 1, 4096)
      close(file)
      return line
    }
    function lines(key, file, most,    line, n) {
      while (n < most && (getline line < file) > 0) { print key "=" substr(line, 1, 4096); n++ }
      close(file)
      return n
    }
    # gawk takes longer to make a pattern ready than to look for some words in a file.
    function chosen(key, file, words,    line, n, i, count, word) {
      count = split(words, word, ",")
      while ((getline line < file) > 0) {
        n++
        for (i = 1; i <= count; i++) if (index(line, word[i])) { print key "=" line; break }
      }
      close(file)
      if (!n) print "absent=" file
    }
    function sshd(file,    line, n, got) {
      while ((got = (getline line < file)) > 0) { n++; if (tolower(line) ~ /^[ \t]*"?(permitrootlogin|include|match)/) print "sshd=" file ":" n ":" substr(line, 1, 1024) }
      close(file)
      print (got < 0 ? "absent=" : "sshdfile=") file
    }
    # Prints the mount points for df, a line each between "df:" and an empty one, and keeps the facts.
    function mounts(    line, half, f, g, n, i, point, option, kept, seen, types, unwanted) {
      split("proc sysfs cgroup cgroup2 devpts devtmpfs mqueue securityfs debugfs tracefs configfs pstore bpf hugetlbfs autofs fusectl binfmt_misc nsfs rpc_pipefs efivarfs selinuxfs ramfs", types, " ")
      for (i in types) unwanted[types[i]]
      while ((getline line < "/proc/self/mountinfo") > 0) {
        n++
        while (i = index(line, ORS)) line = substr(line, 1, i - 1) "?" substr(line, i + 1) # with FUSE every user names mount points
        half = index(line, " - ")
        split(substr(line, 1, half - 1), f, " ")
        split(substr(line, half + 3), g, " ")
        point = f[5]
        if (g[1] == "cgroup2" && point == "/sys/fs/cgroup") mounted[++count] = "cgroup=2"
        else if (g[1] == "cgroup" && !seen++) mounted[++count] = "cgroup=1"
        if (point != "/" && (g[1] in unwanted || point "/" ~ /^\/((proc|sys|dev)\/|run\/(credentials|user|netns)\/.|(var\/lib|run)\/(docker|system-docker|containerd|kubelet\/pods|containers|k3s)\/.)/)) continue
        # An overlay lists all its layers: only where its changes go matters.
        option = g[3]
        if (g[1] == "overlay") option = substr(g[3], 1, 3) (match(g[3], /upperdir=[^,]*/) ? substr(g[3], RSTART, RLENGTH) : "")
        mounted[++count] = "mount=" f[3] " " substr(f[4], 1, 1024) " " point " " f[6] " " g[1] " " g[2] " " substr(option, 1, 1024)
        # df asks each device once, and none behind a network: a dead server would hold it.
        if (g[1] ~ /^(nfs|cifs|smb|ceph|glusterfs|fuse|9p|afs|lustre|gpfs)/) continue
        if (!(f[3] in kept) || point == "/" || (kept[f[3]] != "/" && length(point) < length(kept[f[3]]))) kept[f[3]] = point
      }
      close("/proc/self/mountinfo")
      if (!n) mounted[++count] = "absent=/proc/self/mountinfo"
      printf "df:\n"
      for (i in kept) {
        point = kept[i]
        gsub(/\\040/, " ", point); gsub(/\\011/, "\t", point); gsub(/\\134/, "\\", point)
        if (point !~ /\\012/) printf "%s\n", point
      }
      printf "\n"
    }
    BEGIN {
      mounts()
      for (i = 1; i <= count; i++) print mounted[i]
      count = split(ARGV[1], told, "\n")
      for (i = 2; i <= count; i++) print told[i]
      # Bottlerocket is seen from a container; the host shows itself there.
      if (!lines("os", "/.bottlerocket/rootfs/usr/lib/os-release", 100) && !lines("os", "/etc/os-release", 100) && !lines("os", "/usr/lib/os-release", 100)) print "absent=/etc/os-release"
      chosen("photon", "/etc/photon-release", "PHOTON_BUILD_NUMBER=")
      first("hostname", "/proc/sys/kernel/hostname")
      modules(names, first("kernel", "/proc/sys/kernel/osrelease"))
      first("ipforward", "/proc/sys/net/ipv4/ip_forward")
      first("machineid", "/etc/machine-id")
      first("bootid", "/proc/sys/kernel/random/boot_id")
      first("uptime", "/proc/uptime")
      first("load", "/proc/loadavg")
      first("cpus", "/sys/devices/system/cpu/online")
      first("pid1", "/proc/1/comm")
      first("cmdline", "/proc/cmdline")
      chosen("mem", "/proc/meminfo", "MemTotal:,MemAvailable:,SwapTotal:,SwapFree:")
      lines("route", "/proc/net/route", 200)
      lines("inet6", "/proc/net/if_inet6", 200)
      chosen("trie", "/proc/net/fib_trie", "|--,/32 host LOCAL,Local:,Main:")
      sshd("/etc/ssh/sshd_config")
      for (i = 2; i < ARGC; i++) sshd(ARGV[i])
    }' "$told" "$@" </dev/null
}

disks() {
  case $cos_facts in "df:$cos_newline/"*) ;; *) return 1 ;; esac
  set -f
  IFS=$cos_newline
  # shellcheck disable=SC2086 # one mount point a line
  set -- ${cos_facts%%"$cos_newline$cos_newline"*}
  unset IFS
  set +f
  shift
  df -P -k "$@"
}

# bash and newer busybox know the time by themselves.
clock() { if [ -n "$EPOCHREALTIME" ]; then echo "$EPOCHREALTIME"; else date +%s.%N; fi; }

effective_sshd() {
  sshd=$(command -v sshd || echo /usr/sbin/sshd)
  client=${SSH_CONNECTION%% *}
  "$sshd" -T -C "user=root,host=${client:-localhost},addr=${client:-127.0.0.1}" | grep -i '^permitrootlogin '
}

asked=$1
cos_modules=$2
cos_tools=$3
shift 3
section clock clock
section facts keep_facts "$@"
section disks disks
# Asking systemd costs a host as much as half of all else.
case $asked in *units*) [ -d /run/systemd/system ] && section units systemctl show -p SystemState -p NFailedUnits ;; esac
case $asked in *sshd*) section sshd effective_sshd ;; esac
:
