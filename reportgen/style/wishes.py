"""What a profile says of the faces of a role, before a file is looked at."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Span
from reportgen.frozen import frozen

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})     # of files that hold faces


@frozen
class Filler:
    """A face that fills in for characters no other has: a file, or the name of one installed."""

    name: str = ""
    file: Path | None = None
    span: Span = field(default=NOWHERE, compare=False)


@frozen
class Wish:
    """The faces a role should have.

    A `file` goes before everything; with `system`, the first face of the machine that has one of
    the `names`; else the bundled face. `index` chooses from a collection, `weight` from a variable
    font. `latin` names the face of Western letters; empty, they come from the role's own face.
    `more` are files that come after `file`, before the bundled faces; `fill` after all of these.
    """

    role: str
    names: tuple[str, ...] = ()
    latin: str = ""
    file: Path | None = None
    index: int | None = None
    weight: float | None = None
    latin_file: Path | None = None
    system: bool = False
    more: tuple[Path, ...] = ()
    fill: tuple[Filler, ...] = ()
    span: Span = field(default=NOWHERE, compare=False)
    latin_span: Span = field(default=NOWHERE, compare=False)

    @property
    def bundled(self) -> bool:
        """Whether only bundled faces are asked for."""
        return self.file is None and self.latin_file is None and not self.system
