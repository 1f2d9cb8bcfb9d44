"""Files from anywhere: a clear word and a way out, no crash, nothing fetched, no memory eaten."""

from __future__ import annotations

import io
import socket
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.proof.twins import packed, parts, replaced, twins

from reportgen.diagnostics import Family, ReportError
from reportgen.limits import PARTS
from reportgen.proof.word.package import open_package
from reportgen.proof.word.read import read_word

BODY = "word/document.xml"
DECLARED = '<?xml version="1.0"?><!DOCTYPE w:document [{entities}]>'
LAUGHS = '<!ENTITY l0 "haha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30)
)


def with_part(data: str | bytes, name: str = BODY) -> bytes:
    """The good file with another part in the place of one."""
    return packed({**parts(twins().word), name: data.encode() if isinstance(data, str) else data})


def declared(entities: str, used: str) -> bytes:
    """The good file's body behind a DTD, with an entity in its text."""
    body = parts(twins().word)[BODY].decode().partition("?>")[2]
    return with_part(DECLARED.format(entities=entities) + body.replace("编者按", used, 1))


def bomb() -> bytes:
    return with_part(b"<w:document>" + b" " * 80_000_000)


def lying_bomb() -> bytes:
    """A part which is larger than the archive says."""
    data = bytearray(with_part(b"<a>" + b" " * 30_000_000 + b"</a>"))
    entry = data.rindex(BODY.encode(), 0, len(data)) - 46 + 24
    assert struct.unpack_from("<I", data, entry)[0] == 30_000_007
    struct.pack_into("<I", data, entry, 100)
    return bytes(data)


def crowd() -> bytes:
    return packed({f"word/{n}.xml": b"" for n in range(PARTS + 1)})


def encrypted_entry() -> bytes:
    data = bytearray(twins().word)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def twice() -> bytes:
    made = io.BytesIO(twins().word)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr(BODY, "<w:document/>")
    return made.getvalue()


def strict() -> bytes:
    return replaced(twins().word, "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main")


def deep() -> bytes:
    return with_part("<a>" * 100_000 + "</a>" * 100_000)


def unrelated() -> bytes:
    files = parts(twins().word)
    del files["_rels/.rels"]
    return packed(files)


def compound(stream: str) -> bytes:
    """A compound file with a stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") \
        + bytes(2000)


def workbook() -> bytes:
    return replaced(twins().word, "document.main+xml", "template.main+xml", "[Content_Types].xml")


BAD = {
    "nothing": (lambda: b"", "E1013"),
    "no zip": ("不是文件".encode, "E1013"),
    "half a file": (lambda: twins().word[: len(twins().word) // 2], "E1013"),
    "a PDF": (lambda: twins().pdf, "E1013"),
    "a password": (lambda: compound("EncryptedPackage"), "E1014"),
    "an old file": (lambda: compound("WordDocument"), "E1014"),
    "another compound file": (lambda: compound(""), "E1014"),
    "an odt": (lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "E1015"),
    "an encrypted entry": (encrypted_entry, "E1013"),
    "an empty zip": (lambda: packed({}), "E1015"),
    "no document": (lambda: packed({"a.txt": b"a"}), "E1015"),
    "no relationships": (unrelated, "E1015"),
    "the strict format": (strict, "E1015"),
    "another kind of root": (lambda: with_part("<workbook/>"), "E1015"),
    "no XML": (lambda: with_part("<w:document"), "E1013"),
    "no end of depth": (deep, "E1013"),
    "a bomb": (bomb, "E1016"),
    "a bomb that lies": (lying_bomb, "E1013"),
    "a crowd of parts": (crowd, "E1016"),
    "a part twice": (twice, "E1013"),
    "laughs": (lambda: declared(LAUGHS, "&l29;"), "E1013"),
    "an entity": (lambda: declared('<!ENTITY a "编者按">', "&a;"), "E1017"),
    "a file of this machine":
        (lambda: declared('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), "E1017"),
    "an address": (lambda: declared('<!ENTITY a SYSTEM "http://127.0.0.1:9/a">', "&a;"), "E1017"),
    "a parameter entity":
        (lambda: declared('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;', "甲"), "E1017"),
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to connect is a failure."""
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_bad_file(name: str) -> None:
    make, code = BAD[name]
    with pytest.raises(ReportError) as caught:
        read_word(make(), "改稿.docx")
    (found,) = caught.value.diagnostics
    assert found.code == code, found
    assert caught.value.family is Family.INPUT
    assert "改稿.docx" in found.message
    assert found.hints


def test_outside_relations_are_not_followed() -> None:
    outside = replaced(
        twins().word, "<Relationships ", "<Relationships ", "word/_rels/document.xml.rels")
    rels = parts(outside)["word/_rels/document.xml.rels"].decode()
    image = rels.index("media/figure1.svg")
    head, tail = rels[:image].rpartition('Target="')[0], rels[image:].partition('"')[2]
    changed = head + 'TargetMode="External" Target="http://127.0.0.1:9/a.svg"' + tail
    found = read_word(packed({**parts(outside), "word/_rels/document.xml.rels": changed.encode()}),
                      "改稿.docx")
    assert found.figures == 1


def test_a_target_cannot_leave_the_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<w/>")
    rels = parts(twins().word)["_rels/.rels"].decode()
    rels = rels.replace("word/document.xml", "../../../.." + str(secret))
    package = open_package(packed({**parts(twins().word), "_rels/.rels": rels.encode()}), "a.docx")
    assert package.related("", "officeDocument") == ""


@pytest.mark.slow
@settings(max_examples=150)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    """A byte changed anywhere in the file or in a part: read, or refused with a diagnostic."""
    files = parts(twins().word)
    name = data.draw(st.sampled_from([*sorted(files), ""]))
    content = bytearray(files[name] if name else twins().word)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    spoiled = packed({**files, name: bytes(content)}) if name else bytes(content)
    try:
        read_word(spoiled, "改稿.docx")
    except ReportError as error:
        assert error.diagnostics[0].code.startswith("E10")
