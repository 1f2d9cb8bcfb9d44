"""Faults planted in finished files: operators of a PDF's page, texts of a Word or OFD file, are
changed and put back. Each takes a source of chance, and says whether it found a place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction

from reportgen.proof.pdf.text import Font
from reportgen.zips import zipped

DIGITS = "0123456789"
Plant = Callable[[pikepdf.Pdf, Random], bool]


@dataclass(slots=True)
class Content:
    """The operators of a page, to be changed and put back."""

    pdf: pikepdf.Pdf
    page: pikepdf.Page
    ops: list[Any]

    def save(self) -> bool:
        """Put the operators back; true."""
        self.page.obj.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(self.ops))
        return True

    def find(self, *names: str) -> list[int]:
        """Where operators of these names stand."""
        return [at for at, each in enumerate(self.ops) if str(each.operator) in names]

    def shows(self) -> Iterator[tuple[int, pikepdf.Object, str]]:
        """Each place where text is shown: its font and its characters."""
        font, of = None, dict[Any, Font]()
        for at, each in enumerate(self.ops):
            name = str(each.operator)
            if name == "Tf":
                font = self.page.obj.Resources.Font[str(each.operands[0])]
                of.setdefault(font.objgen, Font(font))
            elif name in ("Tj", "TJ") and font is not None:
                shown = each.operands[0]
                parts = shown if isinstance(shown, Array) else [shown]
                codes = b"".join(bytes(p) for p in parts if isinstance(p, pikepdf.String))
                yield at, font, of[font.objgen].text(codes)

    def sequence(self, at: int) -> tuple[int, int]:
        """The marked content round an operator: where it begins and ends."""
        start = max(n for n in self.find("BDC") if n < at)
        return start, min(n for n in self.find("EMC") if n > at)

    def tag(self, at: int) -> str:
        """What the marked content round an operator is."""
        return str(self.ops[self.sequence(at)[0]].operands[0])

    def put(self, at: int, code: str) -> None:
        """More operators before that one."""
        self.ops[at:at] = parsed(self.pdf, code)


def parsed(pdf: pikepdf.Pdf, code: str) -> list[Any]:
    """Operators as they are written."""
    return list(pikepdf.parse_content_stream(pdf.make_stream(code.encode())))


def contents(pdf: pikepdf.Pdf, rng: Random) -> Iterator[Content]:
    """The pages, in an order by chance."""
    for page in rng.sample(list(pdf.pages), len(pdf.pages)):
        yield Content(pdf, page, list(pikepdf.parse_content_stream(page)))


def codes_of(font: Any) -> dict[str, bytes]:
    """Characters to codes of a font."""
    known = Font(font)
    found: dict[str, bytes] = {}
    for code in range(1, 6000):
        text = known.text(code.to_bytes(2, "big"))
        if text != "�":
            found.setdefault(text, code.to_bytes(2, "big"))
    return found


def written(pdf: bytes, plant: Plant, rng: Random) -> bytes | None:
    """The PDF with a fault; None where it has no place for one."""
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        if not plant(file, rng):
            return None
        file.save(made)
    return made.getvalue()


def texts(content: Content, *, figures: bool | None = False, digits: bool = False,
           artifacts: bool = False) -> list[tuple[int, Any, str]]:
    """Texts of the running text, of charts, or of either."""
    found = []
    for at, font, text in content.shows():
        tag = content.tag(at)
        if (tag == "/Artifact") is artifacts and figures in (None, tag == "/Figure") \
                and text.strip() and (not digits or any(ch in DIGITS for ch in text)):
            found.append((at, font, text))
    return found


def on_text(change: Callable[[Content, Random, int, Any, str], bool], **which: Any) -> Plant:
    """A fault at one text, taken by chance."""
    def plant(pdf: pikepdf.Pdf, rng: Random) -> bool:
        for content in contents(pdf, rng):
            found = texts(content, **which)
            for at, font, text in rng.sample(found, len(found)):
                if change(content, rng, at, font, text):
                    return content.save()
        return False
    return plant


def other_digit(font: Any, text: str, rng: Random) -> tuple[int, bytes, bytes] | None:
    codes = codes_of(font)
    places = [n for n, ch in enumerate(text) if ch in DIGITS]
    n = rng.choice(places)
    others = [ch for ch in DIGITS if ch in codes and ch != text[n]]
    return (n, codes[text[n]], codes[rng.choice(others)]) if others else None


def recoded(content: Content, at: int, n: int, code: bytes) -> None:
    """Another code at character n of a shown string."""
    shown = content.ops[at].operands[0]
    parts = list(shown) if isinstance(shown, Array) else [shown]
    seen, made = 0, list[Any]()
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytearray(bytes(part))
            if seen <= 2 * n < seen + len(data):
                data[2 * n - seen : 2 * n - seen + 2] = code
            seen += len(data)
            made.append(pikepdf.String(bytes(data)))
        else:
            made.append(part)
    operand = Array(made) if isinstance(shown, Array) else made[0]
    content.ops[at] = ContentStreamInstruction([operand], content.ops[at].operator)


def typed_over(content: Content, rng: Random, at: int, font: Any, text: str) -> bool:
    """Another digit."""
    found = other_digit(font, text, rng)
    if found:
        recoded(content, at, found[0], found[2])
    return bool(found)


def paled(content: Content, rng: Random, at: int, _font: Any, _text: str) -> bool:
    """A text is white, or nearly."""
    content.put(at, rng.choice(("1 g", "0.97 0.98 0.97 rg")))
    return True


def place_of(content: Content, at: int) -> tuple[int, list[float]]:
    """The operator that places a text, and its matrix."""
    place = max(n for n in content.find("Tm") if n < at)
    return place, [float(each) for each in content.ops[place].operands]


def covered(content: Content, _rng: Random, at: int, _font: Any, _text: str) -> bool:
    """A white box, over the text, in the same marked content."""
    _, matrix = place_of(content, at)
    if content.tag(at) == "/Figure":
        return False
    _, end = content.sequence(at)
    content.put(end, f"q 1 g {matrix[4] - 2} {matrix[5] - 5} 60 22 re f Q")
    return True


def taken(content: Content, _rng: Random, at: int, _font: Any, _text: str) -> bool:
    """A text is not shown."""
    del content.ops[at]
    return True


# ------------------------------------------------------------------------------- Word and OFD files

_RUN = re.compile(
    rb"(<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?)<w:t(?: [^>]*)?>[^<]*[0-9]", re.DOTALL)
_ROW = re.compile(rb"<w:tr[ >](?:(?!</w:tr>).)*</w:tr>", re.DOTALL)
_SAID = re.compile(rb"(<(?:w:t|ofd:TextCode)(?: [^>]*)?>)([^<]*[0-9][^<]*)(?=</)")
_NAME = re.compile(r"word/document\.xml|Doc_0/Pages/.*/Content\.xml")


Change = Callable[[bytes, Random], bytes | None]      # of a part; None: it has no place for it


def rezipped(data: bytes, change: Change, rng: Random) -> bytes | None:
    """A Word or OFD file with a fault in its text; None where it has no place for one."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    names = [name for name in parts if _NAME.fullmatch(name)]
    for name in rng.sample(names, len(names)):
        if (new := change(parts[name], rng)) is not None and new != parts[name]:
            return zipped({**parts, name: new}, next(iter(parts)))
    return None


