"""Styles that extend others: what they take over, and what follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.style.deviations import deviations
from reportgen.style.inherit import bases, followers
from reportgen.style.profile import Profile, load_profile, read_profile
from reportgen.style.setting import Setting
from reportgen.world import DiskWorld


def own(folder: Path, text: str, name: str = "own.yaml", base: str = "简报") -> Profile:
    path = folder / name
    path.write_text(f"extends: {base}\n{text}", encoding="utf-8")
    return read_profile(path, DiskWorld())


def test_bases_are_what_the_file_says() -> None:
    settings = {"styles.a.extends": Setting("b"), "styles.a.size": Setting("1"),
                "extends": Setting("c")}
    assert bases(settings) == {"a": "b"}
    assert load_profile("wenjian").bases["signer"] == "letterhead_line"
    assert load_profile("wenjian").bases["heading1"] == "body"


def test_all_that_is_set_as_the_text_is_follows_it(tmp_path: Path) -> None:
    made = own(tmp_path, "styles:\n  body: {role: 宋体, size: 四号, em: 14}\n", base="文件")
    for name in ("body", "heading1", "heading3", "addressees", "signature", "letterhead_number",
                 "signer", "attachment_list"):
        style = made.style(name)
        assert (style.size.pt, style.em.pt) == (14, 14), name
    # a role of its own stays, and so does what is no text of this size
    roles = {name: made.style(name).role for name in ("heading1", "heading3", "signer", "title")}
    assert roles == {"heading1": "hei", "heading3": "song", "signer": "kai",
                     "title": "xiaobiaosong"}
    assert made.style("title").size.pt == 22
    assert made.style("colophon").role == "fangsong"


@pytest.mark.parametrize("text", [
    "styles:\n  body: {size: 四号}\n  letterhead_line: {size: 小三}\n",
    "styles:\n  letterhead_line: {size: 小三}\n  body: {size: 四号}\n",
])
def test_what_is_told_itself_wins_and_is_followed(tmp_path: Path, text: str) -> None:
    made = own(tmp_path, text, base="文件")
    sizes = {name: made.style(name).size.pt
             for name in ("body", "signature", "letterhead_line", "signer", "secrecy")}
    assert sizes == {"body": 14, "signature": 14, "letterhead_line": 15, "signer": 15,
                     "secrecy": 15}


def test_a_base_does_not_follow_its_heir(tmp_path: Path) -> None:
    made = own(tmp_path, "styles:\n  heading1: {size: 小三}\n")
    assert made.style("heading1").size.pt == 15
    assert made.style("body").size.pt == made.style("heading2").size.pt == 16


def test_a_profile_over_a_profile_follows_too(tmp_path: Path) -> None:
    own(tmp_path, "styles:\n  heading1: {size: 小三}\n", "县.yaml")
    made = own(tmp_path, "styles:\n  body: {size: 四号}\n", "镇.yaml", base="县.yaml")
    assert (made.style("heading1").size.pt, made.style("heading2").size.pt) == (15, 14)


def test_a_style_may_be_given_another_base(tmp_path: Path) -> None:
    made = own(tmp_path, "styles:\n  credit: {extends: note, align: 居左}\n")
    assert (made.style("credit").role, made.style("credit").align) == ("song", "left")
    assert made.bases["credit"] == "note"


def test_only_styles_have_followers() -> None:
    profile = load_profile()
    assert not list(followers("page.pitch", profile.settings, profile.bases, {}))


def test_a_deviation_that_others_follow_is_told_once(tmp_path: Path) -> None:
    made = own(tmp_path, "styles:\n  body: {size: 四号}\n")
    assert [found.key for found in deviations(made)] == ["styles.body.size"]
