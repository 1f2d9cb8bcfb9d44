"""The document of an OFD file: pages, resources, outline (GB/T 33190-2016, clause 7)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from reportgen.diagnostics import Span, failure
from reportgen.proof.ofd.package import OFD, ROOT, OfdPackage, UnreadError, open_ofd
from reportgen.proof.ofd.page import OfdFace, Resources, numbers, page_sheet
from reportgen.proof.package import Element, pixels
from reportgen.proof.programs import Program
from reportgen.proof.sheets import Heading, Sheets

_DEEPEST = 100       # of an outline
_INWARD = "OFD-A"


def ofd_sheets(data: bytes, name: str) -> Sheets:
    """The sheets of an OFD file; `ReportError` E1010, E1016, E1017 for one that is not read."""
    package = open_ofd(data, name)
    try:
        return _read(package)
    except (ValueError, KeyError, IndexError, StopIteration, struct.error, ArithmeticError,
            RuntimeError) as error:
        why = f"：{error}" if isinstance(error, UnreadError) else ""
        raise failure("E1010", f"“{name}”的 {package.part} 读不懂{why}", Span(name),
                      "用 reportgen 直接生成的 OFD，不要经别的程序转换") from error


def _read(package: OfdPackage) -> Sheets:
    root = package.root(ROOT, "OFD")
    body, = root.findall(OFD + "DocBody")
    place = package.locate(ROOT, _text(body, "DocRoot"))
    document = package.root(place, "Document")
    common = _one(document, "CommonData")
    if common.find(OFD + "TemplatePage") is not None:
        raise UnreadError("有模板页")
    listed = [(each.get("ID", ""), package.locate(place, each.get("BaseLoc", "")))
              for each in _one(document, "Pages")]
    pages = {number: at for at, (number, _) in enumerate(listed, 1)}
    resources = _resources(package, place, common, pages)
    usual = numbers(_text(_one(common, "PageArea"), "PhysicalBox"))
    sheets = tuple(
        page_sheet(package.root(part, "Page"), usual, resources) for _, part in listed)
    outline = document.find(OFD + "Outlines")
    headings = tuple(_headings(outline, 1, resources)) if outline is not None else ()
    info = _one(body, "DocInfo")
    return Sheets(sheets, headings, info.findtext(OFD + "Title", ""),
                  inward=root.get("DocType") == _INWARD)


def _one(parent: Element, name: str) -> Element:
    found = parent.find(OFD + name)
    if found is None:
        raise UnreadError(f"没有 {name}")
    return found


def _text(parent: Element, name: str) -> str:
    return _one(parent, name).text or ""


def _resources(
    package: OfdPackage, place: str, common: Element, pages: dict[str, int]
) -> Resources:
    faces: dict[str, OfdFace] = {}
    photos: dict[str, str] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for each in common.findall(OFD + kind):
            part = package.locate(place, each.text or "")
            root = package.root(part, "Res")
            base = f"{root.get('BaseLoc', '.')}/"
            for font in root.iter(OFD + "Font"):
                file = package.locate(part, base + _text(font, "FontFile"))
                faces[font.get("ID", "")] = OfdFace(font.get("FontName", ""),
                                                    Program(package.read(file)))
            for media in root.iter(OFD + "MultiMedia"):
                file = package.locate(part, base + _text(media, "MediaFile"))
                photos[media.get("ID", "")] = pixels(package.read(file))
    return Resources(faces, photos, pages)


def _headings(parent: Element, level: int, resources: Resources) -> Iterator[Heading]:
    if level > _DEEPEST:
        raise UnreadError("大纲太深")
    for each in parent.findall(OFD + "OutlineElem"):
        yield Heading(each.get("Title", ""), level, resources.goal(each))
        yield from _headings(each, level + 1, resources)
