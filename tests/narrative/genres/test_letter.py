"""The keys of a 信函."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Front

GOOD = {
    "版式": "信函", "发文机关": "示例县人民政府", "文号": "示政函〔2024〕16号", "标题": "函",
    "成文日期": "2024-04-26",
}


def read(**changes: str | None) -> tuple[Front, Sink]:
    keys = {**GOOD, **changes}
    text = "---\n" + "".join(f"{k}: {v}\n" for k, v in keys.items() if v is not None) + "---\n"
    sink = Sink()
    return read_narrative(text, "b.md", sink).front, sink


def test_all_keys() -> None:
    front, sink = read(份号="1", 密级="秘密★1年", 紧急程度="加急", 主送="示例市水利局",
                       抄送="[示例市财政局, 示例市审计局]", 附件="说明", 附注="此件公开")
    assert not sink.items
    assert front.head == tree.LetterOpening(
        "示例县人民政府", "示政函〔2024〕16号", "000001", "秘密★1年", "加急")
    assert front.head.marks == (
        ("000001", "copy_number"), ("秘密★1年", "secrecy"), ("加急", "urgency"))
    assert front.opening == (tree.Addressees("示例市水利局"),)
    assert front.foot == tree.Colophon((("抄送", "示例市财政局，示例市审计局。"),))
    assert (front.genre, front.ending.remark, front.ending.sealed) == ("信函", "此件公开", True)


def test_a_joint_letter_carries_the_mark_of_its_host_and_all_sign() -> None:
    front, _ = read(发文机关="[示例县人民政府, 示例县财政局]")
    assert front.head == tree.LetterOpening("示例县人民政府", "示政函〔2024〕16号")
    assert front.ending.organs == front.organs == ("示例县人民政府", "示例县财政局")
    assert front.issuer == "示例县人民政府、示例县财政局"


@pytest.mark.parametrize(("changes", "code"), [
    ({"发文机关": None}, "E0120"), ({"文号": None}, "E0120"), ({"成文日期": None}, "E0120"),
    ({"密级": "内部"}, "E0314"), ({"文号": "第八号"}, "E0330"), ({"紧急程度": "急"}, "E0124"),
    ({"印发机关": "某办"}, "E0121"), ({"签发人": "甲某"}, "E0121"), ({"文件二字": "无"}, "E0121"),
])
def test_what_is_missing_or_wrong(changes: dict[str, str | None], code: str) -> None:
    """A letter has no imprint, no signers and no 文件 behind its mark."""
    _, sink = read(**changes)
    assert [item.code for item in sink if item.is_error] == [code]
    assert all(item.hints for item in sink)


def test_nothing_to_say_at_the_foot() -> None:
    front, _ = read()
    assert (front.foot, front.opening) == (None, ())
    assert isinstance(front.head, tree.LetterOpening)
    assert front.head.marks == ()
