"""A file that was meant and is not seen: saved under another kind, or with a second ending."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from reportgen.sources.nearest import nearest

# The endings of programs that offices use → what they are asked to save as.
_SAVED = {
    (".numbers", ".xlsb"): (".xlsx", "用 Excel 或 WPS 打开，另存为 {}"),
    (".doc", ".docx", ".wps", ".rtf", ".pages"): (
        ".md", "用 Word 或 WPS 打开，另存为纯文本，编码选 UTF-8，文件名写 {}"),
}
_HIDDEN = "（资源管理器的“查看”里勾上“文件扩展名”，才看得到末尾的 .txt）"


def unseen(names: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """How to make the first file that looks like one of `wanted` into it; () where none does.

    >>> unseen(["briefing.md.txt"], ["briefing.md"])[0][:40]
    '把 briefing.md.txt 改名为 briefing.md（资源管理器的“查看'
    """
    wanted = tuple(wanted)
    for name in names:
        if name in wanted:      # there, and no plain file: reading it tells
            continue
        path = PurePath(name)
        plain = name.lower().removesuffix(".txt")
        if plain + PurePath(wanted[0]).suffix == wanted[0] and plain != name.lower():
            plain = wanted[0]      # briefing.txt
        if plain in wanted:
            return (f"把 {name} 改名为 {plain}{_HIDDEN * name.lower().endswith('.txt')}",)
        for endings, (ending, way) in _SAVED.items():
            target = next((each for each in wanted if each.endswith(ending)), "")
            if target and path.suffix.lower() in endings:
                return (f"这里有 {name}：{way.format(target)}",)
        alike = nearest(name, wanted) if len(path.suffix) > 1 else None
        if alike and PurePath(alike).suffix[1:2] == path.suffix[1:2]:
            return (f"把 {name} 改名为 {alike}",)
    return ()
