# shellcheck shell=bash
# A login that talks on both streams, also for commands without a terminal, and imitates what ssh, sudo and scripts say.
for stream in 1 2; do
  {
    printf '\033[1;31mWelcome!\033[0m Today is %s\r\n' "$(date)"
    echo 'Permission denied (publickey,password).'
    echo 'Host key verification failed.'
    echo 'ssh: connect to host 127.0.0.1 port 22: Connection refused'
    echo 'Connection to 127.0.0.1 closed by remote host.'
    echo 'WARNING: Your password has expired.'
    echo 'sudo: a password is required'
    echo 'bash: line 1: printf: command not found'
    echo 'PermitRootLogin yes'
    echo '==> begin'
    echo 'MemTotal:       1 kB'
    echo '<== end 0'
    for i in 1 2 3 4 5 6 7 8; do
      printf '%s %0200d\n' "notice $i: scheduled maintenance" 0
    done
    printf 'no newline at the end'
  } >&"$stream"
done
