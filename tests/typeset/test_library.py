"""A library of its own: the page about it runs where nothing else of the project is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportgen.typeset

BLOCKS = re.compile(r"^```(python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LOADED = """
import sys
before = set(sys.modules)
import reportgen.typeset
for name in reportgen.typeset.__all__:
    getattr(reportgen.typeset, name)
print(*sorted(set(sys.modules) - before), sep="\\n")
"""


def lone(root: Path, folder: Path) -> Path:
    """A copy of the library without the rest, under a name of its own, as the page advises."""
    (folder / "hanset").mkdir()
    for path in (root / "reportgen" / "typeset").glob("*.py"):
        source = path.read_text(encoding="utf-8").replace("reportgen.typeset", "hanset")
        (folder / "hanset" / path.name).write_text(source, encoding="utf-8")
    return folder


def alone(code: str, folder: Path) -> str:
    """What `code` prints in a Python that sees `folder` and the standard library."""
    path = f"import sys; sys.path.insert(0, {str(folder)!r})\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", path + code],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )
    assert not done.stderr
    return done.stdout


def foreign(modules: list[str]) -> list[str]:
    """Those of `modules` that are neither the library's nor the standard library's."""
    own = re.compile(r"reportgen(\.version|\.typeset(\..*)?)?")
    return [
        name for name in modules
        if not own.fullmatch(name) and name.split(".")[0] not in sys.stdlib_module_names
    ]


def test_importing_it_loads_the_standard_library_alone(root: Path) -> None:
    loaded = alone(LOADED, root).split()
    assert "reportgen.typeset.paragraph" in loaded
    assert not foreign(loaded)


def test_a_foreign_module_is_seen() -> None:
    assert foreign(["re", "reportgen.typeset.fit", "reportgen.units", "numpy.core"]) == [
        "reportgen.units", "numpy.core",
    ]


def test_the_page_runs_without_the_rest(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "typesetting-library.md").read_text(encoding="utf-8")
    blocks = BLOCKS.findall(page)
    code = "".join(block for kind, block in blocks if kind == "python")
    promised = "".join(block for kind, block in blocks if kind == "text")
    assert len(blocks) == 9
    assert alone(code, root) == promised
    assert alone(code.replace("reportgen.typeset", "hanset"), lone(root, tmp_path)) == promised


@pytest.mark.parametrize("name", reportgen.typeset.__all__)
def test_all_that_is_public_is_on_the_pages(root: Path, name: str) -> None:
    pages = "".join(
        (root / "docs" / page).read_text(encoding="utf-8")
        for page in ("typesetting-library.md", "typography.md")
    )
    thing = getattr(reportgen.typeset, name)
    shown = thing if isinstance(thing, str) else name
    assert re.search(rf"`{shown}\b|\b{shown}\b", pages)
