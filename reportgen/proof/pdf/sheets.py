"""The sheets of a PDF, its pages read once for all who compare them with something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO

import pikepdf

from reportgen.diagnostics import Span, failure
from reportgen.proof.content import Difference, Place
from reportgen.proof.outlines import Judge
from reportgen.proof.pdf.annotations import Goals, ends_of, links_of, seen_annotations
from reportgen.proof.pdf.faces import Faces
from reportgen.proof.pdf.legible import doubtful
from reportgen.proof.pdf.page import Line, Link, PageReader
from reportgen.proof.sheets import Photo, Sheet, Sheets, Trace

Shown = Line | Trace | Photo


def pdf_sheets(data: bytes, name: str) -> Sheets:
    """The sheets of a PDF; `ReportError` E1011 for one that cannot be followed."""
    with followed(name):
        pdf = FinishedPdf(data)
        return Sheets(tuple(pdf.sheets()), *ends_of(pdf.file))


@contextmanager
def followed(name: str) -> Iterator[None]:
    """A PDF is read; `ReportError` E1011 for what is none, and for what cannot be followed."""
    try:
        yield
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise failure("E1011", f"“{name}”不是完好的 PDF 文件，或有密码", Span(name),
                      "重新生成一份") from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError,
            ArithmeticError, RecursionError) as error:
        raise failure("E1011", f"“{name}”的版面读不懂", Span(name),
                      "用 reportgen 直接生成的 PDF，不要经别的程序转换") from error


class FinishedPdf:
    """A PDF whose pages are read once, be it for what they show or for what they say, or for both.

    `said`: what they say will be asked for behind what they show; then `marks` holds what each page
    (by its object; its number) shows by marked content, `doubts` what of it is not seen as it is
    said. `lines` is what each page shows as text, in the order of painting, each with how
    far down it is, as it is read. The sheets themselves are not kept. Raises what pikepdf does.
    """

    def __init__(self, data: bytes, *, said: bool = False) -> None:
        self._data, self._said = data, said
        self.marks: dict[tuple[int, int], tuple[int, Mapping[int | None, Sequence[Shown]]]] = {}
        self.doubts: list[Difference] = []
        self.lines: list[list[tuple[str, float]]] = []

    @cached_property
    def file(self) -> pikepdf.Pdf:
        """The file, open."""
        return pikepdf.open(BytesIO(self._data))

    def sheets(self) -> Iterator[Sheet]:
        """Page after page; `ValueError` for what cannot be followed."""
        goals = Goals(self.file)
        for page, read in self._read(lambda page: list(links_of(page, goals)), said=self._said):
            for each in (*read.strange, *seen_annotations(page)):
                raise ValueError(each)
            yield read.sheet

    def let_go(self) -> None:
        """Keep nothing of what was read: it takes more room than what it says."""
        self.marks.clear()
        self.__dict__.pop("file", None)

    def gather(self) -> None:
        """Know the `marks` of all pages, and read them unless that has been done."""
        if len(self.marks) < len(self.file.pages):
            for _ in self._read(lambda _: (), said=True):
                pass

    def _read(
        self, links: Callable[[pikepdf.Page], Sequence[Link]], *, said: bool
    ) -> Iterator[tuple[pikepdf.Page, PageReader]]:
        faces = Faces(Judge()) if said else Faces()
        self.marks, self.doubts, self.lines = {}, [], []
        for number, page in enumerate(self.file.pages, 1):
            read = PageReader(page, faces, links(page))
            self.lines.append([(line.text, line.x if read.turned else line.down)
                               for line in read.lines])
            if said:
                self._gather(number, page, read)
            yield page, read

    def _gather(self, number: int, page: pikepdf.Page, read: PageReader) -> None:
        marks: dict[int | None, list[Shown]] = {}
        shown: tuple[Shown, ...] = (*read.lines, *read.sheet.traces, *read.sheet.photos)
        for each in shown:
            marks.setdefault(each.mark, []).append(each)
        self.marks[page.obj.objgen] = number, {mark: tuple(each) for mark, each in marks.items()}
        self.doubts += [Difference("E1000", words, Place(f"第{number}页", spot), None)
                        for words, spot in doubtful(page, read)]
