#!/usr/bin/env python3
"""Writes tests/core/manifest_vectors.txt: manifests, ids, keys and links made by a second implementation.

It shares nothing with the C++ code but docs/wire.md, and needs the standard library alone:

    tests/core/manifest_vectors.py > tests/core/manifest_vectors.txt

Each line holds one field of a case as "case field value". Long manifests are given by their BLAKE2b-256 alone.
"""

import base64
import hashlib

LEAF = 16 * 1024
LONG = 4096


# --- msgpack, shortest forms --------------------------------------------------------------------------------------


def sized(value, forms):
    for limit, first, width in forms:
        if value < limit:
            return bytes([first]) + value.to_bytes(width, "big") if width else bytes([first | value])
    raise ValueError(value)


def pack(value):
    if value is True:
        return b"\xc3"
    if value is False:
        return b"\xc2"
    if isinstance(value, int):
        return sized(value, [(128, 0, 0), (2**8, 0xCC, 1), (2**16, 0xCD, 2), (2**32, 0xCE, 4), (2**64, 0xCF, 8)])
    if isinstance(value, str):
        data = value.encode()
        return sized(len(data), [(32, 0xA0, 0), (2**8, 0xD9, 1), (2**16, 0xDA, 2), (2**32, 0xDB, 4)]) + data
    if isinstance(value, bytes):
        return sized(len(value), [(2**8, 0xC4, 1), (2**16, 0xC5, 2), (2**32, 0xC6, 4)]) + value
    if isinstance(value, list):
        head = sized(len(value), [(16, 0x90, 0), (2**16, 0xDC, 2), (2**32, 0xDD, 4)])
        return head + b"".join(pack(v) for v in value)
    if isinstance(value, dict):
        head = sized(len(value), [(16, 0x80, 0), (2**16, 0xDE, 2), (2**32, 0xDF, 4)])
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode())
        return head + b"".join(pack(k) + pack(v) for k, v in pairs)
    raise TypeError(type(value))


# --- hashes -------------------------------------------------------------------------------------------------------


def blake2b(personal, data, key=b""):
    return hashlib.blake2b(data, digest_size=32, key=key, person=personal.encode()).digest()


def tree(blob):
    level = [blake2b("shoal/1 leaf", blob[i : i + LEAF]) for i in range(0, len(blob), LEAF)]
    level = level or [blake2b("shoal/1 leaf", b"")]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [blake2b("shoal/1 node", p[0] + p[1]) if len(p) == 2 else p[0] for p in pairs]
    return level[0]


def with_size(personal, blob):
    return blake2b(personal, len(blob).to_bytes(8, "little") + tree(blob))


def base32(data):
    return base64.b32encode(data).decode().lower().rstrip("=")


# --- cases --------------------------------------------------------------------------------------------------------


def file(path, content, executable=False):
    out = {"path": path, "root": with_size("shoal/1 file", content), "size": len(content)}
    if executable:
        out["x"] = True
    return out


def claimed(path, size, fill):
    """A file whose content nobody has: its root is `fill` 32 times."""
    return {"path": path, "root": bytes([fill]) * 32, "size": size}


def numbered(count):
    return [claimed(["d%03d" % (i // 100), "file %05d.bin" % i], i + 1, i % 256) for i in range(count)]


CASES = {
    "empty_folder": {"files": [], "name": "empty", "v": 1},
    "one_file": {"files": [file(["a"], b"hello")], "name": "folder", "v": 1},
    "lone_file": {"files": [file(["a.txt"], b"")], "name": "a.txt", "salt": b"\x07" * 32, "single": True, "v": 1},
    "every_key": {
        "comment": "\u00e9t\u00e9 \U0001f41f",
        "created": 1795000000123,
        "dirs": [["docs", "empty"], ["z"]],
        "files": [
            file(["bin", "run.sh"], b"#!/bin/sh\n", True),
            file(["docs", "big"], bytes(range(256)) * 2048),
            claimed(["docs", "huge"], 2**40 + 1, 0xAB),
            file(["\u00fcber"], b"x" * (LEAF + 1)),
        ],
        "name": "every key",
        "salt": bytes(range(32)),
        "v": 1,
    },
    "unknown_keys": {
        "a_new_key": {"deep": [1, [2, {"x": b"\x00" * 300}]]},
        "files": [dict(file(["f"], b"f"), mtime=5, zz="later")],
        "name": "newer",
        "v": 1,
        "zzz": [],
    },
    "sizes": {
        "files": [
            claimed(["%02d" % i], size, 1)
            for i, size in enumerate([127, 128, 255, 256, 65535, 65536, 262143, 262144, 262145, 2**32 - 1, 2**32])
        ],
        "name": "n" * 255,
        "v": 1,
    },
    "many_files": {"files": numbered(5000), "name": "many", "v": 1},
}


def main():
    print("# Made by tests/core/manifest_vectors.py; do not edit.")
    for name, manifest in CASES.items():
        data = pack(manifest)
        if len(data) <= LONG:
            print(name, "bytes", data.hex())
        print(name, "size", len(data))
        print(name, "hash", hashlib.blake2b(data, digest_size=32).hexdigest())
        print(name, "tree", tree(data).hex())
        content_id = with_size("shoal/1 id", data)
        print(name, "id", content_id.hex())
        keys = {x: blake2b("shoal/1 " + x, b"", content_id) for x in ("open", "proof", "dht", "lan", "tag")}
        print(name, "open", keys["open"].hex())
        print(name, "proof", keys["proof"].hex())
        print(name, "lan", keys["lan"].hex())
        print(name, "discovery", keys["dht"][:20].hex())
        print(name, "tag", base32(keys["tag"])[:8])
        body = b"\x01" + content_id
        print(name, "link", "shoal:b" + base32(body + blake2b("shoal/1 link", body)[:2]))


if __name__ == "__main__":
    main()
