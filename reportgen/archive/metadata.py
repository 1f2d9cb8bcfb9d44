"""元数据.xml: what DA/T 46-2009 asks of an electronic document, as far as the record knows it.

The elements are those of the scheme by name; what nobody here has is left out, never invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree as ET

from reportgen.archive.listing import number
from reportgen.archive.record import (
    ATTACHMENT,
    DATA,
    NARRATIVE,
    PDF,
    PHOTO,
    PROFILE,
    UNIT,
    WAIVED,
    WORD,
    Entry,
    Holding,
    Record,
)
from reportgen.office.model import FILE
from reportgen.office.retention import PERIODS

RETENTION = {row.code: row.name for row in PERIODS.values()}
PICTURES = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WebP", ".bmp": "BMP",
    ".tif": "TIFF", ".tiff": "TIFF",
}
FORMATS = {
    ".pdf": "PDF", ".docx": "DOCX", ".ofd": "OFD", ".md": "Markdown", ".yaml": "YAML",
    ".yml": "YAML", ".csv": "CSV", ".tsv": "CSV", ".xlsx": "XLSX", ".json": "JSON",
    ".txt": "TXT", **PICTURES,
}
_ZIP = b"PK\x03\x04"
_BEGINNINGS = {"PDF": b"%PDF-", "DOCX": _ZIP, "OFD": _ZIP, "XLSX": _ZIP, "JPEG": b"\xff\xd8",
               "PNG": b"\x89PNG"}
_MAIN = (PDF, WORD, ATTACHMENT)

# Number and name of an element → what the record says; "" leaves it out. Where we have seen the
# name, and not the number that DA/T 46-2009 gives it, there is none.
ELEMENTS: Sequence[tuple[str, str, Callable[[Record, Mapping[str, str]], str]]] = (
    ("M1", "聚合层次", lambda _r, _u: "件"),
    ("M5", "全宗名称", lambda _r, u: u.get("全宗名称", "")),
    ("M6", "立档单位名称", lambda _r, u: u.get("单位", "")),
    ("", "档号", lambda r, _u: r.name),
    ("", "全宗号", lambda r, _u: r.kind.fonds),
    ("", "年度", lambda r, _u: str(r.kind.year)),
    ("", "保管期限", lambda r, _u: RETENTION[r.kind.retention]),
    ("", "机构或问题", lambda r, _u: r.kind.section),
    ("", "件号", lambda r, _u: f"{r.item:04}"),
    ("M22", "题名", lambda r, _u: r.title),
    ("M27", "关键词", lambda r, _u: "、".join(r.extra.get("关键词", ()))),
    ("M31", "文件编号", lambda r, _u: number(r)),
    ("M32", "责任者", lambda r, _u: r.issuer),
    ("M33", "日期", lambda r, _u: r.date.replace("-", "")),
    ("M34", "文种", lambda r, _u: r.genre),
    ("M38", "密级", lambda r, _u: r.secrecy),
    ("M43", "页数", lambda r, _u: str(r.pages)),
    ("M44", "语种", lambda _r, _u: "汉语"),
    ("", "文档创建程序", lambda r, _u: str(r.extra.get("程序", ""))),
    ("", "附注", lambda r, _u: r.remark),
    ("", WAIVED, lambda r, _u: "；".join(dict.fromkeys(r.waivers))),
)


def as_xml(
    record: Record, unit: Mapping[str, str], files: Mapping[Holding, str], acts: Sequence[Entry],
) -> bytes:
    """The metadata of a record: 文件实体 with its files, 业务实体 for each act upon it."""
    root = ET.Element("电子文件元数据", {"标准": "DA/T 46-2009"})
    entity = ET.SubElement(root, "文件实体")
    for code, name, told in ELEMENTS:
        if text := told(record, unit):
            ET.SubElement(entity, name, {"编号": code} if code else {}).text = text
    for holding, path in files.items():
        each = ET.SubElement(entity, "文档", {"主从": "主" if holding.role in _MAIN else "附"})
        for name, text in (
            ("稿本", holding.role), ("格式信息", _format(record, holding)), ("计算机文件名", path),
            ("计算机文件大小", str(holding.size)), ("数字摘要", holding.digest),
        ):
            ET.SubElement(each, name).text = text
    for act in acts:
        each = ET.SubElement(root, "业务实体")
        for name, text in (("业务行为", act.kind), ("行为时间", act.at), ("机构人员", act.who),
                           ("行为描述", f"目录库第{act.seq}条，摘要 {act.hash}")):
            ET.SubElement(each, name).text = text
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _format(record: Record, holding: Holding) -> str:
    level = record.extra.get("PDF/A") if holding.role == PDF else ""
    return f"PDF/A-{level}" if level else format_of(holding.name)


def format_of(name: str) -> str:
    """The format of a file, by the end of its name; "" for one that is not known."""
    return FORMATS.get(f".{name.rpartition('.')[2].lower()}", "")


def is_of(kind: str, data: bytes) -> bool:
    """Whether a content begins as its format does, where that has a beginning of its own."""
    return data.startswith(_BEGINNINGS.get(kind, b""))


def role_of(path: str) -> str:
    """What a file is of an issue that is made of it, by its name."""
    name = path.rpartition("/")[2]
    if name == "briefing.md":
        return NARRATIVE
    if name == FILE:
        return UNIT
    if name.lower().endswith(tuple(PICTURES)):
        return PHOTO
    return PROFILE if name.endswith((".yaml", ".yml")) and not name.startswith("facts.") else DATA
