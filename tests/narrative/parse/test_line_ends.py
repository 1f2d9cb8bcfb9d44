"""Ends of lines in running text: what joins, what is a paragraph, what is a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.language.passage import Line
from reportgen.narrative.parse.line_ends import WRAPPED, width, wrapping
from reportgen.narrative.syntax import Narrative

Reader = Callable[[str], tuple[Narrative, Sink]]
LONG = "全镇上下锚定年度目标任务，扎实推进农村公路、饮水安全、人居环境等各项"     # 68 columns
FULL = "全镇上下锚定年度目标任务，扎实推进农村公路、饮水安全、人居环境各项。"


@pytest.fixture
def said(read: Reader, data: Dataset) -> Callable[[str], tuple[list[str], list[str]]]:
    """The blocks of a text in plain words, and the codes of what was told."""
    def run(body: str) -> tuple[list[str], list[str]]:
        narrative, sink = read(body)
        blocks = compose(narrative, data, sink).blocks[2:]
        texts = []
        for block in blocks:
            if isinstance(block, tree.ListBlock):
                texts += [f"{'  ' * x.level}{x.marker}{tree.plain(x.children)}"
                          for x in block.lines()]
            elif isinstance(block, tree.EditorNote):
                texts += map(tree.plain, block.paragraphs)
            elif isinstance(block, tree.Paragraph | tree.Note):
                texts.append(tree.plain(block.children))
        return texts, [each.code for each in sink if each.code not in ("W0330", "W0331")]
    return run


JOINED = {
    "a sentence that is broken": f"{LONG}\n工作。",
    "broken after a comma": f"{LONG[:-2]}，\n各项工作。",
    "three lines": f"{LONG}\n{LONG}\n工作。",
    "a full line whose sentence ends there": f"{FULL}\n{LONG}\n工作。",
    "a full line, the text goes on with a word": f"{LONG}\n工作。\n\n{FULL}\n水利工程已经完工。",
    "an emphasis over lines": "抓**好各项\n工作**。",
    "a tag over lines": "甲{% 如果 枇杷产量 %}乙\n丙{% 结束 %}。",
    "an insert over lines": "产量{{\n枇杷产量 }}。",
    "a comment over lines": "甲<!-- 说\n明 -->乙。",
    "a word in Latin letters": f"{LONG}Word\nExcel和PDF。",
    "a line that begins with a short heading": f"{LONG}工作\n如下：修路。",
    "escaped marks": f"{LONG}\n\\- 工作。",
    "a note that is broken": f"注：{LONG}\n工作。",
    "an indented line that goes on": f"{LONG}\n  工作。",
}


@pytest.mark.parametrize("name", JOINED)
def test_what_goes_on_is_joined(
    name: str, said: Callable[[str], tuple[list[str], list[str]]]
) -> None:
    texts, codes = said(JOINED[name])
    assert codes == []
    assert len(texts[-1:]) == 1
    assert not any("\n" in text for text in texts)
    assert len(texts) == 1 + JOINED[name].count("\n\n")


# the source; the paragraphs; the codes
PARTED: dict[str, tuple[str, list[str], list[str]]] = {
    "office paragraphs": ("\u3000\u3000甲已经完成。\n\u3000\u3000乙正在调试。",
                          ["甲已经完成。", "乙正在调试。"], []),
    "one ideographic space": ("甲已经完成\n\u3000乙正在调试", ["甲已经完成", "乙正在调试"], []),
    "office paragraphs after a long line": (f"{LONG}\n\u3000\u3000乙。", [LONG, "乙。"], []),
    "four blanks": ("甲已经完成。\n    乙正在调试。", ["甲已经完成。", "乙正在调试。"], []),
    "a tab": ("甲已经完成。\n\t乙正在调试。", ["甲已经完成。", "乙正在调试。"], []),
    "sentences on lines": ("甲完成。\n乙完成！\n丙完成。", ["甲完成。", "乙完成！", "丙完成。"],
                           ["I0356", "I0356"]),
    "long lines of different lengths": (f"{FULL}{FULL}\n{FULL}{FULL}{FULL}\n乙。",
                                        [FULL * 2, FULL * 3, "乙。"], ["I0356", "I0356"]),
    "a quotation that ends": ("他说：“好。”\n乙完成。", ["他说：“好。”", "乙完成。"], ["I0356"]),
    "what follows a colon": ("办公地点如下：\n示例路", ["办公地点如下：", "示例路"], ["I0356"]),
    "clauses": ("一是修路；\n二是通水；\n三是绿化。", ["一是修路；", "二是通水；", "三是绿化。"],
              ["I0356", "I0356"]),
    "names with what they are": ("组长：甲某\n副组长：乙某\n成员：丙某",
                                 ["组长：甲某", "副组长：乙某", "成员：丙某"], []),
    "a long address": (f"地址：{LONG}\n电话：另行通知", [f"地址：{LONG}", "电话：另行通知"], []),
    "a poem": ("青山横北郭，\n白水绕东城。", ["青山横北郭，", "白水绕东城。"], ["W0357"]),
    "an address": ("示例县示例镇\n示例路便民中心", ["示例县示例镇", "示例路便民中心"], ["W0357"]),
    "a note below a text": ("数据截至年底。\n注：快报数。", ["数据截至年底。", "快报数。"], []),
    "numbers as text": ("\u3000\u3000一、修路。\n\u3000\u3000二、通水。",
                        ["一、修路。", "二、通水。"], []),
    "a number below a text": ("甲完成。\n（一）修路。", ["甲完成。", "（一）修路。"], []),
    "an editor's note": ("> 按语：甲完成。\n> \u3000\u3000乙完成。", ["甲完成。", "乙完成。"], []),
    "two blanks": ("甲完成，  \n乙完成。", ["甲完成，\n乙完成。"], []),
    "a backslash": ("甲完成，\\\n乙完成。", ["甲完成，\n乙完成。"], []),
    "a tag of HTML": ("甲完成，<br>乙完成，<BR/>\n丙。", ["甲完成，\n乙完成，\n丙。"], []),
    "a marked end of a full line": (f"{LONG}\\\n工作。", [f"{LONG}\n工作。"], []),
    "a mark at the end of all": ("甲完成。\\\n\n乙完成。  \n", ["甲完成。", "乙完成。"], []),
    "two marks": ("甲<br><br>乙", ["甲\n乙"], []),
    "in an item": ("- 甲，\\\n  乙", ["—甲，\n乙"], []),
    "in an editor's note": ("> 按语：甲，\\\n> 乙。", ["甲，\n乙。"], []),
    "in emphasis": ("抓**好，\\\n工作**。", ["抓好，\n工作。"], []),
}


@pytest.mark.parametrize("name", PARTED)
def test_what_was_ended_on_purpose_stays_so(
    name: str, said: Callable[[str], tuple[list[str], list[str]]]
) -> None:
    source, paragraphs, codes = PARTED[name]
    assert said(source) == (paragraphs, codes)


@pytest.mark.parametrize(("source", "mended"), [
    ("甲完成。\n乙完成。", "甲完成。\n\n乙完成。"), ("甲完成。\n乙完成。", "甲完成。乙完成。"),
    ("青山横北郭，\n白水绕东城。", "青山横北郭，\\\n白水绕东城。"),
    ("青山横北郭，\n白水绕东城。", "青山横北郭，\n\n白水绕东城。"),
    ("甲村的\n经验。", "甲村的经验。"),
])
def test_the_hints_work(
    source: str, mended: str, said: Callable[[str], tuple[list[str], list[str]]]
) -> None:
    assert said(source)[1]
    assert said(mended)[1] == []


def test_each_line_of_a_kind_is_told(read: Reader) -> None:
    _, sink = read("甲完成。\n乙完成。\n丙完成。\n丁")
    assert [found.message for found in sink] == [
        f"“{each}完成。”后面换了行，按另起一段理解" for each in "甲乙丙"]
    assert [(found.span.line, found.span.column) for found in sink] == [(8, 4), (9, 4), (10, 4)]


def test_the_width_at_which_a_file_is_wrapped() -> None:
    def lines(text: str) -> list[Line]:
        return [Line(each, number) for number, each in enumerate(text.split("\n"), 1)]

    assert wrapping(lines(f"{LONG}\n工作。")).column == width(LONG) > WRAPPED
    assert wrapping(lines("甲\n乙\n\n丙。\n丁")).column == 0
    assert wrapping(lines(f"```表\n{LONG}\n工作\n```\n甲")).column == 0
    assert wrapping(lines(f"- {LONG}\n  工作。")).column == width(LONG) + 2
    assert wrapping(lines(f"{LONG}\n- 工作\n\n{LONG}\n\u3000\u3000乙")).column == 0
    assert width("甲a１") == 5
