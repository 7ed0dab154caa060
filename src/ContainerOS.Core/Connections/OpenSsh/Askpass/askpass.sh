#!/bin/sh
# What ssh runs to ask a question (SSH_ASKPASS): hands it to ContainerOS and prints the answer, in which no shell has a hand.
# Without a question: a try whether programs run from this folder. "none": a notice that waits for no answer.
[ $# -gt 0 ] && [ "$SSH_ASKPASS_PROMPT" != none ] || exit 0
folder=${0%/*}
# Opened through a writer of our own, which does not wait; later the end of ContainerOS is the end of the file.
exec 3<>"$folder/answer"
exec 4<"$folder/answer" 3>&-
printf '%s %s %s\0' "$PPID" "${SSH_ASKPASS_PROMPT:-secret}" "$1" 1<>"$folder/question"
IFS= read -r verdict <&4
case $verdict in
  answer) exec head -n 1 <&4 ;;
  skip) exit 1 ;;
  refuse) ;;
  *) # ContainerOS has gone. Is ssh, which asked, still there?
    parent=$(ps -o ppid= -p $$)
    [ $((parent)) = "$PPID" ] || exit 1 ;;
esac
# ssh would send an empty answer, which counts as a failed login on the host: it is ended before that.
kill -9 "$PPID"
