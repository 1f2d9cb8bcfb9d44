"""Files that were meant and are not seen."""

from __future__ import annotations

import pytest

from reportgen.facts.read import NAMES
from reportgen.sources.lookalike import unseen

TEXT = ("briefing.md",)


@pytest.mark.parametrize(("name", "wanted", "way"), [
    ("briefing.md.txt", TEXT, "把 briefing.md.txt 改名为 briefing.md（资源管理器"),
    ("briefing.txt", TEXT, "把 briefing.txt 改名为 briefing.md"),
    ("Briefing.MD", TEXT, "把 Briefing.MD 改名为 briefing.md"),
    ("breifing.md", TEXT, "把 breifing.md 改名为 briefing.md"),
    ("简报.docx", TEXT, "另存为纯文本，编码选 UTF-8，文件名写 briefing.md"),
    ("briefing.wps", TEXT, "另存为纯文本"),
    ("facts.xlsb", NAMES, "这里有 facts.xlsb：用 Excel 或 WPS 打开，另存为 facts.xlsx"),
    ("数据.numbers", NAMES, "另存为 facts.xlsx"), ("数据.et", NAMES, ""),
    ("facts.yaml.txt", NAMES, "改名为 facts.yaml"), ("facts.ymal", NAMES, "改名为 facts.yml"),
    ("fact.csv", NAMES, "改名为 facts.csv"), ("照片.jpg", NAMES, ""), ("说明", NAMES, ""),
    ("本镇.yaml", NAMES, ""),
])
def test_what_a_folder_holds_instead(name: str, wanted: tuple[str, ...], way: str) -> None:
    found = unseen([name], wanted)
    assert way in found[0] if way else not found
