"""密级: its terms, 份号, what is public, and marks where the document has none."""

from __future__ import annotations

import pytest

from reportgen.checks.document.secrecy import check_secrecy
from reportgen.checks.prose import Said
from reportgen.diagnostics import Sink
from reportgen.document import tree

META = tree.Meta("题", "单位", "2024-02-22")


def told(text: str, *heads: tree.Block) -> list[str]:
    """The messages."""
    sink = Sink()
    check_secrecy(
        Said(tree.Document(META, (*heads, tree.Paragraph((tree.Text(text),))))), sink)
    return [each.message for each in sink]


def head(secrecy: str, copy_number: str = "000001") -> tree.Letterhead:
    """A 版头."""
    return tree.Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕1号",
                           copy_number=copy_number, secrecy=secrecy)


@pytest.mark.parametrize(("text", "wrong"), [
    ("机密★1年", True), ("秘密★", True), ("标注“机密★1年”", False), ("保守秘密", False),
    ("据《方案》（绝密）办理", True), ("附件为秘密级文件", True), ("传达机密级文件《方案》", True),
    ("附件为秘密级文件的，单独报送", False),
    ("加强机密级文件的管理", False), ("培训讲解秘密、机密、绝密三级", False),
    ("此件为秘密，交回", True),
])
def test_marks_in_prose(text: str, wrong: bool) -> None:
    assert bool(told(text)) is wrong


@pytest.mark.parametrize(("block", "said"), [
    (head("机密★1年"), ""), (head("机密★50年"), "不超过20年"), (head("绝密★30年"), ""),
    (head("秘密★11年"), "不超过10年"), (head("秘密", ""), "没有份号"),
    (tree.LetterOpening("示例局", "示函〔2024〕1号", "000001", "绝密★40年"), "不超过30年"),
    (tree.Masthead("简报", "第1期", "示例办", "2024年1月1日", "绝秘"), "没有“绝秘”"),
    (tree.Masthead("简报", "第1期", "示例办", "2024年1月1日", "内部"), ""),
])
def test_marks_at_the_head(block: tree.Block, said: str) -> None:
    found = told("请办理。", block)
    assert (len(found) == 1 and said in found[0]) if said else not found


def test_a_mark_within_a_marked_document() -> None:
    assert told("机密★1年", head("机密★1年")) == []
    assert told("机密★1年", head("秘密"))


@pytest.mark.parametrize(("text", "wrong"), [("此件公开发布", True), ("此件不公开", False)])
def test_what_is_public(text: str, wrong: bool) -> None:
    assert bool(told("请办理。", head("秘密"), tree.Remark(text))) is wrong
