"""The keys of 公文: what stands in 版头, 主送 and 版记 (GB/T 9704-2012 7.2, 7.3.2, 7.4)."""

from __future__ import annotations

from datetime import date

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.front.values import chinese_date, dated, named, place
from reportgen.patterns import late
from reportgen.sources.fields import Fields

_URGENCY = {word: word for word in ("特急", "加急", "特提", "平急")}
_COPY = late("[0-9]{1,6}")
_DIGITS = 6     # of a 份号
_LONGEST_NAME = 20
_SECRECY = late("(?:绝密|机密|秘密)(?:★(?:[1-9][0-9]?(?:年|个月|天)|长期))?")
_SECRECY_TERM = late("(绝密|机密|秘密)[^0-9长]*([1-9][0-9]?(?:年|个月|天)|长期)")
_NUMBER = late("[\u4e00-\u9fff]{1,20}〔[12][0-9]{3}〕[1-9][0-9]{0,4}号")
_NEARLY = late(
    r"(?P<organ>[\u4e00-\u9fff]{1,20}?)\s*[\[【（(〔﹝［]\s*(?P<year>[12][0-9]{3})年?\s*[\]】）)〕﹞］]"
    r"\s*+第?\s*+0*(?P<count>[1-9][0-9]{0,4})\s*号?"
)


def organs_of(fields: Fields, sink: Sink) -> tuple[str, ...]:
    """发文机关, the host of a joint issue first."""
    organs = named(fields, sink, "发文机关")
    if "发文机关" not in fields:
        fields.missing("发文机关")
    for several in (each for each in organs if "、" in each):
        sink.error("E0314", f"“发文机关”的一项里写了几个机关：{several}", fields.span("发文机关"),
                   f"联合发文写成“发文机关: [{several.replace('、', ', ')}]”")
    return organs


def urgency(fields: Fields) -> str:
    """紧急程度: one of the words there are."""
    return fields.choice("紧急程度", _URGENCY, "")


def addressed(fields: Fields, sink: Sink) -> tuple[tree.Block, ...]:
    """主送机关, below the title."""
    names = named(fields, sink, "主送")
    return (tree.Addressees("，".join(names), span=place(fields, "主送")),) if names else ()


def copied(fields: Fields, sink: Sink) -> tuple[tuple[str, str], ...]:
    """抄送, a row of the 版记."""
    names = named(fields, sink, "抄送")
    return (("抄送", "，".join(names) + "。"),) if names else ()


def imprint(
    fields: Fields, sink: Sink, day: date, key: str = "成文日期"
) -> tree.Colophon | None:
    """版记: 抄送, and a line of 印发机关 and 印发日期, of which one needs the other.

    E0332 when it was printed before `day`, the date that `key` says.
    """
    rows, printer = copied(fields, sink), fields.optional("印发机关")
    printed = dated(fields, sink, "印发日期")
    if printer and printed == date.min and "印发日期" not in fields:
        fields.missing("印发日期")
    elif printed > date.min and not printer:
        fields.missing("印发机关")
    if date.min < printed < day:
        sink.error("E0332", f"印发日期早于{key}", fields.span("印发日期"),
                   f"写成“印发日期: {day.isoformat()}”，或改{key}",
                   related=((fields.span(key), f"{key}在这里"),))
    right = f"{chinese_date(printed)}印发" if printed > date.min else ""
    if not (rows or printer or right):
        return None
    return tree.Colophon(rows, printer, right, span=place(fields, "抄送", "印发机关"))


def check_year(
    fields: Fields, sink: Sink, number: str, day: date, keys: tuple[str, str] = ("文号", "成文日期")
) -> None:
    """W0324 when the number's year is not that of the document's date; `keys` say both."""
    year = f"〔{day.year}〕"
    if number and day > date.min and year not in number:
        sink.warning("W0324", f"{keys[0]}的年份和{keys[1]}的年份（{day.year}年）不同",
                     fields.span(keys[0]), f"{year}对，就改文号；{keys[1]}写错的，改日期")


def document_number(fields: Fields, sink: Sink) -> str:
    """文号: 示政发〔2024〕1号 (7.2.5); E0330 for another form, with the right one if clear."""
    text = fields.text("文号")
    if not text or _NUMBER.fullmatch(text):
        return text
    nearly = _NEARLY.fullmatch(text)
    right = f"{nearly['organ']}〔{nearly['year']}〕{nearly['count']}号" if nearly else ""
    sink.error(
        "E0330", f"发文字号“{text}”的写法不对", fields.span("文号"),
        *([f"写成“文号: {right}”"] if right else ["照这样写：示政发〔2024〕1号"]),
        "年份用六角括号〔〕括入、写全四位；序号不编虚位，不加“第”，末尾加“号”",
    )
    return right or text


def signers(fields: Fields, sink: Sink) -> tuple[str, ...]:
    """签发人; E0314 for what is no name: it would fill the line that the number shares."""
    names = named(fields, sink, "签发人")
    for name in names:
        if len(name) > _LONGEST_NAME:
            sink.error("E0314", f"“签发人”不能是“{name}”", fields.span("签发人"),
                       "只写姓名，一人一项，如 签发人: [甲某, 乙某]")
    return names


def copy_number(fields: Fields, sink: Sink) -> str:
    text = fields.optional("份号")
    if not text:
        return ""
    if not _COPY.fullmatch(text) or not int(text):
        sink.error("E0314", f"“份号”不能是“{text}”", fields.span("份号"),
                   "写六位数字，如 份号: 000012")
    return text.zfill(_DIGITS)


def secrecy(fields: Fields, sink: Sink) -> str:
    text = fields.optional("密级")
    if not text or _SECRECY.fullmatch(text):
        return text
    parts = _SECRECY_TERM.fullmatch(text)
    hint = f"写成“密级: {parts[1]}★{parts[2]}”" if parts else \
        "密级写秘密、机密、绝密，可以加期限，如 机密★1年；不是密级的（如 内部资料）不写在这里"
    sink.error("E0314", f"“密级”不能是“{text}”", fields.span("密级"), hint)
    return text
