"""What is being done: one thing at a time, told step by step, stopped on request, its answer kept.

An answer outlives the request that asked for it, so a page that is loaded again finds it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.edition import Progress, Stopped
from reportgen.frozen import frozen
from reportgen.page import bugs
from reportgen.page.markup import Html


@frozen
class Answer:
    """What came of a step: in words, files to be had, what was found. `good`: it was done."""

    html: Html = Html()
    files: tuple[Path, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    good: bool = True


@frozen
class Job:
    """What is being done, of which issue, and how far it is."""

    issue: str
    step: str
    told: str = ""


class Jobs:
    """One job at a time. `changed` is called, from another thread, whenever more is known."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed, self._lock = changed, threading.Lock()
        self._stop = threading.Event()
        self.now: Job | None = None
        self.answers: dict[tuple[str, str], Answer] = {}
        self.number = 0         # grows with each answer

    def start(self, issue: str, step: str, work: Callable[[Progress], Answer]) -> bool:
        """Begin a job; False while another is being done."""
        with self._lock:
            if self.now is not None:
                return False
            self.now = Job(issue, step)
            self._stop.clear()
        threading.Thread(target=self._do, args=(issue, step, work), daemon=True).start()
        return True

    def stop(self) -> None:
        """Ask the job to end at its next step."""
        self._stop.set()

    def _do(self, issue: str, step: str, work: Callable[[Progress], Answer]) -> None:
        def progress(told: str) -> None:
            if self._stop.is_set():
                raise Stopped
            self.now = Job(issue, step, told)
            self._changed()

        answer = answered(lambda: work(progress))
        with self._lock:
            self.answers.pop((issue, step), None)
            self.answers[issue, step] = answer      # the last stands last
            self.number += 1
            self.now = None
        self._changed()


def answered(work: Callable[[], Answer]) -> Answer:
    """What came of it; what is wrong with what a user gave is an answer, and so is a bug."""
    try:
        return work()
    except ReportError as error:
        return Answer(found=error.diagnostics, good=False)
    except Stopped:
        return Answer(Html("<p>已停止；做完的都在，再做一次会接着做。</p>"), good=False)
    except Exception as error:  # noqa: BLE001 - a bug is told on the page, which lives on
        return Answer(found=bugs.told(error), good=False)
