"""Fifty machines on one bridge find each other by beacons alone, soon and quietly, and who listens in learns nothing;
and a folder arrives between two daemons that know nothing but a link and their local network."""

import hashlib
import os
import struct
import sys
import time

from content import identity_of, link_of
from lab import BIN, Getter, Node, cpu_seconds, pause, read_tree, run, wait_for, write_tree

NODES = 50
PORT = 21983  # of beacons
GROUP = bytes([224, 0, 0, 183])
FOUND_WITHIN = 2.0  # seconds, 95 of 100
IDLE_SECONDS = 20
IDLE_BYTES = 50  # a second, of all beacons that reach one node, frames and all
CONTENTS = 250  # of the node that is listened to: three datagrams each time
ROUNDS = 3  # by itself, in its first 3 s; newcomers make it speak again
FLOOD = 20_000  # beacons a second, each of 100 tags that nobody knows
FLOODED_CONTENTS = 10_000
FLOOD_SECONDS = 5
FLOOD_CORE = 0.5  # of a core, on a machine that is busy with other things; docs/lan.md says what it was on an idle one


class Machine:
    """A named namespace with one leg on the bridge."""

    def __init__(self, lab, number):
        self.name = f"shoal-{os.getpid()}-{number}"
        self.leg = f"leg{number}"
        self.address = f"10.78.0.{number}"
        lab.cleanups.append(lambda: lab.command("ip", "netns", "del", self.name))
        self.batch = [
            f"link add {self.leg} type veth peer name cable netns {self.name}",
            f"link set {self.leg} master bridge up",
        ]
        self.inner = [
            f"address add {self.address}/24 dev cable",
            f"address add fd78::{number:x}/64 dev cable nodad",
            "link set cable up",
            "link set lo up",
        ]


def build(lab, count):
    machines = [Machine(lab, number) for number in range(1, count + 1)]
    for machine in machines:
        lab.command("ip", "netns", "add", machine.name)
    outer = lab.path("outer.batch")
    bridge = ["link add bridge type bridge mcast_snooping 0", "link set bridge up"]
    outer.write_text("\n".join([*bridge, *(line for machine in machines for line in machine.batch)]) + "\n")
    lab.command("ip", "-batch", outer)
    for machine in machines:
        inner = lab.path(f"{machine.name}.batch")
        inner.write_text("\n".join(machine.inner) + "\n")
        lab.command("ip", "-n", machine.name, "-batch", inner)
    return machines


def found(node):
    """When it began, and {address: when it was heard}, in seconds."""
    begin, heard = None, {}
    for line in node.out.split("\n")[:-1]:
        words = line.split()
        if words[0] == "start":
            begin = int(words[1]) / 1e9
        else:
            address = words[1].rsplit(":", 1)[0]
            heard[address] = int(words[2]) / 1e9
    return begin, heard


def check_times(nodes, machines):
    state = [found(node) for node in nodes]
    times = []
    for own, (begin, heard) in enumerate(state):
        for other, (their_begin, _) in enumerate(state):
            if own != other:
                times.append(heard[machines[other].address] - max(begin, their_begin))
    times.sort()
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    print(f"{len(times)} pairs: found within {p50:.2f} s (half), {p95:.2f} s (95 %), {times[-1]:.2f} s (all)")
    assert p95 <= FOUND_WITHIN, f"95 % after {p95:.2f} s"


def frames(capture):
    """(when, frame) of a pcap file."""
    data, at = capture.read_bytes(), 24
    while at + 16 <= len(data):
        seconds, micros, size = struct.unpack_from("<III", data, at)
        yield seconds + micros / 1e6, data[at + 16 : at + 16 + size]
        at += 16 + size


def beacons_in(capture):
    """Payloads of the IPv4 beacons."""
    return [
        frame[14 + 20 + 8 :]
        for _, frame in frames(capture)
        if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[30:34] == GROUP
    ]


