# What tdnf would install; nothing is installed. tdnf-lock.sh comes before it: tdnf waits for others for ever, even to say what it would do. $cos_packages are names, separated by blanks. Read by PackagePlan.
# shellcheck shell=sh disable=SC2154,SC2317,SC2329 # set before; section calls these functions
tdnf_missing=''

# One name that it does not know makes tdnf refuse all: so it is asked again without those.
tdnf_plan() {
  cos_wait_for_tdnf 2 || { echo 'another process works with the packages' >&2; return 1; }
  # shellcheck disable=SC2086 # words
  tdnf_said=$(tdnf --assumeno install $cos_packages </dev/null 2>&1)
  tdnf_missing=$(printf '%s\n' "$tdnf_said" | sed -n 's/ package not found or not installed$//p')
  if [ -n "$tdnf_missing" ]; then
    tdnf_known=''
    for tdnf_name in $cos_packages; do
      case "
$tdnf_missing
" in *"
$tdnf_name
"*) ;; *) tdnf_known="$tdnf_known $tdnf_name" ;; esac
    done
    cos_packages=$tdnf_known
  fi
  [ -n "${cos_packages# }" ] || return 0
  # shellcheck disable=SC2086 # words
  tdnf --assumeno install $cos_packages </dev/null
}

if [ -n "$cos_packages" ] && command -v tdnf >/dev/null; then
  section tdnfplan tdnf_plan
  section tdnfmissing printf '%s\n' "$tdnf_missing"
fi
