"""The documents are true: commands run, links lead somewhere, the rooms are the real ones."""

from __future__ import annotations

import json
import re
import shutil
import urllib.parse
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.cli.app import COMMANDS

LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
HEAD = "标题: 示例\n期间: 2023年\n来源: {标题: 示例}\n事实:\n  经济:\n"
FRONT = """---
报头: 示例镇工作简报
期号: 1
编发单位: 示例镇党政综合办公室
日期: 2026-01-08
标题: 示例
---

"""
READMES = ("README.md", "README.en.md")
README = pytest.mark.parametrize("name", READMES)


def pages(root: Path) -> list[Path]:
    """All documents."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    found = []
    for link, image in LINK.findall(page.read_text(encoding="utf-8")):
        target = urllib.parse.unquote((link or image).split("#")[0])
        if target and "://" not in target and not (page.parent / target).exists():
            found.append(f"{page.name}: {target}")
    return found


def test_links_lead_somewhere(root: Path) -> None:
    assert not [link for page in pages(root) for link in broken_links(page)]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text('[甲](没有.md) [乙](page.md#x) <img src="无.png">', encoding="utf-8")
    assert broken_links(page) == ["page.md: 没有.md", "page.md: 无.png"]


def reached(page: Path) -> set[Path]:
    """The documents one gets to by following links from `page`."""
    seen: set[Path] = set()
    waiting = [page.resolve()]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        for link, _ in LINK.findall(here.read_text(encoding="utf-8")):
            target = (here.parent / urllib.parse.unquote(link.split("#")[0])).resolve()
            if target.suffix == ".md" and target.is_file() and target not in seen:
                waiting.append(target)
    return seen


def test_every_document_is_reached_from_the_readme(root: Path) -> None:
    reader = reached(root / "README.md")
    lost = {page for page in pages(root) if page.resolve() not in reader}
    assert not {page.name for page in lost if page.parent.name != "adr"}


@README
def test_readme_starts_with_the_two_commands_ci_runs(root: Path, name: str) -> None:
    first = blocks(root / name, "sh")[0]
    assert first.splitlines() == ["pip install .", "reportgen build data/jinxi-2023"]
    continuous = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert all(line.strip().removeprefix("pip ") in continuous for line in first.splitlines()[1:])


def test_the_first_lines_of_the_readmes_link_each_other(root: Path) -> None:
    first = [(root / name).read_text(encoding="utf-8").partition("\n")[0] for name in READMES]
    assert first == ["[English](README.en.md)", "[中文](README.md)"]


@README
def test_readme_names_the_test_command_once(root: Path, name: str) -> None:
    commands = [block.strip() for block in blocks(root / name, "sh") if "pytest" in block]
    assert commands == ["pip install '.[test]' && pytest"]


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_only_commands_that_exist_are_named(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    code = [*re.findall(r"`[^`\n]+`", text), *blocks(root / name, "sh")]
    named = {command for part in code for command in re.findall(r"\breportgen ([a-z]+)\b", part)}
    assert named
    assert named <= set(COMMANDS)


@README
def test_codes_named_in_the_readme_are_explained(root: Path, name: str) -> None:
    codes = re.findall(r"\b[EWI]\d{4}\b", (root / name).read_text(encoding="utf-8"))
    assert codes
    assert all(main(["rule", code]) == 0 for code in codes)


@README
def test_the_fact_that_the_readme_explains_is_there(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(root)
    asked = re.findall(r"`reportgen (explain \S+ data/[^`]+)`", (root / name).read_text("utf-8"))
    assert [main(words.split()) for words in asked] == [0]


@README
def test_readme_from_an_empty_folder(
    root: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = next(b for b in blocks(root / name, "sh") if "init" in b).splitlines()
    for line in lines:
        program, *arguments = line.split()
        assert program == "reportgen"
        assert main(arguments) == 0, line
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf", ".docx"}


@README
def test_readme_example_prints_what_it_says(root: Path, name: str, tmp_path: Path) -> None:
    from reportgen import pipeline
    from reportgen.writers.text import write_text

    readme = root / name
    (facts,), (narrative,) = blocks(readme, "yaml"), blocks(readme, "markdown")
    indented = "".join(f"    {line}\n" for line in facts.splitlines())
    (tmp_path / "facts.yaml").write_text(HEAD + indented, encoding="utf-8")
    (tmp_path / "briefing.md").write_text(FRONT + narrative, encoding="utf-8")
    text = write_text(pipeline.compose(pipeline.load(tmp_path))).decode()
    told = readme.read_text(encoding="utf-8")
    promised = re.search(r"^(?:印出来是：|It prints: )(.+)$", told, re.MULTILINE)
    assert promised is not None
    assert promised[1] in text


def test_the_way_from_a_workbook_is_walked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The commands of the page, one after the other; its text and tables compose."""
    page = root / "docs" / "workbook.md"
    (tmp_path / "office.yaml").write_text("单位: 示例县统计局\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = [line.split() for block in blocks(page, "sh") for line in block.splitlines()]
    first, *rest = lines
    assert first[:2] == ["cp", "-r"]
    shutil.copytree(root / first[2], first[3])
    front, body = (tmp_path / first[3] / "briefing.md"), re.search(
        r"^````markdown\n(.*?)^````$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    for program, *arguments in rest:
        assert program == "reportgen"
        assert main([*arguments, "-q"] if arguments[0] != "facts" else arguments) == 0, arguments
    assert {path.name for path in tmp_path.iterdir()} >= {"看.xlsx", "核对.xlsx", "2024年第11期"}
    assert body is not None
    head = front.read_text("utf-8").partition("---\n\n")[0].replace("目录: 是\n", "")
    front.write_text(f"{head}---\n\n{body[1]}", encoding="utf-8")
    assert main(["build", first[3], "-q"]) == 0


@pytest.mark.slow
def test_the_way_of_a_batch_is_walked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The commands of the page build, file and prepare to send a briefing of each town."""
    page = root / "docs" / "batch.md"
    monkeypatch.chdir(tmp_path)
    copy, enter, *rest = (line.split() for block in blocks(page, "sh")
                          for line in block.splitlines())
    assert (copy[:2], enter[0]) == (["cp", "-r"], "cd")
    shutil.copytree(root / copy[2], copy[3])
    monkeypatch.chdir(enter[1])
    for program, *arguments in rest:
        assert program == "reportgen"
        looks = arguments[0] == "batch" and "--dry-run" in arguments
        assert main([*arguments, "--json" if looks else "-q"]) == 0, arguments
        told = capsys.readouterr().out
        if looks:
            codes = json.loads(told.splitlines()[-1])["codes"]
            assert codes == {"I0401": 30, "I0354": 4}, "columns not printed, towns without industry"
    made = [path.suffix for path in Path("10月").iterdir()]
    assert (made.count(".pdf"), made.count(".docx"), made.count(".csv")) == (30, 30, 1)
    assert len(list(Path("out/邮件").glob("*/*.eml"))) == 90
    body = re.search(
        r"^````markdown\n(.*?)^````$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert body is not None
    Path("模板/briefing.md").write_text(body[1], encoding="utf-8")
    assert main(["batch", "模板", "台账.xlsx", "-o", "看", "--to", "text", "-q"]) == 0


def test_architecture_lists_every_room(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    package = root / "reportgen"
    rooms = {
        path.stem for path in package.iterdir()
        if not path.name.startswith("_") and (path.is_dir() or path.suffix == ".py")
    }
    rooms |= {f"writers.{p.stem}" for p in (package / "writers").iterdir() if p.name[0] != "_"}
    listed = set(re.findall(r"`([a-z_.]+)`", text))
    assert not sorted(rooms - {"writers"} - listed)


def test_architecture_lists_no_room_that_is_gone(root: Path) -> None:
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    floors = re.findall(r"^\| \d \| (.*?) \| ", text, flags=re.MULTILINE)
    for room in re.findall(r"`([a-z_.]+)`", " ".join(floors)):
        path = root / "reportgen" / room.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), room


def gaps(decisions: list[str], withdrawn: list[str]) -> list[str]:
    """What is wrong with the numbers of decisions: none is left out, used twice or both."""
    told = [*decisions, *withdrawn]
    wanted = [f"{number:04}" for number in range(1, len(set(told)) + 1)]
    return sorted({each for each in wanted + told if told.count(each) != 1 or each not in wanted})


def test_decisions_are_numbered_and_complete(root: Path) -> None:
    decisions = sorted((root / "docs" / "adr").glob("[0-9]*.md"))
    page = (root / "docs" / "adr" / "README.md").read_text(encoding="utf-8")
    withdrawn = re.findall(r"^\| (\d{4}) \| \S", page, re.MULTILINE)
    assert gaps([path.name[:4] for path in decisions], withdrawn) == []
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}　"), path.name
        assert all(f"**{part}。**" in text for part in ("背景", "决定", "代价")), path.name


@pytest.mark.parametrize(("decisions", "withdrawn", "wrong"), [
    (["0001", "0002"], [], []), (["0001", "0003"], ["0002"], []),
    (["0001", "0003"], [], ["0002", "0003"]), (["0001", "0001"], [], ["0001"]),
    (["0001", "0002"], ["0002"], ["0002"]),
])
def test_a_gap_is_found(decisions: list[str], withdrawn: list[str], wrong: list[str]) -> None:
    assert gaps(decisions, withdrawn) == wrong
