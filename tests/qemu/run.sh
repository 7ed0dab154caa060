#!/bin/bash
# Changes a real Linux: a Debian guest with its own kernel, booted by qemu, started anew in the middle and cut off from its power.
# usage: run.sh [WORKDIR]; as root on Debian, after ./build.sh build. WORKDIR/log keeps what is printed; WORKDIR/base.ext4 is used again.
# shellcheck disable=SC2016 # scripts of the guest and of PowerShell are in single quotes
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${here%/tests/qemu}
work=${1:-/var/tmp/containeros-qemu}
qemu_pid=
export module=$root/out/ContainerOS work port=

# ---- Building ----

install_missing() {
  local need=(qemu-system-x86_64:qemu-system-x86 mmdebstrap:mmdebstrap mke2fs:e2fsprogs ssh:openssh-client) missing=() one
  for one in "${need[@]}"; do command -v "${one%:*}" >/dev/null || missing+=("${one#*:}"); done
  if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
  fi
}

# The guest's file system, and beside it the kernel and the initial ramdisk that qemu starts.
build_base() {
  local tree=$work/tree packages=(
    systemd systemd-sysv udev dbus libpam-systemd openssh-server sudo kmod procps mount iproute2
    iptables ipset socat ethtool ebtables conntrack linux-image-cloud-amd64 initramfs-tools zstd
  )
  rm -rf "$tree"
  # A ramdisk with a few modules instead of hundreds: emulation unpacks it slowly.
  nice mmdebstrap --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/usr/share/initramfs-tools/modules.d"' \
    --essential-hook='echo MODULES=list >"$1/etc/initramfs-tools/conf.d/guest"' \
    --essential-hook='printf "%s\n" virtio_pci virtio_blk ext4 >"$1/usr/share/initramfs-tools/modules.d/guest"' \
    bookworm "$tree"
  rm -rf "$tree"/var/cache/apt/* "$tree"/var/lib/apt/lists/*
  : >"$tree/etc/machine-id"
  echo guest >"$tree/etc/hostname"
  echo 127.0.1.1 guest >>"$tree/etc/hosts"
  # The root is mounted read-only first, as everywhere: what runs early must wait for systemd-remount-fs.
  echo '/dev/vda / ext4 defaults 0 1' >"$tree/etc/fstab"
  printf '[Match]\nName=e*\n[Network]\nDHCP=ipv4\n' >"$tree/etc/systemd/network/guest.network"
  chroot "$tree" systemctl -q enable systemd-networkd
  chroot "$tree" useradd --create-home --shell /bin/bash admin
  echo 'admin ALL=(ALL) NOPASSWD: ALL' >"$tree/etc/sudoers.d/admin"
  ssh-keygen -q -t ed25519 -N '' -f "$work/key"
  install -d -m 700 -o 1000 -g 1000 "$tree/home/admin/.ssh"
  install -m 600 -o 1000 -g 1000 "$work/key.pub" "$tree/home/admin/.ssh/authorized_keys"
  install -D -m 600 "$work/key.pub" "$tree/root/.ssh/authorized_keys"
  chmod 700 "$tree/root/.ssh"
  cp "$tree"/boot/vmlinuz-* "$work/vmlinuz"
  cp "$tree"/boot/initrd.img-* "$work/initrd"
  mke2fs -q -t ext4 -d "$tree" "$work/base.part" 3G
  rm -rf "$tree"
  mv "$work/base.part" "$work/base.ext4"
}

# ---- The guest ----

free_port() {
  port=42200
  while (true >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
}

start_guest() {
  nice qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -nodefaults -display none -serial "file:$work/console.$1" \
    -uuid 5a1d9c52-6e0f-4d8e-9a55-0c0a7c0de001 -kernel "$work/vmlinuz" -initrd "$work/initrd" -append 'root=/dev/vda ro console=ttyS0 quiet' \
    -drive "file=$work/disk.ext4,format=raw,if=virtio" -device virtio-rng-pci \
    -netdev "user,id=n,restrict=on,hostfwd=tcp:127.0.0.1:$port-:22" -device virtio-net-pci,netdev=n &
  qemu_pid=$!
}

# As the host's power does it: nothing of what the guest has not yet written to its disk remains.
cut_power() {
  kill -KILL "$qemu_pid"
  wait "$qemu_pid" 2>/dev/null || true
  qemu_pid=
}

ssh_as() { # ACCOUNT ARGS...
  ssh -F /dev/null -i "$work/key" -p "$port" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=20 -o LogLevel=ERROR \
    -o UserKnownHostsFile="$work/known_hosts" -o StrictHostKeyChecking=accept-new "$1@127.0.0.1" "${@:2}"
}

guest() { ssh_as admin sudo -n sh -s <<<"$*"; } # SCRIPT

# The guest is up in another boot than $boot.
wait_for_guest() {
  local until=$((SECONDS + 600)) now=
  while now=$(guest 'systemctl is-system-running --wait >/dev/null; cat /proc/sys/kernel/random/boot_id' 2>/dev/null) || true; [ -z "$now" ] || [ "$now" = "${boot:-}" ]; do
    if [ "$SECONDS" -gt "$until" ] || ! kill -0 "$qemu_pid"; then
      echo "FAIL the guest did not come up; see $work/console.*" | tee -a "$work/failed"
      exit 1
    fi
    sleep 2
  done
  boot=$now
  check "no unit failed in this boot" guest '[ -z "$(systemctl --failed --no-legend | tee /dev/stderr)" ]'
}

# ---- What is checked ----

check() { # TITLE COMMAND...
  if "${@:2}"; then echo "PASS $1"; else echo "FAIL $1" | tee -a "$work/failed"; fi
}

title() { printf '\n== %s\n' "$*"; }

# Runs the PowerShell of stdin: $guest says how to get there, Check prints PASS or FAIL.
powershell() {
  { prelude; cat; } >"$work/step.ps1"
  if ! pwsh -NoProfile -NonInteractive -File "$work/step.ps1"; then echo "FAIL pwsh ended with an error" | tee -a "$work/failed"; fi
}

prelude() {
  cat <<'END'
$PSStyle.OutputRendering = 'PlainText'
Import-Module $env:module
$guest = @{ ComputerName = "127.0.0.1:$env:port"; UserName = 'admin'; KeyFilePath = "$env:work/key"; KnownHostsFile = "$env:work/known_hosts"; ConnectTimeout = 120; CommandTimeout = 600 }
$wanted = 'ip_vs', 'ip_vs_rr', 'ip_vs_wrr', 'ip_vs_sh', 'nf_conntrack'
function Check([string] $Title, [bool] $Ok, $Seen) {
  if ($Ok) { "PASS $Title"; return }
  "FAIL ${Title}: $Seen" | Tee-Object -Append "$env:work/failed"
}
END
}

# Has PermitRootLogin changed, and ends the client when all is done on the guest but nothing is confirmed.
leave_unconfirmed() {
  guest 'rm -f /run/applied'
  { prelude; echo 'Set-RootSshLogin @guest -Value No -Confirm:$false -RollbackAfter 1800'; } >"$work/unconfirmed.ps1"
  pwsh -NoProfile -NonInteractive -File "$work/unconfirmed.ps1" &
  local client=$!
  # Looking from within: a login takes longer here than what is to be caught.
  if guest 'i=0; while [ $i -lt 1800 ]; do set -- /var/lib/containeros/*/state.applied; if [ -e "$1" ]; then exit 0; fi; i=$((i + 1)); sleep 0.1; done; exit 1'; then
    kill -KILL "$client"
  fi
  wait "$client" 2>/dev/null || true
  # sshd, which was told of the change, takes a moment to start itself anew
  local tries=30
  until guest true 2>/dev/null || [ $((tries -= 1)) -eq 0 ]; do sleep 1; done
  check "the client is gone, the change is made and not confirmed" guest 'ls /var/lib/containeros/*/state.applied && grep -rh "^PermitRootLogin no" /etc/ssh/sshd_config /etc/ssh/sshd_config.d'
}

