"""The pages of a sample with their codes: what the other tests here print and scan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.copies.sheets import Coded, Issue, coded, specimen
from reportgen.edition import Edition, silent
from reportgen.layout.type_area import frame_of
from reportgen.pipeline import compose, load
from reportgen.writers.pdf import write_copies


@dataclass(frozen=True)
class Printed:
    """A sample ready to print."""

    edition: Edition
    issue: Issue

    def sheets(self, copies: int = 1) -> list[list[Coded]]:
        """The coded pages of each copy."""
        return list(coded(self.issue, range(1, copies + 1), self.edition.library))

    def file(self, copies: int = 1, *, booklet: bool = False) -> bytes:
        """The print file."""
        library = self.edition.library
        added = ([page.items for page in copy] for copy in self.sheets(copies))
        return write_copies(
            self.edition.fitted.pages, self.edition.fitted.document, library, added,
            specimen(library),
            booklet=booklet)


@pytest.fixture(scope="session")
def printed(root: Path) -> Callable[[str], Printed]:
    """A folder of data/ by its name, made ready to print once."""
    made: dict[str, Printed] = {}

    def of(name: str) -> Printed:
        if name not in made:
            briefing = load(root / "data" / name)
            edition = Edition(briefing, compose(briefing), silent)
            frame = frame_of(briefing.profile)
            issue = Issue(f"J012·{name[-4:]}-5", 1, edition.fitted.pages, frame.left,
                          frame.left + frame.width)
            made[name] = Printed(edition, issue)
        return made[name]

    return of
