# The packages that are installed; with $1 = available also what the enabled repositories have. tdnf-lock.sh comes before it. Read by PackageQuery.
# shellcheck shell=sh disable=SC2317,SC2329 # section, which calls these functions, comes from the bootstrap
list_by_tdnf() { # installed|available
  cos_wait_for_tdnf 5 || { echo 'another process works with the packages' >&2; return 1; }
  tdnf list "$1" </dev/null
}

if command -v rpm >/dev/null; then
  section rpms rpm -qa --qf '%{NAME} %{ARCH} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n'
elif command -v tdnf >/dev/null; then
  section installed list_by_tdnf installed
fi
if [ "$1" = available ] && command -v tdnf >/dev/null; then section available list_by_tdnf available; fi
