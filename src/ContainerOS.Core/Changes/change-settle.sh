# Confirms a transaction, undoes it, or only tells its state.
# usage: change-settle.sh ID confirm|rollback|state [REASON]
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # change-store.sh is before this; section calls this function
settle_change() {
  cos_undo_forgotten "$1"
  if [ "$2" != state ] && [ -e "$cos_store/$1/program.sh" ]; then cos_apart sh "$cos_store/$1/program.sh" "$2" "${3-}"; fi
  cos_report "$1"
}

section change settle_change "$@"
