# What decides who can become an account, behind the functions of sshd-files.sh, accounts.sh, key-files.sh and sudoers.sh, and before
# sshd-config.sh, which it leaves its arguments. Read by AccessProbe.
# shellcheck shell=sh disable=SC2154 # the functions are before it

section accounts accounts_find
sshd_find >/dev/null
key_find
section keyfiles key_facts
key_contents
sudoers_find
section privileges privilege_facts
sudoers_contents
