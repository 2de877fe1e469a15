"""Peers written from docs/wire.md alone meet the real programs: one fetches from Shoal and verifies, honest ones serve
it, and liars of every kind serve wrong data, wrong hashes, wrong proofs, promises, silence and noise. Shoal takes no
wrong byte from any, finishes from the honest one beside the liar, and says who lied."""

import hashlib
import os
import socket

from content import CHUNK, identity_of, make_content
from lab import Getter, Node, digest, run, wait_for, write_tree
from wire_link import BYE, OPEN, OPENED, WireLink
from wire_peer import FAULTS, Downloader, Seeder

# What makes a liar, so that its key is banned; the others break the protocol, or say nothing.
PROVEN_LIES = {"wrong data", "wrong hashes"}
# Faults after which nothing wrong was sent, only nothing useful.
USELESS = {"silent after open", "mute", "have without data", "early end"}


def docs_suffice_to_download(lab, seeder, link, folder):
    peer = Downloader(link, seeder.endpoint)
    files = peer.fetch()
    peer.close()
    for path, data in files.items():
        assert (folder / path).read_bytes() == data, f"{path} differs"
    assert len(files) == sum(1 for place in folder.rglob("*") if place.is_file())


def strangers_learn_nothing(seeder, link):
    """An unknown tag, and a known one without the proof, get the same answer."""
    answers = []
    identity = identity_of(link)
    for known in (False, True):
        wire = WireLink.dial(seeder.endpoint)
        tag = wire.tag_for(identity, wire.remote_key) if known else os.urandom(16)
        wire.send([OPEN, 2, tag, os.urandom(32)])
        while (message := wire.receive())[0] not in (BYE, OPENED):
            pass
        answers.append(message)
        wire.close()
    assert answers[0] == answers[1] == [BYE, 2, "unknown"], answers
    # The proof of the wrong side, or of another handshake, is none.
    wire = WireLink.dial(seeder.endpoint)
    for handle, proof in ((2, wire.their_proof(identity)), (4, hashlib.blake2b(identity, digest_size=32).digest())):
        wire.send([OPEN, handle, wire.tag_for(identity, wire.remote_key), proof])
        while (message := wire.receive())[0] not in (BYE, OPENED):
            pass
        assert message == [BYE, handle, "unknown"], message
    wire.close()
    assert seeder.status()["opens_refused"] == 4


def noise_does_no_harm(seeder, link):
    """Bytes that are no handshake, half a handshake, and a stream of zeros; afterwards everybody is still served."""
    before = seeder.status()
    host, port = seeder.endpoint.rsplit(":", 1)
    open_ended = []
    for noise in (b"GET / HTTP/1.1\r\n\r\n", b"\xff\xff" + os.urandom(65535), bytes(100_000), b"\x00\x20" + bytes(32),
                  b"\x00\x20" + os.urandom(32)[:10], b"\x00\x00", b"\x13BitTorrent protocol" + bytes(48)):  # fmt: skip
        stream = socket.create_connection((host, int(port)), timeout=10)
        try:
            stream.sendall(noise)
        except OSError:
            pass
        open_ended.append(stream)
    Downloader(link, seeder.endpoint).open()
    for stream in open_ended:
        stream.close()
    wait_for(lambda: seeder.status()["half_open"] == 0, 15, "half-open links go away")
    after = seeder.status()
    assert after["resident_bytes"] < before["resident_bytes"] + 32 * 1024 * 1024, (before, after)


def honest_peer_serves(lab, content):
    peer = Seeder(content)
    into = lab.path("from-honest")
    getter = Getter(lab, "honest", content.link, into, "--bootstrap", "none", "--peer", peer.endpoint)
    getter.expect(0, 30)
    check_files(getter, content)
    assert peer.sent == sum(map(len, content.files)) and not peer.problems, (peer.sent, peer.problems)
    peer.close()


