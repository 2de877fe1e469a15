"""KRPC by hand, for tests: bencode, Ed25519 (RFC 8032) in plain Python, and a socket that asks and waits."""

import hashlib
import os
import select
import socket
import time

TIMEOUT_S = 3


# --- bencode ----------------------------------------------------------------------------------------------------------

def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    if isinstance(value, list):
        return b"l" + b"".join(map(bencode, value)) + b"e"
    return b"d" + b"".join(bencode(key) + bencode(value[key]) for key in sorted(value)) + b"e"


def bdecode(data):
    value, rest = parse(data)
    if rest:
        raise ValueError("trailing bytes")
    return value


def parse(data):
    kind = data[:1]
    if kind == b"i":
        number, rest = data[1:].split(b"e", 1)
        return int(number), rest
    if kind == b"l":
        out, data = [], data[1:]
        while data[:1] != b"e":
            value, data = parse(data)
            out.append(value)
        return out, data[1:]
    if kind == b"d":
        out, data = {}, data[1:]
        while data[:1] != b"e":
            key, data = parse(data)
            out[key], data = parse(data)
        return out, data[1:]
    length, rest = data.split(b":", 1)
    return rest[:int(length)], rest[int(length):]


# --- Ed25519 ----------------------------------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = 2 * t1 * t2 * D % P
    h = 2 * z1 * z2 % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def times(scalar, point):
    out = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            out = add(out, point)
        point = add(point, point)
        scalar >>= 1
    return out


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x & 1:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = base_point()


def packed(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Owner:
    """Signs the states of mutable items."""

    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
        self.prefix = digest[32:]
        self.key = packed(times(self.scalar, BASE))

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ORDER
        head = packed(times(r, BASE))
        k = int.from_bytes(hashlib.sha512(head + self.key + message).digest(), "little") % ORDER
        return head + ((r + k * self.scalar) % ORDER).to_bytes(32, "little")

    def state(self, seq, value, salt=b""):
        """The arguments of a put, without a token."""
        signed = (b"4:salt" + bencode(salt) if salt else b"") + b"3:seq" + bencode(seq) + b"1:v" + bencode(value)
        out = {b"k": self.key, b"seq": seq, b"sig": self.sign(signed), b"v": value}
        if salt:
            out[b"salt"] = salt
        return out


def target_of(arguments):
    if b"k" in arguments:
        return hashlib.sha1(arguments[b"k"] + arguments.get(b"salt", b"")).digest()
    return hashlib.sha1(bencode(arguments[b"v"])).digest()


# --- a socket ---------------------------------------------------------------------------------------------------------

class Asker:
    """A node that only asks, at an address of its own. It remembers the queries that it is sent."""

    def __init__(self, address, read_only=True, port=6881):
        self.id = os.urandom(20)
        self.read_only = read_only
        self.queries = []
        self.count = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, port))

    def ask(self, node, method, **arguments):
        return self.ask_with(node, method, {key.encode(): value for key, value in arguments.items()})

    def ask_with(self, node, method, arguments):
        """The answer's dictionary; nothing if none comes. An `id` among the arguments is sent instead of ours, None is
        left out."""
        self.count += 1
        transaction = b"%04d" % self.count
        message = {b"t": transaction, b"y": b"q", b"q": method,
                   b"a": {key: value for key, value in {b"id": self.id, **arguments}.items() if value is not None}}
        if self.read_only:
            message[b"ro"] = 1
        self.socket.sendto(bencode(message), node)
        end = time.monotonic() + TIMEOUT_S
        while time.monotonic() < end:
            answer = self.receive(end - time.monotonic())
            if answer and answer.get(b"t") == transaction and answer[b"y"] != b"q":
                return answer
        return None

    def receive(self, seconds):
        self.socket.settimeout(max(seconds, 0.001))
        try:
            data, source = self.socket.recvfrom(65536)
        except socket.timeout:
            return None
        message = bdecode(data)
        if message[b"y"] == b"q":
            self.queries.append((source, message[b"q"]))
        return message

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.receive(end - time.monotonic())

    def token(self, node, target):
        return self.ask(node, b"get", target=target)[b"r"][b"token"]

    def put(self, node, arguments, **others):
        """Puts with a good token. 0 if it was taken, else the error's code."""
        arguments = {**arguments, **{key.encode(): value for key, value in others.items()}}
        token = self.token(node, target_of(arguments))
        return code_of(self.ask_with(node, b"put", {b"token": token, **arguments}))


class Answerer:
    """A node that only answers, of whatever id: it knows `others`, hands out tokens and takes every announcement. It
    remembers what it was asked for."""

    def __init__(self, address, port, own_id):
        self.address, self.id, self.asked = (address, port), own_id, []
        self.others = []  # it tells of the nearest of these
        self.also = []  # and of all of these
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(self.address)

    @staticmethod
    def serve(nodes, seconds):
        """Answers what comes to any of them, for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for ready in select.select([node.socket for node in nodes], [], [], left)[0]:
                next(node for node in nodes if node.socket is ready).answer()

    def answer(self):
        data, source = self.socket.recvfrom(65536)
        query = bdecode(data)
        if query[b"y"] != b"q":
            return
        self.asked.append(query[b"q"])
        target = query[b"a"].get(b"target", query[b"a"].get(b"info_hash"))
        values = {b"id": self.id}
        if target is not None:
            known = sorted((node for node in self.others if node is not self), key=lambda node: apart(node.id, target))
            values[b"nodes"] = b"".join(node.id + compact(node.address) for node in known[:8] + self.also)
            values[b"token"] = b"token"
        reply = {b"t": query[b"t"], b"y": b"r", b"r": values, b"ip": compact(source)}
        self.socket.sendto(bencode(reply), source)


def apart(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def compact(place):
    return socket.inet_aton(place[0]) + place[1].to_bytes(2, "big")


# --- ids of addresses (BEP 42) ----------------------------------------------------------------------------------------

def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


def bound_bits(address, r):
    """The 21 bits that an id at this address begins with, as an integer."""
    masked = bytearray(a & b for a, b in zip(socket.inet_aton(address), b"\x03\x0f\x3f\xff"))
    masked[0] |= (r & 7) << 5
    return crc32c(masked) >> 11


def fits(node_id, address):
    return int.from_bytes(node_id[:3], "big") >> 3 == bound_bits(address, node_id[19])


def fitting_id(address):
    tail = os.urandom(17)
    head = bound_bits(address, tail[16]) << 3 | tail[0] & 7
    return head.to_bytes(3, "big") + tail


def near_id(key, number):
    """Shares the first 152 bits with the key."""
    return key[:19] + bytes([key[19] ^ (number + 1)])


def code_of(answer):
    """0 for a reply, the code of an error, -1 for silence."""
    if answer is None:
        return -1
    return answer[b"e"][0] if answer[b"y"] == b"e" else 0
