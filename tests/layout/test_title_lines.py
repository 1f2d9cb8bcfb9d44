"""Titles in the lines of the pages, for Word, which would break them anywhere."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx

from reportgen import pipeline
from reportgen.document.tree import Attachment, Document, Meta, Paragraph, Text, Title
from reportgen.fonts import FontLibrary
from reportgen.layout import shaped
from reportgen.style.profile import load_profile

LONG = "示例县人民代表大会常务委员会关于批准示例县2023年财政决算的决议"


def test_a_title_has_the_lines_of_the_page() -> None:
    text = Paragraph((Text("正文。"),))
    made = Document(Meta("题", "甲", "2024-01-01"), (
        Title((LONG,)), text, Title(("示例县工作情况", "及下一步打算")), text,
        Attachment(1, LONG), text,
    ))
    title, _, own, _, attachment, _ = shaped(
        made, load_profile(), FontLibrary.bundled()).blocks
    assert isinstance(title, Title)
    assert isinstance(own, Title)
    assert isinstance(attachment, Attachment)
    assert title.lines == ("示例县人民代表大会常务委员会", "关于批准示例县2023年财政决算的决议")
    assert title.text == LONG
    assert own.lines == ("示例县工作情况", "及下一步打算")
    assert attachment.lines == title.lines
    assert attachment.title == LONG


def test_a_document_without_titles_stays_as_it_is() -> None:
    made = Document(Meta("题", "甲", "2024-01-01"), (Paragraph((Text("正文。"),)),))
    assert shaped(made, load_profile(), FontLibrary.bundled()) is made


def test_word_has_it_so_too(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "标题: 示例\n期间: 2024年\n来源: {标题: 报表}\n事实:\n  一:\n"
        "    - {编号: A1, 名称: 户数, 数值: 3户}\n", encoding="utf-8")
    (tmp_path / "briefing.md").write_text(
        f"---\n报头: 示例简报\n期号: 1\n编发单位: 示例办\n日期: 2024-03-01\n标题: {LONG}\n---\n\n"
        "共{{ 户数 }}。\n", encoding="utf-8")
    briefing = pipeline.load(tmp_path)
    made = docx.Document(BytesIO(pipeline.write(briefing, pipeline.compose(briefing), "docx")))
    (title,) = (each for each in made.paragraphs if each.text.startswith("示例县人民代表"))
    first, second = title.text.split("\n")
    assert first == "示例县人民代表大会常务委员会"
    assert first + second == LONG
