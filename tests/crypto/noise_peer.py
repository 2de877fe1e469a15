#!/usr/bin/python3
"""The other end of a Shoal link, by dissononce: an implementation of Noise that shares no code with ours.

    noise_peer.py initiator|responder BATCH       speaks over standard input and output

Handshake; one record with its handshake hash and static key; then every record that comes is answered by its bytes
backwards, until the input ends. Answers are flushed after every BATCH records, and after an empty one.
"""
import sys

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.blake2b import Blake2bHash
from dissononce.processing.handshakepatterns.interactive.XX import XXHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState

RECORDS_PER_KEY = 65536


class End(Exception):
    pass


def read_exactly(count):
    data = sys.stdin.buffer.read(count)
    if len(data) < count:
        raise End
    return data


def read_frame():
    return read_exactly(int.from_bytes(read_exactly(2), "big"))


def write_frame(data):
    sys.stdout.buffer.write(len(data).to_bytes(2, "big") + data)


class Direction:
    """A CipherState that rekeys as docs/wire.md says. The library's own rekey() resets the nonce and keeps the tag."""

    def __init__(self, state):
        self.state = state
        self.count = 0

    def advance(self):
        if self.count > 0 and self.count % RECORDS_PER_KEY == 0:
            key = self.state.cipher.encrypt(self.state._key, 2**64 - 1, b"", bytes(32))[:32]
            self.state.initialize_key(key)
            self.state.set_nonce(self.count)
        self.count += 1

    def seal(self, data):
        self.advance()
        return self.state.encrypt_with_ad(b"", data)

    def open(self, data):
        self.advance()
        return self.state.decrypt_with_ad(b"", data)


def shake_hands(initiator):
    dh = X25519DH()
    static = dh.generate_keypair()
    symmetric = SymmetricState(CipherState(ChaChaPolyCipher()), Blake2bHash())
    handshake = HandshakeState(symmetric, dh)
    handshake.initialize(XXHandshakePattern(), initiator, b"shoal/1", s=static)
    states = None
    for step in range(3):
        message = bytearray()
        if (step % 2 == 0) == initiator:
            states = handshake.write_message(b"", message)
            write_frame(bytes(message))
            sys.stdout.buffer.flush()
        else:
            states = handshake.read_message(read_frame(), message)
    mine, theirs = states if initiator else reversed(states)
    return Direction(mine), Direction(theirs), symmetric.get_handshake_hash(), static.public.data


def main():
    out, into, handshake_hash, static = shake_hands(sys.argv[1] == "initiator")
    batch = int(sys.argv[2])
    write_frame(out.seal(handshake_hash + static))
    sys.stdout.buffer.flush()
    while True:
        plain = into.open(read_frame())
        write_frame(out.seal(plain[::-1]))
        if not plain or into.count % batch == 0:
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        main()
    except End:
        pass
