"""Measures of the source: sizes, import cycles, things that are never written here.

Each check takes a source text and gives findings; `tests/test_budgets.py` runs them over the
project, and over planted faults to show that each of them fires.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FUNCTION_LINES = 60
FILE_LINES = 500
PUBLIC_METHODS = 12

FORBIDDEN = tuple(
    "".join(parts) for parts in (
        ("../", "shared"), ("/wo", "rk/"), ("/tm", "p/bash"), ("/tm", "p/rg-"), (".lib", "rary/"),
        ("registry.", "npmjs"), ("pypi.org/", "simple"), ("files.python", "hosted"),
        ("--index", "-url"), ("deb.debian", ".org"), ("/ro", "ot/"),
    )
)
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")

# What asks the disk, whatever it is called on; and what asks the system.
ASKING = frozenset({
    "is_symlink", "exists", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir",
    "glob", "rglob", "stat", "lstat", "touch", "mkdir", "rmdir", "unlink", "symlink_to",
    "samefile", "expanduser",
})
SYSTEM = frozenset({
    "os.environ", "os.getenv", "os.listdir", "os.scandir", "os.walk", "os.stat", "os.path",
    "Path.cwd", "Path.home", "shutil.copy", "shutil.rmtree", "tempfile.mkstemp",
})
DOORS = ("world", "files", "cache", "charts/record/backend", "archive/disk",
         "refusals")  # they are the door
CODE = re.compile(r"[EWI]\d{4}")
LETTERS = {"error": "E", "failure": "E", "warning": "W", "info": "I"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sizes(name: str, source: str) -> Iterator[str]:
    """Files, functions and classes that have grown too large."""
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield f"{name}: {lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {length} lines"
        elif isinstance(node, ast.ClassDef):
            public = [m for m in node.body if isinstance(m, Function) and m.name[0] != "_"]
            if len(public) > PUBLIC_METHODS:
                yield f"{name}:{node.lineno}: {node.name} has {len(public)} public methods"


def swallowed(name: str, source: str) -> Iterator[str]:
    """Exceptions that vanish: a handler that does nothing, or `suppress`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler) and all(map(_does_nothing, node.body)):
            yield f"{name}:{node.lineno}: an exception is swallowed"
        elif isinstance(node, ast.Call) and _called(node) == "suppress":
            yield f"{name}:{node.lineno}: an exception is suppressed"


def printed(name: str, source: str) -> Iterator[str]:
    """Calls of the built-in `print`: the terminal has one door, and it is not this."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print":
            yield f"{name}:{node.lineno}: print"


def disk(name: str, source: str) -> Iterator[str]:
    """Ways round the door: the disk or the environment asked without a `World`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (_asked(node) or _plainly_opened(node)):
            yield f"{name}:{node.lineno}: {_called(node)}"
        elif isinstance(node, ast.Attribute) and f"{_name(node.value)}.{node.attr}" in SYSTEM:
            yield f"{name}:{node.lineno}: {_name(node.value)}.{node.attr}"


def mistold(name: str, source: str) -> Iterator[str]:
    """Diagnostics whose word is not that of their code's letter: `error` with `W0401`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and _called(node) in LETTERS:
            code = getattr(node.args[0], "value", None)
            if isinstance(code, str) and CODE.fullmatch(code) and code[0] != LETTERS[_called(node)]:
                yield f"{name}:{node.lineno}: {_called(node)} {code}"


def assembled(name: str, source: str) -> Iterator[str]:
    """Errors put together by hand, where `failure` would make them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) == "ReportError" and node.args \
                and isinstance(node.args[0], ast.Call) and _called(node.args[0]) == "Diagnostic":
            yield f"{name}:{node.lineno}: use failure"


def unfinished(name: str, source: str) -> Iterator[str]:
    """Notes to oneself."""
    for number, line in enumerate(source.splitlines(), start=1):
        if match := UNFINISHED.search(line):
            yield f"{name}:{number}: {match.group()}"


def forbidden(name: str, source: str) -> Iterator[str]:
    """Places of one machine or one workplace."""
    for number, line in enumerate(source.splitlines(), start=1):
        for word in FORBIDDEN:
            if word in line:
                yield f"{name}:{number}: {word}"


def cycles(modules: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Knots of modules that import each other, at whatever time, for types alone too.

    `modules` maps name → source.
    """
    graph = {name: _imports(name, source, modules) for name, source in modules.items()}
    reach = {name: _reachable(name, graph) for name in graph}
    knots = {
        tuple(sorted({other for other in reach[name] if name in reach[other]}))
        for name in graph if name in reach[name]
    }
    return sorted(knots)


def reached(modules: Mapping[str, str], starts: Iterable[str]) -> set[str]:
    """All that is imported from there on when it runs; not what is named for types alone."""
    seen: set[str] = set()
    waiting = set(starts)
    while waiting:
        name = waiting.pop()
        seen.add(name)
        tree = ast.parse(modules[name])
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and _name(node.test) == "TYPE_CHECKING":
                node.body = []
        waiting |= _imported(name, tree, modules) - seen
    return seen


def package(root: Path) -> dict[str, str]:
    """Module name → source of the package below `root`."""
    found: dict[str, str] = {}
    for path in sorted((root / "reportgen").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join(parts)] = path.read_text(encoding="utf-8")
    return found


def _does_nothing(statement: ast.stmt) -> bool:
    empty = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return empty or isinstance(statement, ast.Pass | ast.Continue)


def _asked(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ASKING


def _plainly_opened(call: ast.Call) -> bool:
    """`open(…)`, or a path's own methods, which a `World` is asked for with the path."""
    if isinstance(call.func, ast.Name):
        return call.func.id == "open"
    mode = bool(call.args) and isinstance(getattr(call.args[0], "value", None), str)
    return (_called(call) == "open" and mode) or (not call.args and _called(call) in {
        "is_file", "is_dir", "resolve", "open"})


def _name(node: ast.expr) -> str:
    return getattr(node, "id", "")


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _imports(name: str, source: str, known: Mapping[str, str]) -> set[str]:
    return _imported(name, ast.parse(source), known)


def _imported(name: str, tree: ast.AST, known: Mapping[str, str]) -> set[str]:
    """The known modules which `name` imports; absolute imports only, as ruff sees to."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found.update(n if n in known else str(node.module) for n in names)
    return {module for module in found if module in known and module != name}


def _reachable(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for target in graph[waiting.pop()] - seen:
            seen.add(target)
            waiting.append(target)
    return seen