see_undone() {
  title "What the guest did when it started"
  check "the guard undid the change before sshd began" guest '
    journalctl -b -o short-monotonic --no-pager | grep -E "ContainerOS: undo a change|containeros.*rolled back|Start.* ssh.service" | tee /run/undone
    awk "/(Finished|Deactivated).*ContainerOS: undo/ { undone = NR } /Starting ssh.service/ { sshd = NR } END { exit !(undone && undone < sshd) }" /run/undone'
  check "no trace is left of guard, line and state" guest 'exit $(ls /etc/systemd/system/containeros-* /etc/systemd/system/*.wants/containeros-* /var/lib/containeros/lock /etc/ssh/.2* /var/lib/containeros/*/state.applied 2>/dev/null | wc -l)'
  check "root gets in by ssh" ssh_as root true
  powershell <<'END'
$last = Get-ContainerOsTransaction @guest | Select-Object -Last 1
Check "the guest tells of it: $($last.State), undone by $($last.UndoneBy)" ("$($last.State)/$($last.UndoneBy)" -eq 'RolledBack/reboot') $last
END
}

see_kept() {
  title "What the boot loaded and set"
  check "systemd-modules-load did it" guest 'systemctl status --no-pager --lines 3 systemd-modules-load | grep -E "Active|Inserted" && ! journalctl -b -u systemd-modules-load --no-pager | grep -i fail'
  check "systemd-sysctl did it" guest 'sysctl net.ipv4.ip_forward | tee /dev/stderr | grep -q "= 1$"'
  powershell <<'END'
$test = Test-IpvsPrereqs @guest
Check 'Test-IpvsPrereqs says ready' ($test.Ready -eq $true) $test
$rows = $test.Checks | Where-Object { $_.Kind -in 'Module', 'Sysctl' -and $_.Required }
$rows | ForEach-Object { "     $_" }
Check 'all modules and the sysctl are Ok' (-not ($rows | Where-Object Status -NE Ok)) ($rows -join '; ')
$again = Install-IpvsPrereqs @guest -Sysctl -PassThru -Confirm:$false
Check 'Install-IpvsPrereqs changes nothing' (-not $again.Changed -and $null -eq $again.Transaction) ($again | Out-String)
END
}

