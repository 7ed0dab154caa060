# shellcheck shell=bash disable=SC2154
# lab stop: ends what was started from the state directory, however far that start came. Safe to repeat.

# The hosts' processes are those in the lab's control groups: nothing that a host started can have left its group.
lab_pids() {
  local group
  for group in $(lab_cgroups); do find "$group" -name cgroup.procs -exec cat {} +; done 2>/dev/null | sort -un
}

kill_pid() { # FILE
  local pid
  pid=$(pid_in "$1")
  # a watchdog that stops the lab is this very process
  if [ "$pid" != $$ ] && alive "$pid"; then kill -KILL "$pid" 2>/dev/null || true; fi
}

kill_hosts() {
  local file tries pids
  for file in "$STATE/watchdog" "$STATE"/*/pid; do kill_pid "$file"; done
  for ((tries = 0; tries < 100; tries++)); do
    mapfile -t pids < <(lab_pids)
    [ ${#pids[@]} -gt 0 ] || return 0
    kill -KILL "${pids[@]}" 2>/dev/null || true
    sleep 0.05
  done
  die "these processes do not end: ${pids[*]}"
}

remove_cgroups() {
  local group
  for group in $(lab_cgroups); do find "$group" -depth -type d -exec rmdir {} +; done
}

if [ -e "$STATE/lab" ] || [ -n "$(lab_cgroups)" ]; then
  kill_hosts
  remove_cgroups
  rm -rf --one-file-system "$LAB_STORE/state/$LAB_ID"
  if [ -e "$STATE/lab" ]; then rm -rf --one-file-system "$STATE"; fi
fi
