"""The keys of what follows the text: 附件, 署名, 印章, 附注."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.narrative.front.values import bare, named
from reportgen.narrative.syntax import Ending, Listed
from reportgen.sources.fields import YES_NO, Fields, as_mapping
from reportgen.sources.nodes import Node, Scalar, Sequence

_SEAL = {"有": True, "无": False}


def signed(fields: Fields, sink: Sink, *, sealed: bool) -> Ending:
    """附件, 署名, 印章, 附注; `sealed` where the author does not say."""
    return Ending(
        attachments=attachments(fields, sink),
        organs=named(fields, sink, "署名"),
        sealed=fields.choice("印章", _SEAL, sealed),
        remark=remark(fields),
    )


def remark(fields: Fields) -> str:
    """附注, with or without its brackets."""
    return fields.optional("附注").removeprefix("（").removesuffix("）")


def attachments(fields: Fields, sink: Sink) -> tuple[Listed, ...]:
    """附件: a name, or a list of names; one that is not in this file is {名称: …, 另附: 是}."""
    node = fields.node("附件")
    if node is None:
        return ()
    items = node.items if isinstance(node, Sequence) else (node,)
    listed = tuple(found for item in items if (found := _listed(item, sink)) is not None)
    for index, each in enumerate(listed):
        if any(each.name == other.name for other in listed[:index]):
            sink.error("E0331", f"附件“{each.name}”列了两次", each.span, "删去一个，或换一个名称")
    return listed


def _listed(node: Node, sink: Sink) -> Listed | None:
    if isinstance(node, Scalar):
        return Listed(bare(node, sink), span=node.span) if node.text.strip() else None
    mapping = as_mapping(node, sink, "附件")
    if mapping is None:
        return None
    fields = Fields(mapping, sink)
    name = fields.scalar("名称")
    if "名称" not in fields:
        fields.missing("名称")
    apart = fields.choice("另附", YES_NO, False)
    fields.done()
    return Listed(bare(name, sink), apart, name.span) if name is not None else None
