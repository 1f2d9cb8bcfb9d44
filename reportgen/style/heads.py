"""What stands at the head of page 1, decided once for the page and for Word: how large it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportgen.document.printed import GAP, SIGNED
from reportgen.document.tree import Block, Letterhead, LetterOpening, Masthead
from reportgen.style.profile import Profile
from reportgen.units import Length, Pt

_SEAMS = re.compile(r"(?<=[^\x00-\x7f])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\x00-\x7f])")


class RedName(NamedTuple):
    """The longest line of a red name, the section of the profile that says where, its size."""

    head: str
    text: str
    size: Length


def masthead_size(profile: Profile, name: str) -> Length:
    """Of 报头: as large as its line takes, within the profile's limits."""
    return _fitting(profile, "masthead", ems_of(profile, name))


def masthead_pitch(profile: Profile) -> float:
    """The height of the line of a name, in its size."""
    look = profile.style("masthead_name")
    return look.pitch.pt / look.size.pt


def letterhead_size(profile: Profile, organs: Sequence[str], suffix: str) -> Length:
    """Of 发文机关标志: as large as its line takes; of a joint issue, its widest and its depth."""
    if len(organs) == 1:
        return _fitting(profile, "letterhead", ems_of(profile, organs[0] + suffix))
    gap = profile.number("letterhead.joint_gap") if suffix else 0.0
    ems = max(ems_of(profile, organ) for organ in organs) + gap + len(suffix)
    high = (len(organs) - 1) * profile.number("letterhead.name_pitch") + 1
    depth = max(profile.length("letterhead.joint_depth").pt / high,
                profile.length("letterhead.name_min").pt)
    return Pt(min(depth, _fitting(profile, "letterhead", ems).pt))


def letter_size(profile: Profile, organ: str) -> Length:
    """Of the mark of a 信函: as large as its line takes."""
    return _fitting(profile, "letter", ems_of(profile, organ))


def red_name(profile: Profile, block: Block) -> RedName | None:
    """The red name of a block at the head of page 1; None for any other block."""
    match block:
        case Masthead():
            return RedName("masthead", block.name, masthead_size(profile, block.name))
        case Letterhead(organs, suffix):
            size = letterhead_size(profile, organs, suffix)
            return RedName("letterhead", max(organs, key=len) + suffix, size)
        case LetterOpening():
            return RedName("letter", block.organ, letter_size(profile, block.organ))
        case _:
            return None


def ems_of(profile: Profile, name: str) -> float:
    """How wide a name is at most, in its size: with the space between Han and Latin."""
    return len(name) + len(_SEAMS.findall(name)) * profile.number("typeset.autospace") / 1000


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


def _fitting(profile: Profile, head: str, ems: float) -> Length:
    """The largest size in which a name of so many ems stands on one line.

    It is never broken: where it comes below the profile's least size, a check says so.
    """
    width = min(profile.length(f"{head}.name_width").pt, profile.length("page.type_width").pt)
    return Pt(min(profile.length(f"{head}.name_max").pt, width / max(ems, 1.0)))
