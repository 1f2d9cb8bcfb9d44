"""`check --fix`: what is mended, and that nothing else changes by a byte."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from support.briefings import make, narrative_text
from support.hints import files_of

from reportgen import pipeline
from reportgen.acts.fixing import fix, mended
from reportgen.diagnostics import Diagnostic, Fix, ReportError, Span
from reportgen.memory_world import MemoryWorld
from reportgen.world import DiskWorld

FILE = "b.md"


def at(line: int, column: int, old: str, new: str) -> Diagnostic:
    span = Span(FILE, line, column, len(old))
    return Diagnostic("W0332", "", span, fix=Fix(span, old, new))


def test_several_in_a_line_of_overlapping_ones_the_first() -> None:
    data = "甲，，乙。。丙\n".encode()
    found = [at(1, 5, "。。", "。"), at(1, 2, "，，", "，"), at(1, 3, "，乙", "、乙")]
    made, done = mended(data, FILE, found)
    assert made.decode() == "甲，乙。丙\n"
    assert [each.span.column for each in done] == [2, 5]


@pytest.mark.parametrize("data", [
    codecs.BOM_UTF8 + "甲，，乙\r\n丙\r丁，，\n".encode(),
    "甲，，乙\r\n丙\r丁，，\n".encode("gb18030"),
    "甲，，乙\r\n丙\r丁，，".encode(),
], ids=["mark", "GB18030", "no end"])
def test_marks_line_ends_and_encoding_stay(data: bytes) -> None:
    made, done = mended(data, FILE, [at(1, 2, "，，", "，"), at(3, 2, "，，", "，")])
    comma = "，".encode("gb18030") if data.startswith("甲".encode("gb18030")) else "，".encode()
    assert made == data.replace(comma * 2, comma)
    assert len(done) == 2


@pytest.mark.parametrize("item", [
    at(1, 2, "、、", "、"), at(9, 2, "，，", "，"), at(1, 99, "，，", "，"), at(1, 5, "12", "13"),
    at(1, 5, "12", "012"), at(1, 2, "，，", "，，"),
], ids=["another text", "no line", "no column", "a number", "a zero more", "the same"])
def test_what_is_left(item: Diagnostic) -> None:
    data = "甲，，乙12\n".encode()
    made, done = mended(data, FILE, [item])
    if item.fix and item.fix.new == "012":      # the same number: 2026年03月 is written 2026年3月
        assert len(done) == 1
    else:
        assert (made, done) == (data, [])


def test_what_cannot_be_written_back_is_refused() -> None:
    with pytest.raises(ReportError) as caught:
        mended("甲，，".encode("utf-16"), FILE, [at(1, 2, "，，", "，")])
    assert caught.value.diagnostics[0].code == "E0487"


def briefing(folder: Path) -> Path:
    text = narrative_text() + "\n甲村修路，，乙村修桥。。。\n\n" \
        "<!-- 放行 W0332：原文（甲某） -->\n丙村，，丁村。\n"
    return make(folder, narrative=text)


def test_until_nothing_is_found_and_then_nothing(tmp_path: Path) -> None:
    folder, world = briefing(tmp_path / "示例"), DiskWorld()
    before = (folder / "briefing.md").read_bytes()
    done = fix(folder, world, lambda _: True)
    after = (folder / "briefing.md").read_text(encoding="utf-8")
    assert done.backup is not None
    assert done.backup.read_bytes() == before
    assert [(line.old, line.new, line.codes) for line in done.lines] == [
        ("甲村修路，，乙村修桥。。。", "甲村修路，乙村修桥……", ("W0332", "W0347"))]
    assert "丙村，，丁村。" in after                    # let pass
    assert fix(folder, world, lambda _: True).lines == ()
    assert (folder / "briefing.md").read_text(encoding="utf-8") == after


SLIPS = """增长 5.3 %。推进,落实;(试行)。全角１２，Ａ级。达・芬奇和B. 盖茨。

破折――号⋯⋯、3〜5。面积12㎡，路12㎞。

- 第一,要修路 。

# 二级 标题 1 号

> 按语：这里,也有 3 处。

表：甲, 表
| 名称 | 数(亩) |
|---|---|
| 甲 村,乙村 | 12㎡ |

注：见[示例 网](https://www.example.gov.cn/a,b)。**强调,的 3 句。**

{{ 示例果产值 }} 元 ,好。{% 如果 示例果产值 %}有,{% 结束 %}。

脚 1 注[^口径]。\\,不改。H~2~O,好。

[^口径]: 任务,数。
"""


def test_what_is_mended_in_print_is_written_so_and_prints_the_same() -> None:
    """Marks, addresses, escapes and names of facts stay as they are."""
    files = files_of({"": SLIPS, "加报头": "报: 甲,乙 1 镇\n"})
    world = MemoryWorld({f"例/{name}": text.encode() for name, text in files.items()})

    def printed() -> tuple[bytes, list[str]]:
        briefing = pipeline.load("例", world)
        text = pipeline.write(briefing, pipeline.compose(briefing), "text")
        return text, [each.message for each in briefing.sink if each.code == "I0352"]

    before, slips = printed()
    done = fix(Path("例"), world, lambda each: each.code == "I0352")
    assert done.changes == len(slips) > 30
    assert printed() == (before, [])


def test_only_what_is_wanted(tmp_path: Path) -> None:
    folder = briefing(tmp_path / "示例")
    done = fix(folder, DiskWorld(), lambda each: each.code == "W0347")
    assert [line.new for line in done.lines] == ["甲村修路，，乙村修桥……"]


class _Meanwhile(MemoryWorld):
    """Another hand changes the narrative after it was read twice."""

    reads = 0

    def read(self, path: Path) -> bytes:
        data = super().read(path)
        self.reads += path.name == "briefing.md"
        return data + b"\n" if path.name == "briefing.md" and self.reads > 1 else data


def test_what_someone_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    folder = briefing(tmp_path / "示例")
    world = _Meanwhile({path: path.read_bytes() for path in folder.iterdir()})
    with pytest.raises(ReportError) as caught:
        fix(folder, world, lambda _: True)
    assert caught.value.diagnostics[0].code == "E0486"
    assert world.files[folder / "briefing.md"] == (folder / "briefing.md").read_bytes()
