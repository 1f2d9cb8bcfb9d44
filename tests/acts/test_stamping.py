"""归档章 on a copy: 45 × 16 mm, six cells; what was filed stays as it was, byte by byte."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from support.filings import add
from support.validate import vera

from reportgen.acts import archive as acts
from reportgen.acts.archive import Desk, newest
from reportgen.acts.certificate import certificate
from reportgen.acts.filing import FilingWish
from reportgen.acts.papers import box_papers, boxes_of, catalogue_file
from reportgen.acts.proving import prove, verify
from reportgen.acts.stamping import stamp
from reportgen.archive.properties import Result
from reportgen.archive.record import PDF
from reportgen.diagnostics import ReportError
from reportgen.office.read import read_office
from reportgen.units import Mm

FIFTH = "J012-WS·2024-D10-BGS-0002"
RED = (1.0, 0.0, 0.0)


def told(at: Desk, how: str) -> Desk:
    """The desk of an office that wants its stamp so."""
    path = at.office.folder / "office.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("归档章: 填写", f"归档章: {how}"), encoding="utf-8")
    return Desk(read_office(at.office.folder, at.world), at.world, at.disk, at.who)


def filed(at: Desk) -> bytes:
    with at.archive() as archive:
        return archive.read(newest(archive, FIFTH).held(PDF)[0])


def in_the_box(data: bytes, page: int = 0) -> tuple[list[str], pdfplumber.page.Page]:
    """The words within the red frame, which is as large as it should be."""
    first = pdfplumber.open(io.BytesIO(data)).pages[page]
    lines = [line for line in first.lines if line["stroking_color"] == RED
             and line["bottom"] < Mm(40).pt]
    left, right = min(line["x0"] for line in lines), max(line["x1"] for line in lines)
    top, foot = min(line["top"] for line in lines), max(line["bottom"] for line in lines)
    assert right - left == pytest.approx(Mm(45.35).pt, abs=0.1), "45 mm and the rule's width"
    assert foot - top == pytest.approx(Mm(16).pt, abs=0.1)
    assert top == pytest.approx(Mm(15).pt, abs=0.1)
    assert (left + right) / 2 == pytest.approx(float(first.width) / 2, abs=0.1)
    words = first.crop((left, top, right, foot)).extract_words()
    return [word["text"] for word in words], first


def test_six_cells_on_a_copy(at: Desk, tmp_path: Path) -> None:
    before = filed(at)
    record, path = stamp(at, "2024-5", "", tmp_path)
    assert path.name == f"{FIFTH}（归档章）.pdf"
    assert filed(at) == before
    data = path.read_bytes()
    words, first = in_the_box(data)
    values = {"J012", "2024", "0002", "BGS", "10年", "2"}
    assert values <= set(words)
    assert {"全宗号", "年度", "件号", "保管期限", "页数"} <= set(words)
    assert record.pages == len(pdfplumber.open(io.BytesIO(data)).pages) == 2
    was = pdfplumber.open(io.BytesIO(before)).pages[0].chars
    now = [char["text"] for char in first.chars]
    assert now[:len(was)] == [char["text"] for char in was]
    assert len(now) - len(was) == len("".join(words))


def test_an_empty_frame_for_the_hand(at: Desk, tmp_path: Path) -> None:
    words, _ = in_the_box(stamp(at, FIFTH, "空框", tmp_path)[1].read_bytes())
    assert "J012" not in words
    assert "全宗号" in words[0]
    again = told(at, "空框")
    assert "J012" not in in_the_box(stamp(again, FIFTH, "", tmp_path)[1].read_bytes())[0]
    assert "J012" in in_the_box(stamp(again, FIFTH, "填写", tmp_path)[1].read_bytes())[0]


def test_the_same_stamp_is_the_same_bytes(at: Desk, tmp_path: Path) -> None:
    first, second = (stamp(at, FIFTH, "", tmp_path)[1].read_bytes() for _ in range(2))
    assert first == second


def test_a_page_of_its_own_counts(bare: Desk, tmp_path: Path) -> None:
    at = told(bare, "另页")
    wish = FilingWish(out=Path("没有"))
    ((filed_one,), _) = add(at, [at.office.folder / "2024年第5期"], wish, str)
    assert filed_one.record.pages == 3
    _, path = stamp(at, "2024-5", "", tmp_path)
    data = path.read_bytes()
    words, first = in_the_box(data)
    assert "3" in words
    assert len("".join(words)) == len(first.chars), "nothing else is on it"
    assert len(pdfplumber.open(io.BytesIO(data)).pages) == 3
    with at.archive(write=True) as archive:
        proof = prove(archive, (), "", str, properties=True)
        assert proof.counts[Result.FAILED] == 0
        assert acts.listed(archive)[0].own_pages == 1


def test_an_office_that_wants_a_stamp_files_nothing_without_room(bare: Desk) -> None:
    at = told(bare, "填写")
    folder = at.office.folder / "2024年第5期"
    profile = at.office.folder / "本镇.yaml"
    whole = profile.read_text(encoding="utf-8")
    crowded = f"{whole.replace('值: 15', '值: 2')}页面: {{上边距: 10}}\n"
    profile.write_text(crowded, encoding="utf-8")
    with pytest.raises(ReportError, match="E1136"):
        add(at, [folder], FilingWish(out=Path("没有")), str)
    with at.archive() as archive:
        assert not acts.listed(archive)
    profile.write_text(whole, encoding="utf-8")
    add(at, [folder], FilingWish(out=Path("没有")), str)


@pytest.mark.system("java")
@pytest.mark.slow
def test_what_the_papers_claim_holds(at: Desk, tmp_path: Path) -> None:
    """The stamped copies, on page 1 and on a page of its own, and all other papers."""
    _, path = stamp(at, FIFTH, "", tmp_path)
    own = told(at, "另页")
    folder = own.office.folder / "2024年第5期"
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    (folder / "briefing.md").write_text(text.replace("颗粒归仓", "及时归仓"), encoding="utf-8")
    add(own, [folder], FilingWish(correction="更正", reason="错字", out=Path("没有")), str)
    paths = [path, stamp(own, "2024-5", "", tmp_path)[1]]
    with at.archive() as archive:
        catalogue_file(at, acts.listed(archive), tmp_path / "目录.pdf")
        boxes = box_papers(at, archive, boxes_of(archive, 2024, 1, 1), 30)
    proof = verify(at, (), "", str, properties=True)
    for name, data in (("盒", boxes), ("证书", certificate(at, proof, "档案"))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
    paths += [tmp_path / f"{name}.pdf" for name in ("目录", "盒", "证书")]
    verdicts = vera.judge((each, standard) for each in paths for standard in vera.STANDARDS)
    assert len(verdicts) == 10
    assert all(verdict.passed for verdict in verdicts.values()), list(map(str, verdicts.values()))
