"""SARIF: a log that a strict reader takes, with places, fixes and suppressions.

`_SCHEMA` states by hand what the standard (SARIF 2.1.0, §3) allows in the objects that are written
here, and no more: an object with another key, or without one that is required, does not pass.
"""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from reportgen.cli.sarif import as_sarif
from reportgen.diagnostics import Diagnostic, Fix, Span, Waiver

_TEXT = {"type": "string", "minLength": 1}
_WHOLE = {"type": "integer", "minimum": 1}


def only(required: str, **parts: Any) -> dict[str, Any]:
    return {"type": "object", "properties": parts, "required": required.split(),
            "additionalProperties": False}


def many(part: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": part, "minItems": 1}


_MESSAGE = only("text", text=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}                          # §3.27.10
_ARTIFACT = only("uri", uri={"type": "string", "pattern": "^[!-~]+$"})           # RFC 3986
_REGION = only("startLine", startLine=_WHOLE, startColumn=_WHOLE, endColumn=_WHOLE)
_PHYSICAL = only("artifactLocation", artifactLocation=_ARTIFACT, region=_REGION)
_LOGICAL = only("name", name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT)
_LOCATION = only("", physicalLocation=_PHYSICAL, logicalLocations=many(_LOGICAL),
                 message=_MESSAGE)
_CHANGE = only("artifactLocation replacements", artifactLocation=_ARTIFACT, replacements=many(
    only("deletedRegion", deletedRegion=_REGION, insertedContent=only("text", text={
        "type": "string"}))))
_SUPPRESSION = only("kind", kind={"enum": ["inSource", "external"]},
                    status={"enum": ["accepted", "underReview", "rejected"]},
                    justification=_TEXT, location=_LOCATION)
_RULE = only("id", id=_TEXT, shortDescription=_MESSAGE, fullDescription=_MESSAGE, help=_MESSAGE,
             defaultConfiguration=only("", level=_LEVEL), properties=only("clause", clause=_TEXT))
_RESULT = only(
    "message ruleId ruleIndex", ruleId=_TEXT, ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL, message=_MESSAGE, locations=many(_LOCATION), relatedLocations=many(_LOCATION),
    fixes=many(only("artifactChanges", description=_MESSAGE, artifactChanges=many(_CHANGE))),
    suppressions=many(_SUPPRESSION))
_SCHEMA = only(
    "version runs", **{"$schema": _TEXT}, version={"const": "2.1.0"}, runs=many(only(
        "tool results", columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        tool=only("driver", driver=only(
            "name", name=_TEXT, version=_TEXT, language={"pattern": "^[a-z]{2}-[A-Z]{2}$"},
            rules={"type": "array", "items": _RULE})),
        results={"type": "array", "items": _RESULT})))

HERE = Span("示例/briefing.md", 3, 5, 2)
FOUND = (
    Diagnostic("W0332", "标点重复", HERE, ("改成“，”",), ((Span("f.yaml", 2, 1), "这里"),),
               Fix(HERE, "，，", "，")),
    Diagnostic("W0411", "缺", HERE, waived=Waiver("W0411", "原文", "甲某", Span("b.md", 2, 1))),
    Diagnostic("E0413", "多", Span("台账 1.xlsx", sheet="表", cell="C7"),
               waived=Waiver("E0413", "命令行 --allow")),
    Diagnostic("I0401", "没有写进", Span("f.yaml")),
    Diagnostic("W0401", "少"),
)


def read(*found: Diagnostic) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(as_sarif(found))
    Draft202012Validator(_SCHEMA).validate(log)
    return log


def test_an_empty_log_is_a_log() -> None:
    assert read()["runs"][0]["results"] == []


def test_results() -> None:
    run = read(*FOUND)["runs"][0]
    rules, by_code = run["tool"]["driver"]["rules"], {}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        by_code[result["ruleId"]] = result
    assert len(by_code) == len(FOUND)
    assert by_code["E0413"]["level"] == "error"         # let pass it is an error still
    assert by_code["I0401"]["level"] == "note"
    assert "locations" not in by_code["W0401"]
    (place,) = by_code["W0332"]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%A4%BA%E4%BE%8B/briefing.md"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 7}}
    assert by_code["W0332"]["message"]["text"] == "标点重复\n办法：改成“，”"


def test_a_cell_is_a_logical_location() -> None:
    (result,) = read(FOUND[2])["runs"][0]["results"]
    (place,) = result["locations"]
    assert place["logicalLocations"] == [
        {"name": "C7", "fullyQualifiedName": "表!C7", "kind": "cell"}]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E5%8F%B0%E8%B4%A6%201.xlsx"}}


def test_a_fix_and_a_suppression() -> None:
    fixed, passed = read(*FOUND[:2])["runs"][0]["results"]
    (change,) = fixed["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{
        "deletedRegion": {"startLine": 3, "startColumn": 5, "endColumn": 7},
        "insertedContent": {"text": "，"}}]
    (suppression,) = passed["suppressions"]
    assert suppression["justification"] == "原文（甲某）"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 2
    (other,) = read(FOUND[2])["runs"][0]["results"][0]["suppressions"]
    assert other == {"kind": "external", "status": "accepted", "justification": "命令行 --allow"}
