"""A format is a row: with it come the command, the file's name and what the API writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import briefings

import reportgen
from reportgen.cli.commands.one_format import command_for
from reportgen.cli.session import Session
from reportgen.formats import FORMATS, Format
from reportgen.memory_world import MemoryWorld
from reportgen.terminal import console
from reportgen.world import World

ROW = Format("outline", ".outline", lambda edition: edition.document.meta.title.encode(),
             "只出标题", "一行一个标题。")


def options(row: Format) -> set[str]:
    return {name for each in command_for(row).params for name in each.opts}


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A briefing in a program that has one format more."""
    monkeypatch.setitem(FORMATS, ROW.name, ROW)  # type: ignore[arg-type] - no Mapping is set
    return MemoryWorld({"示例/facts.yaml": briefings.facts_text().encode(),
                        "示例/briefing.md": briefings.narrative_text().encode()})


def test_the_api_writes_it(world: World) -> None:
    built = reportgen.build("示例", "out", world, ("outline",))
    assert built.files == {"outline": Path("out/示例.outline")}
    assert (world.read(Path("out/示例.outline")).decode(), built.pages) == (
        reportgen.compose(reportgen.load("示例", world)).meta.title, 0)


def test_it_has_a_command(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    session = Session(world, console(sys.stdout, {}), console(sys.stderr, {}))
    done = command_for(ROW).main(["示例"], standalone_mode=False, obj=session)
    assert done.data["files"][0]["path"] == str(Path("out/示例.outline"))
    assert done.text.startswith("已生成 ")
    assert "页" not in done.text


def test_the_row_says_which_options_there_are() -> None:
    assert "--screen" not in options(ROW)
    assert "--screen" in options(ROW._replace(printed=True))
    assert {"-o", "--draft", "--chart-data", "--strict", "--json"} <= options(ROW)


def test_the_row_says_whether_it_goes_to_the_screen(world: World) -> None:
    import sys

    session = Session(world, console(sys.stdout, {}), console(sys.stderr, {}))
    done = command_for(ROW._replace(shown=True)).main(["示例"], standalone_mode=False, obj=session)
    assert done.text == done.data["text"]
