# The repositories of tdnf and of rpm-ostree: their files, and what belongs to them. Read by RepositoryReading.
# shellcheck shell=sh # section comes from the bootstrap
section machine uname -m
repo_folder=/etc/yum.repos.d
if [ -r /etc/tdnf/tdnf.conf ]; then
  section tdnfconf cat /etc/tdnf/tdnf.conf
  repo_said=$(sed -n 's/^repodir *= *//p' /etc/tdnf/tdnf.conf | tail -n 1 | tr -d '\r')
  if [ -n "$repo_said" ]; then repo_folder=$repo_said; fi
fi
if [ -d "$repo_folder" ]; then
  repo_number=0
  for repo_file in "$repo_folder"/*.repo; do
    [ -e "$repo_file" ] || continue
    repo_number=$((repo_number + 1))
    section "name$repo_number" printf '%s' "$repo_file"
    section "file$repo_number" cat "$repo_file"
  done
  section repositories printf '%s' "$repo_number"
fi
