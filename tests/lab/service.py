"""A daemon as a service manager sees it, and the manager's end of the line."""

import re
import socket
import time
from pathlib import Path

from lab import BIN, wait_for


class Manager:
    """A service manager's end of NOTIFY_SOCKET."""

    def __init__(self, address):
        self.name = address if address.startswith("@") else str(address)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self.socket.setblocking(False)
        self.heard = []

    def listen(self):
        while True:
            try:
                self.heard.append((time.monotonic(), self.socket.recv(4096).decode()))
            except BlockingIOError:
                return self.heard

    def await_text(self, text, seconds=20, after=0):
        def probe():
            return next((note for _, note in self.listen()[after:] if text in note), None)

        return wait_for(probe, seconds, lambda: f"{text!r}; heard {self.heard[-5:]}")

    def count(self, text):
        return sum(text in note for _, note in self.listen())


class Daemon:
    """A daemon that reads the configuration file of the lab's home directory."""

    def __init__(self, lab, name, config="", env=None, wrapper=(), options=()):
        self.lab, self.name, self.data = lab, name, lab.path(f"{name}.data")
        self.config = lab.path(".config/shoal/config.toml")
        self.control = lab.path(f"{name}.ctl") / "sock"
        self.configure(config)
        self.options = ["--data-dir", self.data, "--control", self.control, "--listen", "127.0.0.1:0", "--lan", "off",
                        "--bootstrap", "none", "--json", *options]  # fmt: skip
        self.process = lab.start(name, [*wrapper, BIN / "shoald", *self.options], env=env)

    def configure(self, text):
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text)

    def await_start(self):
        self.endpoint = self.process.await_record("listening")["endpoints"][0]
        wait_for(self.control.exists, 10, "the control socket")
        return self

    def shoal(self, *words, code=0):
        return self.lab.shoal(*words, "--json", "--no-config", "--control", self.control).expect(code, 40)

    def share(self, path):
        """Its link."""
        return self.lab.shoal("share", path, "--no-config", "--control", self.control).expect(0, 40).out.strip()

    def says(self, text, seconds=20):
        return wait_for(lambda: text in self.process.err, seconds, lambda: f"{text!r} in {self.process.err[-1500:]!r}")

    def status_of(self, field):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return re.search(rf"^{field}:\s*(\S+)", text, re.M).group(1)
