# shellcheck shell=bash disable=SC2154
# The network of the hosts. They share this machine's, and each sshd keeps to an address of its own in 127.0.0.0/8.
host_address() { echo "$net.$1"; } # INDEX

check_net() { # COUNT
  [[ $net =~ ^127\.[0-9]{1,3}\.[0-9]{1,3}$ ]] || die "--net must be three numbers of a loopback network, like 127.0.20: $net"
  (($1 >= 1 && $1 <= 250)) || die "the number of hosts must be 1 to 250: $1"
  local index taken
  taken=$(ss -Hltn "sport = :22" | awk '{ print $4 }')
  for ((index = 1; index <= $1; index++)); do
    if grep -qxF "$(host_address "$index"):22" <<<"$taken"; then
      die "$(host_address "$index"):22 is in use; is another lab on $net? choose a different --net"
    fi
  done
}

# More arguments for systemd-nspawn. A network namespace per host would be named here.
net_arguments() { :; }
