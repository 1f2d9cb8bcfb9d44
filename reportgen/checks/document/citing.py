"""Every table and figure is referred to in the text."""

from __future__ import annotations

from reportgen.checks.walk import survey
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Table


def check_citing(document: Document, sink: Sink) -> None:
    """W0409 for a table or figure that the text does not refer to."""
    found = survey(document)
    for block in found.captioned:
        if block.anchor not in found.cited:
            kind = "表" if isinstance(block, Table) else "图"
            sink.warning("W0409", f"文中没有提到{block.label}“{block.caption}”", block.span,
                         f"在相关的段落里写“见{{{{ {kind}：编号 }}}}”")
