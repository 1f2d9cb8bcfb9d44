"""Changes to what an office writes: each keeps most of the structure, so that they reach deep."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

AWKWARD = (
    "", " ", "　", "\t", "\n", "\n\n", "{{", "}}", "{{ b ", "{%", "%}", "{% 如果 甲 %}",
    "{% 结束 %}", "|", "｜", "：", ":", "```", "```图", "```表", "---", "#", "# ", "**", "＊＊",
    "“", "”", "‘", "'", '"', "- ", "1. ", "一、", "（一）", "> ", "::: 提示", ":::", "[^注]",
    "[^注]: ", "[", "](", "<!--", "-->", "<br>", "<b>", "&amp;", "&#0;", "\\", "\\n", "&a",
    "*a", "!!str", "null", "~", "是", "否", "nan", "inf", "-inf", "1e300", "1e-300", "-0", "0",
    "-1", "00", "9" * 31, "0.1" + "0" * 40, "1/0", "１２", "5%", "-5%", "余", "约", "超", "亿",
    "万亿", "百分点", "同比", "2024-02-30", "2024年13月", "〔2024〕", "示" * 22, "示" * 90,
    "A" * 300, "a_b", "H₂O", "㎡", "é", "e\u0301", "😀", "👨‍👩‍👧", "\u200b", "\u202e",
    "\ufeff", "\x00", "\x07", "\x7f", "\u2028", "\ue000", "\ufffd", "𠮷", "𰻝", "⺠",
    "\u3000" * 40, "—" * 9, "…" * 9, "《" * 20, "（" * 20, "、" * 20, "9," * 20,
    "http://a.cn/" + "b" * 300, "a@b.cn", "\r\n", "\x0b",
)
_WORD = re.compile(r"[\w.%]+|\s+|.", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_XML_TEXT = re.compile(rb">[^<>]+<")
_XML_VALUE = re.compile(rb'"[^"<>]*"')
_XML_ELEMENT = re.compile(rb"<(\w+:\w+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")


def text(old: str, other: str, random: Random) -> str:
    """A text changed in one to four places; `other` is a text to take lines from."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        old = random.choice(_TEXTS)(old, other, random)
    return old


def _piece(old: str, _: str, random: Random) -> str:
    at = random.randrange(len(old) + 1)
    end = at + random.choice((0, 0, 1, 2, 5, 20))
    return old[:at] + random.choice(AWKWARD) + old[end:]


def _word(old: str, _: str, random: Random) -> str:
    words = _WORD.findall(old) or [""]
    words[random.randrange(len(words))] = random.choice(AWKWARD)
    return "".join(words)


def _number(old: str, _: str, random: Random) -> str:
    found = [*_NUMBER.finditer(old)]
    if not found:
        return old
    at = random.choice(found)
    new = random.choice(("0", "-1", "1e300", "nan", "9" * 31, "0." + "0" * 30 + "1", "１",
                         str(random.randrange(10 ** random.randrange(1, 12))), ""))
    return old[: at.start()] + new + old[at.end() :]


def _value(old: str, _: str, random: Random) -> str:
    """What stands behind the colon of a line."""
    lines = old.split("\n")
    keyed = [at for at, line in enumerate(lines) if re.search(r"[:：]\s", line + " ")]
    if keyed:
        at = random.choice(keyed)
        key = re.split("[:：]", lines[at], maxsplit=1)[0]
        lines[at] = f"{key}: {random.choice(AWKWARD)}"
    return "\n".join(lines)


def _lines(old: str, other: str, random: Random) -> str:
    lines = old.split("\n")
    at, size = random.randrange(len(lines)), random.choice((1, 1, 2, 5))
    taken = lines[at : at + size]
    match random.randrange(6):
        case 0:
            del lines[at : at + size]
        case 1:
            lines[at:at] = taken
        case 2:
            lines.insert(random.randrange(len(lines) + 1), lines.pop(at))
        case 3:
            strange = other.split("\n")
            start = random.randrange(len(strange))
            lines[at:at] = strange[start : start + random.choice((1, 3, 8))]
        case 4:
            lines[at] = random.choice(("  ", "\t", "　　", "- ", "# ", "> ", "    ")) + lines[at]
        case _:
            lines[at] = lines[at].lstrip() if random.random() < 0.5 else lines[at].rstrip()[:-1]
    return "\n".join(lines)


def _often(old: str, _: str, random: Random) -> str:
    """A piece of the text, or an awkward one, again and again."""
    at = random.randrange(len(old) + 1)
    piece = random.choice((old[at : at + random.choice((1, 2, 5, 30))], random.choice(AWKWARD)))
    times = random.choice((2, 3, 10, 100, 1000))
    return old[:at] + (piece * times)[:4000] + old[at:]


def _cut(old: str, _: str, random: Random) -> str:
    return old[: random.randrange(len(old) + 1)]


_TEXTS: tuple[Callable[[str, str, Random], str], ...] = (
    _piece, _piece, _word, _word, _number, _number, _value, _value, _lines, _lines, _lines, _often,
    _cut,
)


def data(old: bytes, random: Random) -> bytes:
    """Bytes changed, lost, said again or cut off."""
    made = bytearray(old)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(len(made) + 1) if random.random() < 0.6 else random.randrange(
            min(len(made), 200) + 1)
        match random.randrange(5):
            case 0:
                made[at : at + 1] = bytes((random.randrange(256),))
            case 1:
                made[at : at + 4] = random.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"))
            case 2:
                del made[at : at + random.choice((1, 4, 100))]
            case 3:
                made[at:at] = made[at : at + random.choice((1, 16, 400))]
            case _:
                if random.random() < 0.3:
                    del made[at:]
    return bytes(made)


def package(old: bytes, random: Random) -> bytes:
    """A zip of XML with a part changed, lost or twice; now and then its bytes."""
    if random.random() < 0.1:
        return data(old, random)
    with zipfile.ZipFile(io.BytesIO(old)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    for _ in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(parts))
        name, part = parts[at]
        match random.randrange(12):
            case 0:
                parts = parts[:at] + parts[at + 1 :] or parts
            case 1:
                parts[at] = name, parts[random.randrange(len(parts))][1]
            case 2:
                parts[at] = name, data(part, random)
            case _ if part.lstrip().startswith(b"<"):
                parts[at] = name, xml(part, random)
            case _:
                parts[at] = name, data(part, random)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts:
            archive.writestr(name, part)
    return made.getvalue()


def xml(old: bytes, random: Random) -> bytes:
    """XML that is XML still, mostly: a text, a value or an element of it changed."""
    pattern = random.choice((_XML_TEXT, _XML_VALUE, _XML_VALUE, _XML_ELEMENT))
    found = [*pattern.finditer(old)]
    if not found:
        return data(old, random)
    at = random.choice(found)
    awkward = random.choice(AWKWARD).encode("utf-8", "replace").translate(None, b'<>&"\0\x07\x0b')
    if pattern is _XML_ELEMENT:
        new = random.choice((b"", at[0] * 2, at[0] * 50, random.choice(found)[0]))
    elif pattern is _XML_TEXT:
        new = b">" + random.choice((awkward, at[0][1:-1] + awkward, b"999999999")) + b"<"
    else:
        new = b'"' + random.choice((awkward, b"0", b"-1", b"999999999", b"A999999999", b"1e300",
                                    random.choice(found)[0][1:-1])) + b'"'
    return old[: at.start()] + new + old[at.end() :]
