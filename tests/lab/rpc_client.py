"""The control socket from outside: its frames in plain bytes, and a clock on an honest client (docs/control.md)."""

import contextlib
import multiprocessing
import socket
import struct
import time

from lab import pause

VERSION = 2
REQUEST, REPLY, ERROR, EVENT, SUBSCRIBE = 1, 2, 3, 4, 5


def packed(value):
    """Canonical msgpack of the small things that a client says."""
    if isinstance(value, int):
        if value < 128:
            return bytes([value])
        for head, form, limit in ((0xCC, ">B", 1 << 8), (0xCD, ">H", 1 << 16), (0xCE, ">I", 1 << 32)):
            if value < limit:
                return bytes([head]) + struct.pack(form, value)
        return b"\xcf" + struct.pack(">Q", value)
    if isinstance(value, str):
        text = value.encode()
        return (bytes([0xA0 | len(text)]) if len(text) < 32 else b"\xd9" + bytes([len(text)])) + text
    if isinstance(value, dict):
        return bytes([0x80 | len(value)]) + b"".join(packed(k) + packed(v) for k, v in sorted(value.items()))
    return bytes([0x90 | len(value)]) + b"".join(packed(one) for one in value)


def frame(*message):
    body = packed(list(message))
    return struct.pack(">I", len(body)) + body


HELLO = frame(0, "shoal-control", VERSION)


class PushedOut(Exception):
    """The daemon has too many clients, and said so."""


class Client:
    """A connection. Reads whole frames and knows no more of them than kind and the number behind it."""

    def __init__(self, path, hello=True, timeout=30):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(str(path))  # waits while the backlog is full, which a time limit would make it not do
        self.socket.settimeout(timeout)
        self.buffer = b""
        if hello:
            self.say(HELLO)
            word = self.hear()
            if word[1] == ERROR:
                raise PushedOut
            assert word[1] == 0, "the first word is hello"

    def say(self, data):
        self.socket.sendall(data)

    def hear(self):
        """The next message, as bytes; EOFError at the end."""
        while len(self.buffer) < 4 or len(self.buffer) < 4 + struct.unpack(">I", self.buffer[:4])[0]:
            more = self.socket.recv(1 << 20)
            if not more:
                raise EOFError
            self.buffer += more
        end = 4 + struct.unpack(">I", self.buffer[:4])[0]
        message, self.buffer = self.buffer[4:end], self.buffer[end:]
        return message

    def ask(self, number, name, **fields):
        """Asks and waits for the answer to that; events that come meanwhile are passed over."""
        assert number < 128
        self.say(frame(REQUEST, number, name, fields))
        while True:
            message = self.hear()
            if message[1] in (REPLY, ERROR) and message[2] == number:
                return message

    def close(self):
        self.socket.close()


def come(path):
    """A client that was pushed out by a crowd before it said hello comes again, as ours does."""
    while True:
        with contextlib.suppress(PushedOut, EOFError, ConnectionError):
            return Client(path)
        pause(0.02)


# --- the honest client -------------------------------------------------------------------------------------------


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _measure(path, pipe, every):
    """Until told to stop: one client that comes, asks and goes, and one that stays."""
    fresh, stays, lost = [], [], 0
    resident = come(path)
    while not pipe.poll(every):
        begin = time.monotonic()
        while True:
            newcomer = come(path)
            with contextlib.suppress(EOFError, ConnectionError):
                newcomer.ask(1, "status")
                break
        newcomer.close()
        fresh.append(time.monotonic() - begin)
        begin = time.monotonic()
        while True:
            try:
                resident.ask(1, "status")
                break
            except (EOFError, OSError):  # made way for newer ones, as it may: comes again
                lost += 1
                resident.close()
                resident = come(path)
        stays.append(time.monotonic() - begin)
    pipe.send((fresh, stays, lost))


class Honest:
    """Measures, in a process of its own, how long a client of good manners waits while the block runs."""

    def __init__(self, path, every=0.01):
        self.path, self.every = path, every

    def __enter__(self):
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_measure, args=(self.path, theirs, self.every), daemon=True)
        self.process.start()
        return self

    def __exit__(self, kind, *_):
        self.pipe.send("enough")
        if kind is None:
            assert self.pipe.poll(60), "the honest client hangs"
            self.fresh, self.stays, self.lost = self.pipe.recv()
        with contextlib.suppress(Exception):
            self.process.join(5)
            self.process.kill()

    @property
    def p99(self):
        """Seconds; the worse of the two."""
        return max(percentile(self.fresh, 0.99), percentile(self.stays, 0.99))

    def text(self):
        ms = [1000 * percentile(times, share) for times in (self.fresh, self.stays) for share in (0.5, 0.99)]
        return (f"{len(self.fresh)} rounds; comes, asks and goes: p50 {ms[0]:.1f} ms, p99 {ms[1]:.1f} ms; "
                f"stays: p50 {ms[2]:.1f} ms, p99 {ms[3]:.1f} ms, pushed out {self.lost} times")  # fmt: skip
