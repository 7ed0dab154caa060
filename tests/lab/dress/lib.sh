# shellcheck shell=bash disable=SC2034,SC2154
# Helpers for the kinds. A kind is a file that sets `user` (the account an admin logs in with) and may set
#   cgroup        1 or 2, the version that the host sees (default 2)
#   dress         makes the kind's layer in $layer, over the base in $base
#   mounts        at every boot, before the host starts: mounts on $root; $disk is a directory on a real block device
#   read_only     the paths that the host sees read-only
#   live          yes when the host runs from memory (default no)
#   kernel        the file of kernels/ that says which kernel the host seems to have (default: named as the kind)
#   listen        tells the host's sshd its address ($1), in $root

# Copies a tree of data files kept beside the kinds.
put_tree() { cp -r --preserve=mode --remove-destination "$dress_home/$1/." "$layer/"; }

put() { # PATH [MODE]: standard input becomes that file of the layer
  mkdir -p "$(dirname "$layer/$1")"
  rm -f "$layer/$1" # may be hidden
  cat >"$layer/$1"
  chmod "${2:-644}" "$layer/$1"
}

link() { # TARGET PATH
  mkdir -p "$(dirname "$layer/$2")"
  ln -sfn "$1" "$layer/$2"
}

# An overlay whiteout: the host does not see that path of the base.
hide() {
  local path
  for path; do
    [ -e "$base/$path" ] || [ -L "$base/$path" ] || continue
    [ -d "$layer/${path%/*}" ] || mkdir -p "$layer/${path%/*}"
    mknod "$layer/$path" c 0 0
  done
}

# The commands that Debian packages bring.
package_commands() {
  local package
  for package; do
    cat "$base/var/lib/dpkg/info/$package.list" 2>/dev/null || cat "$base/var/lib/dpkg/info/$package:"*.list
  done | sed -nE 's#^/(usr/)?(s?bin/.+)#usr/\2#p' | sort -u | uncovered
}

# The paths that the layer does not hold yet.
uncovered() {
  local path
  while read -r path; do
    if [ ! -e "$layer/$path" ] && [ ! -L "$layer/$path" ]; then echo "$path"; fi
  done
}

hide_packages() {
  local commands
  mapfile -t commands < <(package_commands "$@")
  hide "${commands[@]}"
}

# What gives Debian away, what its packages need, and shells that no container OS brings.
hide_debian() {
  hide_packages apt dpkg perl-base perl debconf ucf init-system-helpers man-db groff-base tcsh fish zsh
  hide etc/debian_version etc/apt etc/dpkg usr/lib/apt var/lib/dpkg var/lib/apt
  # none of them checks new passwords beyond what pam_unix does
  sed -E '/pam_pwquality/d; s/ use_authtok try_first_pass//' "$base/etc/pam.d/common-password" | put etc/pam.d/common-password
  # the path that OpenSSH gives a session; Debian's build has another
  echo PATH=/usr/bin:/bin:/usr/sbin:/sbin | put etc/environment
  hide usr/lib/systemd/system/{ssh.service,ssh.socket} etc/systemd/system/sshd.service
  hide etc/systemd/system/multi-user.target.wants/ssh.service
}

# What the base has of a Debian package waits beside the root, for a package manager's stand-in to install.
waiting_package() { # DEBIAN-PACKAGE NAME
  local path target=$layer/usr/lib/lab/rpms/$2
  while read -r path; do
    mkdir -p "$target/${path%/*}"
    cp -a "$base/$path" "$target/${path%/*}/"
  done < <(sed -nE 's#^/(usr/)?(s?bin/.+)#usr/\2#p' "$base/var/lib/dpkg/info/$1.list" | sort -u)
  if [ "$1" = ebtables ]; then ln -s ebtables-legacy "$target/usr/sbin/ebtables"; fi # an alternative in Debian
}

# docker.service and containerd.service: units as the distributions', off, and a daemon that only keeps its environment.
container_daemons() {
  put_tree daemons
  link /usr/bin/sleep usr/lib/lab/dockerd
  link /usr/bin/sleep usr/lib/lab/containerd
}

hide_python() { hide_packages python3 python3-minimal python3.11 python3.11-minimal; }

