# shellcheck shell=bash
# lab status
[ -e "$STATE/hosts.tsv" ] || die "no lab in $STATE"

state_of() { # NAME ADDRESS
  if ! alive "$(pid_in "$STATE/$1/npid")"; then echo dead
  elif answers "$2"; then echo up
  else echo 'no sshd'; fi
}

{
  printf 'NAME\tADDRESS\tKIND\tUSER\tSTATE\n'
  tail -n +2 "$STATE/hosts.tsv" | while IFS=$'\t' read -r name address _ kind user; do
    printf '%s\t%s\t%s\t%s\t%s\n' "$name" "$address" "$kind" "$user" "$(state_of "$name" "$address")"
  done
} | column -t -s $'\t'
