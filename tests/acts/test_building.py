"""Acts that are stopped on the way: nothing is half done, and done again they end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.briefings import make
from support.filings import add
from support.stopping import stopped_everywhere

from reportgen.acts.approving import seen
from reportgen.acts.archive import Desk
from reportgen.acts.building import BuildWish, before, build
from reportgen.acts.checking import CheckWish, check
from reportgen.acts.copies import listed
from reportgen.acts.filing import FilingWish
from reportgen.acts.printing import PrintWish, planned, printed
from reportgen.copies.printer import Job
from reportgen.copies.sheets import looks
from reportgen.diagnostics import ReportError
from reportgen.edition import Edition, Progress, silent
from reportgen.pipeline import compose, load
from reportgen.world import DiskWorld

FIFTH = "2024年第5期"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def unchanged(folder: Path) -> Callable[[], None]:
    """That what lies in a folder is what lies there now."""
    whole = files(folder)

    def look() -> None:
        assert files(folder) == whole

    return look


def test_a_build(tmp_path: Path) -> None:
    folder, out = make(tmp_path / "六月"), tmp_path / "out"
    out.mkdir()
    (out / "六月.pdf").write_bytes(b"the old one")
    wish = BuildWish(("pdf", "docx", "ofd", "text"))
    built = stopped_everywhere(
        lambda told: build(folder, out, DiskWorld(), wish, told), unchanged(tmp_path), 7)
    assert sorted(files(out)) == sorted(path.name for path in built.files.values())
    build(folder, tmp_path / "另", DiskWorld(), wish, silent)
    assert files(out) == files(tmp_path / "另")


def test_the_issue_before_is_that_which_is_named(root: Path) -> None:
    office = root / "data" / "office"
    assert before(None, office / FIFTH, DiskWorld()) is None
    found = before(office / "2024年第4期", office / FIFTH, DiskWorld())
    assert found is not None
    assert found.name == "2024年第4期"


def test_a_check(tmp_path: Path) -> None:
    folder = make(tmp_path / "六月")
    found = stopped_everywhere(
        lambda told: check(folder, DiskWorld(), CheckWish(), told), unchanged(tmp_path), 3)
    assert found == check(folder, DiskWorld(), CheckWish(), silent)


def test_filing(bare: Desk) -> None:
    folder, archive = bare.office.folder / FIFTH, bare.folder
    wish = FilingWish(out=bare.office.folder / "out")
    filed, _ = stopped_everywhere(
        lambda told: add(bare, [folder], wish, told), unchanged(archive), 7)
    assert [each.new for each in filed] == [True]
    again, _ = add(bare, [folder], wish, silent)
    assert [each.new for each in again] == [False]


def test_printing_takes_the_job_back_and_counts_no_copy_twice(
    bare: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = bare.office.folder / FIFTH, bare.office.folder / "out"
    sent, cancelled = list[Job](), list[Job]()

    def send(*_told: object) -> Job:
        sent.append(Job(f"一楼-{len(sent)}", len(sent)))
        return sent[-1]

    def watch(_job: Job, _env: object, progress: Progress) -> None:
        progress("打印机：等候")
        progress("打印机：正在印")

    monkeypatch.setattr("reportgen.copies.printer.send", send)
    monkeypatch.setattr("reportgen.copies.printer.watch", watch)
    monkeypatch.setattr("reportgen.copies.printer.cancel", lambda job, _env: cancelled.append(job))

    def act(told: Progress) -> Path:
        plan = planned(bare, folder, PrintWish(copies=3, printer="一楼"), told)
        return printed(bare, plan, plan.digest, out, told)

    def whole() -> None:
        assert sent == cancelled
        assert len(listed(bare)) == 3 * bool(sent), "the register, before the printer"
        assert set(files(bare.office.folder / "out")) == ({f"{FIFTH}（印第1—3份）.pdf"}
                                                          if sent else set())

    path = stopped_everywhere(act, whole, 5)
    assert len(listed(bare)) == 3
    assert len(sent) == len(cancelled) + 1 == 3
    assert path.is_file()


@pytest.mark.slow
@pytest.mark.parametrize("formats", [("pdf", "docx"), ("docx",)])
def test_other_pages_are_refused_and_nothing_is_written(
    root: Path, tmp_path: Path, formats: tuple[str, ...],
) -> None:
    folder, out, world = tmp_path / "第5期", tmp_path / "out", DiskWorld()
    shutil.copytree(root / "data" / "letter-2024", folder)
    briefing = load(folder, world)
    pages = Edition(briefing, compose(briefing), silent).fitted.pages.pages
    wish = BuildWish(formats=formats, approved=seen("".join(looks(page)) for page in pages))
    text = folder / "briefing.md"
    before = text.read_bytes()
    text.write_bytes(before.replace("。\n".encode(), "啊。\n".encode(), 1))
    with pytest.raises(ReportError) as told:
        build(folder, out, world, wish, silent)
    assert [each.code for each in told.value.diagnostics] == ["E0917"]
    assert not out.exists()
    text.write_bytes(before)
    assert set(build(folder, out, world, wish, silent).files) == set(formats)