account_files() {
  mkdir -p "$layer/etc"
  [ -f "$layer/etc/passwd" ] || cp -p "$base"/etc/{passwd,shadow,group,shells} "$layer/etc/"
}

add_group() { # NAME GID [MEMBERS]: in place of Debian's group of that name or number
  account_files
  sed -i "/^$1:/d; /^[^:]*:x:$2:/d" "$layer/etc/group"
  echo "$1:x:$2:${3:-}" >>"$layer/etc/group"
}

add_user() { # NAME UID SHELL [PASSWORD-HASH]: its home holds an empty file for the client's key
  account_files
  echo "$1:x:$2:$2::/home/$1:$3" >>"$layer/etc/passwd"
  echo "$1:${4:-*}:19000:0:99999:7:::" >>"$layer/etc/shadow"
  grep -q "^$1:" "$layer/etc/group" || echo "$1:x:$2:" >>"$layer/etc/group"
  mkdir -p "$layer/home/$1/.ssh"
  : >"$layer/home/$1/.ssh/authorized_keys"
  own_home "$1" "$2"
}

own_home() { # NAME UID
  chown -R "$2:$2" "$layer/home/$1"
  chmod 700 "$layer/home/$1" "$layer/home/$1/.ssh"
  find "$layer/home/$1/.ssh" -mindepth 1 \( -type d -exec chmod 700 {} + \) -o -exec chmod 600 {} +
}

root_key() {
  install -d -m 700 "$layer/root" "$layer/root/.ssh"
  install -m 600 /dev/null "$layer/root/.ssh/authorized_keys"
}

may_sudo() { # NAME: without a password
  printf 'root ALL=(ALL) ALL\n%s ALL=(ALL) NOPASSWD: ALL\n@includedir /etc/sudoers.d\n' "$1" | put etc/sudoers 440
}

# The commented sshd_config of OpenSSH itself, which most systems ship with changes: Debian's copy with Debian's changes taken back.
upstream_sshd_config() { # SFTP-SERVER
  sed -E \
    -e '/^Include /,+1d; /^# Allow client to pass locale/,/^AcceptEnv/d' \
    -e 's/^KbdInteractiveAuthentication no/#KbdInteractiveAuthentication yes/; s/^UsePAM yes/#UsePAM no/' \
    -e 's/^X11Forwarding yes/#X11Forwarding no/; s/^PrintMotd no/#PrintMotd yes/' \
    -e 's/^#AuthorizedKeysFile.*/AuthorizedKeysFile\t.ssh\/authorized_keys/' \
    -e '/authorized_keys2 to be disregarded/d; /^#GSSAPI(StrictAcceptorCheck|KeyExchange)/d' \
    -e "s#^(Subsystem\ssftp\s).*#\1$1#" "$base/usr/share/openssh/sshd_config"
}

enable_unit() { # UNIT TARGET
  link "/usr/lib/systemd/system/$1" "etc/systemd/system/$2.wants/$1"
}

# All hosts share this machine's network, so each sshd must keep to its own address.
listen_service() { # ADDRESS
  mkdir -p "$root/etc/systemd/system/sshd.service.d"
  printf '[Service]\nExecStart=\nExecStart=/usr/sbin/sshd -D -o ListenAddress=%s\n' "$1" \
    >"$root/etc/systemd/system/sshd.service.d/10-lab-address.conf"
}

listen_socket() { # ADDRESS
  mkdir -p "$root/etc/systemd/system/sshd.socket.d"
  printf '[Socket]\nListenStream=\nListenStream=%s:22\nFreeBind=yes\n' "$1" \
    >"$root/etc/systemd/system/sshd.socket.d/10-lab-address.conf"
}

# Mounts directories of a real disk: as on the OS, /proc/self/mountinfo then names a block device.
disk_mount() { # OPTIONS PATH...
  local options=$1 path
  shift
  for path; do
    mkdir -p "$root/$path"
    # the first boot moves the files of the image to the disk
    if [ ! -d "$disk/$path" ]; then mkdir -p "$disk/$path"; cp -a "$root/$path/." "$disk/$path/"; fi
    mount --bind "$disk/$path" "$root/$path"
    mount -o "remount,bind,$options" "$root/$path"
  done
}

cgroup=2
read_only=()
live=no
mounts() { :; }
