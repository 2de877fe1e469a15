"""Reading what is not there yet: shoal cat from the start and at seeks, over a slow seeder. What comes out is compared
byte for byte, how long a seek takes is printed, and nothing is left behind, however a reader ends.
"""

import hashlib
import json
import signal

from lab import BIN, Node, flip, read_tree, run, wait_for, write_tree

MIB = 1 << 20
SIZE = 24 * MIB + 12_345
RATE = 4  # MiB a second that the seeder gives
CHUNK = 256 * 1024


def cat_words(node, *words):
    return [BIN / "shoal", "cat", *words, "--json", "--no-config", "--control", node.control]


def cat(lab, node, *words, code=0, seconds=60, **options):
    """What it wrote, and what it said about that."""
    lab.runs += 1
    process = lab.start(f"cat-{lab.runs}", cat_words(node, *words), **options).expect(code, seconds)
    said = [json.loads(line) for line in process.err.splitlines() if line.startswith("{")]
    return process.out_path.read_bytes(), said[-1] if said else None


def await_no_shares(node):
    wait_for(lambda: not node.shares(), 10, f"{node.name} has forgotten what it only read")


def left_in(node):
    """Files below the data directory that are as large as content."""
    return [path for path in node.data.rglob("*") if path.is_file() and path.stat().st_size > 4 * CHUNK]


def whole_and_into_a_pipe(lab, node, link, content):
    lab.runs += 1
    command = " ".join(f"'{word}'" for word in cat_words(node, link, "big.bin"))
    summed = lab.start(f"cat-{lab.runs}", ["sh", "-c", f"{command} | sha256sum"]).expect(0)
    assert summed.out.split()[0] == hashlib.sha256(content).hexdigest(), "the pipe got other bytes"
    await_no_shares(node)
    print(f"whole: {len(content)} bytes through a pipe, sha256 equal")


def seeks(lab, node, tag, content):
    """In a share that is being fetched slowly: what is asked for comes first."""
    latencies = []
    for part in (0.97, 0.5, 0.75, 0.25, 0.9):
        begin = int(len(content) * part)
        view = node.shares()[0]
        got, said = cat(lab, node, tag, "big.bin", "--range", f"{begin}-{begin + 300_000}")
        assert got == content[begin : begin + 300_000], f"other bytes at {begin}"
        assert view["bytes_have"] < view["bytes"], "everything was there before the seek: nothing was shown"
        latencies.append(said["first_byte_ms"])
        print(f"seek to {part:.0%}: first verified byte after {said['first_byte_ms']} ms, "
              f"{view['bytes_have'] * 100 // view['bytes']} % of the share were there")  # fmt: skip
    assert min(latencies) < 2000, f"seeks take {latencies} ms"
    got, _ = cat(lab, node, tag, "big.bin", "--range", f"{len(content) - 5}-")
    assert got == content[-5:]
    got, _ = cat(lab, node, tag, "big.bin", "--range", f"{len(content) + 5}-")
    assert got == b""


def readers_that_leave(lab, node, link):
    lab.runs += 1
    command = " ".join(f"'{word}'" for word in cat_words(node, link, "big.bin"))
    head = lab.start(f"cat-{lab.runs}", ["sh", "-c", f"{command} | head -c 1000 | wc -c"]).expect(0)
    assert head.out.strip() == "1000"
    await_no_shares(node)
    lab.runs += 1
    process = lab.start(f"cat-{lab.runs}", cat_words(node, link, "big.bin"))
    wait_for(lambda: process.out_path.stat().st_size > 0, 20, "the first bytes come")
    process.process.send_signal(signal.SIGINT)
    process.expect(7, 10)
    await_no_shares(node)
    assert not left_in(node), left_in(node)
    print("a reader that goes away and Ctrl-C: the share is gone again, with its data")


def not_a_byte_that_is_not_verified(lab, seeder, node, source, link, content):
    """The seeder's file goes bad in the middle: what comes out before it is right, and nothing comes after it."""
    bad = 12 * MIB + 7
    flip(source / "big.bin", bad)
    got, said = cat(lab, node, link, "big.bin", "--timeout", "6", code=7)
    assert said["type"] == "error", said
    good = bad // CHUNK * CHUNK
    assert content.startswith(got) and len(got) <= good, f"{len(got)} bytes came, {good} can be good"
    await_no_shares(node)
    flip(source / "big.bin", bad)
    print(f"a bad chunk at {good}: {len(got)} right bytes came, then error {said['code']}")


def errors(lab, node, link):
    for words, code, what in (
        ((link,), 2, "usage"),
        ((link, "nothing"), 3, "not_found"),
        ((link, "big.bin", "--range", "5-1"), 2, "usage"),
        (("no-such-share",), 3, "not_found"),
    ):
        got, said = cat(lab, node, *words, code=code)
        assert got == b"" and said["code"] == what, (words, said)
        await_no_shares(node)


def without_a_daemon(lab, seeder, link, content):
    lab.runs += 1
    data = lab.path("alone.data")
    words = [BIN / "shoal", "cat", link, "small.txt", "--standalone", "--no-config", "--data-dir", data, "--lan", "off",
             "--bootstrap", "none", "--listen", "127.0.0.1:0", "--peer", seeder.endpoint]  # fmt: skip
    process = lab.start(f"cat-{lab.runs}", words).expect(0)
    assert process.out_path.read_bytes() == content
    assert not [path for path in read_tree(data) if "small.txt" in path]


def listing(lab, node, link):
    remote = node.shoal("ls-remote", link)
    assert [file["path"] for file in remote["files"]] == ["big.bin", "small.txt"], remote
    assert not node.shares(), "looking at a link left a share behind"


def test(lab):
    source = write_tree(lab.path("src"), {"big.bin": SIZE, "small.txt": b"hello\n"}, seed=7)
    content = (source / "big.bin").read_bytes()
    seeder = Node(lab, "seeder", "--bootstrap", "none", "--limit-up", f"{RATE}M")
    link = seeder.share(source)
    reader = Node(lab, "reader", "--bootstrap", "none", "--peer", seeder.endpoint)
    listing(lab, reader, link)
    errors(lab, reader, link)
    without_a_daemon(lab, seeder, link, b"hello\n")
    whole_and_into_a_pipe(lab, reader, link, content)
    readers_that_leave(lab, reader, link)
    not_a_byte_that_is_not_verified(lab, seeder, reader, source, link, content)
    seeder.shoal("limit", "--up", "1M")  # so that most of it is missing for as long as the seeks take
    getter = lab.shoal("get", link, "-o", lab.path("out"), "--json", "--no-config", "--control", reader.control)
    getter.await_record("arriving")
    seeks(lab, reader, reader.shares()[0]["tag"], content)
    seeder.shoal("limit", "--up", "off")
    getter.expect(0)
    assert (lab.path("out") / "src" / "big.bin").read_bytes() == content


if __name__ == "__main__":
    run(test)
