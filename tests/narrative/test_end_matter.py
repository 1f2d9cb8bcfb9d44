"""From the front matter to what follows the text."""

from __future__ import annotations

from datetime import date

from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.narrative.end_matter import end_matter
from reportgen.narrative.syntax import Ending, Front


def test_what_follows_the_text() -> None:
    ending = Ending(organs=("甲县",), date=date(2024, 3, 9), sealed=True, remark="公开")
    front = Front(ending=ending, places={"附注": Span("b.md", 7)}, span=Span("b.md", 2))
    blocks = list(end_matter(front, ["清单"], ["附件-0"]))
    assert blocks == [
        tree.AttachmentList(("清单",), ("附件-0",)),
        tree.Signature(("甲县",), "2024年3月9日", sealed=True), tree.Remark("公开")]
    assert [block.span.line for block in blocks] == [2, 2, 7]
    assert list(end_matter(Front(), [], [])) == []
