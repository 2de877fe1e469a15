"""Canonical msgpack as docs/wire.md asks for it: shortest forms, keys ascending, no float, ext or nil."""

import struct


class Malformed(Exception):
    """What arrived breaks the format."""


def pack(value):
    if value is True or value is False:
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return _pack_int(value)
    if isinstance(value, str):
        text = value.encode()
        forms = [(31, 0xA0), (0xFF, b"\xd9", ">B"), (0xFFFF, b"\xda", ">H"), (2**32, b"\xdb", ">I")]
        return _header(len(text), forms) + text
    if isinstance(value, (bytes, bytearray, memoryview)):
        forms = [(0xFF, b"\xc4", ">B"), (0xFFFF, b"\xc5", ">H"), (2**32, b"\xc6", ">I")]
        return _header(len(value), forms) + bytes(value)
    if isinstance(value, (list, tuple)):
        head = _header(len(value), [(15, 0x90), (0xFFFF, b"\xdc", ">H"), (2**32, b"\xdd", ">I")])
        return head + b"".join(pack(item) for item in value)
    if isinstance(value, dict):
        head = _header(len(value), [(15, 0x80), (0xFFFF, b"\xde", ">H"), (2**32, b"\xdf", ">I")])
        pairs = sorted((key.encode(), key, item) for key, item in value.items())
        return head + b"".join(pack(key) + pack(item) for _, key, item in pairs)
    raise TypeError(f"cannot pack {type(value)}")


def _header(count, forms):
    for form in forms:
        if count > form[0]:
            continue
        if len(form) == 2:
            return bytes([form[1] | count])
        return form[1] + struct.pack(form[2], count)
    raise ValueError("too long")


def _pack_int(value):
    if 0 <= value < 128 or -32 <= value < 0:
        return struct.pack(">b" if value < 0 else ">B", value)
    unsigned = [(2**8, b"\xcc", ">B"), (2**16, b"\xcd", ">H"), (2**32, b"\xce", ">I"), (2**64, b"\xcf", ">Q")]
    signed = [(2**7, b"\xd0", ">b"), (2**15, b"\xd1", ">h"), (2**31, b"\xd2", ">i"), (2**63, b"\xd3", ">q")]
    for limit, tag, form in unsigned if value >= 0 else signed:
        if value < limit if value >= 0 else -value <= limit:
            return tag + struct.pack(form, value)
    raise ValueError("integer out of range")


def unpack(data):
    """The one value that `data` is; Malformed unless it is canonical and nothing follows."""
    value, end = _unpack(data, 0, 0)
    if end != len(data):
        raise Malformed("trailing bytes")
    if pack(value) != bytes(data):
        raise Malformed("not canonical")
    return value


def _take(data, at, count):
    if at + count > len(data):
        raise Malformed("truncated")
    return bytes(data[at : at + count]), at + count


_SIZES = {
    0xD9: ("text", ">B"), 0xDA: ("text", ">H"), 0xDB: ("text", ">I"),
    0xC4: ("bin", ">B"), 0xC5: ("bin", ">H"), 0xC6: ("bin", ">I"),
    0xDC: ("array", ">H"), 0xDD: ("array", ">I"), 0xDE: ("map", ">H"), 0xDF: ("map", ">I"),
    0xCC: ("int", ">B"), 0xCD: ("int", ">H"), 0xCE: ("int", ">I"), 0xCF: ("int", ">Q"),
    0xD0: ("int", ">b"), 0xD1: ("int", ">h"), 0xD2: ("int", ">i"), 0xD3: ("int", ">q"),
}  # fmt: skip


def _head(data, at):
    """(kind, number, position after the header)."""
    (first,), at = _take(data, at, 1)
    if first < 0x80:
        return "int", first, at
    if first >= 0xE0:
        return "int", first - 256, at
    if first < 0x90:
        return "map", first & 0x0F, at
    if first < 0xA0:
        return "array", first & 0x0F, at
    if first < 0xC0:
        return "text", first & 0x1F, at
    if first in (0xC2, 0xC3):
        return "bool", first & 1, at
    if first not in _SIZES:
        raise Malformed(f"kind {first:#x} is not allowed")
    kind, form = _SIZES[first]
    raw, at = _take(data, at, struct.calcsize(form))
    return kind, struct.unpack(form, raw)[0], at


def _unpack(data, at, depth):
    if depth > 16:
        raise Malformed("too deep")
    kind, number, at = _head(data, at)
    if kind == "int":
        return number, at
    if kind == "bool":
        return bool(number), at
    if kind in ("text", "bin"):
        raw, at = _take(data, at, number)
        try:
            return (raw.decode() if kind == "text" else raw), at
        except UnicodeDecodeError as error:
            raise Malformed("text is not UTF-8") from error
    if number > len(data) - at:
        raise Malformed("claims more than there is")
    if kind == "array":
        items = []
        for _ in range(number):
            item, at = _unpack(data, at, depth + 1)
            items.append(item)
        return items, at
    return _unpack_map(data, at, depth, number)


def _unpack_map(data, at, depth, count):
    pairs = {}
    last = None
    for _ in range(count):
        key, at = _unpack(data, at, depth + 1)
        if not isinstance(key, str) or (last is not None and key.encode() <= last):
            raise Malformed("keys are not ascending texts")
        last = key.encode()
        pairs[key], at = _unpack(data, at, depth + 1)
    return pairs, at
