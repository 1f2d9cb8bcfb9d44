"""What travels to another machine, and what comes back: the same files as are made at home."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from support import batches, foundry

from reportgen.batching import afar, engines, run
from reportgen.batching.engines import ENGINES, Engine
from reportgen.batching.results import Result, State
from reportgen.batching.supervise import Limits
from reportgen.batching.work import Task, work
from reportgen.diagnostics import ReportError
from reportgen.world import DiskWorld

PROFILE = ("extends: jianbao\nname: 本镇\nfaces:\n  fill: Hana Probe\n"
           "  fangsong: {source: system-first, names: Probe Song}\n")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a template in it, and we in it; an engine that carries all it needs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(ENGINES, "远", Engine(ENGINES["local"].spread, far=True))
    batches.template(tmp_path / "模板")
    return tmp_path


def made(out: str, engine: str, source: str = "数据.csv", formats: tuple[str, ...] = ("text",),
         **how: bool) -> dict[str, Result]:
    planned = run.plan("模板", source, out, formats=formats, engine=engine, **how)
    return {each.unit: each for each in run.run(planned, Limits(2, seconds=60))}


def files(out: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(out).iterdir()
            if path.is_file() and path.suffix != ".csv"}


def task(unit: str = "甲镇") -> Task:
    batches.table(Path("数据.csv"), [unit])
    return run.plan("模板", "数据.csv", "out", formats=("text",)).tasks[0]


def test_what_comes_back_is_what_is_made_at_home(place: Path) -> None:
    batches.table(place / "数据.csv", batches.names(2))
    (place / "office.yaml").write_text("单位: 示例县统计局\n", encoding="utf-8")
    made("近", "local", formats=("pdf", "docx"))
    made("远", "远", formats=("pdf", "docx"))
    assert files("近") == files("远")
    assert len(files("远")) == 4
    (place / "近").rename(place / "近二")
    (place / "远").rename(place / "近")         # who made it is all the same to the next run
    record = Path("近/.batch", f"{batches.names(1)[0]}.json")
    record.write_text(record.read_text("utf-8").replace("远/", "近/"), encoding="utf-8")
    again = made("近", "local", formats=("pdf", "docx"), resume=True)
    assert again[batches.names(1)[0]].state is State.KEPT


def test_a_units_own_folder_travels(place: Path) -> None:
    (place / "各镇/甲镇").mkdir(parents=True)
    (place / "各镇/甲镇/facts.yaml").write_text(
        "标题: 甲\n事实:\n  - {编号: P, 名称: 产值, 数值: 1万元, 同比: 1%}\n"
        "  - {编号: Q, 名称: 投资, 数值: 2万元}\n", encoding="utf-8")
    assert made("远", "远", "各镇")["甲镇"].state is State.DONE
    assert "产值1万元" in Path("远/甲镇.txt").read_text("utf-8")


def test_the_bundle_has_what_the_template_has_and_no_more(place: Path) -> None:
    (place / "模板/照片").mkdir()
    (place / "模板/照片/一.jpg").write_bytes(b"1")
    (place / "模板/照片/回").symlink_to(place / "模板")
    (place / "模板/.git").mkdir()
    (place / "模板/.git/x").write_bytes(b"2")
    (place / "office.yaml").write_text("单位: 示例\n", encoding="utf-8")
    (place / "通讯录.csv").write_text("甲某\n", encoding="utf-8")
    bundle = afar.bundle([task()], Limits())
    assert {path.relative_to(place).as_posix() for path in bundle.files} == {
        "模板/briefing.md", "模板/facts.yaml", "模板/照片/一.jpg", "office.yaml"}
    assert bundle.here == place
    assert bundle.names[place / "模板"] == (".git", "briefing.md", "facts.yaml", "照片")


def test_the_users_own_faces_travel(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "字").mkdir()
    foundry.cut().save(place / "字/own.ttf")
    foundry.drawn_as(place / "字/rare.ttf", {"𫰠": "国"}, family="Hana Probe", ps="HanaProbe")
    foundry.drawn_as(place / "字/other.ttf", {"𫰠": "口"}, family="A Probe", ps="AProbe")
    monkeypatch.setenv("REPORTGEN_FONTS", str(place / "字"))
    (place / "模板/本镇.yaml").write_text(PROFILE, encoding="utf-8")
    narrative = batches.NARRATIVE.replace("期号: 10\n", "期号: 10\n版式: 本镇.yaml\n")
    (place / "模板/briefing.md").write_text(narrative, encoding="utf-8")
    batches.table(place / "数据.csv", ["甲镇", "𫰠镇"])
    made("近", "local", formats=("pdf",))
    found = made("远", "远", formats=("pdf",))
    assert {each.state for each in found.values()} == {State.DONE}
    assert files("近") == files("远")
    bundle = afar.bundle(run.plan("模板", "数据.csv", "近二", engine="远").tasks, Limits())
    assert {path.name for path in bundle.files if path.suffix == ".ttf"} == {"own.ttf", "rare.ttf"}


def test_what_only_this_machine_can_print_is_printed_here(
    place: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (place / "字").mkdir()
    foundry.drawn_as(place / "字/rare.ttf", {"𫰠": "国"}, family="Hana Probe", ps="HanaProbe")
    monkeypatch.setenv("REPORTGEN_FONTS", str(place / "字"))
    batches.table(place / "数据.csv", ["甲镇", "𫰠镇"])
    here: list[str] = []
    real = engines.supervise

    def watched(jobs: list[Any], *more: Any) -> Any:
        here.extend(job.unit.name for job in jobs if isinstance(job, Task))
        return real(jobs, *more)

    monkeypatch.setattr(engines, "supervise", watched)
    found = made("远", "远", formats=("pdf",))
    assert {each.state for each in found.values()} == {State.DONE}
    assert here == ["𫰠镇"]


def test_no_password_travels(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "mi-yao")
    monkeypatch.setenv("REPORTGEN_FONTS", str(place / "字"))
    told = pickle.dumps(engines._packed(work, DiskWorld(), task()))
    assert b"mi-yao" not in told
    assert str(place / "字").encode() in told


def test_a_dry_run_writes_nothing(place: Path) -> None:
    batches.table(place / "数据.csv", ["甲镇"])
    assert made("远", "远", dry=True)["甲镇"].state is State.DONE
    assert not Path("远").exists()


def test_the_record_is_written_last(place: Path) -> None:
    written: list[list[str]] = []

    class Watched(DiskWorld):
        def write_all(self, files: object) -> None:
            written.append([path.name for path in files])

    Path("包").write_bytes(afar.bundle([task()], Limits()).packed())
    result, made_files = afar.carried(afar.Parcel(task(), work, afar.Bundle(), "包"))
    afar.landed(result, made_files, Path("out"), Watched())
    assert written == [["甲镇.txt"], ["甲镇.json"]]


def test_what_cannot_be_written_is_that_units_alone(place: Path) -> None:
    batches.table(place / "数据.csv", ["甲镇", "乙镇"])
    Path("远/甲镇.txt").mkdir(parents=True)
    found = made("远", "远")
    assert {name: each.state for name, each in found.items()} == {
        "甲镇": State.WRONG, "乙镇": State.DONE}
    assert found["甲镇"].findings[0].code == "E0102"


@pytest.mark.parametrize(("name", "scheduler", "words"), [
    ("ray", "", "已有的：local、dask"), ("local", "tcp://127.0.0.1:1", "--engine dask"),
])
def test_engines_that_there_are_not(name: str, scheduler: str, words: str) -> None:
    with pytest.raises(ReportError) as error:
        engines.engine_named(name, scheduler)
    assert error.value.diagnostics[0].code == "E1450"
    assert words in error.value.diagnostics[0].hints[0]


def test_an_engine_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGINES, "dask", Engine(ENGINES["dask"].spread, needs="no_such_package"))
    with pytest.raises(ReportError) as error:
        engines.engine_named("dask", "")
    assert error.value.diagnostics[0].hints == ("安装：pip install 'reportgen[dask]'",)


def test_a_connection_that_all_can_read_is_told() -> None:
    (found,) = engines.engine_named("dask", "tcp://10.0.0.1:8786")
    assert found.code == "W1453"
    assert not engines.engine_named("dask", "tls://10.0.0.1:8786")
    assert not engines.engine_named("dask", "tcp://127.0.0.1:8786")
