# Whether this host reaches repositories, how fast, and which key signs there. $1 is how many seconds each request may take; then come for each
# repository its address and where its keys are, separated by blanks, or - where signatures are not checked. Read by RepositoryProbe.
# shellcheck shell=sh disable=SC2317,SC2329 # section, which calls these functions, comes from the bootstrap
repo_seconds=$1
shift

# NAME: a setting of tdnf.
repo_setting() { sed -n "s/^$1 *= *//p" /etc/tdnf/tdnf.conf 2>/dev/null | tail -n 1 | tr -d '\r'; }

repo_proxy=$(repo_setting proxy)
repo_user=$(repo_setting proxy_username)
repo_password=$(repo_setting proxy_password)
if command -v curl >/dev/null; then repo_tool=curl; elif command -v wget >/dev/null; then repo_tool=wget; else repo_tool=none; fi

# NAME VALUE: as curl's configuration files have it.
repo_option() { printf '%s = "%s"\n' "$1" "$(printf '%s' "$2" | sed 's/[\\"]/\\&/g')"; }

# ARGS...: curl, through tdnf's proxy. Its login goes by standard input: arguments are seen by everybody.
repo_curl() {
  {
    if [ -n "$repo_proxy" ]; then repo_option proxy "$repo_proxy"; fi
    if [ -n "$repo_user" ]; then repo_option proxy-user "$repo_user:$repo_password"; fi
  } | curl -K - "$@"
}

if [ "$repo_tool" = wget ]; then
  if [ -n "$repo_proxy" ]; then
    # The login is percent-encoded in tdnf's file too.
    if [ -n "$repo_user" ]; then repo_proxy=${repo_proxy%%://*}://$repo_user:$repo_password@${repo_proxy#*://}; fi
    http_proxy=$repo_proxy https_proxy=$repo_proxy
    export http_proxy https_proxy
  fi
  # GNU's says nothing with -q, and tries for minutes. Busybox' without limits of its own crashes on -T.
  case $(wget --version 2>/dev/null) in *GNU*) repo_options="-nv -t 1 -T $repo_seconds" ;; *) repo_options=-q ;; esac
  # wget's own limit counts for each read only. Old busybox has -t before the seconds.
  repo_limit=
  if timeout 1 true 2>/dev/null; then repo_limit="timeout $repo_seconds"; elif timeout -t 1 true 2>/dev/null; then repo_limit="timeout -t $repo_seconds"; fi
fi

# URL: what is there.
repo_wget() {
  # shellcheck disable=SC2086 # words
  $repo_limit wget $repo_options -O - -- "$1"
  repo_ended=$?
  case $repo_ended in 124 | 143) echo "wget: timed out after $repo_seconds seconds" >&2 ;; esac
  return "$repo_ended"
}

# URL: what is there, and with curl the status of the answer in a line behind it.
repo_fetch() {
  case $repo_tool,$1 in
  *,file://*) cat -- "${1#file://}" ;;
  curl,*) repo_curl -sSL --max-time "$repo_seconds" --max-filesize 4000000 -w '\nrepo-status %{http_code}' -- "$1" ;;
  wget,*) repo_wget "$1" ;;
  *)
    echo 'this host has neither curl nor wget' >&2
    return 127
    ;;
  esac
}

# URL BYTES: the beginning of what is there.
repo_begin() {
  case $repo_tool,$1 in
  *,file://*) cat -- "${1#file://}" ;;
  curl,*) repo_curl -sfL -r "0-$(($2 - 1))" --max-time "$repo_seconds" -- "$1" ;;
  *) repo_wget "$1" ;;
  esac 2>/dev/null | head -c "$2"
}

# URL: bytes, and the seconds that they took. Ending at the time limit is no failure: what came until then is measured.
repo_speed() {
  case $repo_tool,$1 in
  curl,*) repo_curl -sL -r 0-4194303 --max-time "$repo_seconds" -o /dev/null -w '%{size_download} %{time_total}\n' -- "$1" ;;
  *)
    read -r repo_from _ </proc/uptime
    repo_bytes=$(repo_begin "$1" 4194304 | wc -c)
    read -r repo_to _ </proc/uptime
    awk -v bytes="$repo_bytes" -v from="$repo_from" -v to="$repo_to" 'BEGIN { print bytes + 0, (to > from ? to - from : 0.01) }'
    ;;
  esac
}

# URL LIST: the name of the first package in the list.
repo_first() {
  repo_begin "$1/$2" 262144 | case $2 in *.gz) gzip -dc ;; *.xz) xz -dc ;; *.zst) zstd -dc ;; *.bz2) bzip2 -dc ;; *) cat ;; esac 2>/dev/null |
    tr '<' '\n' | sed -n 's/^location .*href="\([A-Za-z0-9][A-Za-z0-9._+~^%/@:-]*\.rpm\)".*/\1/p' | head -n 1
}

# PLACES: what the files hold; of those that cannot be had, why.
repo_keys() {
  for repo_key; do
    case $repo_key in
    http://* | https://*) repo_begin "$repo_key" 65536 || echo "unreadable $repo_key" >&2 ;;
    *)
      repo_key=${repo_key#file://}
      if ! [ -e "$repo_key" ]; then echo "missing $repo_key" >&2; elif ! head -c 65536 -- "$repo_key"; then echo "unreadable $repo_key" >&2; fi
      ;;
    esac
    echo
  done
}

repo_answer() {
  printf '%s\n' "$repo_said"
}

repo_number=0
while [ $# -ge 2 ]; do
  repo_url=$1
  repo_places=$2
  shift 2
  repo_number=$((repo_number + 1))
  repo_said=$({ repo_fetch "$repo_url/repodata/repomd.xml"; printf '\nrepo-exit %s\n' $?; } 2>&1 | head -c 4000000 | tr -d '\000')
  section "repository$repo_number" repo_answer
  case $repo_said in *'
repo-exit 0') ;; *) continue ;; esac
  repo_list=$(printf '%s\n' "$repo_said" | tr '<' '\n' | sed -n 's/^location .*href="\(repodata\/[A-Za-z0-9._-]*primary\.xml[A-Za-z0-9._-]*\)".*/\1/p' | head -n 1)
  if [ -n "$repo_list" ]; then section "speed$repo_number" repo_speed "$repo_url/$repo_list"; fi
  if [ "$repo_places" = - ]; then continue; fi
  # shellcheck disable=SC2086 # words
  section "keys$repo_number" repo_keys $repo_places
  repo_package=
  if [ -n "$repo_list" ]; then repo_package=$(repo_first "$repo_url" "$repo_list"); fi
  if [ -n "$repo_package" ]; then
    section "package$repo_number" repo_begin "$repo_url/$repo_package" 32768
  else
    section "signature$repo_number" repo_begin "$repo_url/repodata/repomd.xml.asc" 16384
  fi
done
if command -v rpm >/dev/null; then section imported rpm -q gpg-pubkey --qf '%{VERSION}\n'; fi
