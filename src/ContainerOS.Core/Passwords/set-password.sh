# Sets the password of the account $1, as root. The new password is the first secret.
# shellcheck shell=sh disable=SC2154,SC2317 # cos_secret comes from the bootstrap; section calls these functions
account=$1

entry() { # FILE: the account's line
  while IFS=: read -r name rest; do
    if [ "$name" = "$account" ]; then
      printf '%s\n' "$rest"
      return 0
    fi
  done <"$1"
  return 1
}

# Prints ok, or why the password cannot be set.
check() {
  if ! entry /etc/passwd >/dev/null; then
    if command -v getent >/dev/null 2>&1 && getent passwd "$account" >/dev/null; then echo foreign; else echo unknown; fi
    return 1
  fi
  case $(entry /etc/shadow) in
    '!:'* | '!!:'* | '!\*:'*) ;; # none was ever set
    '!'*) echo locked; return 1 ;; # by passwd -l: a new password would unlock the account
  esac
  echo ok
}

change() {
  secret 1
  if ! command -v chpasswd >/dev/null 2>&1; then
    # root is asked for the new one only, twice
    printf '%s\n%s\n' "$cos_secret" "$cos_secret" | passwd "$account"
    return
  fi
  case $(readlink -f "$(command -v chpasswd)") in
    # its default may be DES, which looks at eight characters
    *busybox*) printf '%s:%s\n' "$account" "$cos_secret" | chpasswd -c sha512 ;;
    *) printf '%s:%s\n' "$account" "$cos_secret" | chpasswd ;;
  esac
}

section check check && section change change
