# Reads the files of sshd's configuration as sshd finds them: functions, for scripts that have `section`. Read by SshdFilesReader.
#   section sshdfiles sshd_find      the paths, what includes what, links, and the mounts that they lie on
#   sshd_contents                    a section for each file, with its bytes
# shellcheck shell=sh disable=SC2317 # section calls these functions
sshd_newline='
'

# What files include, one pattern a line: words as sshd takes them apart.
sshd_patterns() {
  awk '
    function include(s,    i, c, after, quote, word, inside) {
      for (i = 1; i <= length(s) + 1; i++) {
        c = substr(s, i, 1)
        after = substr(s, i + 1, 1)
        if (!inside && c == "#") return
        if (c == "" || (!quote && (c == " " || c == "\t"))) {
          if (inside && word != "") print word
          inside = 0; word = ""; quote = ""
        } else {
          inside = 1
          if (c == "\\" && after != "" && (index("\047\"\\", after) || (quote == "" && after == " "))) { word = word after; i++ }
          else if (quote == "" && (c == "\"" || c == "\047")) quote = c
          else if (quote == c) quote = ""
          else word = word c
        }
      }
    }
    BEGIN {
      for (i = 1; i < ARGC; i++) {
        while ((getline line < ARGV[i]) > 0) {
          if (tolower(line) !~ /^[ \t\r]*"?include["= \t]/) continue
          sub(/^[ \t\r]*"?[A-Za-z]*"?[ \t]*=?[ \t]*/, "", line)
          sub(/[ \t\r\f]+$/, "", line)
          include(line)
        }
        close(ARGV[i])
      }
    }' "$@" </dev/null
}

# The mounts that paths lie on, as lines of /proc/self/mountinfo without what nobody needs.
sshd_mounts() {
  awk '
    BEGIN {
      while ((getline line < "/proc/self/mountinfo") > 0) {
        half = index(line, " - ")
        split(substr(line, 1, half - 1), f, " ")
        split(substr(line, half + 3), g, " ")
        point = f[5] == "/" ? "/" : f[5] "/"
        for (i = 1; i < ARGC; i++) if (index(ARGV[i] "/", point) == 1) {
          print "mount=" f[3], substr(f[4], 1, 1024), f[5], f[6], g[1], g[2], substr(g[3], 1, 2)
          break
        }
      }
    }' "$@" </dev/null
}

# One more path to read, unless it is among them.
sshd_add() {
  case $sshd_newline$sshd_paths$sshd_pending in *"$sshd_newline$1$sshd_newline"*) return 0 ;; esac
  sshd_pending=$sshd_pending$1$sshd_newline
}

# What a pattern stands for; a pattern in a folder that this account may not look into may stand for anything.
sshd_expand() {
  echo "pattern=$1"
  case $1 in
    /*) sshd_path=$1 ;;
    '~'*) return 0 ;;
    *) sshd_path=/etc/ssh/$1 ;;
  esac
  sshd_folder=${sshd_path%/*}
  if [ -d "$sshd_folder" ]; then
    echo "place=$sshd_folder"
    sshd_places=$sshd_places$sshd_folder$sshd_newline
    if ! [ -r "$sshd_folder" ] || ! [ -x "$sshd_folder" ]; then echo "hidden=$sshd_folder"; fi
  fi
  IFS=
  # shellcheck disable=SC2086 # it is to be expanded
  set -- $sshd_path
  for sshd_path; do
    [ -e "$sshd_path" ] || [ -h "$sshd_path" ] || continue
    case $sshd_path in *"$sshd_newline"*) echo "hidden=$sshd_folder"; continue ;; esac
    echo "match=$sshd_path"
    sshd_add "$sshd_path"
  done
}

sshd_find() {
  sshd_paths='' sshd_places='' sshd_targets='' sshd_known=$sshd_newline
  sshd_pending=/etc/ssh/sshd_config$sshd_newline
  if ! [ -e /etc/ssh/sshd_config ] && [ -e /usr/etc/ssh/sshd_config ]; then sshd_pending=/usr/etc/ssh/sshd_config$sshd_newline; fi
  echo "main=${sshd_pending%"$sshd_newline"}"
  # RancherOS makes sshd_config of it at every start.
  if [ -e /etc/ssh/sshd_config.tpl ]; then
    echo template=/etc/ssh/sshd_config.tpl
    sshd_add /etc/ssh/sshd_config.tpl
  fi
  while [ -n "$sshd_pending" ]; do
    sshd_batch=$sshd_pending
    sshd_paths=$sshd_paths$sshd_pending
    sshd_pending=
    IFS=$sshd_newline
    set -f
    # shellcheck disable=SC2046,SC2086 # one a line
    set -- $(sshd_patterns $sshd_batch)
    set +f
    for sshd_pattern; do
      case $sshd_known in *"$sshd_newline$sshd_pattern$sshd_newline"*) continue ;; esac
      sshd_known=$sshd_known$sshd_pattern$sshd_newline
      sshd_expand "$sshd_pattern"
    done
  done
  IFS=$sshd_newline
  set -f
  for sshd_path in $sshd_paths; do
    [ -h "$sshd_path" ] || continue
    sshd_target=$(readlink -f "$sshd_path") || continue
    echo "link=$sshd_path"
    echo "target=$sshd_target"
    sshd_targets=$sshd_targets$sshd_target$sshd_newline
  done
  # shellcheck disable=SC2086 # one a line
  sshd_mounts $sshd_paths$sshd_places$sshd_targets
  unset IFS
  set +f
}

sshd_contents() {
  sshd_number=0
  IFS=$sshd_newline
  set -f
  # shellcheck disable=SC2086 # one a line
  set -- $sshd_paths
  unset IFS
  set +f
  for sshd_path; do
    [ -e "$sshd_path" ] || [ -h "$sshd_path" ] || continue
    sshd_number=$((sshd_number + 1))
    section "sshdpath$sshd_number" printf %s "$sshd_path"
    section "sshdfile$sshd_number" cat "$sshd_path"
  done
}
