# shellcheck shell=bash disable=SC2034
# What every command of the lab shares: names, kinds, control groups.
LAB_STORE=/var/lib/containeros-lab

die() { echo "lab: $*" >&2; exit 1; }

# Everything a lab puts on the machine carries an id made from its state directory, so that two labs can run side by side.
name_lab() {
  STATE=$(realpath -m "$1")
  LAB_ID=$(printf %s "$STATE" | md5sum | cut -c1-6)
}

# A kind is a file in dress/ that sets `user`.
all_kinds() { grep -lE '^user=' "$LAB_HOME"/dress/*.sh | sed 's|.*/||; s|\.sh$||' | sort; }

host_names() { tail -n +2 "$STATE/hosts.tsv" | cut -f1; }

alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
pid_in() { cat "$1" 2>/dev/null || true; }

# The host's sshd is up when its banner comes.
answers() {
  # shellcheck disable=SC2016 # for the inner shell
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/22" && read -r -t 4 banner <&3 && [[ $banner == SSH-* ]]' _ "$1" 2>/dev/null
}

# The control group hierarchies in which each host gets a group of its own: hosts that share one mix up their units.
cgroup_roots() {
  if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo /sys/fs/cgroup; return; fi
  local controller
  for controller in systemd unified memory pids; do
    if [ -d "/sys/fs/cgroup/$controller" ]; then echo "/sys/fs/cgroup/$controller"; fi
  done
}

enter_cgroup() { # HOST: move this shell there
  local root
  for root in $(cgroup_roots); do
    mkdir -p "$root/containeros-lab-$LAB_ID/$1"
    echo $BASHPID >"$root/containeros-lab-$LAB_ID/$1/cgroup.procs"
  done
}

lab_cgroups() {
  local root
  for root in $(cgroup_roots); do
    if [ -d "$root/containeros-lab-$LAB_ID" ]; then echo "$root/containeros-lab-$LAB_ID"; fi
  done
}
