"""The keys of what follows the text: 附件, 署名, 印章, 附注."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.narrative.front.values import bare, named
from reportgen.narrative.syntax import Ending, Listed
from reportgen.patterns import late
from reportgen.sources.fields import YES_NO, Fields, as_mapping
from reportgen.sources.nodes import Node, Scalar, listed

_TYPED = late(r"(?:附件)?[0-9]{1,2}(?:[.．、)）:：](?![0-9])|(?<=件[0-9])[：: ])[ \u3000]*")
_TYPED_NEXT = late(r"[ 、；;，,\u3000][0-9]{1,2}[.．、)）](?![0-9])[ \u3000]*")
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
    found = tuple(one for item in listed(node) if (one := _listed(item, sink)) is not None)
    for index, each in enumerate(found):
        if any(each.name == other.name for other in found[:index]):
            sink.error("E0331", f"附件“{each.name}”列了两次", each.span, "删去一个，或换一个名称")
    return found


def _listed(node: Node, sink: Sink) -> Listed | None:
    if isinstance(node, Scalar):
        return Listed(_name(node, sink), span=node.span) if node.text.strip() else None
    mapping = as_mapping(node, sink, "附件")
    if mapping is None:
        return None
    fields = Fields(mapping, sink)
    name = fields.scalar("名称")
    if "名称" not in fields:
        fields.missing("名称")
    apart = fields.choice("另附", YES_NO, False)
    fields.done()
    return Listed(_name(name, sink), apart, span=name.span) if name is not None else None


def _name(node: Scalar, sink: Sink) -> str:
    """The name of an attachment; E0312 for a number typed before it, and for several in one."""
    name = bare(node, sink)
    typed = _TYPED.match(name)
    if typed is None:
        return name
    names = [part.strip(" 、；;\u3000") for part in _TYPED_NEXT.split(name[typed.end():])]
    right = f"写成“{names[0]}”，序号由程序编" if len(names) == 1 else \
        f"一个附件一项：附件: [{', '.join(names)}]，序号由程序编"
    sink.error("E0312", f"附件的名称里手写了序号“{typed.group().strip()}”", node.span, right)
    return name[typed.end():]
