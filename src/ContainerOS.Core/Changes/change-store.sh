# Where transactions are kept on the host, and what is told of them. Part of every script that deals with them.
# shellcheck shell=sh disable=SC2329 # called by the scripts behind it

# RancherOS builds /var anew at every boot, but for this.
if [ -d /var/lib/rancher ]; then cos_store=/var/lib/rancher/containeros; else cos_store=/var/lib/containeros; fi

# FOLDER: the state of a transaction as the engine names it.
cos_state_of() {
  for cos_file in "$1"/state.*; do
    if [ -e "$cos_file" ]; then
      echo "${cos_file##*/state.}"
      return
    fi
  done
  echo missing
}

# ID: everything there is to tell about a transaction.
cos_report() {
  cos_folder=$cos_store/$1
  echo "id $1"
  echo "state $(cos_state_of "$cos_folder")"
  for cos_file in "$cos_folder"/failed.* "$cos_folder"/undo-failed.* "$cos_folder"/after-failed.*; do
    if [ -e "$cos_file" ]; then
      cos_file=${cos_file##*/}
      echo "${cos_file%.*} ${cos_file##*.}"
    fi
  done
  for cos_file in "$cos_folder"/backup.*; do
    if [ -e "$cos_file" ]; then echo "backup ${cos_file##*.} $cos_file"; fi
  done
  if [ -e "$cos_folder/reason" ]; then echo "undone-by $(cat "$cos_folder/reason")"; fi
  if [ -e "$cos_folder/about" ]; then sed 's/^/about /' "$cos_folder/about"; fi
  if [ -s "$cos_folder/log" ]; then tail -n 20 "$cos_folder/log" | sed 's/^/log /'; fi
  if [ -s "$cos_folder/output" ]; then sed 's/^/output /' "$cos_folder/output"; fi
}

# ID: whether a process of that transaction runs. The pattern does not match its own text in the arguments of grep.
cos_runs() { grep -qs "$1/program[.]sh" /proc/[0-9]*/cmdline; }

# ID: what nobody confirmed before the host started again is undone now, where nothing did so at its start.
cos_undo_forgotten() {
  case $(cos_state_of "$cos_store/$1") in applying | applied | rolling-back) ;; *) return 0 ;; esac
  read -r cos_boot </proc/sys/kernel/random/boot_id
  if grep -qs "^boot=$cos_boot" "$cos_store/$1/about" || cos_runs "$1"; then return 0; fi
  cos_apart sh "$cos_store/$1/program.sh" rollback after-reboot
}

# COMMAND ARGS...: runs apart from this connection, and waits for it.
cos_apart() {
  setsid "$@" </dev/null >/dev/null 2>&1 &
  wait $!
}
