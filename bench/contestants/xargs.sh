#!/bin/bash
# shellcheck disable=SC2153 # the bench sets these
# What a shell user types. See README.md for what every contestant is told and answers.
set -u
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
# The probe ends when its stdin does, so ssh gets one that stays open.
mkfifo "$folder/open"
exec 9<>"$folder/open"
exchange=()
[ -z "$BENCH_KEX" ] || exchange=(-o "KexAlgorithms=$BENCH_KEX")
command=$(<"$BENCH_COMMAND")
echo bare
while read -r _; do
  : >"$folder/answers"
  xargs "-P$BENCH_LIMIT" -a "$BENCH_HOSTS" -IEACH_HOST ssh -T -p "$BENCH_PORT" -i "$BENCH_KEY" -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR \
    -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$BENCH_KNOWN_HOSTS" "${exchange[@]}" EACH_HOST "$command" <&9 >>"$folder/answers" 2>/dev/null
  grep -ao 'end facts 0' "$folder/answers" | wc -l
done
