"""What blocks print: made once, and exactly what is set is what the glyph check sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from support.papers import DRAWING, META, everything

from reportgen.checks.faces import glyphs
from reportgen.diagnostics import Sink
from reportgen.document import printed
from reportgen.document import tree as t
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import GlyphRun
from reportgen.style.profile import load_profile

OFFICIAL: tuple[t.Block, ...] = (
    t.Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕1号", ("甲　某", "乙某某"), "000001",
                 "机密★1年", "特急"),
    t.Title(("关于示例工作的请示",)), t.Addressees("各乡镇人民政府"),
    t.Paragraph((t.Text("正文。"),)),
    t.AttachmentList(("示例一", "示例二")), t.Signature(("示例县人民政府",), "2024年3月9日"),
    t.Remark("此件公开发布"), t.Attachment(1, "示例一"),
    t.Colophon((("抄送", "县委办。"),), "示例县人民政府办公室", "2024年3月9日印发"),
)
LETTER: tuple[t.Block, ...] = (
    t.LetterOpening("示例县人民政府", "示政函〔2024〕16号", "000001", "秘密★1年", "加急"),
    *OFFICIAL[1:-1], t.Colophon((("抄送", "县委办。"),)),
)
MINUTES: tuple[t.Block, ...] = (
    t.Masthead("示例会议纪要", "第5期", "示例县人民政府", "2024年5月17日", "秘密"),
    OFFICIAL[1], OFFICIAL[3], t.Attendance((("出席", "甲示例、乙示例。"), ("请假", "丙示例。"))),
    OFFICIAL[-1],
)


def test_labels_and_brackets() -> None:
    said = [each.text for block in OFFICIAL for each in printed.passages(block)]
    assert said == [
        "000001", "机密★1年", "特急", "示例县人民政府文件", "示政发〔2024〕1号",
        "签发人：甲　某　乙某某", "关于示例工作的请示", "各乡镇人民政府：", "正文。",
        "附件：1.示例一", "2.示例二", "示例县人民政府", "2024年3月9日", "（此件公开发布）",
        "附件1", "示例一", "抄送：县委办。", "示例县人民政府办公室", "2024年3月9日印发",
    ]
    joint = replace(OFFICIAL[0], organs=("甲局", "乙局"))
    assert [each.text for each in printed.passages(joint)][3:6] == ["甲局", "乙局", "文件"]
    assert [each.text for each in printed.notes(((t.Text("一"),), (t.Text("二"),)))] == [
        "注1：一", "注2：二"]


def test_a_letter_and_minutes() -> None:
    """The number is read behind the mark that it stands beside."""
    said = [[each.text for each in printed.passages(block)] for block in (LETTER[0], MINUTES[3])]
    assert said == [["示例县人民政府", "000001", "示政函〔2024〕16号", "秘密★1年", "加急"],
                    ["出席：甲示例、乙示例。", "请假：丙示例。"]]


def unseen(blocks: Iterable[t.Block], name: str) -> set[tuple[str, str]]:
    """Face and character of what stands on the pages and the glyph check does not see."""
    profile, library = load_profile(name), FontLibrary.bundled()
    document = t.Document(replace(META, draft=True), tuple(blocks))
    drawings = {block.number: DRAWING for block in document.blocks if isinstance(block, t.Figure)}
    seen = {(face.key, ch) for text, role, _ in glyphs._shown(document, drawings, profile)
            for ch in text if (face := library.chain(role).face_for(ch))}
    pages = layout(document, profile, library, drawings, Sink())
    return {(item.face, ch) for page in pages.pages for marked in page.content
            for item in marked.items if isinstance(item, GlyphRun) for ch in item.text} - seen


@pytest.mark.parametrize(("blocks", "name"), [
    (everything(), "jianbao"), (OFFICIAL, "wenjian"), (LETTER, "xinhan"), (MINUTES, "jiyao"),
])
def test_the_glyph_check_sees_all_that_is_set(blocks: tuple[t.Block, ...], name: str) -> None:
    assert unseen(blocks, name) == set()


def test_what_only_the_layout_made_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that this test is for: a label the layout makes on its own."""
    monkeypatch.setattr("reportgen.layout.end_matter.ATTACHED", "附表：")
    assert unseen(OFFICIAL, "wenjian") == {("fangsong", "表")}
