"""The control socket under clients that mean harm: a crowd, malformed and unfinished messages, clients that never read.
An honest client is served all the while; how long it waits is printed for each of them and bounded."""

import contextlib
import multiprocessing
import os
import random
import resource
import socket
import struct
import time
from pathlib import Path

from lab import PATIENCE, Node, pause, run, wait_for, write_tree
from rpc_client import HELLO, REQUEST, SUBSCRIBE, Client, Honest, come, frame

P99_SECONDS = 0.2  # times PATIENCE, on a machine that we have for ourselves
CROWD = 10_000
ATTACK_SECONDS = 8  # at least: long enough for a percentile
RESIDENT_MIB = 1200  # the cap for all clients together is 768 MiB, and what is made for the heaviest comes on top
GIB = 1 << 30


def memory_mib(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")


def sockets(pid):
    """How many the process has open."""
    count = 0
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            count += os.readlink(entry).startswith("socket:")
    return count


def connect(path):
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.connect(str(path))
    link.settimeout(30)
    return link


def throw(path, data):
    """Says it and goes, whatever comes back."""
    link = connect(path)
    try:
        link.sendall(data)
    except OSError:
        pass  # closed at once, as it may be
    link.close()


# --- attacks: each runs in a process of its own until it returns ---------------------------------------------------


def silent_crowd(path):
    crowd = [connect(path) for _ in range(CROWD)]
    pause(1)
    return f"{len(crowd)} connections that say nothing"


def idle_crowd(path):
    crowd = []
    for _ in range(CROWD):
        crowd.append(connect(path))
        try:
            crowd[-1].sendall(HELLO)
        except OSError:
            pass  # pushed out by those behind it
    pause(1)
    return f"{len(crowd)} connections that say hello and no more"


def conversation():
    return HELLO + frame(SUBSCRIBE) + frame(REQUEST, 1, "list", {}) + frame(REQUEST, 2, "show", {"tag": "abc"})


def every_mutation(path):
    whole, count = conversation(), 0
    for at in range(len(whole)):
        for change in range(1, 256):
            throw(path, whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :])
            count += 1
    return f"{count} conversations with one byte changed"


def every_truncation(path):
    whole, open_ones, count = conversation(), [], 0
    for again in range(20):
        for length in range(len(whole)):
            throw(path, whole[:length])
            link = connect(path)
            open_ones.append(link)
            try:
                link.sendall(whole[:length])
            except OSError:
                pass
            count += 2
    return f"{count} conversations that end too early, half of them left open"


def random_bytes(path):
    source = random.Random(7)
    for _ in range(3000):
        throw(path, source.randbytes(source.randrange(1, 600)))
        throw(path, HELLO + source.randbytes(source.randrange(1, 600)))
    return "6000 conversations of random bytes"


def huge_lengths(path):
    for _ in range(3000):
        throw(path, struct.pack(">I", GIB))
        throw(path, HELLO + struct.pack(">I", GIB))
        throw(path, HELLO + b"\xff\xff\xff\xff")
    return "9000 messages that claim 1 GiB or more"


def slow_talkers(path):
    """Begin a message of a megabyte, as many as there is room for, and go on with a few bytes now and then."""
    crowd = [connect(path) for _ in range(500)]
    for link in crowd:
        link.sendall(HELLO + struct.pack(">I", 1 << 20) + b"\x94")
    until = time.monotonic() + 4
    alive = crowd
    while time.monotonic() < until:
        for link in list(alive):
            try:
                link.sendall(b"\x01" * 200_000 if link is crowd[0] else b"\x01")
            except OSError:
                alive.remove(link)
        pause(0.25)
    return "500 messages that take for ever"


def deaf_askers(path):
    """Ask without end and read nothing."""
    crowd = [connect(path) for _ in range(300)]
    words = b"".join(frame(REQUEST, n % 100, "list" if n % 2 else "status", {}) for n in range(2000))
    for link in crowd:
        link.setblocking(False)
    until = time.monotonic() + 4
    sent = 0
    left = {link: HELLO + words for link in crowd}
    while time.monotonic() < until:
        for link, rest in list(left.items()):
            try:
                done = link.send(rest)
                sent += done
                left[link] = rest[done:] or words
            except BlockingIOError:
                continue
            except OSError:
                del left[link]
        pause(0.01)
    return f"300 clients that read nothing and asked {sent // len(frame(REQUEST, 1, 'list', {}))} times"