def check_files(getter, content):
    for path, blob in content.by_path.items():
        arrived = getter.into / "trove" / path
        assert arrived.exists() and arrived.read_bytes() == blob, f"{path} is not what the link says"


def liar_beside_honest(lab, content, fault, suffix=""):
    """Both are given from the start; how often the liar had an occasion to lie is the answer."""
    liar, honest = Seeder(content, fault), Seeder(content)
    name = fault.replace(" ", "-") + suffix
    getter = Getter(lab, name, content.link, lab.path(f"from-{name}"), "--bootstrap", "none", "--peer", liar.endpoint,
                    "--peer", honest.endpoint)  # fmt: skip
    getter.expect(0, 20)  # a peer that is silent is passed over after 4 s
    check_files(getter, content)
    assert not honest.problems, f"{fault}: the honest peer complains: {honest.problems}"
    liar.close()
    honest.close()
    return liar.lied


def liar_alone(lab, content, fault):
    """Nobody else to ask: no wrong byte under any name, and the liar is counted and left alone."""
    liar = Seeder(content, fault)
    name = "alone-" + fault.replace(" ", "-")
    getter = Getter(lab, name, content.link, lab.path(name), "--bootstrap", "none", "--peer", liar.endpoint)
    wait_for(lambda: liar.lied, 20, f"the liar lies ({fault}); links {liar.links}, opened {liar.opened}")
    if fault == "unasked data":  # it is passed over, and what was asked for comes
        getter.expect(0, 20)
        check_files(getter, content)
        liar.close()
        return

    def counted():
        status = getter.status()
        blamed = status["bans"] >= 1 if fault in PROVEN_LIES else status["records_refused"] + status["bans"] >= 1
        return status if blamed or fault in USELESS | {"wrong proof", "wrong manifest tree"} else None

    status = wait_for(lambda: getter.view() and counted(), 15, lambda: f"{fault} is counted: {getter.status()}")
    assert getter.process.is_running(), f"{fault}: gave up with {getter.process.process.returncode}"
    if fault == "wrong data":
        assert status["chunks_bad"] >= 1, status
    if fault in PROVEN_LIES:
        links = liar.links
        assert links <= 3, f"a banned key was dialled {links} times"
    for place in getter.into.rglob("*"):
        assert place.name not in content.by_path, f"{fault}: {place} stands there"
    view = getter.view()
    assert view["bytes_have"] <= view["bytes"] and view["state"] != "seeding", view
    getter.process.process.terminate()
    getter.process.wait(15)
    liar.close()


def hostile_peer(lab):
    files = {"large.bin": 5 * CHUNK + 99, "one.bin": CHUNK, "small.txt": 10, "empty": 0}
    folder = write_tree(lab.path("folder"), files)
    seeder = Node(lab, "seeder", "--bootstrap", "none")
    link = seeder.share(folder)
    docs_suffice_to_download(lab, seeder, link, folder)
    strangers_learn_nothing(seeder, link)
    noise_does_no_harm(seeder, link)

    files = {"a.bin": os.urandom(6 * CHUNK + 5), "b.bin": os.urandom(2 * CHUNK), "c.txt": b"small", "d": b""}
    content = make_content("trove", files)
    content.by_path = files
    honest_peer_serves(lab, content)
    met = {fault: liar_beside_honest(lab, content, fault) for fault in FAULTS}
    print(f"not met beside an honest peer: {[fault for fault, lied in met.items() if not lied]}")
    for again in range(3):  # whom a silent peer keeps waiting depends on who was linked first
        liar_beside_honest(lab, content, "silent after open", f"-again-{again}")
    for fault in FAULTS:
        liar_alone(lab, content, fault)
    docs_suffice_to_download(lab, seeder, link, folder)
    assert digest(folder / "one.bin") and seeder.status()["chunks_bad"] == 0
    seeder.stop()


if __name__ == "__main__":
    run(hostile_peer)
