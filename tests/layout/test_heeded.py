"""What a unit writes of a text's style changes the pages, not the Word file alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from support.papers import DRAWING, META, everything, paragraph, table

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Addressees,
    Attachment,
    AttachmentList,
    Attendance,
    Block,
    Boxed,
    Contents,
    Credit,
    Document,
    Entry,
    Footnote,
    Heading,
    Letterhead,
    LetterOpening,
    Masthead,
    Note,
    Remark,
    Signature,
    Text,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import GlyphRun
from reportgen.style.profile import Profile, load_profile
from reportgen.style.setting import Setting

pytestmark = pytest.mark.slow

LONG = "国家" * 40
ATTACHED: tuple[Block, ...] = (
    AttachmentList((LONG, "清单")), Signature(("示例县人民政府",), "2024年3月9日"), Remark("公开"),
    Attachment(1, "清单"), paragraph("国" * 40),
)
DOCUMENTS: dict[str, tuple[Block, ...]] = {
    "jianbao": (
        *(replace(block, name="示例县示例镇重点工作推进情况工作简报", notice=LONG,
                  issue="第1期（总第1期）" * 5, issuer=LONG)
          if isinstance(block, Masthead) else block for block in everything()[:1]),
        Contents("本期" * 20, (Entry(1, "题", "题"), Entry(2, "一、标", "标"))),
        Title(("题", "目"), "题"), Heading(1, "一、", (Text("标"),), "标"),
        *(block for block in everything()[2:-1]),
        Boxed("提示", ((Text(LONG),),)), paragraph(Text("国"), Footnote(1, (Text(LONG),))),
        Heading(3, "1.", (Text(LONG),)), Heading(4, "（1）", (Text(f"{LONG}国家"),)),
        replace(table(3), caption=LONG, unit="万元"), Note((Text(LONG),)), Credit("（某供稿）" * 9),
        *ATTACHED, everything()[-1],
    ),
    "wenjian": (
        Letterhead(("示例县人民政府",), "文件", "示政发〔2024〕8号", ("甲示例", "乙示例", "丙示例"),
                   "000001", "机密★1年", "特急"),
        Title(("通知",)), Addressees(LONG), Heading(2, "（一）", (Text(LONG),)), paragraph(LONG),
        *ATTACHED,
    ),
    "xinhan": (
        LetterOpening("示例县人民政府", "示政函〔2024〕16号"), Title(("函",)), paragraph(LONG),
    ),
    "jiyao": (Title(("纪要",)), paragraph(LONG), Attendance((("出席", LONG),))),
}
# Of these styles only so much can show, and why.
SHOWN = {
    "lead": ("role",), "strong": ("role",), "note_label": ("role",),      # inside a paragraph
    "masthead_name": ("role", "align"),                     # one line, of masthead.name_max
    "letterhead_name": ("role", "align"),                   # name_max and name_pitch
    "signer": ("role",), "signature": ("role", "size", "em", "pitch"),    # placed by rules
    "masthead_line": ("role", "size", "em", "pitch"),
    "letterhead_line": ("role", "size", "em", "pitch"),
    "table_cell": ("role", "size", "pitch"),                # columns say how they align
    "colophon": ("role", "size", "pitch"), "draft": (), "photo_caption": (),
    "folio": ("role", "size", "align"), "contents": ("role", "size", "em", "pitch", "align"),
    "copy_number": ("size", "em", "align", "indent"),             # one line each
    "secrecy": ("role", "size", "em", "align", "indent"),
    "urgency": ("role", "size", "em", "align", "indent"),
    "attendance_label": ("role", "size", "em"), "letter_name": ("role", "align"),
    "letter_number": ("role", "size", "em"),      # one line, at the right
    "letterhead_number": (),                                # of a document without signers
    "attachment_label": ("role", "size", "em", "align", "indent"),
    "unit": ("role", "size", "align", "pitch"),
    "form_title": (), "form_head": (), "form_text": (), "form_large": (),
    "form_label": (),       # no text's: forms
    "watermark": (),      # a picture
}
RUNNING = ("header.text", "footer.text")
OTHER = {"role": {"kai": "hei"}, "align": {"center": "right", "right": "left", "left": "right",
                                           "justify": "center", "outer": "center"}}


def changed(name: str, attribute: str) -> str:
    """Another value than the packaged one."""
    value = load_profile_of(name).settings[f"styles.{name}.{attribute}"].value
    if attribute in OTHER:
        return OTHER[attribute].get(value, "kai")
    return str(float(value) * 1.1 + 1)


def load_profile_of(name: str) -> Profile:
    """The packaged profile that has this style."""
    return with_running_lines(kind_of(name))


@cache
def with_running_lines(kind: str) -> Profile:
    """A packaged profile that has a running head and foot."""
    profile = load_profile(kind)
    running = {key: replace(profile.settings[key], value="某镇") for key in RUNNING}
    return replace(profile, settings={**profile.settings, **running})


def kind_of(name: str) -> str:
    """The kind of document that shows this style."""
    if name.startswith("attendance"):
        return "jiyao"
    if name.startswith("letter_"):
        return "xinhan"
    official = ("letterhead", "signer", "copy", "secrecy", "urgency", "addressees", "heading2")
    return "wenjian" if name.startswith(official) else "jianbao"


def shown(profile: Profile, kind: str) -> list[GlyphRun]:
    """All glyph runs of the pages."""
    pages = layout(Document(META, DOCUMENTS[kind]), profile, FontLibrary.bundled(), {1: DRAWING},
                   Sink())
    return [item for page in pages.pages for marked in page.content for item in marked.items
            if isinstance(item, GlyphRun)]


@cache
def usual(kind: str) -> list[GlyphRun]:
    """The pages of the packaged profile."""
    return shown(with_running_lines(kind), kind)


def settings() -> Iterator[tuple[str, str]]:
    """Every style and what may be said of it."""
    keys = {key for kind in DOCUMENTS for key in load_profile(kind).settings}
    for key in sorted(keys):
        first, name, *rest = key.split(".")
        if first == "styles" and rest[0] in SHOWN.get(name, rest):
            yield name, rest[0]


@pytest.mark.parametrize(("name", "attribute"), [*settings()])
def test_the_pages_heed_every_setting_of_a_style(name: str, attribute: str) -> None:
    profile, key = load_profile_of(name), f"styles.{name}.{attribute}"
    own = replace(profile.settings[key], value=changed(name, attribute))
    assert own != profile.settings[key]
    made: dict[str, Setting] = {**profile.settings, key: own}
    alike = shown(replace(profile, settings=made), kind_of(name)) == usual(kind_of(name))
    assert not alike
