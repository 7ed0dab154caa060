#!/bin/bash
# shellcheck disable=SC2153 # the bench sets these
# Ansible's own probe, with what its manual advises for speed: pipelining, no search for the interpreter. $1 is "cold" or "warm" (its connections persist).
set -u
folder=$(mktemp -d /tmp/ansible-XXXXX) # a short name: sockets are made in it
trap 'rm -r "$folder"' EXIT
exchange=''
[ -z "$BENCH_KEX" ] || exchange="-o KexAlgorithms=$BENCH_KEX"
persist='-o ControlMaster=no'
[ "$1" = cold ] || persist='-o ControlMaster=auto -o ControlPersist=600s'
export ANSIBLE_PIPELINING=1 ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3 ANSIBLE_LOCAL_TEMP=$folder/tmp ANSIBLE_HOME=$folder ANSIBLE_SSH_CONTROL_PATH_DIR=$folder/cp \
  ANSIBLE_PRIVATE_KEY_FILE=$BENCH_KEY ANSIBLE_REMOTE_PORT=$BENCH_PORT ANSIBLE_NOCOLOR=1 \
  ANSIBLE_SSH_ARGS="$persist -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=$BENCH_KNOWN_HOSTS $exchange"
sed -E 's/^(.*)@(.*)$/\2 ansible_user=\1/' "$BENCH_HOSTS" >"$folder/inventory"
echo bare
while read -r _; do
  ansible all -i "$folder/inventory" -f "$BENCH_LIMIT" -m setup >"$folder/answers" 2>"$folder/errors"
  grep -c '| SUCCESS =>' "$folder/answers"
done
