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

_UNAPPROVED = "批准的不是"
_OTHER = Html("<p>没有做：现在要做的，和您看过的不一样了。再看一次，同意再按。</p>")


@frozen
class Answer:
    """What came of a step: in words, files to be had, what was found. `good`: it was done.

    `ask` stands under all that: what may be approved now that it has been seen.
    """

    html: Html = Html()
    files: tuple[Path, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    good: bool = True
    ask: Html = Html()


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
        self.last = "", ""      # issue and step of the newest answer
        self.number = 0         # grows with each answer

    def start(self, issue: str, step: str, work: Callable[[Progress], Answer]) -> str:
        """Begin a job; empty, or why not: another is being done."""
        with self._lock:
            if self.now is not None:
                told = f"（{self.now.told}）" if self.now.told else ""
                return f"“{self.now.issue}”还有一件事没做完{told}，等它做完，或按“停止”"
            self.now = Job(issue, step)
            self._stop.clear()
        self._changed()
        threading.Thread(target=self._do, args=(issue, step, work), daemon=True).start()
        return ""

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
            self.last = issue, step
            self.number += 1
            self.now = None
        self._changed()


def answered(work: Callable[[], Answer]) -> Answer:
    """What came of it; what is wrong with what a user gave is an answer, and so is a bug."""
    try:
        return work()
    except ReportError as error:
        html = _OTHER if error.diagnostics[0].message.startswith(_UNAPPROVED) else Html()
        return Answer(html, found=error.diagnostics, good=False)
    except Stopped:
        return Answer(Html("<p>已停止；做完的都在，再做一次会接着做。</p>"), good=False)
    except Exception as error:  # noqa: BLE001 - a bug is told on the page, which lives on
        return Answer(found=bugs.told(error), good=False)