def deaf_subscribers(path):
    crowd = []
    for _ in range(400):
        link = connect(path)
        link.sendall(HELLO + frame(SUBSCRIBE))
        crowd.append(link)
    pause(5)
    return "400 subscribers that read nothing"


# --- what goes on meanwhile ----------------------------------------------------------------------------------------


def make_events(path, tag, folder, enough):
    """Labels a share and compares its folder, over and over, so that it changes and there is progress to tell."""
    client, number = come(path), 0
    while not enough.is_set():
        number += 1
        try:
            client.ask(1, "label", tags=[tag], **{"add" if number % 2 else "remove": ["busy"]})
            client.ask(2, "verify", tag=tag, path=str(folder))
        except (EOFError, OSError):
            client = come(path)


def busy_seconds():
    """Of all processors since the machine began, whatever they did."""
    times = [int(ticks) for ticks in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    return (sum(times) - times[3] - times[4]) / os.sysconf("SC_CLK_TCK")


def our_seconds(pid):
    """Those that the daemon took, and every process of this test that has ended."""
    daemon = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (int(daemon[11]) + int(daemon[12])) / os.sysconf("SC_CLK_TCK") + ended.ru_utime + ended.ru_stime


def suffer(node, attack, baseline):
    """Nothing, or that the honest client waited too long: who has half of the machine may take twice as long."""
    pid = node.process.pid
    results = multiprocessing.Queue()

    def work():
        begin, times, what = time.monotonic(), 0, ""
        while time.monotonic() - begin < ATTACK_SECONDS:
            what = attack(node.control)
            times += 1
        results.put(f"{what}, {times} times")

    process = multiprocessing.Process(target=work, daemon=True)
    begin, others = time.monotonic(), busy_seconds() - our_seconds(pid)
    with Honest(node.control) as honest:
        process.start()
        what = results.get(timeout=60 * PATIENCE)
    peak = memory_mib(pid)
    process.join(10)
    process.kill()
    took = time.monotonic() - begin
    others = (busy_seconds() - our_seconds(pid) - others) / took / os.cpu_count()
    limit = P99_SECONDS * PATIENCE / max(0.05, 1 - others)
    print(f"{attack.__name__}: {what}, {took:.1f} s\n    {honest.text()}; daemon {peak:.0f} MiB; "
          f"others took {others:.0%} of the machine", flush=True)  # fmt: skip
    assert node.process.is_running(), f"the daemon ended: {node.log[-2000:]}"
    assert len(honest.fresh) >= 3, "the honest client was hardly served"
    assert peak < RESIDENT_MIB, f"the daemon holds {peak:.0f} MiB"
    wait_for(lambda: sockets(pid) <= baseline + 2, 20,
             lambda: f"sockets come back: {sockets(pid)}, were {baseline}")  # fmt: skip
    late = f"{attack.__name__}: p99 {1000 * honest.p99:.0f} ms, more than {1000 * limit:.0f} ms"
    return late if honest.p99 > limit else None


def rpc_hostile(lab):
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    assert limit > CROWD + 1000, f"needs {CROWD + 1000} file descriptors, and this machine gives {limit}"
    node = Node(lab, "node", "--bootstrap", "none", log="warn")
    folder = write_tree(lab.path("folder"), {f"{n}.bin": 100_000 for n in range(50)})
    tag = node.shoal("share", folder)["tag"]
    baseline = sockets(node.process.pid)
    enough = multiprocessing.Event()
    events = multiprocessing.Process(target=make_events, args=(node.control, tag, folder, enough), daemon=True)
    with Honest(node.control) as honest:
        pause(2)
    print(f"nobody else: {honest.text()}", flush=True)
    events.start()
    try:
        attacks = [silent_crowd, idle_crowd, every_mutation, every_truncation, random_bytes, huge_lengths, slow_talkers,
                   deaf_askers, deaf_subscribers]  # fmt: skip
        late = [said for attack in attacks if (said := suffer(node, attack, baseline))]
    finally:
        enough.set()
        events.join(10)
        events.kill()
    assert not late, f"an honest client waits too long: {late}"
    assert len(node.log.splitlines()) < 200, "the log is flooded"
    client = Client(node.control)
    client.ask(1, "list")
    client.close()
    node.stop()


if __name__ == "__main__":
    run(rpc_hostile, 240)
