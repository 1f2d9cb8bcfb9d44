"""Changes of a source, one at a time: which nodes can be changed, and what stands there then.

Of an f-string only the whole is changed: Python 3.11 does not say where its parts stand.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OTHER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
         ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn,
         ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
         ast.Mult: ast.Add, ast.Break: ast.Continue, ast.Continue: ast.Break}
Kind = Callable[[Any], str | None]


@dataclass(frozen=True)
class Place:
    """A node of a file that can be changed: its bytes, and what stands there instead."""

    path: str
    lines: range      # those of its statement, up to its end
    kind: str
    start: int
    end: int
    text: str

    def apply(self, source: bytes) -> bytes:
        """The source, changed."""
        return source[:self.start] + self.text.encode() + source[self.end:]

    def shown(self, source: bytes) -> str:
        """Where it is, what stands there, and what instead."""
        line = source[:self.start].count(b"\n") + 1
        old = " ".join(source[self.start:self.end].decode().split())
        code = source.decode().splitlines()[line - 1].strip()
        return f"{self.path}:{line}  {self.kind}: {old} → {self.text}  |  {code}"

    @property
    def module(self) -> str:
        """Its dotted name."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _compare(node: ast.Compare) -> str:
    first, *others = node.ops
    return ast.unparse(ast.Compare(node.left, [OTHER[type(first)](), *others], node.comparators))


def _constant(kind: type, change: Callable[[Any], str]) -> Kind:
    return lambda node: change(node.value) if type(node.value) is kind else None


def _deleted(node: ast.Expr | ast.Raise | ast.Assign | ast.AugAssign) -> str | None:
    return None if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else "pass"


def _returned(node: ast.Return) -> str | None:
    value = node.value
    return None if value is None or ast.unparse(value) == "None" else "return None"


KINDS: Mapping[str, tuple[type[ast.AST] | tuple[type[ast.AST], ...], Kind]] = {
    "compare": (ast.Compare, _compare),
    "and, or": (ast.BoolOp, lambda node: ast.unparse(
        ast.BoolOp(OTHER[type(node.op)](), node.values))),
    "not": (ast.UnaryOp, lambda node: ast.unparse(node.operand)
            if isinstance(node.op, ast.Not) else None),
    "sum": (ast.BinOp, lambda node: ast.unparse(
        ast.BinOp(node.left, OTHER[type(node.op)](), node.right))
        if type(node.op) in OTHER else None),
    "number": (ast.Constant, _constant(int, lambda value: repr(value + 1))),
    "measure": (ast.Constant, _constant(float, lambda value: repr(value + 1))),
    "truth": (ast.Constant, _constant(bool, lambda value: repr(not value))),
    "text": (ast.Constant, _constant(str, lambda value: repr(value + "x"))),
    "message": (ast.JoinedStr, lambda node: ast.unparse(node) + " 'x'"),
    "returned": (ast.Return, _returned),
    "deleted": ((ast.Expr, ast.Raise, ast.Assign, ast.AugAssign), _deleted),
    "loop": ((ast.Break, ast.Continue), lambda node: ast.unparse(OTHER[type(node)]())),
}


def _nodes(node: ast.AST, within: bool = False, line: int = 0) -> Iterator[tuple[Any, bool, int]]:
    """What runs of a tree, whether in a function, and from which line: no annotations, no docs."""
    line = node.lineno if isinstance(node, ast.stmt) else line
    yield node, within, line
    within = within or isinstance(node, ast.FunctionDef | ast.Lambda)
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        if name in ("annotation", "returns") or isinstance(node, ast.JoinedStr):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        for order, child in enumerate(children):
            said = name == "body" and not order and isinstance(child, ast.Expr) \
                and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not said:
                yield from _nodes(child, within, line)


def places(path: str, source: bytes) -> Iterator[Place]:
    """All changes of a file."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, within, line in _nodes(ast.parse(source)):
        for kind, (types, change) in KINDS.items():
            text = change(node) if isinstance(node, types) else None
            if text is None or (kind == "deleted" and not within):
                continue
            text = f"({text})" if isinstance(node, ast.expr) else text
            yield Place(path, range(line, node.end_lineno + 1), kind,
                        starts[node.lineno - 1] + node.col_offset,
                        starts[node.end_lineno - 1] + node.end_col_offset, text)


def chosen(root: Path, seed: int, count: int) -> list[Place]:
    """So many places of the package, each as likely as another."""
    found = [place for path in sorted((root / "reportgen").rglob("*.py"))
             if "templates" not in path.parts
             for place in places(path.relative_to(root).as_posix(), path.read_bytes())]
    return random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - the same again
