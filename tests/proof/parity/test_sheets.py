"""Faults planted into an OFD file: each is found by its code, with its place in both files."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from support import photographs as ph
from support.docx.samples import META
from support.proof.ofds import PAGE, SAMPLES, of_sample, pair
from support.proof.twins import packed, parts

from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.layout.pages import Element, Marked, Page, Pages, Rule
from reportgen.proof.parity import parity
from reportgen.proof.parity.compare import Parity
from reportgen.writers.ofd.write import write_ofd
from reportgen.writers.pdf.write import write_pdf

NOTICE = "notice-2024"
DOCUMENT, FACES = "Doc_0/Document.xml", "Doc_0/PublicRes.xml"


def changed(ofd: bytes, pattern: str, new: str | Callable[[re.Match[str]], str], part: str = PAGE,
            ) -> bytes:
    """The file with the first match in a part replaced; there must be one."""
    files = parts(ofd)
    text, count = re.subn(pattern, new, files[part].decode(), count=1)
    assert count and text.encode() != files[part]
    return packed({**files, part: text.encode()})


def moved(match: re.Match[str]) -> str:
    """A box two millimetres further to the right."""
    return f'{match[1]}{float(match[2]) + 2:g} '


def exchanged(ofd: bytes, one: str, other: str) -> bytes:
    files = parts(ofd)
    return packed({**files, one: files[other], other: files[one]})


# name → (the file it is done to, what is done, the code that must tell of it, words it says)
FAULTS: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "a digit is another": (lambda f: changed(f, ">2024<", ">2022<"), "E1001", "2022"),
    "two characters are swapped": (lambda f: changed(f, ">示例(.*?)<", r">例示\1<"), "E1002",
                                   "文字不同"),
    "a page is missing": (lambda f: changed(f, r'<ofd:Page ID="3"[^>]*>', "", DOCUMENT),
                          "E1003", "OFD 里没有页"),
    "two pages are swapped": (lambda f: exchanged(f, PAGE, PAGE.replace("_0/C", "_1/C")),
                              "E1004", "次序不同"),
    "a page stands twice": (lambda f: changed(f, r'(<ofd:Page ID=")3("[^>]*>)',
                                              r"\g<1>3\g<2>\g<1>4000\g<2>", DOCUMENT),
                            "E1003", "PDF 里没有页"),
    "a text is moved": (lambda f: changed(f, r'(<ofd:TextObject ID="\d+" Boundary=")([\d.]+) ',
                                          moved), "E1009", "位置不同"),
    "a text is larger": (lambda f: changed(f, r'Size="5\.644"', 'Size="5.75"'), "E1009",
                         "字高 5.75"),
    "a text is drawn twice": (lambda f: changed(f, r"<ofd:TextObject.*?</ofd:TextObject>",
                                                lambda m: m[0] * 2), "E100", ""),
    "a text is red": (lambda f: changed(f, '"><ofd:TextCode',
                                        '"><ofd:FillColor Value="250 0 0"/><ofd:TextCode'),
                      "E1009", "颜色不同"),
    "a line is moved": (lambda f: changed(f, r'(<ofd:PathObject ID="\d+" Boundary=")([\d.]+) ',
                                          moved), "E1009", "不同：PDF 从"),
    "a line is thicker": (lambda f: changed(f, r'LineWidth="[\d.]+"', 'LineWidth="0.9"'),
                          "E1009", "线宽 0.90"),
    "a line is gone": (lambda f: changed(f, r"<ofd:PathObject.*?</ofd:PathObject>", ""),
                       "E1009", "个数不同"),
    "a line is blue": (lambda f: changed(f, r'StrokeColor Value="[\d ]+"',
                                         'StrokeColor Value="0 0 255"'), "E1009", "#0000FF"),
    "a face has another name": (lambda f: changed(f, 'FontName="[^"]+"', 'FontName="Arial"', FACES),
                                "E1009", "用 Arial"),
    "a sheet is smaller": (lambda f: changed(f, "0 0 210 297", "0 0 210 296", DOCUMENT),
                           "E1009", "纸的大小不同"),
    "a line of the outline is another": (lambda f: changed(f, 'Title="一、', 'Title="二、',
                                                           DOCUMENT), "E1006", "书签不同"),
    "the outline leads elsewhere": (lambda f: changed(f, 'PageID="2"', 'PageID="3"', DOCUMENT),
                                    "E1006", "书签不同"),
    "the outline is gone": (lambda f: changed(f, "<ofd:Outlines>.*</ofd:Outlines>", "", DOCUMENT),
                            "E1006", "没有"),
    "the title is another": (lambda f: changed(f, "<ofd:Title>", "<ofd:Title>关于", "OFD.xml"),
                             "E1002", "题名"),
}


def codes(found: Parity) -> str:
    return " ".join(each.code for each in found.differences)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    spoil, code, words = FAULTS[fault]
    files = of_sample(NOTICE)
    found = parity(files.pdf, spoil(files.ofd))
    assert code in codes(found), found.differences
    told = [each for each in found.differences if each.code.startswith(code)]
    assert words in told[0].message
    assert told[0].pdf or told[0].other


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_agree(name: str) -> None:
    files = of_sample(name)
    for ofd in (files.ofd, files.archival):
        found = parity(files.pdf, ofd)
        assert found.differences == ()
        assert found.text.startswith("一致（") and found.pages > 1


def test_one_of_every_kind_agrees() -> None:
    assert parity(pair().pdf, pair().ofd).differences == ()


def photo_page(ofd: bytes) -> str:
    return next(name for name, data in parts(ofd).items() if b"<ofd:ImageObject" in data)


def test_a_photograph_that_is_moved_or_another_is_found() -> None:
    files = pair(ph.figure(ph.photo("a")), ph.figure(ph.photo("b"), number=2))
    page = photo_page(files.ofd)
    found = parity(files.pdf, changed(
        files.ofd, r'(<ofd:ImageObject ID="\d+" Boundary=")([\d.]+) ', moved, page))
    assert codes(found) == "E1009" and "照片的位置" in found.differences[0].message
    pictures = [name for name in parts(files.ofd) if name.endswith((".jpg", ".png"))]
    found = parity(files.pdf, exchanged(files.ofd, *pictures[:2]))
    assert "E1009" in codes(found) and "不是同一张" in found.differences[0].message
    found = parity(files.pdf, changed(files.ofd, r"<ofd:ImageObject[^>]*>", "", page))
    assert "照片的张数" in found.differences[0].message


def test_a_figure_that_is_moved_is_found() -> None:
    """A mark of a chart, half a millimetre off."""
    files = of_sample("gallery")
    page = next(name for name, data in parts(files.ofd).items() if b'Fill="true"' in data)
    spoilt = changed(files.ofd, r'(<ofd:PathObject ID="\d+" Boundary=")([\d.]+) (?=[^>]*Fill)',
                     lambda m: f"{m[1]}{float(m[2]) + 0.5:g} ", page)
    assert codes(parity(files.pdf, spoilt)) == "E1009"


def test_a_face_with_the_program_of_another_is_found() -> None:
    """Its name is right; its outlines are not."""
    files = of_sample("letter-2024")
    faces = parts(files.ofd)[FACES].decode()
    kai, song = (re.search(rf'FontName="RG{name}".*?>(F\d+\.ttf)<', faces) for name in
                 ("XiaoBiaoSong", "FangSong"))
    assert kai and song
    files_of = parts(files.ofd)
    spoilt = packed({**files_of, f"Doc_0/Res/{kai[1]}": files_of[f"Doc_0/Res/{song[1]}"]})
    assert "字形不同" in parity(files.pdf, spoilt).differences[0].message


def test_a_link_that_leads_nowhere_or_elsewhere_is_found() -> None:
    files = of_sample("bulletin-2024")
    gone = changed(files.ofd, r"<ofd:Actions>.*?</ofd:Actions>", "")
    found = parity(files.pdf, gone)
    assert codes(found) == "E1006" and "OFD 没有" in found.differences[0].message
    elsewhere = changed(files.ofd, 'Top="[^"]+"', 'Top="222"')
    found = parity(files.pdf, elsewhere)
    assert codes(found) == "E1006" and "距上边222毫米" in found.differences[0].message


def test_places_are_told() -> None:
    files = of_sample(NOTICE)
    found = parity(files.pdf, changed(files.ofd, ">2024<", ">2022<"), ("甲.pdf", "乙.ofd"))
    (told,) = found.diagnostics("甲.pdf", "乙.ofd")
    assert told.span.file == "甲.pdf" and told.span.sheet == "第1页"
    assert told.related[0][0].file == "乙.ofd"
    assert found.text == "不一致：1 处"


@pytest.mark.parametrize("far", [334.92, 334.81, 335.0])
def test_a_long_row_of_dots_has_as_many_in_both(far: float) -> None:
    """Their distance is no round number: what is lost of it at each adds up."""
    row = Marked(None, (Rule(511.41, 100.0, 511.41 - far, 100.0, 1.4, dots=6.3172),))
    pages = Pages((Page(1, 595.28, 841.89, (row,)),), Element("Document"))
    document, library = Document(META, ()), FontLibrary.bundled()
    found = parity(write_pdf(pages, document, library), write_ofd(pages, document, library))
    assert not found.differences
