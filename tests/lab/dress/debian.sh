# shellcheck shell=bash disable=SC2034,SC2154
# Plain Debian, the "other Linux", which also carries accounts that trip naive tools. Passwords, where one is set: userpw
user=debian

dress() {
  local hash
  hash=$(openssl passwd -6 userpw)
  add_user debian 1000 /bin/bash
  may_sudo debian
  root_key
  container_daemons
  echo 'dictcheck = 0' | put etc/security/pwquality.conf # the dictionary is another package
  odd_shells
  odd_logins "$hash"
  odd_sudo "$hash"
}

odd_shells() {
  printf '#!/bin/sh\nexec busybox sh "$@"\n' | put usr/local/bin/bbsh 755
  add_user dashuser 2001 /bin/dash
  add_user bashuser 2002 /bin/bash
  add_user zshuser 2003 /bin/zsh
  add_user tcshuser 2004 /bin/tcsh
  add_user fishuser 2005 /usr/bin/fish
  add_user busyboxuser 2006 /usr/local/bin/bbsh
  echo /usr/local/bin/bbsh >>"$layer/etc/shells"
  add_user noisy 2007 /bin/bash
  put home/noisy/.bashrc <"$dress_home/noisy.bashrc"
  own_home noisy 2007
  put usr/local/bin/hostile 755 <"$dress_home/hostile-shell.sh"
  add_user hostile 2014 /usr/local/bin/hostile
  add_user nologin 2008 /usr/sbin/nologin
}

odd_logins() { # HASH
  add_user expired 2009 /bin/bash "$1"
  sed -Ei 's/^(expired:[^:]*:)[0-9]+/\10/' "$layer/etc/shadow" # as `chage -d 0` does
  add_user pwonly 2010 /bin/bash "$1"
  rm -r "$layer/home/pwonly/.ssh"
}

odd_sudo() { # HASH
  add_user sudoer 2011 /bin/bash
  add_user sudopw 2012 /bin/bash "$1"
  add_user nosudo 2013 /bin/bash "$1"
  printf 'sudoer ALL=(ALL) NOPASSWD: ALL\nsudopw ALL=(ALL) ALL\n' | put etc/sudoers.d/lab 440
  # for tests' own accounts: sudo that asks in other words, and once more than for the password
  printf '%s\n' 'auth required pam_ftp.so' 'account required pam_permit.so' | put etc/pam.d/sudo-asks
  printf '%s\n' 'auth required pam_unix.so' 'auth required pam_ftp.so' 'account required pam_permit.so' | put etc/pam.d/sudo-asks-twice
}

# Most tests meet here at once: sshd would begin to turn logins away at random from the tenth on.
listen() { echo "SSHD_OPTS='-o ListenAddress=$1 -o MaxStartups=200'" >"$root/etc/default/ssh"; }
