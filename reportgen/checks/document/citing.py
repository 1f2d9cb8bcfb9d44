"""Every table and figure is referred to in the text, and what is referred to is there."""

from __future__ import annotations

from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Attachment,
    AttachmentList,
    Figure,
    PhotoFigure,
    Reference,
    Table,
)
from reportgen.patterns import late

_TYPED = late(r"(?<![》”])(?:[见如]|[由从据](?=[表图]\s?\d{1,3}[可看]))([表图])\s?(\d{1,3})"
              r"(?![\d.—~～-])")
_ATTACHED = late(r"(?<![》”])(?:见|参见)附件\s?(\d{1,2})?(?![表图\d])")
_NUMBERED = late(r"(?:^|[，。；：、（]|按照?|根据|依照?|对照|参照|填写|填报|报送|结合)附件(\d{1,2})"
                 r"(?![-—.\d])")


def check_citing(said: Said, sink: Sink) -> None:
    """W0409 a table or figure the text does not refer to; E0470, W0470 (attachments) none such."""
    document = said.document
    captioned = [each for each in document.blocks if isinstance(each, Table | Figure)]
    cited = {leaf.target for leaf in said.running if isinstance(leaf, Reference)}
    for block in captioned:
        if block.anchor not in cited:
            kind = "表" if isinstance(block, Table) else "图"
            sink.warning("W0409", f"文中没有提到{block.label}“{block.caption}”", block.span,
                         f"在相关的段落里写“见{{{{ {kind}：编号 }}}}”")
    labels = {block.label for block in (*captioned, *(
        each for each in document.blocks if isinstance(each, PhotoFigure)))}
    attached = sum(isinstance(block, Attachment) for block in document.blocks)
    listed = max((len(block.items) for block in document.blocks
                  if isinstance(block, AttachmentList)), default=0)
    _typed(said, labels, max(attached, listed), sink)


def _typed(said: Said, labels: set[str], attached: int, sink: Sink) -> None:
    for passage in said.prose:
        if not passage.step.running or not set("见如由从据附") & set(passage.text):
            continue
        for found in _TYPED.finditer(passage.text):
            name = found[1] + found[2]
            if name not in labels and not attached:
                there = "、".join(sorted(each for each in labels if each[0] == found[1]))
                sink.error("E0470", f"没有“{name}”" + (f"，只有{there}" if there else ""),
                           passage.place(found.start(1), found.end()),
                           f"引用写成 {{{{ {found[1]}：编号 }}}}，编号自己会对")
        text = passage.text
        typed = [*_ATTACHED.finditer(text), *(_NUMBERED.finditer(text) if attached else ())]
        for found in typed:
            if int(found[1] or 1) > attached:
                sink.warning("W0470", f"没有“附件{found[1] or ''}”"
                             + (f"，一共{attached}个附件" if attached else ""),
                             passage.place(text.index("附", found.start()), found.end()),
                             "在报头信息里列出“附件”，或改这一处")
