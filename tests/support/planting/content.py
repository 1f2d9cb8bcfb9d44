"""The operators of a PDF's pages, to be changed and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array

from reportgen.proof.pdf.text import Font

Plant = Callable[[pikepdf.Pdf, Random], bool]


@dataclass(slots=True)
class Content:
    """The operators of a page, to be changed and put back."""

    pdf: pikepdf.Pdf
    page: pikepdf.Page
    ops: list[Any]

    def save(self) -> bool:
        self.page.obj.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(self.ops))
        return True

    def find(self, *names: str) -> list[int]:
        return [at for at, each in enumerate(self.ops) if str(each.operator) in names]

    def shows(self) -> Iterator[tuple[int, pikepdf.Object, str]]:
        """Each place where text is shown: its font and its characters."""
        font, of = None, {}
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
        return str(self.ops[self.sequence(at)[0]].operands[0])

    def put(self, at: int, code: str) -> None:
        self.ops[at:at] = parsed(self.pdf, code)


def parsed(pdf: pikepdf.Pdf, code: str) -> list[Any]:
    return list(pikepdf.parse_content_stream(pdf.make_stream(code.encode())))


def contents(pdf: pikepdf.Pdf, rng: Random) -> Iterator[Content]:
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