def said(change: Callable[[str, Random], str | None]) -> Change:
    """One text with a number says another thing."""
    def plant(part: bytes, rng: Random) -> bytes | None:
        found = list(_SAID.finditer(part))
        for each in rng.sample(found, len(found)):
            new = change(each[2].decode(), rng)
            if new is not None and new != each[2].decode():
                return part[: each.start(2)] + new.encode() + part[each.end(2) :]
        return None
    return plant


def exchanged(part: bytes, rng: Random) -> bytes | None:
    """Two numbers exchange their places."""
    found = [each for each in _SAID.finditer(part)
             if each[2].strip().replace(b".", b"").isdigit() and len(each[2]) > 1]
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[2] != b[2]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return (part[: one.start(2)] + other[2] + part[one.end(2) : other.start(2)] + one[2]
            + part[other.end(2) :])


def row_lost(part: bytes, rng: Random) -> bytes | None:
    """A row of a table is gone."""
    rows = [each for each in _ROW.finditer(part) if _SAID.search(each[0])]
    if not rows:
        return None
    row = rng.choice(rows)
    return part[: row.start()] + part[row.end() :]


def whitened(part: bytes, rng: Random) -> bytes | None:
    """A number of a Word file is white."""
    found = list(_RUN.finditer(part))
    if not found:
        return None
    run = rng.choice(found)
    white = b'<w:color w:val="FFFFFF"/>'
    head = run[1].replace(b"</w:rPr>", white + b"</w:rPr>") if b"<w:rPr>" in run[1] \
        else run[1] + b"<w:rPr>" + white + b"</w:rPr>"
    return part[: run.start()] + head + part[run.end(1) :]


def other_figure(text: str, rng: Random) -> str:
    """Another digit."""
    at = rng.choice([n for n, ch in enumerate(text) if ch in DIGITS])
    return text[:at] + rng.choice([ch for ch in "123456789" if ch != text[at]]) + text[at + 1 :]


def turned_round(text: str, rng: Random) -> str | None:
    """Two digits exchanged: no face lacks them."""
    pairs = [n for n, (a, b) in enumerate(pairwise(text)) if a in DIGITS and b in DIGITS and a != b]
    if not pairs:
        return None
    at = rng.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def without_point(text: str, _rng: Random) -> str | None:
    """A decimal point is lost: 36.8 is 368."""
    return re.sub(r"(?<=[0-9])\.(?=[0-9])", "", text, count=1)


def other_sign(text: str, _rng: Random) -> str:
    """A minus before a number."""
    return re.sub("(?=[0-9])", "-", text, count=1)
