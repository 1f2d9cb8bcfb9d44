"""A bug is told in the terminal; on the page too where there is none."""

from __future__ import annotations

import logging
import sys
from io import StringIO

import pytest

from reportgen.page import bugs
from reportgen.page.jobs import answered


def _planted() -> None:
    raise RuntimeError("种下的毛病")


def test_the_traceback_is_for_the_terminal(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with caplog.at_level(logging.ERROR, bugs.LOG.name):
        (item,) = answered(_planted).found     # type: ignore[arg-type]
    assert caplog.text.count("RuntimeError: 种下的毛病") == 1
    assert item.code == "E0999"
    assert "种下的毛病" not in f"{item.message}{item.hints}{item.related}"
    assert "终端" in item.hints[0]


@pytest.mark.parametrize("stderr", [None, StringIO()])
def test_without_a_terminal_it_is_on_the_page(
    monkeypatch: pytest.MonkeyPatch, stderr: StringIO | None,
) -> None:
    monkeypatch.setattr(sys, "stderr", stderr)
    (item,) = answered(_planted).found     # type: ignore[arg-type]
    assert "种下的毛病" in item.related[0][1]
