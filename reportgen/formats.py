"""Formats: what a document can be written as, a row each. The only place that knows them.

A row says how the files end, who writes them and what the command line says of it. The writers
are siblings and know nothing of each other; what they share an `Edition` makes once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.world import World, name_problem

if TYPE_CHECKING:
    from reportgen.edition import Edition
    from reportgen.layout.pages import Item
    from reportgen.writers.docx.picture import Picture
    from reportgen.writers.pdf.attachments import Attachment

Added = Iterable[Iterable[Sequence["Item"]]]    # to each page of each copy


class Format(NamedTuple):   # made at every start of the command line, quicker than a dataclass
    """One output format; `name` is also that of its command. `help` is what the command says."""

    name: str
    suffix: str
    write: Callable[[Edition], bytes]
    title: str              # of the command, in the list of commands
    help: str
    counted: bool = False   # whether its pages are counted, so that they can be told
    printed: bool = False   # whether it is printed on both sides, so that a screen needs another
    shown: bool = False     # whether it is text, and goes to the screen when no file is named
    usual: bool = False     # whether it is made when no format is named
    copies: Callable[[Edition, Added, bool], bytes] | None = None    # to print, as a booklet or not


def _pdf(edition: Edition) -> bytes:
    from reportgen.checks.registry import Need
    from reportgen.inspection import inspect
    from reportgen.proof.pdf.sheets import FinishedPdf
    from reportgen.writers.pdf.standards import STANDARDS
    from reportgen.writers.pdf.write import write_pdf

    pages = edition.fitted.pages
    edition.progress("写 PDF")
    standard = STANDARDS[edition.fitted.profile.text("pdf.standard")]
    made = write_pdf(pages, edition.fitted.document, edition.library, standard, _sources(edition))
    edition.finished = FinishedPdf(made, said=edition.compared)
    inspect(edition.briefing.sink, {Need.PDF: edition.finished}, {
        Need.DOCUMENT: edition.fitted.document, Need.PAGES: pages.pages,
        Need.LIBRARY: edition.library, Need.DATASET: edition.briefing.dataset,
        Need.NARRATIVE: edition.briefing.narrative, Need.PROFILE: edition.fitted.profile})
    return made


def _pdf_copies(edition: Edition, added: Added, booklet: bool) -> bytes:
    from reportgen.copies.sheets import specimen
    from reportgen.writers.pdf.printing import write_copies

    fitted, library = edition.fitted, edition.library
    return write_copies(
        fitted.pages, fitted.document, library, added, specimen(library), booklet=booklet)


def _sources(edition: Edition) -> tuple[Attachment, ...]:
    if not edition.sources:
        return ()
    from reportgen.attaching import attachments

    return attachments(edition)


def _docx(edition: Edition) -> bytes:
    from reportgen.layout import shaped
    from reportgen.writers.docx.write import write_docx

    pictures, prints = _pictures(edition), edition.prints
    edition.progress("写 Word")
    briefing = edition.briefing
    fitted = edition.fitted
    document = shaped(fitted.document, fitted.profile, edition.library)
    return write_docx(
        document, fitted.profile, pictures, edition.numbers, prints,
        dataset=briefing.dataset, colophon=edition.colophon, pages=edition.count,
        families=edition.library.families(),
    )


def _pictures(edition: Edition) -> dict[int, Picture]:
    if not edition.figures:
        return {}
    from reportgen.charts.paint.png import to_png
    from reportgen.charts.paint.svg import to_svg
    from reportgen.charts.proof.view import ChartSeen
    from reportgen.writers.docx.picture import Picture

    editable = {figure.number for figure in edition.figures if figure.editable}
    return {
        number: Picture(
            b"" if number in editable else to_svg(
                drawing, edition.library, cache=edition.cache),
            b"" if number in editable else to_png(drawing, edition.library, cache=edition.cache),
            drawing.width, drawing.height, drawing.printed, not ChartSeen(drawing).upwards,
        )
        for number, drawing in edition.drawings.items()
    }


def _ofd(edition: Edition) -> bytes:
    from reportgen.writers.ofd.write import write_ofd

    fitted = edition.fitted
    edition.progress("写 OFD")
    return write_ofd(fitted.pages, fitted.document, edition.library,
                     archival=fitted.profile.flag("ofd.archival"))


def _ofd_copies(edition: Edition, added: Added, _booklet: bool) -> bytes:
    from reportgen.writers.ofd.write import write_copies

    fitted = edition.fitted
    return write_copies(fitted.pages, fitted.document, edition.library, added,
                        archival=fitted.profile.flag("ofd.archival"))


def _text(edition: Edition) -> bytes:
    from reportgen.writers.text import write_text

    return write_text(edition.document)


_WHOLE = "文件在内存里做好才写出；中途失败，原有的文件不动。"
FORMATS: Mapping[str, Format] = {row.name: row for row in (
    Format("pdf", ".pdf", _pdf, "只生成 PDF", _WHOLE, counted=True, printed=True, usual=True,
           copies=_pdf_copies),
    Format("docx", ".docx", _docx, "只生成 Word", _WHOLE, usual=True),
    Format("ofd", ".ofd", _ofd, "只生成 OFD",
           "OFD 与 PDF 是同样的版面，公文交换、归档用；不盖电子印章，不签名。",
           counted=True, printed=True, copies=_ofd_copies),
    Format("text", ".txt", _text, "只出纯文本",
           "表格的各列用制表符隔开，可以直接贴进表格软件；图写成它所画的数。", shown=True),
)}
DEFAULT = tuple(row.name for row in FORMATS.values() if row.usual)


def format_named(name: str) -> Format:
    """The format of a name. Raises `ReportError` (USAGE) E0135 when there is none."""
    if name in FORMATS:
        return FORMATS[name]
    from reportgen.sources.nearest import asked_key

    raise failure("E0135", f"没有“{name}”这种格式" if name else "没有写要哪种格式", NOWHERE,
                  *asked_key(name, FORMATS), "可以写：" + "、".join(FORMATS))


def folder_of(out: Path, world: World) -> Path:
    """The folder that files go into: `out`, but where it names a file, that of the file."""
    named = out.suffix.lower() in {each.suffix for each in FORMATS.values()}
    return out.parent if named and not world.is_dir(out) else out


def must_name(stem: str, place: Path, hint: str) -> None:
    """Raise E0131 for a name of a file that no system can hold."""
    if problem := name_problem(stem):
        raise failure("E0131", f"输出文件不能这样命名：{problem}", Span(str(place)), hint)


def targets(out: Path, name: str, formats: Sequence[str], world: World) -> dict[str, Path]:
    """Where each format goes. `out` is a file when it ends like a format, else a folder.

    In a folder the files are called `name`. Raises `ReportError` (USAGE): E0131 for a name no
    system can hold, E0132 for a file name that ends like another format, E0135 for no format.
    """
    wanted = [format_named(each).suffix for each in formats or ("",)]
    folder, named = folder_of(out, world), folder_of(out, world) != out
    if named and out.suffix.lower() not in wanted:
        raise failure("E0132", f"“{out.name}”不是 {'、'.join(wanted)} 文件", Span(str(out)),
                      f"写成 {out.with_suffix(wanted[0])}")
    stem = out.stem if named else name
    must_name(stem, out, "给简报文件夹改名，或用 -o 写出文件名，如 -o out/简报.pdf")
    return {each: folder / (stem + end) for each, end in zip(formats, wanted, strict=True)}
