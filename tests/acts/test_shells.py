"""A month by the command line and by the acts: the same journal, the same files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.filings import StillDisk, add

from reportgen.acts import archive, mail, printing, rolling
from reportgen.acts.archive import Desk, desk
from reportgen.acts.building import BuildWish, build
from reportgen.acts.exporting import export
from reportgen.acts.filing import FilingWish
from reportgen.archive.disk import Disk
from reportgen.cli import main
from reportgen.edition import silent
from reportgen.rolling.issue import RollWish
from reportgen.world import DiskWorld

FIFTH, BY = "2024年第5期", "甲某"


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file() and "档案" not in path.parts}


def journal(at: Desk) -> list[tuple[str, str, str, str]]:
    with at.archive() as opened:
        return [(each.at, each.who, each.kind, each.body) for each in opened.catalogue.entries()]


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def by_command(capsys: pytest.CaptureFixture[str]) -> None:
    def run(line: str, *more: str) -> str:
        return str(told(capsys, *line.split(), *more, "--by", BY).get("digest"))

    run("archive init")
    told(capsys, "build", FIFTH)
    run(f"print {FIFTH} --copies 3", "--approve", run(f"print {FIFTH} --copies 3"))
    run(f"archive add {FIFTH}")
    run("archive export 2024-5")
    run(f"mail approve {FIFTH} --allow W1313=第一次发", "--approve", run(f"mail plan {FIFTH}"))
    run(f"roll {FIFTH}")


def by_act(world: DiskWorld) -> None:
    at, folder, out = desk(Path(), world, Disk(), BY), Path(FIFTH), Path("out")
    archive.begin(at)
    build(folder, None, world, BuildWish(), silent)
    copies = printing.planned(at, folder, printing.PrintWish(copies=3), silent)
    printing.printed(at, copies, copies.digest, out, silent)
    add(at, [folder], FilingWish(out=out))
    export(at, "2024-5", out)
    letters = mail.planned(at, FIFTH, mail.MailWish(), silent)
    mail.approved(at, letters, letters.digest, {"W1313": "第一次发"})
    made = rolling.planned(folder, world, at.disk, RollWish())
    rolling.place(made, folder, world, at.disk, BY)


@pytest.mark.slow
def test_a_month_by_the_command_line_and_by_the_acts(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = StillDisk().now()
    monkeypatch.setattr(Disk, "now", lambda _disk: now)
    found = []
    for way in ("一", "二"):
        shutil.copytree(root / "data" / "office", tmp_path / way / "镇")
        monkeypatch.chdir(tmp_path / way / "镇")
        by_command(capsys) if way == "一" else by_act(DiskWorld())
        at = desk(Path(), DiskWorld(), by=BY)
        found.append((journal(at), below(tmp_path / way)))
    (rows, files), (other_rows, other_files) = found
    assert [kind for _, _, kind, _ in rows] == ["建档", "印制", "归档", "导出", "邮件批准", "续期"]
    assert rows == other_rows
    assert files == other_files
    assert len(files) > 20
