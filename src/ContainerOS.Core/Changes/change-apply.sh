# Makes a transaction on the host, begins it apart from this connection, and tells how it came out. What runs does not end with us.
# usage: change-apply.sh ID PROGRAM ABOUT (lines of name=value)
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # change-store.sh is before this; section calls this function
apply_change() {
  cos_id=$1
  cos_dir=$cos_store/$cos_id
  umask 077
  mkdir -p "$cos_store" && mkdir "$cos_dir" || return
  cos_now=$(date +%s)
  read -r cos_boot </proc/sys/kernel/random/boot_id
  if ! { printf '%s\n' "$2" >"$cos_dir/program.sh" && printf '%s\nsince=%s\nboot=%s\n' "$3" "$cos_now" "$cos_boot" >"$cos_dir/about" && true >"$cos_dir/state.planned"; }; then
    rm -rf "$cos_dir"
    return 1
  fi
  if ! take_lock; then
    rm -rf "$cos_dir"
    cos_report "$cos_holder"
    echo "locked $cos_now"
    return 0
  fi
  forget_old
  if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1; then
    systemd-run --quiet --wait --unit="containeros-$cos_id" --description="ContainerOS: a change" /bin/sh "$cos_dir/program.sh" apply </dev/null >/dev/null 2>&1
    # systemd-run may have lost touch with it
    while [ -e "$cos_dir/state.applying" ] && cos_runs "$cos_id"; do sleep 1; done
  fi
  if [ -e "$cos_dir/state.planned" ]; then cos_apart sh "$cos_dir/program.sh" apply; fi
  cos_report "$cos_id"
}

# One change at a time: the lock names its transaction, and is void when that one is over. $cos_holder is who has it.
take_lock() {
  cos_tries=0
  while ! cos_trouble=$(ln -s "held-by-$cos_id" "$cos_store/lock" 2>&1); do
    cos_tries=$((cos_tries + 1))
    cos_holder=$(readlink "$cos_store/lock") # may have been given back in the meantime
    cos_holder=${cos_holder#held-by-}
    if [ -n "$cos_holder" ]; then cos_undo_forgotten "$cos_holder"; fi
    if [ "$cos_tries" -gt 5 ]; then echo "$cos_trouble" >&2; fi
    if [ "$cos_tries" -gt 5 ] || { [ -n "$cos_holder" ] && ! is_over "$cos_holder"; }; then return 1; fi
    # Only one of several can rename it away; who finds a younger one in its hands puts that back.
    if [ -n "$cos_holder" ] && mv "$cos_store/lock" "$cos_dir/void" 2>/dev/null; then
      cos_void=$(readlink "$cos_dir/void")
      rm -f "$cos_dir/void"
      if [ "$cos_void" != "held-by-$cos_holder" ]; then ln -s "$cos_void" "$cos_store/lock"; fi
    fi
  done
}

# ID: confirmed, rolled back or gone, and none of its processes is left to give the lock back; or planned by somebody who never began.
is_over() {
  case $(cos_state_of "$cos_store/$1") in
  confirmed | rolled-back | missing) ! cos_runs "$1" ;;
  planned)
    cos_planned=$(sed -n 's/^since=//p' "$cos_store/$1/about" 2>/dev/null)
    grep -qs "^boot=$cos_boot" "$cos_store/$1/about" || return 0
    [ $((cos_now - ${cos_planned:-0})) -gt 120 ]
    ;;
  *) return 1 ;;
  esac
}

# The newest twenty are kept, with the files as they were before.
forget_old() {
  cos_count=0
  for cos_old in "$cos_store"/2*; do cos_count=$((cos_count + 1)); done
  for cos_old in "$cos_store"/2*; do
    [ "$cos_count" -gt 20 ] || break
    cos_count=$((cos_count - 1))
    case $(cos_state_of "$cos_old") in confirmed | rolled-back) rm -rf "$cos_old" ;; esac
  done
}

section change apply_change "$@"
