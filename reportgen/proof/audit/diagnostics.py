"""What an audit found, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.diagnostics import NOWHERE, Diagnostic, Span
from reportgen.proof.audit.facts import FactFinding
from reportgen.proof.audit.hidden_data import Residue
from reportgen.proof.audit.pictures import PictureFinding
from reportgen.proof.audit.review import Audit, WordFinding
from reportgen.proof.content import Place
from reportgen.provenance.enclosures import digest

_NOTHING = digest(b"")
_SHOWN = 40      # characters of a text that are shown
_COPIED = "要留的写进文稿，重新生成；不要的删去"
_RESIDUES = {
    "修订": ("W1027", "修订没有处理完：", "在 Word 里逐条接受或拒绝"),
    "批注": ("W1028", "还有批注：", "处理后删去批注"),
    "隐藏文字": ("W1029", "有隐藏文字：", "要留的取消隐藏，不要的删去"),
    "会变的": ("W1044", "打开或更新以后会变：", "改回原样；确要这样的，写进文稿重新生成"),
    "人名": ("I1030", "文件里留有名字：", "对外发送前用 Word 的“检查文档”去掉"),
    "外部链接": ("W1031", "连着文件以外的东西（没有打开）：", "断开链接，或确认可以留"),
    "活动内容": ("W1032", "里面有宏或嵌入的对象（没有运行）：", "另存为不带宏的 .docx"),
}


def diagnostics(audit: Audit) -> list[Diagnostic]:
    """Everything found, in the order of the file, facts before words."""
    found = [*_facts(audit.facts), *map(_word, audit.words or ()),
             *map(_word, audit.edges or ()), *map(_picture, _told(audit.pictures or ())),
             *map(_residue, audit.residues)]
    if audit.words is None:
        found.append((
            "I1033", "原文不在文件里了（经别的格式存过），字句没有对照", None,
            "要对照字句，加上原稿：--original 原稿.docx",
        ))
    if audit.pictures is None:
        found.append((
            "I1041", "文件里没有图和页眉页脚的记录，这些没有对照", None,
            "要对照，加上原稿：--original 原稿.docx",
        ))
    return [
        Diagnostic(code, message, _span(audit.name, number, place), (hint,) * bool(hint))
        for number, (code, message, place, hint) in enumerate(found, 1)
    ]


def summary(audit: Audit) -> str:
    """The audit in one line."""
    return "，".join(_counts(audit))


Told = tuple[str, str, Place | None, str]


def _facts(found: Sequence[FactFinding]) -> Iterator[Told]:
    """Each finding; the copies that stand in one paragraph all at once."""
    copies: dict[Place | None, list[FactFinding]] = {}
    for each in found:
        if each.what == "重复":
            copies.setdefault(each.place, []).append(each)
    for each in found:
        same = copies.get(each.place, []) if each.what == "重复" else []
        if len(same) < 2:
            yield _fact(each)
        elif each is same[0]:
            names = "、".join(dict.fromkeys(f"“{_name(copy)}”" for copy in same))
            yield ("W1024", f"{names}的数多出现了一次（整段复制的）", each.place, _COPIED)


def _name(each: FactFinding) -> str:
    """A fact's name, to be put between quotation marks."""
    return each.binding.name.replace("“", "‘").replace("”", "’")


def _fact(each: FactFinding) -> Told:
    name, old, new = _name(each), each.binding.text, _short(each.new or "")
    back = f"以事实表为准：改回“{old}”；事实有变，就改事实表，重新生成"
    match each.what:
        case "改动":
            return "W1021", f"“{name}”由“{old}”改成了“{new}”", each.place, back
        case "删去":
            known = "的绑定没有了，不知道现在写的是什么" if each.new is None else "删去了"
            return "W1022", f"“{name}”的“{old}”{known}", each.place, back
        case "对调" if each.other is not None:
            names = f"“{name}”和“{each.other.name}”"
            return ("W1021", f"{old} 和 {each.other.text} 对调了（{names}）", each.place,
                    "各放回原来的地方；事实有变，就改事实表，重新生成")
        case "换位":
            seat = f"“{each.other.name}”的位置" if each.other is not None else "别的句子或格子里"
            return "W1021", f"“{name}”的“{old}”挪到了{seat}", each.place, "放回原来的地方"
        case "绑定丢失":
            return "I1023", f"“{name}”的绑定没有了，“{old}”没有变", each.place, ""
        case "重复":
            return ("W1024", f"“{name}”的“{old}”多出现了一次（复制的）", each.place,
                    _COPIED)
        case "来历不明":
            return ("W1024", f"“{new}”的绑定不是这份文件的（{name}）", each.place,
                    "多半是从别的文件粘来的；这个数要进事实表")
    return "I1025", f"“{name}”的“{old}”换了位置", each.place, ""


def _word(each: WordFinding) -> Told:
    said = _edited(each.old, each.new)
    if each.further is not None:
        more = f"，后面还有{each.further}处" if each.further else ""
        said = f"编号{said}（Word 自动编的{more}）"
    return "I1026", said, each.place, ""


