"""What was found, as a list that a page shows beside the sheets: message, place, line, hints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.findings import Group, Lines, grouped, summary
from reportgen.page.markup import Html, joined, tag
from reportgen.page.places import place
from reportgen.pipeline import NARRATIVE
from reportgen.world import World

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def findings(
    found: Sequence[Diagnostic], folder: Path, world: World, *, busy: bool, fresh: bool,
    pages: int,
) -> Html:
    """The findings, the most serious first, and what they mean for the pages beside."""
    lines, stale = Lines(world), not fresh and not busy
    verdict = "左边还是上一次排得出来的样子：" if stale and pages else ""
    count = summary(found) or "没有发现问题"
    fixes = Counter(each.code for each in found if _mends(each, folder))
    return joined(
        tag("p", f"{verdict}{count}。", class_="stale" if stale else "verdict"),
        tag("ul", *(_group(each, found, folder, lines, fixes) for each in grouped(found)),
            class_="findings"))


def _mends(item: Diagnostic, folder: Path) -> bool:
    """Whether it can be mended here: in the narrative alone, never in data."""
    return item.fix is not None and not item.waived and Path(item.fix.span.file) == folder / NARRATIVE


def _group(
    group: Group, found: Sequence[Diagnostic], folder: Path, lines: Lines, fixes: Counter[str],
) -> Html:
    item = group.first
    return tag(
        "li", tag("p", tag("strong", item.severity.value), f" {item.message} ",
                  tag("code", item.code)),
        place(item.span, folder, lines), _shown(item, found),
        *(tag("p", f"另有 {len(group.others)} 处") for _ in group.others[:1]),
        *(tag("p", f"办法：{hint}", class_="hint") for hint in item.hints),
        *(_mending(item, fixes[item.code]) for _ in [0] if _mends(item, folder)),
        *(joined(tag("p", note, class_="note"), place(span, folder, lines))
          for span, note in item.related),
        class_=_KINDS[item.severity], data_code=item.code)


def _shown(item: Diagnostic, found: Sequence[Diagnostic]) -> Html:
    """A button that shows on the pages where it is."""
    if not item.span.line and not item.span.cell:
        return Html()
    return tag("button", "在页上看", type="button", data_ask=f"finding={found.index(item)}")


def _mending(item: Diagnostic, count: int) -> Html:
    """What would be changed, and a button that changes it, with all that is found of its code."""
    assert item.fix is not None     # noqa: S101 - asked before
    words = "改好" if count == 1 else f"改好这一类的 {count} 处"
    return tag("p", tag("del", item.fix.old or "（空）"), " → ", tag("ins", item.fix.new or "（删去）"), " ",
               tag("button", words, type="button", data_fix=item.code), class_="fix")
