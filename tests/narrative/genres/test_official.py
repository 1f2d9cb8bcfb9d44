"""The keys of a 文件: forms that are right, and what is said of those that are not."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Front

GOOD = {
    "版式": "文件", "发文机关": "示例县人民政府", "文号": "示政发〔2024〕8号", "标题": "通知",
    "成文日期": "2024-03-09",
}


def read(**changes: str | None) -> tuple[Front, Sink]:
    keys = {**GOOD, **changes}
    text = "---\n" + "".join(f"{k}: {v}\n" for k, v in keys.items() if v is not None) + "---\n"
    sink = Sink()
    return read_narrative(text, "b.md", sink).front, sink


def codes(**changes: str | None) -> list[str]:
    return [item.code for item in read(**changes)[1] if item.is_error]


def test_all_keys() -> None:
    front, sink = read(
        发文机关="[示例县人民政府, 示例县财政局]", 文件二字="无", 签发人="[甲示例, 乙示]", 份号="1",
        密级="机密★1年", 紧急程度="特急", 主送="[各乡镇, 各部门]", 抄送="县委办",
        印发机关="示例县人民政府办公室", 印发日期="2024-03-11",
    )
    assert not sink.items
    assert front.head == tree.Letterhead(
        ("示例县人民政府", "示例县财政局"), "", "示政发〔2024〕8号", ("甲示例", "乙\u3000示"),
        "000001", "机密★1年", "特急")
    assert front.opening == (tree.Addressees("各乡镇，各部门"),)
    assert front.opening[0].span.line == 12
    assert front.foot == tree.Colophon(
        (("抄送", "县委办。"),), "示例县人民政府办公室", "2024年3月11日印发")
    assert (front.genre, front.issuer) == ("文件", "示例县人民政府、示例县财政局")
    assert (front.persons, front.organs) == (
        ("甲示例", "乙示"), ("示例县人民政府", "示例县财政局"))
    assert front.ending.sealed
    assert front.ending.organs == ("示例县人民政府", "示例县财政局")


@pytest.mark.parametrize(("text", "right"), [
    ("示政发[2024]8号", "示政发〔2024〕8号"), ("示政发（2024）第08号", "示政发〔2024〕8号"),
    ("示政发【2024年】8", "示政发〔2024〕8号"), ("第八号文", "示政发〔2024〕1号"),
])
def test_document_numbers_of_another_form(text: str, right: str) -> None:
    _, sink = read(文号=f'"{text}"')
    (found,) = [item for item in sink if item.code == "E0330"]
    assert right in found.hints[0]
    assert found.span.line == 4


@pytest.mark.parametrize(("key", "text"), [
    ("份号", "0"), ("份号", "1234567"), ("份号", "一"), ("密级", "机密一年"), ("密级", "内部"),
    ("签发人", "欧阳" * 11), ("发文机关", "甲县人民政府、乙县人民政府"),
])
def test_bad_values(key: str, text: str) -> None:
    assert codes(**{key: text}) == ["E0314"]


def test_the_term_of_secrecy_is_mended_in_the_hint() -> None:
    _, sink = read(密级="机密*1年")
    assert "机密★1年" in sink.items[0].hints[0]


def test_what_is_no_secrecy_is_not_made_secret() -> None:
    _, sink = read(密级="内部")
    assert "写成" not in sink.items[0].hints[0]


@pytest.mark.parametrize(("changes", "code"), [
    ({"发文机关": None}, "E0120"), ({"文号": None}, "E0120"), ({"成文日期": None}, "E0120"),
    ({"印发机关": "某办"}, "E0120"), ({"印发日期": "2024-03-11"}, "E0120"),
    ({"紧急程度": "急"}, "E0124"), ({"文件二字": "要"}, "E0124"),
    ({"印发机关": "某办", "印发日期": "2024-03-08"}, "E0332"), ({"期号": "1"}, "E0121"),
])
def test_what_is_missing_or_wrong(changes: dict[str, str | None], code: str) -> None:
    assert codes(**changes) == [code]


def test_a_number_of_another_year_is_a_warning() -> None:
    _, sink = read(文号="示政发〔2023〕8号")
    assert [item.code for item in sink] == ["W0324"]


def test_nothing_to_say_at_the_foot() -> None:
    front, _ = read()
    assert (front.foot, front.opening) == (None, ())


def test_every_key_knows_its_place() -> None:
    front, _ = read()
    assert front.place("标题").line == 5
    assert front.place("附注", "文号").line == 4
    assert front.place("附注") == front.span


@pytest.mark.parametrize(("names", "hint"), [
    ("1.清单", "写成“清单”，序号由程序编"), ("附件2：清单", "写成“清单”，序号由程序编"),
    ("3、清单", "写成“清单”，序号由程序编"),
    ("1. 清单、2. 地图", "一个附件一项：附件: [清单, 地图]，序号由程序编"),
    ("2024年度计划", ""), ("2.0版说明", ""), ("12345热线办法", ""),
])
def test_numbers_typed_before_attachments(names: str, hint: str) -> None:
    _, sink = read(附件=f'["{names}"]')
    assert [each.hints[0] for each in sink if each.code == "E0312"] == [hint] * bool(hint)


@pytest.mark.parametrize(("key", "text", "right"), [
    ("发文机关", "示例县人民政府文件", "示例县人民政府"), ("签发人", "签发人：甲某", "甲某"),
    ("主送", "主送：各村", "各村"), ("抄送", "[各村, 抄送：县委]", "县委"),
    ("附注", "此件公开发布", ""), ("印发机关", "示例县办公室", ""),
])
def test_what_the_program_prints_is_not_typed(key: str, text: str, right: str) -> None:
    _, sink = read(**{key: text})
    found = [each.hints[0] for each in sink if each.code == "E0314" and "又写了" in each.message]
    assert found == ([f"写成“{right}”"] if right else [])


def test_an_organ_without_its_two_characters_may_say_them() -> None:
    assert not codes(发文机关="示例县人民政府文件", 文件二字="无")
