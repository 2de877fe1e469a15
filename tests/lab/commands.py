"""Every command against a real daemon: what it says to a person, what it says to a program (held to its schema), which
exit codes it gives, and how it fails. Prints the table of all of it where SHOAL_COMMAND_REPORT says."""

import os
import pty
import select
import signal
import subprocess

from command_report import Report, report_path
from lab import BIN, Node, flip, pause, run, wait_for, write_tree

ORPHAN = "shoal:bagt2kbbiizimaxjj7xviophcyp7i4fg6uiikfg3czzjlrpy5ip2umk7e"  # a link that nobody has anything for


class Room:
    """A daemon with three shares, and the words that reach it."""

    def __init__(self, lab):
        self.lab, self.report = lab, Report(lab)
        self.folder = write_tree(lab.path("iris"), {"docs/a.txt": 5000, "docs/b.txt": 300_000, "raw/c.bin": 700_000})
        self.other = write_tree(lab.path("irrlicht"), {"x": 1000})
        self.node = Node(lab, "node", "--bootstrap", "none")
        self.tail = ["--no-config", "--control", self.node.control]
        self.nobody = ["--no-config", "--control", lab.path("nobody.sock")]
        self.alone = ["--no-config", "--data-dir", lab.path("alone.data")]

    def engine(self, name):
        """Options of a command that runs its own engine."""
        return ["--no-config", "--standalone", "--lan", "off", "--bootstrap", "none", "--listen", "127.0.0.1:0",
                "--data-dir", self.lab.path(name)]  # fmt: skip


def sharing(room):
    report, tail = room.report, room.tail
    shared = report.both("share", [room.folder, "--label", "work"], tail, "shared", [str(room.folder.name)])
    assert "link" not in shared, "a link is printed only with --with-secrets"
    again = report.json("share", [room.folder, "--with-secrets"], tail, "shared")
    assert again["already_shared"] and again["link"].startswith("magnet:?xt=urn:shoal:b")
    report.human("share", [room.other], tail)
    report.fails("share", [room.lab.path("nothing")], tail, 3, "not_found")
    report.fails("share", [], tail, 2, "usage", ["PATH"])
    report.fails("share", [room.folder, "--frobnicate"], tail, 2, "usage", ["see shoal share --help"])
    return again["link"], shared["tag"]


def looking(room, tag):
    report, tail = room.report, room.tail
    listed = report.both("list", [], tail, "list", ["iris", "seeding", "work"])
    assert [share["number"] for share in listed["shares"]] == [1, 2]
    assert [share["name"] for share in report.json("list", ["label:work"], tail, "list")["shares"]] == ["iris"]
    sizes = report.json("list", ["--sort", "size", "--reverse"], tail, "list")["shares"]
    assert [share["name"] for share in sizes] == ["irrlicht", "iris"]
    report.human("list", ["--columns", "number,path"], tail, says=[str(room.folder)])
    assert not report.json("list", ["--filter", "downloading"], tail, "list")["shares"]
    assert len(report.json("list", ["active", str(room.folder / "docs")], tail, "list")["shares"]) == 1
    report.fails("list", ["nosuch"], tail, 3, "not_found")
    report.fails("list", ["ir"], tail, 2, "usage", ["iris", "irrlicht"])
    report.fails("list", ["--columns", "colour"], tail, 2, "usage", ["there is no column 'colour'"])
    report.fails("list", ["--sort", "beauty"], tail, 2, "usage")
    report.fails("list", [], room.nobody, 11, "unreachable")
    for selector in ("1", tag, "iris", str(room.folder), "IRIS"):
        assert report.json("show", [selector], tail, "show")["tag"] == tag, selector
    shown = report.both("show", ["1", "--files", "--peers", "--sources"], tail, "show", ["docs/a.txt", "WANTED"])
    assert [file["path"] for file in shown["files_list"]] == ["docs/a.txt", "docs/b.txt", "raw/c.bin"]
    report.fails("show", ["9"], tail, 3, "not_found")
    report.fails("show", ["all"], tail, 2, "usage", ["this is about one"])
    report.fails("show", ["paused"], tail, 3, "not_found", ["no share is meant"])
    report.both("status", [], tail, "status", ["running", "iris"])
    report.fails("status", [], room.nobody, 11, "unreachable")
    report.both("dht", [], tail, "dht", ["DHT"])
    report.fails("dht", [], room.nobody, 11, "unreachable")
    report.both("peer list", ["iris"], tail, "peers")
    report.fails("peer list", ["9"], tail, 3, "not_found")


