"""One thing at a time, told, stopped, its answer kept, whatever happens in it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from reportgen.diagnostics import NOWHERE, failure
from reportgen.edition import Progress
from reportgen.page.jobs import Answer, Jobs
from reportgen.page.markup import Html


def done(jobs: Jobs, changed: threading.Event, work: Callable[[Progress], Answer]) -> Answer:
    """The answer of a job, waited for."""
    assert jobs.start("第1期", "build", work) == ""
    while jobs.now is not None:
        changed.wait(5)
        changed.clear()
    return jobs.answers["第1期", "build"]


def test_answers_stand_whatever_comes() -> None:
    changed = threading.Event()
    jobs = Jobs(changed.set)

    def wrong(_: Progress) -> Answer:
        raise failure("E0907", "不能用", NOWHERE, "换一个")

    def bug(_: Progress) -> Answer:
        raise ZeroDivisionError

    def stopped(progress: Progress) -> Answer:
        jobs.stop()
        progress("下一步")
        raise AssertionError("went on")

    assert done(jobs, changed, lambda _: Answer(Html("好"))).html == "好"
    assert [each.code for each in done(jobs, changed, wrong).found] == ["E0907"]
    assert [each.code for each in done(jobs, changed, bug).found] == ["E0999"]
    answer = done(jobs, changed, stopped)
    assert "已停止" in answer.html
    assert not answer.good
    assert jobs.number == 4
    assert jobs.last == ("第1期", "build")


def test_a_second_job_is_refused_in_words() -> None:
    jobs, told, go = Jobs(lambda: None), threading.Event(), threading.Event()

    def slow(progress: Progress) -> Answer:
        progress("写 PDF")
        told.set()
        go.wait(5)
        return Answer()

    assert jobs.start("第1期", "build", slow) == ""
    told.wait(5)
    assert jobs.start("第2期", "build", slow) == \
        "“第1期”还有一件事没做完（写 PDF），等它做完，或按“停止”"
    go.set()
