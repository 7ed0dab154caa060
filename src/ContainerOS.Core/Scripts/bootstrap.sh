# Runs on the host around every script. The client puts before it: cos_a and cos_b (halves of the mark: joined only here,
# so that a script that reads other processes' arguments does not meet it), cos_script (the text), cos_never_exits
# (whether that ends by its last line only, or empty), cos_secrets (how many the script needs), and the arguments by `set --`.
# shellcheck shell=sh disable=SC2154,SC2317,SC2034 # set by the client; called by the script; read only to wait
LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}
for cos_line in /usr/local/sbin /usr/sbin /sbin /usr/local/bin /usr/bin /bin; do
  case :$PATH: in *:$cos_line:*) ;; *) PATH=$PATH:$cos_line ;; esac # each one is a look for every command that is not there
done
export LC_ALL PATH
unset CDPATH
cos_mark="@@$cos_a$cos_b"

# section NAME COMMAND ARGS...: what the command prints, between marks on both streams, with its exit status. The marks are found anywhere in a line:
# bash writes each line by itself, and each write wakes sshd for a packet.
section() {
  cos_section=$1
  shift
  printf '%s begin %s\n' "$cos_mark" "$cos_section"
  printf '%s begin %s\n' "$cos_mark" "$cos_section" >&2
  "$@"
  cos_status=$?
  printf '%s end %s %s\n' "$cos_mark" "$cos_section" "$cos_status"
  printf '%s end %s %s\n' "$cos_mark" "$cos_section" "$cos_status" >&2
  return "$cos_status"
}

# secret N: the client's N-th secret as $cos_secret. For builtins only (printf): an argument of a program is seen by everybody.
secret() {
  eval "cos_secret=\$cos_secret_$1"
}

# All are asked for before the watcher takes stdin. Unset first: a variable from the environment would be exported again.
unset cos_line cos_secret
cos_n=0
while [ "$cos_n" -lt "$cos_secrets" ]; do
  cos_n=$((cos_n + 1))
  unset "cos_secret_$cos_n"
  printf '\n%s secret %s\n' "$cos_mark" "$cos_n"
  IFS= read -r cos_line || exit 0
  eval "cos_secret_$cos_n=\$(printf %b \"\$cos_line\")"
done
unset cos_line

# The client keeps our stdin open while it wants the answer. When it is gone, everything of ours ends.
exec 3<&0 </dev/null
(
  exec >/dev/null 2>&1
  while read -r cos_line <&3; do :; done
  trap '' TERM
  kill -TERM 0
  sleep 1
  kill -KILL 0
) &
cos_watcher=$!
exec 3<&-

printf '%s start %s\n' "$cos_mark" "$cos_elevated"
if [ "$cos_never_exits" ]; then eval "$cos_script"; else (eval "$cos_script"); fi # a subshell costs a host half a millisecond
cos_status=$?
# Reaped before we say so: where one shell runs many scripts, what comes next on stdin is not ours.
{
  kill "$cos_watcher"
  wait "$cos_watcher"
} 2>/dev/null
printf '%s exit %s\n' "$cos_mark" "$cos_status"
printf '%s exit %s\n' "$cos_mark" "$cos_status" >&2
exit 0