def check_capture(capture, key):
    """All name the same content, and no two have anything in common but the header."""
    beacons = set(beacons_in(capture))
    assert len(beacons) >= NODES, f"only {len(beacons)} beacons were captured"
    seen = set()
    for beacon in beacons:
        assert beacon[:5] == b"SHLN\x01" and (len(beacon) - 24) % 8 == 0, beacon[:32].hex()
        nonce, tags = beacon[8:24], [beacon[i : i + 8] for i in range(24, len(beacon), 8)]
        assert tags == [hashlib.blake2b(nonce, key=key, digest_size=16).digest()[:8]], "not as docs/lan.md says"
        for part in (nonce, *tags):
            assert part not in seen, "two beacons have something in common"
            seen.add(part)


def a_crowd(lab):
    machines = build(lab, NODES)
    capture = lab.path("bridge.pcap")
    words = ["tcpdump", "-i", "bridge", "-U", "--immediate-mode", "-Z", "root", "-n", "-w", capture, "udp", "port"]
    watcher = lab.start("tcpdump", [*words, PORT])
    wait_for(lambda: "listening on" in watcher.err, 10, "tcpdump listens")
    key = bytes(range(32))
    nodes = [start_node(lab, number, machine, key) for number, machine in enumerate(machines)]
    everybody = NODES - 1
    wait_for(lambda: all(len([a for a in found(node)[1] if a.startswith("10.")]) == everybody for node in nodes), 30,
             lambda: f"all hear all; heard: {sorted(len(found(node)[1]) for node in nodes)}")  # fmt: skip
    check_times(nodes, machines)

    pause(5)  # what the newcomers began is over
    begin = time.time()
    pause(IDLE_SECONDS)
    quiet = [len(frame) for when, frame in frames(capture) if begin <= when < begin + IDLE_SECONDS]
    print(f"idle: {sum(quiet) / IDLE_SECONDS:.1f} bytes a second reach each, in {len(quiet)} datagrams")
    assert sum(quiet) / IDLE_SECONDS <= IDLE_BYTES
    watcher.stop()
    check_capture(capture, key)
    for node in nodes:
        node.kill()
    return machines


def start_node(lab, number, machine, key, others=0):
    return lab.start(f"node-{number}", [BIN / "lan_node", key.hex(), 4000 + number, others], space=machine)


def beacons_of(capture, machine):
    """Payloads of one node's beacons of both families, in the order they were sent, and repetitions too."""
    v4 = bytes(map(int, machine.address.split(".")))
    out = []
    for _, frame in frames(capture):
        if frame[12:14] == b"\x08\x00" and frame[23] == 17 and frame[26:30] == v4 and frame[30:34] == GROUP:
            out.append(frame[14 + 20 + 8 :])
        elif frame[12:14] == b"\x86\xdd" and frame[20] == 17 and frame[38:39] == b"\xff" and frame[6:12] == machine.mac:
            out.append(frame[14 + 40 + 8 :])
    return out


def nothing_repeats(lab, machines):
    """All that one node sends in several rounds: beyond the header no 8 bytes ever come again, at whatever place,
    though each round names the same contents."""
    capture = lab.path("one.pcap")
    words = ["tcpdump", "-i", "bridge", "-U", "--immediate-mode", "-Z", "root", "-n", "-w", capture, "udp", "port"]
    watcher = lab.start("tcpdump-one", [*words, PORT])
    wait_for(lambda: "listening on" in watcher.err, 10, "tcpdump listens")
    key = bytes(range(32))
    link = lab.command("ip", "-n", machines[0].name, "-j", "link", "show", "cable")
    machines[0].mac = bytes.fromhex(link.split('"address":"')[1][:17].replace(":", ""))
    talker = start_node(lab, 100, machines[0], key, CONTENTS - 1)
    tag_in = lambda beacon: hashlib.blake2b(beacon[8:24], key=key, digest_size=16).digest()[:8]  # noqa: E731
    known = lambda: [b for b in beacons_of(capture, machines[0]) if tag_in(b) in b[24:]]  # noqa: E731
    wait_for(lambda: len(known()) >= 2 * ROUNDS, 30, lambda: f"enough rounds; beacons: {len(known())}")
    strangers = []
    for number in (1, 2):
        before = len(known())
        strangers.append(start_node(lab, 100 + number, machines[number], b"\xff" * 32))
        wait_for(lambda: len(known()) >= before + 2, 20, "an answer to the newcomer")  # noqa: B023
    for process in (talker, *strangers, watcher):
        process.kill()
    beacons = beacons_of(capture, machines[0])
    assert len(beacons) >= 3 * len(known()) - 6, "fewer datagrams than its contents need"
    seen = set()
    for beacon in beacons:
        assert beacon[:8] == beacons[0][:8], "the header changes"
        for at in range(8, len(beacon) - 7):
            window = beacon[at : at + 8]
            assert window not in seen, f"bytes {at} to {at + 8} were seen before"
            seen.add(window)
    tags = [tag_in(beacon) for beacon in known()]
    assert len(set(tags)) == len(tags), "a content has the same tag twice"
    print(f"{len(beacons)} beacons of one node: {len(seen)} windows of 8 bytes, none twice; one content in {len(tags)}")


