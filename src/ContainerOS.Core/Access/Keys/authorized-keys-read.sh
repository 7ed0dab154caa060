# The keys of accounts, behind the functions of sshd-files.sh, accounts.sh and key-files.sh, and before sshd-config.sh. $1 names the accounts,
# with blanks between them; nothing means all, and "." the one that runs this. Read by AuthorizedKeyReading.
# shellcheck shell=sh disable=SC2154 # set by the bootstrap; the functions are before it

section accounts accounts_find
sshd_find >/dev/null
key_accounts=$1
case $key_accounts$cos_elevated in .root) key_accounts=$SUDO_USER ;; .*) key_accounts=$(id -un) ;; esac
shift
set -f
# shellcheck disable=SC2086 # names
key_find $key_accounts
set +f
section keyfiles key_facts
key_contents
