"""Chinese line breaking and justification: text and advances in, positioned lines out.

Pure: no font, no page, no third party. `docs/typesetting-library.md` shows how it is used, and
`docs/typography.md` lists the rules by id.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.typeset.cut import pieces
    from reportgen.typeset.fit import Work
    from reportgen.typeset.model import (
        LOOSE,
        NO_LAWFUL_BREAK,
        ORPHAN,
        OVERFULL,
        PARTED,
        RAGGED,
        Align,
        Glyphs,
        Line,
        Report,
        Role,
        Rules,
        Run,
    )
    from reportgen.typeset.paragraph import break_paragraph
    from reportgen.typeset.titles import break_title

_HOMES = {     # loaded on first use: a page of help takes pieces, and no paragraph
    "pieces": "cut", "Work": "fit", "break_paragraph": "paragraph", "break_title": "titles",
}

__all__ = [
    "LOOSE", "NO_LAWFUL_BREAK", "ORPHAN", "OVERFULL", "PARTED", "RAGGED",
    "Align", "Glyphs", "Line", "Report", "Role", "Rules", "Run", "Work",
    "break_paragraph", "break_title", "pieces",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
