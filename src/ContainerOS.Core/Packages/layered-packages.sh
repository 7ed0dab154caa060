# What rpm-ostree has layered, now and for the next boot; nothing is changed. Read by LayeredPackages.
# shellcheck shell=sh # section comes from the bootstrap
if command -v rpm-ostree >/dev/null; then section ostree rpm-ostree status --json; fi
