"""版头 in Word: one name or several, signers, the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.docx.readback import File, W, brief, find, shown
from support.docx.samples import document, paragraph

from reportgen.document.tree import Letterhead
from reportgen.style.profile import load_profile
from reportgen.writers.docx.write import write_docx

PROFILE = load_profile("wenjian")
ONE = Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕8号")
JOINT = Letterhead(("示例县人民政府", "示例县民政局"), "文件", "示政发〔2024〕8号")


def written(head: Letterhead) -> File:
    return File(write_docx(document(head, paragraph("国")), PROFILE, {}))


def style(file: File, name: str) -> str:
    return next(brief(each) for each in file.xml("word/styles.xml")
                if each.get(W + "styleId") == name)


def test_one_organ_and_the_number_over_the_red_rule() -> None:
    file = written(ONE)
    assert file.texts[:2] == ["示例县人民政府文件", "示政发〔2024〕8号"]
    assert file.styles[:2] == ["LetterheadName", "LetterheadNumber"]
    rule = style(file, "LetterheadNumber")
    assert '<bottom val="single" sz="12"' in rule
    assert 'color="FF0000"' in rule
    assert '<color val="FF0000"/>' in style(file, "LetterheadName")


@pytest.mark.parametrize(("given", "texts"), [
    ({"copy_number": "000001"}, ["000001"]),
    ({"secrecy": "机密"}, ["", "机密"]),                # 密级 is on line 2 in any case
    ({"urgency": "特急"}, ["特急"]),
    ({"copy_number": "000001", "secrecy": "机密", "urgency": "特急"}, ["000001", "机密", "特急"]),
])
def test_the_marks_in_the_corner_have_lines_of_their_own(
    given: dict[str, str], texts: list[str]
) -> None:
    file = written(replace(ONE, **given))     # type: ignore[arg-type]
    assert file.texts[: len(texts) + 1] == [*texts, "示例县人民政府文件"]


def test_a_joint_issue_stands_in_a_table_without_rules() -> None:
    file = written(JOINT)
    (table,) = find(file.body, "w:tbl")
    names, suffix = find(table, "w:tr/w:tc")
    assert [shown(each) for each in find(names, "w:p")] == list(JOINT.organs)
    assert [shown(each) for each in find(suffix, "w:p")] == ["文件"]
    assert {jc.get(W + "val") for jc in find(names, "w:p/w:pPr/w:jc")} == {"distribute"}
    assert '<vAlign val="center"/>' in brief(suffix)
    assert "Borders" not in brief(table)
    assert len(find(written(replace(JOINT, suffix="")).body, "w:tbl/w:tr/w:tc")) == 1


@pytest.mark.parametrize(("signers", "lines"), [
    (("甲示例",), ["示政发〔2024〕8号\t签发人：甲示例"]),
    (("甲示例", "乙示例", "丙示例"),
     ["\t签发人：甲示例\u3000乙示例", "示政发〔2024〕8号\t\t丙示例"]),
    (("国" * 16,), ["\t签发人：" + "国" * 16, "示政发〔2024〕8号"]),
])
def test_signers_and_the_number(signers: tuple[str, ...], lines: list[str]) -> None:
    file = written(replace(ONE, signers=signers))
    assert file.texts[1 : 1 + len(lines)] == lines
    assert file.styles[len(lines)] == "LetterheadNumber"
    faces = [shown(run) for run in find(file.body, "w:p/w:r")
             if find(run, "w:rPr/w:rStyle") and shown(run)]
    assert "".join(faces).replace("\u3000", "") == "".join(signers)
