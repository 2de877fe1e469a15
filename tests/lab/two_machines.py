"""Two machines, one cable, and only a DHT node to ask: a folder arrives identical, and who watches the cable learns
nothing of it. The search over the capture is proven by what must be in it: the discovery key."""

import base64
import json

from content import discovery_key, identity_of, link_of, read_manifest
from lab import Getter, Node, Space, read_tree, run, wait_for, write_tree
from wire_peer import Downloader

FOLDER = {
    "notes/Zusammenfassung-der-Messreihe.txt": 3_000,
    "notes/leer.txt": 0,
    "data/measurements-2031.bin": 5 * 1024 * 1024 + 123,
    "data/exactly-one-chunk.bin": 256 * 1024,
    "bin/evaluate-everything.sh*": 700,
    "nothing-in-here/": None,
    "deep/er/and/deeper/ünïcödé-名前.dat": 40_000,
}


def windows(data, size, step=1):
    return {data[at : at + size] for at in range(0, len(data) - size + 1, step)}


def found_in(capture, needles, size):
    """Those of the needles, all `size` bytes long, that occur anywhere in the capture."""
    return [capture[at : at + size] for at in range(len(capture) - size + 1) if capture[at : at + size] in needles]


def check_capture(capture, link, manifest, folder):
    identity = identity_of(link)
    assert discovery_key(identity) in capture, "the discovery key is not there: the search finds nothing at all"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    assert len(capture) > size, "the transfer was not captured"
    body = link_of(identity).removeprefix("shoal:b")
    base32 = base64.b32encode(identity).decode().rstrip("=")
    for secret in (identity, identity.hex(), identity.hex().upper(), base32, base32.lower(), body, body.upper()):
        secret = secret if isinstance(secret, bytes) else secret.encode()
        assert secret not in capture, "the content id is in the capture"
    for file in folder.rglob("*"):
        assert len(file.name) < 6 or file.name.encode() not in capture, f"the name {file.name} is in the capture"
    assert folder.name.encode() not in capture, "the folder's name is in the capture"
    # A run of 32 bytes of content holds one of these at some place.
    content = set()
    for file in folder.rglob("*"):
        if file.is_file():
            content |= windows(file.read_bytes(), 16, 16)
    seen = found_in(capture, windows(manifest, 16) | content, 16)
    assert not seen, f"{len(seen)} runs of manifest or content are in the capture, such as {seen[0].hex()}"


def bytes_across(lab, cable):
    counters = json.loads(lab.command("ip", "-json", "-statistics", "link", "show", "dev", cable))[0]["stats64"]
    return counters["rx"]["bytes"] + counters["tx"]["bytes"]


def two_machines(lab):
    other = Space(lab, "b", "10.77.0.1", "10.77.0.2")
    pcap = lab.path("cable.pcap")
    words = ["tcpdump", "-i", other.cable, "-U", "--immediate-mode", "-B", "65536", "-Z", "root", "-n", "-w", pcap]
    tcpdump = lab.start("tcpdump", words)
    wait_for(lambda: "listening on" in tcpdump.err, 10, "tcpdump listens")

    folder = write_tree(lab.path("Expedition-Tagebuch"), FOLDER)
    boot = Node(lab, "boot", "--bootstrap", "none", address="10.77.0.1")
    seeder = Node(lab, "seeder", "--bootstrap", boot.endpoint, address="10.77.0.1")
    link = seeder.share(folder)
    bare = link_of(identity_of(link))

    into = lab.path("arrived")
    Getter(lab, "getter", bare, into, "--bootstrap", boot.endpoint, address="10.77.0.2", space=other).expect(0, 60)
    here, there = read_tree(folder), read_tree(into / folder.name)
    assert here == there, f"not identical: {sorted(set(here.items()) ^ set(there.items()))}"
    assert [place.name for place in into.iterdir()] == [folder.name], "something was left beside the folder"

    peer = Downloader(bare, seeder.endpoint)  # over lo: not on the cable
    manifest = peer.fetch_manifest()
    peer.close()
    name, files = read_manifest(manifest)
    assert name == folder.name and len(files) == sum(1 for kind, _, _ in here.values() if kind == "file")

    # Every byte that crossed the cable is in the file before the capture ends.
    wait_for(lambda: pcap.stat().st_size >= bytes_across(lab, other.cable), 20, "the whole capture is written")
    assert tcpdump.stop() == 0, tcpdump.err
    assert "0 packets dropped by kernel" in tcpdump.err, tcpdump.err
    check_capture(pcap.read_bytes(), link, manifest, folder)
    for node in (boot, seeder):
        secret = bare.removeprefix("shoal:b")
        assert secret not in node.log and identity_of(link).hex() not in node.log, f"{node.name} logged the secret"
        node.stop()


if __name__ == "__main__":
    run(two_machines)
