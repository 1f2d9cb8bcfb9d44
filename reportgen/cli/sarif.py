"""Diagnostics as SARIF 2.1.0, which editors and code hosts read (OASIS, errata 01).

Columns count characters, not UTF-16 units. A cell of a workbook is a logical location.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from reportgen.diagnostics import Diagnostic, Fix, Span, Waiver
from reportgen.findings import in_order
from reportgen.sources.rules import Rule, rules
from reportgen.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"E": "error", "W": "warning", "I": "note"}
Object = dict[str, object]


def as_sarif(items: Iterable[Diagnostic]) -> bytes:
    """A log of one run: the rules that were met, and a result for each diagnostic."""
    found, known = in_order(items), rules()
    codes = sorted({item.code for item in found})
    driver: Object = {"name": "reportgen", "version": __version__, "language": "zh-CN",
                      "rules": [_rule(known[code]) for code in codes]}
    run: Object = {
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "results": [_result(item, codes.index(item.code)) for item in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode()


def _rule(rule: Rule) -> Object:
    return {
        "id": rule.code, "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why}, "help": {"text": rule.fix},
        "defaultConfiguration": {"level": _LEVELS[rule.code[0]]},
        **({"properties": {"clause": rule.clause}} if rule.clause else {}),
    }


def _result(item: Diagnostic, index: int) -> Object:
    told: Object = {
        "ruleId": item.code, "ruleIndex": index, "level": _LEVELS[item.code[0]],
        "message": {"text": "\n".join((item.message, *(f"办法：{hint}" for hint in item.hints)))},
    }
    if item.span.file:
        told["locations"] = [_location(item.span)]
    if related := [{**_location(span), "message": {"text": note}}
                   for span, note in item.related if span.file]:
        told["relatedLocations"] = related
    if item.fix:
        told["fixes"] = [_fix(item.fix)]
    if item.waived:
        told["suppressions"] = [_suppression(item.waived)]
    return told


def _location(span: Span) -> Object:
    place: Object = {"artifactLocation": _artifact(span)}
    if span.line and not span.cell:
        place["region"] = _region(span)
    told: Object = {"physicalLocation": place}
    if span.cell:
        told["logicalLocations"] = [
            {"name": span.cell, "fullyQualifiedName": f"{span.sheet}!{span.cell}", "kind": "cell"}]
    return told


def _artifact(span: Span) -> Object:
    path = Path(span.file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _region(span: Span) -> Object:
    told: Object = {"startLine": span.line}
    if span.column:
        told |= {"startColumn": span.column, "endColumn": span.column + max(span.length, 1)}
    return told


def _fix(fix: Fix) -> Object:
    change = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.new}}
    return {"description": {"text": f"“{fix.old}”改成“{fix.new}”"},
            "artifactChanges": [{"artifactLocation": _artifact(fix.span),
                                 "replacements": [change]}]}


def _suppression(waiver: Waiver) -> Object:
    if not waiver.span.file:
        return {"kind": "external", "status": "accepted", "justification": str(waiver)}
    return {"kind": "inSource", "status": "accepted", "justification": str(waiver),
            "location": _location(waiver.span)}
