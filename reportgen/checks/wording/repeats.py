"""What is said twice, and sentences without an end."""

from __future__ import annotations

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink, Span

_RUNNING = frozenset({"body", "editor_note", "boxed"})
_SHORT = 12         # characters up to which a clause may well be said twice
_LONG = 120         # characters without 。！？；


def check_repeats(said: Said, sink: Sink) -> None:
    """W0434 a paragraph or sentence that stands there already; I0435 a sentence too long."""
    seen: dict[str, Span] = {}
    for each in said.prose:
        if each.step.passage.style in _RUNNING:
            _look(each, seen, sink)


def _look(each: Prose, seen: dict[str, Span], sink: Sink) -> None:
    parts = list(each.sentences())
    for start, text in parts:
        if len(text) > _LONG:
            sink.info("I0435", f"一句话{len(text)}个字：“{text[:10]}……”",
                      each.place(start, start + len(text)), "分成几句")
    if len(parts) > 1 and _again(each, 0, each.text, seen, sink):
        return
    for start, text in parts:
        _again(each, start, text.rstrip("。！？；"), seen, sink)


def _again(each: Prose, start: int, text: str, seen: dict[str, Span], sink: Sink) -> bool:
    """Whether a text stands there already, which is told."""
    place = each.place(start, start + len(text))
    first = seen.setdefault(text, place)
    if first is place or len(text) <= _SHORT:
        return False
    what = "一段" if text == each.text and "。" in text else "一句"
    sink.warning("W0434", f"这{what}前面写过了：“{text[:20]}{'……' * (len(text) > 20)}”", place,
                 "删去一处，或改写", related=((first, "前面写在这里"),))
    return True
