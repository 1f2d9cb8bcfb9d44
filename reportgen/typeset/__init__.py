"""Chinese line breaking and justification: text and advances in, positioned lines out.

Pure: no font, no page, no third party. The rules are listed by id in `docs/typography.md`.
"""

from reportgen.typeset.model import Align, Glyphs, Line, Report, Role, Rules, Run
from reportgen.typeset.paragraph import break_paragraph
from reportgen.typeset.titles import break_title

__all__ = [
    "Align", "Glyphs", "Line", "Report", "Role", "Rules", "Run", "break_paragraph", "break_title",
]
