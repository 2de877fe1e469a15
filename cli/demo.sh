#!/usr/bin/env bash
# Builds Shoal and lets a swarm of your own machine copy a folder, through real sockets and nobody else's network.
#   cli/demo.sh [OPTIONS OF shoal demo]
# On a fresh Debian 12 it first installs the packages that are missing (as root, or with sudo).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tests/packages.sh
install_missing "${build_packages[@]}"

# A folder that is configured already keeps its settings, so that this script and tests/run.sh share one build.
if [ ! -e build/release/build.ninja ]; then
  echo "Building Shoal (a few minutes the first time)" >&2
  cmake --preset release -DSHOAL_TESTS=OFF >&2
fi
cmake --build build/release --target shoal shoald -j "$(nproc)" >&2
exec build/release/bin/shoal demo "$@"
