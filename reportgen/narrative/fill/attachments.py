"""附件: the names in the front matter and the texts below must be the same, in the same order."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.diagnostics import Sink
from reportgen.narrative.syntax import AttachmentSource, Listed
from reportgen.sources.nearest import asked


def attachment_names(
    listed: Sequence[Listed], bodies: Sequence[AttachmentSource], sink: Sink
) -> tuple[str, ...]:
    """The names of all attachments, in order; where none are listed, those of the bodies.

    E0331: a body that is not listed, stands twice, out of order or under another number.
    W0323: a listed attachment without a body.
    """
    names = tuple(dict.fromkeys(each.name for each in listed or bodies))
    seen: list[int] = []
    for body in bodies:
        index = _index(names, body, sink)
        if index >= 0:
            _check_place(listed, body, index, seen, sink)
            seen.append(index)
    for index, each in enumerate(listed):
        if index not in seen and not each.apart and each.name in names:
            sink.warning("W0323", f"附件“{each.name}”没有正文", each.span,
                         f"在正文之后写一行 ---附件：{each.name}---，下面写它的内容",
                         f"另外附送的，写成 {{名称: {each.name}, 另附: 是}}")
    return names


def number_of(names: Sequence[str], name: str) -> int:
    """The number printed with an attachment: none (0) where there is only one."""
    return names.index(name) + 1 if len(names) > 1 and name in names else 0


def _index(names: Sequence[str], body: AttachmentSource, sink: Sink) -> int:
    if body.name in names:
        return names.index(body.name)
    sink.error(
        "E0331", f"报头信息的“附件”里没有“{body.name}”", body.span,
        *asked(f"---附件：{body.name}---", [f"---附件：{name}---" for name in names]),
        "两处要一字不差；新的附件，在报头信息的“附件”里也列出来",
    )
    return -1


def _check_place(
    listed: Sequence[Listed], body: AttachmentSource, index: int, seen: Sequence[int], sink: Sink
) -> None:
    if index in seen:
        sink.error("E0331", f"附件“{body.name}”写了两次", body.span, "删去一处，或换一个名称")
    elif seen and index < seen[-1]:
        sink.error("E0331", f"附件“{body.name}”的次序和报头信息里不同", body.span,
                   "按报头信息里的次序写附件")
    if body.number and body.number != index + 1:
        sink.error("E0331", f"附件“{body.name}”是附件{index + 1}，不是附件{body.number}", body.span,
                   f"写成 ---附件：{body.name}---，序号由程序编")
    if listed and listed[index].apart:
        sink.error("E0331", f"附件“{body.name}”写明了另附，又有正文", body.span,
                   "报头信息里不写“另附: 是”，或删去这里的正文")
