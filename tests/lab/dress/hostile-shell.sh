#!/bin/bash
# A login shell that adds to each line of its answers what terminals act upon: title, clearing, colours, C1, CR, right-to-left, zero-width.
# The lines of framing stay, so that all of it reaches the readers.
evil=$'\e]0;owned\a\e[2J\e[31m\u009b5m\roverwritten\b\u202e\u200b'
export LC_ALL=C.UTF-8
exec > >(exec sed -u "/^@@/!{/^\$/!s/\$/$evil/}") 2> >(exec sed -u "s/\$/$evil/" >&2)
/bin/sh "$@"
