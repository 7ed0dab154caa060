# shellcheck shell=bash
# lab setup
# shellcheck source=image.sh
. "$LAB_HOME/image.sh"
begin=$EPOCHSECONDS
prepare_image
echo "lab: ready after $((EPOCHSECONDS - begin)) s: $BASE, $LAYERS"
