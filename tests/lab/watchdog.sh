#!/bin/bash
# Ends the lab when its owner is gone, so that a killed test run leaves nothing behind. usage: watchdog.sh STATE PID
state=$1 owner=$2
LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; } # a number may be given to another process

birth=$(started "$owner")
while [ -e "$state/lab" ] && [ -n "$birth" ] && [ "$(started "$owner")" = "$birth" ]; do sleep 0.5; done
exec bash "$LAB_HOME/lab" stop --state "$state"
