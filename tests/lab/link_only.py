"""From a bare link to the whole file, with nothing to ask but a DHT of 50 libtorrent nodes: when the list of files is
known, when the first chunk is verified, when all of 16 MiB are there. Shoal beside libtorrent on the same nodes.

    link_only.py [RUNS [DIRECTORY]]      default: 7 runs, below TMPDIR

Warm: the receiver runs and is in the DHT, then it gets the link; new for every run. Cold: a new process that knows one
node. Shoal says "complete" when everything is durable, libtorrent when it is handed to the kernel: a file system
without disk (DIRECTORY in /dev/shm) shows what that costs. Not a test: run it by hand on a quiet machine.
"""

import contextlib
import json
import os
import random
import select
import signal
import socket
import statistics
import struct
import subprocess
import sys
import time
import warnings
from pathlib import Path

from lab import BIN, Lab, Node, digest, enter_own_world, wait_for
from packed import pack, unpack

MIB = 1024 * 1024
SIZE = 16 * MIB
NODES = 50
JOINED = 8  # nodes that a receiver knows when it counts as warm
NODE = "127.1.%d.1"  # the k-th node of the DHT; one /24 each, for libtorrent keeps one node of each
BOOTSTRAP = (NODE % 1, 6881)
RECEIVER = {"shoal": "127.2.1.1", "libtorrent": "127.2.2.1"}
SEED = {"shoal": "127.3.1.1", "libtorrent": "127.3.2.1"}
MOMENTS = ("metadata", "first chunk", "complete")


# --- libtorrent, in processes of its own --------------------------------------------------------------------------


def session_at(address, port=6881, bootstrap=""):
    """A session that can do nothing but DHT and TCP."""
    import libtorrent as lt

    wanted = lt.alert.category_t
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    return lt.session({
        "listen_interfaces": f"{address}:{port}", "dht_bootstrap_nodes": bootstrap, "enable_dht": True,
        "enable_lsd": False, "enable_upnp": False,
        "enable_natpmp": False, "enable_incoming_utp": False, "enable_outgoing_utp": False,
        "dht_block_ratelimit": 1000000, "dht_upload_rate_limit": 10000000, "out_enc_policy": 2, "in_enc_policy": 2,
        "alert_queue_size": 100000, "allow_multiple_connections_per_ip": True,
        "alert_mask": wanted.status_notification | wanted.error_notification | wanted.piece_progress_notification
        | wanted.dht_notification,
    })  # fmt: skip


def dht_nodes(session):
    return session.status().dht_nodes


def say(**what):
    print(json.dumps(what), flush=True)


def side_nodes():
    """The DHT. Says so when each of its nodes knows enough others."""
    sessions = [session_at(NODE % k) for k in range(1, NODES + 1)]
    for k, session in enumerate(sessions):
        for other in {0, *random.Random(k).sample(range(NODES), 20)} - {k}:
            session.add_dht_node((NODE % (other + 1), 6881))
    wait_for(lambda: min(map(dht_nodes, sessions)) >= 12, 120, lambda: sorted(map(dht_nodes, sessions)))
    say(known=sorted(map(dht_nodes, sessions)))
    signal.pause()


def side_seed(torrent, folder):
    import libtorrent as lt

    session = session_at(SEED["libtorrent"])
    session.add_dht_node(BOOTSTRAP)
    wait_for(lambda: dht_nodes(session) >= JOINED, 60, lambda: f"the seed knows {dht_nodes(session)} nodes")
    handle = session.add_torrent({"ti": lt.torrent_info(torrent), "save_path": folder})
    wait_for(lambda: handle.status().is_seeding, 60, "the seed has checked its file")
    begin = time.monotonic()
    asked = [0.0]

    def is_found():
        # Announces are repeated, as the first may have met few nodes.
        if time.monotonic() > asked[0] + 2:
            asked[0] = time.monotonic()
            handle.force_dht_announce()
        return time.monotonic() > begin + 8

    wait_for(is_found, 30, "the seed has announced itself")
    say(ready=True)
    signal.pause()


