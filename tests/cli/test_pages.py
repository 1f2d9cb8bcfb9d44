"""The documentation that comes along: pages by either name, in the wheel, named by messages."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reportgen.cli import main, pages
from reportgen.sources.rules import rules

Shown = pytest.CaptureFixture[str]
AUTHORS = {"architecture"}       # for who changes the program; benchmarks are, too


def literals(source: str) -> Iterator[str]:
    """The texts of a module that may be shown: all but docstrings."""
    tree = ast.parse(source)
    comments = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        shown = isinstance(node, ast.Constant) and id(node) not in comments
        if shown and isinstance(node.value, str):
            yield node.value


def dead_ends(text: str) -> list[str]:
    """What a text sends to that a user has not: files of the checkout, pages there are not."""
    named = re.findall(r"reportgen docs ([^\s；。，、）`\-]+)", text)
    return [*re.findall(r"docs/[\w/-]+\.md", text),
            *(name for name in named if pages.found(name) is None and name != "页名")]


def test_messages_send_to_pages_that_come_along(root: Path) -> None:
    texts = [text for path in (root / "reportgen").rglob("*.py")
             for text in literals(path.read_text(encoding="utf-8"))]
    texts += [f"{rule.why} {rule.fix} {rule.example}" for rule in rules().values()
              if rule.code != "E0909"]
    texts += [path.read_text(encoding="utf-8")
              for path in (root / "reportgen" / "templates").rglob("*.*")]
    assert sum("reportgen docs" in text for text in texts) >= 4
    assert not [end for text in texts for end in dead_ends(text)]


@pytest.mark.parametrize(("text", "ends"), [
    ("可改的键见 docs/profile.md。", ["docs/profile.md"]), ("看 reportgen docs 版势。", ["版势"]),
    ("看 reportgen docs 版式。", []), ("全部页名：reportgen docs", []),
])
def test_a_dead_end_is_found(text: str, ends: list[str]) -> None:
    assert dead_ends(text) == ends


def test_the_wheel_brings_every_page(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    brought = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    listed = {f"docs/{page.name}.md": f"reportgen/_docs/{page.name}.md" for page in pages.PAGES}
    assert {key: value for key, value in brought.items() if key.startswith("docs/")} == listed
    users = {path.stem for path in (root / "docs").glob("*.md")} - AUTHORS
    assert {page.name for page in pages.PAGES} == {
        name for name in users if not name.startswith("benchmarks")}


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_a_page_by_either_name(page: pages.Page, root: Path, capsys: Shown) -> None:
    text = (root / "docs" / f"{page.name}.md").read_text(encoding="utf-8")
    for name in (page.name, page.chinese, f"{page.name.upper()}.md"):
        assert main(["docs", name]) == 0
        assert capsys.readouterr().out == text.rstrip("\n") + "\n"
    assert main(["docs", page.chinese, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["page"], report["text"]) == (page.name, text.rstrip("\n"))


def test_names_are_told_apart() -> None:
    names = [name for page in pages.PAGES for name in (page.name, page.chinese)]
    assert len(set(names)) == len(names)
    assert pages.likely("排板库") == ("是不是：排版库？",)
    assert pages.likely("天气") == ()


def test_an_installed_package_has_its_own(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "PACKAGE", tmp_path / "reportgen")
    assert pages.folder() == tmp_path / "docs"
    shutil.copytree(root / "docs", tmp_path / "reportgen" / "_docs")
    assert pages.path_of(pages.PAGES[0]) == tmp_path / "reportgen" / "_docs" / "facts.md"


def test_open_hands_the_page_to_the_system(monkeypatch: pytest.MonkeyPatch, capsys: Shown) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path, wait: opened.append(path) or 0)
    assert main(["docs", "版式", "--open"]) == main(["docs", "--open"]) == 0
    assert [Path(path) for path in opened] == [pages.folder() / "profile.md", pages.folder()]
    monkeypatch.setattr(click, "launch", lambda path, wait: 3)
    assert main(["docs", "版式", "--open"]) == 2
    assert "E0910" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_on_a_terminal_it_goes_through_the_pager(tmp_path: Path) -> None:
    import pty

    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nsed -n '1s/^/paged /p'\n", encoding="utf-8")
    pager.chmod(0o755)
    ours, theirs = pty.openpty()
    env = {**os.environ, "PAGER": str(pager), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "reportgen", "docs", "版式"]
    subprocess.run(command, stdin=theirs, stdout=theirs, env=env, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode("utf-8")
    os.close(ours)
    assert shown.strip() == "paged # 版式"
