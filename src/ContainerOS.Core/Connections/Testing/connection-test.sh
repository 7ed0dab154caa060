# What Test-ContainerOsConnection runs: the clock, and who we are. Read by ConnectionProbe.
# shellcheck shell=sh

section clock date +%s.%N
section user id -u
