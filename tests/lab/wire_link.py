"""One encrypted link between two peers, written from docs/wire.md: Noise XX, records, messages."""

import hashlib
import socket

from dissononce.cipher.chachapoly import ChaChaPolyCipher
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.blake2b import Blake2bHash
from dissononce.processing.handshakepatterns.interactive.XX import XXHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState

from content import subkey
from packed import pack, unpack

(HELLO, OPEN, OPENED, HAVE_MAP, HAVE, WANT_HASHES, HASHES, REQUEST, DATA, REJECT, CANCEL, PEERS, BYE) = range(13)
REKEY_EVERY = 1 << 16
MAX_RECORD = 65535


class Cut(Exception):
    """The stream ended without a bye."""


class Direction:
    """The cipher of one direction, rekeyed before every 2^16th record; the nonce goes on counting."""

    def __init__(self, cipher):
        self.cipher = cipher
        self.count = 0

    def next(self):
        if self.count and self.count % REKEY_EVERY == 0:
            self.cipher.rekey()  # this library begins the nonce again at 0; Noise does not
            self.cipher.set_nonce(self.count)
        self.count += 1
        return self.cipher


class WireLink:
    """A link over a connected socket. `role` is 0 for the dialler, 1 for the other side."""

    def __init__(self, stream, role, key=None):
        self.stream, self.role = stream, role
        self.dh = X25519DH()
        self.key = key or self.dh.generate_keypair()
        self._handshake()
        self.send([HELLO, {"agent": "wire_peer"}])

    @classmethod
    def dial(cls, endpoint, timeout=10, key=None):
        host, port = endpoint.rsplit(":", 1)
        stream = socket.create_connection((host, int(port)), timeout=timeout)
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return cls(stream, 0, key)

    def _handshake(self):
        state = HandshakeState(SymmetricState(CipherState(ChaChaPolyCipher()), Blake2bHash()), self.dh)
        state.initialize(XXHandshakePattern(), self.role == 0, b"shoal/1", s=self.key)
        ciphers = None
        for message, size in enumerate((32, 96, 64)):
            if message % 2 == self.role:
                out = bytearray()
                ciphers = state.write_message(b"", out)
                assert len(out) == size, "a handshake message has the wrong size"
                self.send_frame(bytes(out))
            else:
                frame = self.receive_frame()
                if len(frame) != size:
                    raise Cut(f"handshake message {message} has {len(frame)} bytes, not {size}")
                ciphers = state.read_message(frame, bytearray())
        self.handshake_hash = state.symmetricstate.get_handshake_hash()
        self.remote_key = state.rs.data
        first, second = ciphers
        self.out, self.into = map(Direction, (first, second) if self.role == 0 else (second, first))

    # --- frames: a 2-byte length and so many bytes ---

    def send_frame(self, frame):
        self.stream.sendall(len(frame).to_bytes(2, "big") + frame)

    def receive_frame(self):
        size = int.from_bytes(self._exactly(2), "big")
        return self._exactly(size)

    def _exactly(self, count):
        parts = bytearray()
        while len(parts) < count:
            part = self.stream.recv(count - len(parts))
            if not part:
                raise Cut("the stream ended")
            parts += part
        return bytes(parts)

    # --- records: one message each ---

    def send(self, message):
        self.send_plain(pack(message))

    def send_plain(self, plain):
        self.send_frame(self.out.next().encrypt_with_ad(b"", plain))

    def receive(self):
        """The next message, whatever it is. Raises Cut, Malformed, or TimeoutError of the socket."""
        message = unpack(self.into.next().decrypt_with_ad(b"", self.receive_frame()))
        assert isinstance(message, list) and message and isinstance(message[0], int), f"not a message: {message!r}"
        return message

    def close(self):
        try:
            self.send([BYE])
        except OSError:
            pass
        self.stream.close()

    # --- opening a share ---

    def tag_for(self, identity, receiver_key):
        return hashlib.blake2b(receiver_key, digest_size=16, key=subkey(identity, "open")).digest()

    def proof_of(self, identity, role):
        return hashlib.blake2b(
            self.handshake_hash + bytes([role]), digest_size=32, key=subkey(identity, "proof")
        ).digest()

    def my_proof(self, identity):
        return self.proof_of(identity, self.role)

    def their_proof(self, identity):
        return self.proof_of(identity, 1 - self.role)
