"""Photographs: one in a paragraph, a row of them in a table without rules; the caption below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from reportgen.document.tree import Photo, PhotoFigure
from reportgen.frozen import frozen
from reportgen.images.develop import Print
from reportgen.images.fitting import Fit, fit
from reportgen.style.furniture import LOGO
from reportgen.style.profile import Profile
from reportgen.units import Pt
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions, notes
from reportgen.writers.docx.drawing import Size, anchored, inline, picture
from reportgen.writers.docx.figures import AddPart
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.tablestyle import side_by_side
from reportgen.writers.docx.xml import Element, qualified, w

_PARAGRAPH = qualified("w:p")
_FRAMED = f"{qualified('w:pPr')}/{qualified('w:framePr')}"
FILE = "photo"      # how the files of photographs begin
_SIDES = {1: ("center",), 2: ("left", "right"), 3: ("left", "center", "right")}


@frozen
class Photos:
    """Writes the photographs of one file; each picture is stored once."""

    profile: Profile
    prints: Mapping[str, Print]
    add_part: AddPart
    ids: Iterator[int]
    _stored: dict[str, tuple[str, str]] = field(default_factory=dict)

    def photographs(
        self, block: PhotoFigure, marks: Marks, captions: Captions
    ) -> Iterator[Element]:
        """The photographs, their captions and notes; kept together."""
        found = fit(block, self.profile)
        if len(block.photos) == 1:
            loose = None if block.number else w("keepNext", val=0)
            yield paragraph("Figure", [self._drawing(block.photos[0], block, found, 0)], loose,
                            self._spacing())
        else:
            yield self._table(block, found)
        if block.number:
            yield captions.caption(block, marks)
        yield from notes(block.notes, marks)

    def logo(self, body: Element) -> None:
        """The logo above the head, held by the first paragraph of the body that is in no frame."""
        made = self.prints.get(LOGO)
        holder = next((each for each in body.iterchildren(_PARAGRAPH)
                       if each.find(_FRAMED) is None), None)
        if made is None or holder is None:
            return
        profile, number = self.profile, next(self.ids)
        wide = profile.length("logo.width")
        size = wide, made.height / made.width * wide
        room = profile.length("page.type_width") - wide
        before = {"center": 0.5, "right": 1.0}.get(profile.text("logo.align"), 0.0) * room
        place = profile.length("page.left") + before, profile.length("logo.top")
        file, relation = self._file(made)
        content = picture(number, file, relation, (size[0].emu, size[1].emu))
        alt = profile.text("logo.alt")
        holder.insert(1, anchored(number, "标志图", alt, content, place=place, size=size))

    def _spacing(self) -> Element:
        """A photograph has no white margin of its own, as a chart has."""
        return w("spacing", before=self.profile.length("figure.after").twips,
                 after=(0.5 * self.profile.length("figure.gap")).twips)

    def _drawing(self, photo: Photo, block: PhotoFigure, found: Fit, index: int) -> Element:
        number = next(self.ids)
        file, relation = self._file(self.prints[photo.digest])
        wide, high = (Pt(side).emu for side in found.sizes[index])
        size: Size = (wide, high)
        name = "装饰" if block.silent else block.label if block.number else "照片"
        return inline(number, name, photo.alt, size, picture(number, file, relation, size))

    def _file(self, made: Print) -> tuple[str, str]:
        if made.digest not in self._stored:
            name = f"{FILE}{len(self._stored) + 1}.{made.kind.value}"
            self._stored[made.digest] = name, self.add_part(name, made.data)
        return self._stored[made.digest]

    def _table(self, block: PhotoFigure, found: Fit) -> Element:
        """A cell for each picture with its caption; flush on both sides."""
        gap, sides = self.profile.length("photo.row_gap").twips, _SIDES[len(block.photos)]
        widths = [Pt(wide).twips + (gap if side == "center" else gap // 2)
                  for (wide, _), side in zip(found.sizes, sides, strict=True)]
        lines = block.lines or [""] * len(sides)
        cells = [
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")),
              paragraph("Figure", [self._drawing(photo, block, found, index)],
                        self._spacing(), w("jc", val=side)),
              _line(line, side, gap // 2) if line else None)
            for index, (photo, line, side, width)
            in enumerate(zip(block.photos, lines, sides, widths, strict=True))
        ]
        return side_by_side(widths, cells)


def _line(line: str, side: str, gap: int) -> Element:
    """The caption of one in a row, centred below its picture."""
    indent = {"left": w("ind", right=gap), "right": w("ind", left=gap)}.get(side)
    return paragraph("PhotoCaption", [run(line)], indent)
