# What ipvs-prereqs.sh and kernel-module.sh share: which modules are loaded at boot, and which modprobe could load. Read by ModuleFacts.
# shellcheck shell=sh disable=SC2034,SC2154,SC2317 # the scripts after it use and set these
module_boot_awk='
  # Prints kept=NAME FILE for each module that the files of modules-load.d name. Of two files of one name the first counts, as for systemd.
  function kept(file,    line, base) {
    base = file
    sub(/.*\//, "", base)
    if (base in keptfile) return
    keptfile[base]
    while ((getline line < file) > 0) {
      gsub(/^[ \t]+|[ \t\r]+$/, "", line); gsub(/-/, "_", line)
      if (line ~ /^[A-Za-z0-9_]+$/) print "kept=" line, substr(file, 1, 1024)
    }
    close(file)
  }
  # The same of rancher.modules in a cloud-config of RancherOS; nothing else of it is told, as it may hold secrets.
  function rancher(file,    line, got, top, inside, name) {
    while ((got = (getline line < file)) > 0) {
      if (line ~ /^[^ #\r]/) { top = line ~ /^rancher:/; inside = 0 }
      else if (top && line ~ /^ ? ? ? ?modules:/) { inside = 1; sub(/^ *modules:/, "", line); kept_names(line, file) }
      else if (inside && line ~ /^ *- /) kept_names(line, file)
      else if (line !~ /^ *(#|\r?$)/) inside = 0
    }
    if (got < 0) print "absent=" file
    else { print "cloudconfig=" file; close(file) }
  }
  function at_boot(file) { if (file ~ /rancher/) rancher(file); else kept(file) }
  function kept_names(text, file,    n, i, word) {
    sub(/#.*/, "", text); gsub(/[^A-Za-z0-9_]+/, " ", text)
    n = split(text, word, " ")
    for (i = 1; i <= n; i++) print "kept=" word[i], file
  }
'

# What modprobe would do for those of the modules $1 that $cos_facts calls absent; without modprobe, what modules.dep has.
loadable() {
  cos_wanted=$1
  shift
  for name in $cos_wanted; do
    case $cos_facts in *"module=$name absent"*) set -- "$@" "$name" ;; esac
  done
  [ $# -eq 0 ] && return 0
  if command -v modprobe >/dev/null; then
    modprobe -n -v -a "$@"
    return 0 # 1 when one of them is missing, which it says
  fi
  awk -v names=" $* " '{ sub(/:.*/, ""); name = $0; sub(/.*\//, "", name); sub(/\.ko.*/, "", name); gsub(/-/, "_", name)
    if (index(names, " " name " ")) print "insmod", $0 }' "/lib/modules/$(uname -r)/modules.dep"
}

# The files that say which modules are loaded at boot, as positional parameters. Patterns that match nothing stand for themselves.
module_boot_files='/etc/modules-load.d/*.conf /run/modules-load.d/*.conf /usr/local/lib/modules-load.d/*.conf /usr/lib/modules-load.d/*.conf'
[ -e /usr/bin/ros ] && module_boot_files="$module_boot_files /var/lib/rancher/conf/cloud-config.yml /var/lib/rancher/conf/cloud-config.d/*.yml"
