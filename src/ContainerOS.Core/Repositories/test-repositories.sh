# Whether this host reaches repositories, and how fast. $1 is how many seconds each request may take; the other arguments are their addresses. Read by RepositoryProbe.
# shellcheck shell=sh disable=SC2317,SC2329 # section, which calls these functions, comes from the bootstrap
repo_seconds=$1
shift

# NAME: a setting of tdnf, as curl's configuration files quote it.
repo_setting() { sed -n "s/^$1 *= *//p" /etc/tdnf/tdnf.conf 2>/dev/null | tail -n 1 | tr -d '\r' | sed 's/[\\"]/\\&/g'; }

repo_proxy=$(repo_setting proxy)
repo_user=$(repo_setting proxy_username)
repo_password=$(repo_setting proxy_password)

# ARGS...: curl, through tdnf's proxy. Its login goes by standard input: arguments are seen by everybody.
repo_curl() {
  {
    if [ -n "$repo_proxy" ]; then printf 'proxy = "%s"\n' "$repo_proxy"; fi
    if [ -n "$repo_user" ]; then printf 'proxy-user = "%s:%s"\n' "$repo_user" "$repo_password"; fi
  } | curl -K - "$@"
}

# URL: what is there, and the status of the answer in a line behind it.
repo_fetch() {
  if command -v curl >/dev/null; then
    repo_curl -sSL --max-time "$repo_seconds" --max-filesize 4000000 -w '\nrepo-status %{http_code}\n' -- "$1"
  elif command -v wget >/dev/null; then
    wget -q -T "$repo_seconds" -O - -- "$1"
  else
    echo 'this host has neither curl nor wget' >&2
    return 127
  fi
}

repo_answer() {
  printf '%s\n' "$repo_said"
  return "$repo_result"
}

repo_number=0
for repo_url; do
  repo_number=$((repo_number + 1))
  repo_said=$(repo_fetch "$repo_url/repodata/repomd.xml" 2>&1)
  repo_result=$?
  section "repository$repo_number" repo_answer
  repo_list=$(printf '%s\n' "$repo_said" | sed -n 's/.*href="\(repodata\/[A-Za-z0-9._-]*primary\.[A-Za-z0-9._-]*\)".*/\1/p' | head -n 1)
  if [ "$repo_result" = 0 ] && [ -n "$repo_list" ] && command -v curl >/dev/null; then
    # Ending at the time limit is no failure: what came until then is measured.
    section "speed$repo_number" repo_curl -sL -r 0-4194303 --max-time "$repo_seconds" -o /dev/null -w '%{size_download} %{time_total}\n' -- "$repo_url/$repo_list"
  fi
done
