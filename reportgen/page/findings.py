"""What was found, as a list that a page shows beside the sheets: message, place, line, hints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.acts.fixing import Mended
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.findings import Group, Lines, grouped, summary
from reportgen.page.markup import Html, joined, tag
from reportgen.page.places import named, place
from reportgen.page.words import hints, short
from reportgen.pipeline import NARRATIVE
from reportgen.world import World

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def findings(
    found: Sequence[Diagnostic], folder: Path, world: World, *, fresh: bool, pages: int,
) -> Html:
    """What was found of the pages beside, the most serious first, and what it means for them.

    Each is shown on them, and mended where that is sure, by a button.
    """
    verdict = "旁边还是上一次排得出来的样子：" if not fresh and pages else ""
    count = summary(found) or "没有发现问题"
    fixes = Counter(each.code for each in found if _mends(each, folder))

    def buttons(item: Diagnostic) -> Html:
        return joined(_shown(item, found) if pages else "",
                      _mending(item, fixes[item.code]) if _mends(item, folder) else "")

    return joined(
        tag("p", f"{verdict}{count}。", class_="verdict" if fresh else "stale"),
        findings_of(found, folder, world, buttons))


def findings_of(
    found: Sequence[Diagnostic], folder: Path, world: World,
    buttons: Callable[[Diagnostic], Html] = lambda _: Html(),
) -> Html:
    """Findings alone, what is alike told once."""
    lines = Lines(world)
    return tag("ul", *(_group(each, folder, lines, buttons(each.first))
                       for each in grouped(found)), class_="findings")


def _group(group: Group, folder: Path, lines: Lines, buttons: Html) -> Html:
    item = group.first

    def told(text: str) -> str:
        return short(text, folder, lines.world)

    return tag(
        "li", tag("p", tag("strong", item.severity.value), f" {told(item.message)} ",
                  tag("code", item.code)),
        place(item.span, folder, lines),
        *(tag("p", f"另有 {len(group.others)} 处") for _ in group.others[:1]),
        *(tag("p", f"办法：{told(hint)}", class_="hint") for hint in hints(item)),
        buttons,
        *(joined(tag("p", told(note), class_="note"), place(span, folder, lines))
          for span, note in item.related),
        class_=_KINDS[item.severity], data_code=item.code)


def _mends(item: Diagnostic, folder: Path) -> bool:
    """Whether it can be mended here: in the narrative alone, never in data."""
    return item.fix is not None and not item.waived \
        and Path(item.fix.span.file) == folder / NARRATIVE


def _shown(item: Diagnostic, found: Sequence[Diagnostic]) -> Html:
    """A button that shows on the pages where it is."""
    if not item.span.line and not item.span.cell:
        return Html()
    return tag("button", "在页上看", type="button", data_ask=f"finding={found.index(item)}")


def place_of(item: Diagnostic) -> str:
    """Where it is mended: the line, the column, what stands there now."""
    return f"{item.fix.span.line}:{item.fix.span.column}:{item.fix.old}" if item.fix else ""


def _mending(item: Diagnostic, count: int) -> Html:
    """What would be changed, a button that changes it, and one for all that is of its code."""
    assert item.fix is not None     # noqa: S101 - asked before
    old, new = item.fix.old or "（空）", item.fix.new or "（删去）"
    return tag("p", tag("del", old), " → ", tag("ins", new), " ",
               tag("button", "改好", type="button", data_fix=item.code, data_at=place_of(item)),
               joined(" ", tag("button", f"这一类的 {count} 处都改好", type="button",
                               data_fix=item.code)) if count > 1 else "", class_="fix")


def mended(done: Mended, folder: Path) -> Html:
    """What was mended, line by line."""
    if not done.changes:
        return tag("p", "没有可以改的：已经改过了。")
    kept = f"原来的在 {done.backup.name}。" if done.backup else ""
    return joined(tag("h2", f"改好了 {done.changes} 处"), tag("p", kept), *(
        joined(named(line.span, folder),
               tag("pre", tag("del", line.old), "\n", tag("ins", line.new)))
        for line in done.lines))
