"""Damage as it happens to files on their way, and as somebody makes it on purpose."""

import json
import random
import re
from collections.abc import Callable, Sequence

from ingest.files import SourceFile
from rag.errors import ReadError

_LONGEST = 2 << 20
"""Bytes that a mutation may make of a seed."""

_TOKENS: Sequence[bytes | str] = [
    *(b"\x00", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"&#0;", b"&#x110000;", b"%PDF-1.7\n", b"PK\x03\x04"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\x80", b"\r", b"\x0c", b"\xc2\x85"),
    *("\u202e", "\u0301" * 500, "🇧🇪" * 50, "\u200d", "\ufdfa" * 100),
    *(b"9" * 400, b"-1", b"1e999", b"NaN", b"null", b"31/02/2009", b"2009-02-31", b"0000-00-00", b"99999-12-31"),
    *(b"(" * 3000, b"[" * 3000, b"{" * 3000, b'{"a":' * 1200, b"<b>" * 400, b"<div>" * 3000, b"<table><tr><td>" * 500),
    *(b"1. " * 4000, b"a) b) " * 2000, b"\n" * 5000, b" " * 50_000, b"- " * 4000, b"." * 4000, b"?" * 4000, b"x" * 50_000),
    *(b"Vraag 1, 2, 3 en 4\n" * 300, b"Antwoord 1\n" * 300, b"Question 1\n" * 300, b"nr. " * 2000, b"'" * 999, b'"' * 999),
]


def mutated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """A file with one to four mutations; some take from an `other` file."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = chance.choice(_MUTATIONS)(data, chance, other)[:_LONGEST]
    return data


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.expovariate(1 / 400)) + 1)


def _cut_off(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _start_lost(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def _bytes_changed(data: bytes, chance: random.Random, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _block_lost(data: bytes, chance: random.Random, other: bytes) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + data[end:]


def _block_repeated(data: bytes, chance: random.Random, other: bytes) -> bytes:
    start, end = _block(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 5, 300)) + data[end:]


def _block_moved(data: bytes, chance: random.Random, other: bytes) -> bytes:
    start, end = _block(data, chance)
    rest, place = data[:start] + data[end:], chance.randrange(len(data) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def _token_put_in(data: bytes, chance: random.Random, other: bytes) -> bytes:
    token = chance.choice(_TOKENS)
    place = chance.randrange(len(data) + 1)
    return data[:place] + (token.encode() if isinstance(token, str) else token) + data[place:]


def _spliced(data: bytes, chance: random.Random, other: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _in_another_encoding(data: bytes, chance: random.Random, other: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "cp037"))
    return data.decode(chance.choice(("utf-8", "latin-1")), "replace").encode(encoding, "replace")


def _lines_mixed(data: bytes, chance: random.Random, other: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines) + 1)
    some = lines[start : start + chance.randrange(1, 30)]
    way = chance.randrange(4)
    if way == 0:
        chance.shuffle(some)
    elif way == 1:
        some = some[::2]
    elif way == 2:
        some = [line for line in some for _ in range(20)]
    else:
        some = [b" ".join(line.strip() for line in some)]
    return b"".join([*lines[:start], *some, *lines[start + 30 :]])


def _figures_changed(data: bytes, chance: random.Random, other: bytes) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    for match in sorted(chance.sample(found, min(len(found), 5)), key=lambda match: -match.start()):
        new = chance.choice((b"0", b"-7", b"99", b"31", b"123456789012345678901234567890", b"", b"1.5", "٣".encode()))
        data = data[: match.start()] + new + data[match.end() :]
    return data


def _element_changed(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """XML or HTML with one element lost, repeated, moved, renamed, emptied, nested in itself or without its attributes."""
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=True, no_network=True))
    if root is None or len(root) == 0:
        return data
    html = re.search(rb"<html", data[:2000], re.IGNORECASE) is not None
    inner = [element for element in root.iter(etree.Element) if element is not root]
    for _ in range(chance.choice((1, 4))):
        one, two = chance.choice(inner), chance.choice(inner)
        parent = one.getparent()
        if parent is None:
            continue
        way = chance.randrange(7)
        if way == 0:
            parent.remove(one)
        elif way == 1:
            for _ in range(chance.choice((1, 40))):
                parent.insert(parent.index(one), etree.fromstring(etree.tostring(one, with_tail=False)))
        elif way == 2:
            one.tag = two.tag
        elif way == 3:
            one.text, one[:] = chance.choice((None, "", "1", "(", "Mr. ")), []
        elif way == 4:
            one.attrib.clear()
        elif way == 5:
            values = [value for value in two.attrib.values() if value] or ["", "0", "2009-13-45"]
            for name in one.attrib:
                one.set(name, chance.choice(values))
        elif two not in one.iterancestors() and two is not one:
            two.append(one)
    told: bytes = etree.tostring(root, encoding="utf-8", method="html" if html else "xml")
    return told


def _json_changed(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """JSON, or one line of JSON Lines, with some values lost, or of another kind."""
    try:
        return json.dumps(_with_changes(json.loads(data), chance)).encode()
    except ValueError:
        lines = data.splitlines()
        if lines:
            place = chance.randrange(len(lines))
            lines[place] = json.dumps(_with_changes(json.loads(lines[place]), chance)).encode()
        return b"\n".join(lines)


def _with_changes(value: object, chance: random.Random) -> object:
    odd: Sequence[object] = (None, True, -1, 1e300, "", "x" * 3000, [], {}, [[]], {"a": [{}]}, "31.02.2017", "<p>", "\ud800")
    if chance.random() < 0.06:
        return chance.choice(odd)
    if isinstance(value, dict):
        return {key: _with_changes(item, chance) for key, item in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        return [_with_changes(item, chance) for item in value]
    return value


Mutation = Callable[[bytes, random.Random, bytes], bytes]


def _safely(mutation: Mutation) -> Mutation:
    """A mutation that leaves alone what it cannot parse."""

    def tried(data: bytes, chance: random.Random, other: bytes) -> bytes:
        from lxml import etree

        try:
            SourceFile("seed", data).decoded()
            return mutation(data, chance, other)
        except (ReadError, ValueError, RecursionError, etree.LxmlError):
            return _bytes_changed(data, chance, other)

    return tried


_MUTATIONS: tuple[Mutation, ...] = (
    *(_cut_off, _start_lost, _bytes_changed, _block_lost, _block_repeated, _block_moved, _token_put_in, _token_put_in),
    *(_spliced, _in_another_encoding, _lines_mixed, _figures_changed),
    *(_safely(_element_changed), _safely(_element_changed), _safely(_json_changed), _safely(_json_changed)),
)
