#!/bin/bash
# Makes a repository of real rpms: signed ones, below unsigned/ one that is not, below empty/ none. Beside them the key that signed (RPM-GPG-KEY-lab) and another
# one (RPM-GPG-KEY-other). usage: repository.sh DIR. The keys are thrown away: what is signed once stays signed.
set -euo pipefail
target=$1
work=$(mktemp -d)
export GNUPGHOME=$work/gpg
trap 'gpgconf --kill all; rm -rf "$work"' EXIT
mkdir -m 700 "$GNUPGHOME"
mkdir -p "$target/unsigned" "$target/empty"

key() { # NAME
  gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-gen-key "$1 (throw-away) <$1@lab.invalid>" rsa2048 sign never
  gpg --batch --armor --export "$1@lab.invalid" >"$target/RPM-GPG-KEY-$1"
}

package() { # NAME VERSION
  printf '%s\n' "Name: $1" "Version: $2" 'Release: 1.lab' "Summary: $1 of the lab" 'License: MIT' 'BuildArch: noarch' \
    '%description' 'For tests.' '%install' 'mkdir -p %{buildroot}/usr/share/lab' "echo $1 >%{buildroot}/usr/share/lab/$1" '%files' "/usr/share/lab/$1" >"$work/$1.spec"
  rpmbuild --quiet -bb --define "_topdir $work" --define "_rpmdir $work/rpms" --define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' "$work/$1.spec"
}

key lab
key other
package lab-hello 1.0
package lab-tool 2.3
cp "$work"/rpms/lab-hello-*.rpm "$target/unsigned/"
rpmsign --define "__gpg $(command -v gpg)" --define '_gpg_name lab@lab.invalid' --addsign "$work"/rpms/*.rpm >/dev/null
cp "$work"/rpms/*.rpm "$target/"
createrepo_c --quiet "$target/unsigned"
createrepo_c --quiet "$target/empty"
createrepo_c --quiet --excludes 'unsigned/*' "$target"
for list in "$target/repodata/repomd.xml" "$target/empty/repodata/repomd.xml"; do gpg --batch --local-user lab@lab.invalid --armor --detach-sign "$list"; done
chmod -R a+rX "$target"
