"""What follows the text: 附件说明, 出席, 署名 and 成文日期, 附注; where an attachment begins."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from reportgen.document.columns import ems as width_in_ems
from reportgen.document.printed import ATTACHED, passages
from reportgen.document.tree import Attachment, AttachmentList, Attendance, Signature, plain
from reportgen.patterns import late
from reportgen.style.profile import Profile
from reportgen.style.signature import Seals, reach, sealed, unsealed
from reportgen.units import Length, Pt
from reportgen.writers.docx.bookmarks import Marks, target_name
from reportgen.writers.docx.measure import chars, type_width
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.xml import Element, w

_SHORT_LIST = 5   # names that are kept on one page
_GAP = 0.25       # of the em: what Word puts between Han and digits
_MIXED = late(r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_STOP = 0.25      # of the em: the stop after a number, in the face that Word has for Western text
_BLANK = 0.25     # of the em: a blank behind it, in that face


def attachment_list(block: AttachmentList, profile: Profile) -> Iterator[Element]:
    """附件：1.… Names below each other; where one wraps, it aligns with its own first character."""
    style, body = profile.style("attachment_list"), profile.style("body")
    for place, passage in enumerate(passages(block)):
        number = passage.label.removeprefix(ATTACHED)
        marker = width_in_ems(number.rstrip(". ")) + (_STOP if number else 0)
        marker += _BLANK * number.count(" ")
        hang = marker if place else marker + len(ATTACHED)
        left = style.indent + body.indent + len(ATTACHED) + marker
        yield paragraph(
            "AttachmentList", _named(passage.label, plain(passage.children), block.target(place)),
            _before(profile.length("attachment.list_gap")) if place == 0 else None,
            # a long list may go over the page, two of its names together at either end
            w("keepNext", val=0)
            if len(block.names) > _SHORT_LIST and 0 < place < len(block.names) - 2 else None,
            w("ind", leftChars=chars(left), left=(left * style.em).twips,
              hangingChars=chars(hang), hanging=(hang * style.em).twips),
        )


def _named(label: str, name: str, target: str) -> Iterator[Element]:
    """The name behind its label, a link to the attachment's page where that is in this file."""
    if not target:
        yield run(f"{label}{name}")
        return
    yield run(label)
    yield w("hyperlink", run(name), anchor=target_name(target), history=1)


def attendance(block: Attendance, profile: Profile) -> Iterator[Element]:
    """出席：… Where the names wrap, they align behind the colon."""
    style = profile.style("attendance")
    for place, passage in enumerate(passages(block)):
        hang = len(passage.label)
        left = style.indent + hang
        yield paragraph(
            "Attendance", [run(passage.label, "AttendanceLabel"), run(passage.text[hang:])],
            None if place else _before(profile.length("attendance.gap")),
            w("ind", leftChars=chars(left), left=(left * style.em).twips,
              hangingChars=chars(hang), hanging=(hang * style.em).twips),
        )


def signature(block: Signature, profile: Profile) -> Iterator[Element]:
    """署名 above 成文日期; kept together."""
    yield from (_sealed if block.sealed else _unsealed)(block, profile)


def _unsealed(block: Signature, profile: Profile) -> Iterator[Element]:
    organ = max(_width(each, profile) for each in block.organs)
    left, date = unsealed(profile, organ, _width(block.date, profile), _room(profile))
    for number, each in enumerate(block.organs):
        gap = None if number else _before(profile.length("signature.gap"))
        yield paragraph("Signature", [run(each)], w("keepNext"), gap, _from(left, profile))
    yield paragraph("Signature", [run(block.date)], _from(date, profile))


def _sealed(block: Signature, profile: Profile) -> Iterator[Element]:
    organ = max(_width(each, profile) for each in block.organs)
    seals = sealed(profile, organ, _width(block.date, profile), _room(profile))
    for number, row in enumerate(seals.rows(block.organs)):
        gap = _between_seals(profile) if number else profile.length("signature.sealed_gap")
        if len(block.organs) == 1:
            yield paragraph("Signature", [run(row[0][0])], w("keepNext"), _before(gap),
                            *_centred(seals, profile))
        else:
            tabs = (w("tab", val="center", pos=Pt(middle).twips) for _, middle in row)
            content = [run("".join(f"\t{each}" for each, _ in row))]
            yield paragraph("Signature", content, w("keepNext"), _before(gap), w("tabs", *tabs))
    yield paragraph("Signature", [run(block.date)], *_centred(seals, profile))


def _between_seals(profile: Profile) -> Length:
    """What a row of seals stands lower than the next line, in whole lines."""
    apart = profile.length("signature.seal") + profile.length("signature.seal_gap")
    pitch = profile.length("page.pitch")
    return (ceil(apart.pt / pitch.pt) - 1) * pitch


def _centred(seals: Seals, profile: Profile) -> tuple[Element, Element]:
    """Indents between which the middle of the last seal is the middle."""
    room = _room(profile)
    half = reach(seals.middle, room)
    left, right = Pt(seals.middle - half), Pt(room - seals.middle - half)
    return w("ind", left=left.twips, right=right.twips), w("jc", val="center")


def _from(left: float, profile: Profile) -> Element:
    em = profile.style("signature").em.pt
    return w("ind", leftChars=chars(left / em), left=Pt(left).twips)


def _width(text: str, profile: Profile) -> float:
    """As Word sets it: with a quarter of an em between Han and digits, where there is any."""
    gaps = len(_MIXED.findall(text)) if profile.number("typeset.autospace") > 0 else 0
    return (width_in_ems(text) + gaps * _GAP) * profile.style("signature").em.pt


def _room(profile: Profile) -> float:
    return type_width(profile) / 20


def _before(gap: Length) -> Element:
    return w("spacing", before=gap.twips)


def attachment_gap(profile: Profile) -> Length:
    """From the line of 附件1, the first, to that of the title."""
    return (profile.number("attachment.title_line") - 2) * profile.length("page.pitch")


def attachment(block: Attachment, marks: Marks) -> Iterator[Element]:
    """附件1 at the head of a new page, and its title; both in styles of their own."""
    yield paragraph(
        "AttachmentLabel", marks.target(block.anchor, [run(block.label)]), w("pageBreakBefore")
    )
    yield paragraph("AttachmentTitle", [run("\n".join(block.lines or (block.title,)))])
