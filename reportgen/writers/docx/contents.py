"""目录 as a TOC field: its result is what our own pages say, its update is Word's affair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.document.tree import Contents, Entry
from reportgen.style.profile import Profile
from reportgen.writers.docx.marks import target_name
from reportgen.writers.docx.measure import chars, ems, type_width
from reportgen.writers.docx.paragraph import field, paragraph, run
from reportgen.writers.docx.xml import Element, text, w

DEPTH = 2      # levels that a contents can list


def contents(block: Contents, numbers: Mapping[str, int]) -> Iterator[Element]:
    """The heading, and a paragraph for each entry; the field goes from the first to the last."""
    yield paragraph("ContentsTitle", [run(block.title)])
    depth = max(entry.level for entry in block.entries)
    last = len(block.entries) - 1
    for place, entry in enumerate(block.entries):
        begin = _begin(f'TOC \\o "1-{depth}" \\h \\z \\u') if place == 0 else ()
        end = [w("r", w("fldChar", fldCharType="end"))] if place == last else ()
        yield paragraph(f"TOC{entry.level}", (*begin, _entry(entry, numbers), *end))


def _begin(instruction: str) -> Iterator[Element]:
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", text(f" {instruction} ", "instrText"))
    yield w("r", w("fldChar", fldCharType="separate"))


def _entry(entry: Entry, numbers: Mapping[str, int]) -> Element:
    """The text and the page number, both a link to the place."""
    name = target_name(entry.target)
    number = field(f"PAGEREF {name} \\h", str(numbers[entry.target]))
    return w("hyperlink", run(f"{entry.text}\t"), *number, anchor=name, history=1)


def entry_properties(profile: Profile, level: int) -> tuple[Element, ...]:
    """What the style of a level has of its own: indents, the leader, the place of the number.

    Lines may run to the right edge: LibreOffice drops a number that stands beyond a right indent.
    """
    em = profile.length("styles.contents.em")
    side, hang = profile.number("contents.side"), profile.number("contents.hang")
    left = side + hang + (level - 1) * profile.number("contents.indent")
    tab = w("tab", val="right", leader="middleDot", pos=type_width(profile) - (side * em).twips)
    return (
        w("tabs", tab),
        w("ind", leftChars=chars(left), left=ems(left, em), rightChars=chars(side),
          right=ems(side, em), hangingChars=chars(hang), hanging=ems(hang, em)),
    )
