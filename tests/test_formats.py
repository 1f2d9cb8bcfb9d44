"""The table of formats: names, suffixes, where files go, and the commands made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli.app import COMMANDS
from reportgen.diagnostics import Family, ReportError
from reportgen.formats import DEFAULT, FORMATS, format_named, targets
from reportgen.memory_world import MemoryWorld


def test_names_and_suffixes_are_told_apart() -> None:
    assert list(FORMATS) == [row.name for row in FORMATS.values()]
    assert len({row.suffix for row in FORMATS.values()}) == len(FORMATS)
    assert DEFAULT == ("pdf", "docx")


def test_each_format_has_its_command() -> None:
    assert {row.name: row.title for row in FORMATS.values()}.items() <= COMMANDS.items()


@pytest.mark.parametrize(("name", "hint"), [
    ("pdff", "是不是：pdf？"), ("doc", "是不是：docx？"), ("甲", "可以写：pdf、docx、ofd、text"),
])
def test_an_unknown_name_is_told(name: str, hint: str) -> None:
    with pytest.raises(ReportError) as caught:
        format_named(name)
    (found,) = caught.value.diagnostics
    assert (found.code, found.hints[0], caught.value.family) == ("E0135", hint, Family.USAGE)


@pytest.mark.parametrize(("out", "formats", "files"), [
    ("out", ("pdf", "docx"), {"pdf": "out/示例.pdf", "docx": "out/示例.docx"}),
    ("a/本期.PDF", ("pdf",), {"pdf": "a/本期.pdf"}),
    ("本期.pdf", ("pdf", "docx"), {"pdf": "本期.pdf", "docx": "本期.docx"}),
    ("v1.2", ("text",), {"text": "v1.2/示例.txt"}),
])
def test_targets(out: str, formats: tuple[str, ...], files: dict[str, str]) -> None:
    found = targets(Path(out), "示例", formats, MemoryWorld({}))
    assert {name: path.as_posix() for name, path in found.items()} == files


def test_a_folder_may_be_called_like_a_file() -> None:
    world = MemoryWorld({"甲.pdf/乙": b""})
    assert targets(Path("甲.pdf"), "示例", ("docx",), world) == {"docx": Path("甲.pdf/示例.docx")}


@pytest.mark.parametrize(("out", "name", "code"), [
    ("甲.docx", "示例", "E0132"), ("out", "CON", "E0131"),
])
def test_refused(out: str, name: str, code: str) -> None:
    with pytest.raises(ReportError, match=code):
        targets(Path(out), name, ("pdf",), MemoryWorld({}))


def test_no_format_at_all_is_told() -> None:
    with pytest.raises(ReportError, match="E0135 没有写要哪种格式"):
        targets(Path("甲.pdf"), "示例", (), MemoryWorld({}))
