#!/bin/sh
# What somebody does with Shoal as it was installed; run inside the fresh root, where nothing but loopback is.
# use_installed.sh USER: as that user. The daemon keeps its things where the service would.
set -eu
. /etc/os-release
echo "$PRETTY_NAME as $(id -un): $(shoal --version), $(shoald --version)"
quiet="--lan off --bootstrap none --listen 127.0.0.1:0"
room=$(mktemp -d)
cd "$room"

cp -r /usr/share/doc content
find content -type l -delete # they are not shared
head -c 3000000 /dev/urandom >content/random

state=${1:-$room/state}
control=$room/control
shoald $quiet --data-dir "$state" --control "$control" --json >daemon.out 2>daemon.err &
daemon=$!
trap 'kill -9 $daemon 2>/dev/null || true; cat daemon.err' EXIT
tries=0
until [ -S "$control" ]; do
  tries=$((tries + 1))
  [ $tries -lt 300 ] || { echo "the daemon does not answer" >&2; exit 1; }
  sleep 0.1
done

link=$(shoal share content --control "$control" 2>share.err)
peer=$(sed -n 's/.*"endpoints":\["\([^"]*\)".*/\1/p' daemon.out)
printf '%s\n' "$link" |
  shoal get - $quiet --standalone --data-dir "$room/getter" --peer "$peer" -o copy >get.out 2>get.err ||
  { cat get.err; exit 1; }
diff -r content copy/content
shoal status --control "$control" >status.out
grep -q content status.out

kill -TERM $daemon
wait $daemon || { echo "the daemon ended with $?" >&2; exit 1; }
trap - EXIT
echo "$(find copy -type f | wc -l) files arrived"
cd /
rm -rf "$room"
