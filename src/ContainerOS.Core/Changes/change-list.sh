# Tells of every transaction that the host remembers, the oldest first.
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # change-store.sh is before this; section calls this function
list_changes() {
  for cos_one in "$cos_store"/2*; do
    if [ -d "$cos_one" ]; then cos_report "${cos_one##*/}"; fi
  done
  echo "now $(date +%s)"
}

section changes list_changes