def _edited(old: str, new: str) -> str:
    if old == new:
        return f"“{_short(old)}”挪到了这里"
    if not old:
        return f"加了“{_short(new)}”"
    if not new:
        return f"删了“{_short(old)}”"
    return f"“{_short(old)}”改成了“{_short(new)}”"


def _told(found: Sequence[PictureFinding]) -> Iterator[PictureFinding]:
    """What is told of pictures; the alternative texts that are gone all at once."""
    lost = [each for each in found if each.what == "替代文字" and not each.new]
    yield from (each for each in found if each not in lost)
    if lost:
        names = "、".join(each.name for each in lost)
        yield replace(lost[0], name=names)


def _picture(each: PictureFinding) -> Told:
    name, old, new = each.name, _short(each.old), _short(each.new)
    data = "以事实表为准：改回原数；事实有变，就改事实表，重新生成"
    match each.what:
        case "换了" if each.new == _NOTHING:
            return ("W1034", f"“{name}”的画面不在文件里了：丢了，或连着文件以外的图",
                    each.place, "放回原图；用“插入图片”，不要用“链接到文件”")
        case "换了":
            return ("W1034", f"“{name}”的画面不是生成时的：换了图，或被重新压缩过",
                    each.place, "放回原图；只是压缩过的，加 --original 原稿.docx 按像素比")
        case "裁剪":
            return "W1034", f"“{name}”被裁去了一部分", each.place, "取消裁剪"
        case "删去":
            return "W1035", f"“{name}”删去了", each.place, "误删的放回来"
        case "增加":
            same = f"，和“{old}”一样" if old else ""
            return ("W1035", f"多了一张图“{name}”{same}", each.place,
                    "要留的写进文稿，重新生成")
        case "移动":
            return "I1036", f"“{name}”换了位置", each.place, ""
        case "大小":
            return "I1036", f"“{name}”由 {old} 改成了 {new}", each.place, ""
        case "工作簿":
            held = f"是“{new}”" if new else "没有这个数"
            return ("W1038", f"“{name}”里“{each.item}”显示“{old}”，内嵌的工作簿里{held}",
                    each.place, "在图上点右键“编辑数据”，改成一样")
        case "替代文字" if not new:
            return ("I1040", f"{name}的替代文字没有了", each.place,
                    "有的程序另存时会丢；在图上点右键“编辑替代文字”补上，或重新生成")
        case "替代文字":
            return ("W1039", f"“{name}”的替代文字{_edited(each.old, each.new)}",
                    each.place, "替代文字里的数和图要一致")
        case "标题":
            return ("W1037", f"“{name}”上面的字{_edited(each.old, each.new)}", each.place,
                    "单位、期间要和数一致；要改就改文稿，重新生成")
        case "坐标":
            return ("W1037", f"“{name}”的坐标{old}改成了{new}，长短不再是数的大小",
                    each.place, "在“设置坐标轴格式”里把边界改回自动或 0")
        case "标签" if not new:
            return ("W1037", f"“{name}”里“{each.item}”的标签“{old}”没有了，看不出是约数",
                    each.place, "放回标签；或重新生成")
        case "标签":
            message = f"“{name}”里“{each.item}”的字由“{old}”改成了“{new}”"
            return "W1037", message, each.place, data
    if not old or not new:
        message = f"“{name}”里{'多' if new else '少'}了“{each.item}”（{new or old}）"
    else:
        message = f"“{name}”里“{each.item}”由“{old}”改成了“{new}”"
    return "W1037", message, each.place, data


def _residue(each: Residue) -> Told:
    code, head, hint = _RESIDUES[each.kind]
    signed = "，".join(part for part in (each.who, each.when) if part and part != each.text)
    tail = f"（{signed}）" if signed else ""
    text = _short(each.text)
    closed = "”" if text != each.text and each.text.endswith("”") else ""
    return code, f"{head}{text}{closed}{tail}", each.place, hint


def _span(name: str, number: int, place: Place | None) -> Span:
    """The number keeps the order; it is not shown."""
    if place is None:
        return Span(name, number, sheet="全文", cell="—") if name else NOWHERE
    return Span(name, number, sheet=place.part, cell=place.spot)


def _short(text: str) -> str:
    flat = text.replace("\t", "　").replace("\n", "↵")
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"


def _counts(audit: Audit) -> Iterator[str]:
    yield f"{audit.bound} 处事实" if audit.bound else "没有绑定的事实"
    for what in ("改动", "删去", "对调", "换位", "绑定丢失", "重复", "移动", "来历不明"):
        if count := sum(each.what == what for each in audit.facts):
            yield f"{what} {count}"
    if audit.bound and not audit.facts:
        yield "都没有变"
    yield "字句没有对照" if audit.words is None else f"字句改动 {len(audit.words)} 处"
    if audit.edges:
        yield f"页眉页脚改动 {len(audit.edges)} 处"
    if audit.pictures is None:
        yield "图没有对照"
    elif audit.pictures:
        yield f"图改动 {len(audit.pictures)} 处"
    for kind in _RESIDUES:
        if count := sum(each.kind == kind for each in audit.residues):
            yield f"{kind} {count}"
