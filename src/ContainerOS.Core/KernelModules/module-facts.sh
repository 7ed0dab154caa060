# What host-info.sh, ipvs-prereqs.sh and kernel-module.sh share. module_awk is read by ModuleFacts; it costs no process of its own: it is put before
# the awk that each of them runs anyway.
# shellcheck shell=sh disable=SC2034,SC2317 # the scripts after it use this
cos_newline='
'

# The section of their facts, which other sections may need once more, as $cos_facts. bash writes each line by itself, and each write wakes sshd for
# a packet: so awk ends each fact with a character that is in none of them. Read by HostFacts.
keep_facts() {
  cos_facts=$(facts "$@")
  cos_kept=$?
  case $cos_facts in
    df:*) printf '%s\n' "${cos_facts#*"$cos_newline$cos_newline"}" ;; # what comes before the empty line is for another section
    *) printf '%s\n' "$cos_facts" ;;
  esac
  return "$cos_kept"
}

module_awk='
  BEGIN { ORS = "\036" }
  # Prints module=NAME STATE for names (separated by blanks): builtin, loaded (with bytes and references), or absent.
  function modules(names, release,    line, n, i, list, wanted, builtin, file, state, size, users) {
    n = split(names, list, " ")
    file = "/lib/modules/" release "/modules.builtin"
    wanted = names
    gsub(/_/, "[-_]", wanted); gsub(/ +/, "|", wanted)
    wanted = "/(" wanted ")\\.ko"
    while ((getline line < file) > 0) {
      if (line !~ wanted) continue
      sub(/.*\//, "", line); sub(/\.ko.*/, "", line); gsub(/-/, "_", line)
      builtin[line]
    }
    close(file)
    for (i = 1; i <= n; i++) {
      file = "/sys/module/" list[i] "/initstate"
      state = ""
      if ((getline state < file) >= 0) close(file)
      if (state == "live") {
        size = users = ""
        file = "/sys/module/" list[i] "/coresize"; if ((getline size < file) >= 0) close(file)
        file = "/sys/module/" list[i] "/refcnt"; if ((getline users < file) >= 0) close(file)
      }
      print "module=" list[i], state == "live" ? "loaded " (size + 0) " " (users + 0) : list[i] in builtin ? "builtin" : "absent"
    }
  }
'
