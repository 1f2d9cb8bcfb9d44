"""The keys that only a 文件 has: 版头, 主送 and 版记 (GB/T 9704-2012 7.2, 7.3.2, 7.4)."""

from __future__ import annotations

import re
from datetime import date

from reportgen.diagnostics import Sink
from reportgen.narrative.front.values import dated, named
from reportgen.narrative.syntax import Official
from reportgen.sources.fields import Fields

_SUFFIX = {"有": "文件", "无": ""}
_URGENCY = {word: word for word in ("特急", "加急", "特提", "平急")}
_COPY = re.compile("[0-9]{1,6}")
_DIGITS = 6     # of a 份号
_LONGEST_NAME = 20
_SECRECY = re.compile("(?:绝密|机密|秘密)(?:★(?:[1-9][0-9]?(?:年|个月|天)|长期))?")
_SECRECY_TERM = re.compile("(绝密|机密|秘密)[^0-9长]*([1-9][0-9]?(?:年|个月|天)|长期)")
_NUMBER = re.compile("[\u4e00-\u9fff]{1,20}〔[12][0-9]{3}〕[1-9][0-9]{0,4}号")
_NEARLY = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,20}?)\s*[\[【（(〔﹝［]\s*(?P<year>[12][0-9]{3})年?\s*[\]】）)〕﹞］]"
    r"\s*第?\s*0*(?P<count>[1-9][0-9]{0,4})\s*号?"
)


def read_official(fields: Fields, sink: Sink) -> tuple[Official, str]:
    """The keys of a 文件, and its 密级."""
    organs = named(fields, sink, "发文机关")
    if "发文机关" not in fields:
        fields.missing("发文机关")
    official = Official(
        organs=organs,
        suffix=fields.choice("文件二字", _SUFFIX, "文件"),
        number=_document_number(fields, sink),
        signers=_signers(fields, sink),
        copy_number=_copy_number(fields, sink),
        urgency=fields.choice("紧急程度", _URGENCY, ""),
        addressees=named(fields, sink, "主送"),
        copied_to=named(fields, sink, "抄送"),
        printer=fields.optional("印发机关"),
        printed=dated(fields, sink, "印发日期"),
    )
    _pair(fields, official)
    return official, _secrecy(fields, sink)


def _pair(fields: Fields, official: Official) -> None:
    """印发机关 and 印发日期 share a line of the 版记: one needs the other."""
    if official.printer and official.printed == date.min and "印发日期" not in fields:
        fields.missing("印发日期")
    elif official.printed > date.min and not official.printer:
        fields.missing("印发机关")


def _document_number(fields: Fields, sink: Sink) -> str:
    """文号: 示政发〔2024〕1号 (7.2.5); E0330 for another form, with the right one if clear."""
    text = fields.text("文号")
    if not text or _NUMBER.fullmatch(text):
        return text
    nearly = _NEARLY.fullmatch(text)
    right = f"{nearly['organ']}〔{nearly['year']}〕{nearly['count']}号" if nearly else ""
    sink.error(
        "E0330", f"发文字号“{text}”的写法不对", fields.span("文号"),
        f"写成“文号: {right or '示政发〔2024〕1号'}”",
        "年份用六角括号〔〕括入、写全四位；序号不编虚位，不加“第”，末尾加“号”",
    )
    return right or text


def _signers(fields: Fields, sink: Sink) -> tuple[str, ...]:
    """签发人; E0314 for what is no name: it would fill the line that the number shares."""
    names = named(fields, sink, "签发人")
    for name in names:
        if len(name) > _LONGEST_NAME:
            sink.error("E0314", f"“签发人”不能是“{name}”", fields.span("签发人"),
                       "只写姓名，一人一项：签发人: [甲某, 乙某]")
    return names


def _copy_number(fields: Fields, sink: Sink) -> str:
    text = fields.optional("份号")
    if not text:
        return ""
    if not _COPY.fullmatch(text) or not int(text):
        sink.error("E0314", f"“份号”不能是“{text}”", fields.span("份号"), "写成“份号: 000001”")
    return text.zfill(_DIGITS)


def _secrecy(fields: Fields, sink: Sink) -> str:
    text = fields.optional("密级")
    if not text or _SECRECY.fullmatch(text):
        return text
    parts = _SECRECY_TERM.fullmatch(text)
    right = f"{parts[1]}★{parts[2]}" if parts else "机密★1年"
    sink.error("E0314", f"“密级”不能是“{text}”", fields.span("密级"), f"写成“密级: {right}”")
    return text
