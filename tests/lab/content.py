"""Content, manifest, keys and link text, written from docs/wire.md alone: an oracle beside the C++ one."""

import base64
import hashlib
import os
import re
from dataclasses import dataclass, field

from packed import Malformed, pack, unpack

LEAF = 16 * 1024
CHUNK = 256 * 1024
BLOCK = 512  # chunk roots in one hash block
ZERO = bytes(32)


def blake2b(personal, *parts, key=b"", size=32):
    state = hashlib.blake2b(digest_size=size, key=key, person=personal.encode().ljust(16, b"\0"))
    for part in parts:
        state.update(part)
    return state.digest()


def le64(number):
    return number.to_bytes(8, "little")


def chunk_count(size):
    return (size + CHUNK - 1) // CHUNK


# --- trees -------------------------------------------------------------------------------------------------------


def join_up(nodes):
    """The root over nodes of one level; an odd last one is promoted."""
    while len(nodes) > 1:
        pairs = [blake2b("shoal/1 node", nodes[i], nodes[i + 1]) for i in range(0, len(nodes) - 1, 2)]
        nodes = pairs + ([nodes[-1]] if len(nodes) % 2 else [])
    return nodes[0]


def tree(blob):
    return join_up([blake2b("shoal/1 leaf", blob[at : at + LEAF]) for at in range(0, max(len(blob), 1), LEAF)])


def chunks_of(blob):
    return [blob[at : at + CHUNK] for at in range(0, len(blob), CHUNK)]


def file_root(size, root):
    return blake2b("shoal/1 file", le64(size), root)


def content_id(size, root):
    return blake2b("shoal/1 id", le64(size), root)


def hash_block(roots, block):
    """(roots of the block, proof) of a blob whose chunk roots are `roots`."""
    tops = [join_up(roots[at : at + BLOCK]) for at in range(0, len(roots), BLOCK)]
    proof, place = [], block
    while len(tops) > 1:
        if place % 2:
            proof.append(tops[place - 1])
        elif place + 1 < len(tops):
            proof.append(tops[place + 1])
        pairs = [blake2b("shoal/1 node", tops[i], tops[i + 1]) for i in range(0, len(tops) - 1, 2)]
        tops = pairs + ([tops[-1]] if len(tops) % 2 else [])
        place //= 2
    return roots[block * BLOCK : (block + 1) * BLOCK], proof


def block_leads_to(count, block, roots, proof):
    """The tree that a hash block of a blob of `count` chunks leads to; None if its shape is wrong."""
    if len(roots) != min(BLOCK, count - block * BLOCK):
        return None
    node, width, place, proof = join_up(roots), (count + BLOCK - 1) // BLOCK, block, list(proof)
    while width > 1:
        if place % 2 or place + 1 < width:
            if not proof:
                return None
            other = proof.pop(0)
            node = blake2b("shoal/1 node", other, node) if place % 2 else blake2b("shoal/1 node", node, other)
        place //= 2
        width = (width + 1) // 2
    return None if proof else node


# --- keys and link text ------------------------------------------------------------------------------------------


def subkey(identity, name):
    return blake2b("shoal/1 " + name, key=identity)


def discovery_key(identity):
    return subkey(identity, "dht")[:20]


def share_tag(identity):
    return base64.b32encode(subkey(identity, "tag")).decode().lower()[:8]


def link_of(identity):
    body = b"\x01" + identity
    check = blake2b("shoal/1 link", body)[:2]
    return "shoal:b" + base64.b32encode(body + check).decode().rstrip("=").lower()


def identity_of(link):
    found = re.search(r"(?:urn:shoal:|shoal:)b([a-z2-7]{56})(?![a-z2-7])", link, re.IGNORECASE)
    if not found:
        raise Malformed("no Shoal link")
    raw = base64.b32decode(found[1].upper())
    if raw[0] != 1 or blake2b("shoal/1 link", raw[:33])[:2] != raw[33:]:
        raise Malformed("damaged link")
    return raw[1:33]


# --- what is shared ----------------------------------------------------------------------------------------------


@dataclass
class Content:
    """A share in memory: file bytes by manifest order, and the manifest's exact bytes."""

    manifest: bytes
    files: list = field(default_factory=list)

    def __post_init__(self):
        self.identity = content_id(len(self.manifest), tree(self.manifest))
        self.chunks = [chunk for blob in self.files for chunk in chunks_of(blob)]

    @property
    def link(self):
        return link_of(self.identity)

    def blob(self, number):
        return self.manifest if number == 0 else self.files[number - 1]

    def roots(self, number):
        return [tree(chunk) for chunk in chunks_of(self.blob(number))]

    def chunk(self, space, number):
        return chunks_of(self.manifest)[number] if space == 0 else self.chunks[number]


def make_content(name, files, **extra):
    """A share of {path: bytes}. Paths are taken as they are, so that forbidden ones can be made too."""
    entries, blobs = [], []
    for path in sorted(files, key=lambda text: text.encode().split(b"/")):
        blob = files[path]
        entries.append({"path": path.split("/"), "root": file_root(len(blob), tree(blob)), "size": len(blob)})
        blobs.append(blob)
    manifest = {"files": entries, "name": name, "salt": os.urandom(32), "v": 1, **extra}
    return Content(pack(manifest), blobs)


def read_manifest(blob):
    """[(path, size, root)] of a manifest, and its name."""
    manifest = unpack(blob)
    if manifest.get("v") != 1:
        raise Malformed("unknown version")
    return manifest["name"], [("/".join(f["path"]), f["size"], f["root"]) for f in manifest["files"]]
