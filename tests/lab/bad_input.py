"""What people and disks do wrong: each has its own exit code and one line that says what it was, and leaves nothing
half done."""

import os

from content import identity_of, link_of, make_content, share_tag
from lab import BIN, MS_RDONLY, MS_REMOUNT, Getter, Node, mount, read_tree, run, write_tree
from wire_peer import Seeder


def one_line(process):
    errors = process.errors()
    assert len(errors) == 1, f"{process.name} should say one line of error, said: {process.err!r}"
    return errors[0]


def malformed_links(lab, link):
    body = link_of(identity_of(link))
    swapped = body[:-1] + ("a" if body[-1] != "a" else "b")
    torrent = "magnet:?xt=urn:btih:" + "0" * 40
    for number, bad in enumerate(["hello", torrent, swapped, body[:-3], body + "a", "shoal:b"]):
        into = lab.path(f"never-{number}")
        process = lab.shoal("get", bad, "-o", into, "--standalone", "--no-config", "--data-dir", lab.path("bad.data"),
                            "--listen", "127.0.0.1:0", "--bootstrap", "none").expect(4, 20)  # fmt: skip
        text = one_line(process)
        assert body.removeprefix("shoal:b") not in text, "the error repeats the secret"
        assert not into.exists(), "a folder was made for a link that is none"


def getter_for(lab, name, seeder, link, into, *options):
    return Getter(lab, name, link, into, "--bootstrap", "none", "--peer", seeder.endpoint, *options)


def unwritable(lab, seeder, link):
    disk = lab.tiny_disk("read-only", "size=16m")
    mount("tmpfs", disk, "tmpfs", MS_RDONLY | MS_REMOUNT)
    getter = getter_for(lab, "unwritable", seeder, link, disk).expect(10, 30)
    assert str(disk) in one_line(getter), getter.err
    assert not list(disk.iterdir())


def full_disk(lab, seeder, link, folder):
    disk = lab.tiny_disk("full", "size=1m")
    getter = getter_for(lab, "full", seeder, link, disk)
    getter.expect(9, 30)
    one_line(getter.process)
    strays = [place.name for place in disk.iterdir() if place.name != f".shoal-{share_tag(identity_of(link))}"]
    assert not strays, f"left beside the hidden directory: {strays}"
    mount("tmpfs", disk, "tmpfs", MS_REMOUNT, "size=64m")
    getter.start().expect(0, 40)
    assert read_tree(disk / folder.name) == read_tree(folder)
    assert [place.name for place in disk.iterdir()] == [folder.name]


def second_daemon(lab, seeder):
    second = lab.start("second", [BIN / "shoald", "--data-dir", seeder.data, "--control", lab.path("second.sock"),
                                  "--listen", "127.0.0.1:0", "--no-config"]).expect(14, 10)  # fmt: skip
    text = one_line(second)
    assert str(seeder.process.pid) in text.replace(str(seeder.data), ""), f"no pid of the holder in {text!r}"
    assert not lab.path("second.sock").exists()
    again = os.path.join(os.path.dirname(seeder.data), ".", os.path.basename(seeder.data))
    lab.start("third", [BIN / "shoald", "--data-dir", again, "--listen", "127.0.0.1:0", "--no-config"]).expect(14, 10)


def path_escapes(lab):
    """An independent seeder serves manifests that nobody may obey."""
    for number, path in enumerate(["../x", "/etc/x", "a/../../x", "a//b", ".", "a\\b", "a\0b"]):
        content = make_content("innocent", {path: b"surprise" * 100, "good.txt": b"good"})
        peer = Seeder(content)
        into = lab.path(f"escape-{number}") / "inner"
        getter = getter_for(lab, f"escape-{number}", peer, content.link, into)
        one_line(getter.expect(4, 20))
        left = [str(place) for place in into.parent.rglob("*") if place != into] if into.parent.exists() else []
        assert not left and not lab.path("x").exists() and not os.path.exists("/etc/x"), f"{path!r} left {left}"
        assert peer.opened == 1 and not peer.problems, (peer.opened, peer.problems)
        assert peer.sent == 0, "content of a refused manifest was fetched"
        peer.close()


def other_content(lab, seeder, link, folder):
    into = lab.path("occupied")
    write_tree(into / folder.name, {"a.bin": b"mine, and not to be lost", "mine.txt": b"also mine"})
    before = read_tree(into)
    getter = getter_for(lab, "exists", seeder, link, into).expect(13, 30)
    assert "a.bin" in one_line(getter), getter.err
    hidden = f".shoal-{share_tag(identity_of(link))}"
    after = {name: what for name, what in read_tree(into).items() if not name.startswith(hidden)}
    assert after == before, f"something changed: {after}"
    getter_for(lab, "overwrite", seeder, link, into, "--overwrite").expect(0, 30)
    arrived = read_tree(into / folder.name)
    assert arrived.pop("mine.txt") == before[f"{folder.name}/mine.txt"], "a file that is not of the share was touched"
    assert arrived == read_tree(folder)


def bad_input(lab):
    folder = write_tree(lab.path("folder"), {"a.bin": 3 * 1024 * 1024, "b/c.bin": 1024 * 1024 + 7, "empty/": None})
    seeder = Node(lab, "seeder", "--bootstrap", "none")
    link = seeder.share(folder)
    malformed_links(lab, link)
    unwritable(lab, seeder, link)
    full_disk(lab, seeder, link, folder)
    second_daemon(lab, seeder)
    other_content(lab, seeder, link, folder)
    path_escapes(lab)
    seeder.stop()


if __name__ == "__main__":
    run(bad_input)
