"""What stands at the head and foot of pages, decided once for the page and for Word.

How large the names at the head of page 1 are, and at which side the page numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportgen.document.printed import DRAFT, GAP, SIGNED, continued, folio
from reportgen.document.tree import Contents, Document, Letterhead, Table
from reportgen.style.profile import Profile
from reportgen.style.schema import OUTER
from reportgen.units import Length, Pt

DIGITS = "0123456789"

def masthead_size(profile: Profile, name: str) -> Length:
    """Of 报头: as large as its line takes, within the profile's limits."""
    fitting = profile.length("masthead.name_width").pt / max(len(name), 1)
    return _limited(profile, "masthead", fitting)


def masthead_pitch(profile: Profile) -> float:
    """The way between the lines of a name too long for one, in its size."""
    look = profile.style("masthead_name")
    return look.pitch.pt / look.size.pt


def letterhead_size(profile: Profile, organs: Sequence[str], suffix: str) -> Length:
    """Of 发文机关标志: as large as its line takes; of a joint issue, its widest and its depth."""
    width = profile.length("letterhead.name_width").pt
    if len(organs) == 1:
        return _limited(profile, "letterhead", width / max(len(organs[0] + suffix), 1))
    gap = profile.number("letterhead.joint_gap") if suffix else 0.0
    ems = max(map(len, organs)) + gap + len(suffix)
    high = (len(organs) - 1) * profile.number("letterhead.name_pitch") + 1
    depth = profile.length("letterhead.joint_depth").pt
    return _limited(profile, "letterhead", min(width / ems, depth / high))


def letter_size(profile: Profile, organ: str) -> Length:
    """Of the mark of a 信函: as large as its line takes."""
    return _limited(profile, "letter", profile.length("letter.name_width").pt / max(len(organ), 1))


def double_rule(profile: Profile) -> tuple[float, float, float]:
    """A double rule of a 信函, in points: its thick line, the space between, its thin line."""
    thick, between, thin = (
        profile.length(f"letter.rule_{part}").pt for part in ("thick", "between", "thin")
    )
    return thick, between, thin


def signer_rows(
    profile: Profile, head: Letterhead, width: Callable[[str], float]
) -> tuple[tuple[str, ...], ...]:
    """签发人 in lines, the number beside the last: two a line, or one where names are long.

    `width` measures a text in ems. The last line is empty where the number has no room beside it.
    """
    em = profile.length("styles.letterhead_line.em").pt
    room = (profile.length("page.type_width").pt
            - 2 * profile.length("letterhead.side_indent").pt) / em
    number = width(head.number) + 1
    rows: tuple[tuple[str, ...], ...] = ()
    for count in dict.fromkeys((int(profile.number("letterhead.signers")), 1)):
        rows = head.signer_rows(count)
        names = max(width(GAP.join(row)) for row in rows)
        label = width(SIGNED)
        if names + max(label, number if len(rows) > 1 else number + label) <= room:
            return rows
    return (*rows, ())


def folio_side(align: str, *, even: bool) -> str:
    """Where a page number stands: at the outer edge as a rule, elsewhere where a unit wants it."""
    if align == OUTER:
        return "left" if even else "right"
    return align


def furniture(document: Document, profile: Profile) -> Iterator[tuple[str, str]]:
    """Styles and texts of what is put on pages besides the blocks: numbers, 续表, 草稿."""
    yield "folio", folio(profile.text("folio.text"), DIGITS, DIGITS)
    for block in document.blocks:
        if isinstance(block, Table):
            yield "caption", continued(profile.text("table.continued"), block).text
        elif isinstance(block, Contents):
            yield "contents", DIGITS
    if document.meta.draft:
        yield "draft", DRAFT


def _limited(profile: Profile, head: str, size: float) -> Length:
    least, most = (profile.length(f"{head}.name_{limit}").pt for limit in ("min", "max"))
    return Pt(max(least, min(most, size)))
