# The versions of packages that are installed. $cos_packages are names, separated by blanks; tdnf-lock.sh comes before it. Read by PackageReading.
# shellcheck shell=sh disable=SC2154,SC2317,SC2329,SC2086 # set before; section calls this function; words
installed_packages() {
  if command -v tdnf >/dev/null; then
    cos_wait_for_tdnf 2 && tdnf list installed $cos_packages </dev/null
  elif command -v rpm >/dev/null; then
    rpm -q --qf '%{NAME}.%{ARCH} %{VERSION}-%{RELEASE} @System\n' $cos_packages
  fi
}

section installed installed_packages