# ---- The course ----

course() {
  install_missing
  mkdir -p "$work"
  rm -f "$work"/known_hosts "$work"/failed "$work"/console.*
  if [ ! -e "$work/base.ext4" ]; then
    rm -f "$work"/key "$work"/key.pub
    title "Building the guest"
    build_base
  fi
  cp --sparse=always "$work/base.ext4" "$work/disk.ext4"
  free_port
  trap 'if [ -n "$qemu_pid" ]; then kill -KILL "$qemu_pid"; fi; rm -f "$work/disk.ext4"' EXIT

  title "First boot"
  start_guest 1
  wait_for_guest
  guest 'uname -srv; systemctl --version | head -n 1; grep PRETTY /etc/os-release'
  powershell <<'END'
$test = Test-IpvsPrereqs @guest
Check 'Test-IpvsPrereqs says not ready' ($test.Ready -eq $false) $test
$rows = $test.Checks | Where-Object { $_.Kind -eq 'Module' -and $_.Name -in $wanted }
$rows | ForEach-Object { "     $_" }
Check 'modprobe could load every module' ($rows.Count -eq 5 -and -not ($rows | Where-Object Status -NotIn Loadable, NotPersistent, Ok)) ($rows -join '; ')

$done = Install-IpvsPrereqs @guest -Sysctl -PassThru -Confirm:$false
$done.Items | ForEach-Object { "     $_" }
Check 'Install-IpvsPrereqs made it ready, to survive a reboot' ($done.Changed -and $done.Ready -and $done.SurvivesReboot -and -not $done.RebootRequired) ($done | Format-List | Out-String)
$test = Test-IpvsPrereqs @guest
Check 'Test-IpvsPrereqs says ready' ($test.Ready -eq $true) $test
$modules = Get-ContainerOsKernelModule @guest -Name $wanted -Elevate
$modules | Format-Table Name, State, SizeBytes, References, UsedBy, PersistedBy | Out-String -Width 160
Check 'Get-ContainerOsKernelModule: all loaded, and at boot by a file' (-not ($modules | Where-Object { $_.State -ne 'Loaded' -or -not $_.PersistedBy })) ($modules -join '; ')
$lsmod = (Invoke-ContainerOsCommand @guest '/sbin/lsmod').StdOut
$differ = $modules | Where-Object { $lsmod -notmatch "(?m)^$($_.Name) +$($_.SizeBytes) +$($_.References)\b" }
Check 'lsmod has the same sizes and references' (-not $differ) ($differ -join '; ')
$before = @(Get-ContainerOsTransaction @guest).Count
$again = Install-IpvsPrereqs @guest -Sysctl -PassThru -Confirm:$false
Check 'a second Install-IpvsPrereqs changes nothing' (-not $again.Changed -and $again.Ready -and @(Get-ContainerOsTransaction @guest).Count -eq $before) ($again | Out-String)
END
  guest 'lsmod | grep -E "^(ip_vs|nf_conntrack)"; cat /etc/modules-load.d/containeros.conf /etc/sysctl.d/99-containeros.conf'

  title "Single modules"
  powershell <<'END'
$on = Enable-ContainerOsKernelModule @guest -Name ip_vs_lc, dummy -Persist -PassThru -Confirm:$false
Check 'Enable-ContainerOsKernelModule -Persist loaded two, at boot too' ($on.Count -eq 2 -and -not ($on | Where-Object { $_.State -ne 'Loaded' -or -not $_.PersistedBy })) ($on -join '; ')
$off = Disable-ContainerOsKernelModule @guest -Name dummy -PassThru -Confirm:$false
Check 'Disable-ContainerOsKernelModule unloaded one, for the next boot too' ($off.State -eq 'Loadable' -and -not $off.PersistedBy) $off
$off = Disable-ContainerOsKernelModule @guest -Name ip_vs -PassThru -Confirm:$false -ErrorVariable used -ErrorAction SilentlyContinue
"     $used"
Check 'one that others use is not unloaded, and the error says so' ("$used" -match 'in use') "$used"
Check '... and it is no longer on the list for the next boot' (-not $off.PersistedBy) $off
$on = Enable-ContainerOsKernelModule @guest -Name ip_vs -Persist -PassThru -Confirm:$false
Check 'Enable-ContainerOsKernelModule -Persist puts a loaded one on it' ($on.State -eq 'Loaded' -and $on.PersistedBy.Count -eq 1) $on
$none = Enable-ContainerOsKernelModule @guest -Name no_such_module -PassThru -Confirm:$false -ErrorVariable missing -ErrorAction SilentlyContinue
Check 'a module that there is not is an error' (-not $none -and "$missing" -match 'no no_such_module') "$missing"
END

  title "Root's login, there and back"
  powershell <<'END'
$no = Set-RootSshLogin @guest -Value No -RollbackAfter 600 -PassThru -Confirm:$false
Check 'Set-RootSshLogin No, proved' ($no.Changed -and $no.Verified -and $no.After -eq 'No') ($no | Format-List | Out-String)
END
  check "root does not get in" eval '! ssh_as root true'
  powershell <<'END'
$back = Set-RootSshLogin @guest -Value Default -RollbackAfter 600 -PassThru -Confirm:$false
Check 'Set-RootSshLogin Default, proved' ($back.Changed -and $back.Verified -and $back.After -eq 'ProhibitPassword') ($back | Format-List | Out-String)
END
  check "root gets in again" ssh_as root true

  title "A change that is not confirmed, and a reboot at once"
  leave_unconfirmed
  guest 'systemctl reboot' || true
  wait_for_guest
  see_undone
  see_kept
  check "the module of Enable- is loaded, that of Disable- is not" guest '[ -d /sys/module/ip_vs_lc ] && [ ! -d /sys/module/dummy ]'
  powershell <<'END'
$off = Disable-ContainerOsKernelModule @guest -Name ip_vs_lc -PassThru -Confirm:$false
Check 'Disable-ContainerOsKernelModule unloads what the boot loaded' ($off.State -eq 'Loadable' -and -not $off.PersistedBy) $off
END

  title "A change that is not confirmed, and the power fails"
  leave_unconfirmed
  # The journal of ext4 is written every 5 s, data of files that nobody synced only after 30: the worst moment is between.
  guest 'sleep 8'
  cut_power
  start_guest 2
  wait_for_guest
  see_undone
  see_kept
  check "what was disabled stays so" guest '[ ! -d /sys/module/ip_vs_lc ]'
  guest 'systemctl poweroff' || true

  title "$(if [ -s "$work/failed" ]; then echo "FAILED: $(grep -c ^FAIL "$work/failed")"; else echo "All passed in $SECONDS s"; fi)"
  [ ! -s "$work/failed" ]
}

mkdir -p "$work"
course 2>&1 | tee "$work/log"
