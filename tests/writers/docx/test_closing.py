"""附件说明, signatures and attachments as Word paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from support.docx.readback import File, W, brief, find, shown
from support.docx.samples import document, paragraph

from reportgen.document.tree import Attachment, AttachmentList, Block, Remark, Signature
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.docx.write import write_docx

PROFILE = load_profile("wenjian")
DATE = "2024年3月9日"
EM = PROFILE.style("body").em.twips


def written(*blocks: Block) -> File:
    return File(write_docx(document(paragraph("国"), *blocks), PROFILE, {}))


def styled(file: File, style: str) -> list[str]:
    """The paragraphs of a style, as brief XML."""
    return [brief(each) for each in find(file.body, "w:p")
            if find(each, "w:pPr/w:pStyle")[0].get(W + "val") == style]


def test_names_hang_behind_their_numbers() -> None:
    first, second = styled(written(AttachmentList(("清单", "要求"))), "AttachmentList")
    assert "附件：1.清单" in first
    assert "2.要求" in second
    assert first.split('left="')[1].split('"')[0] == second.split('left="')[1].split('"')[0]
    assert "before=" in first
    assert "before=" not in second


def test_a_number_is_parted_from_a_name_that_begins_with_a_year() -> None:
    first, second = styled(written(AttachmentList(("2024年度清单", "要求"))), "AttachmentList")
    (plain, _) = styled(written(AttachmentList(("年度清单", "要求"))), "AttachmentList")
    assert "附件：1. 2024年度清单" in first
    assert "2. 要求" in second
    lefts = [int(line.split('left="')[1].split('"')[0]) for line in (first, second, plain)]
    assert lefts[0] == lefts[1]
    assert lefts[0] - lefts[2] == pytest.approx(EM / 4, abs=2)


@pytest.mark.parametrize(("count", "free"), [(5, []), (6, [1, 2, 3]), (20, [*range(1, 18)])])
def test_a_long_list_may_go_over_the_page(count: int, free: list[int]) -> None:
    lines = styled(written(AttachmentList(("清单",) * count)), "AttachmentList")
    assert [n for n, line in enumerate(lines) if '<keepNext val="0"/>' in line] == free


def test_a_name_is_a_link_where_the_attachment_is_in_the_file() -> None:
    file = written(AttachmentList(("清单", "图"), ("附件-1", "")), Attachment(1, "清单", "附件-1"))
    links = find(file.body, ".//w:hyperlink")
    assert [shown(link) for link in links] == ["清单"]
    marks = {mark.get(W + "name") for mark in find(file.body, ".//w:bookmarkStart")}
    assert {link.get(W + "anchor") for link in links} <= marks


def test_without_a_seal_organs_and_date_are_indented() -> None:
    lines = styled(written(Signature(("示例县人民政府办公室", "示例县民政局"), DATE)), "Signature")
    lefts = [int(line.split(' left="')[1].split('"')[0]) for line in lines]
    assert lefts[0] == lefts[1]
    assert lefts[2] - lefts[0] == pytest.approx(2 * EM, abs=2)
    assert [shown for shown in lines if "keepNext" in shown] == lines[:2]


@pytest.mark.parametrize(("first", "held"), [("国" * 20, False), ("国" * 120, True)])
def test_the_only_text_of_page_1_is_not_carried_away(first: str, held: bool) -> None:
    organs = Signature(("示例县人民政府",), DATE)
    file = File(write_docx(document(paragraph(first), organs), PROFILE, {}))
    (line,) = styled(file, "Body")
    assert ("keepNext" in line) is held


def test_of_several_paragraphs_the_last_stays_with_the_signature() -> None:
    organs = Signature(("示例县人民政府",), DATE)
    file = File(write_docx(document(paragraph("甲"), paragraph("乙"), organs), PROFILE, {}))
    assert ["keepNext" in line for line in styled(file, "Body")] == [False, True]


def test_a_seal_has_the_organ_in_the_middle_above_the_date() -> None:
    organ, date = styled(written(Signature(("示例县人民政府",), DATE, sealed=True)), "Signature")
    for line in (organ, date):
        assert '<jc val="center"/>' in line
    assert organ.split("<ind")[1].split("/>")[0] == date.split("<ind")[1].split("/>")[0]
    assert f'before="{2 * PROFILE.length("page.pitch").twips}"' in organ


def test_several_seals_stand_at_tab_stops_apart() -> None:
    organs = ("示例县甲局", "示例县乙局", "示例县丙局", "示例县丁局")
    first, second, date = styled(written(Signature(organs, DATE, sealed=True)), "Signature")
    stops = [int(part.split('pos="')[1].split('"')[0]) for part in second.split("<tab ")[1:]
             if "pos=" in part]
    assert len(stops) == 3
    assert all(b - a > Mm(42).twips for a, b in pairwise(stops))
    assert f'pos="{stops[-1]}"' in first
    assert DATE[:4] in date


def test_a_remark_is_in_brackets() -> None:
    assert "（此件公开发布）" in written(Remark("此件公开发布")).texts


def test_an_attachment_opens_a_page_with_styles_of_its_own() -> None:
    file = written(Attachment(2, "国家清单", "附件-2"))
    (label,), (title,) = styled(file, "AttachmentLabel"), styled(file, "AttachmentTitle")
    assert "pageBreakBefore" in label
    assert "附件2" in label
    assert "国家清单" in title
