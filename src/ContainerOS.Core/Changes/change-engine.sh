# The engine of a change. With the steps of one change behind it, it is that transaction's program on the host: it needs no connection and no
# client, and stands every crash between two lines. The client sets before it: cos_dir (the transaction's folder), cos_id, cos_title, cos_steps
# and cos_afters (how many there are), cos_rollback_after (seconds; 0 means that nothing needs to be confirmed), cos_guard (yes: a reboot undoes).
# Steps are functions: do_N, undo_N (both may be run again), clean_N; after_N runs once the change is confirmed.
# shellcheck shell=sh disable=SC2154,SC2329,SC2317 # set by the client; called by the steps
LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin
export LC_ALL PATH
umask 077
# Not ":" with a redirection: where that fails the shell would end.
unset CDPATH
cos_unit=containeros-$cos_id
cos_guard_file=/etc/systemd/system/$cos_unit-guard.service
cos_guard_link=/etc/systemd/system/sysinit.target.wants/$cos_unit-guard.service

cos_is() { [ -e "$cos_dir/state.$1" ]; }

# FROM TO: the only way in which the state changes. Of several who try one succeeds: rename is atomic.
cos_move() { mv "$cos_dir/state.$1" "$cos_dir/state.$2" 2>/dev/null; }

cos_log() {
  if command -v logger >/dev/null 2>&1; then logger -t containeros "$cos_title: $* (transaction $cos_id)"; fi
}

