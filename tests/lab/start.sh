# shellcheck shell=bash disable=SC2154
# lab start
# shellcheck source=image.sh
. "$LAB_HOME/image.sh"
# shellcheck source=net.sh
. "$LAB_HOME/net.sh"

# The kinds asked for, repeated until there are enough.
plan_hosts() {
  local wanted known index
  known=$(all_kinds)
  IFS=, read -ra wanted <<<"${kinds:-photon3,photon5,containerlinux,flatcar,rancheros,cos,debian}"
  for index in "${wanted[@]}"; do
    grep -qx -- "$index" <<<"$known" || die "unknown kind '$index'; there are: $(paste -sd' ' <<<"$known")"
  done
  HOSTS=() # name address kind user
  for ((index = 1; index <= count; index++)); do
    local kind=${wanted[(index - 1) % ${#wanted[@]}]}
    HOSTS+=("$kind-$index"$'\t'"$(host_address "$index")"$'\t'"$kind"$'\t'"$(kind_user "$kind")")
  done
}

kind_user() { sed -n 's/^user=//p' "$LAB_HOME/dress/$1.sh"; }

check_state() {
  if [ -e "$STATE/lab" ]; then
    if lab_runs; then die "a lab is already running in $STATE; stop it first: lab stop --state $STATE"; fi
    bash "$LAB_HOME/lab" stop --state "$STATE"
  fi
  if [ -d "$STATE" ] && [ -n "$(ls -A "$STATE")" ]; then die "$STATE exists and is not a lab's"; fi
}

claim_state() {
  mkdir -p "$STATE"
  chmod 755 "$STATE"
  (set -o noclobber; echo $$ >"$STATE/lab") 2>/dev/null || die "another start is under way in $STATE"
}

lab_runs() {
  local file
  for file in "$STATE/lab" "$STATE"/*/npid; do
    if alive "$(pid_in "$file")"; then return 0; fi
  done
  return 1
}

raise_limits() { # the defaults end at about 22 hosts; never lower what somebody set higher
  local limit
  for limit in fs.inotify.max_user_instances=16384 fs.inotify.max_user_watches=1048576 kernel.keys.maxkeys=20000; do
    if [ "$(sysctl -n "${limit%=*}")" -lt "${limit#*=}" ]; then sysctl -q -w "$limit"; fi
  done
}

write_client_files() {
  local name address kind user
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$STATE/id_ed25519"
  printf '%s\t%s\t%s\t%s\t%s\n' name address port kind user >"$STATE/hosts.tsv"
  while IFS=$'\t' read -r name address kind user; do
    printf '%s\t%s\t22\t%s\t%s\n' "$name" "$address" "$kind" "$user" >>"$STATE/hosts.tsv"
    printf 'Host %s\n  HostName %s\n  User %s\n' "$name" "$address" "$user" >>"$STATE/ssh_config"
  done < <(printf '%s\n' "${HOSTS[@]}")
  cat >>"$STATE/ssh_config" <<END
Host *
  IdentityFile $STATE/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile $STATE/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
END
}

boot_hosts() {
  local name address kind
  while IFS=$'\t' read -r name address kind _; do
    mkdir -p "$STATE/$name"
    setsid unshare --mount --propagation private bash "$LAB_HOME/host.sh" "$STATE" "$name" "$kind" "$address" "$BASE" "$LAYERS" \
      </dev/null >"$STATE/$name/console.log" 2>&1 &
    echo $! >"$STATE/$name/pid"
    disown
  done < <(printf '%s\n' "${HOSTS[@]}")
}

wait_for_hosts() {
  local name address failed=0 deadline=$((EPOCHSECONDS + 30 + 2 * count))
  while IFS=$'\t' read -r name address _; do
    until answers "$address"; do
      if [ $EPOCHSECONDS -ge $deadline ] || ! alive "$(pid_in "$STATE/$name/pid")"; then
        failed=1
        show_failure "$name" >&2
        break
      fi
      sleep 0.1
    done
  done < <(printf '%s\n' "${HOSTS[@]}")
  return $failed
}

show_failure() { # NAME
  local init
  echo "lab: $1 did not come up; its console ends:"
  tail -n 20 "$STATE/$1/console.log"
  init=$(pgrep -P "$(pid_in "$STATE/$1/npid")" | head -n 1) || return 0
  echo "lab: and its journal:"
  journalctl --quiet --no-hostname --no-pager -n 25 -p info --directory="/proc/$init/root/run/log/journal"
}

collect_host_keys() {
  local name address key
  while IFS=$'\t' read -r name address _; do
    read -r key <"$STATE/$name/root/etc/ssh/ssh_host_ed25519_key.pub"
    echo "$address ${key% *}"
  done < <(printf '%s\n' "${HOSTS[@]}") >"$STATE/known_hosts"
}

[[ $count =~ ^[0-9]+$ ]] || die "how many hosts? lab start N"
begin=${EPOCHREALTIME/./}
check_state
check_net "$count"
plan_hosts
[ -z "$owner" ] || alive "$owner" || die "there is no process $owner to be the owner"
prepare_image
claim_state
# a start that does not end well leaves nothing behind
trap 'trap "" INT TERM; bash "$LAB_HOME/lab" stop --state "$STATE"' EXIT
trap 'exit 130' INT TERM
if [ -n "$owner" ]; then
  setsid bash "$LAB_HOME/watchdog.sh" "$STATE" "$owner" </dev/null >/dev/null 2>&1 8<&- 9<&- &
  echo $! >"$STATE/watchdog"
fi
raise_limits
ln -s "$LAYERS/repository" "$STATE/repository"
write_client_files
boot_hosts
wait_for_hosts || exit 1
collect_host_keys
trap - EXIT INT TERM
duration=$(( (${EPOCHREALTIME/./} - begin) / 100000 ))
echo "lab: $count hosts answer after $((duration / 10)).$((duration % 10)) s: $STATE/hosts.tsv"
