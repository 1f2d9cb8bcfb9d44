"""The pages of a sample with their codes: what the other tests here print and scan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.copies.sheets import Coded, CodedIssue, coded, specimen
from reportgen.edition import Edition, silent
from reportgen.layout.type_area import frame_of
from reportgen.memory_world import MemoryWorld
from reportgen.pipeline import compose, load
from reportgen.writers.ofd import write as ofd
from reportgen.writers.pdf import printing


@dataclass(frozen=True)
class Printed:
    """A sample ready to print."""

    edition: Edition
    issue: CodedIssue

    def sheets(self, copies: int = 1) -> list[list[Coded]]:
        """The coded pages of each copy."""
        return list(coded(self.issue, range(1, copies + 1), self.edition.library))

    def file(self, copies: int = 1, *, booklet: bool = False) -> bytes:
        """The print file."""
        library = self.edition.library
        added = ([page.items for page in copy] for copy in self.sheets(copies))
        return printing.write_copies(
            self.edition.fitted.pages, self.edition.fitted.document, library, added,
            specimen(library),
            booklet=booklet)

    def ofd(self, copies: int = 1) -> bytes:
        """The print file as OFD."""
        fitted = self.edition.fitted
        added = ([page.items for page in copy] for copy in self.sheets(copies))
        return ofd.write_copies(fitted.pages, fitted.document, self.edition.library, added)


def turned(folder: Path) -> MemoryWorld:
    """A briefing whose own profile lays the paper on its side."""
    files = {f"稿/{each.relative_to(folder)}": each.read_bytes()
             for each in folder.rglob("*") if each.is_file()}
    text = files["稿/briefing.md"].decode()
    kind = re.search("^版式: (.+)\n", text, re.MULTILINE)
    text = text.replace(kind[0] if kind else "", "", 1)
    files["稿/briefing.md"] = text.replace("---\n", "---\n版式: 横.yaml\n", 1).encode()
    files["稿/横.yaml"] = (f"继承: {kind[1] if kind else '简报'}\n名称: 横\n"
                         "页面: {方向: 横向}\n").encode()
    return MemoryWorld(files)


@pytest.fixture(scope="session")
def printed(root: Path) -> Callable[[str], Printed]:
    """A folder of data/ by its name, made ready to print once; as it is, or on sheets turned."""
    made: dict[str, Printed] = {}

    def of(name: str) -> Printed:
        if name not in made:
            folder, _, way = name.partition(" ")
            briefing = load("稿", turned(root / "data" / folder)) if way \
                else load(root / "data" / folder)
            edition = Edition(briefing, compose(briefing), silent)
            frame = frame_of(briefing.profile)
            issue = CodedIssue(f"J012·{folder[-4:]}-5", 1, edition.fitted.pages, frame.left,
                          frame.left + frame.width)
            made[name] = Printed(edition, issue)
        return made[name]

    return of
