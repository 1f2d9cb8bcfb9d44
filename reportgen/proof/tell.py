"""What an audit found, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import NOWHERE, Diagnostic, Severity, Span
from reportgen.proof.residue import Residue
from reportgen.proof.review import Audit, FactFinding, WordFinding
from reportgen.proof.said import Place

_WARNING, _INFO = Severity.WARNING, Severity.INFO
_SHOWN = 40      # characters of a text that are shown
_RESIDUES = {
    "修订": ("W1027", _WARNING, "修订没有处理完：", "在 Word 里逐条接受或拒绝"),
    "批注": ("W1028", _WARNING, "还有批注：", "处理后删去批注"),
    "隐藏文字": ("W1029", _WARNING, "有隐藏文字：", "要留的取消隐藏，不要的删去"),
    "人名": ("I1030", _INFO, "文件里留有名字：", "对外发送前用 Word 的“检查文档”去掉"),
    "外部链接": ("W1031", _WARNING, "连着文件以外的东西（没有打开）：", "断开链接，或确认可以留"),
    "活动内容": ("W1032", _WARNING, "里面有宏或嵌入的对象（没有运行）：", "另存为不带宏的 .docx"),
}


def diagnostics(audit: Audit) -> list[Diagnostic]:
    """Everything found, in the order of the file, facts before words."""
    found = [*map(_fact, audit.facts), *map(_word, audit.words or ()),
             *map(_residue, audit.residues)]
    if audit.words is None:
        found.append((
            "I1033", _INFO, "原文不在文件里了（经别的格式存过），字句没有对照", None,
            "要对照字句，加上原稿：--original 原稿.docx",
        ))
    return [
        Diagnostic(code, severity, message, _span(audit.name, number, place), (hint,) * bool(hint))
        for number, (code, severity, message, place, hint) in enumerate(found, 1)
    ]


def summary(audit: Audit) -> str:
    """The audit in one line."""
    return "，".join(_counts(audit))


Told = tuple[str, Severity, str, Place | None, str]


def _fact(each: FactFinding) -> Told:
    name, old, new = each.binding.name, each.binding.text, _short(each.new or "")
    back = f"以事实表为准：改回“{old}”；事实有变，就改事实表，重新生成"
    match each.what:
        case "改动":
            return "W1021", _WARNING, f"“{name}”由“{old}”改成了“{new}”", each.place, back
        case "删去":
            known = "的绑定没有了，不知道现在写的是什么" if each.new is None else "删去了"
            return "W1022", _WARNING, f"“{name}”的“{old}”{known}", each.place, back
        case "绑定丢失":
            return "I1023", _INFO, f"“{name}”的绑定没有了，“{old}”没有变", each.place, ""
        case "重复":
            return "W1024", _WARNING, f"“{name}”的绑定重复出现", each.place, "删去复制出来的那一处"
        case "来历不明":
            return ("W1024", _WARNING, f"“{new}”带着来历不明的绑定 {name}", each.place,
                    "从别的文件粘来的数，要进事实表")
    return "I1025", _INFO, f"“{name}”的“{old}”换了位置", each.place, ""


def _word(each: WordFinding) -> Told:
    old, new = _short(each.old), _short(each.new)
    if not each.old:
        message = f"加了“{new}”"
    elif not each.new:
        message = f"删了“{old}”"
    else:
        message = f"“{old}”改成了“{new}”"
    return "I1026", _INFO, message, each.place, ""


def _residue(each: Residue) -> Told:
    code, severity, head, hint = _RESIDUES[each.kind]
    signed = "，".join(part for part in (each.who, each.when) if part and part != each.text)
    tail = f"（{signed}）" if signed else ""
    return code, severity, f"{head}{_short(each.text)}{tail}", each.place, hint


def _span(name: str, number: int, place: Place | None) -> Span:
    """The number keeps the order; it is not shown."""
    if place is None:
        return Span(name, number, sheet="全文", cell="—") if name else NOWHERE
    return Span(name, number, sheet=place.part, cell=place.spot)


def _short(text: str) -> str:
    flat = text.replace("\t", "　")
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"


def _counts(audit: Audit) -> Iterator[str]:
    yield f"{audit.bound} 处事实"
    for what in ("改动", "删去", "绑定丢失", "重复", "移动", "来历不明"):
        if count := sum(each.what == what for each in audit.facts):
            yield f"{what} {count}"
    if not audit.facts:
        yield "都没有变"
    yield "字句没有对照" if audit.words is None else f"字句改动 {len(audit.words)} 处"
    for kind in _RESIDUES:
        if count := sum(each.kind == kind for each in audit.residues):
            yield f"{kind} {count}"