def managing(room):
    report, tail = room.report, room.tail
    paused = report.both("pause", ["1"], tail, "pause", ["iris: paused"])
    assert paused["shares"][0]["state"] == "paused"
    report.human("resume", ["paused"], tail, says=["iris: goes on"])
    assert report.json("resume", ["1"], tail, "resume")["shares"][0]["state"] == "seeding"
    assert not report.json("resume", ["paused"], tail, "resume")["shares"]
    report.human("resume", ["paused"], tail, says=["no share is meant"])
    for command in ("pause", "resume", "recheck", "remove"):
        report.fails(command, ["9"], tail, 3, "not_found")
        report.fails(command, [], tail, 2, "usage", ["SHARE"])
        report.fails(command, ["1"], room.nobody, 11, "unreachable")
    report.both("label add", ["1", "big", "old"], tail, "label", ["big, old, work"])
    assert report.both("label list", [], tail, "labels", ["work  1 share"])["labels"]["big"] == 1
    report.both("label remove", ["label:big", "big", "old"], tail, "label", ["work"])
    report.fails("label add", ["1", ""], tail, 2, "usage")
    report.fails("label remove", ["9", "x"], tail, 3, "not_found")
    report.fails("label list", [], room.nobody, 11, "unreachable")


def limiting(room):
    report, tail = room.report, room.tail
    report.both("limit", [], tail, "limit", ["down off"])
    limits = report.both("limit", ["--down", "10M", "--up", "1.5MiB"], tail, "limit", ["shoal config set limits.down"])
    assert (limits["down"], limits["up"]) == (10 << 20, 3 << 19)
    one = report.both("limit", ["iris", "--up", "100k"], tail, "limit", ["iris: down off"])
    assert one["up"] == 100 << 10 and report.json("show", ["1"], tail, "show")["limit_up"] == 100 << 10
    report.json("limit", ["1", "--up", "off"], tail, "limit")
    report.fails("limit", ["--down", "10MB"], tail, 2, "usage", ["10MB"])
    report.fails("limit", ["9", "--down", "1M"], tail, 3, "not_found")
    report.fails("limit", [], room.nobody, 11, "unreachable")


def linking(room, link):
    report, tail = room.report, room.tail
    plain = report.human("link", ["1"], tail).out.strip()
    assert plain.split("&")[0] == link.split("&")[0], plain
    assert "&so=0" in report.human("link", ["1", "--select", "+docs/a.txt"], tail).out
    report.fails("link", ["1", "--select", "+nosuch"], tail, 2, "usage")
    assert report.human("link", ["1", "--short"], tail).out.startswith("shoal:b")
    assert "link" not in report.json("link", ["1"], tail, "link")
    assert report.json("link", ["1", "--with-secrets"], tail, "link")["link"] == plain
    report.fails("link", ["9"], tail, 3, "not_found")
    report.both("peer add", ["127.0.0.1:9", "--share", "1"], tail, "peer_added", ["127.0.0.1:9"])
    report.json("peer add", ["127.0.0.1:9"], tail, "peer_added")
    report.fails("peer add", ["localhost"], tail, 2, "usage")
    report.fails("peer add", ["127.0.0.1:9", "--share", "9"], tail, 3, "not_found")


