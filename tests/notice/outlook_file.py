"""Saved Outlook messages for tests: a small writer of OLE files ([MS-CFB] version 3) with MAPI properties in them."""

import struct
from datetime import UTC, datetime
from itertools import pairwise

SECTOR, MINI = 512, 64
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def message(
    texts: dict[int, str | bytes],
    *,
    sent: datetime | None = None,
    narrow: str | None = None,
    codepage=0,
    attached: dict[str, bytes] | None = None,
) -> bytes:
    """A message with text (or binary) properties by id. `narrow` writes text in a Windows code page as old files do."""
    streams = {}
    for name, value in texts.items():
        if isinstance(value, bytes):
            streams[f"__substg1.0_{name:04X}0102"] = value
        elif narrow:
            streams[f"__substg1.0_{name:04X}001E"] = value.encode(narrow)
        else:
            streams[f"__substg1.0_{name:04X}001F"] = value.encode("utf-16-le")
    fixed = [(0x3FFD, 0x0003, struct.pack("<i4x", codepage)), (0x3FDE, 0x0003, struct.pack("<i4x", codepage))]
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        fixed.append((0x0039, 0x0040, struct.pack("<Q", ticks)))
    table = b"".join(struct.pack("<HHI", kind, name, 6) + value for name, kind, value in fixed)
    streams["__properties_version1.0"] = bytes(32) + table
    for number, (name, content) in enumerate((attached or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{folder}/__substg1.0_37010102"] = content
        streams[f"{folder}/__properties_version1.0"] = bytes(8)
    return ole(streams)


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE file with streams at its root, or in a folder where a slash parts its name.

    Short ones go into the stream of small sectors, as the format demands.
    """
    small = {name: content for name, content in streams.items() if len(content) < 4096}
    large = {name: content for name, content in streams.items() if len(content) >= 4096}
    mini, minifat, starts = b"", [], {}
    for name, content in small.items():
        starts[name] = len(minifat) if content else END
        count = -(-len(content) // MINI)
        minifat += [len(minifat) + 1 + step for step in range(count - 1)] + ([END] if count else [])
        mini += content.ljust(count * MINI, b"\0")
    folders = {path.rpartition("/")[0] for path in streams} - {""}
    entries = (len(streams) + len(folders) + 1 + 3) // 4 * 4
    blocks = {
        "directory": bytes(entries * 128),
        "mini": mini,
        "minifat": struct.pack(f"<{len(minifat)}I", *minifat),
    } | large
    fat, first = [FAT], {}
    for name, content in blocks.items():
        count = -(-len(content) // SECTOR)
        first[name] = len(fat) if count else END
        fat += [len(fat) + 1 + step for step in range(count - 1)] + ([END] if count else [])
    assert len(fat) <= SECTOR // 4, "one sector of the table is enough for tests"
    blocks["directory"] = _directory(streams, starts | {name: first[name] for name in large}, first["mini"], len(mini))
    minifat_count = -(-len(blocks["minifat"]) // SECTOR)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, first["directory"], 0, 4096, first["minifat"], minifat_count, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    body = b"".join(content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0") for content in blocks.values())
    return header + table + body


def _directory(streams, starts, mini_start, mini_size) -> bytes:
    """Every folder's entries as a list that leans to the right, in the order of the format: by length, then by name."""
    folders: dict[str, list[str]] = {"": []}
    for path in streams:
        folder, _, _ = path.rpartition("/")
        if folder and folder not in folders:
            folders[folder] = []
            folders[""].append(folder)
        folders[folder].append(path)
    order = [path for inside in folders.values() for path in sorted(inside, key=_rank)]
    number = {path: place for place, path in enumerate(order, 1)}
    following = {}
    for inside in folders.values():
        lined = sorted(inside, key=_rank)
        following |= {path: number[after] for path, after in pairwise(lined)}
    first = {folder: number[min(inside, key=_rank)] if inside else FREE for folder, inside in folders.items()}
    entries = [_entry("Root Entry", 5, FREE, first[""], mini_start, mini_size)]
    for path in order:
        name, right = path.rpartition("/")[2], following.get(path, FREE)
        if path in folders:
            entries.append(_entry(name, 1, right, first[path], 0, 0))
        else:
            entries.append(_entry(name, 2, right, FREE, starts[path], len(streams[path])))
    while len(entries) % 4:
        entries.append(struct.pack("<64xHBBIII36xIQ", 0, 0, 0, FREE, FREE, FREE, 0, 0))
    return b"".join(entries)


def _rank(path):
    name = path.rpartition("/")[2]
    return len(name), name.upper()


def _entry(name, kind, right, child, start, size) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return wide.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(wide), kind, 1, FREE, right, child, start, size)
