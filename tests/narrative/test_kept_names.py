"""Names the briefing tells: who signs it, and what its facts are about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.diagnostics import Sink
from reportgen.document.tree import Addressees, Colophon, LetterOpening, Masthead, Names
from reportgen.facts.model import Dataset, Entity, Period
from reportgen.narrative.compose import compose
from reportgen.narrative.kept_names import names_of
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Ending, Front


def data_of(entities: tuple[Entity, ...] = ()) -> Dataset:
    """Facts about these."""
    return Dataset("甲", Period("2023年", 2023), (), entities=entities)


def test_who_signs_is_a_person() -> None:
    front = Front(persons=("王小明", "李四", "欧阳示例", "……"))
    assert names_of(front, data_of()).persons == ("王小明", "李四", "欧阳示例")


def test_signers_of_a_document_and_its_organs() -> None:
    front = Front(organs=("示例县人民政府",), persons=("王小明", "李四"))
    assert names_of(front, data_of()) == Names(("王小明", "李四"), ("示例县人民政府",))


@pytest.mark.parametrize(("name", "kind", "person"), [
    ("王小明", "人物", True), ("王小明", "人", True), ("王小明", "人员", True),
    ("王小明", "项目", False), ("示例县劳动模范王小明", "人物", False), ("王", "人物", False),
    ("𠮷田一", "人物", True), ("王某A", "人物", False),
])
def test_a_person_among_the_facts_is_one_by_kind(name: str, kind: str, person: bool) -> None:
    """A long name is not kept whole: that would leave holes."""
    data = data_of((Entity("P1", name, kind=kind),))
    assert (name in names_of(Front(), data).persons) == person


def test_projects_places_and_the_office_are_other_names() -> None:
    data = data_of((Entity("P1", "金茗公路提升工程", ("金茗公路",), "项目"),))
    assert names_of(Front(issuer="示例镇人民政府办公室"), data).others == (
        "示例镇人民政府办公室", "示例镇人民政府", "金茗公路提升工程", "金茗公路",
    )


@pytest.mark.parametrize(("front", "names"), [
    (Front(issuer="示例办、示例县财政局"), ("示例办", "示例县财政局")),     # a joint one
    (Front(head=Masthead("示例动态", "第1期", "", "")), ("示例动态",)),
    (Front(head=LetterOpening("示例县人民政府", "")), ()),     # told by its organs
    (Front(ending=Ending(organs=("示例县民政局",))), ("示例县民政局",)),
    (Front(opening=(Addressees("示例县人民医院，各乡镇"),)), ("示例县人民医院", "各乡镇")),
    (Front(foot=Colophon((("抄送", "县委办，县人大办。"),), "县政府办公室")),
     ("县委办", "县人大办", "县政府办公室", "县政府")),
    (Front(foot=Colophon((), "编辑：甲某　审核：乙某")), ()),
])
def test_units_of_the_front_matter(front: Front, names: tuple[str, ...]) -> None:
    assert names_of(front, data_of()).others == names


def test_facts_of_more_than_three_characters(data: Dataset) -> None:
    others = names_of(Front(), replace(data, entities=())).others
    assert "固定资产投资" in others
    assert all(len(name) > 3 for name in others)


def test_the_document_carries_them(data: Dataset) -> None:
    text = ("---\n报头: 甲\n期号: 3\n编发单位: 示例镇\n日期: 2024-02-22\n标题: 甲\n"
            "签发: 王小明\n---\n王小明主持会议。\n")
    bare = replace(data, entities=(), facts=())
    found = compose(read_narrative(text, "b.md", Sink()), bare, Sink())
    assert found.names == Names(("王小明",), ("示例镇",))