def fetching(room, link):
    report, lab = room.report, room.lab
    peer = ["--peer", room.node.endpoint]
    secret = {"env": {"SHOAL_LINK": link}}
    into, engine = lab.path("out"), [*room.engine("get.data"), *peer]
    report.human("get", ["-o", into, "--select", "+docs/**"], engine, says=["2 of 3 files complete"], **secret)
    assert (into / "iris/docs/a.txt").exists() and not (into / "iris/raw/c.bin").exists()
    again = report.json("get", ["-", "-o", into], engine, "complete", stdin=link + "\n")
    assert again["files_wanted"] == 2 and again["received"] == 0, "the same command again is about the same choice"
    offline = ["--no-config", "--data-dir", lab.path("get.data")]
    chosen = report.both("select", ["iris", "-docs/b.txt"], offline, "select", ["1 of 3 files"])
    assert chosen["files_wanted"] == 1
    first = ["iris", "--priority", "high", "+docs/a.txt"]
    assert report.both("select", first, offline, "select", ["priority high"])["files_wanted"] == 1
    files = report.json("show", ["iris", "--files"], offline, "show")["files_list"]
    assert [file["priority"] for file in files] == ["high", "normal", "normal"], files
    report.fails("select", ["iris", "--priority", "soon", "+docs/a.txt"], offline, 2, "usage", ["low|normal|high"])
    report.fails("select", ["iris", "--priority", "low", "+nosuch"], offline, 2, "usage")
    report.fails("select", ["iris", "+nosuch"], offline, 2, "usage")
    report.fails("select", ["iris"], offline, 2, "usage")
    report.fails("select", ["nosuch", "+a"], offline, 3, "not_found")
    all_of_it = report.json("get", ["-o", into, "--select", "+**"], engine, "complete", **secret)
    assert all_of_it["files_wanted"] == 3
    report.json("get", ["-o", lab.path("later"), "--paused"], [*room.engine("later.data"), *peer], "paused", **secret)
    later = report.json("list", [], ["--no-config", "--data-dir", lab.path("later.data")], "list")["shares"]
    assert [share["paused"] for share in later] == [True]
    report.human("get", ["-o", lab.path("later")], [*room.engine("later.data"), *peer],
                 says=["it was paused"], **secret)  # fmt: skip
    alone = room.engine("failing.data")
    report.fails("get", [], alone, 2, "usage", ["no link"])
    report.fails("get", ["shoal:bnonsense"], alone, 4, "malformed")
    report.fails("get", [ORPHAN, "-o", lab.path("x"), "--timeout", "1"], alone, 5, "no_peers", ["the same command"])
    write_tree(lab.path("there"), {"iris/docs/a.txt": b"mine"})
    report.fails("get", ["-o", lab.path("there")], [*room.engine("there.data"), *peer], 13, "exists",
                 ["allow overwriting"], **secret)  # fmt: skip
    interrupted(room)


def interrupted(room):
    """Ctrl-C, and a second one on the same data directory meanwhile."""
    words = ["get", ORPHAN, "-o", room.lab.path("x"), *room.engine("waiting.data")]
    waiting = room.lab.shoal(*words, "--json")
    waiting.await_record("progress")
    room.report.fails("get", [ORPHAN], room.engine("waiting.data"), 14, "in_use", [str(waiting.pid), "run shoald"])
    waiting.process.send_signal(signal.SIGINT)
    waiting.expect(7, 10)
    room.report.ended("get", waiting, 7)
    record = waiting.records[-1]
    assert record["code"] == "interrupted" and "same command" in record["message"], record


def full_disk(room, link):
    disk = room.lab.tiny_disk("full", "size=512k")
    room.report.fails("get", ["-o", disk], [*room.engine("full.data"), "--peer", room.node.endpoint], 9, "no_space",
                      ["make room"], env={"SHOAL_LINK": link})  # fmt: skip


def rechecking(room):
    report, tail = room.report, room.tail
    report.both("recheck", ["1"], tail, "recheck", ["are right"])
    place = room.folder / "docs/b.txt"
    flip(place, 1000)
    less = report.json("recheck", ["1"], tail, "recheck", 8)
    assert less["bytes_have"] < less["bytes"]
    flip(place, 1000)


