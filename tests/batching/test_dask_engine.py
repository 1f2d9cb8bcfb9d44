"""Many machines: workers killed, units that hang, a scheduler lost, no disk in common, a store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dask
import fsspec
import pytest
import trustme
from distributed import Client
from support import batches
from support.cluster import PATHS, Cluster, object_store

from reportgen.batching import dask_engine, run
from reportgen.batching.results import Result, State
from reportgen.batching.supervise import Limits
from reportgen.diagnostics import Family, ReportError

pytestmark = pytest.mark.slow
PLAIN = ("text",)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and three workers."""
    made = Cluster(tmp_path_factory.mktemp("cluster"), 3)
    yield made
    made.stop()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a template in it, and we in it."""
    monkeypatch.chdir(tmp_path)
    batches.template(tmp_path / "模板")
    return tmp_path


def made(out: str, cluster: Cluster | None = None, source: str = "数据.csv",
         formats: tuple[str, ...] = PLAIN, **how: bool) -> dict[str, Result]:
    far = {"engine": "dask", "scheduler": cluster.address} if cluster else {}
    planned = run.plan("模板", source, out, formats=formats, **far, **how)
    return {each.unit: each for each in run.run(planned, Limits(2, seconds=60))}


def contents(out: Path | str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(out).iterdir()
            if path.is_file() and path.suffix != ".csv"}


def command(*arguments: str, env: dict[str, str], before: tuple[str, ...] = (),
            ) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "reportgen", "batch", "模板", "数据.csv", "--to", "text",
         "--json", *arguments],
        capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": PATHS, **env})


def states(told: str) -> Counter[str]:
    lines = [json.loads(line) for line in told.splitlines()]
    return Counter(each["state"] for each in lines if "unit" in each)


def test_a_killed_worker_and_bad_units_cost_nobody_else(
    place: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = batches.names(10)
    batches.table(place / "数据.csv", [*good[:4], "停镇", "大镇", "杀镇", "错镇", *good[4:]])
    monkeypatch.setattr(run, "work", batches.work)
    planned = run.plan("模板", "数据.csv", "远", formats=PLAIN, engine="dask",
                       scheduler=cluster.address)
    found: list[Result] = []
    with Client(cluster.address, set_as_default=False) as client:
        for result in run.run(planned, Limits(1, seconds=5)):
            found.append(result)
            if len(found) == 1:     # others are under way now
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
    assert Counter(each.unit for each in found) == Counter([*good, "停镇", "大镇", "杀镇", "错镇"])
    assert {each.unit: (each.state, each.findings[0].code, each.tries) for each in found
            if each.state is not State.DONE} == {
        "停镇": (State.LATE, "E1403", 1), "大镇": (State.MEMORY, "E1404", 1),
        "杀镇": (State.DIED, "E1405", 2), "错镇": (State.BUG, "E1406", 1)}
    monkeypatch.undo()
    monkeypatch.chdir(place)
    batches.table(place / "数据.csv", [*good[:4], "停镇", "大镇", "杀镇", "错镇", *good[4:]])
    made("近")
    near = contents("近")
    assert contents("远") == {f"{name}.txt": near[f"{name}.txt"] for name in good}


def test_pdf_and_word_are_the_same_by_either_engine(place: Path, cluster: Cluster) -> None:
    batches.table(place / "数据.csv", batches.names(4))
    made("近", formats=("pdf", "docx"))
    made("远", cluster, formats=("pdf", "docx"))
    assert contents("近") == contents("远")
    bundles = [*cluster.folder.glob("w*/dask-scratch-space/worker-*/reportgen-*")]
    assert len(bundles) <= 2 * 4, "a bundle goes to a worker once"


def test_the_whole_run_has_an_end(place: Path, cluster: Cluster,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    batches.table(place / "数据.csv", ["停镇"])
    monkeypatch.setattr(run, "work", batches.work)
    planned = run.plan("模板", "数据.csv", "远", formats=PLAIN, engine="dask",
                       scheduler=cluster.address)
    (found,) = run.run(planned, Limits(1, seconds=3, whole=1))
    assert (found.state, found.findings[0].code) == (State.UNDONE, "E1408")


def test_a_worker_of_another_version_is_refused(
    place: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch,
) -> None:
    batches.table(place / "数据.csv", batches.names(1))
    real = dask_engine._alike()
    monkeypatch.setattr(dask_engine, "_insist_alike", lambda _client: None)
    monkeypatch.setattr(dask_engine, "_alike", lambda: {**real, "numpy": "0"})
    with pytest.raises(ReportError) as error:
        made("远", cluster)
    assert error.value.diagnostics[0].code == "E1452"
    assert "numpy 是 " in error.value.diagnostics[0].message
    assert "，这里是 0" in error.value.diagnostics[0].message


class Workers:
    """What a client tells of its workers."""

    def __init__(self, told: dict[str, object]) -> None:
        self.told = told

    def wait_for_workers(self, _count: int, timeout: float) -> None:
        if not self.told:
            raise TimeoutError(timeout)

    def run(self, _what: object, on_error: str) -> dict[str, object]:
        assert on_error == "return"
        return self.told


def test_workers_without_this_program_or_none() -> None:
    dask_engine._insist_alike(Workers({"tcp://a": dask_engine._alike()}))
    with pytest.raises(ReportError) as error:
        dask_engine._insist_alike(Workers({"tcp://a": ModuleNotFoundError("reportgen")}))
    assert error.value.diagnostics[0].message == "tcp://a 上没有这个程序（reportgen）"
    with pytest.raises(dask_engine._WorklessError):
        dask_engine._insist_alike(Workers({}))


def test_no_scheduler(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches.table(place / "数据.csv", batches.names(1))
    monkeypatch.setattr(dask_engine, "_PATIENCE", 1)
    for address, code in (("tcp://127.0.0.1:1", "E1451"), ("nosuch://x", "E1451"), ("", "E1450")):
        planned = run.plan("模板", "数据.csv", "远", formats=PLAIN, engine="dask",
                           scheduler=address)
        with pytest.raises(ReportError) as error:
            list(run.run(planned))
        assert error.value.diagnostics[0].code == code


def test_a_lost_scheduler_is_told_and_the_rest_is_done_later_over_tls(
    place: Path, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    names = batches.names(24)
    batches.table(place / "数据.csv", names)
    folder = tmp_path_factory.mktemp("tls")
    ca, pem = str(folder / "ca.pem"), str(folder / "own.pem")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(ca)
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(pem)
    cluster = Cluster(folder, 1, "--tls-ca-file", ca, "--tls-cert", pem, "--tls-key", pem,
                      scheme="tls")
    done: list[str] = []
    try:
        planned = run.plan("模板", "数据.csv", "远", formats=PLAIN, engine="dask",
                           scheduler=cluster.address)
        with pytest.raises(ReportError) as error:
            list(run.run(planned))
        assert error.value.diagnostics[0].code == "E1451", "who shows no certificate is not let in"
        tls = {"ca-file": ca, "client.cert": pem, "client.key": pem}
        with dask.config.set({f"distributed.comm.tls.{key}": each for key, each in tls.items()}), \
                pytest.raises(ReportError) as error:
            for result in run.run(planned):
                assert result.state is State.DONE
                done.append(result.unit)
                if len(done) == 3:
                    os.kill(cluster.scheduler.pid, signal.SIGKILL)
    finally:
        cluster.stop()
    assert error.value.diagnostics[0].code == "E1451"
    assert error.value.family is Family.RENDER
    again = made("远", resume=True)
    assert sorted(again) == sorted(names)
    assert {name for name, each in again.items() if each.state is State.KEPT} == set(done)
    made("近")
    assert contents("远") == contents("近")


@pytest.mark.system("ip")
@pytest.mark.skipif(os.geteuid() != 0, reason="network namespaces want root")
def test_two_hosts_with_no_disk_in_common(
    place: Path, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    batches.table(place / "数据.csv", batches.names(4))
    folder, hosts = tmp_path_factory.mktemp("hosts"), [f"rg{os.getpid()}{a}" for a in "ab"]
    cluster = None
    try:
        for at, host in enumerate(hosts, 1):
            subprocess.run(["ip", "netns", "add", host], check=True)
            subprocess.run(["ip", "-n", host, "link", "set", "lo", "up"], check=True)
            if at == 2:
                subprocess.run(["ip", "link", "add", "e0", "netns", hosts[0], "type", "veth",
                                "peer", "name", "e0", "netns", hosts[1]], check=True)
        for at, host in enumerate(hosts, 1):
            subprocess.run(["ip", "-n", host, "addr", "add", f"10.87.6.{at}/24", "dev", "e0"],
                           check=True)
            subprocess.run(["ip", "-n", host, "link", "set", "e0", "up"], check=True)
        inside = [("ip", "netns", "exec", host) for host in hosts]
        blind = ("sh", "-c", f'mount -t tmpfs none "{place}" && exec "$@"', "sh")
        cluster = Cluster(folder, 0, host="10.87.6.1", before=inside[0])
        cluster.add("b", host="10.87.6.2", before=(*inside[1], *blind))
        done = command("-o", "远", "--engine", "dask", "--scheduler", cluster.address, env={},
                       before=inside[0])
        assert done.returncode == 0, done.stdout + done.stderr
        assert states(done.stdout) == {"完成": 4}
        assert "W1453" in done.stdout
        made("近")
        assert contents("远") == contents("近")
    finally:
        if cluster:
            cluster.stop()
        for host in hosts:
            subprocess.run(["ip", "netns", "del", host], check=False)


def test_a_store_is_where_it_comes_from_and_where_it_goes(
    place: Path, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batches.table(place / "数据.csv", batches.names(4))
    there = "s3://tong/十月"
    with object_store(tmp_path_factory.mktemp("store")) as env:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        states = Counter(each.state for each in made(there, cluster).values())
        assert states == {State.DONE: 4}
        states = Counter(each.state for each in made(there, resume=True).values())
        assert states == {State.KEPT: 4}
        store = fsspec.filesystem("s3")
        store.get("tong/十月/", "取回/", recursive=True)
        store.rm("tong/十月/乙甲镇.txt")
        again = made(there, resume=True)
        assert {name for name, each in again.items() if each.state is State.DONE} == {"乙甲镇"}
        store.put("模板/", "tong/模板/", recursive=True)
        store.put("数据.csv", "tong/数据.csv")
        Path("模板").rename("不在")
        planned = run.plan("s3://tong/模板", "s3://tong/数据.csv", "取来", formats=PLAIN)
        assert {each.state for each in run.run(planned)} == {State.DONE}
    Path("不在").rename("模板")
    made("近")
    assert contents("近") == contents("取回") == contents("取来")
    assert len(list(Path("取回/.batch").glob("*.json"))) == 4
    assert Path("取回/结果.csv").is_file()
