#!/bin/bash
# Makes the layer that turns the base into one kind of host. usage: dress.sh KIND BASE LAYER
set -euo pipefail
umask 022
kind=$1 base=$2 layer=$3
dress_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/dress" && pwd)
# shellcheck source=dress/lib.sh
. "$dress_home/lib.sh"
# shellcheck source=dress/kernel.sh
. "$dress_home/kernel.sh"
# shellcheck source=/dev/null
. "$dress_home/$kind.sh"
dress
dress_kernel "${kernel:-$kind}"
