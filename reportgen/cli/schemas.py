"""What `--json` prints, as JSON Schemas of draft 2020-12, made of one table (`results.toml`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from reportgen.world import PACKAGE, PACKAGED

Schema: TypeAlias = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_INPUTS = {f"{room}.yaml": PACKAGE / room / "schema.json" for room in ("facts", "office")}
FAILURE, DIAGNOSTIC = "failure", "diagnostic"
_PLAIN: Mapping[str, Schema] = {
    "text": {"type": "string"}, "count": {"type": "integer", "minimum": 0},
    "integer": {"type": "integer"}, "number": {"type": "number"}, "flag": {"type": "boolean"},
    "code": {"type": "string", "pattern": "^[EWI][0-9]{4}$"}, "null": {"type": "null"}, "any": {},
}
_HEAD = {
    "tool": "reportgen 程序", "version": "text 版本", "command": "text 命令",
    "ok": "flag 做完了没有", "exit_code": "count 退出码：reportgen docs 退出码",
    "diagnostics": "diagnostic[] 全部提示，按位置排",
}


@cache
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    import tomllib

    return tomllib.loads(PACKAGED.read(PACKAGE / "cli" / "results.toml").decode())


def commands() -> tuple[str, ...]:
    """The commands of which the table knows what they print."""
    return tuple(_table()["commands"])


def names() -> tuple[str, ...]:
    """All schemas: of commands, of lines, of a diagnostic, of no command, of what is read."""
    return *commands(), *_table()["lines"], DIAGNOSTIC, FAILURE, *_INPUTS


def schema(name: str) -> Schema:
    """The schema of that name, whole. Raises `KeyError` for none."""
    if path := _INPUTS.get(name):
        found: Schema = json.loads(PACKAGED.read(path))
        return found
    if name in _table()["commands"]:
        made = _command(name)
    elif name == FAILURE:
        made = _object(_HEAD)
        made["properties"]["ok"] = {"const": False}
    elif name == DIAGNOSTIC:
        made = _object(_things()[name])
    else:
        made = _object(_table()["lines"][name])
    told = {"$schema": _DRAFT, "$id": f"urn:reportgen:{name.replace(' ', '-')}", "title": name}
    return {**told, **made, "$defs": {each: _object(_things()[each]) for each in _needed(made)}}


def _things() -> dict[str, dict[str, Any]]:
    return _table()["things"]


def _command(name: str) -> Schema:
    """What a command prints: all of it where it was done, some of it where it was not."""
    own, made = _object(_table()["commands"][name]), _object(_HEAD)
    made["properties"] |= {"command": {"const": name}, **own["properties"]}
    then = {key: own[key] for key in ("required", "oneOf") if key in own}
    return made | {"if": {"properties": {"ok": {"const": True}}}, "then": then}


def _object(row: Mapping[str, Any]) -> Schema:
    """A closed object."""
    while "<" in row:
        row = {**_things()[row["<"]], **{key: told for key, told in row.items() if key != "<"}}
    keys = {key.rstrip("?"): told for key, told in row.items() if key != "|"}
    made: Schema = {
        "type": "object",
        "properties": {key: _told(told) for key, told in keys.items()},
        "required": [key for key in row if key in keys], "additionalProperties": False,
    }
    if "|" in row:
        sets = [each.split() for each in row["|"]]
        known = dict.fromkeys(key for each in sets for key in each)
        made["oneOf"] = [
            {"required": each, "properties": {key: False for key in known if key not in each}}
            for each in sets]
    return made


def _told(told: str) -> Schema:
    kind, _, what = told.partition(" ")
    return {**_kind(kind), **({"description": what} if what else {})}


def _kind(kind: str) -> Schema:
    if kind.endswith("[]"):
        return {"type": "array", "items": _kind(kind[:-2])}
    if kind.endswith("{}"):
        return {"type": "object", "additionalProperties": _kind(kind[:-2])}
    if "|" in kind:
        words = kind.split("|")
        if not any(map(_known, words)):
            return {"enum": words}
        return {"anyOf": list(map(_kind, words))}
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    return {"$ref": f"#/$defs/{kind}"} if kind in _things() else {"const": kind}


def _known(kind: str) -> bool:
    return kind.rstrip("[]{}") in _PLAIN or kind in _things()


def _needed(made: Schema) -> Iterator[str]:
    """The things that a schema speaks of, and those that these speak of."""
    found, open_ = dict[str, None](), [made]
    while open_:
        for name in re.findall(r"#/\$defs/(\w+)", json.dumps(open_.pop())):
            if name not in found:
                found[name] = None
                open_.append(_object(_things()[name]))
    yield from found
