"""Lists as authors write them: their numbers, what nests in what, where they begin and end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset, Period, dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Narrative

FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-02-22\n标题: 丙\n---"
Reader = Callable[[str], tuple[Narrative, Sink]]
LONG = "全镇上下锚定年度目标任务，扎实推进农村公路、饮水安全、人居环境等各项"

# the source; each paragraph of it, > for one of a list at each level, P for one of no list
LISTS: dict[str, tuple[str, list[str]]] = {
    "below a text": ("包括：\n- 修路\n- 通水", ["P包括：", ">—修路", ">—通水"]),
    "stars below a text": ("包括\n* 修路\n* 通水", ["P包括", ">—修路", ">—通水"]),
    "numbers below a text": ("包括：\n1. 修路\n2. 通水", ["P包括：", ">1.修路", ">2.通水"]),
    "later numbers below a text": ("还有：\n3. 修路\n4. 通水", ["P还有：", ">3.修路", ">4.通水"]),
    "below a text that is broken": (f"{LONG}\n- 修路", [f"P{LONG}", ">—修路"]),
    "text below a list": ("- 修路\n- 通水\n以上各项。", [">—修路", ">—通水", "P以上各项。"]),
    "an office paragraph below": ("1. 修路\n\u3000\u3000以上各项。", [">1.修路", "P以上各项。"]),
    "an outline is no list of its heads": (
        "一、修路\n（一）征地。\n（二）施工。\n二、通水",
        ["P一、修路", ">（一）征地。", ">（二）施工。", "P二、通水"]),
    "an outline set in": (
        "一、修路\n  （一）征地\n  （二）施工\n二、通水",
        [">一、修路", ">>（一）征地", ">>（二）施工", ">二、通水"]),
    "a heading below": ("- 修路\n# 二\n- 通水", [">—修路", "H", ">—通水"]),
    "jumps": ("3. 甲\n4. 乙\n7. 丙", [">3.甲", ">4.乙", ">7.丙"]),
    "backwards": ("2. 甲\n1. 乙", [">2.甲", ">1.乙"]),
    "interrupted": ("1. 甲\n\n一段。\n\n2. 乙\n\n# 节\n\n3. 丙",
                    [">1.甲", "P一段。", ">2.乙", "H", ">3.丙"]),
    "with blank lines": ("1. 甲\n\n2. 乙\n\n\n3. 丙", [">1.甲", ">2.乙", ">3.丙"]),
    "ones only": ("1. 甲\n1. 乙\n1. 丙", [">1.甲", ">2.乙", ">3.丙"]),
    "a single one": ("1. 甲\n\n一段。\n\n1. 乙", [">1.甲", "P一段。", ">1.乙"]),
    "brackets": ("1) 甲\n2) 乙", [">1）甲", ">2）乙"]),
    "wide brackets": ("1）甲\n2）乙", [">1）甲", ">2）乙"]),
    "no blank after the point": ("1.甲\n2.乙", [">1.甲", ">2.乙"]),
    "a wide point": ("1．甲\n2．乙", [">1.甲", ">2.乙"]),
    "Chinese numerals": ("一、甲\n二、乙", [">一、甲", ">二、乙"]),
    "bracketed numerals": ("（一）甲\n（二）乙\n（三）丙", [">（一）甲", ">（二）乙", ">（三）丙"]),
    "half-width brackets": ("(1)甲\n(2)乙", [">（1）甲", ">（2）乙"]),
    "circled": ("① 甲\n② 乙", [">①甲", ">②乙"]),
    "above ten": ("九、甲\n十、乙\n十一、丙", [">九、甲", ">十、乙", ">十一、丙"]),
    "forms one after the other": ("一、甲\n二、乙\n（一）丙\n（二）丁",
                                  [">一、甲", ">二、乙", ">（一）丙", ">（二）丁"]),
    "one number alone": ("一、甲。\n\n二、乙。", ["P一、甲。", "P二、乙。"]),
    "one number below a text": ("甲。\n（一）乙。", ["P甲。", "P（一）乙。"]),
    "no list but a number": ("1.5万元\n\n2024. 3\n\n一、二线城市", ["P1.5万元", "P2024. 3",
                                                            "P一、二线城市"]),
    "a tab": ("1. 甲\n\t- 乙\n\t- 丙\n2. 丁", [">1.甲", ">>—乙", ">>—丙", ">2.丁"]),
    "two blanks": ("- 甲\n  1. 乙\n  2. 丙\n- 丁", [">—甲", ">>1.乙", ">>2.丙", ">—丁"]),
    "one blank, another kind": ("1. 甲\n - 乙", [">1.甲", ">>—乙"]),
    "one blank, the same kind": ("- 甲\n - 乙", [">—甲", ">—乙"]),
    "three deep": ("- 甲\n  1. 乙\n     - 丙\n     - 丁\n  2. 戊\n- 己",
                   [">—甲", ">>1.乙", ">>>·丙", ">>>·丁", ">>2.戊", ">—己"]),
    "bullets in bullets": ("- 甲\n  - 乙\n    - 丙", [">—甲", ">>·乙", ">>>—丙"]),
    "office forms within": ("1. 甲\n   （1）乙\n   （2）丙\n      ① 丁\n2. 戊",
                            [">1.甲", ">>（1）乙", ">>（2）丙", ">>>①丁", ">2.戊"]),
    "up by two": ("- 甲\n  - 乙\n    - 丙\n- 丁", [">—甲", ">>·乙", ">>>—丙", ">—丁"]),
    "two lists in an item": ("1. 甲\n   - 乙\n   1) 丙", [">1.甲", ">>—乙", ">>1）丙"]),
    "bullets at the same indent": ("1. 甲\n- 乙\n2. 丙", [">1.甲", ">—乙", ">2.丙"]),
    "a paragraph in an item": ("1. 甲\n\n   乙。\n\n2. 丙", [">1.甲", "> 乙。", ">2.丙"]),
    "a paragraph below a list in it": ("1. 甲\n   - 乙\n\n   丙。\n2. 丁",
                                       [">1.甲", ">>—乙", "> 丙。", ">2.丁"]),
    "wrapped": (f"- {LONG}\n  工作\n- 乙", [f">—{LONG}工作", ">—乙"]),
    "wrapped without an indent": (f"- {LONG}\n工作\n- 乙", [f">—{LONG}工作", ">—乙"]),
    "names in an item": ("1. 小组\n   组长：甲\n   成员：乙",
                         [">1.小组", "> 组长：甲", "> 成员：乙"]),
    "signs of a word processor": ("● 甲\n● 乙", [">—甲", ">—乙"]),
    "escaped": ("\\- 甲\n\n1\\. 乙", ["P- 甲", "P1. 乙"]),
    "in a loop": ("{% 对每个 项 于 枇杷产量，固定资产投资 %}\n3. {{ 项 | 名称 }}\n{% 结束 %}",
                  [">3.枇杷产量", ">4.固定资产投资"]),
}


def composed(read: Reader, data: Dataset, body: str) -> tuple[list[str], Sink]:
    narrative, sink = read(body)
    found = []
    for block in compose(narrative, data, sink).blocks[2:]:
        if isinstance(block, tree.ListBlock):
            found += [">" * (x.level + 1) + (x.marker or " ") + tree.plain(x.children)
                      for x in block.lines()]
        elif isinstance(block, tree.Paragraph):
            found.append("P" + tree.plain(block.children))
        else:
            found.append("H")
    return found, sink


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_as_it_is_written(name: str, read: Reader, data: Dataset) -> None:
    source, expected = LISTS[name]
    found, sink = composed(read, data, source)
    assert found == expected
    assert not sink.has_errors


@pytest.mark.parametrize(("source", "code", "line", "column"), [
    ("1、甲\n2、乙\n", "I0350", 8, 1), ("● 甲\n", "I0350", 8, 1), ("1. 甲\n1. 乙\n", "I0358", 9, 1),
    ("- 甲\n  乙\n", "W0357", 8, 3), (f"{LONG}\n12. 工作\n", "E0362", 9, 1),
    ("".join(f"{'  ' * n}- 甲\n" for n in range(10)), "E0310", 17, 19),
])
def test_what_is_told(
    source: str, code: str, line: int, column: int, read: Reader, data: Dataset
) -> None:
    _, sink = composed(read, data, source)
    found = next(each for each in sink if each.code == code)
    assert (found.span.line, found.span.column) == (line, column)
    assert found.hints


@pytest.mark.parametrize("mended", [f"{LONG}\n\n12. 工作", f"{LONG}12. 工作"])
def test_the_hints_of_a_doubtful_number_work(mended: str, read: Reader, data: Dataset) -> None:
    _, sink = composed(read, data, mended)
    assert not sink.has_errors


# ------------------------------------------------------------------------- any nesting as typed

Typed = list[tuple[str, "Typed"]]      # the marks of a list's items, and the lists in them


@st.composite
def typed(draw: st.DrawFn, depth: int = 0) -> Typed:
    """A list as somebody may type it: one kind of marks, numbers that go up, with jumps."""
    kind = draw(st.sampled_from(("-", "{}.", "{})", "{}、" if not depth else "（{}）", "（{}）")))
    number, items = draw(st.integers(1, 9)), []
    for _ in range(draw(st.integers(2, 3))):
        inner = draw(typed(depth + 1)) if depth < 3 and draw(st.booleans()) else []
        items.append((kind.format(number), inner))
        number += 1 if "（" in kind else draw(st.sampled_from((1, 1, 2)))
    return items


def lines_of(items: Typed, indent: str, level: int, bullets: int) -> Iterator[tuple[str, str]]:
    """Each line as typed, and as it is to be printed."""
    for place, (mark, inner) in enumerate(items):
        printed = "—·"[bullets % 2] if mark == "-" else mark.replace(")", "）").replace("、", ".")
        text = f"第{level}层第{place}项"
        yield f"{indent}{mark} {text}", f"{'>' * level}{printed}{text}"
        yield from lines_of(inner, indent + " " * 4, level + 1, bullets + (mark == "-"))


@given(typed())
def test_any_nesting_is_printed_as_typed(items: Typed) -> None:
    lines = list(lines_of(items, "", 1, 0))
    sink = Sink()
    source = "\n".join(typed_line for typed_line, _ in lines)
    narrative = read_narrative(f"{FRONT}\n分工如下：\n{source}\n", "b.md", sink)
    facts = dataset("甲", Period("2023年"), ())
    (_, paragraph, block) = compose(narrative, facts, sink).blocks[1:4]
    assert isinstance(paragraph, tree.Paragraph)
    assert isinstance(block, tree.ListBlock)
    assert [">" * (x.level + 1) + x.marker + tree.plain(x.children) for x in block.lines()] \
        == [printed for _, printed in lines]
