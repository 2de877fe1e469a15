"""What ten thousand shares cost: `shoal list` beside `transmission-remote -l` on a thousand torrents, `shoal top` on an
idle daemon, and a subscriber while a hundred shares move. By hand: it measures, and takes minutes.

    many_shares.py [SHARES TORRENTS]
"""

import hashlib
import json
import os
import pty
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from lab import BIN, Node, Skip, cpu_seconds, pause, run, wait_for, write_tree

SHARES, TORRENTS = [int(word) for word in sys.argv[1:3]] if len(sys.argv) > 2 else (10_000, 1_000)
ROUNDS = 15
MOVING = 100
LOOK_SECONDS = 15  # over which processor time is measured


# --- Shoal -------------------------------------------------------------------------------------------------------


def share_many(lab, disk):
    """A daemon whose data lies in memory, so that making the shares measures no disk."""
    files = disk / "files"
    files.mkdir()
    paths = []
    for number in range(SHARES):
        path = files / f"share-{number:05}"
        path.write_bytes(f"content of {number}\n".encode() * 20)
        paths.append(path)
    node = Node(lab, "many", "--bootstrap", "none", log="warn", data=disk / "data")
    begin = time.monotonic()
    for first in range(0, SHARES, 1000):
        node.shoal("share", *paths[first : first + 1000], seconds=300)
    print(f"{SHARES} shares made in {time.monotonic() - begin:.1f} s")
    return node


def list_words(node, *more):
    return [BIN / "shoal", "list", "--no-config", "--control", node.control, *more]


# --- Transmission ------------------------------------------------------------------------------------------------


def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    return b"d" + b"".join(bencode(key) + bencode(value[key]) for key in sorted(value)) + b"e"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Transmission:
    """A daemon of its own with torrents that it has whole, and nobody to talk to."""

    def __init__(self, lab, disk):
        if not shutil.which("transmission-daemon") or not shutil.which("transmission-remote"):
            raise Skip("needs transmission-daemon and transmission-cli")
        self.home, content = disk / "transmission", disk / "content"
        (self.home / "torrents").mkdir(parents=True)
        content.mkdir()
        for number in range(TORRENTS):
            self._write_torrent(content, f"share-{number:05}", f"content of {number}\n".encode() * 20)
        self.port = free_port()
        off = dict.fromkeys(["dht-enabled", "lpd-enabled", "pex-enabled", "utp-enabled", "port-forwarding-enabled",
                             "rpc-authentication-required", "rpc-host-whitelist-enabled"], False)  # fmt: skip
        (self.home / "settings.json").write_text(json.dumps({
            **off, "rpc-enabled": True, "rpc-bind-address": "127.0.0.1", "rpc-port": self.port,
            "bind-address-ipv4": "127.0.0.1", "peer-port": free_port(), "download-dir": str(content),
        }))  # fmt: skip
        self.process = lab.start("transmission", ["transmission-daemon", "-f", "-g", self.home, "--log-error"])
        wait_for(self._is_ready, 120, "Transmission lists its torrents")

    def _write_torrent(self, content, name, data):
        (content / name).write_bytes(data)
        info = {b"length": len(data), b"name": name.encode(), b"piece length": 32_768,
                b"pieces": hashlib.sha1(data).digest(), b"private": 1}  # fmt: skip
        place = self.home / "torrents" / f"{hashlib.sha1(bencode(info)).hexdigest()}.torrent"
        place.write_bytes(bencode({b"info": info}))

    def words(self):
        return ["transmission-remote", f"127.0.0.1:{self.port}", "-l"]

    def _is_ready(self):
        done = subprocess.run(self.words(), capture_output=True, text=True)
        return done.returncode == 0 and done.stdout.count("share-") == TORRENTS


# --- figures -----------------------------------------------------------------------------------------------------


def milliseconds(words, environment):
    begin = time.monotonic()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    took = (time.monotonic() - begin) * 1000
    assert done.returncode == 0, done.stderr
    return took, done.stdout.count(b"\n")


