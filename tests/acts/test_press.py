"""Papers in the looks and faces of the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.acts.archive import Desk
from reportgen.acts.press import press, titled, told
from reportgen.diagnostics import ReportError
from reportgen.layout.forms import Kind
from reportgen.units import Mm


def test_paper_is_a4_whatever_the_office_prints_on(at: Desk) -> None:
    (at.office.folder / "本镇.yaml").write_text("继承: 简报\n页面: {纸张: A3}\n", encoding="utf-8")
    made = press(at)
    for wide, sides in ((False, (210, 297)), (True, (297, 210))):
        form = made.paper([titled("目录")], wide=wide)
        assert (form.width, form.height) == pytest.approx([Mm(side).pt for side in sides])


def test_the_same_papers_are_the_same_bytes(at: Desk) -> None:
    first, second = (press(at).pdf("目录", [press(at).paper([titled("目录")])]) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-1.7")


def test_pairs_stand_beside_each_other() -> None:
    rows = list(told(("甲", "1"), ("乙", "2"), ("丙", "3"), many=2))
    assert [[field.text for field in row.fields] for row in rows] \
        == [["甲", "1", "乙", "2"], ["丙", "3"]]
    assert {row.kind for row in rows} == {Kind.BOXES}


def test_what_no_face_shows_stops_the_press(at: Desk) -> None:
    made = press(at)
    with pytest.raises(ReportError, match="E0501"):
        made.pdf("目录", [made.paper([titled("\ue000")])])
    office = replace(at.office, profile="没有.yaml")
    with pytest.raises(ReportError, match="E0133"):
        press(replace(at, office=office))
