#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets into corpus/<target>/, from the formats as docs/wire.md, docs/control.md and the
BEPs have them. Inputs that once found something are kept beside them under names of their own and are not touched.

    make_corpus.py            writes what is missing or different
    make_corpus.py --check    says what would be written, and fails if there is any
"""

import base64
import hashlib
import pathlib
import random
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "interop"))

from krpc import bencode  # noqa: E402


# --- formats ----------------------------------------------------------------------------------------------------------

def sized(count, fix, fix_limit, forms):
    if count < fix_limit:
        return bytes([fix + count])
    for width, code in forms:
        if count < 1 << (8 * width):
            return bytes([code]) + count.to_bytes(width, "big")
    raise ValueError(count)


def pack(value):
    """Canonical msgpack."""
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int) and value >= 0:
        return sized(value, 0, 128, [(1, 0xCC), (2, 0xCD), (4, 0xCE), (8, 0xCF)])
    if isinstance(value, int):
        if value >= -32:
            return struct.pack(">b", value)
        for code, form, least in ((0xD0, ">b", -1 << 7), (0xD1, ">h", -1 << 15), (0xD2, ">i", -1 << 31)):
            if value >= least:
                return bytes([code]) + struct.pack(form, value)
        return b"\xd3" + struct.pack(">q", value)
    if isinstance(value, str):
        raw = value.encode()
        return sized(len(raw), 0xA0, 32, [(1, 0xD9), (2, 0xDA), (4, 0xDB)]) + raw
    if isinstance(value, bytes):
        return sized(len(value), 0, 0, [(1, 0xC4), (2, 0xC5), (4, 0xC6)]) + value
    if isinstance(value, (list, tuple)):
        return sized(len(value), 0x90, 16, [(2, 0xDC), (4, 0xDD)]) + b"".join(map(pack, value))
    keys = sorted(value, key=str.encode)
    body = b"".join(pack(key) + pack(value[key]) for key in keys)
    return sized(len(keys), 0x80, 16, [(2, 0xDE), (4, 0xDF)]) + body


def blake2b(personal, data, size=32):
    return hashlib.blake2b(data, digest_size=size, person=personal.ljust(16, b"\0")).digest()


def link_id(content_id, version=1):
    body = bytes([version]) + content_id
    return "b" + base64.b32encode(body + blake2b(b"shoal/1 link", body)[:2]).decode().lower()


def file_root(data):
    return blake2b(b"shoal/1 file", len(data).to_bytes(8, "little") + blake2b(b"shoal/1 leaf", data))


def manifest(**changed):
    entries = {"name": "shared", "v": 1, "files": [
        {"path": ["a", "b.txt"], "root": file_root(b"hello"), "size": 5},
        {"path": ["a", "c"], "root": file_root(b""), "size": 0, "x": True},
        {"path": ["\u00e4\u00df"], "root": bytes(32), "size": 3_000_000_000},
    ]}
    entries.update(changed)
    return pack({key: value for key, value in entries.items() if value is not None})


def run(data):
    """A length and so many bytes, as fuzz::Input::run reads them."""
    if len(data) < 0x80:
        return bytes([len(data)]) + data
    return bytes([0x80 | len(data) >> 8, len(data) & 0xFF]) + data


def frame(value):
    """A frame of the control socket."""
    body = pack(value)
    return len(body).to_bytes(4, "big") + body


def chance(name, count=3, size=400):
    """Bytes without meaning: a script of random steps."""
    source = random.Random(name)
    return {f"chance_{i}": source.randbytes(size >> i) for i in range(count)}


# --- seeds ------------------------------------------------------------------------------------------------------------

ID = bytes(range(32))
NODE = b"abcdefghij0123456789"


def bencode_seeds():
    values = {
        "query": {b"t": b"aa", b"y": b"q", b"q": b"ping", b"a": {b"id": NODE}},
        "nested": [[[[1, b"x"], {}], -1], {b"": [], b"a": {b"b": 2**63 - 1}}],
        "least": -(2**63),
        "text": b"spam" * 40,
    }
    seeds = {name: b"\0" + bencode(value) for name, value in values.items()}
    seeds["tight"] = b"\1" + bencode([[[1, 2, 3]]])
    seeds["leading_zero"] = b"\0i03e"
    seeds["unsorted"] = b"\0d1:bi1e1:ai2ee"
    return seeds


def krpc_seeds():
    query = lambda q, **a: bencode({b"t": b"aa", b"y": b"q", b"v": b"SH01", b"q": q,
                                    b"a": {b"id": NODE, **{k.encode(): v for k, v in a.items()}}})
    reply = lambda **r: bencode({b"t": b"\0\1\2\3", b"y": b"r", b"ip": b"\x08\x08\x08\x08\x12\x8b",
                                 b"r": {b"id": NODE, **{k.encode(): v for k, v in r.items()}}})
    node = NODE + b"\x08\x08\x08\x08\x1a\xe1"
    node6 = NODE + bytes.fromhex("20010db8000000000000000000000001") + b"\x1a\xe1"
    mapped = NODE + bytes.fromhex("00000000000000000000ffff08080808") + b"\x1a\xe1"
    # A value goes in as it is; bencode() puts the keys in order.
    owned = {"k": b"k" * 32, "seq": 7, "sig": b"s" * 64, "v": {b"ih": NODE}}
    return {
        "get": query(b"get", target=NODE, seq=7),
        "put_immutable": query(b"put", token=b"12345678", v=b"Hello World!"),
        "put_mutable": query(b"put", token=b"12345678", cas=6, salt=b"foobar", **owned),
        "put_too_large": query(b"put", token=b"12345678", v=b"x" * 997),
        "put_salt_too_large": query(b"put", token=b"12345678", salt=b"x" * 65, **owned),
        "put_unsigned": query(b"put", token=b"12345678", k=b"k" * 32, v=[1, [b"a"], {b"b": -5}]),
        "sample": query(b"sample_infohashes", target=NODE, want=[b"n6"]),
        "scrape": query(b"get_peers", info_hash=NODE, scrape=1),
        "item": reply(token=b"tokentok", nodes=node, **owned),
        "item_known": reply(token=b"tokentok", nodes=node, seq=7),
        "filters": reply(token=b"tokentok", BFpe=b"p" * 256, BFsd=b"s" * 256),
        "samples": reply(interval=21600, num=2, samples=NODE + NODE, nodes=node),
        "ping": query(b"ping"),
        "find_node": query(b"find_node", target=NODE, want=[b"n4", b"n6"]),
        "get_peers": query(b"get_peers", info_hash=NODE, noseed=1),
        "announce": query(b"announce_peer", info_hash=NODE, port=6881, token=b"12345678", implied_port=0, seed=1),
        "unknown_method": query(b"vote", info_hash=NODE),
        "bad_target": query(b"find_node", target=b"short"),
        "nodes": reply(nodes=node * 8, nodes6=node6 * 2),
        "peers": reply(token=b"tokentok", values=[b"\x01\x02\x03\x04\x1a\xe1", b"\x05\x06\x07\x08\x1a\xe1"]),
        "mapped_node": reply(nodes6=mapped),
        "error": bencode({b"t": b"aa", b"y": b"e", b"e": [203, b"Protocol Error"]}),
        "read_only": bencode({b"t": b"x", b"y": b"q", b"q": b"ping", b"ro": 1, b"a": {b"id": NODE}}),
    }


def magnet_seeds():
    one = link_id(ID)
    return {
        "full": f"magnet:?xt=urn:shoal:{one}&dn=Holiday%20pictures&xl=123456&x.pe=192.0.2.1:4747".encode(),
        "short": f"shoal:{one}".encode(),
        "upper": f" SHOAL:{one.upper()}?DN=x\n".encode(),
        "others": f"shoal:{one}?ws=http%3A%2F%2Fa%2F&x.pe=host:1&x.pe=[2001:db8::1]:80&&so=1&+=%C3%A4".encode(),
        "newer": f"shoal:{link_id(ID, 2)}".encode(),
        "damaged": f"shoal:{one[:-1]}a".encode(),
        "torrent": b"magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a",
        "twice": f"magnet:?xt=urn:shoal:{one}&xt=urn:shoal:{one}".encode(),
    }


def manifest_seeds():
    lone = {"path": ["x"], "root": file_root(b"1"), "size": 1}
    return {
        "plain": manifest(),
        "full": manifest(comment="for you", created=1_700_000_000_000, salt=ID, dirs=[["d"], ["e", "f"]]),
        "single": manifest(name="x", single=True, files=[lone]),
        "empty": manifest(files=[]),
        "unknown_keys": manifest(zeta={"a": [1, {"b": b"c"}]}, files=[{**lone, "later": [True, -5]}]),
        "collision": manifest(files=[{**lone, "path": ["A"]}, {**lone, "path": ["a"]}]),
        "too_large": manifest(files=[{**lone, "size": 2**63}]),
        "unsorted": manifest(files=[{**lone, "path": ["b"]}, {**lone, "path": ["a"]}]),
        "not_empty": manifest(dirs=[["a"]]),
        "version": manifest(v=2),
    }


def packing_seeds():
    deep = b"\x91" * 15 + b"\x90"
    return {
        "numbers": pack([0, 127, 128, 255, 256, 65535, 65536, 2**32, 2**64 - 1]),
        "negative": pack([-1, -32, -33, -128, -129, -32768, -32769, -2**31, -2**31 - 1, -2**63]),
        "texts": pack(["", "a" * 31, "b" * 32, "\u00e4\U0001f41f", b"", b"x" * 255, b"y" * 256]),
        "map": pack({"": True, "a": {"b": [False]}, "ab": []}),
        "wide_array": pack(list(range(17))),
        "deep": deep,
        "too_deep": b"\x91" + deep,
        "repeated_key": b"\x82" + pack("a") + pack(1) + pack("a") + pack(2),
        "long_form": b"\xcd\x00\x01",
        "float": b"\xcb" + bytes(8),
        "trailing": pack(1) + b"\xc0",
    }


def message_seeds():
    hash32 = bytes(range(32))
    messages = {
        "hello": [0, {"agent": "shoal/0.1", "port": 4747}],
        "hello_later": [0, {"agent": "x", "zeta": [1]}, "more"],
        "open": [1, 2, hash32[:16], hash32],
        "opened": [2, 2, hash32, 1000, hash32],
        "have_map": [3, 2, 8, b"\xff\x01"],
        "have": [4, 2, [[0, 1], [5, 1000]]],
        "want_hashes": [5, 2, 1, 0],
        "hashes": [6, 2, 1, 0, hash32 * 3, hash32],
        "no_hashes": [6, 2, 1, 0, b"", b""],
        "request": [7, 2, 1, [0, 1, 2, 70000]],
        "data": [8, 2, 1, 3, 32768, b"content" * 10],
        "reject": [9, 2, 1, 3, 1],
        "reject_later": [9, 2, 1, 3, 77],
        "cancel": [10, 2, 0, [1]],
        "peers": [11, 2, [b"\x7f\0\0\1\x12\x8b", bytes(15) + b"\1\x12\x8b"]],
        "bye": [12, 2, "unknown"],
        "bye_all": [12],
        "later": [13, "what", {"ever": 1}],
        "long_agent": [0, {"agent": "x" * 65}],
        "long_reason": [12, 2, "y" * 65],
        "many_ranges": [4, 2, [[0, 0]] * 1025],
        "many_chunks": [7, 2, 1, list(range(65))],
        "many_peers": [11, 2, [b"\x01\x02\x03\x04\x12\x8b"] * 51],
    }
    return {name: pack(value) for name, value in messages.items()}


def handshake_seeds():
    honest = bytes([0, 0]) * 3
    return {
        "honest": honest,
        "payloads": b"".join(run(b"payload") + b"\0" for _ in range(3)),
        "garbage": run(b"") + b"\1" + b"\0" + run(bytes(range(32))),
        "flipped": b"\0\0" + b"\0" + b"\3" + b"\4\0\7" + b"\4\x28\1" + b"\4\x5f\0" + b"\0\0",
        "low_order": b"\0" + b"\1" + b"\0" + run(bytes(32)),
        "cut": b"\0\0\0\2" + b"\1\x20" + b"\1\x5f" + b"\0\1" + b"\2" + run(b"x"),
        **chance("handshake"),
    }


TO_A, TO_B = b"\1", b"\0"  # whom a step of secure_link is about


def secure_link_seeds():
    shake = TO_B + b"\7" + TO_A + b"\7" + TO_B + b"\7"
    said = TO_B + b"\2" + run(b"to the responder") + TO_A + b"\2" + run(b"to the initiator")
    both = TO_B + b"\7" + TO_A + b"\7"
    return {
        "honest": shake + said + both + said + both,
        "large": shake + TO_B + b"\3\xff\xef" + TO_B + b"\0\x10\0" + TO_B + b"\7",
        "byte_by_byte": (TO_B + b"\0\0\1") * 34 + (TO_A + b"\0\0\1") * 98 + (TO_B + b"\0\0\1") * 66 + said + both,
        "flipped_record": shake + said + TO_B + b"\4\0\5\1" + both,
        "flipped_length": shake + said + TO_A + b"\4\0\1\1" + both,
        "put_in": shake + said + TO_B + b"\5\0\0" + run(b"\0\x10" + bytes(16)) + both,
        "left_out": shake + said + said + TO_B + b"\6\0\0\x22" + both,
        "flipped_handshake": TO_B + b"\4\0\2\1" + shake + said + both,
        "stranger": b"\0\x20" + bytes(range(32)) + b"\0\x40" + bytes(64),
    }


def frame_buffer_seeds():
    step = lambda data: b"\0" + run(data)
    take = b"\2"
    return {
        "frames": step(b"\0\3abc\0\0\0\1") + take * 2 + b"\3" + step(b"d") + take * 2,
        "cut": b"".join(step(bytes([c])) + take for c in b"\0\4four\0\1x"),
        "many": step(b"\0\1a" * 30) + take * 31 + b"\3",
        **chance("frame_buffer"),
    }


def catalog_seeds():
    small = lambda n: b"\1" + bytes([n])
    large = lambda n: b"\0" + n.to_bytes(8, "big", signed=True)
    return {
        "honest": b"\0" + small(0) + run(b"\xff\x01") + b"\1" + small(0) + small(0) + run(bytes(64)) + run(bytes(32)) +
        b"\2" + small(1) + b"".join(small(i) for i in range(6)) + b"\4" + small(1),
        "out_of_range": b"\0" + large(-1) + run(b"") + b"\0" + large(2**32) + run(b"x") + b"\2" + large(-(2**63)) +
        b"".join(large(-1) for _ in range(6)),
        "shapes": b"\1" + small(0) + small(1) + run(bytes(33)) + run(b"") +
        b"\1" + small(0) + small(2) + run(b"") + run(b""),
        "tags": b"\3" + run(b"ccccdddd") + b"\3" + run(b"CCCC") + b"\3" + run(b"\xff\xfe"),
        **chance("catalog"),
    }


def rpc_message_seeds():
    hello = [0, "shoal-control", 2]
    share = {"added_ms": 5, "bytes": 10, "labels": ["a", "b"], "name": "x", "state": "paused", "tag": "aaaabbbb"}
    frames = {
        "hello": [hello],
        "requests": [hello, [1, 1, "list", {}], [1, 2, "share", {"path": "/a", "comment": "c", "reproducible": True}],
                     [1, 3, "resolve", {"link": "shoal:b", "timeout_ms": 10}], [1, 4, "none", {}]],
        "commands": [[1, 1, "pause", {"tags": ["aaaabbbb"]}],
                     [1, 2, "select", {"rules": ["+*.x", "-#0,2-3"], "tag": "a"}],
                     [1, 3, "limit", {"set_up": True, "up": 1000}], [1, 4, "label", {"add": ["x"], "tags": ["a"]}],
                     [1, 5, "remove", {"data": True, "tag": "a"}], [1, 6, "read", {"length": 9, "path": "p"}], [6, 6]],
        "parts": [[2, 6, {"bytes": b"verified", "file_bytes": 8}], [2, 7, {"bad": [{"path": "p", "why": "w"}]}],
                  [2, 8, {"families": [{"name": "n", "samples": [{"labels": "", "value": 1}], "steps": 1}]}],
                  [2, 9, {"findings": [{"code": "no_bootstrap", "level": "warn"}]}]],
        "download": [[1, 7, "download", {"directory": "/d", "overwrite": False, "tag": "aaaabbbb"}]],
        "replies": [[2, 1, {"shares": [share, share]}], [2, 2, {"share": share, "peers": [{"endpoint": "1.2.3.4:5"}]}]],
        "status": [[2, 3, {"listen": ["0.0.0.0:4747"], "links": 2, "zzz": 1}]],
        "error": [[3, 9, "not_found", "no such share"], [3, 0, "later_kind", "?", 1]],
        "events": [[4, "shares_changed", {"shares": [share], "tags": ["aaaabbbb"]}],
                   [4, "share_removed", {"tag": "a"}], [4, "hash_progress", {"bytes_done": 1, "path": "/p"}],
                   [4, "peer_banned", {"endpoint": "e", "reason": "r", "seconds": 3600}]],
        "subscribe": [[5], [99, {"later": 1}]],
    }
    seeds = {name: b"\xff" + b"".join(map(frame, values)) for name, values in frames.items()}
    seeds["cut"] = b"\0" + seeds["requests"][1:]
    seeds["too_large"] = b"\x10" + frame(hello) + b"\0\0\x04\x01" + b"x"
    return seeds


def rpc_session_seeds():
    greet = b"\2\0"
    ask = lambda what, number: b"\2" + bytes([what, number])
    return {
        "honest": b"\1" + greet + b"\2\1" + ask(2, 1) + ask(3, 2) + b"\3\1\3\0\6\1" + run(b"aaaabbbb") + b"\5",
        "raw": b"\1\0" + run(frame([0, "shoal-control", 2])) + b"\0" + run(frame([1, 1, "status", {}])),
        "version": b"\1\0" + run(frame([0, "shoal-control", 1])) + b"\0" + run(b"x") + b"\5",
        "silent": b"\1\7\x20\0",
        "stuck": b"\1" + greet + b"\2\1\4\1" + (b"\6\0\xff\xff" * 12) + b"\5",
        "many": b"\1" + greet + b"".join(ask(2, i) for i in range(70)) + b"\3\1" * 70,
        "refused": b"\0" + greet + b"\5",
        "dismissed": b"\1" + greet + b"\2\1\4\1" + (b"\6\0\xff\xff" * 2) + b"\6\1" + run(b"aaaa") + b"\x08\5\5",
        "joined": b"\1" + greet + b"\2\1\4\1" + (b"\6\0\xff\xff" * 6) +
        (b"\6\1" + run(b"aaaa")) * 3 + b"\6\1" + run(b"aaaa-") + b"\6\1" + run(b"bbbb") + b"\4\0\5\5",
        "cancelled": b"\1" + greet + ask(2, 9) + b"\2\7\x09\3\0" + b"\2\6\4\x14\3\1",
        **chance("rpc_session"),
    }


def settings_seeds():
    text = """config_version = 1