def compare_lists(lab, node, other):
    """In turns, so that both meet the same machine."""
    ours, theirs, json_ours = [], [], []
    for _ in range(ROUNDS):
        took, rows = milliseconds(list_words(node), lab.environment)
        assert rows == SHARES + 1, rows
        ours.append(took)
        took, rows = milliseconds(other.words(), lab.environment)
        assert rows == TORRENTS + 2, rows
        theirs.append(took)
        json_ours.append(milliseconds(list_words(node, "--json"), lab.environment)[0])
    us, them = statistics.median(ours), statistics.median(theirs)
    print(f"shoal list, {SHARES} shares: median {us:.0f} ms (from {min(ours):.0f} to {max(ours):.0f}), "
          f"{us * 1000 / SHARES:.1f} us a row; with --json {statistics.median(json_ours):.0f} ms")  # fmt: skip
    print(f"transmission-remote -l, {TORRENTS} torrents: median {them:.0f} ms (from {min(theirs):.0f} to "
          f"{max(theirs):.0f}), {them * 1000 / TORRENTS:.1f} us a row")  # fmt: skip
    assert us <= 150, f"shoal list took {us:.0f} ms"
    assert us / SHARES <= them / TORRENTS, "a row costs more than one of Transmission's"


def processor_share(process_id, seconds=LOOK_SECONDS):
    """Of one processor, in percent."""
    begin, before = time.monotonic(), cpu_seconds(process_id)
    pause(seconds)
    return (cpu_seconds(process_id) - before) * 100 / (time.monotonic() - begin)


def watch_top(lab, node):
    ours, theirs = pty.openpty()
    words = [BIN / "shoal", "top", "--no-config", "--control", node.control]
    top = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs,
                           env={**lab.environment, "TERM": "xterm"})  # fmt: skip
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        pause(2)
        share = processor_share(top.pid)
        print(f"shoal top, {SHARES} idle shares: {share:.2f} % of a processor; the daemon "
              f"{processor_share(node.process.pid):.2f} %")  # fmt: skip
    finally:
        top.kill()
        top.wait()
        os.close(ours)
    assert share < 2, "an idle top costs too much"


def move_many(lab, disk, getter):
    """Has the daemon fetch a hundred shares slowly from a seeder."""
    folder = write_tree(disk / "moving", {f"m{number:03}": 4 << 20 for number in range(MOVING)})
    seeder = Node(lab, "seeder", "--bootstrap", "none", log="warn", data=disk / "seeder.data")
    for path in sorted(folder.iterdir()):
        seeder.shoal("share", path)
    links = [json.loads(line)["link"] for line in subprocess.run(
        [BIN / "shoal", "share", *sorted(folder.iterdir()), "--json", "--with-secrets", "--no-config", "--control",
         seeder.control], capture_output=True, text=True, env=lab.environment).stdout.splitlines()]  # fmt: skip
    getter.shoal("peer", "add", seeder.endpoint)
    into = disk / "arrived"
    gets = [lab.shoal("get", "-o", into, "--no-config", "--control", getter.control, "--progress", "none",
                      env={"SHOAL_LINK": link}) for link in links]  # fmt: skip
    wait_for(lambda: getter.status()["rate_down"] > 0, 30, "content moves")
    for get in gets:
        get.kill()  # the daemon goes on by itself


def watch_moving(lab, disk):
    """A subscriber that is pushed every change, while a hundred shares are fetched slowly."""
    getter = Node(lab, "getter", "--bootstrap", "none", "--limit-down", "10M", log="warn", data=disk / "getter.data")
    watcher = lab.shoal("events", "--json", "--no-config", "--control", getter.control)
    move_many(lab, disk, getter)
    share = processor_share(watcher.pid)
    status = getter.status()
    assert status["rate_down"] > 0, "everything had arrived before the measurement ended"
    changes = sum(len(record.get("shares", [])) for record in watcher.records)
    print(f"a subscriber while {MOVING} shares move at {status['rate_down'] / 2**20:.1f} MiB/s: {share:.2f} % of a "
          f"processor, {changes} views of shares pushed to it")  # fmt: skip
    assert share < 1, "a subscriber costs too much"


def many_shares(lab):
    disk = Path(lab.tiny_disk("disk", "size=4g"))
    node = share_many(lab, disk)
    compare_lists(lab, node, Transmission(lab, disk))
    watch_top(lab, node)
    node.stop()
    watch_moving(lab, disk)


if __name__ == "__main__":
    run(many_shares, 900)
