"""A batch in the archive: a record a unit, made again out of itself; one refused stops no other."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from reportgen.acts.archive import newest
from reportgen.acts.filing import FilingWish
from reportgen.acts.reproducing import Grade, reproduce
from reportgen.archive.catalogue import Catalogue
from reportgen.archive.record import DATA, NARRATIVE, PDF, WORD
from reportgen.batching import archiving
from reportgen.batching.supervise import Limits
from reportgen.cli import main
from reportgen.diagnostics import ReportError

TOWNS = ["甲甲镇", "乙甲镇", "丙甲镇"]
LIMITS = Limits(2, seconds=60)


def planned(batch) -> archiving.BatchFilingPlan:
    return archiving.planned(batch.desk(), batch.out, FilingWish())


def added(batch) -> dict[str, archiving.Done]:
    return {each.unit: each for each in archiving.add(batch.desk(), planned(batch), LIMITS)}


def altered(batch, town: str, value: str = "999") -> None:
    path = batch.folder / "数据.csv"
    lines = [line if not line.startswith(town) else f"{town},{value},1.5,40"
             for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_a_record_a_unit_that_can_be_made_again(batch) -> None:
    assert [job.unit.name for job in planned(batch).jobs] == TOWNS
    done = added(batch)
    assert [each.filed.record.item for each in done.values() if each.filed] == [1, 2, 3]
    assert planned(batch).jobs == ()
    with batch.desk().archive() as archive:
        record = newest(archive, "乙甲镇统计月报2024-10")
        assert {each.name for each in record.holdings if each.role in (DATA, NARRATIVE)} == {
            "乙甲镇/briefing.md", "乙甲镇/facts.yaml"}
        for role, name in ((PDF, "乙甲镇.pdf"), (WORD, "乙甲镇.docx")):
            assert archive.read(record.held(role)[0]) == (batch.out / name).read_bytes()
        for path in (batch.folder / "模板", batch.folder / "数据.csv"):
            path.rename(path.with_name(f"{path.name}-gone"))
        again = reproduce(archive, record, batch.folder, batch.desk().world, str)
    assert again.grade is Grade.BYTES


@pytest.mark.slow
def test_only_what_is_done_and_holds_is_filed(batch) -> None:
    (batch.out / "甲甲镇.pdf").write_bytes(b"%PDF- another")
    altered(batch, "丙甲镇")
    plan = planned(batch)
    assert [job.unit.name for job in plan.jobs] == ["乙甲镇"]
    assert [(unit, each.code) for unit, each in plan.left] == [
        ("甲甲镇", "W1440"), ("丙甲镇", "W1440")]


@pytest.mark.slow
def test_one_that_is_refused_is_named_and_the_others_stand(batch) -> None:
    added(batch)
    altered(batch, "乙甲镇")        # the same number, other content
    with (batch.folder / "数据.csv").open("a", encoding="utf-8") as file:
        file.write("丁镇,5,1.5,4\n")
    batch.build(resume=True)
    done = added(batch)
    assert {unit: bool(each.filed) for unit, each in done.items()} == {
        "乙甲镇": False, "丁镇": True}
    assert [each.code for each in done["乙甲镇"].found] == ["E1120"]


@pytest.mark.slow
def test_cut_off_it_goes_on_where_it_was(batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving, "GROUP", 2)
    first = [each.unit for each in islice(archiving.add(batch.desk(), planned(batch), LIMITS), 2)]
    assert first == TOWNS[:2]
    assert [job.unit.name for job in planned(batch).jobs] == TOWNS[2:]
    assert list(added(batch)) == TOWNS[2:]


@pytest.mark.slow
def test_a_group_is_one_transaction(batch, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, real = [], Catalogue.writing

    def counted(self: Catalogue) -> object:
        begun.append(self)
        return real(self)

    monkeypatch.setattr(Catalogue, "writing", counted)
    added(batch)
    assert len(begun) == 1


@pytest.mark.slow
def test_by_the_command(batch, capsys: pytest.CaptureFixture[str],
                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(batch.folder)
    command = ["archive", "add", "--batch", "out", "--by", "甲某", "--json"]
    assert main([*command, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["to_file"] == TOWNS
    assert main(command) == 0
    assert [each["new"] for each in json.loads(capsys.readouterr().out)["records"]] == [True] * 3
    assert main([*command, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out)["filed"] == sorted(TOWNS)
    assert main(["archive", "add", "--by", "甲某"]) == 2
    assert main(["archive", "add", "out", "--batch", "out", "--by", "甲某"]) == 2


def test_no_batch_was_built_there(tmp_path: Path) -> None:
    from reportgen.batching.run import planned_again
    from reportgen.world import DiskWorld

    (tmp_path / ".batch").mkdir()
    for text in ("{}", "[]", "", '{"units": 1, "template": "x", "formats": [], "strict": 0}'):
        (tmp_path / ".batch" / "plan").write_text(text, encoding="utf-8")
        with pytest.raises(ReportError) as error:
            planned_again(tmp_path, DiskWorld({}))
        assert error.value.diagnostics[0].code in {"E1441", "E0130"}
