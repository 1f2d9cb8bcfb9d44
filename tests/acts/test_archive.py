"""The archive of the sample office, as its clerk uses it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support.filings import StillDisk, add

from reportgen.acts import archive as acts
from reportgen.acts.archive import Desk, desk, destroy, destruction
from reportgen.acts.filing import FilingWish
from reportgen.acts.proving import prove, reindex, verify
from reportgen.archive import catalogue
from reportgen.archive.properties import Result
from reportgen.archive.record import (
    DATA,
    MADE,
    NARRATIVE,
    OFD,
    PDF,
    PROFILE,
    REPORT,
    TEXT,
    UNIT,
    WORD,
)
from reportgen.cli import main
from reportgen.diagnostics import ReportError
from reportgen.office.model import Office
from reportgen.world import DiskWorld

FIFTH = "J012-WS·2024-D10-BGS-0002"


def test_a_record_holds_all_that_it_was_made_of(at: Desk) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        assert record.name == FIFTH
        roles = [each.role for each in record.holdings]
        assert roles == [PDF, WORD, OFD, TEXT, NARRATIVE, DATA, UNIT, PROFILE, REPORT, MADE,
                         MADE]
        names = [each.name for each in record.holdings]
        assert "2024年第5期/facts.yaml" in names
        assert archive.read(record.held(PROFILE)[0]) \
            == (at.office.folder / "本镇.yaml").read_bytes()
    assert (record.title, record.issuer) == ("示例镇2024年5月工作情况", "示例镇人民政府办公室")
    assert (record.date, record.pages, record.genre) == ("2024-06-07", 2, "简报")
    assert record.extra["经办"] == {"编辑": "甲某", "审核": "乙某", "签发": "丙某"}
    assert record.extra["文号"] == "第5期"


@pytest.mark.parametrize("name", [FIFTH, "2024-5", "2024-05", "示例镇工作简报2024-5"])
def test_ways_to_name_a_record(at: Desk, name: str) -> None:
    with at.archive() as archive:
        assert [record.name for _, record in acts.named(archive, name)] == [FIFTH]


def test_a_name_that_is_not_there(at: Desk) -> None:
    with at.archive() as archive:
        for name, near in (("示例镇工作筒报2024-5", "示例镇工作简报2024-5"),
        (FIFTH[:-1], "BGS-000"),
                           ("没有", "list")):
            with pytest.raises(ReportError) as caught:
                acts.named(archive, name)
            (found,) = caught.value.diagnostics
            assert found.code == "E1106"
            assert near in found.hints[0]


def test_again_and_changed(at: Desk) -> None:
    folder = at.office.folder / "2024年第5期"
    ((again,), _) = add(at, [folder], FilingWish(out=Path("没有")), str)
    assert (again.record.name, again.new) == (FIFTH, False)
    text = (folder / "briefing.md").read_text(encoding="utf-8")
    (folder / "briefing.md").write_text(text.replace("颗粒归仓", "及时归仓"), encoding="utf-8")
    with pytest.raises(ReportError, match="E1120"):
        add(at, [folder], FilingWish(out=Path("没有")), str)
    with pytest.raises(ReportError, match="E1132"):
        add(at, [folder], FilingWish(correction="更正", out=Path("没有")), str)
    wish = FilingWish(correction="更正", reason="错字", out=Path("没有"))
    ((new,), _) = add(at, [folder], wish, str)
    assert (new.record.revision, new.record.item) == (2, 3)
    with at.archive() as archive:
        assert [record.revision for _, record in acts.named(archive, "2024-5")] == [1, 2]
        assert acts.newest(archive, "2024-5") == new.record


def test_found_listed_and_written_down(at: Desk, tmp_path: Path) -> None:
    with at.archive() as archive:
        assert [record.name for record in acts.find(archive, "机耕路")[0]] == [FIFTH]
        assert acts.find(archive, "镇")[1] == 2
        records = acts.listed(archive, 2024)
        assert len(records) == 2
        assert not acts.listed(archive, 2023)
        assert len(acts.listed(archive, due=2035)) == 2
        ((seq, record),) = acts.named(archive, FIFTH)
        assert [each.kind for each in acts.history(archive, record, seq)] == ["归档"]


def test_an_archive_is_of_one_fonds(at: Desk) -> None:
    other = replace(at, office=replace(at.office, fonds="J099"))
    with pytest.raises(ReportError, match="E1127"):
        add(other, [at.office.folder / "2024年第5期"], FilingWish(), str)


def test_everything_is_proved(at: Desk) -> None:
    with at.archive(write=True) as archive:
        proof = prove(archive, (), "", str, properties=True)
        assert not proof.sink.has_errors
        assert proof.counts[Result.FAILED] == 0
        assert proof.counts[Result.NOT_RUN] == 4
        assert proof.counts[Result.PASSED] == 40
        assert not prove(archive, (), "", str, properties=False).records
        other = prove(archive, (), "ab" * 4, str, properties=True)
        assert {each.code for each in other.sink if each.is_error} == {"E1114"}, "and no row fails"


def test_a_proof_is_journalled_where_that_does_no_harm(
    at: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    def kinds() -> list[str]:
        with at.archive() as archive:
            return [each.kind for each in archive.catalogue.entries()]

    verify(at, [FIFTH], "", str, properties=True)
    assert kinds()[-1] == "核对"
    acts.copy(at, tmp_path / "盘")
    before = kinds()
    assert not list(verify(at, (), "", str, properties=False, copy=tmp_path / "盘").sink)
    real = catalogue._connect
    monkeypatch.setattr(catalogue, "_connect", lambda path, write: real(path, False))
    assert not verify(at, (), "", str, properties=False).sink.has_errors, "read-only"
    monkeypatch.undo()
    monkeypatch.setattr(catalogue, "LOCK", "")     # another process is not kept out
    assert {each.code for each in verify(at, (), "", str, properties=False).sink} == {"E1140"}
    monkeypatch.undo()
    before = kinds()
    db = sqlite3.connect(at.folder / catalogue.FILE)
    db.execute("DROP TRIGGER kept")
    db.commit()
    db.close()
    assert {each.code for each in verify(at, (), "", str, properties=False).sink} == {"E1113"}
    assert kinds() == before
    with at.archive(write=True) as archive, archive.catalogue.writing():
        archive.catalogue._db.execute("INSERT INTO words (words) VALUES ('delete-all')")
    reindex(at)
    with at.archive() as archive:
        assert acts.find(archive, "机耕路")[1] == 1


def test_a_damaged_file_fails_by_name(at: Desk) -> None:
    with at.archive() as archive:
        record = acts.newest(archive, "2024-5")
        path = archive.objects.path(record.held(PDF)[0].digest)
        path.chmod(0o644)
        path.write_bytes(b"%PDF-1.7 broken")
        proof = prove(archive, [record.name], "", str, properties=True)
        assert list(proof.records) == [record.name]
        codes = [each.code for each in proof.sink if each.is_error]
        assert codes.count("E1111") == 1
        assert "E1115" in codes


def test_destruction_needs_its_year_and_its_approval(
    at: Desk, capsys: pytest.CaptureFixture[str],
) -> None:
    disk = at.disk
    assert isinstance(disk, StillDisk)
    told = f"序号,档号\n1,{FIFTH}\n".encode()
    with pytest.raises(ReportError, match="E1130"):
        destruction(at, told, "清单.csv", "丙某", "期满")
    disk.time = disk.time.replace(year=2035)
    plan = destruction(at, told, "清单.csv", "丙某", "期满")
    for approved in ("", plan.digest[:4], "0" * 12):
        with pytest.raises(ReportError, match="E1131"):
            destroy(at, plan, approved)
    assert destroy(at, plan, plan.digest[:12]) == 6
    with at.archive() as archive:
        with pytest.raises(ReportError) as caught:
            acts.newest(archive, FIFTH)
        assert "已经销毁" in caught.value.diagnostics[0].message
        ((seq, record),) = acts.named(archive, FIFTH)
        assert [each.kind for each in acts.history(archive, record, seq)] == ["归档", "销毁"]
    again = destruction(at, FIFTH.encode(), "清单.csv", "丙某", "期满")
    assert destroy(at, again, "") == 0, "done already"
    assert main(["archive", "show", plan.records[0].name, "--office", str(at.office.folder)]) == 0
    assert "已销毁，只留着目录：批准人 丙某，期满" in capsys.readouterr().out


def test_a_copy_and_back(at: Desk, tmp_path: Path) -> None:
    acts.copy(at, tmp_path / "盘")
    with at.archive() as archive:
        digest = acts.newest(archive, FIFTH).holdings[0].digest
        archive.objects.path(digest).unlink()
    assert acts.restore(at, tmp_path / "盘").brought == 1


def test_who_acts_is_known(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "login_name", lambda: "")
    with pytest.raises(ReportError, match="E1131"):
        desk(at.office.folder, at.world)
    assert desk(at.office.folder, at.world, by=" 乙某 ").who == "乙某"
    with pytest.raises(ReportError, match="E1127"):
        acts.begin(Desk(Office(at.office.folder, "示例镇"), at.world, at.disk, "甲某"))


def test_nothing_is_made_when_there_is_no_archive(root: Path) -> None:
    without = desk(root / "data" / "office", DiskWorld(), StillDisk(), "甲某")
    with pytest.raises(ReportError, match="E1100"):
        add(without, [root / "没有这一期"], FilingWish(), str)


def said(script: str, folder: Path, *words: str) -> str:
    """The last line that a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=folder, capture_output=True,
        text=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("room", ["archive", "copies"])
