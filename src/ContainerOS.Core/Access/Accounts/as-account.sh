# A function for root: runs commands as an account, in its own home. What root does in the folder of somebody else could be led elsewhere by links.
# shellcheck shell=sh disable=SC2329 # called by the scripts behind it
cos_as() { # ACCOUNT COMMANDS
  if [ "$1" = root ]; then
    /bin/sh -c "$2"
  elif command -v su >/dev/null 2>&1; then
    su -s /bin/sh "$1" -c "$2"
  else
    sudo -n -H -u "$1" /bin/sh -c "$2" # RancherOS has no su
  fi
}
