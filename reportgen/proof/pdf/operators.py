"""A content stream cut into operators with their operands (ISO 32000-1 7.2, 7.3, 7.8.2).

What is nothing of these comes out as an operator of that name, so that whoever follows them meets
what he does not know.
"""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

RUN = "BT…ET"       # stands for all operators of a text object that shows one run as ours do
_BLANK = b"\0\t\n\f\r "
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
# Bounded, so that nothing is looked at twice; what is longer is taken piece by piece.
_TOKEN = re.compile(rb"""
[%(blank)s]*(?:(?:
 (?P<run>(?P<black>0\ g\ )?BT\ /(?P<face>\w{1,20})\ (?P<size>%(n)s)\ Tf\ (?P<spacing>%(n)s)\ Tc
  \ 1\ 0\ 0\ 1\ (?P<x>%(n)s)\ (?P<y>%(n)s)\ Tm
  \ (?:<(?P<codes>%(codes)s)>Tj|\[(?P<parts><%(codes)s>(?:%(n)s<%(codes)s>)*)\]TJ)\ ET)
 |(?P<operator>(?P<numbers>(?:[-+.0-9]{1,20}[%(blank)s]{1,9}){0,6})(?P<name>[A-Za-z'"]%(regular)s{0,9}))
 |(?P<content>/(?P<tag>%(regular)s{1,40})<</MCID\ (?P<mcid>[0-9]{1,9})>>BDC)
 )(?!%(regular)s)
 |/(?P<of>%(regular)s*)|<(?P<hex>[0-9A-Fa-f%(blank)s]*)>|(?P<sign><<|>>|[\[\](])
 |(?P<comment>%%[^\r\n]*)|(?P<other>%(regular)s+|[^%(blank)s])
)""" % {b"blank": rb"\0\t\n\f\r\x20", b"regular": _REGULAR.replace(b" ", b"\\x20"),
        b"n": rb"-?[0-9.]{1,20}", b"codes": rb"(?:[0-9A-F]{2})*"}, re.VERBOSE)
_PART = re.compile(rb"<([0-9A-F]*)>([-0-9.]*)")
_PARENTHESIS = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|.)|[()]|\r\n?", re.DOTALL)
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"",
            b"\r": b"", b"\r\n": b""}
_OCTAL = tuple(b"%d" % digit for digit in range(8))
_DIGITS = b"-+.0123456789"
_WORDS = {b"true": True, b"false": False, b"null": None}


class String(NamedTuple):
    """A string, written in whichever way."""

    data: bytes

    def __str__(self) -> str:
        return str(pikepdf.String(self.data))      # by its byte order mark (7.9.2)


def content_of(page: pikepdf.Page) -> bytes:
    """All content of a page; no token goes from one stream into the next."""
    given = page.obj.get("/Contents", ())
    streams = [given] if isinstance(given, pikepdf.Stream) else list(given)
    return b"\n".join([each.read_bytes() for each in streams])


def operators(content: bytes) -> Iterator[tuple[str, list[Any]]]:
    """Every operator with what stands before it: floats, `String`s, names with their slash, lists,
    dictionaries; `RUN` has its face, size, spacing, x, y and what it shows. Of an inline image
    nothing is followed."""
    within: list[list[Any]] = [[]]      # operands, those of open arrays and dictionaries behind
    at = 0
    while (token := _TOKEN.match(content, at)) is not None:
        at, kind = token.end(), token.lastgroup
        name: str = ""
        if kind == "operator":
            within[-1] += map(_number, token["numbers"].split())
            name = _word(token["name"], within[-1])
        elif kind == "content":
            name = "BDC"
            within[-1] += "/" + _text(token["tag"]), {"/MCID": int(token["mcid"])}
        elif kind == "run":
            if token["black"]:
                yield "g", [*within[-1], 0.0]
            elif within[-1]:
                yield "BT", within[-1]      # it takes none
            within[-1] = []
            name = RUN
            within[-1] += _run(token)
        elif kind == "other":
            name = _word(token["other"], within[-1])
        else:
            at = _operand(token, content, at, within)
        if name:
            yield name, within[-1]
            within[-1] = []
            if len(within) > 1:
                yield "[", []       # an array that does not end before it
            if name == "ID":
                at = len(content) if (end := content.find(b"EI", at)) < 0 else end
    if within != [[]]:
        yield "…", []


def _run(token: re.Match[bytes]) -> list[Any]:
    """What a run is shown by."""
    face, *numbers, codes, parts = token.group(
        "face", "size", "spacing", "x", "y", "codes", "parts")
    shown: Any
    if parts is None:
        shown = String(unhexlify(codes))
    else:
        shown = []
        for codes, shift in _PART.findall(parts):
            shown.append(String(unhexlify(codes)))
            if shift:
                shown.append(_number(shift))
    return ["/" + _text(face), *map(_number, numbers), shown]


def _word(text: bytes, operands: list[Any]) -> str:
    """The operator that a word is; nothing for one that is an operand."""
    if text in _WORDS:
        operands.append(_WORDS[text])
    elif not text.strip(_DIGITS):
        operands.append(_number(text))
    else:
        return _text(text)
    return ""


def _operand(token: re.Match[bytes], content: bytes, at: int, within: list[list[Any]]) -> int:
    """Take what is no operator; where it ends."""
    match token.lastgroup:
        case "of":
            name = _CODE.sub(lambda code: bytes.fromhex(code[1].decode()), token["of"])
            within[-1].append("/" + _text(name))
        case "hex":
            digits = token["hex"].translate(None, _BLANK)
            within[-1].append(String(unhexlify(digits + b"0" * (len(digits) % 2))))
        case "sign" if token["sign"] == b"(":
            string, at = _literal(content, at)
            within[-1].append(string)
        case "sign" if token["sign"] in (b"[", b"<<"):
            within.append([])
        case "sign" if len(within) > 1:
            made = within.pop()
            within[-1].append(made if token["sign"] == b"]" else dict(
                zip(map(str, made[::2]), made[1::2], strict=False)))
        case "sign":
            within[-1].append(None)     # it ends what has not begun: no operator takes it
    return at


def _literal(content: bytes, at: int) -> tuple[String | None, int]:
    """The string whose parenthesis has been opened, and where it ends; None where it does not."""
    made, depth = list[bytes](), 1
    while (found := _PARENTHESIS.search(content, at)) is not None:
        made.append(content[at : found.start()])
        at, sign = found.end(), found[0]
        depth += (sign == b"(") - (sign == b")")
        if not depth:
            return String(b"".join(made)), at
        if sign[:1] == b"\\":
            sign = bytes([int(sign[1:], 8) % 256]) if sign[1:2] in _OCTAL else _ESCAPES.get(
                sign[1:], sign[1:])
        made.append(b"\n" if sign[:1] == b"\r" else sign)
    return None, len(content)


def _number(text: bytes) -> float | None:
    """A number; None for what only looks like one, which no operator takes."""
    try:
        return float(text)
    except ValueError:
        return None


def _text(name: bytes) -> str:
    return name.decode("latin-1")
