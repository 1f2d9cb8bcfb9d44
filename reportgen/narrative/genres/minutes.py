"""纪要: the mark ×××纪要, lists of those present below the text, no 主送, no signature (10.3).

Of the line between mark and red rule the standard says nothing: it is that of a 简报.
"""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.front.ending import attachments, remark
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.front.official import check_year, imprint, secrecy
from reportgen.narrative.front.values import chinese_date, dated, named, place
from reportgen.narrative.parse.articles import title_of
from reportgen.narrative.syntax import Ending, Front
from reportgen.patterns import late
from reportgen.sources.fields import Fields

_KIND = "纪要"
_LISTS = ("出席", "请假", "列席")
_NUMBER = late("(?:〔[12][0-9]{3}〕|第)(?!0)[0-9]{1,5}[号期次]")
_NEARLY = late(
    r"(?:[\[【（(〔﹝［]\s*(?P<year>[12][0-9]{3})年?\s*[\]】）)〕﹞］])?"
    r"\s*+第?\s*+0*(?P<count>[1-9][0-9]{0,4})\s*(?P<word>[号期次]?)"
)


def read(fields: Fields, sink: Sink) -> Front:
    """The keys of a 纪要."""
    name, number = _mark(fields, sink), _number(fields, sink)
    issuer, day = fields.text("编发单位"), dated(fields, sink, "日期", required=True)
    notice = "　".join(filter(None, (secrecy(fields, sink), fields.optional("提示语"))))
    if "〔" in number:
        check_year(fields, sink, number, day, ("编号", "日期"))
    lists = {key: named(fields, sink, key) for key in _LISTS}
    rows = tuple((key, "、".join(names) + "。") for key, names in lists.items() if names)
    return Front(
        head=tree.Masthead(
            name, number, issuer, chinese_date(day), notice, span=fields.span("标志")),
        title=title_of(fields), issuer=issuer, date=day,
        ending=Ending(attachments(fields, sink), remark=remark(fields)),
        closing=(tree.Attendance(rows, span=place(fields, *_LISTS)),) if rows else (),
        foot=imprint(fields, sink, day, "日期"),
        persons=tuple(name for names in lists.values() for name in names),
    )


def _mark(fields: Fields, sink: Sink) -> str:
    """标志: 示例县人民政府常务会议纪要; E0314 when it does not end so."""
    name = fields.text("标志")
    if name and not name.endswith(_KIND):
        sink.error("E0314", f"“标志”不能是“{name}”：纪要的标志以“纪要”结尾", fields.span("标志"),
                   f"写成“标志: {name}纪要”")
    return name


def _number(fields: Fields, sink: Sink) -> str:
    """编号: 〔2024〕5号 or 第5期; E0330 for another form, with the right one if clear."""
    text = fields.text("编号")
    if not text or _NUMBER.fullmatch(text):
        return text
    nearly = _NEARLY.fullmatch(text)
    right = ""
    if nearly and nearly["year"]:
        right = f"〔{nearly['year']}〕{nearly['count']}{nearly['word'] or '号'}"
    elif nearly:
        right = f"第{nearly['count']}{nearly['word'] or '期'}"
    sink.error("E0330", f"编号“{text}”的写法不对", fields.span("编号"),
               *([f"写成“编号: {right}”"] if right else []),
               "可以写〔年份〕几号，或第几期；序号不编虚位")
    return right or text


GENRE = Genre(_KIND, "jiyao", read)
