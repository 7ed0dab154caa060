#!/bin/bash
# A login shell that adds to each line of its answers what terminals act upon: title, clearing, colours, C1, CR, right-to-left, zero-width.
# The lines of framing stay, so that all of it reaches the readers. \x1e is between lines that travel as one.
evil=$'\e]0;owned\a\e[2J\e[31m\xc2\x9b5m\roverwritten\b\xe2\x80\xae\xe2\x80\x8b'
exec > >(exec sed -u "/^@@/!{/^\$/!{s/\x1e/$evil\x1e/g;s/\$/$evil/}}") 2> >(exec sed -u "s/\$/$evil/" >&2)
/bin/sh "$@"
