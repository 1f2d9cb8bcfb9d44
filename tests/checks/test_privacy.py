"""Numbers that are a person's own: told where certain, never whole."""

from __future__ import annotations

import pytest

from reportgen.checks.document.privacy import check_privacy
from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.plan import Column

META = tree.Meta("题", "单位", "2024-02-22")
PERSON = "11010119900307" + "8515"      # made up; its last character is right
CARD = "6222021234567890" + "128"


def told(*blocks: tree.Block) -> list[str]:
    """The codes."""
    sink = Sink()
    check_privacy(Said(tree.Document(META, blocks)), sink)
    for each in sink:
        assert each.hints
        assert not any(number in each.message for number in (PERSON, CARD, "13900000000"))
    return [each.code for each in sink.items]


def said(text: str) -> list[str]:
    return told(tree.Paragraph((tree.Text(text),)))


@pytest.mark.parametrize(("text", "codes"), [
    (f"甲某{PERSON}。", ["E0473"]), (f"甲某{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}", ["E0473"]),
    (f"甲某{PERSON[:-1]}6", []), (f"编号A{PERSON}", []), (f"{PERSON}00", []),
    ("甲某99010119900307851X", []), ("甲某110101199013078515", []),
    (f"卡号{CARD}", ["W0474"]), (f"银行卡{CARD[:4]} {CARD[4:8]} {CARD[8:]}", ["W0474"]),
    (f"卡号{CARD[:-1]}9", []), (f"项目代码{CARD}", []),
    ("可找甲某（13900000000）", ["W0475"]), ("甲某139-0000-0000", ["W0475"]),
    ("服务热线13900000000", []), ("举报电话：13900000000", []), ("联系人：甲某，13900000000", []),
    ("12345热线，电话0571-88888888", []), ("产值13900000000元", []),
    ("联系人甲某，手机13900000000", ["W0475"]), ("值班人员甲某：139 0000 0000", ["W0475"]),
    ("甲村现有艾滋病患者1人", ["W0476"]), ("甲村精神障碍患者12人，全县艾滋病患者2例", []),
    ("2024-01-01 2024-02-01 共123456789012345个", []),
])
def test_what_is_told(text: str, codes: list[str]) -> None:
    assert said(text) == codes


def test_a_contact_at_the_foot() -> None:
    assert told(tree.Remark("甲某，13900000000")) == []


def table(head: str, name: str, value: str, caption: str = "题") -> tree.Table:
    cells = tuple(tree.Cell((tree.Text(text),)) for text in (name, value))
    return tree.Table(1, caption, (Column("村"), Column(head)), (cells,), anchor="表-1")


@pytest.mark.parametrize(("head", "name", "value", "caption", "codes"), [
    ("人数", "低保", "1人", "题", ["W0476"]), ("死亡人数", "甲村", "2", "题", ["W0476"]),
    ("例", "甲村", "一例", "患病情况", ["W0476"]), ("人数", "低保", "12人", "题", []),
    ("户数", "低保", "1", "题", []), ("人数", "党员", "1人", "题", []),
    ("低保户数", "甲村", "2户", "题", []), ("低保金额（万元）", "甲村", "1", "题", []),
])
def test_small_cells(head: str, name: str, value: str, caption: str, codes: list[str]) -> None:
    assert told(table(head, name, value, caption)) == codes
