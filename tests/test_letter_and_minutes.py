"""The samples of a 信函 and a 纪要: what is read back from the finished files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from support.validate import said

from reportgen import pipeline
from reportgen.document import tree
from reportgen.proof.audit.review import audit_word
from reportgen.proof.parity import parity

if TYPE_CHECKING:
    from conftest import Sample

SAMPLES = ("letter", "minutes")
BLOCKS = {
    "letter": {tree.LetterOpening, tree.Addressees, tree.AttachmentList, tree.Signature,
               tree.Remark, tree.Attachment, tree.Colophon},
    "minutes": {tree.Masthead, tree.AttachmentList, tree.Attendance, tree.Attachment,
                tree.Colophon},
}


@pytest.fixture(params=SAMPLES)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind in turn."""
    return str(request.param)


@pytest.fixture
def sample(request: pytest.FixtureRequest, kind: str) -> Sample:
    """Its sample."""
    found: Sample = request.getfixturevalue(kind)
    return found


def test_both_formats_say_everything_in_order(sample: Sample, kind: str) -> None:
    document = pipeline.compose(pipeline.load(sample.folder))
    assert not said.missing_in_order(said.said(document), said.pdfium_text(sample.pdf))
    assert BLOCKS[kind] <= {type(block) for block in document.blocks}
    if kind == "minutes":
        assert not {type(block) for block in document.blocks} & {tree.Addressees, tree.Signature}


def test_the_title_is_the_first_heading_and_the_lines_are_decoration(sample: Sample) -> None:
    with pikepdf.open(sample.pdf) as pdf:
        roles = [str(each.S) for each in elements(pdf.Root.StructTreeRoot.K)]
        head = pdf.pages[0].Contents.read_bytes()
    assert roles[0] == "/Document"
    assert next(role for role in roles if role.startswith("/H")) == "/H1"
    assert b"/Artifact" in head


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    """All structure elements below, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [found for each in node for found in elements(each)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [node, *(elements(node.K) if "/K" in node else [])]


def test_a_word_file_nobody_touched_is_as_it_was_made(sample: Sample) -> None:
    found = audit_word(sample.docx.read_bytes(), "a.docx", None, "")
    assert (found.facts, found.words, found.edges, found.pictures) == ((), (), (), ())


def changed(docx: Path, part: str, old: str, new: str) -> bytes:
    """The Word file with one text changed."""
    path = docx.with_suffix(".changed")
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert (count := len(re.findall(re.escape(old), data.decode()))) >= 1, count
                data = data.decode().replace(old, new, 1).encode()
            target.writestr(name, data)
    return path.read_bytes()


@pytest.mark.parametrize(("name", "old", "new"), [
    ("letter", "示例县人民政府", "示例市人民政府"), ("letter", "函〔2024〕16号", "函〔2024〕61号"),
    ("letter", "000001", "000002"), ("minutes", "庚示例", "辛示例"),
    ("minutes", "列席：", "出席："),
    ("minutes", "〔2024〕5号", "〔2024〕6号"),
])
def test_what_is_changed_in_a_new_block_is_told(
    name: str, old: str, new: str, request: pytest.FixtureRequest
) -> None:
    made: Sample = request.getfixturevalue(name)
    word = changed(made.docx, "word/document.xml", old, new)
    assert parity(made.pdf.read_bytes(), word, ("a.pdf", "a.docx")).differences
    assert audit_word(word, "a.docx", None, "").words


def test_a_number_put_on_page_1_of_a_letter_is_told(letter: Sample) -> None:
    word = changed(letter.docx, "word/footer-first.xml", "</w:p>",
                   "<w:r><w:t>1</w:t></w:r></w:p>")
    assert audit_word(word, "a.docx", None, "").edges
