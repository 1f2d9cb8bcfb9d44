"""The rules that a file keeps: GB/T 33190-2016, and GB/T 42133-2022 as far as it is known here.

Read with the standard library alone. The clauses of the second standard are those that public
checkers of OFD-A name; its text has not been read (docs/ofd.md).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from support import briefings
from support.papers import META, asides, everything, pages_of, paragraph
from support.proof.ofds import SAMPLES, Pair, furnished, of_sample, pair, printed

import reportgen
from reportgen.document.tree import Document, Heading, Text
from reportgen.fonts import FontLibrary
from reportgen.memory_world import MemoryWorld
from reportgen.proof.parity import parity
from reportgen.writers.ofd.write import write_ofd
from reportgen.writers.pdf.write import write_pdf

O = "{http://www.ofdspec.org/2016}"  # noqa: E741 - the standard's own prefix
# What stands in each element, in the order of the schema.
ORDER = {
    "OFD": "DocBody", "DocBody": "DocInfo DocRoot",
    "DocInfo": "DocID Title Author Subject CreationDate ModDate Keywords Creator CreatorVersion "
               "CustomDatas",
    "Document": "CommonData Pages Outlines",
    "CommonData": "MaxUnitID PageArea PublicRes DocumentRes TemplatePage",
    "Page": "Template Area Content", "TextObject": "Actions FillColor TextCode",
    "PathObject": "StrokeColor FillColor AbbreviatedData", "OutlineElem": "Actions OutlineElem",
    "Action": "Goto URI",
}
NEEDED = {
    "OFD": "Version DocType", "Page": "ID BaseLoc", "Layer": "ID Type",
    "TemplatePage": "ID BaseLoc", "Template": "TemplateID",
    "TextObject": "ID Boundary Font Size", "PathObject": "ID Boundary",
    "ImageObject": "ID Boundary CTM ResourceID", "TextCode": "X Y", "Font": "ID FontName",
    "MultiMedia": "ID Type Format", "Dest": "Type PageID", "Action": "Event", "Res": "BaseLoc",
    "OutlineElem": "Title", "CustomData": "Name",
}
LOCATIONS = ("DocRoot", "PublicRes", "DocumentRes", "FontFile", "MediaFile")
PEN = {"LineWidth", "Cap", "Join", "MiterLimit", "DashPattern", "DashOffset"}


@dataclass(frozen=True)
class File:
    """An unpacked file: its parts, and the roots of those that are XML."""

    entries: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    roots: dict[str, etree._Element]

    def all(self, *names: str) -> Iterator[etree._Element]:
        """All elements of these names, in all parts."""
        for root in self.roots.values():
            yield from (each for each in root.iter() if name(each) in names)

    def refers(self) -> Iterator[str]:
        """Every part that another one refers to."""
        for part, root in self.roots.items():
            base = posixpath.join(posixpath.dirname(part), root.get("BaseLoc", ""))
            for each in root.iter():
                where = base if name(each) in ("FontFile", "MediaFile") else posixpath.dirname(part)
                if name(each) in LOCATIONS:
                    yield posixpath.normpath(posixpath.join(where, each.text or ""))
                elif name(each) in ("Page", "TemplatePage") and "BaseLoc" in each.attrib:
                    yield posixpath.normpath(posixpath.join(where, each.attrib["BaseLoc"]))


def name(element: etree._Element) -> str:
    return element.tag.removeprefix(O)


def opened(data: bytes) -> File:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
        roots = {n: etree.fromstring(d) for n, d in parts.items() if n.endswith(".xml")}
        return File(archive.infolist(), parts, roots)


@pytest.fixture(scope="module", params=["everything", "furnished", "printed", *SAMPLES])
def files(request: pytest.FixtureRequest) -> Pair:
    made = {"everything": pair, "furnished": furnished, "printed": printed}.get(request.param)
    return made() if made else of_sample(request.param)


@pytest.fixture(scope="module", params=["plain", "archival"])
def file(request: pytest.FixtureRequest, files: Pair) -> File:
    return opened(files.ofd if request.param == "plain" else files.archival)


def test_the_package_has_no_clock_and_names_of_ascii(file: File) -> None:
    assert file.entries[0].filename == "OFD.xml"
    names = [each.filename for each in file.entries]
    assert names[1:] == sorted(names[1:])
    assert {each.date_time for each in file.entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(re.fullmatch(r"[A-Za-z0-9_./]+", each) for each in names)


def test_all_that_is_referred_to_is_there_and_nothing_else(file: File) -> None:
    assert {*file.refers(), "OFD.xml"} == set(file.parts)


def test_elements_stand_in_the_order_of_the_schema(file: File) -> None:
    for each in file.all(*ORDER):
        ranks = [ORDER[name(each)].split().index(name(kid)) for kid in each
                 if name(each) != "Page" or "BaseLoc" not in each.attrib]
        assert ranks == sorted(ranks), name(each)


def test_needed_attributes_are_there(file: File) -> None:
    for each in file.all(*NEEDED):
        if name(each) == "Page" and "BaseLoc" not in each.attrib:
            continue     # the root of a page, not its line in the list
        assert set(NEEDED[name(each)].split()) <= set(each.attrib), name(each)


def test_every_element_is_of_the_namespace(file: File) -> None:
    for root in file.roots.values():
        assert all(each.tag.startswith(O) for each in root.iter())


def test_numbers_are_unique_and_no_higher_than_the_highest(file: File) -> None:
    counted = Counter(int(each.attrib["ID"]) for root in file.roots.values()
                      for each in root.iter() if "ID" in each.attrib)
    assert max(counted.values()) == 1
    most = int(next(file.all("MaxUnitID")).text or 0)
    assert min(counted) > 0 and max(counted) <= most


def test_what_objects_refer_to_is_of_the_right_kind(file: File) -> None:
    fonts, media, pages = ({each.attrib["ID"] for each in file.all(kind) if "ID" in each.attrib}
                           for kind in ("Font", "MultiMedia", "Page"))
    assert {each.attrib["Font"] for each in file.all("TextObject")} == fonts
    assert {each.attrib["ResourceID"] for each in file.all("ImageObject")} == media
    assert {each.attrib["PageID"] for each in file.all("Dest")} <= pages
    templates, used = ({each.attrib[kind] for each in file.all(name)} for name, kind in
                       (("TemplatePage", "ID"), ("Template", "TemplateID")))
    assert used == templates


def test_boxes_have_a_size_and_lie_on_the_sheet(file: File) -> None:
    _, _, width, height = map(float, (next(file.all("PhysicalBox")).text or "").split())
    assert (width, height) == (210, 297)
    for each in file.all("TextObject", "PathObject", "ImageObject"):
        x, y, w, h = map(float, each.attrib["Boundary"].split())
        assert w > 0 and h > 0
        assert x > -1 and y > -1 and x + w < width + 1 and y + h < height + 1


def test_a_text_has_a_step_for_every_character_but_the_last(file: File) -> None:
    for each in file.all("TextCode"):
        text, deltas = each.text or "", each.get("DeltaX", "").split()
        assert text and len(deltas) == len(text) - 1
        assert not text[0].isspace()     # which a program might cut off, and with it a step
        assert len(text) == 1 or max(text) <= "\uffff"     # one that UTF-16 counts twice is alone


def test_the_box_of_a_text_is_no_larger_than_its_ink_needs() -> None:
    """Also of letters that reach back behind their place."""
    file = opened(pair(Heading(1, "一、", (Text("jVY"),)), paragraph("jVY")).ofd)
    for each in file.all("TextObject"):
        _, _, wide, high = map(float, each.attrib["Boundary"].split())
        size, (code,) = float(each.attrib["Size"]), each.iter(O + "TextCode")
        assert wide < sum(map(float, code.get("DeltaX", "").split())) + 1.5 * size
        assert high < 1.5 * size


def test_faces_are_embedded_subsets_in_which_characters_are_codes(file: File) -> None:
    used: dict[str, set[str]] = {}
    for each in file.all("TextObject"):
        for code in each.iter(O + "TextCode"):
            used.setdefault(each.attrib["Font"], set()).update(code.text or "")
    for each in file.all("Font"):
        data = file.parts[f"Doc_0/Res/{each.findtext(O + 'FontFile')}"]
        font = TTFont(io.BytesIO(data))
        assert set(map(chr, font.getBestCmap())) == used[each.attrib["ID"]]
        assert each.attrib["FontName"] == font["name"].getDebugName(6)


def test_pictures_are_what_they_are_called(file: File) -> None:
    magic = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG"}
    for each in file.all("MultiMedia"):
        data = file.parts[f"Doc_0/Res/{each.findtext(O + 'MediaFile')}"]
        assert data.startswith(magic[each.attrib["Format"]])


def test_the_file_tells_what_it_is(files: Pair) -> None:
    plain, archival = (opened(data).roots["OFD.xml"] for data in (files.ofd, files.archival))
    assert (plain.attrib["DocType"], archival.attrib["DocType"]) == ("OFD", "OFD-A")
    identity = plain.findtext(f".//{O}DocID") or ""
    assert re.fullmatch("[0-9a-f]{32}", identity)
    assert plain.findtext(f".//{O}Title") and plain.findtext(f".//{O}Author")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", plain.findtext(f".//{O}CreationDate") or "")


# ------------------------------------------------------------------- GB/T 42133, at second hand


@pytest.fixture
def archival(files: Pair) -> File:
    return opened(files.archival)


def test_there_is_one_document(archival: File) -> None:     # 6.2.1
    assert len(list(archival.all("DocBody"))) == 1


def test_nothing_restricts_or_extends_the_file(archival: File) -> None:     # 6.2.2
    assert not list(archival.all("Permissions", "VPreferences", "Extensions", "Signatures",
                                 "Annotations", "Attachments", "CustomTags"))


def test_clicks_lead_to_places_of_the_file(archival: File) -> None:     # 6.2.2, 6.2.3, 6.2.5
    assert all(name(kid) == "Goto" for each in archival.all("Action") for kid in each)


def test_a_page_says_its_size_only_where_it_is_another(archival: File) -> None:     # 6.2.3
    assert not list(archival.all("Area"))


def test_faces_are_public_and_pictures_are_not(archival: File) -> None:     # 6.2.6, 6.5
    assert not [each for part, root in archival.roots.items() for each in root.iter()
                if (name(each), part) in (("Font", "Doc_0/DocumentRes.xml"),
                                          ("MultiMedia", "Doc_0/PublicRes.xml"))]


def test_what_has_no_pen_says_nothing_of_one(archival: File) -> None:     # 6.3.3
    for each in archival.all("PathObject"):
        assert each.get("Stroke") != "false" or not PEN & set(each.attrib)
    for each in archival.all("ImageObject"):
        assert not {"Fill", "Stroke"} & set(each.attrib)


# ------------------------------------------------------------------------------------ metadata


def test_the_marks_of_a_document_are_told() -> None:
    told = {each.attrib["Name"]: each.text for each in
            opened(of_sample("letter-2024").ofd).all("CustomData")}
    assert told == {"发文字号": "示政函〔2024〕16号", "份号": "000001",
                    "密级和保密期限": "秘密★1年", "紧急程度": "加急"}


def test_another_content_is_another_file() -> None:
    ids = [next(opened(of_sample(each).ofd).all("DocID")).text for each in SAMPLES]
    assert len(set(ids)) == len(ids)


def test_the_outline_is_that_of_the_headings() -> None:
    root = opened(of_sample("jinxi-2023").ofd).roots["Doc_0/Document.xml"]
    (title,) = root.findall(f"{O}Outlines/{O}OutlineElem")
    chapters = [each.attrib["Title"] for each in title.findall(O + "OutlineElem")]
    assert chapters[0].startswith("一、") and len(chapters) >= 4
    tops = [float(each.attrib["Top"]) for each in title.iter(O + "Dest")]
    assert all(0 <= each < 297 for each in tops)
    pages = [int(each.attrib["PageID"]) for each in title.iter(O + "Dest")]
    assert all(a <= b for a, b in pairwise(pages))


def test_a_page_of_another_size_says_it() -> None:
    document, library = Document(META, everything()), FontLibrary.bundled()
    first, second, *rest = pages_of(*everything()).pages
    turned = replace(second, width=second.height, height=second.width)
    pages = replace(pages_of(*everything()), pages=(first, turned, *rest))
    ofd = write_ofd(pages, document, library)
    (area,) = opened(ofd).all("Area")
    assert area.findtext(O + "PhysicalBox") == "0 0 297 210"
    found = parity(write_pdf(pages, document, library), ofd)
    assert "E1009" not in {each.code for each in found.differences}


# ------------------------------------------------------------------------------------- choices


def test_addresses_can_be_clicked_but_in_a_file_for_long_term_preservation() -> None:
    files = pair(*asides())
    plain, archival = opened(files.ofd), opened(files.archival)
    assert [each.attrib["URI"] for each in plain.all("URI")]
    assert not list(archival.all("URI"))
    assert len(list(archival.all("Goto"))) == len(list(plain.all("Goto"))) > 0
    for ofd in (files.ofd, files.archival):
        assert parity(files.pdf, ofd).differences == ()


@pytest.mark.parametrize(("said", "kind"), [("", "OFD"), ("OFD文件:\n  长期保存: 是\n", "OFD-A")])
def test_the_profile_chooses_the_kind(said: str, kind: str) -> None:
    narrative = briefings.narrative_text().replace("报头:", "版式: 本镇.yaml\n报头:", 1)
    world = MemoryWorld({"示例/facts.yaml": briefings.facts_text().encode(),
                         "示例/briefing.md": narrative.encode(),
                         "示例/本镇.yaml": f"继承: 简报\n名称: 本镇\n{said}".encode()})
    built = reportgen.build("示例", "out", world, ("ofd",))
    root = opened(world.read(built.files["ofd"])).roots["OFD.xml"]
    assert (root.attrib["DocType"], built.pages) == (kind, 2)