def test_what_keeps_the_record_draws_nothing(room: str, tmp_path: Path) -> None:
    script = (f"import importlib, pkgutil, sys, reportgen.{room} as room\n"
              "for each in pkgutil.iter_modules(room.__path__, room.__name__ + '.'):\n"
              "    importlib.import_module(each.name)\n"
              "print([name for name in ('reportlab', 'matplotlib') if name in sys.modules])")
    assert said(script, tmp_path) == "[]"


@pytest.mark.parametrize(("words", "absent"), [
    (["archive", "find", "油菜"], ["reportlab", "matplotlib", "docx", "pikepdf", "lxml", "numpy"]),
    (["archive", "verify", "--quick"], ["reportlab", "matplotlib", "docx"]),
    (["archive", "list"], ["reportlab", "matplotlib", "docx", "pikepdf", "lxml", "numpy"]),
    (["archive", "list", "-o", "目录.csv"], ["reportlab", "matplotlib", "docx", "pikepdf", "lxml"]),
    (["archive", "box", "2024"], ["matplotlib", "docx", "pikepdf", "lxml"]),
    (["archive", "stamp", "2024-5"], ["matplotlib", "docx"]),
    (["text", "2024年第4期"], ["sqlite3", "reportgen.archive", "reportgen.acts.archive"]),
    (["--help"], ["sqlite3", "reportgen.archive", "reportgen.acts", "yaml"]),
])
def test_what_a_command_does_not_load(at: Desk, words: list[str], absent: list[str]) -> None:
    script = ("import sys; from reportgen.cli import main; code = main(sys.argv[1:]);"
              f"print([name for name in {absent!r} if name in sys.modules]); sys.exit(code)")
    assert said(script, at.office.folder, *words) == "[]"
