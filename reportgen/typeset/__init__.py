"""Chinese line breaking and justification: text and advances in, positioned lines out.

Pure: no font, no page, no third party. `docs/typesetting-library.md` shows how it is used, and
`docs/typography.md` lists the rules by id.
"""

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

__all__ = [
    "LOOSE", "NO_LAWFUL_BREAK", "ORPHAN", "OVERFULL", "PARTED", "RAGGED",
    "Align", "Glyphs", "Line", "Report", "Role", "Rules", "Run", "Work",
    "break_paragraph", "break_title", "pieces",
]
