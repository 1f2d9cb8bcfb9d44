"""What follows the text: lists of attachments, signatures, seals, remarks, attachments."""

from __future__ import annotations

import pytest
from support.layout.setting import context, runs, texts

from reportgen.document.tree import Attachment, AttachmentList, Remark, Signature
from reportgen.layout import end_matter
from reportgen.layout.strips import TOGETHER, Strip
from reportgen.layout.text import Context

EM = 15.793
DATE = "2024年3月9日"


def starts(made: Context, strips: list[Strip]) -> list[float]:
    """Where each line begins, in ems from the left edge."""
    return [(runs(strip.content)[0].x - made.frame.left) / EM for strip in strips]


def test_one_attachment_has_no_number() -> None:
    strips = end_matter.attachment_list(context("wenjian"), AttachmentList(("清单",)))
    assert texts(strips) == ["附件：清单"]


def test_long_names_align_with_their_own_first_character() -> None:
    made = context("wenjian")
    strips = end_matter.attachment_list(made, AttachmentList(("国" * 30, "清单")))
    assert texts(strips) == ["附件：1." + "国" * 22, "国" * 8, "2.清单"]
    first = runs(strips[0].content)[-1].x
    assert runs(strips[1].content)[0].x == pytest.approx(first, abs=0.01)
    assert runs(strips[2].content)[-1].x == pytest.approx(first, abs=0.01)
    assert [strip.keep for strip in strips] == [True, True, False]


def test_a_number_is_parted_from_a_name_that_begins_with_a_year() -> None:
    made, names = context("wenjian"), ("2024年度清单", "要求")
    first, second = end_matter.attachment_list(made, AttachmentList(names))
    _, plain = end_matter.attachment_list(made, AttachmentList(("年度清单", "要求")))
    year = next(run for run in runs(first.content) if run.text.startswith("2024"))
    at = [year.x, *(runs(strip.content)[-1].x for strip in (second, plain))]
    assert at[0] == pytest.approx(at[1], abs=0.01)
    assert at[1] - at[2] == pytest.approx(EM / 4, abs=0.05)


@pytest.mark.parametrize(("count", "kept"), [(5, 4), (6, 2), (20, 2)])
def test_a_long_list_may_go_over_the_page(count: int, kept: int) -> None:
    """With two of its lines together at either end."""
    strips = end_matter.attachment_list(context("wenjian"), AttachmentList(("清单",) * count))
    assert sum(strip.keep for strip in strips) == kept
    assert (strips[0].keep, strips[-2].keep, strips[-1].keep) == (True, True, False)


def test_names_lead_to_attachments_that_are_in_this_file() -> None:
    strips = end_matter.attachment_list(
        context("wenjian"), AttachmentList(("清单", "图"), ("附件-1", "")))
    found = [[marked.element for marked in strip.content] for strip in strips]
    first, second = (elements[-1] for elements in found)
    assert first is not None
    assert second is not None
    assert (first.role, first.target, first.alt) == ("Link", "附件-1", "清单")
    assert second.role == "LBody"


def test_names_of_ten_attachments_stand_below_one_another() -> None:
    strips = end_matter.attachment_list(context("wenjian"), AttachmentList(("清单",) * 10))
    assert len({round(runs(strip.content)[-1].x, 2) for strip in strips}) == 1


def test_without_a_seal_the_date_is_two_characters_further() -> None:
    made = context()
    organs = ("示例县发展和改革局办公室", "示例县民政局")
    strips = end_matter.signature(made, Signature(organs, DATE))
    assert texts(strips) == ["示例县发展和改革局办公室", "示例县民政局", DATE]
    first, second, date = starts(made, strips)
    assert first == second
    assert date - first == pytest.approx(2, abs=0.01)
    assert strips[0].before == pytest.approx(29.6)
    assert {strip.rule for strip in strips} == {TOGETHER}


def test_seals_stand_in_columns_and_the_last_is_the_date_s() -> None:
    made = context("wenjian")
    organs = tuple(f"示例县{x}局" for x in "甲乙丙丁")
    strips = end_matter.signature(made, Signature(organs, DATE, sealed=True))
    assert texts(strips) == ["示例县甲局", "示例县乙局示例县丙局示例县丁局", DATE]
    rows = [[run for run in runs(strip.content) if run.face == "fangsong"] for strip in strips]
    middles = [[run.x + run.width / 2 for run in row] for row in rows]
    steps = [b - a for a, b in zip(middles[1], middles[1][1:], strict=False)]
    assert all(step > made.profile.length("signature.seal").pt for step in steps)
    assert middles[0][0] == pytest.approx(middles[1][2], abs=0.1)
    date = runs(strips[2].content)
    assert (date[0].x + date[-1].x + date[-1].width) / 2 == pytest.approx(middles[1][2], abs=0.5)
    height = strips[1].before + strips[0].height
    assert height > made.profile.length("signature.seal").pt       # the rows do not touch either
    assert strips[2].ink > strips[2].height / 2 + 16     # the seal reaches below the date


def test_a_name_longer_than_the_line_loses_nothing() -> None:
    strips = end_matter.signature(context("wenjian"), Signature(("国" * 40,), DATE, sealed=True))
    assert "".join(texts(strips)) == "国" * 40 + DATE


def test_a_remark_is_two_characters_in() -> None:
    made = context("wenjian")
    strips = end_matter.remark(made, Remark("此件公开发布"))
    assert texts(strips) == ["（此件公开发布）"]
    assert starts(made, strips)[0] == pytest.approx(2, abs=0.5)     # less the blank of the bracket


def test_an_attachment_opens_a_page_with_its_title_on_the_third_line() -> None:
    made = context("wenjian")
    strips = end_matter.attachment(made, Attachment(1, "清单"))
    assert texts(strips)[:2] == ["附件1", "清单"]
    assert strips[0].new_page
    assert strips[0].height + strips[1].before == pytest.approx(2 * made.frame.pitch)
    assert all(strip.keep for strip in strips)


@pytest.mark.parametrize(("count", "held"), [(0, 0), (1, 1), (2, 2), (9, 3)])
def test_tied_lines_count_only_what_shows_something(count: int, held: int) -> None:
    made = context()
    line = end_matter.remark(made, Remark("国"))[0]._replace(keep=False)
    tied = end_matter.tied([line, line, Strip(10, 0), line], count)
    assert sum(strip.keep and bool(strip.content) for strip in tied) == held
