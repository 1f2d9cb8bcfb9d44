"""How far an issue is: read from the folder and the catalogue, with an office or without one."""

from __future__ import annotations

import os
from pathlib import Path
from time import process_time

import pytest
from support.filings import StillDisk

from reportgen.acts import mail
from reportgen.acts.archive import Desk
from reportgen.acts.building import BuildWish, build
from reportgen.acts.printing import PrintWish, planned, printed
from reportgen.acts.standing import HowFar, Origin, issues, standing
from reportgen.archive.record import Number
from reportgen.edition import silent
from reportgen.mail.model import State
from reportgen.memory_world import MemoryWorld
from reportgen.world import DiskWorld

FOURTH, FIFTH = "2024年第4期", "2024年第5期"
NUMBER = Number("示例镇工作简报", 2024, 5)


def seen(folder: Path, name: str = FIFTH) -> HowFar:
    return standing(folder / name, folder / "out", DiskWorld(), StillDisk())


def origins(far: HowFar) -> dict[str, Origin]:
    return {each.format: each.origin for each in far.files}


def test_issues_are_listed_by_their_numbers(tmp_path: Path) -> None:
    names = ("2024年第9期", "2024年第10期", "2025年第1期", "2024年二季度", "说明")
    world = MemoryWorld({f"/镇/{name}/briefing.md": b"" for name in names}
                        | {"/镇/office.yaml": b"", "/镇/档案/catalogue.sqlite": b""})
    assert [each.name for each in issues(Path("/镇"), world)] == [
        "2025年第1期", "2024年第10期", "2024年第9期", "2024年二季度", "说明"]
    assert issues(tmp_path, DiskWorld()) == []


def test_issues_are_listed_by_what_they_tell_of_themselves() -> None:
    fronts = {"六月": "期号: 6\n日期: 2024-07-05", "五月": "期号: 第5期\n日期: 2024年6月5日",
              "来函2": "文号: 某函〔2023〕12号\n成文日期: 2023-12-01", "2024年第9期": "期号: [",
              "12月": "期号: 12\n日期: 2024-01-05", "2024年第4期": "标题: 没有写",
              "五月增刊": "期号: 增刊1\n日期: 2024-06-05"}
    world = MemoryWorld({f"/镇/{name}/briefing.md": f"---\n{text}\n---\n\n正文。\n".encode()
                         for name, text in fronts.items()} | {"/镇/坏/briefing.md": b"\xff\xfe"})
    assert [each.name for each in issues(Path("/镇"), world)] == [
        "2024年第9期", "六月", "五月", "五月增刊", "2024年第4期", "12月", "来函2", "坏"]


def test_many_issues_are_listed_at_once() -> None:
    story = f"---\n期号: 6\n日期: 2024-07-05\n---\n\n{'正文。' * 5000}\n".encode()
    world = MemoryWorld({f"/镇/{n}/briefing.md": story for n in range(200)})
    start = process_time()
    assert len(issues(Path("/镇"), world)) == 200
    assert process_time() - start < 0.5, "it is asked for at every look"


def test_a_folder_alone(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / FIFTH
    folder.mkdir()
    for name in ("briefing.md", "facts.yaml"):
        (folder / name).write_bytes((root / "data" / "office" / FIFTH / name).read_bytes())
    assert seen(tmp_path) == HowFar(folder, NUMBER, "示例镇2024年5月工作情况")
    (folder / "facts.yaml").write_text("事实: [", encoding="utf-8")
    far = seen(tmp_path)
    assert (far.number, far.unread[0].is_error) == (None, True)
    assert [each.code for each in seen(tmp_path, "没有").unread] == ["E0130"]


def test_files_are_of_the_sources_as_far_as_that_is_known(at: Desk) -> None:
    folder, out = at.office.folder, at.office.folder / "out"
    far = seen(folder)
    assert (far.number, far.files, far.runs, far.letters, far.unread) == (NUMBER, (), (), {}, ())
    assert far.record is not None
    assert far.record.name.endswith("0002")
    build(folder / FIFTH, out, at.world, BuildWish(), silent)
    assert origins(seen(folder)) == {"pdf": Origin.FILED, "docx": Origin.FILED}
    (out / f"{FIFTH}.docx").write_bytes(b"PK")
    (out / f"{FIFTH}.签名.pdf").write_bytes(b"%PDF-")
    assert [each.origin for each in seen(folder).files] == [
        Origin.FILED, Origin.UNKNOWN, Origin.OTHER]
    (folder / FIFTH / "会场.jpg").write_bytes(b"")      # nobody reads it
    assert origins(seen(folder))["docx"] is Origin.OTHER
    story = folder / FIFTH / "briefing.md"
    story.write_text(f"{story.read_text('utf-8')}\n另行通知。\n", "utf-8")
    os.utime(story, ns=(0, 0))
    (pdf, *_) = seen(folder).files
    assert (pdf.origin, pdf.later) == (Origin.CHANGED, ())
    os.utime(out / f"{FIFTH}.pdf", ns=(0, 0))
    os.utime(story, ns=(1, 1))
    (pdf, *_) = seen(folder).files
    assert pdf.later == ("briefing.md", "facts.yaml")


def test_a_source_that_was_not_filed(at: Desk) -> None:
    folder = at.office.folder
    build(folder / FIFTH, folder / "out", at.world, BuildWish(), silent)
    (folder / FIFTH / "facts.yaml").rename(folder / FIFTH / "facts.yml")
    assert set(origins(seen(folder)).values()) == {Origin.CHANGED}


def test_copies_that_were_printed(bare: Desk) -> None:
    folder = bare.office.folder
    for wish in (PrintWish(copies=3), PrintWish(more=2)):
        plan = planned(bare, folder / FOURTH, wish, silent)
        printed(bare, plan, plan.digest, folder / "out", silent)
    far = seen(folder, FOURTH)
    assert (far.record, far.copies, [(run.first, run.last) for run in far.runs]) == (
        None, 5, [(1, 3), (4, 5)])
    assert seen(folder).copies == 0


def test_what_cannot_be_opened_is_told(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (at.folder / "catalogue.sqlite").write_bytes(b"no database")
    far = seen(at.office.folder)
    assert (far.number, [each.code for each in far.unopened]) == (NUMBER, ["E1101"])


def test_letters_by_their_state(at: Desk) -> None:
    plan = mail.planned(at, str(at.office.folder / FIFTH), mail.MailWish(), silent)
    mail.approved(at, plan, plan.code, {"W1313": "第一次发"})
    assert seen(at.office.folder).letters == {State.QUEUED: 3}
    assert seen(at.office.folder, FOURTH).letters == {}