def send_flood(interface_address, seconds):
    """Runs in a machine of its own: beacons of foreign tags, evenly. Says how many it sent."""
    import socket

    out = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    out.bind((interface_address, PORT))
    out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(interface_address))
    beacons = [b"SHLN\x01\0" + struct.pack(">H", 4000) + os.urandom(16 + 8 * 100) for _ in range(500)]
    group = (socket.inet_ntoa(GROUP), PORT)
    begin, sent = time.monotonic(), 0
    while (passed := time.monotonic() - begin) < seconds:
        while sent < passed * FLOOD:
            out.sendto(beacons[sent % len(beacons)], group)
            sent += 1
        time.sleep(0.001)
    print(sent, flush=True)


def a_flood(lab, machines):
    """What it costs a node of many contents to hear very many beacons that are none of its business."""
    node = start_node(lab, 200, machines[0], bytes(range(32)), FLOODED_CONTENTS - 1)
    wait_for(lambda: found(node)[0], 10, "the node starts")
    pause(4)  # its own first beacons are sent
    pid = node.pid
    before = cpu_seconds(pid)
    pause(FLOOD_SECONDS)
    idle = (cpu_seconds(pid) - before) / FLOOD_SECONDS
    words = [sys.executable, "-B", __file__, "--flood", machines[1].address, FLOOD_SECONDS]
    flood = lab.start("flood", words, space=machines[1])
    before = cpu_seconds(pid)
    flood.expect(0, FLOOD_SECONDS + 20)
    cost = (cpu_seconds(pid) - before) / FLOOD_SECONDS
    sent = int(flood.out)
    print(f"{sent / FLOOD_SECONDS:.0f} beacons a second at a node of {FLOODED_CONTENTS} contents:"
          f" {100 * cost:.1f} % of a core (idle: {100 * idle:.1f} %)")  # fmt: skip
    assert sent >= FLOOD * FLOOD_SECONDS / 10, "the machine is too busy to flood anybody"
    assert cost <= FLOOD_CORE, f"a flood costs {100 * cost:.1f} % of a core"
    node.kill()


def lan(lab):
    machines = a_crowd(lab)
    nothing_repeats(lab, machines)
    a_flood(lab, machines)
    folder = write_tree(lab.path("Photos"), {"a.bin": 3_000_000, "b/c.bin": 700_000, "empty": 0})
    seeder = Node(lab, "seeder", "--bootstrap", "none", address="0.0.0.0", space=machines[0], lan="on")
    link = link_of(identity_of(seeder.share(folder)))
    into = lab.path("arrived")
    alone = ("--bootstrap", "none")
    getter = Getter(lab, "getter", link, into, *alone, address="0.0.0.0", space=machines[1], lan="on")
    getter.expect(0, 30)
    assert read_tree(folder) == read_tree(into / folder.name), "not identical"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--flood"]:
        send_flood(sys.argv[2], float(sys.argv[3]))
    else:
        run(lan)
