"""From the front matter to the blocks around the text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportgen.diagnostics import Span
from reportgen.document import tree
from reportgen.narrative.head_and_foot import addressed, closing, foot, head, meta
from reportgen.narrative.syntax import Ending, Front, Official

BRIEFING = Front("简报", 3, 15, "某办", date(2024, 2, 22), ("题",), secrecy="秘密",
                 notice="注意保存")
OFFICIAL = Front(
    issuer="甲县", date=date(2024, 3, 9), title=("通", "知"), secrecy="机密", official=Official(
        ("甲县",), "文件", "甲政发〔2024〕8号", ("甲某", "乙某某"), "000001", "特急",
        ("各乡镇", "各部门"), ("县委办", "人大办"), "县府办", date(2024, 3, 11)),
    places={"主送": Span("b.md", 7), "抄送": Span("b.md", 9)}, span=Span("b.md", 2),
)


def test_the_head_of_a_briefing() -> None:
    assert head(BRIEFING) == tree.Masthead(
        "简报", "第3期（总第15期）", "某办", "2024年2月22日", "秘密　注意保存")
    assert head(replace(BRIEFING, total_issue=0, secrecy="", notice="")) == tree.Masthead(
        "简报", "第3期", "某办", "2024年2月22日")


def test_the_head_of_a_document_pads_names_of_two_characters() -> None:
    assert head(OFFICIAL) == tree.Letterhead(
        ("甲县",), "文件", "甲政发〔2024〕8号", ("甲\u3000某", "乙某某"), "000001", "机密", "特急")


def test_addressees_stand_where_they_are_written() -> None:
    (block,) = addressed(OFFICIAL)
    assert block == tree.Addressees("各乡镇，各部门")
    assert isinstance(block, tree.Addressees)
    assert block.span.line == 7
    assert list(addressed(BRIEFING)) == []


def test_the_imprint_and_the_colophon() -> None:
    (block,) = foot(OFFICIAL)
    assert block == tree.Colophon((("抄送", "县委办，人大办。"),), "县府办", "2024年3月11日印发")
    assert block.span.line == 9
    assert list(foot(BRIEFING)) == []
    (briefing,) = foot(replace(BRIEFING, report_to=("甲", "乙"), issue_to=("丙",), copies=80,
                               editor="丁", signer="戊"))
    assert briefing == tree.Colophon(
        (("报", "甲、乙。"), ("发", "丙。")), "编辑：丁　签发：戊", "共印80份")


def test_what_follows_the_text() -> None:
    ending = Ending(organs=("甲县",), date=date(2024, 3, 9), sealed=True, remark="公开")
    front = replace(OFFICIAL, ending=ending)
    assert list(closing(front, ["清单"], ["附件-0"])) == [
        tree.AttachmentList(("清单",), ("附件-0",)),
        tree.Signature(("甲县",), "2024年3月9日", sealed=True), tree.Remark("公开")]
    assert list(closing(BRIEFING, [], [])) == []


def test_an_issue_of_several_articles_is_called_by_its_own_name() -> None:
    assert meta(BRIEFING, 1, draft=False).title == "题"
    assert meta(BRIEFING, 3, draft=True) == tree.Meta("简报第3期", "某办", "2024-02-22", draft=True)
    assert meta(OFFICIAL, 1, draft=False).title == "通知"