def wait_for_alert(session, kind):
    until = time.monotonic() + 20
    while not any(type(alert).__name__ == kind for alert in session.pop_alerts()):
        session.wait_for_alert(1000)
        assert time.monotonic() < until, f"no {kind}"


def side_get(magnet, folder, kind):
    """Fetches; says at what times of the machine's monotonic clock things happened."""
    import libtorrent as lt

    session = session_at(RECEIVER["libtorrent"], bootstrap="%s:%d" % BOOTSTRAP)
    if kind == "cold":
        wait_for_alert(session, "dht_bootstrap_alert")
    else:
        wait_for(lambda: dht_nodes(session) >= JOINED, 60, lambda: f"the receiver knows {dht_nodes(session)} nodes")
        say(ready=True)
        sys.stdin.readline()
    parameters = lt.parse_magnet_uri(magnet)
    parameters.save_path = folder
    # Managed, it would wait for the session's next look at its torrents, up to 500 ms.
    parameters.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
    began = time.monotonic()
    session.add_torrent(parameters)
    seen = {}
    moments = {"metadata_received_alert": "metadata", "piece_finished_alert": "first chunk",
               "torrent_finished_alert": "complete"}  # fmt: skip
    while "complete" not in seen:
        session.wait_for_alert(1000)
        for alert in session.pop_alerts():
            moment = moments.get(type(alert).__name__)
            if moment and moment not in seen:
                seen[moment] = time.monotonic()
        assert time.monotonic() < began + 60, f"not within 60 s: {seen}"
    say(began=began, **seen)
    os._exit(0)  # its destructor waits for trackers



# --- the runs -----------------------------------------------------------------------------------------------------


