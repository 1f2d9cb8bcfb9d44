"""附件: what is listed and what stands below are the same, in the same order."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink, Span
from reportgen.narrative.fill.attachments import attachment_names, number_of
from reportgen.narrative.syntax import AttachmentSource, Listed

LISTED = (Listed("清单", span=Span("b.md", 2)), Listed("要求", span=Span("b.md", 3)),
          Listed("地图", apart=True, span=Span("b.md", 4)))


def body(name: str, line: int = 9, number: int = 0) -> AttachmentSource:
    return AttachmentSource(name, number, span=Span("b.md", line))


def names(
    listed: tuple[Listed, ...], *bodies: AttachmentSource
) -> tuple[tuple[str, ...], list[tuple[str, int, str]]]:
    sink = Sink()
    found = attachment_names(listed, bodies, sink)
    assert all(item.hints for item in sink)
    return found, [(item.code, item.span.line, item.message) for item in sink.items]


def test_all_is_well() -> None:
    assert names(LISTED, body("清单"), body("要求")) == (("清单", "要求", "地图"), [])


def test_where_none_are_listed_the_bodies_are() -> None:
    assert names((), body("清单"), body("要求")) == (("清单", "要求"), [])
    assert names(()) == ((), [])


def test_a_listed_one_without_a_body_is_a_warning() -> None:
    _, told = names(LISTED, body("清单"))
    assert [(code, line) for code, line, _ in told] == [("W0323", 3)]


@pytest.mark.parametrize(("bodies", "line", "word"), [
    ((body("清单"), body("要求"), body("要末", 12)), 12, "没有“要末”"),
    ((body("清单"), body("要求"), body("清单", 12)), 12, "写了两次"),
    ((body("要求"), body("清单", 12)), 12, "次序"),
    ((body("清单", 12, number=2), body("要求")), 12, "是附件1"),
    ((body("清单"), body("要求"), body("地图", 12)), 12, "另附"),
])
def test_errors_name_what_is_wrong(
    bodies: tuple[AttachmentSource, ...], line: int, word: str
) -> None:
    _, told = names(LISTED, *bodies)
    assert [(code, where) for code, where, _ in told] == [("E0331", line)]
    assert word in told[0][2]


def test_a_body_twice_is_told_where_none_are_listed() -> None:
    _, told = names((), body("清单"), body("清单", 12))
    assert [(code, line) for code, line, _ in told] == [("E0331", 12)]


@pytest.mark.parametrize(("of", "name", "number"), [
    (("清单",), "清单", 0), (("清单", "要求"), "要求", 2), (("清单", "要求"), "没有", 0),
])
def test_a_single_one_has_no_number(of: tuple[str, ...], name: str, number: int) -> None:
    assert number_of(of, name) == number
