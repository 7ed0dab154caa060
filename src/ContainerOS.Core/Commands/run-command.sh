# Runs what the user gave to Invoke-ContainerOsCommand. $1 is "command" (then $2 is the command line, for sh) or "file" (then $2 is the
# file's text and $3 the interpreter of its first line); the user's arguments follow.
# shellcheck shell=sh disable=SC2317 # section calls these functions

run_command() { sh -c "$@"; }

# Nothing is written to the host: the interpreter reads the text from a descriptor, and may be any (bash, python3, perl ...).
run_file() {
  cos_text=$1
  cos_interpreter=$2
  shift 2
  # shellcheck disable=SC2086 # an interpreter may have an argument
  $cos_interpreter /dev/fd/4 "$@" 4<<cos_end_of_text
$cos_text
cos_end_of_text
}

case $1 in
  command)
    cos_text=$2
    shift 2
    section run run_command "$cos_text" sh "$@"
    ;;
  file)
    shift
    section run run_file "$@"
    ;;
esac