class Fed:
    """A program whose lines are read as they come, with the time of each."""

    def __init__(self, words):
        self.began = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def line(self, seconds=60):
        """The next JSON object, and when it was there."""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        assert ready, "it says nothing"
        text = self.process.stdout.readline()
        assert text, f"it ended with {self.process.wait()}"
        return json.loads(text), time.monotonic()

    def tell(self):
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def end(self):
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Control:
    """A client of the control socket (docs/control.md)."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.file = self.socket.makefile("rb")
        self.say([0, "shoal-control", 1])
        self.say([5])

    def say(self, message):
        body = pack(message)
        self.socket.sendall(struct.pack(">I", len(body)) + body)

    def hear(self):
        message = unpack(self.file.read(struct.unpack(">I", self.file.read(4))[0]))
        assert message[0] != 3, f"refused: {message[2:]}"
        return message

    def ask(self, number, name, **fields):
        self.say([1, number, name, fields])

    def until(self, wanted):
        """Reads up to the message that begins so, and says when it came."""
        while True:
            message = self.hear()
            if message[: len(wanted)] == wanted:
                return message, time.monotonic()


def since(began, **moments):
    return {name.replace("_", " "): 1000 * (at - began) for name, at in moments.items()}


def shoal_warm(lab, number, link, into):
    node = Node(lab, f"warm-{number}", "--bootstrap", "%s:%d" % BOOTSTRAP, address=RECEIVER["shoal"], log="warn")
    wait_for(lambda: node.status()["dht_nodes"] >= JOINED, 60, "the receiver joins")
    control = Control(node.control)
    control.hear()
    began = time.monotonic()
    control.ask(1, "resolve", link=link, timeout_ms=60000)
    reply, metadata = control.until([2, 1])
    control.ask(2, "download", tag=reply[2]["tag"], directory=str(into), overwrite=False)
    _, first = control.until([4, "content_arrives"])
    _, complete = control.until([4, "share_completed"])
    node.process.kill()
    return since(began, metadata=metadata, first_chunk=first, complete=complete)


def shoal_cold(lab, number, link, into):
    words = [BIN / "shoal", "get", link, "-o", into, "--standalone", "--data-dir", lab.path(f"cold-{number}.data"),
             "--listen", RECEIVER["shoal"] + ":0", "--lan", "off", "--json", "--no-config", "--progress", "none",
             "--bootstrap", "%s:%d" % BOOTSTRAP]  # fmt: skip
    getter = Fed(words)
    try:
        seen = {}
        while "complete" not in seen:
            said, at = getter.line()
            seen[said["type"]] = at
        return since(getter.began, metadata=seen["resolved"], first_chunk=seen["arriving"], complete=seen["complete"])
    finally:
        getter.end()


def libtorrent_run(kind, magnet, into):
    getter = Fed([sys.executable, "-B", __file__, "--side", "get", magnet, into, kind])
    try:
        if kind == "warm":
            getter.line()
            time.sleep(1)  # what the join began is over
            getter.tell()
        said, _ = getter.line(90)
        began = said["began"] if kind == "warm" else getter.began
        return since(began, **{moment.replace(" ", "_"): said[moment] for moment in MOMENTS})
    finally:
        getter.end()


def make_torrent(lab, file):
    import libtorrent as lt

    storage = lt.file_storage()
    lt.add_files(storage, str(file))
    creator = lt.create_torrent(storage, flags=lt.create_torrent.v1_only)
    lt.set_piece_hashes(creator, str(file.parent))
    torrent = lab.path("file.torrent")
    torrent.write_bytes(lt.bencode(creator.generate()))
    return torrent, f"magnet:?xt=urn:btih:{lt.torrent_info(str(torrent)).info_hash()}"


def said_first(process, seconds):
    return json.loads(wait_for(lambda: process.out.endswith("\n") and process.out, seconds, f"{process.name} is ready"))


def prepare(lab):
    """The nodes and the seeds; the link and the magnet of the file."""
    file = lab.path("source") / "file.bin"
    file.parent.mkdir()
    file.write_bytes(random.Random(7).randbytes(SIZE))
    torrent, magnet = make_torrent(lab, file)
    side = [sys.executable, "-B", __file__, "--side"]
    known = said_first(lab.start("nodes", [*side, "nodes"]), 150)["known"]
    print(f"{NODES} nodes, each knows {known[0]} to {known[-1]} others, half of them {known[NODES // 2]}")
    seed = lab.start("lt-seed", [*side, "seed", torrent, file.parent])
    seeder = Node(lab, "seeder", "--bootstrap", "%s:%d" % BOOTSTRAP, address=SEED["shoal"], log="warn")
    wait_for(lambda: seeder.status()["dht_nodes"] >= JOINED, 60, "the seeder joins")
    looked = seeder.status()["dht_lookups"]
    link = seeder.share(file)
    said_first(seed, 90)
    wait_for(lambda: seeder.status()["dht_lookups"] > looked, 30, "the seeder has announced itself")
    return file, link, magnet


def report(rows):
    for kind in ("warm", "cold"):
        for moment in MOMENTS:
            for name in ("shoal", "libtorrent"):
                times = [run[moment] for run in rows[name, kind]]
                print(f"{kind:5} {moment:12} {name:11} {statistics.median(times):7.1f} ms"
                      f"  ({min(times):.1f}-{max(times):.1f})")  # fmt: skip


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    if len(sys.argv) > 2:
        os.environ["TMPDIR"] = sys.argv[2]
    enter_own_world()
    lab = Lab("link-only")
    try:
        file, link, magnet = prepare(lab)
        rows = {(name, kind): [] for name in ("shoal", "libtorrent") for kind in ("warm", "cold")}
        for number in range(runs):
            for (name, kind), done in rows.items():
                into = lab.path(f"{name}-{kind}-{number}")
                into.mkdir()
                if name == "libtorrent":
                    done.append(libtorrent_run(kind, magnet, into))
                else:
                    run = shoal_warm if kind == "warm" else shoal_cold
                    done.append(run(lab, number, link, into))
                assert digest(into / file.name) == digest(file), f"{name}, {kind}: not identical"
                (into / file.name).unlink()
            print(f"round {number + 1}: " + "; ".join(
                f"{name} {kind} " + "/".join(f"{r[-1][moment]:.0f}" for moment in MOMENTS)
                for (name, kind), r in rows.items()), flush=True)  # fmt: skip
        report(rows)
    finally:
        lab.sweep()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        {"nodes": side_nodes, "seed": side_seed, "get": side_get}[sys.argv[2]](*sys.argv[3:])
    else:
        main()
