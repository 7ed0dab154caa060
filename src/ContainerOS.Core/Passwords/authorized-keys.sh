# Adds public keys to the account that runs this; each argument is a line of authorized_keys. What is there stays as it is.
# Prints "added N". Flatcar makes authorized_keys of the files in authorized_keys.d: there the keys go into a set of their own.
# shellcheck shell=sh
umask 077
PATH=${PATH:-/usr/bin:/bin}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
folder=$HOME/.ssh
file=$folder/authorized_keys
set_name=containeros
added=0

by_tool() { command -v update-ssh-keys >/dev/null 2>&1; }

has_key() { # BASE64, in lines that are no comments
  for known in "$file" "$folder/authorized_keys.d/"*; do
    if [ -f "$known" ] && grep -v '^[[:space:]]*#' "$known" | grep -qF -- "$1"; then return 0; fi
  done
  return 1
}

copy_old() { # FILE: with an end to its last line
  [ -f "$1" ] || return 0
  cat "$1" || return
  [ -z "$(tail -c 1 "$1")" ] || echo
}

if [ ! -d "$folder" ]; then mkdir "$folder" || exit; fi
chmod 700 "$folder" || exit
# A link stays a link, and what it points to is replaced.
if [ -h "$file" ]; then file=$(readlink -f "$file") || exit; fi
old=$file
if by_tool; then old=$folder/authorized_keys.d/$set_name; fi
new=$(mktemp "$folder/.authorized_keys.XXXXXX") || exit
trap 'rm -f "$new"' EXIT
copy_old "$old" >"$new" || exit
for line; do
  base64=${line#* }
  base64=${base64%% *}
  if has_key "$base64"; then continue; fi
  printf '%s\n' "$line" >>"$new" || exit
  added=$((added + 1))
done
if [ "$added" -gt 0 ]; then
  if by_tool; then
    update-ssh-keys -u "$(id -un)" -A "$set_name" "$new" >/dev/null || exit
  else
    # A rename replaces it in one step only within one file system.
    if [ "${file%/*}" != "$folder" ]; then
      cat "$new" >"$file.new.$$" && mv -f "$file.new.$$" "$file" || exit
    else
      mv -f "$new" "$file" || exit
    fi
    if command -v restorecon >/dev/null 2>&1; then restorecon "$folder" "$file"; fi
  fi
fi
echo "added $added"
