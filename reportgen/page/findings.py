"""What was found, as a list that a page shows beside the sheets: message, place, line, hints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Severity, Span
from reportgen.findings import Group, Lines, grouped, summary
from reportgen.page.markup import Html, joined, tag
from reportgen.world import World

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_AROUND = 40        # characters of a line that are shown before and after a place


def findings(
    found: Sequence[Diagnostic], folder: Path, world: World, *, busy: bool, fresh: bool,
    pages: int,
) -> Html:
    """The findings, the most serious first, and what they mean for the pages beside."""
    stale = not fresh and not busy
    verdict = "还是上一次排得出来的样子：" if stale and pages else ""
    count = summary(found) or "没有发现问题"
    return joined(
        tag("p", f"{verdict}{count}。", class_="stale" if stale else "verdict"),
        findings_of(found, folder, world))


def findings_of(found: Sequence[Diagnostic], folder: Path, world: World) -> Html:
    """Findings alone, what is alike told once."""
    lines = Lines(world)
    return tag("ul", *(_group(each, folder, lines) for each in grouped(found)), class_="findings")


def _group(group: Group, folder: Path, lines: Lines) -> Html:
    item = group.first
    return tag(
        "li", tag("p", tag("strong", item.severity.value), f" {item.message} ",
                  tag("code", item.code)),
        place(item.span, folder, lines),
        *(tag("p", f"另有 {len(group.others)} 处",) for _ in group.others[:1]),
        *(tag("p", f"办法：{hint}", class_="hint") for hint in item.hints),
        *(joined(tag("p", note, class_="note"), place(span, folder, lines))
          for span, note in item.related),
        class_=_KINDS[item.severity], data_code=item.code)


def place(span: Span, folder: Path, lines: Lines) -> Html:
    """Where something is written, with its line and a mark on it."""
    if not span.file:
        return Html()
    file = Path(span.file)
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.name
    shown = tag("p", f"{name}{str(span).removeprefix(span.file)}", class_="place")
    line = lines.line(span)
    if line is None or span.column < 1:
        return shown
    start, end = span.column - 1, span.column - 1 + max(span.length, 1)
    before = line[max(0, start - _AROUND) : start]
    after = line[end : end + _AROUND]
    cut = "…" if start > _AROUND else ""
    more = "…" if len(line) > end + _AROUND else ""
    return joined(shown, tag("pre", f"{cut}{before}", tag("mark", line[start:end]),
                             f"{after}{more}"))
