"""A whole run at trace level, after which no secret is found anywhere that it must not be: logs, arguments and
environments of processes, metrics, JSON without --with-secrets, core files."""

import base64
import os
import re
import signal
import urllib.request
from pathlib import Path

from lab import read_tree, run, wait_for, write_tree
from service import Daemon

HOOK = """#!/bin/sh
{ printf '%s\\n' "$@"; tr '\\0' '\\n' < /proc/$$/environ; tr '\\0' '\\n' < /proc/$$/cmdline; } > OUT.part
mv OUT.part OUT
"""


def forms_of(link):
    """How a content id may be written."""
    text = re.search("shoal:b([a-z2-7]{56})", link).group(1)
    identity = base64.b32decode(text.upper())[1:33]
    base32 = base64.b32encode(identity).decode().rstrip("=")
    written = [text, base32.lower(), identity.hex(), base64.b64encode(identity).decode()[:40]]
    return [form.encode() for word in written for form in {word, word.upper()}] + [identity]


def look_into(where, text, secrets):
    for name, forms in secrets.items():
        assert not any(form in text for form in forms), f"{name} is in {where}"


def answers(daemon, tag, peer, folder):
    """What the commands say in JSON."""
    said = []
    for words in (["list"], ["show", tag, "--files", "--peers"], ["status"], ["link", tag], ["peer", "list", tag],
                  ["dht"], ["doctor"], ["label", "add", tag, "kept"], ["limit", tag, "--up", "9M"], ["pause", tag],
                  ["resume", tag], ["recheck", tag], ["link", tag, "--http", "a.jpg"], ["peer", "add", peer],
                  ["share", folder]):  # fmt: skip
        code = 1 if words == ["doctor"] else 0
        process = daemon.lab.shoal(*words, "--json", "--no-config", "--control", daemon.control)
        assert process.wait(40) in (0, code), process.err
        said.append((" ".join(map(str, words)), process.out.encode() + process.err.encode()))
    return said


def processes_below(pid):
    """Arguments and environment of a process and those that it began."""
    for child in [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]:
        for part in ("cmdline", "environ"):
            yield f"{part} of process {child}", Path(f"/proc/{child}/{part}").read_bytes()


def secrets_kept(lab):
    lab.path("hook").write_text(HOOK.replace("OUT", str(lab.path("hook.out"))))
    lab.path("hook").chmod(0o755)
    folder = write_tree(lab.path("source/photos"), {"a.jpg": 700_000, "b/c": 3_000})
    seeder = Daemon(lab, "seeder", options=["--log", "trace"]).await_start()
    link = seeder.share(folder)
    tag = seeder.shoal("share", folder).records[-1]["tag"]
    config = f'hooks.completed = ["{lab.path("hook")}", "{{tag}}", "{{name}}", "{{path}}"]\n'
    config += 'http.listen = "127.0.0.1:0"\n'
    daemon = Daemon(lab, "getter", config, options=["--log", "trace", "--peer", seeder.endpoint]).await_start()
    events = lab.shoal("events", "--json", "--no-config", "--control", daemon.control)
    get = lab.shoal("get", "-o", lab.path("out"), "--json", "--no-config", "--control", daemon.control,
                    env={"SHOAL_LINK": link})  # fmt: skip
    get.expect(0, 40)
    assert read_tree(lab.path("out/photos")) == read_tree(folder)
    wait_for(lab.path("hook.out").exists, 20, "the hook runs")
    token = (daemon.data / "http.token").read_text().strip()
    shown = lab.shoal("link", tag, "--http", "a.jpg", "--no-config", "--control", daemon.control)
    url = shown.expect(0, 20).out.strip()
    with urllib.request.urlopen(url, timeout=20) as answer:
        assert answer.read() == (folder / "a.jpg").read_bytes()
    ticket = re.search("/t/[0-9]+-([a-z2-7]+)/", url).group(1)
    place = url[: url.index("/t/")]
    asked = urllib.request.Request(place + "/metrics", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        metrics = answer.read()
    assert b"shoal_shares" in metrics
    secrets = {"a content id": forms_of(link), "the token": [token.encode()], "a ticket": [ticket.encode()]}
    for where, text in answers(daemon, tag, seeder.endpoint, folder):
        look_into(f"the answer of {where}", text, secrets)
    for one in (seeder, daemon):
        for where, text in processes_below(one.process.pid):
            look_into(where, text, secrets)
        assert len(one.process.err.splitlines()) > 3, "the log tells nothing"
        look_into(f"the log of {one.name}", one.process.err.encode(), secrets)
    look_into("what the hook was given", lab.path("hook.out").read_bytes(), secrets)
    look_into("the output of get", get.out.encode() + get.err.encode(), secrets)
    events.kill()
    look_into("the events", events.out.encode(), secrets)
    os.kill(daemon.process.pid, signal.SIGABRT)
    daemon.process.wait(20)
    for path in [*Path.cwd().glob("core*"), *daemon.data.glob("core*"), *lab.path(".").glob("core*")]:
        assert not path.is_file() or path.stat().st_size <= 1, f"{path} was left"
    # And they are found where they belong, so the search can find them.
    shown = lab.shoal("link", tag, "--json", "--with-secrets", "--no-config", "--control", seeder.control).expect(0, 20)
    assert any(form in shown.out.encode() for form in secrets["a content id"])
    assert seeder.process.stop() == 0


run(secrets_kept, 200)