cos_has_systemd() { [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1; }

# What makes the host undo the change when nobody confirms it, and when it starts again before that.
cos_arm() {
  [ "$cos_rollback_after" -gt 0 ] || return 0
  if [ "$cos_guard" = yes ] && cos_has_systemd; then
    mkdir -p "${cos_guard_link%/*}" && cos_guard_text >"$cos_guard_file" && chmod 644 "$cos_guard_file" && ln -sf "$cos_guard_file" "$cos_guard_link" || return
    # When the power fails, what undoes must be on the disk before what it undoes: else its files may be there, and empty.
    cos_flush "$cos_dir/program.sh" "$cos_dir/about" "$cos_guard_file" "$cos_dir" "${cos_dir%/*}" "${cos_guard_link%/*}" "${cos_guard_file%/*}"
  fi
  if cos_has_systemd && systemd-run --quiet --on-active="$cos_rollback_after" --timer-property=AccuracySec=200ms --unit="$cos_unit-timer" \
    --description="ContainerOS: undo what nobody confirmed" /bin/sh "$cos_dir/program.sh" rollback timer; then
    return 0
  fi
  # shellcheck disable=SC2016 # the inner shell's
  (
    # No child of ours: bash would tell of its end. A host that shuts down may end it.
    trap - HUP PIPE INT TERM
    setsid sh -c 'sleep "$1"; exec sh "$2" rollback timer' sh "$cos_rollback_after" "$cos_dir/program.sh" </dev/null >/dev/null 2>&1 &
    echo $! >"$cos_dir/timer.pid"
  )
}

# FILES AND FOLDERS: to the disk. Where sync knows no names all goes there.
cos_flush() { sync "$@" 2>/dev/null || sync; }

cos_guard_text() {
  printf '%s\n' '[Unit]' 'Description=ContainerOS: undo a change that nobody confirmed before the reboot' 'DefaultDependencies=no' \
    "RequiresMountsFor=$cos_dir /etc" 'After=local-fs.target' 'Before=sysinit.target sshd.service ssh.service sshd.socket ssh.socket' \
    '[Service]' 'Type=oneshot' "ExecStart=/bin/sh $cos_dir/program.sh rollback reboot"
}

cos_disarm() {
  rm -f "$cos_guard_link" "$cos_guard_file"
  if [ -e "$cos_dir/timer.pid" ]; then
    read -r cos_pid <"$cos_dir/timer.pid"
    # it may be who undoes
    if [ "$cos_pid" != $$ ]; then kill -KILL "-$cos_pid" 2>/dev/null; fi
    rm -f "$cos_dir/timer.pid"
  elif [ "$cos_rollback_after" -gt 0 ] && cos_has_systemd; then
    systemctl stop "$cos_unit-timer.timer" 2>/dev/null
  fi
  return 0
}

cos_each() { # PREFIX COUNT
  cos_i=0
  while [ "$cos_i" -lt "$2" ]; do
    cos_i=$((cos_i + 1))
    "$1_$cos_i" || true >"$cos_dir/$1-failed.$cos_i"
  done
}

cos_finish() { # OUTCOME
  cos_disarm
  cos_each clean "$cos_steps"
  if [ "$(readlink "${cos_dir%/*}/lock")" = "held-by-$cos_id" ]; then rm -f "${cos_dir%/*}/lock"; fi
  cos_log "$1"
}

cos_apply() {
  trap '' HUP PIPE INT TERM
  [ "$(readlink "${cos_dir%/*}/lock")" = "held-by-$cos_id" ] && cos_move planned applying || return 3
  echo $$ >"$cos_dir/apply.pid"
  cos_step=0
  cos_log begun
  if cos_arm; then
    while [ "$cos_step" -lt "$cos_steps" ]; do
      cos_step=$((cos_step + 1))
      # Said before it is done: what is half done is undone too.
      if ! { true >"$cos_dir/begun.$cos_step" && "do_$cos_step" && true >"$cos_dir/done.$cos_step"; }; then break; fi
    done
  fi
  if [ "$cos_steps" -eq 0 ] || [ -e "$cos_dir/done.$cos_steps" ]; then
    if [ "$cos_rollback_after" -gt 0 ]; then
      cos_move applying applied
    else
      cos_move applying applied && cos_confirm
    fi
  else
    true >"$cos_dir/failed.$cos_step"
    cos_move applying rolling-back && cos_undo failure
  fi
}

cos_undo() { # REASON
  echo "${1#after-}" >"$cos_dir/reason"
  cos_undone=yes
  cos_i=$cos_steps
  while [ "$cos_i" -gt 0 ]; do
    if [ -e "$cos_dir/begun.$cos_i" ]; then
      rm -f "$cos_dir/undo-failed.$cos_i"
      "undo_$cos_i" "$1" || { cos_undone=no; true >"$cos_dir/undo-failed.$cos_i"; }
    fi
    cos_i=$((cos_i - 1))
  done
  if [ "$cos_undone" = yes ]; then
    cos_move rolling-back rolled-back
    cos_finish "rolled back ($1)"
  else
    # The lock and the guard stay: the next start of the host tries again, and so does Undo-ContainerOsTransaction.
    cos_move rolling-back undo-failed
    cos_log "could not be undone ($1)"
  fi
}

# Whether the process that applies is still there.
cos_is_applied_by_somebody() {
  [ -e "$cos_dir/apply.pid" ] && read -r cos_pid <"$cos_dir/apply.pid" && [ -n "$cos_pid" ] &&
    tr '\0' ' ' 2>/dev/null <"/proc/$cos_pid/cmdline" | grep -qF "$cos_dir/program.sh"
}

cos_rollback() { # timer|operator|verification|reboot (before services start)|after-reboot (they run)
  trap '' HUP PIPE INT TERM
  if [ "$1" != reboot ]; then
    while cos_is applying && cos_is_applied_by_somebody; do
      [ "$1" = timer ] || return 5
      sleep 1
    done
  fi
  if cos_move applied rolling-back || cos_move applying rolling-back || cos_move undo-failed rolling-back || { [ "${1#after-}" = reboot ] && cos_is rolling-back; }; then
    cos_undo "$1"
  else
    return 4
  fi
}

cos_confirm() {
  trap '' HUP PIPE INT TERM
  read -r cos_boot </proc/sys/kernel/random/boot_id
  if ! grep -qs "^boot=$cos_boot" "$cos_dir/about"; then
    # The host has started since, and may have forgotten part of the change.
    cos_rollback after-reboot
    return
  fi
  cos_move applied confirmed || return 4
  cos_each after "$cos_afters"
  cos_finish confirmed
}

# ---- What steps are made of ----

cos_say() { echo "$*" >&2; }

# FILE: its SHA-256; "missing" where there is none. A link counts as what it leads to.
cos_sum() {
  if [ -e "$1" ]; then sha256sum <"$1" | cut -d ' ' -f 1; elif [ -h "$1" ]; then echo dangling; else echo missing; fi
}

# A name beside a file, so that it can be renamed to the file in one step. Nobody's pattern for configuration files takes it.
cos_beside() { # N FILE WHAT
  echo "${2%/*}/.$cos_id.$1.$3"
}

# N FILE OLD NEW MODE OWNER CHECK: content_N becomes the file's content, if the file is OLD (its SHA-256) or missing. Mode, owner and label
# stay; MODE and OWNER are for a new one; CHECK is a command that must like $cos_new. A link is replaced by a file. The old one stays beside it, so that undoing is a rename and needs no space.
cos_write() {
  cos_old=$(cos_beside "$1" "$2" old)
  cos_new=$(cos_beside "$1" "$2" new)
  cos_now=$(cos_sum "$2")
  [ "$cos_now" = "$3" ] || { cos_say "$2 is not what it was when the change was planned"; return 1; }
  rm -f "$cos_new"
  if [ "$3" = missing ]; then
    true >"$cos_new" && chmod "$5" "$cos_new" && chown "$6" "$cos_new" || return
  else
    cp -pL "$2" "$cos_dir/backup.$1" && cp -pL "$2" "$cos_new" || return
    if command -v chcon >/dev/null 2>&1; then chcon --reference="$2" "$cos_new" 2>/dev/null; fi
  fi
  if ! { "content_$1" >"$cos_new" && [ "$(cos_sum "$cos_new")" = "$4" ]; }; then
    cos_say "the new $2 could not be written"
    return 1
  fi
  eval "$7" || return
  cos_flush "$cos_new"
  if [ -h "$2" ]; then
    ln -s "$(readlink "$2")" "$cos_old" || return
  elif [ "$3" != missing ]; then
    ln "$2" "$cos_old" || return
  fi
  mv -f "$cos_new" "$2"
}

# N FILE OLD NEW: the file as it was.
cos_restore() {
  cos_old=$(cos_beside "$1" "$2" old)
  rm -f "$(cos_beside "$1" "$2" new)"
  if [ -e "$cos_old" ] || [ -h "$cos_old" ]; then
    # Where the file was never replaced both are the same file, which cannot be renamed to itself.
    if [ -h "$cos_old" ] || [ "$(cos_sum "$2")" != "$3" ]; then mv -f "$cos_old" "$2" || return; fi
    rm -f "$cos_old"
  elif [ "$3" = missing ] && [ "$(cos_sum "$2")" = "$4" ]; then
    rm -f "$2"
  fi
}

# N FILE OLD: the file goes away.
cos_delete() {
  [ "$(cos_sum "$2")" = "$3" ] || { cos_say "$2 is not what it was when the change was planned"; return 1; }
  cp -pL "$2" "$cos_dir/backup.$1" && mv -f "$2" "$(cos_beside "$1" "$2" old)"
}

cos_clean() { # N FILE
  rm -f "$(cos_beside "$1" "$2" old)" "$(cos_beside "$1" "$2" new)"
}

# N FOLDER MODE OWNER: makes it where it is missing.
cos_folder() {
  [ -d "$2" ] || { mkdir "$2" && true >"$cos_dir/made.$1" && chmod "$3" "$2" && chown "$4" "$2"; }
}

cos_unfolder() { # N FOLDER
  [ ! -e "$cos_dir/made.$1" ] || [ ! -d "$2" ] || rmdir "$2"
}

case $1 in
apply) cos_apply >>"$cos_dir/log" 2>&1 ;;
rollback) cos_rollback "$2" >>"$cos_dir/log" 2>&1 ;;
confirm) cos_confirm >>"$cos_dir/log" 2>&1 ;;
esac
