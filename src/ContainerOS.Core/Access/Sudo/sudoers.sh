# sudo's rules and docker's socket: functions, for scripts that have `section`, behind sshd-files.sh. Read by PrivilegeFacts.
#   section privileges privilege_facts     what there is
#   sudoers_contents                       a section for each file of sudo's rules, with its bytes
# shellcheck shell=sh disable=SC2154,SC2317 # sshd_newline is of sshd-files.sh; section calls these functions

# What a file includes, a line each: file or dir, and the path as it stands there.
sudoers_includes() {
  awk '
    /^[ \t]*[@#]include(dir)?[ \t]+[^ \t]/ {
      kind = $1 ~ /dir$/ ? "dir" : "file"
      sub(/^[ \t]*[@#]include(dir)?[ \t]+/, "")
      sub(/[ \t\r]+$/, "")
      gsub(/"/, "")
      gsub(/\\ /, " ")
      print kind " " $0
    }' "$1"
}

sudoers_add() {
  case $sshd_newline$sudoers_paths$sudoers_pending in *"$sshd_newline$1$sshd_newline"*) return 0 ;; esac
  sudoers_pending=$sudoers_pending$1$sshd_newline
}

sudoers_include() { # FILE file|dir PATH
  sudoers_path=$3
  sudoers_host=$(uname -n)
  while :; do case $sudoers_path in *%h*) sudoers_path=${sudoers_path%%%h*}${sudoers_host%%.*}${sudoers_path#*%h} ;; *) break ;; esac; done
  case $sudoers_path in /*) : ;; *) sudoers_path=${1%/*}/$sudoers_path ;; esac
  sudoers_path=${sudoers_path%/}
  if [ "$2" = file ]; then
    if [ -e "$sudoers_path" ]; then sudoers_add "$sudoers_path"; fi
    return
  fi
  # One that is not there does not matter to sudo.
  if [ -e "$sudoers_path" ] && { ! [ -r "$sudoers_path" ] || ! [ -x "$sudoers_path" ]; }; then return 0; fi
  sudoers_said=${sudoers_said}dir=$sudoers_path$sshd_newline
  set +f
  for sudoers_one in "$sudoers_path"/*; do
    case ${sudoers_one##*/} in *.* | *'~') continue ;; esac
    if [ -f "$sudoers_one" ]; then sudoers_add "$sudoers_one"; fi
  done
  set -f
}

sudoers_find() {
  sudoers_paths='' sudoers_said=''
  sudoers_main=/etc/sudoers
  if ! [ -e "$sudoers_main" ] && [ -e /usr/etc/sudoers ]; then sudoers_main=/usr/etc/sudoers; fi
  [ -e "$sudoers_main" ] || return 0
  sudoers_pending=$sudoers_main$sshd_newline
  IFS=$sshd_newline
  set -f
  while [ -n "$sudoers_pending" ]; do
    sudoers_file=${sudoers_pending%%"$sshd_newline"*}
    sudoers_pending=${sudoers_pending#*"$sshd_newline"}
    sudoers_paths=$sudoers_paths$sudoers_file$sshd_newline
    [ -r "$sudoers_file" ] || continue
    for sudoers_line in $(sudoers_includes "$sudoers_file"); do
      sudoers_include "$sudoers_file" "${sudoers_line%% *}" "${sudoers_line#* }"
    done
  done
  set +f
  unset IFS
}

privilege_facts() {
  echo "host=$(uname -n)"
  if command -v sudo >/dev/null 2>&1; then echo "sudo=$sudoers_main"; fi
  printf %s "$sudoers_said"
  if grep -qs '^[[:space:]]*Plugin' /etc/sudo.conf; then echo other=/etc/sudo.conf; fi
  for path in /etc/doas.conf /usr/local/etc/doas.conf; do if [ -e "$path" ]; then echo "other=$path"; fi; done
  for path in /run/docker.sock /var/run/docker.sock; do
    if [ -S "$path" ]; then
      echo "docker=$(stat -L -c '%G %a' "$path") $path"
      break
    fi
  done
  # What sshd's own rules do not say: modules of PAM that may keep accounts out.
  grep -osE '^[^#]*pam_(access|listfile|succeed_if|time|google_authenticator|duo|radius|sss|ldap|winbind)\.so' /etc/pam.d/sshd /etc/pam.d/common-auth /etc/pam.d/common-account /etc/pam.d/system-auth \
    /etc/pam.d/system-account /etc/pam.d/password-auth | sed 's/\([^:]*\):.*\(pam_.*\)\.so$/pam=\1 \2/'
  return 0
}

sudoers_contents() {
  sudoers_number=0
  IFS=$sshd_newline
  set -f
  # shellcheck disable=SC2086 # one a line
  set -- $sudoers_paths
  unset IFS
  set +f
  for sudoers_path; do
    sudoers_number=$((sudoers_number + 1))
    section "sudopath$sudoers_number" printf %s "$sudoers_path"
    section "sudofile$sudoers_number" cat "$sudoers_path"
  done
}
