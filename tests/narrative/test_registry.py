"""The kinds of document: rows that hold together, and which of them a front matter is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.validate import said

from reportgen.diagnostics import ReportError, Sink
from reportgen.narrative import genres as room
from reportgen.narrative.read import read_narrative
from reportgen.narrative.registry import genres
from reportgen.pipeline import build, load
from reportgen.style import profile
from reportgen.style.profile import load_profile, packaged

KEYS = {
    "简报": "报头: 甲简报\n期号: 1\n编发单位: 甲\n日期: 2024-02-22\n标题: 甲\n",
    "文件": "发文机关: 甲县\n文号: 甲发〔2024〕1号\n标题: 甲\n成文日期: 2024-02-22\n",
    "信函": "发文机关: 甲县\n文号: 甲函〔2024〕1号\n标题: 甲\n成文日期: 2024-02-22\n",
    "纪要": "标志: 甲纪要\n编号: 第1期\n编发单位: 甲\n日期: 2024-02-22\n标题: 甲\n",
}
USUAL = {"信函": "文件"}      # what keys that do for both are taken for


def genre(front: str, kind: str = "") -> tuple[str, list[str]]:
    """The kind that is told by these keys, and what is wrong with them."""
    sink = Sink()
    found = read_narrative(f"---\n{front}---\n甲\n", "b.md", sink, lambda _: kind).front
    return found.genre, [item.code for item in sink if item.is_error]


def test_every_kind_has_a_profile_and_every_profile_a_kind() -> None:
    assert {load_profile(row.base).name for row in genres().values()} == set(genres())
    assert {load_profile(name).kind for name in packaged()} == set(genres())


@pytest.mark.parametrize("name", [*KEYS])
def test_the_keys_tell_the_kind(name: str) -> None:
    assert genre(KEYS[name]) == (USUAL.get(name, name), [])
    assert genre("版式: 本县.yaml\n" + KEYS[name], name) == (name, [])
    assert genre(f"版式: {name}\n" + KEYS[name]) == (name, [])


def test_a_profile_of_another_kind_does_not_hide_what_the_keys_are() -> None:
    assert genre("版式: 本县.yaml\n" + KEYS["简报"], "文件") == ("简报", [])
    assert genre("版式: 本县.yaml\n标题: 甲\n", "文件")[0] == "文件"


def test_a_slip_in_one_key_is_told_of_the_kind_that_is_meant() -> None:
    name, codes = genre(KEYS["文件"] + "报头: 甲\n")
    assert (name, codes) == ("文件", ["E0121"])


# ------------------------------------------------------------- a kind that a newcomer adds

MODULE = '''"""命令: the mark ends with 令; a number, no 主送."""

from reportgen.document import tree
from reportgen.narrative.front.genre import Genre
from reportgen.narrative.front.values import chinese_date, dated
from reportgen.narrative.parse.articles import title_of
from reportgen.narrative.syntax import Front


def read(fields, sink):
    name, number = fields.text("标志"), fields.text("令号")
    issuer, day = fields.text("发令机关"), dated(fields, sink, "日期", required=True)
    return Front(head=tree.Masthead(name, number, issuer, chinese_date(day)),
                 title=title_of(fields), issuer=issuer, date=day)


GENRE = Genre("命令", "mingling", read)
'''
PROFILE = "extends: jianbao\nname: 命令\nkind: 命令\n"
ORDER = ("---\n版式: 命令\n标志: 示例县人民政府令\n令号: 第7号\n发令机关: 示例县人民政府\n"
         "日期: 2024-03-09\n标题: 示例办法\n---\n\n本办法自公布之日起施行，原有规定同时废止。\n")


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module and a profile more; the folder of a document of the new kind."""
    modules, profiles, folder = (tmp_path / name for name in ("genres", "profiles", "命令"))
    modules.mkdir()
    folder.mkdir()
    (modules / "order.py").write_text(MODULE, encoding="utf-8")
    shutil.copytree(profile.FOLDER, profiles)
    (profiles / "mingling.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "briefing.md").write_text(ORDER, encoding="utf-8")
    (folder / "facts.yaml").write_text(
        "标题: 甲\n期间: 2024年\n事实:\n  - {编号: A1, 名称: 条数, 数值: 9条}\n", encoding="utf-8")
    monkeypatch.setattr(room, "__path__", [*room.__path__, str(modules)])
    monkeypatch.setattr(profile, "FOLDER", profiles)
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    genres.cache_clear()
    profile._packaged.cache_clear()


def test_a_new_kind_is_a_module_and_a_profile(newcomer: Path, tmp_path: Path) -> None:
    made = build(newcomer, tmp_path / "out")
    shown = said.pdfium_text(made.files["pdf"])
    for text in ("示例县人民政府令", "第7号", "示例办法", "2024年3月9日"):
        assert text in shown
    assert made.parity is not None


def test_a_profile_of_no_kind_is_told(newcomer: Path) -> None:
    path = profile.FOLDER / "mingling.yaml"
    path.write_text(PROFILE.replace("kind: 命令", "kind: 命令令"), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        load(newcomer)
    (found,) = [item for item in caught.value.diagnostics if item.is_error]
    assert found.code == "E0136"
    assert found.hints[0] == "是不是：命令？"
