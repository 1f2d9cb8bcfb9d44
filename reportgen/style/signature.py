"""Where 署名 and 成文日期 stand (GB/T 9704-2012 7.3.5): one rule for the page and for Word.

Points from the type area's left edge; the writers measure the texts, each with its own faces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.frozen import frozen
from reportgen.style.profile import Profile


def unsealed(profile: Profile, organ: float, date: float, room: float) -> tuple[float, float]:
    """Where the organs and the date begin, without a seal.

    The widest organ is 右空二字, the date's first character two right of theirs. A date wider than
    the organs is 右空二字 itself, and they move to the left (7.3.5.2).
    """
    right = room - profile.length("signature.right").pt
    step = profile.length("signature.step").pt
    left = right - date - step if date > organ else right - organ
    left = max(left, 0.0)
    return left, left + step


@frozen
class Seals:
    """The columns of seals: `middle` of the last, which is the date's, and the way between them."""

    middle: float
    step: float
    columns: int

    def rows(self, organs: Sequence[str]) -> Iterator[tuple[tuple[str, float], ...]]:
        """The organs row by row, each with its middle; the last organ is above the date."""
        lead = -len(organs) % self.columns      # the first row is the short one
        for at in range(-lead, len(organs), self.columns):
            row = organs[max(at, 0) : at + self.columns]
            skipped = self.columns - len(row)
            yield tuple(
                (organ, self.middle - (self.columns - 1 - i) * self.step)
                for i, organ in enumerate(row, skipped)
            )


def sealed(profile: Profile, organ: float, date: float, room: float) -> Seals:
    """The date 右空四字, the organ in the middle above it (7.3.5.1).

    Of several organs each has a column wide enough for its seal and the widest name, so that the
    seals neither meet nor leave the type area.
    """
    seal = profile.length("signature.seal").pt
    middle = room - profile.length("signature.sealed_right").pt - date / 2
    middle = min(middle, room - organ / 2)
    step = max(seal + profile.length("signature.seal_gap").pt,
               organ + profile.length("styles.signature.em").pt)
    columns = 1 + int(max(0.0, middle - max(seal, organ) / 2) // step)
    return Seals(middle, step, columns)


def reach(middle: float, room: float) -> float:
    """How far a text centred at `middle` may go to either side."""
    return min(middle, room - middle)
