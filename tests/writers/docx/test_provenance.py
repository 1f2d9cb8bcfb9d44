"""What travels unseen: bindings, dataset, text as made."""

from __future__ import annotations

import pytest
from lxml import etree
from support.briefings import facts_text
from support.docx.readback import PROFILE, File
from support.docx.samples import EVERYTHING, PICTURES, WORTH, YIELD, document, paragraph, table

from reportgen.diagnostics import Sink
from reportgen.document.tree import Strong
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.proof.word.package import open_package
from reportgen.proof.word.provenance import properties
from reportgen.proof.word.read import read_word
from reportgen.provenance.bindings import NAMESPACE, Binding, unpack
from reportgen.world import DiskWorld
from reportgen.writers.docx.write import write_docx

N = {"b": NAMESPACE}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("facts")
    (folder / "facts.yaml").write_text(facts_text(), encoding="utf-8")
    return read_facts(folder, DiskWorld(), Sink())


def bound(data: bytes) -> tuple[Binding, ...]:
    return unpack(properties(open_package(data, "a.docx")))


def carried(data: bytes) -> etree._Element:
    return File(data).xml("customXml/item1.xml")


def test_every_place_is_on_record() -> None:
    content = document(paragraph("产量", YIELD, "，约", WORTH, "。"), table(rows=1))
    data = write_docx(content, PROFILE, {})
    assert [(b.mark, b.fact, b.text, b.before, b.after) for b in bound(data)] == [
        ("_rg_枇杷产量_1", "枇杷产量", "2263余吨", "", ""),
        ("_rg_枇杷产值_1", "枇杷产值", "9052万元", "约", ""),
        ("_rg_枇杷产值_2", "枇杷产值", "9052", "", ""),
    ]


def test_the_record_is_what_the_file_says() -> None:
    data = write_docx(EVERYTHING, PROFILE, PICTURES)
    said = [
        (fact.name, piece.text[fact.start : fact.end])
        for piece in read_word(data, "a.docx").pieces for fact in piece.facts
    ]
    assert [(b.mark, b.text) for b in bound(data)] == said != []


def test_the_text_as_made_is_carried() -> None:
    data = write_docx(document(paragraph("产量", Strong((YIELD,)), "，好。")), PROFILE, {})
    (line,) = carried(data).iterfind("b:text/b:p", N)
    assert etree.tostring(line, encoding="unicode", with_tail=False).replace(
        f' xmlns="{NAMESPACE}"', "") == '<p>产量<b n="_rg_枇杷产量_1">2263余吨</b>，好。</p>'


def test_the_dataset_is_carried(dataset: Dataset) -> None:
    data = write_docx(document(paragraph("甲")), PROFILE, {}, dataset=dataset)
    facts = carried(data).findall("b:dataset/b:facts", N)
    assert [each.get("name") for each in facts] == [fact.name for fact in dataset.facts]
    worth = next(each for each in facts if each.get("id") == "A2")
    amount = worth.find("b:value/b:amounts", N)
    assert amount is not None
    assert dict(amount.attrib) == {"digits": "360", "unit": "元", "multiplier": "万"}
    assert carried(data).get("issuer") == "锦溪镇党政办"


def test_names_of_facts_are_on_record(dataset: Dataset) -> None:
    from reportgen.document.quantity import Quantity

    data = write_docx(document(paragraph(Quantity("A2", "360万元"))), PROFILE, {}, dataset=dataset)
    (binding,) = bound(data)
    assert (binding.fact, binding.name) == ("A2", "示例果产值")


def test_a_file_without_facts_has_no_record() -> None:
    data = write_docx(document(paragraph("甲")), PROFILE, {})
    assert bound(data) == ()
    assert not [name for name in properties(open_package(data, "a.docx")) if "绑定" in name]
