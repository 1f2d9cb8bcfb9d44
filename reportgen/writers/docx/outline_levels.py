"""Which of Word's styles an article's title and its headings have.

In an issue of several articles their titles are 标题 1 and the headings 标题 2 and on: so Word's
navigation nests them, and its contents table finds the titles whatever language Word speaks.
"""

from __future__ import annotations

from reportgen.document.tree import Document, Title
from reportgen.frozen import frozen

LEVELS = 4      # of headings within an article


@frozen
class Ranks:
    """Styles by what they are for; `several` articles push the headings down by one."""

    several: bool

    @property
    def title(self) -> str:
        """The style of a title."""
        return "Heading1" if self.several else "Title"

    def heading(self, level: int) -> str:
        """The style of a heading of level 1 to 4."""
        return f"Heading{level + self.several}"

    def outline(self, level: int) -> int:
        """What Word calls the outline level of such a heading; it counts from 0."""
        return level - 1 + self.several


def ranks(document: Document) -> Ranks:
    """The ranks of a document."""
    return Ranks(sum(isinstance(block, Title) for block in document.blocks) > 1)
