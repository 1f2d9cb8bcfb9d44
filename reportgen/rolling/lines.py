"""A line over time on its way to the next issue: a window of periods, or a year so far."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.frozen import frozen
from reportgen.rolling.turning import Turn, following, own_form
from reportgen.rolling.values import same_days


@frozen
class PeriodLine:
    """The periods of a line as they are written, and what they mean: now, and in the next issue."""

    turn: Turn
    texts: Sequence[str]
    known: Sequence[Period | None]
    anew: Sequence[Period | None]

    @property
    def there(self) -> int | None:
        """Which of them is the next period already: a table of all the months of a year."""
        return next((at for at, each in enumerate(self.anew) if same_days(each, self.turn.new)),
                    None)

    def cleared(self, at: int) -> bool:
        """Whether a value is of last year, where the year begins anew: its period tells none."""
        return self.turn.new_year and parse_period(self.texts[at]) is None

    @property
    def new(self) -> Period | None:
        """The period behind the last, if that is the old one; else the line does not move."""
        last = self.known[-1]
        return following(last, self.turn.months) \
            if last is not None and last.end == self.turn.old.end else None

    @property
    def late(self) -> bool:
        """Whether a line that does not move should: its periods are of the issue's kind."""
        last = self.known[-1]
        return last is None or self.turn.new_year or own_form(last) == own_form(self.turn.old)

    @property
    def grows(self) -> bool:
        """Whether it is a year so far (1月, 2月 …): the new period comes behind the last."""
        first = self.known[0]
        return first is not None and first.start is not None and first.start.month == 1 \
            and parse_period(self.texts[0]) is None

    def moved(self) -> list[str]:
        """The periods of a window as they are written once it has moved on by one."""
        return [self.turn.in_year(Turn(one, other).told(text), other)
                if one is not None and other is not None else text
                for text, one, other in zip(self.texts, self.known, [*self.known[1:], self.new],
                                            strict=True)]
