"""OFD files from anywhere: a clear word and a way out, nothing fetched, no memory eaten."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.proof.ofds import PAGE, edited, of_sample, pair
from support.proof.twins import packed, parts

from reportgen.diagnostics import ReportError
from reportgen.limits import PARTS
from reportgen.proof.ofd.package import is_ofd
from reportgen.proof.ofd.read import ofd_sheets
from reportgen.proof.parity import parity

DOCUMENT, FACES = "Doc_0/Document.xml", "Doc_0/PublicRes.xml"


def with_parts(**files: bytes) -> bytes:
    return packed({**parts(pair().ofd), **files})


def without(name: str) -> bytes:
    return packed({part: data for part, data in parts(pair().ofd).items() if part != name})


def torn() -> bytes:
    data = bytearray(pair().ofd)
    data[len(data) // 2 : len(data) // 2 + 2000] = bytes(2000)
    return bytes(data)


def twice() -> bytes:
    made = io.BytesIO(pair().ofd)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr(PAGE, "<ofd:Page/>")
    return made.getvalue()


def encrypted() -> bytes:
    data, at = bytearray(pair().ofd), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def re_edited(pattern: str, new: str) -> bytes:
    files = parts(pair().ofd)
    text, count = re.subn(pattern, new, files[PAGE].decode(), count=1)
    assert count
    return packed({**files, PAGE: text.encode()})


def face_part() -> str:
    return next(name for name in parts(pair().ofd) if name.endswith(".ttf"))


def endless() -> bytes:
    """A face whose cmap says, a million times over, that it has every character."""
    data = bytearray(parts(pair().ofd)[face_part()])
    count = int.from_bytes(data[4:6], "big")
    for at in range(12, 12 + 16 * count, 16):
        if data[at : at + 4] == b"cmap":
            data[at + 8 : at + 16] = struct.pack(">2I", len(data), 28 + 12 * 1_000_000)
    groups = struct.pack(">3I", 0, 0x10FFFF, 0) * 1_000_000
    table = struct.pack(">2H2HI", 0, 1, 3, 10, 12)
    return bytes(data) + table + struct.pack(">2H3I", 12, 0, 0, 0, 1_000_000) + groups


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut short": (lambda: pair().ofd[:-4000], "E1010"),
    "zeros within": (torn, "E1010"),
    "encrypted": (encrypted, "E1010"),
    "a part twice": (twice, "E1010"),
    "a name outside": (lambda: with_parts(**{"../OFD.xml": b""}), "E1010"),
    "a name outside, deeper": (lambda: with_parts(**{"Doc_0/../../x": b""}), "E1010"),
    "a name from the root": (lambda: with_parts(**{"/etc/x": b""}), "E1010"),
    "a name of Windows": (lambda: with_parts(**{"C:\\x": b""}), "E1010"),
    "a crowd of parts": (lambda: with_parts(**{f"{n}": b"" for n in range(PARTS)}), "E1016"),
    "a bomb": (lambda: with_parts(**{PAGE: b"<a>" + b" " * 80_000_000}), "E1016"),
    "a declared entity": (lambda: edited(
        pair().ofd, "<ofd:Page", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><ofd:Page'),
        "E1017"),
    "no root": (lambda: without("OFD.xml"), "E1010"),
    "no page": (lambda: without(PAGE), "E1010"),
    "no list of faces": (lambda: without(FACES), "E1010"),
    "a page outside": (lambda: edited(pair().ofd, "Pages/Page_0", "../../Page_0", DOCUMENT),
                       "E1010"),
    "an address for a page": (lambda: edited(pair().ofd, "Pages/Page_0", "https://x/Page_0",
                                             DOCUMENT), "E1010"),
    "another root element": (lambda: edited(pair().ofd, "ofd:Document", "ofd:Dokument", DOCUMENT),
                             "E1010"),
    "a face that is not there": (lambda: edited(pair().ofd, ".ttf<", ".otf<", FACES), "E1010"),
    "a face that is none": (lambda: with_parts(**{face_part(): b"no font"}), "E1010"),
    "a box that hides its text": (lambda: re_edited(r'(Boundary="\S+ \S+) \S+', r"\1 3"), "E1010"),
    "a box that hides its line": (lambda: re_edited(
        r'(<ofd:PathObject[^>]*Boundary="\S+ \S+) \S+', r"\1 3"), "E1010"),
    "a template": (lambda: edited(pair().ofd, "<ofd:PublicRes>",
                                  '<ofd:TemplatePage ID="9" BaseLoc="x"/><ofd:PublicRes>',
                                  DOCUMENT), "E1010"),
    "text that is hidden": (lambda: edited(pair().ofd, "<ofd:TextObject ",
                                           '<ofd:TextObject Visible="false" '), "E1010"),
    "text that is pale": (lambda: edited(pair().ofd, "<ofd:TextObject ",
                                         '<ofd:TextObject Alpha="9" '), "E1010"),
    "a number that is none": (lambda: edited(pair().ofd, 'Size="', 'Size="x'), "E1010"),
    "a step too many": (lambda: edited(pair().ofd, 'DeltaX="', 'DeltaX="1 '), "E1010"),
    "an endless row of steps": (lambda: edited(pair().ofd, 'DeltaX="', 'DeltaX="g 999999999 1 '),
                                "E1010"),
    "an endless face": (lambda: with_parts(**{face_part(): endless()}), "E1010"),
    "a character that its face lacks": (lambda: re_edited(r">[^<>]([^<>]*)</ofd:TextCode>",
                                                          r">魑\1</ofd:TextCode>"), "E1010"),
    "a colour twice": (lambda: edited(pair().ofd, "<ofd:TextCode", '<ofd:FillColor Value="0 0 0"/>'
                                      '<ofd:FillColor Value="255 255 255"/><ofd:TextCode'),
                       "E1010"),
    "dots without end": (lambda: edited(pair().ofd, "<ofd:AbbreviatedData>M",
                                        "<ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData>"
                                        '</ofd:PathObject><ofd:PathObject ID="1" Cap="Round" '
                                        'Boundary="0 0 9 9" DashPattern="0 0.0000001">'
                                        "<ofd:AbbreviatedData>M"), "E1010"),
    "path data that ends": (lambda: edited(pair().ofd, "<ofd:AbbreviatedData>",
                                           "<ofd:AbbreviatedData>B 1 2 "), "E1010"),
    "an object of another kind": (lambda: edited(pair().ofd, "<ofd:TextObject ",
                                                 "<ofd:CompositeObject/><ofd:TextObject "),
                                  "E1010"),
}


@pytest.mark.parametrize("bad", BAD)
def test_refused(bad: str) -> None:
    make, code = BAD[bad]
    with pytest.raises(ReportError) as caught:
        ofd_sheets(make(), "坏.ofd")
    (found,) = caught.value.diagnostics
    assert found.code == code and found.hints and "坏.ofd" in found.message
    assert found.span.file == "坏.ofd"


@settings(max_examples=40)
@given(st.integers(0, 200_000), st.binary(min_size=1, max_size=8))
def test_bytes_changed_anywhere_never_crash(at: int, noise: bytes) -> None:
    data = bytearray(of_sample("letter-2024").ofd)
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        ofd_sheets(bytes(data), "某.ofd")
    except ReportError as error:
        assert {each.code for each in error.diagnostics} <= {"E1010", "E1016", "E1017"}


def test_a_word_file_is_no_ofd() -> None:
    from support.proof.twins import twins

    assert is_ofd(pair().ofd)
    assert not is_ofd(twins().word)
    assert not is_ofd(b"%PDF-1.7 OFD.xml")


def test_steps_may_be_counted() -> None:
    """`g 3 5` says 5 5 5 (11.3); the writer does not use it, other programs do."""
    plain = pair().ofd
    text = parts(plain)[PAGE].decode()
    start = text.index('DeltaX="') + len('DeltaX="')
    first, second, *rest = text[start : text.index('"', start)].split()
    counted = edited(plain, f'DeltaX="{" ".join((first, second, *rest))}"',
                     f'DeltaX="{" ".join(("g", "2", first, *rest))}"')
    assert abs(float(first) - float(second)) < 0.002
    assert parity(pair().pdf, counted).differences == ()


def test_the_title_and_the_kind_are_read() -> None:
    plain, archival = of_sample("letter-2024").ofd, of_sample("letter-2024").archival
    assert ofd_sheets(plain, "").title == "示例县人民政府关于商请支持示例灌区改造的函"
    assert (ofd_sheets(plain, "").inward, ofd_sheets(archival, "").inward) == (False, True)
