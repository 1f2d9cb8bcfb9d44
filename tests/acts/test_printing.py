"""The month's fourth step on the sample office: plan, approve, print, hand out, verify, recall."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from support.proof.replay import Replay
from support.scans import encoded, rendered

from reportgen.acts.archive import desk
from reportgen.acts.copies import listed
from reportgen.acts.printing import PrintWish, planned, printed
from reportgen.cli import main
from reportgen.copies.payload import claim
from reportgen.copies.scans import seen
from reportgen.diagnostics import ReportError
from reportgen.edition import silent
from reportgen.world import DiskWorld

Run = Callable[..., tuple[int, dict[str, object]]]
ISSUE = "2024年第4期"


@pytest.fixture
def office(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample office, with an archive; commands run in it."""
    shutil.copytree(root / "data" / "office", tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")
    assert main(["archive", "init", "--by", "甲某"]) == 0
    return tmp_path / "office"


@pytest.fixture
def run(office: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json: its exit code and what it says to machines."""
    def command(*words: str) -> tuple[int, dict[str, object]]:
        capsys.readouterr()
        code = main([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    assert office.is_dir()
    return command


def approved(run: Run, *words: str) -> dict[str, object]:
    """Plan a printing and do it."""
    _, plan = run("print", ISSUE, *words)
    code, done = run("print", ISSUE, *words, "--approve", str(plan["digest"])[:12])
    assert code == 0
    return done


def codes(told: dict[str, object]) -> list[str]:
    found = told["diagnostics"]
    assert isinstance(found, list)
    return [one["code"] for one in found]


def test_a_plan_prints_nothing_and_the_same_again_registers_nothing(
    run: Run, office: Path
) -> None:
    _, plan = run("print", ISSUE, "--copies", "3")
    assert (plan["first"], plan["last"], plan["new"]) == (1, 3, True)
    assert not (office / "out").exists()
    assert run("copies", "list")[1]["copies"] == []
    first = approved(run, "--copies", "3")
    data = Path(str(first["file"])).read_bytes()
    again = approved(run, "--copies", "3")
    assert again["new"] is False
    assert Path(str(again["file"])).read_bytes() == data
    _, listed = run("copies", "list", "2024-4")
    assert len(listed["copies"]) == 3  # type: ignore[arg-type]


def test_the_same_copies_as_ofd(run: Run) -> None:
    approved(run, "--copies", "2")
    done = approved(run, "--copies", "2", "--to", "ofd")
    assert done["new"] is False
    data = Path(str(done["file"])).read_bytes()
    read = [each.texts for page in rendered(Replay(data).pdf(), 150)
            for each in seen(encoded(page), "印.png")]
    said = [claim(text) for (text,) in read]
    pages = int(str(done["pages"]))
    assert [(each.sheet.copy, each.sheet.page) for each in said if each] == [
        (copy, page) for copy in (1, 2) for page in range(1, pages + 1)]


@pytest.mark.parametrize("words", [
    ("--to", "docx"), ("--to", "text"), ("--to", "ofd", "--way", "骑马订"),
    ("--to", "ofd", "--printer", "一楼打印机")])
def test_no_codes_where_they_might_lie(run: Run, words: tuple[str, ...]) -> None:
    assert codes(run("print", ISSUE, "--copies", "1", *words)[1]) == ["E1237"]
    assert codes(run("print", ISSUE, "--copies", "1", "--to", "wps")[1]) == ["E0135"]


def test_no_file_is_named_as_none_can_be(run: Run, office: Path) -> None:
    (office / ISSUE).rename(office / "第4期?")
    for words in (("build", "第4期?"), ("print", "第4期?", "--copies", "3")):
        code, told = run(*words)
        assert (code, told["diagnostics"][-1]["code"]) == (2, "E0131")      # type: ignore[index]


def test_another_digest_is_not_what_was_approved(run: Run) -> None:
    code, told = run("print", ISSUE, "--copies", "3", "--approve", "0" * 12)
    assert code != 0
    assert codes(told) == ["E1131"]
    assert run("copies", "list")[1]["copies"] == []


def test_two_clerks_with_one_plan_print_no_copy_twice(office: Path) -> None:
    at = desk(office, DiskWorld(), by="甲某")
    first, second = (planned(at, office / ISSUE, PrintWish(copies=3), silent) for _ in range(2))
    printed(at, first, first.digest, office / "out", silent)
    with pytest.raises(ReportError) as caught:
        printed(at, second, second.digest, office / "out", silent)
    assert [one.code for one in caught.value.diagnostics] == ["E1223"]
    assert len(listed(at)) == 3


def test_more_goes_on_counting_and_another_number_is_refused(run: Run) -> None:
    approved(run, "--copies", "3")
    assert codes(run("print", ISSUE, "--copies", "5")[1]) == ["E1223"]
    assert codes(run("print", ISSUE)[1]) == ["E1222"]
    assert codes(run("print", ISSUE, "--copies", "1", "--more", "1")[1]) == ["E1222"]
    more = approved(run, "--more", "2")
    assert (more["first"], more["last"]) == (4, 5)


def test_a_changed_issue_is_another_revision(run: Run, office: Path) -> None:
    approved(run, "--copies", "2")
    narrative = office / ISSUE / "briefing.md"
    text = narrative.read_text(encoding="utf-8")
    narrative.write_text(f"{text}\n另行通知。\n", encoding="utf-8")
    _, plan = run("print", ISSUE, "--copies", "2")
    assert plan["revision"] == 2
    assert "W1225" in codes(plan)
    approved(run, "--copies", "3")
    assert run("copies", "recall", "2024-4", "--revision", "1", "--number", "1-2")[0] == 0
    states = [(each["revision"], each["state"])
              for each in run("copies", "list", "2024-4")[1]["copies"]]  # type: ignore[attr-defined]
    assert states == [(1, "收回")] * 2 + [(2, "")] * 3
    assert codes(run("copies", "recall", "2024-4", "--number", "1", "--date", "昨天")[1]) \
        == ["E0901"]
    for wrong in (("--revision", "1", "--number", "3"), ("--revision", "3", "--number", "1")):
        assert codes(run("copies", "recall", "2024-4", *wrong)[1]) == ["E1224"]


def test_an_altered_register_is_told(run: Run, office: Path) -> None:
    approved(run, "--copies", "2")
    with closing(sqlite3.connect(office / "档案" / "catalogue.sqlite")) as db, db:
        db.executescript("DROP TRIGGER kept")
        db.execute("UPDATE entry SET body = '{\"份\":[1]}' WHERE kind = '印制'")
    assert codes(run("copies", "list")[1]) == ["E1101"]


def test_from_paper_to_register(run: Run, office: Path) -> None:
    done = approved(run, "--copies", "2")
    data = Path(str(done["file"])).read_bytes()
    (office / "扫描.pdf").write_bytes(data)
    pages = rendered(data, 150)
    for number, page in enumerate(pages, 1):
        (office / f"{number}.png").write_bytes(encoded(page))
    code, told = run("verify", "--image", "1.png")
    assert code == 0
    (seen,) = told["pages"]  # type: ignore[misc]
    assert seen["truth"] == "是本单位印的"
    assert seen["sheet"]["copy"] == 1
    assert run("copies", "add", "2024-4", "--number", "1-2", "--holder", "县档案馆")[0] == 0
    assert run("copies", "recall", "2024-4", "--number", "2")[0] == 0
    code, told = run("verify", "--image", "扫描.pdf")
    assert code != 0
    assert codes(told).count("W1215") == len(pages) // 2
    _, listed = run("copies", "list")
    states = [(each["copy"], each["state"], each["holder"]) for each in listed["copies"]]  # type: ignore[attr-defined]
    assert states == [(1, "发放", "县档案馆"), (2, "收回", "县档案馆")]
    assert codes(run("copies", "destroy", "2024-4", "--number", "3")[1]) == ["E1224"]
    for new in ([2], []):      # the second time it is known
        assert run("copies", "destroy", "2024-4", "--number", "2")[1]["new"] == new
    hand = ("copies", "add", "2024-4", "--holder", "乙村", "--number")
    assert codes(run(*hand, "2")[1]) == ["E1224"], "destroyed"
    run("copies", "add", "2024-4", "--number", "1", "--holder", "甲村", "--place", "甲村村部")
    run(*hand, "1")
    assert run("copies", "list")[1]["copies"][0]["place"] == "", "not where it was before"  # type: ignore[index]
    assert run(*hand, "2-1")[0] == run(*hand, "1", "--date", "明天")[0] == 2
    assert codes(run("copies", "destroy", "2024-9", "--number", "1")[1]) == ["E1106"]


def test_a_typed_code_leads_to_its_sheet(run: Run, office: Path) -> None:
    from reportgen.acts.register import _sheets, read_register
    from reportgen.archive.disk import Disk
    from reportgen.archive.store import opened
    from reportgen.copies.payload import payload
    from reportgen.copies.typed_code import typed_code

    approved(run, "--copies", "2")
    with opened(office / "档案", Disk()) as archive:
        (printing,) = read_register(archive).runs
    sheet, content = list(_sheets(printing))[-1]
    code, told = run("verify", "--code", typed_code(payload(sheet, content)).lower())
    assert code == 0
    assert told["sheet"] == sheet._asdict()
    assert codes(run("verify", "--code", typed_code("another"))[1]) == ["E1214"]
    assert codes(run("verify", "--code", "ABCDE")[1]) == ["E1226"]


def test_only_the_filed_file_is_the_filed_file(run: Run, office: Path) -> None:
    assert main(["build", ISSUE]) == 0
    assert run("archive", "add", ISSUE, "--by", "甲某")[0] == 0
    path = office / "out" / f"{ISSUE}.pdf"
    for each in (path, path.with_suffix(".docx")):
        assert run("verify", "--file", str(each))[0] == 0
    path.write_bytes(path.read_bytes() + b"\n")
    assert codes(run("verify", "--file", str(path))[1]) == ["E1227"]


def test_the_page_of_the_documentation(
    run: Run, office: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its commands, with the digest, the code and the scan that this office has."""
    text = (root / "docs" / "copies.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("reportgen ")]
    assert len(lines) == 7
    assert main(["archive", "add", "2024年第5期", "--by", "甲某"]) == 0
    _, plan = run("print", "2024年第5期", "--copies", "80")
    for line in lines:
        _, *words = shlex.split(line)
        if "--approve" in words:
            words[-1] = str(plan["digest"])[:12]
        if "--image" in words:
            done = office / "out" / "2024年第5期（印第1—80份）.pdf"
            with pikepdf.open(done) as file:
                del file.pages[int(plan["pages"]):]  # type: ignore[call-overload]
                file.save(office / "扫描.pdf")
        if "--code" in words:
            with pdfplumber.open(office / "扫描.pdf") as paper:
                words[-1] = re.findall("[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]",
                                       paper.pages[0].extract_text())[0]
        assert main(words) == 0, f"{line}\n{capsys.readouterr()}"


def test_one_thing_is_verified_at_a_time(run: Run) -> None:
    assert main(["verify"]) == 2
    assert main(["verify", "--code", "A", "--file", "B"]) == 2
