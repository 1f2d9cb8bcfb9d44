"""All patterns that the program compiles: where, and how each is used.

Run as a program, in a process of its own: `re` is watched while every module is imported and a
briefing is built; those made late are seen as they are named. Others stand in the source as
literals.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import json
import pkgutil
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import reportgen
from reportgen import patterns as late_patterns

ROOT = Path(reportgen.__file__).parent
CALLS = ("sub", "subn", "split", "findall", "finditer", "search", "match", "fullmatch", "compile")
_USED = re.compile(r"\b(\w+)(?:\([^()]*\))?\."
                   r"(search|match|fullmatch|finditer|findall|subn?|split|scanner)\b")


class Found(NamedTuple):
    """A pattern; `how` it is used at the worst: "search", "match" or "fullmatch"."""

    file: str
    line: int
    name: str
    pattern: str
    flags: int
    how: str


def watched() -> Iterator[tuple[str, int, str | bytes, int]]:
    """What is compiled from our files: file, line, pattern, flags."""
    seen: dict[tuple[str, str | bytes, int], int] = {}
    real: Any = re._compile  # type: ignore[attr-defined]

    def spy(pattern: Any, flags: Any) -> Any:
        made, frame = real(pattern, flags), sys._getframe(1)
        while frame.f_back and frame.f_code.co_filename.endswith("/re/__init__.py"):
            frame = frame.f_back
        file = frame.f_code.co_filename
        if file.startswith(f"{ROOT}/"):
            key = file.removeprefix(f"{ROOT}/"), made.pattern, made.flags
            seen.setdefault(key, frame.f_lineno)
        return made

    def late(self: Any, pattern: str, flags: int) -> None:
        frame = sys._getframe(2)
        while frame.f_back and not frame.f_code.co_filename.startswith(f"{ROOT}/"):
            frame = frame.f_back
        seen.setdefault((frame.f_code.co_filename.removeprefix(f"{ROOT}/"), pattern, flags),
                        frame.f_lineno)
        told(self, pattern, flags)

    told: Any = late_patterns._Late.__init__
    late_patterns._Late.__init__ = late  # type: ignore[method-assign]
    re._compile = spy  # type: ignore[attr-defined]
    for module in pkgutil.walk_packages(reportgen.__path__, "reportgen."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)
    from reportgen.cli import main

    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(io.StringIO()):
        main(["build", str(ROOT / "templates" / "briefing"), "-o", name])
    re._compile = real  # type: ignore[attr-defined]
    late_patterns._Late.__init__ = told  # type: ignore[method-assign]
    for (file, pattern, flags), line in seen.items():
        if file != "patterns.py":       # where those made late are compiled
            yield file, line, pattern, flags


def written() -> Iterator[tuple[str, int, str | bytes, int]]:
    """The patterns that stand in a call of `re` as a literal."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=call),
                              args=[ast.Constant(str() | bytes() as pattern), *_]):
                    if call in CALLS:
                        yield str(path.relative_to(ROOT)), node.lineno, pattern, 0


def _names(tree: ast.AST) -> dict[int, str]:
    """The name that is given on each line of a module."""
    return {line: target.id for node in ast.walk(tree) if isinstance(node, ast.Assign)
            for target in node.targets[:1] if isinstance(target, ast.Name)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def found() -> Iterator[Found]:
    """Every pattern once."""
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
               for path in ROOT.rglob("*.py")}
    told = set()
    for file, line, pattern, flags in (*watched(), *written()):
        if (file, pattern) in told:
            continue
        told.add((file, pattern))
        name = _names(ast.parse(sources[file])).get(line, "")
        used = {how for each, how in _USED.findall(sources[file]) if each == name}
        call = re.search(r"\bre\.(\w+)\(", sources[file].split("\n")[line - 1])
        if call and call[1] != "compile":
            used = {call[1]}
        how = "search" if not used or used - {"match", "fullmatch"} else max(used, key=len)
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        kept = flags & ~re.UNICODE | (0 if isinstance(pattern, str) else re.ASCII)
        yield Found(file, line, name, text, kept, how)


if __name__ == "__main__":
    json.dump([*found()], sys.stdout)
