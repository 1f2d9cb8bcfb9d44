"""`office.yaml`: found by walking up from a briefing, read by a strict reader."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath

from reportgen.diagnostics import Family, ReportError, Sink, Span, failure
from reportgen.office.model import (
    EMPTY,
    FILE,
    FILLED,
    LEAST_DPI,
    NONE,
    OWN_PAGE,
    Mail,
    Office,
)
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import World

_FONDS = re.compile("[A-Z0-9]{4}")      # DA/T 22-2015 5.4.3: 档号 begins with it
_SECTION = re.compile("[A-Z]{2,4}")
_DPI = re.compile("[1-9][0-9]{1,3}", re.ASCII)
_STAMPS = {word: word for word in (FILLED, EMPTY, OWN_PAGE, NONE)}
_SELECTOR = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_SCHEMES = {"服务": ("smtp", "smtps"), "副本信箱": ("imap", "imaps")}


def find_office(start: Path, world: World) -> Office | None:
    """The office whose folder `start` lies in; None when none of its parents has `office.yaml`.

    Raises `ReportError` (INPUT) for what its file says wrong.
    """
    here = world.resolve(start)
    folder = next((each for each in (here, *here.parents) if world.is_file(each / FILE)), None)
    if folder is None:
        return None
    current = world.resolve(Path())     # messages name files as their reader would
    return read_office(folder.relative_to(current) if folder.is_relative_to(current) else folder,
                       world)


def required_office(start: Path, world: World) -> Office:
    """The office of a command that needs one. Raises `ReportError` E0180 when there is none."""
    office = find_office(start, world)
    if office is None:
        raise failure("E0180", f"“{start}”和它的上级文件夹里都没有 {FILE}", Span(str(start)),
                      "新建一个单位文件夹：reportgen init --office 我的单位")
    return office


def required_fonds(office: Office) -> str:
    """The 全宗号 of an office whose documents are filed. Raises `ReportError` E1127 without one."""
    if not office.fonds:
        raise failure("E1127", "没有写全宗号", Span(str(office.folder / FILE)),
                      "写上档案馆给的全宗号，如 全宗号: J012")
    return office.fonds


def read_office(folder: Path, world: World) -> Office:
    """What a folder's `office.yaml` says. Raises `ReportError` (INPUT) with all that is wrong.

    E0110 to E0124 as for any YAML; E0181 a path that leaves the folder, E0182 a code of another
    form, E0183 an address of the wrong kind, or one with a password in it.
    """
    path, sink = folder / FILE, Sink()
    node = read_yaml(decode(world.read(path), str(path), sink), str(path), sink)
    mapping = as_mapping(node, sink, FILE) if node is not None else None
    if mapping is None:
        raise ReportError(sink, Family.INPUT)
    office = _office(Fields(mapping, sink), folder, sink)
    sink.raise_errors(Family.INPUT)
    return office


def _office(fields: Fields, folder: Path, sink: Sink) -> Office:
    unit = fields.text("单位")
    made = Office(
        folder, unit,
        fonds=_coded(fields, "全宗号", _FONDS, "四位，大写字母和数字，如 J012", sink),
        fonds_name=fields.optional("全宗名称", unit),
        section=_coded(fields, "机构代码", _SECTION, "两到四个大写字母，如 BGS", sink),
        issuers=fields.texts("责任者") or (unit,),
        profile=fields.optional("版式"), archive=_inside(fields, "档案", sink) or "档案",
        retention=_inside(fields, "保管期限表", sink), book=_inside(fields, "通讯录", sink),
        stamp=fields.choice("归档章", _STAMPS, NONE), mail=_mail(fields, sink),
        scan_dpi=_dpi(fields, sink), span=fields.span("版式"),
    )
    fields.done()
    return made


def _coded(
    fields: Fields, key: str, pattern: re.Pattern[str], form: str, sink: Sink
) -> str:
    text = fields.optional(key)
    if text and not pattern.fullmatch(text):
        sink.error("E0182", f"“{key}”不能是“{text}”", fields.span(key), f"写{form}")
    return text


def _dpi(fields: Fields, sink: Sink) -> int:
    text = _coded(fields, "扫描分辨率", _DPI, "每英寸多少点，如 200", sink)
    return int(text) if _DPI.fullmatch(text) else LEAST_DPI


def _inside(fields: Fields, key: str, sink: Sink) -> str:
    """A path within the folder, or an absolute one: what leaves the folder says so openly."""
    text = fields.optional(key)
    path = PureWindowsPath(text)        # parts at / and at \, on every system
    if ".." in path.parts or (path.root and not Path(text).is_absolute() and not path.drive):
        sink.error("E0181", f"“{key}”走出了单位文件夹：{text}", fields.span(key),
                   "把它移进来；放在别处的写绝对路径")
    return text


def _mail(fields: Fields, sink: Sink) -> Mail | None:
    node = fields.node("邮件")
    mapping = as_mapping(node, sink, "邮件") if node is not None else None
    if mapping is None:
        return None
    inner = Fields(mapping, sink)
    mail = Mail(inner.text("发件人"), _address(inner, "服务", inner.text("服务"), sink),
                _address(inner, "副本信箱", inner.optional("副本信箱"), sink),
                _coded(inner, "DKIM", _SELECTOR, "DNS 里公钥的选择器，如 mail2024", sink),
                inner.choice("签名", {"S/MIME": True}, False))
    inner.done()
    return mail


def _address(fields: Fields, key: str, text: str, sink: Sink) -> str:
    """A server's address; a password in it would be read by everyone who has the folder."""
    if not text:
        return ""
    from urllib.parse import urlsplit  # not for every build

    schemes = _SCHEMES[key]
    try:
        parts = urlsplit(text)
        good = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sink.error("E0183", f"“{key}”不是地址：{text}", fields.span(key), _example(key))
        return ""
    if not good:
        sink.error("E0183", f"“{key}”不是 {'、'.join(schemes)} 地址", fields.span(key),
                   _example(key))
    elif parts.password is not None:
        sink.error("E0183", f"“{key}”里写了密码", fields.span(key),
                   f"删去密码，只写 {_example(key).partition('：')[2]}")
    return text


def _example(key: str) -> str:
    return f"地址的样子：{_SCHEMES[key][-1]}://mail.example.invalid"
