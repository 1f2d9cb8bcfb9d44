from __future__ import annotations

import pytest

from reportgen.facts.amount import parse_amounts
from reportgen.facts.amount_errors import AmountError, explain

UNITS = ("元", "平方公里", "户")


@pytest.mark.parametrize(("text", "position", "code", "hint"), [
    ("", 0, "E0202", "照这样写：2263余吨、超9052万元、51.37%"),
    ("#N/A", 0, "E0203", "没有数值时写“-”，并用“状态”说明"),
    ("1e400", 1, "E0203", "把数写全，或用万、亿"), ("达3户", 0, "E0207", "删去“达”，写在文稿里"),
    ("3—5户", 1, "E0208", "分成两个事实，如“…下限”“…上限”"), ("007", 0, "E0202", "改成“7”"),
    ("360.0万元,", 7, "E0202", "删去“,”"), ("3户。", 2, "E0202", "删去“。”"),
    ("2O户", 1, "E0202", "改成“20”"), ("1l0元", 1, "E0202", "改成“110”"),
    ("12平方公理", 2, "E0205", "是不是：平方公里？"),
    ("1万多圆左右", 3, "E0205", "确是新单位，在文件开头写明“单位: [圆]”"),
])
def test_reasons(text: str, position: int, code: str, hint: str) -> None:
    error = explain(text, position, UNITS)
    assert error.code == code
    assert hint in error.hints


def test_a_long_text_is_not_quoted_whole() -> None:
    assert len(explain("天" * 10_000, 0, UNITS).message) < 100


@pytest.mark.parametrize(("text", "hint"), [
    ("零下5℃", "把“零下”改成“-”"), ("-007户", "改成“-7”"), ("00.5%", "改成“0.5”"),
    ("36.户", "改成“36”"), ("1 234.5万元", "改成“1234.5万元”"), ("'123", "删去“'”"),
    ("—5.1%", "把“—”改成“-”"), ("- 3.2%", "把“- ”改成“-”"), ("5.1pp", "“pp”写成“个百分点”"),
    ("12〃", "单位照这样写：吨、元/平方米、张/千人，不写数字、倍数和约数字"),
    ("1.5e4万元", "改成“15000”"),
    ("约100余户", "照来源留一个，是不是：约100户，还是 100余户？"),
    ("5元/(人·月", "改成“元/(人·月)”"),
])
def test_a_hint_says_what_to_type(text: str, hint: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amounts(text)
    assert hint in caught.value.hints
