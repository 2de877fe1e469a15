"""An independent peer, written from docs/wire.md: a downloader that verifies everything, and a seeder that is honest
or lies in one chosen way.

    wire_peer.py fetch LINK HOST:PORT    fetches into memory and prints what it got
"""

import contextlib
import socket
import sys
import threading

from content import (
    CHUNK, ZERO, block_leads_to, chunk_count, chunks_of, content_id, file_root, hash_block, identity_of, read_manifest,
    share_tag, tree,
)  # fmt: skip
from packed import Malformed
from wire_link import (
    BYE, CANCEL, DATA, HASHES, HAVE, HAVE_MAP, OPEN, OPENED, REJECT, REQUEST, WANT_HASHES, Cut, WireLink,
)  # fmt: skip

PIECE = 32 * 1024  # bytes of content in one record
MAP_BYTES = 32 * 1024  # of one have_map segment
WINDOW = 32  # chunks asked for at a time


class Refused(Exception):
    """The other side said bye, or reject."""


class Downloader:
    """Fetches one share from one peer; every byte is verified against the link."""

    def __init__(self, link, endpoint, timeout=20):
        self.identity = identity_of(link)
        self.wire = WireLink.dial(endpoint, timeout)
        self.handle = 2
        self.have = set()

    def expect(self, *kinds):
        """The next message of our share that has one of these kinds; haves are noted on the way."""
        while True:
            message = self.wire.receive()
            kind, rest = message[0], message[1:]
            if kind == BYE and (not rest or rest[0] == self.handle):
                raise Refused(f"bye {rest}")
            if kind <= 1 or not rest or rest[0] != self.handle:
                continue
            if kind == HAVE_MAP:
                self._note_map(rest[1], rest[2])
            elif kind == HAVE:
                self.have.update(chunk for first, count in rest[1] for chunk in range(first, first + count))
            if kind in kinds:
                return message

    def _note_map(self, first, bits):
        for at, byte in enumerate(bits):
            self.have.update(first + 8 * at + bit for bit in range(8) if byte >> bit & 1)

    def open(self):
        tag = self.wire.tag_for(self.identity, self.wire.remote_key)
        self.wire.send([OPEN, self.handle, tag, self.wire.my_proof(self.identity)])
        while True:
            _, _, proof, size, root = self.expect(OPENED)[:5]
            if proof != self.wire.their_proof(self.identity):
                raise Malformed("the other side has no proof")
            if size:
                break
        if content_id(size, root) != self.identity:
            raise Malformed("this is not the manifest of the link")
        return size, root

    def hashes(self, number, count, leads_to):
        """Verified chunk roots of a blob of `count` chunks."""
        roots = []
        for block in range((count + 511) // 512):
            self.wire.send([WANT_HASHES, self.handle, number, block])
            message = self.expect(HASHES)
            assert message[2:4] == [number, block], f"asked for {number}/{block}, got {message[2:4]}"
            run = [message[4][at : at + 32] for at in range(0, len(message[4]), 32)]
            proof = [message[5][at : at + 32] for at in range(0, len(message[5]), 32)]
            top = block_leads_to(count, block, run, proof)
            if top is None or not leads_to(top):
                raise Malformed("a hash block that does not lead to the root")
            roots += run
        return roots

    def chunks(self, space, wanted):
        """{chunk: bytes} for {chunk: (size, check)}."""
        done, numbers = {}, sorted(wanted)
        for at in range(0, len(numbers), WINDOW):
            batch = numbers[at : at + WINDOW]
            self.wire.send([REQUEST, self.handle, space, batch])
            parts = {chunk: bytearray() for chunk in batch}
            while parts:
                message = self.expect(DATA, REJECT)
                if message[0] == REJECT:
                    raise Refused(f"reject {message[2:]}")
                chunk, offset, data = message[3:6]
                assert message[2] == space and chunk in parts, f"unasked: {message[2:4]}"
                assert offset == len(parts[chunk]), f"a gap in chunk {chunk} at {offset}"
                size, check = wanted[chunk]
                assert len(data) == min(PIECE, size - offset), f"a record of {len(data)} bytes"
                parts[chunk] += data
                if len(parts[chunk]) == size:
                    done[chunk] = bytes(parts.pop(chunk))
                    if not check(done[chunk]):
                        raise Malformed(f"chunk {chunk} is wrong")
        return done

    def blob(self, space, first, number, size, leads_to):
        """A whole blob whose chunks are numbered from `first`; `leads_to(tree)` says whether a tree is right."""
        count = chunk_count(size)
        if count == 0:
            return b""
        roots = self.hashes(number, count, leads_to) if count > 1 else [None]
        wanted = {}
        for i, root in enumerate(roots):
            check = leads_to if root is None else root.__eq__
            wanted[first + i] = (min(CHUNK, size - i * CHUNK), lambda data, check=check: check(tree(data)))
        got = self.chunks(space, wanted)
        return b"".join(got[chunk] for chunk in sorted(got))

    def fetch_manifest(self):
        size, root = self.open()
        self.manifest = self.blob(0, 0, 0, size, root.__eq__)
        self.wire.send([OPENED, self.handle, self.wire.my_proof(self.identity), size, root])
        return self.manifest

    def fetch(self):
        """{path: bytes} of the whole share."""
        _, files = read_manifest(self.fetch_manifest())
        total = sum(chunk_count(size) for _, size, _ in files)
        while len(self.have) < total:
            self.expect(HAVE_MAP, HAVE)
        out, first = {}, 0
        for number, (path, size, root) in enumerate(files, 1):
            fits = lambda top, size=size, root=root: file_root(size, top) == root  # noqa: E731
            out[path] = self.blob(1, first, number, size, fits)
            assert file_root(size, tree(out[path])) == root, f"{path} is not what the manifest says"
            first += chunk_count(size)
        return out

    def close(self):
        self.wire.close()


FAULTS = (
    "wrong data", "wrong hashes", "wrong proof", "wrong manifest tree", "wrong manifest data", "have without data",
    "silent after open", "mute", "giant frame", "giant array", "garbage record", "unasked data", "short data",
    "early end", "have out of range",
)  # fmt: skip


class Seeder:
    """Serves a Content on a port of its own, in threads; `fault` is the one thing that it does wrong."""

    def __init__(self, content, fault=None, address="127.0.0.1"):
        assert fault is None or fault in FAULTS, fault
        self.content, self.fault = content, fault
        self.links = self.opened = self.lied = 0  # what happened, for tests to look at
        self.sent = 0  # content bytes
        self.problems = []  # what the other side did against the protocol
        self.key = None
        self.sockets = []
        self.listener = socket.create_server((address, 0))
        self.endpoint = "%s:%d" % self.listener.getsockname()[:2]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        for stream in [self.listener, *self.sockets]:
            with contextlib.suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)
            stream.close()

    def _accept(self):
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            self.sockets.append(stream)
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream):
        self.links += 1
        stream.settimeout(90)
        if self.fault == "mute":
            self.lied += 1
            return
        try:
            wire = WireLink(stream, 1, self.key)
            self.key = wire.key
            while True:
                self._answer(wire, wire.receive())
        except (Cut, OSError, TimeoutError):
            stream.close()
        except Exception as error:  # noqa: BLE001: kept for the test to look at
            self.problems.append(f"{type(error).__name__}: {error}")
            stream.close()

    def _lie(self, fault):
        if self.fault != fault:
            return False
        self.lied += 1
        return True

    def _answer(self, wire, message):
        answers = {OPEN: self._open, OPENED: self._peer_knows, WANT_HASHES: self._hashes, REQUEST: self._request,
                   CANCEL: self._cancel}  # fmt: skip
        if message[0] in answers:
            answers[message[0]](wire, *message[1:])

    def _open(self, wire, handle, tag, proof, *_):
        identity = self.content.identity
        right_tag = wire.tag_for(identity, wire.key.public.data)
        if tag != right_tag or proof != wire.their_proof(identity):
            return wire.send([BYE, handle, "unknown"])
        assert handle % 2 == 0, "the initiator's handles are even"
        mine = bytes(32) if self._lie("wrong proof") else wire.my_proof(identity)
        size, root = len(self.content.manifest), tree(self.content.manifest)
        if self._lie("wrong manifest tree"):
            root = ZERO
        self.opened += 1
        wire.send([OPENED, handle, mine, size, root])
        return self._misbehave_after_open(wire, handle)

    def _misbehave_after_open(self, wire, handle):
        if self._lie("giant frame"):
            wire.stream.sendall(b"\xff\xff" + b"\0" * 65535)
        if self._lie("giant array"):
            wire.send_plain(b"\x94\x04" + bytes([handle]) + b"\xdd\xff\xff\xff\xff")
        if self._lie("garbage record"):
            wire.send_plain(b"\xc1\xff\x00garbage")
        if self._lie("early end"):
            wire.stream.shutdown(socket.SHUT_RDWR)
        if self._lie("unasked data"):
            for offset in range(0, min(len(self.content.chunks[0]), CHUNK), PIECE):
                wire.send([DATA, handle, 1, 0, offset, bytes(min(PIECE, len(self.content.chunks[0]) - offset))])

    def _peer_knows(self, wire, handle, proof, size, root, *_):
        assert proof == wire.their_proof(self.content.identity), "opened with a wrong proof"
        if not size:
            return
        assert (size, root) == (len(self.content.manifest), tree(self.content.manifest)), "opened with another manifest"
        count = len(self.content.chunks)
        if self._lie("have out of range"):
            return wire.send([HAVE, handle, [[0, count + 1000]]])
        bits = ((1 << count) - 1).to_bytes((count + 7) // 8, "little")
        for at in range(0, len(bits), MAP_BYTES):
            wire.send([HAVE_MAP, handle, at * 8, bits[at : at + MAP_BYTES]])

    def _hashes(self, wire, handle, number, block, *_):
        if self.fault == "silent after open":
            self.lied += 1
            return
        roots, proof = hash_block(self.content.roots(number), block)
        if self._lie("wrong hashes"):
            roots = [bytes([roots[0][0] ^ 1]) + roots[0][1:], *roots[1:]]
        wire.send([HASHES, handle, number, block, b"".join(roots), b"".join(proof)])

    def _request(self, wire, handle, space, chunks, *_):
        assert 0 < len(chunks) <= 64, f"a request of {len(chunks)} chunks"
        for chunk in chunks:
            if self._lie("silent after open"):
                continue
            if space == 1 and self._lie("have without data"):
                wire.send([REJECT, handle, space, chunk, 0])
                continue
            self._send_chunk(wire, handle, space, chunk)

    def _send_chunk(self, wire, handle, space, chunk):
        data = bytearray(self.content.chunk(space, chunk))
        if self._lie("wrong data") if space else self._lie("wrong manifest data"):
            data[len(data) // 2] ^= 1
        for offset in range(0, len(data), PIECE):
            piece = data[offset : offset + PIECE]
            if space == 1 and self._lie("short data"):
                piece = piece[:-1]
            wire.send([DATA, handle, space, chunk, offset, bytes(piece)])
            self.sent += len(piece) if space else 0

    def _cancel(self, wire, handle, space, chunks, *_):
        """Everything asked for was answered at once, so nothing is left to cancel."""
        assert len(chunks) <= 64, f"a cancel of {len(chunks)} chunks"


def main():
    link, endpoint = sys.argv[2:4]
    peer = Downloader(link, endpoint)
    files = peer.fetch()
    peer.close()
    print(f"{share_tag(peer.identity)}: {len(files)} files, {sum(map(len, files.values()))} bytes, all verified")
    for path, data in files.items():
        print(f"  {len(data):>12}  {len(chunks_of(data)):>6} chunks  {path}")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] != "fetch":
        sys.exit(__doc__)
    main()
