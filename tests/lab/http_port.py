"""The HTTP port of a real daemon: who is refused, what a player gets while bytes are missing, and that its secrets show
nowhere."""

import base64
import hashlib
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from lab import BIN, Node, Skip, run, wait_for, write_tree

CHUNK = 256 * 1024
FILE = "long film.mkv"
BYTES = 96 * 1024 * 1024
UP = 8 * 1024 * 1024  # bytes a second the seeder sends: most of the file is missing while the player asks


class Port:
    """A daemon's HTTP port, asked as plain bytes."""

    def __init__(self, node):
        self.node = node
        said = wait_for(lambda: re.search(r"http://127\.0\.0\.1:(\d+)", node.process.err + node.process.out), 10,
                        "the daemon says where its HTTP port is")  # fmt: skip
        self.number = int(said[1])
        self.token_file = Path(node.data, "http.token")

    @property
    def token(self):
        return self.token_file.read_text().strip()

    def bearer(self):
        return {"Authorization": f"Bearer {self.token}"}

    def send(self, target, fields=None, host=None, method="GET"):
        """The connection on which the answer comes."""
        link = socket.create_connection(("127.0.0.1", self.number), timeout=40)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{self.number}'}", "Connection: close",
                 *(f"{name}: {value}" for name, value in (fields or {}).items()), "", ""]  # fmt: skip
        link.sendall("\r\n".join(lines).encode())
        return link

    def ask(self, target, fields=None, host=None, method="GET"):
        """(status, fields, body)"""
        with self.send(target, fields, host, method) as link:
            parts = []
            while part := link.recv(1 << 20):
                parts.append(part)
        head, _, body = b"".join(parts).partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        return int(lines[0].split()[1]), dict(line.split(": ", 1) for line in lines[1:]), body

    def ticket(self, expiry, tag, path):
        """As docs/http.md writes it down."""
        padded = self.token.upper() + "=" * (-len(self.token) % 8)
        mac = hashlib.blake2b(expiry.to_bytes(8, "big") + tag.encode() + path.encode(), key=base64.b32decode(padded),
                              digest_size=32, person=b"shoal/1 ticket".ljust(16, b"\0")).digest()[:16]  # fmt: skip
        return f"{expiry}-{base64.b32encode(mac).decode().lower().rstrip('=')}"


def share_of(node):
    return node.shares()[0]["tag"]


def refusals(port, tag):
    good = port.bearer()
    here = f"127.0.0.1:{port.number}"
    status, _, metrics = port.ask("/metrics", good)
    assert status == 200
    assert b'\nshoal_rpc_requests_total{method="list",code="ok"} ' in metrics, "what was asked on the control socket"
    assert port.ask("/metrics")[0] == 401, "no token"
    assert port.ask("/metrics", {"Authorization": "Bearer " + "a" * 52})[0] == 401, "a wrong token"
    assert port.ask("/metrics", good, host=f"shoal.example:{port.number}")[0] == 421, "a name that was rebound"
    assert port.ask("/metrics", good, host="127.0.0.1")[0] == 421, "another port"
    assert port.ask("/metrics", good | {"Origin": "http://shoal.example"})[0] == 403, "a foreign page"
    assert port.ask("/metrics", good | {"Origin": f"http://{here}"})[0] == 200
    assert port.ask("/metrics", good, method="POST")[0] == 405
    name = "small.txt"
    now = int(time.time())
    fresh, old = port.ticket(now + 60, tag, name), port.ticket(now - 1, tag, name)
    assert port.ask(f"/t/{fresh}/{tag}/{name}")[0] == 200, "the ticket that the document describes"
    status, _, said = port.ask(f"/t/{old}/{tag}/{name}")
    assert status == 403, "an expired ticket"
    assert port.ask(f"/t/{fresh[:-1]}{'a' if fresh[-1] != 'a' else 'b'}/{tag}/{name}")[::2] == (403, said)
    assert port.ask(f"/t/{old}/{tag}/nothing")[::2] == (403, said), "whether it is there is not told"
    for shown in ({}, good, good | {"Origin": "http://shoal.example"}):
        fields = port.ask("/metrics", shown)[1]
        assert not any(field.lower().startswith("access-control") for field in fields), fields


