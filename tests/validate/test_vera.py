"""The sample under the veraPDF engine: PDF/A-3a and PDF/UA-1, and that the engine has teeth."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.certificates import NOW, PASSPHRASE, answering, certificate
from support.joined import LONG, SMALL, files
from support.listing import LISTS
from support.lying import wide
from support.papers import asides, everything, pdf_of
from support.proof.furnished import furnished
from support.proof.twins import twins
from support.validate import vera
from support.validate.faults import FAULTS, plant

from reportgen import pipeline, signing
from reportgen.document.tree import Block, Boxed, Footnote, Heading, Link, Paragraph, Text
from reportgen.narrative.compose import nested

if TYPE_CHECKING:
    from conftest import Sample

pytestmark = [pytest.mark.system("java"), pytest.mark.slow]

Judged = dict[tuple[str, str], vera.Verdict]


def skipping() -> list[Block]:
    """Headings that skip a level, with text that has notes, links and a frame over the page."""
    heads = nested([Heading(3, "1.", (Text("甲"),)), Heading(1, "一、", (Text("乙"),)),
                    Heading(4, "（1）", (Text("丙"),))])
    note = Footnote(2, (Text("见"), Link("https://www.example.gov.cn/", (Text("示例网"),))))
    return [*heads, Paragraph((Text("丁"), note, Text("。"))),
            Boxed("提示", ((Text("戊" * 700), ),))]


@pytest.fixture(scope="module")
def judged(
    sample_pdf: Path, bulletin: Sample, notice: Sample, letter: Sample, minutes: Sample,
    gallery: Sample, root: Path, tmp_path_factory: pytest.TempPathFactory,
) -> Judged:
    """Verdicts by (name, standard): the samples, and the first one's faulty copies, in one run."""
    if shutil.which("java") is None:
        pytest.skip("skipped: 缺少 java（JDK 17）")
    beside = tmp_path_factory.mktemp("asides") / "asides.pdf"
    beside.write_bytes(pdf_of(*everything()[:-1], *asides(), *skipping()))
    copies = plant(sample_pdf, tmp_path_factory.mktemp("faults"))
    lists = tmp_path_factory.mktemp("lists") / "lists.pdf"
    lists.write_bytes(twins(*LISTS).pdf)
    joins = tmp_path_factory.mktemp("joined") / "joined.pdf"
    joins.write_bytes(files(SMALL, LONG, wide(9, 30)).pdf)
    around = tmp_path_factory.mktemp("furniture") / "furniture.pdf"
    around.write_bytes(furnished().pdf)
    along = pipeline.build(root / "data" / "bulletin-2024", tmp_path_factory.mktemp("along"),
                           formats=("pdf",), attach_sources=True).files["pdf"]
    signed = along.with_stem("signed")
    key = signing.signer_of(certificate(), PASSPHRASE, NOW, "p12")
    with answering(200) as (address, _):
        signed.write_bytes(signing.sign(along.read_bytes(), key, NOW, address).data)
    asked = {
        **{("along", standard): (along, standard) for standard in vera.STANDARDS},
        **{("signed", standard): (signed, standard) for standard in vera.STANDARDS},
        **{("sample", standard): (sample_pdf, standard) for standard in vera.STANDARDS},
        **{("bulletin", standard): (bulletin.pdf, standard) for standard in vera.STANDARDS},
        **{("notice", standard): (notice.pdf, standard) for standard in vera.STANDARDS},
        **{("letter", standard): (letter.pdf, standard) for standard in vera.STANDARDS},
        **{("minutes", standard): (minutes.pdf, standard) for standard in vera.STANDARDS},
        **{("furniture", standard): (around, standard) for standard in vera.STANDARDS},
        **{("lists", standard): (lists, standard) for standard in vera.STANDARDS},
        **{("joined", standard): (joins, standard) for standard in vera.STANDARDS},
        **{("gallery", standard): (gallery.pdf, standard) for standard in vera.STANDARDS},
        **{("asides", standard): (beside, standard) for standard in vera.STANDARDS},
        **{("resaved", standard): (copies["resaved"], standard) for standard in vera.STANDARDS},
        **{(name, standard): (copies[name], standard) for name, (_, standard, _) in FAULTS.items()},
    }
    verdicts = vera.judge(asked.values())
    return {name: verdicts[question] for name, question in asked.items()}


@pytest.mark.parametrize(
    "name", ["sample", "bulletin", "notice", "letter", "minutes", "gallery", "lists", "joined",
             "asides", "furniture", "along", "signed"])
@pytest.mark.parametrize("standard", vera.STANDARDS)
def test_sample_passes(judged: Judged, standard: str, name: str) -> None:
    verdict = judged[name, standard]
    assert verdict.passed, str(verdict)
    assert verdict.checks > 1000


@pytest.mark.parametrize("standard", vera.STANDARDS)
def test_saving_again_is_no_fault(judged: Judged, standard: str) -> None:
    assert judged["resaved", standard].passed, str(judged["resaved", standard])


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_fault_fails(judged: Judged, fault: str) -> None:
    _, standard, clause = FAULTS[fault]
    verdict = judged[fault, standard]
    assert not verdict.passed
    assert any(found.startswith(clause) for found in verdict.clauses), str(verdict)


def test_no_pdf_is_an_error_not_a_verdict(tmp_path: Path) -> None:
    file = tmp_path / "text.pdf"
    file.write_text("这不是 PDF", encoding="utf-8")
    with pytest.raises(vera.VeraError):
        vera.judge([(file, vera.STANDARDS[0])])


def test_missing_engine_is_loud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jar"
    empty.write_bytes(b"PK\5\6" + bytes(18))
    monkeypatch.setattr(vera, "engine", lambda: empty)
    with pytest.raises(vera.VeraError, match="package"):
        vera.judge([(tmp_path / "any.pdf", vera.STANDARDS[0])])
