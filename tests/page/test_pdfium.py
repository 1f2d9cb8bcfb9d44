"""pdfium is called by one thread at a time: two at once bring the process down."""

from __future__ import annotations

import threading
import time

from reportgen.page.pdfium import PDFIUM, looking


def test_what_looks_waits_for_what_looks() -> None:
    order: list[str] = []

    @looking
    def step() -> str:
        order.append("step")
        return "done"

    def other() -> None:
        with PDFIUM:
            started.set()
            time.sleep(0.1)
            order.append("picture")

    started = threading.Event()
    drawing = threading.Thread(target=other)
    drawing.start()
    started.wait()
    assert step() == "done"
    drawing.join()
    assert order == ["picture", "step"]


def test_one_that_looks_may_look_within() -> None:
    @looking
    def inner() -> int:
        return 1

    @looking
    def outer() -> int:
        return inner() + 1

    assert outer() == 2
