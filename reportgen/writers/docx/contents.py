"""目录 as a TOC field: its result is what our own pages say, its update is Word's affair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.document.columns import ems
from reportgen.document.tree import Contents, Entry
from reportgen.style.furniture import page_number
from reportgen.style.profile import Profile
from reportgen.typeset import Glyphs, break_paragraph
from reportgen.writers.docx.bookmarks import target_name
from reportgen.writers.docx.measure import chars, type_width
from reportgen.writers.docx.measure import ems as in_twips
from reportgen.writers.docx.paragraph import field, field_begin, paragraph, run
from reportgen.writers.docx.xml import Element, w

DEPTH = 2      # levels that a contents can list


def contents(
    block: Contents, profile: Profile, numbers: Mapping[str, int]
) -> Iterator[Element]:
    """The heading, and a paragraph for each entry; the field goes from the first to the last."""
    yield paragraph("ContentsTitle", [run(block.title)])
    depth = max(entry.level for entry in block.entries)
    last = len(block.entries) - 1
    for place, entry in enumerate(block.entries):
        begin = field_begin(f'TOC \\o "1-{depth}" \\h \\z \\u') if place == 0 else ()
        end = [w("r", w("fldChar", fldCharType="end"))] if place == last else ()
        shown = _turned(entry, profile)
        link = _link(shown, target_name(entry.target), page_number(profile, numbers[entry.target]))
        yield paragraph(f"TOC{entry.level}", (*begin, link, *end))


def _link(shown: str, name: str, number: int) -> Element:
    """The text and the page number, both a link to the place."""
    page = field(f"PAGEREF {name} \\h", str(number))
    return w("hyperlink", run(f"{shown}\t"), *page, anchor=name, history=1)


def _turned(entry: Entry, profile: Profile) -> str:
    """The text, a long one with line ends that leave room for the leader and the number.

    A right indent would do the same, and LibreOffice drops a number that stands beyond one.
    """
    room = sum(profile.number(f"contents.{key}") for key in ("number", "leader", "air", "air"))
    left, hang = _indents(profile, entry.level)
    width = type_width(profile) / profile.length("styles.contents.em").twips
    measure = width - profile.number("contents.side") - left - room
    advances = [round(1000 * ems(each)) for each in entry.text]
    lines = break_paragraph(
        Glyphs(entry.text, advances), round(1000 * measure), round(-1000 * hang), align="left"
    )
    return "\n".join(entry.text[line.start : line.end] for line in lines)


def entry_properties(profile: Profile, level: int) -> tuple[Element, ...]:
    """What the style of a level has of its own: indents, the leader, the place of the number."""
    em = profile.length("styles.contents.em")
    side = profile.number("contents.side")
    left, hang = _indents(profile, level)
    tab = w("tab", val="right", leader="middleDot", pos=type_width(profile) - (side * em).twips)
    return (
        w("tabs", tab),
        w("ind", leftChars=chars(left), left=in_twips(left, em), rightChars=chars(side),
          right=in_twips(side, em), hangingChars=chars(hang), hanging=in_twips(hang, em)),
    )


def _indents(profile: Profile, level: int) -> tuple[float, float]:
    """Where turnovers of a level begin, and by how much its first line stands out, in ems."""
    side, hang = profile.number("contents.side"), profile.number("contents.hang")
    return side + hang + (level - 1) * profile.number("contents.indent"), hang