def curl(port, lab, url, *options):
    """As a person would: the token from a file, so that no other process can read it from the arguments."""
    fields = lab.path("curl.fields")
    fields.touch(mode=0o600)
    fields.write_text(f"Authorization: Bearer {port.token}\n")
    done = subprocess.run(["curl", "-sS", "--fail", "-H", f"@{fields}", *options, url], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ranges_while_bytes_are_missing(lab, port, node, tag, source):
    """The bytes are right, and come long before the rest: seek latencies, the last of which are of the far end."""
    target = f"/{tag}/{FILE.replace(' ', '%20')}"
    places = [BYTES // 2 + 12345, BYTES - 1000, BYTES // 4, 3 * BYTES // 4 + 1]
    latencies = []
    for at in places:
        share = node.shares()[0]
        missing = share["bytes"] - share["bytes_have"]
        begin = time.monotonic()
        with port.send(target, port.bearer() | {"Range": f"bytes={at}-{at + 999}"}) as link:
            data = link.recv(1 << 16)
            latencies.append(time.monotonic() - begin)
            while part := link.recv(1 << 16):
                data += part
        head, _, body = data.partition(b"\r\n\r\n")
        last = min(at + 999, BYTES - 1)
        assert head.startswith(b"HTTP/1.1 206"), head
        assert f"Content-Range: bytes {at}-{last}/{BYTES}".encode() in head, head
        assert body == source[at : last + 1], f"other bytes at {at}"
        assert missing > 0, "everything was here already: the seeder is too fast for this test"
    at = BYTES // 3
    got = curl(port, lab, f"http://localhost:{port.number}{target}", "--range", f"{at}-{at + 3 * CHUNK - 1}")
    assert got == source[at : at + 3 * CHUNK]
    share = node.shares()[0]
    assert share["bytes_have"] < share["bytes"], "everything was here already: the seeder is too fast for this test"
    print(f"seek latency while {100 - 100 * share['bytes_have'] // share['bytes']} % is missing, seeder at "
          f"{UP >> 20} MiB/s: " + ", ".join(f"{1000 * seconds:.0f} ms" for seconds in latencies))  # fmt: skip


def slow_heads_end(port):
    begin = time.monotonic()
    slow = [socket.create_connection(("127.0.0.1", port.number), timeout=30) for _ in range(200)]
    for link in slow:
        link.sendall(b"GET /metrics HTTP/1.1\r\nHost: ")
    waits = []
    for _ in range(20):
        asked = time.monotonic()
        assert port.ask("/metrics", port.bearer())[0] == 200
        waits.append(time.monotonic() - asked)
    for link in slow:
        try:
            assert link.recv(100) == b"", "no answer to half a head"
        except ConnectionResetError:
            pass
        link.close()
    took = time.monotonic() - begin
    assert took < 20, f"half a head was kept for {took:.1f} s"
    print(f"200 half heads: gone after {took:.1f} s, an honest client was answered within {1000 * max(waits):.0f} ms")


def whole_file_with_a_ticket(port, tag, source):
    expiry = int(time.time()) + 600
    target = f"/t/{port.ticket(expiry, tag, FILE)}/{tag}/{FILE.replace(' ', '%20')}"
    begin = time.monotonic()
    status, fields, body = port.ask(target)
    took = time.monotonic() - begin
    assert (status, fields["Content-Type"]) == (200, "video/x-matroska")
    assert body == source
    print(f"{BYTES >> 20} MiB in {took:.2f} s, {BYTES / took / (1 << 20):.0f} MiB/s")


def secrets_stay(port, node, tag):
    token = port.token.encode()
    url = node.shoal("link", tag, "--http", "small.txt", "--with-secrets")["url"]
    assert port.ask(url.removeprefix(f"http://127.0.0.1:{port.number}"))[::2] == (200, b"small\n"), url
    mac = re.search(r"/t/\d+-([a-z2-7]{26})/", url)[1].encode()
    metrics = port.ask("/metrics", port.bearer())[2]
    places = {"log": node.log.encode(), "output": node.process.out.encode(), "metrics": metrics}
    for name in ("cmdline", "environ"):
        places[name] = Path(f"/proc/{node.process.pid}/{name}").read_bytes()
    for place, text in places.items():
        assert token not in text and mac not in text, f"a secret of the HTTP port stands in the {place}"
    assert port.token_file.stat().st_mode & 0o777 == 0o600


def readable_by_others(node, port):
    node.stop()
    port.token_file.chmod(0o644)
    words = [BIN / "shoald", "--data-dir", node.data, "--control", node.control, "--listen", "127.0.0.1:0",
             "--no-config", "--bootstrap", "none"]  # fmt: skip
    refused = node.lab.start("readable", words, env={"SHOAL_HTTP_LISTEN": "127.0.0.1:0", "SHOAL_LAN": "off"})
    assert refused.wait(20) != 0
    assert "http.token" in refused.err and "chmod 600" in refused.err, refused.err


def promtool():
    """From the package prometheus, or where tests/run.sh unpacks it."""
    unpacked = BIN.parent.parent / "promtool" / "promtool"
    return shutil.which("promtool") or (str(unpacked) if unpacked.exists() else None)


def metrics_are_clean(port):
    text = port.ask("/metrics", port.bearer())[2]
    done = subprocess.run([promtool(), "check", "metrics"], input=text, capture_output=True, timeout=60)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    assert not done.stdout + done.stderr, (done.stdout + done.stderr).decode()
    families = re.findall(rb"^# TYPE (\S+) ", text, re.M)
    assert b"shoal_build_info" in families and b"process_cpu_seconds_total" in families, families
    print(f"promtool check metrics: clean, {len(families)} families, {len(text)} bytes")


def port_of_a_daemon(lab):
    lab.environment["SHOAL_HTTP_LISTEN"] = "127.0.0.1:0"
    folder = write_tree(lab.path("film"), {FILE: BYTES, "small.txt": b"small\n"})
    source = Path(folder, FILE).read_bytes()
    seeder = Node(lab, "seeder", "--bootstrap", "none", "--limit-up", f"{UP >> 20}M")
    link = seeder.share(folder)
    node = Node(lab, "node", "--bootstrap", "none", "--peer", seeder.endpoint, log="trace")
    port = Port(node)
    getter = lab.shoal("get", link, "-o", lab.path("got"), "--json", "--no-config", "--control", node.control)
    wait_for(lambda: node.shares() and node.shares()[0].get("bytes"), 20, "the list of files is here")
    tag = share_of(node)
    ranges_while_bytes_are_missing(lab, port, node, tag, source)
    slow_heads_end(port)
    getter.expect(0, 60)
    refusals(port, tag)
    whole_file_with_a_ticket(port, tag, source)
    secrets_stay(port, node, tag)
    if promtool():
        metrics_are_clean(port)
    readable_by_others(node, port)
    if not promtool():
        raise Skip("everything passed but promtool (Debian: prometheus) is missing for `promtool check metrics`")


if __name__ == "__main__":
    run(port_of_a_daemon)