def on_a_terminal(words, answer, environment):
    """Runs `shoal` with a terminal of its own and answers its question; what it said, and its exit code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([BIN / "shoal", *words], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""

    def read():
        nonlocal said
        if select.select([ours], [], [], 0)[0]:
            try:
                said += os.read(ours, 4096)
            except OSError:
                return True
        return b"[y/N]" in said

    wait_for(read, 20, lambda: f"a question; it said {said!r}")
    os.write(ours, answer)
    code = process.wait(20)
    os.close(ours)
    return said.decode(), code


def removing(room):
    report, tail, lab = room.report, room.tail, room.lab
    report.fails("remove", ["2", "--data"], tail, 2, "usage", ["say -y"])
    said, code = on_a_terminal(["remove", "2", "--data", *map(str, tail)], b"n\n", lab.environment)
    assert code == 7 and str(room.other) in said and (room.other / "x").exists(), said
    kept = report.json("remove", ["1"], tail, "remove")
    assert kept["name"] == "iris" and (room.folder / "docs/a.txt").exists()
    report.human("remove", ["2", "--data", "-y"], tail, says=["its files are deleted"])
    assert not (room.other / "x").exists()
    assert report.human("list", [], tail).out == "no shares\n"


def without_a_daemon(room):
    """The remembered shares can be looked after."""
    report, lab = room.report, room.lab
    folder = write_tree(lab.path("solo"), {"a": 100_000})
    sharer = lab.shoal("share", folder, "--json", "--progress", "none", *room.engine("alone.data"))
    sharer.await_record("shared")
    sharer.process.send_signal(signal.SIGINT)
    sharer.expect(130, 10)
    listed = report.json("list", [], room.alone, "list")["shares"]
    assert [share["state"] for share in listed] == ["stopped"], listed
    report.both("pause", ["1"], room.alone, "pause")
    report.both("label add", ["1", "work"], room.alone, "label")
    report.json("limit", ["1", "--up", "1M"], room.alone, "limit")
    after = report.json("show", ["solo", "--files"], room.alone, "show")
    assert (after["paused"], after["labels"], after["limit_up"]) == (True, ["work"], 1 << 20)
    report.both("resume", ["1"], room.alone, "resume")
    report.both("recheck", ["1"], room.alone, "recheck", ["are right"])
    report.both("link", ["1"], room.alone, "link")
    report.fails("status", [], room.alone, 11, "unreachable")
    report.fails("limit", ["--up", "1M"], room.alone, 11, "unreachable")
    report.human("remove", ["1"], room.alone)
    assert not report.json("list", [], room.alone, "list")["shares"]


def looking_into(room, link):
    """What a link stands for, without keeping it."""
    report, lab = room.report, room.lab
    engine = [*room.engine("visit.data"), "--peer", room.node.endpoint]
    secret = {"env": {"SHOAL_LINK": link}}
    remote = report.both("ls-remote", [], engine, "remote", ["docs/a.txt"], **secret)
    assert [file["path"] for file in remote["files"]] == ["docs/a.txt", "docs/b.txt", "raw/c.bin"]
    report.human("ls-remote", ["--tree", "-"], engine, says=["docs"], stdin=link + "\n")
    report.fails("ls-remote", ["nonsense"], engine, 4, "malformed")
    report.fails("ls-remote", [ORPHAN, "--timeout", "1"], room.engine("visit2.data"), 5, "no_peers")
    content = (room.folder / "docs/b.txt").read_bytes()
    whole = report.human("cat", ["1", "docs/b.txt"], room.tail)
    assert whole.out_path.read_bytes() == content
    part = report.human("cat", ["1", "docs/b.txt", "--range", "1000-2000"], room.tail)
    assert part.out_path.read_bytes() == content[1000:2000]
    report.fails("cat", ["1", "nosuch"], room.tail, 3, "not_found")
    report.fails("cat", ["nonsense"], room.tail, 3, "not_found")
    good = report.both("verify", [room.folder], engine, "verified", **secret)
    assert good["files_good"] == 3 and not good["bad"]
    damaged = write_tree(lab.path("damaged"), {"docs/a.txt": b"other"})
    report.json("verify", [damaged], engine, "verified", 8, **secret)
    report.fails("verify", [room.lab.path("nothing")], engine, 3, "not_found", **secret)


def listening(room):
    """The daemon, as it is and as it speaks."""
    report, lab, tail = room.report, room.lab, room.tail
    report.both("doctor", [], tail, "doctor")
    report.json("doctor", [], room.nobody, "doctor", 1)
    watcher = lab.shoal("events", "--json", *tail)
    pause(0.3)

    def heard():
        lab.shoal("pause", "1", *tail).expect(0, 10)
        lab.shoal("resume", "1", *tail).expect(0, 10)
        return watcher.records

    wait_for(heard, 20, "an event")
    watcher.process.send_signal(signal.SIGINT)
    watcher.expect(130, 10)
    report.ended("events", watcher, 130)
    report.fails("events", [], room.nobody, 11, "unreachable")
    report.fails("top", [], tail, 2, "usage")
    report.fails("top", [], room.nobody, 2, "usage")


def configuring(room):
    report, lab = room.report, room.lab
    file = ["--file", lab.path("config.toml")]
    report.both("config set", ["limits.down", "10M"], file, "config_changed", ["limits.down"])
    assert report.both("config get", ["limits.down"], file, "setting")["value"]
    report.both("config list", [], file, "setting", ["limits.down"])
    report.both("config check", [], file, "config_checked")
    report.human("config unset", ["limits.down"], file)
    report.fails("config unset", ["limits.down"], file, 3, "not_found")
    report.fails("config set", ["limits.dwn", "1M"], file, 3, "configuration", ["did you mean"])
    report.fails("config set", ["limits.down", "fast"], file, 2, "usage")
    report.both("config path", [], [], "config_path", [".config/shoal/config.toml"])
    report.both("config reference", [], [], "config_reference", ["limits"])
    lab.path("config.toml").write_text("lisen = 1\n")
    report.fails("config check", [], file, 78, "configuration", ["did you mean"])
    report.both("version", [], [], "version", ["shoal"])
    report.human("completion", ["bash"], [], says=["shoal"])
    report.fails("completion", ["tcsh"], [], 2, "usage", ["bash|zsh|fish"])


def running_a_daemon(room):
    report, lab = room.report, room.lab
    data = ["--no-config", "--data-dir", lab.path("own.data")]
    start = ["--lan", "off", "--bootstrap", "none", "--listen", "127.0.0.1:0", *data]
    report.fails("daemon status", [], data, 11, "unreachable")
    started = report.json("daemon start", [], start, "daemon")
    lab.cleanups.append(lambda: os.kill(started["pid"], signal.SIGKILL))
    report.human("daemon start", [], start, says=["process"])
    assert report.both("daemon status", [], data, "daemon")["pid"] == started["pid"]
    report.human("daemon reload", [], data)
    report.both("daemon stop", [], data, "daemon")
    report.fails("daemon reload", [], data, 11, "unreachable")


def commands(lab):
    room = Room(lab)
    link, tag = sharing(room)
    looking(room, tag)
    managing(room)
    limiting(room)
    linking(room, link)
    fetching(room, link)
    full_disk(room, link)
    looking_into(room, link)
    listening(room)
    rechecking(room)
    removing(room)
    without_a_daemon(room)
    running_a_daemon(room)
    configuring(room)
    for command in ("", "get", "peer"):
        words = [*command.split(), "--help"]
        assert max(map(len, lab.shoal(*words).expect(0, 10).out.splitlines())) <= 80
    room.node.stop()
    room.report.write(report_path(lab))


run(commands)
