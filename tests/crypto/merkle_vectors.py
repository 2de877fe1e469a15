#!/usr/bin/env python3
"""Prints merkle_vectors.txt: roots after docs/wire.md "Content", written without a look at crypto/merkle.cpp.

Leaf i of a blob holds i in 8 bytes, least significant first, then the numbers 8, 9, 10, ... modulo 251, and is cut
to its size. Each line: leaves, bytes in the last leaf, tree, file root, content id.
"""
import hashlib

LEAF = 16384
FILLING = bytes(j % 251 for j in range(LEAF))


def blake2b(person, data):
    return hashlib.blake2b(data, digest_size=32, person=person).digest()


def leaf(i, size):
    return blake2b(b"shoal/1 leaf", (i.to_bytes(8, "little") + FILLING[8:])[:size])


def tree(level):
    """Level by level, as the document says it."""
    while len(level) > 1:
        above = [blake2b(b"shoal/1 node", level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        if len(level) % 2 == 1:
            above.append(level[-1])
        level = above
    return level[0]


def line(leaves, last):
    size = 0 if leaves == 0 else (leaves - 1) * LEAF + last
    level = [leaf(i, LEAF) for i in range(leaves - 1)]
    level.append(leaf(leaves - 1, last) if leaves else blake2b(b"shoal/1 leaf", b""))
    root = tree(level)
    bound = size.to_bytes(8, "little") + root
    ids = [root, blake2b(b"shoal/1 file", bound), blake2b(b"shoal/1 id", bound)]
    return " ".join([str(leaves), str(last)] + [i.hex() for i in ids])


counts = {1, 2, 3}
for k in range(2, 11):
    counts |= {2**k - 1, 2**k, 2**k + 1}
print(line(0, 0))
for count in sorted(counts):
    for last in (1, LEAF - 1, LEAF):
        print(line(count, last))