data_dir = "/srv/shoal"   # a comment
listen = ["0.0.0.0:4747", "[::]:4747"]
peers = "192.0.2.1:1,192.0.2.2:2"
lan = true
[limits]
up = "1.5MiB"
down = 500000
[log]
level = "debug"
format = 'json'
"""
    return {
        "file": b"t" + text.encode(),
        "unknown": b"t[limits]\nupp = 5\n",
        "dotted": b"tlimits.up = \"off\"\nlog.level = \"warn\"\n",
        "kinds": b"ta = 1979-05-27T07:32:00Z\nb = 1.5\nc = {d = [1, 2]}\ne = \"\"\"x\ny\"\"\"\n",
        "broken": b"t[}\n",
        "letters": "tl\u00e4n = 1\n".encode(),
        "deep": b"t" + b"a." * 40 + b"a = 1\n",
        "rate": b"v\x06" + b"1.5GiB",
        "endpoints": b"v\x02" + b" 1.2.3.4:5 , [::1]:6,none",
        "path": b"v\x00" + b"/a//b///",
        "key": b"k" + run(b"limits.dwon") + b"5",
        "environment": b"e/home/me",
    }


def size_seeds():
    texts = ["off", "12345", "500k", "1.5GiB", "12.3 MiB", "0.000001E", "16E", "15.999999E", "1.5", "10MB", "1..5k",
             "99999999999999999999"]
    return {f"size_{i:02}": text.encode() for i, text in enumerate(texts)}


def endpoint_seeds():
    texts = {"v4": b"\x01192.0.2.1:4747", "v6": b"\x01[2001:db8::1]:80", "mapped": b"\x01[::ffff:1.2.3.4]:80",
             "scope": b"\x01[fe80::1%eth0]:1", "zero": b"\x011.2.3.4:080", "address": b"\x00::1",
             "no_brackets": b"\x01::1:80",
             "old": b"\x00010.1.1.1", "nul": b"\x001.2.3.4\0x", "compact": b"\x02\x08\x08\x08\x08\x12\x8b",
             "compact_v6": b"\x02" + bytes.fromhex("fd00000000000000000000000000000112ab"),
             "compact_mapped": b"\x02" + bytes.fromhex("00000000000000000000ffff0a00000112ab")}
    return texts


def names_seeds():
    def paths(*entries):
        return b"".join(bytes([is_file, len(parts)]) + b"".join(run(part.encode("utf-8", "surrogatepass"))
                                                               for part in parts) for is_file, parts in entries)
    return {
        "tree": paths((1, ["a", "b"]), (1, ["a", "c"]), (0, ["d"]), (0, ["d", "e"])),
        "case": paths((1, ["Readme"]), (1, ["README"])),
        "prefix": paths((1, ["a"]), (1, ["a", "b"])),
        "composed": paths((1, ["\u00e4"]), (1, ["a\u0308"])),
        "sharp": paths((1, ["stra\u00dfe"]), (1, ["STRASSE."])),
        "marks": paths((1, ["\u03b1\u0345\u0301"]), (1, ["\u03b1\u0301\u0345"])),
        "dots": paths((1, [". ."]), (1, [".."]), (1, ["x. "]), (1, ["x"])),
        "bad": paths((1, ["a/b"]), (1, ["a\\b"]), (1, ["\ud800"]), (1, ["x" * 256]), (1, [])),
        "deep": paths((1, ["d"] * 64), (1, ["d"] * 65)),
    }


def utf8_seeds():
    return {
        "plain": "plain text".encode(),
        "widths": "\x7f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff".encode(),
        "surrogate": b"\xed\xa0\x80\xed\x9f\xbf\xee\x80\x80",
        "overlong": b"\xc0\x80\xe0\x80\x80\xf0\x80\x80\x80\xc1\xbf",
        "above": b"\xf4\x90\x80\x80\xf5\x80\x80\x80\xff\xfe",
        "cut": b"a\xe2\x82",
        "deceptive": "a\u202eb\u2066c\x1b[31m\r\n\u200b\U000e0041\ufeff".encode(),
    }


def ids_seeds():
    return {"base32": b"mfrggzdfmztwq2lk", "spare": b"mf", "spare_bits": b"mz", "hex": b"00ffAb", "odd": b"abc",
            "tag": b"aaaabbbb", "content": ID, "node": NODE}


def log_seeds():
    return {"words": run(b"plain") + b"1.2.3.4:5", "quotes": run(b'a "b" \\c') + b"x=y z=1",
            "equals": run(b"a=b") + b'q"q', "quote_first": run(b'"x') + b"=",
            "lines": run(b"one\ntwo\x1b[2J") + "\u202e\u2028".encode(), "bytes": run(b"\xff\xc0") + b""}


def share_file_seeds():
    record = {"added": 1_700_000_000_000, "directory": b"/srv/x", "manifest": manifest(), "overwrite": False,
              "shared_here": True, "v": 1}
    return {
        "shared": pack(record),
        "placed": pack({**record, "shared_here": False, "overwrite": True}),
        "unplaced": pack({**record, "shared_here": False, "directory": b""}),
        "before_1970": pack({**record, "added": -5}),
        "newer": pack({**record, "v": 2}),
        "later_keys": pack({**record, "zeta": {"a": 1}}),
        "relative": pack({**record, "directory": b"srv"}),
        "no_manifest": pack({key: value for key, value in record.items() if key != "manifest"}),
    }


# --- scripts of rooms -------------------------------------------------------------------------------------------------

def merkle_seeds():
    return chance("merkle", 4)


def hash_block_seeds():
    head = lambda chunks: chunks.to_bytes(2, "big") + b"\1"
    return {"one": head(1), "two": head(2) + b"\0\3\0\0\5", "block": head(512) + b"\0\4\1\2",
            "two_blocks": head(513) + b"\1\4\0\7", "four_blocks": head(1540) + b"\2\0\0\0\0\1",
            "roots": head(600) + b"\0\1\0\x58",
            "no_roots": head(600) + b"\0\1\0\0", "swap": head(700) + b"\0\5"}


def node_seeds():
    ask = lambda kind, rest, source: b"\1" + bytes([kind]) + rest + source
    target = b"\0\1\5"  # which byte of an id to change, how, and its last byte
    named = lambda count, first: bytes([count]) + b"".join(bytes([first + 4 * i, 1]) for i in range(count))
    peers = lambda count: bytes([count]) + bytes(range(40, 40 + count))
    answer = lambda nodes, values, first=16: (b"\2\0\1\1" + named(nodes, first) + peers(values) +
                                              b"\1\x08tokentok\0")
    item_answer = lambda item: b"\2\0\1\1" + named(1, 16) + peers(0) + b"\1\x08tokentok\2" + item
    stranger = lambda kind, item, source: b"\1\4" + bytes([source, kind, item]) + tail
    tail = b"\2aa\0\1\7\1"  # a transaction, an id, not read-only
    get = lambda source: b"\1\2\x55\0" + bytes([source]) + tail
    announce = lambda source: b"\1\3" + bytes([source]) + b"\x1a\xe1" + tail
    world = b"\0\0"
    return {
        "join": world + answer(8, 0) * 8 + b"\7" * 6,
        "search": world + answer(4, 0) + b"\5\x11\0" + answer(3, 4) * 12 + b"\7" * 10,
        "announce": world + answer(4, 0) + b"\5\x11\1\x12\x34" + answer(3, 2) * 20 + b"\7" * 10,
        "queries": world + b"".join(ask(k, target + b"\1\1", bytes([16 + k])) for k in (0, 1)) + b"\4\0\x40\0",
        "datagram": world + b"\0\x10" + run(krpc_seeds()["ping"]) + b"\0\x21" + run(krpc_seeds()["get_peers"]) +
        b"\0\x05" + run(b"d1:q4:ping1:t2:aa1:y1:qe") + b"\0\xff" + run(krpc_seeds()["ping"]),
        "crowd": world + answer(8, 0) * 2 + answer(8, 0, 80) * 12 +
        b"".join(get(i) + announce(i) for i in range(120, 150, 4)) + get(200) + b"\4\x20\0\0" + get(204),
        "items": world + answer(8, 0) + b"\5\0\2\x0f" + item_answer(b"\x17\3") * 4 +
        item_answer(b"\x0f\1") * 9 +
        b"\5\0\2\3" + item_answer(b"\3") * 9 + b"\5\0\4\x0f" + answer(4, 0) * 12 + b"\7" * 10,
        "keeper": world + b"".join(stranger(2, item, 16) + stranger(3, item, 16) + stranger(2, item, 20) * 5
                                   for item in (3, 7, 15, 6)) + get(24) + announce(24) +
        b"\1\4\x18\1\x55" + tail + b"\1\4\x18\0" + target + tail,
        "private": b"\0\1" + answer(6, 0) * 6 + b"\7" * 6,
        "v6": b"\1\0" + answer(6, 3) * 6 + b"\5\1\0" + b"\7" * 6,
        **chance("node", 4, 900),
    }


def swarm_seeds():
    step = lambda link, what, rest=b"": bytes([link, what]) + rest + b"\0"  # then a turn
    wait = step(0, 15, b"\0\x40")
    know = step(0, 0) + step(0, 4, b"\1") + step(0, 5, b"\1")
    deliver = step(0, 7, b"\5") + step(0, 9, b"\0\x09\1") + wait
    return {
        "download": b"\1\0" + know + deliver * 6,
        "resolve": b"\2\0" + know + deliver * 3 + step(0, 5, b"\1") + deliver * 6,
        "large": b"\3\0" + know + deliver * 8 + step(0, 5, b"\1") + deliver * 4,
        "seed": b"\0\0" + know + step(0, 13, b"\1\3\0\1\2\3\1") + step(1, 0) + step(1, 13, b"\0\0\0\1") + wait * 4,
        "cancelled": b"\0\0" + know + b"\0\x0d\1\3\0\1\2\3\1\1" + b"\0\x0d\1\1\0\1\0\1" + wait * 4,
        "settled_early": b"\1\0" + know + know.replace(b"\0\0\0", b"\1\0\0", 1) + deliver + step(0, 2, b"\0\3") * 3 +
        b"\0\x09\0\x09\1\1" + b"\0\2\0\3\1" + deliver * 2,
        "limited": b"\0\1" + know + step(0, 13, b"\1\3\0\1\2\3\1") + wait * 8,
        "two_sources": b"\1\0" + know + know.replace(b"\0\0\0", b"\1\0\0", 1) + deliver * 4 + step(0, 2, b"\1") +
        deliver * 2,
        "bad_data": b"\1\0" + know + step(0, 7, b"\5") + step(0, 9, b"\0\0\0\0\1") * 10,
        "bad_hashes": b"\1\0" + know + step(0, 7, b"\1\0"),
        "anything": b"\1\0" + know + b"".join(step(0, 3, run(m)) for m in message_seeds().values()),
        **chance("swarm", 4, 900),
    }


def exchange_seeds():
    connect = b"\0\1\1\1\0\1"  # from the LAN, handshake, hello
    say = lambda what, rest: bytes([what, 0]) + rest + b"\1\1"
    opened = lambda which: say(8, bytes([which, 0, 5]))
    return {
        "seeded": connect + opened(0) + say(12, b"\0\1\0") + say(12, b"\0\0\0") + say(13, b"\0\1") + b"\2\0\x40\1" * 3,
        "fed": connect + opened(1) + say(14, b"\0\3") + say(15, b"\0\0\0\1") * 3 + b"\2\x10\0\1",
        "unknown": connect + opened(2) + say(8, b"\0\0\0") + say(8, b"\0\0\1") + say(8, b"\0\0\2"),
        "dialled": b"\1\0\0\1\1\1\0\1\4\0\1\7\0\x12\x34\1\1" + say(10, b"\0\1\1") + b"\2\0\x40\1",
        "raw": b"\0\1\0\1" + b"\3\0\1" + run(b"\0\x20" + bytes(range(32))) + b"\1" + b"\2\x30\0\1",
        "records": connect + b"".join(say(6, run(m)) for m in list(message_seeds().values())[:10]),
        "idle": connect + b"\2\xff\xff\1" * 4,
        **chance("exchange", 4, 900),
    }


SEEDS = {
    "bencode": bencode_seeds, "krpc": krpc_seeds, "magnet": magnet_seeds, "manifest": manifest_seeds,
    "packing": packing_seeds, "message": message_seeds, "handshake": handshake_seeds,
    "secure_link": secure_link_seeds, "frame_buffer": frame_buffer_seeds, "catalog": catalog_seeds,
    "rpc_message": rpc_message_seeds, "rpc_session": rpc_session_seeds, "settings": settings_seeds,
    "size": size_seeds, "endpoint": endpoint_seeds, "names": names_seeds, "utf8": utf8_seeds, "ids": ids_seeds,
    "log": log_seeds, "share_file": share_file_seeds, "merkle": merkle_seeds, "hash_block": hash_block_seeds,
    "node": node_seeds, "swarm": swarm_seeds, "exchange": exchange_seeds,
    "canary": lambda: {"sings": b"well", "falls": b"ill"},
}


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit(__doc__)
    different = []
    for target, seeds in sorted(SEEDS.items()):
        folder = HERE / "corpus" / target
        for name, data in sorted(seeds().items()):
            path = folder / name
            if path.is_file() and path.read_bytes() == data:
                continue
            different.append(f"{target}/{name}")
            if not check:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    if check and different:
        sys.exit("not as make_corpus.py writes them: " + " ".join(different))
    print(f"{len(different)} written" if not check else "all as written")


if __name__ == "__main__":
    main()
