# What the programs of a host say about proxies: their files as they are, and what daemons run with. Nothing is masked here: that is the client's.
# Read by ProxyReading.
# shellcheck shell=sh disable=SC2317,SC2329 # section, which calls these functions, comes from the bootstrap
proxy_number=0

# FILES: each that is there, its name and mode and its content.
proxy_files() {
  for proxy_file; do
    [ -f "$proxy_file" ] || continue
    proxy_number=$((proxy_number + 1))
    section "name$proxy_number" stat -c '%a %n' "$proxy_file"
    section "file$proxy_number" cat "$proxy_file"
  done
}

# PID: its variables that say something about proxies.
proxy_running() { tr '\0' '\n' <"/proc/$1/environ" | grep -E '^(HTTP_PROXY|HTTPS_PROXY|NO_PROXY)=' || [ -r "/proc/$1/environ" ]; }

# NAME PROCESS: the daemon's main process.
proxy_daemon() {
  [ -n "$2" ] && [ "$2" != 0 ] || return 0
  section "$1running" proxy_running "$2"
  section "$1arguments" tr '\0' '\n' <"/proc/$2/cmdline"
}

proxy_root() { [ -O /proc/1 ]; }

# FOLDER: whether files can be made there, or where its first parent is that exists.
proxy_writable() {
  proxy_folder=$1
  while [ ! -d "$proxy_folder" ]; do proxy_folder=${proxy_folder%/*}; done
  [ -w "${proxy_folder:-/}" ]
}

# What systemd gives every unit.
proxy_default() { systemctl show-environment | grep -E '^(HTTP_PROXY|HTTPS_PROXY|NO_PROXY)='; }

# Of drop-ins that systemd has not read yet only the disk knows.
proxy_unit() { # NAME
  systemctl show "$1.service" -p LoadState -p ActiveState -p MainPID -p FragmentPath -p DropInPaths -p EnvironmentFiles
}

section root proxy_root
if command -v tdnf >/dev/null; then
  section tdnf proxy_writable /etc/tdnf
  proxy_files /etc/tdnf/tdnf.conf
fi
if [ -d /run/systemd/system ] && command -v systemctl >/dev/null; then
  section units proxy_writable /etc/systemd/system
  section default proxy_default
  for proxy_name in docker containerd; do
    proxy_shown=$(proxy_unit "$proxy_name") || continue
    case $proxy_shown in *LoadState=loaded*) ;; *) continue ;; esac
    section "$proxy_name" printf '%s\n' "$proxy_shown"
    proxy_daemon "$proxy_name" "$(printf '%s\n' "$proxy_shown" | sed -n 's/^MainPID=//p')"
    # shellcheck disable=SC2046 # the names are separated by blanks
    proxy_files $(printf '%s\n' "$proxy_shown" | sed -n 's/^FragmentPath=//p; s/^DropInPaths=//p; s/^EnvironmentFiles\{0,1\}=\(.*\) (ignore_errors=.*)$/\1/p') \
      "/run/systemd/system/$proxy_name.service.d"/*.conf "/etc/systemd/system/$proxy_name.service.d"/*.conf "/etc/systemd/system/$proxy_name.service.d/zz-containeros-proxy.env"
  done
  proxy_files /etc/docker/daemon.json
elif command -v ros >/dev/null; then
  section ros ros config get rancher.docker.environment
  proxy_daemon docker "$(pidof dockerd | cut -d ' ' -f 1)"
fi
exit 0
