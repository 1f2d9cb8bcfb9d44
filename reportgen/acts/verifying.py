"""Is this sheet ours: by its typed code, by a scan, or by a file, against the archive alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.acts.archive import Desk
from reportgen.acts.register import read_register, records_of
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Holding, Record
from reportgen.copies.payload import PrintedSheet
from reportgen.copies.scans import seen
from reportgen.copies.typed_code import read_code
from reportgen.copies.verdict import PageVerdict, truth, verdicts
from reportgen.diagnostics import NOWHERE, Diagnostic, failure
from reportgen.edition import Progress

if TYPE_CHECKING:
    from reportgen.acts.comparing import Compared


class OfCode(NamedTuple):
    """The sheet with a typed code, what it is worth, the records that it is of."""

    sheet: PrintedSheet
    truth: str
    records: list[Record]


class OfScan(NamedTuple):
    """Each page of a scan, as it is judged and compared; all that is wrong; whose paper it is."""

    pages: list[PageVerdict]
    compared: list[Compared]
    found: tuple[Diagnostic, ...]
    records: list[Record]

    @property
    def summed(self) -> str:
        """What was compared, and what that proves; "" where nothing was."""
        count = sum(len(page.places) for page in self.compared)
        return (f"和归档的叠起来看了{len(self.compared)}面，{count}处不同。标出的要人来看；"
                "没有标出的，不等于没有改（reportgen docs 印件）") if self.compared else ""

    @property
    def pictures(self) -> list[Path]:
        """Where places are marked, a file a page."""
        return [page.picture for page in self.compared if page.picture is not None]


def by_code(at: Desk, text: str) -> OfCode:
    """What a typed code says. Raises E1226 no code, E1214 not ours."""
    code = read_code(text)
    if code is None:
        raise failure("E1226", f"“{text}”不是印件代码，或输错了", NOWHERE,
                      "照纸上的再输一次：十一个字母和数字，没有 0、O、1、I")
    with at.archive() as archive:
        register = read_register(archive)
        found = register.typed(code)
        if not found:
            raise failure("E1214", f"登记里没有“{code}”这一张", NOWHERE,
                          "看印过的：reportgen copies list")
        return OfCode(found[0].sheet, truth(found[0], register.printings()).value,
                      records_of(archive, [found[0].sheet]))


def by_scan(at: Desk, data: bytes, name: str, pictures: Path | None, progress: Progress) -> OfScan:
    """A verdict for each page of a scan, and what is wrong with them as a set.

    With a folder for pictures, each page of ours is compared with the archived one as well.
    """
    with at.archive() as archive:
        register = read_register(archive).printings()
        pages, problems = verdicts(seen(data, name), register, name)
        records = records_of(archive, [page.sheet for page in pages if page.sheet is not None])
        over: list[Compared] = []
        if pictures is not None:
            from reportgen.acts.comparing import compared

            over = compared(archive, data, name, pages, at.world, pictures, progress)
    found = (*(each for page in pages for each in page.problems), *problems,
             *(each for page in over for each in page.found))
    return OfScan(pages, over, found, records)


def by_file(at: Desk, data: bytes, name: str) -> list[tuple[Record, Holding]]:
    """The records that hold this very file, and as what. Raises E1227 where none does."""
    digest = digest_of(data)
    with at.archive() as archive:
        found = [(record, held) for _, record in archive.catalogue.records(alive=False)
                 for held in [each for each in record.holdings if each.digest == digest][:1]]
    if not found:
        raise failure("E1227", f"“{name}”不是归档的那一份", NOWHERE,
                      "看是不是改过、另存过；归档的：reportgen archive list",
                      "印了代码的，看代码：--image 扫描件")
    return found
