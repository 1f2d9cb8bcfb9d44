"""A real CUPS with printers of our own: what arrives there, and what is said when nothing does."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reportgen.copies.printer import Job, cancel, send, watch
from reportgen.diagnostics import ReportError
from reportgen.edition import Stopped

_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && {{ echo 'direct {name} "Unknown" "{name}"'; exit 0; }}
{work}
"""
_ALL = "Order allow,deny\nAllow all\n"


@pytest.fixture(scope="module")
def spooler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """A cupsd in the foreground with a printer that works and one that fails."""
    top = tmp_path_factory.mktemp("cups")
    for path in (top, *top.parents):      # the backend is run as lp
        if path.stat().st_uid == os.getuid() and not path.stat().st_mode & 0o005:
            path.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name in ("etc", "spool/tmp", "cache", "run", "log", "bin/backend", "out"):
        (top / name).mkdir(parents=True)
    (top / "out").chmod(0o777)
    for part in Path("/usr/lib/cups").iterdir():
        if part.name != "backend":
            (top / "bin" / part.name).symlink_to(part)
    work = {"virtual": f'echo "$5" > {top}/out/options\ncat "${{6:--}}" > {top}/out/printed.pdf',
            "broken": "exit 1", "slow": "sleep 60"}
    for name, lines in work.items():
        backend = top / "bin" / "backend" / name
        backend.write_text(_BACKEND.format(name=name, work=lines))
        backend.chmod(0o755)
    (top / "etc" / "cupsd.conf").write_text(
        f"Listen localhost:{port}\nWebInterface No\nBrowsing No\nDefaultAuthType None\n"
        f"<Location />\n{_ALL}</Location>\n<Location /admin>\n{_ALL}</Location>\n"
        f"<Policy default>\n<Limit All>\n{_ALL}</Limit>\n</Policy>\n")
    folders = {"ServerRoot": "etc", "RequestRoot": "spool", "TempDir": "spool/tmp",
               "CacheDir": "cache", "StateDir": "run", "ServerBin": "bin",
               "AccessLog": "log/access", "ErrorLog": "log/error", "PageLog": "log/page"}
    lines = ["User lp", "Group lp", "SystemGroup root",
             *(f"{key} {top / name}" for key, name in folders.items())]
    (top / "etc" / "cups-files.conf").write_text("\n".join(lines) + "\n")
    env = {**os.environ, "CUPS_SERVER": f"localhost:{port}"}
    with (top / "said").open("w") as said:
        daemon = subprocess.Popen(
            [str(shutil.which("cupsd")), "-f", "-c", str(top / "etc" / "cupsd.conf"), "-s",
             str(top / "etc" / "cups-files.conf")], stdout=said, stderr=said)
        try:
            _await(env)
            for name in work:
                subprocess.run(
                    ["lpadmin", "-p", name, "-E", "-v", f"{name}:/x", "-m", "raw", "-o",
                     "printer-error-policy=abort-job"], env=env, check=True, capture_output=True)
            yield top / "out", env
        finally:
            daemon.terminate()
            daemon.wait(20)


def _await(env: Mapping[str, str]) -> None:
    for _ in range(100):
        done = subprocess.run(
            ["lpstat", "-r"], env=env, capture_output=True, text=True, check=False)
        if "is running" in done.stdout:
            return
        time.sleep(0.1)
    raise AssertionError("cupsd does not run")


@pytest.mark.system("cupsd")
@pytest.mark.slow
def test_the_printer_gets_every_byte_with_paper_and_sides(
    spooler: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    out, env = spooler
    file = tmp_path / "印.pdf"
    file.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 400)
    told: list[str] = []
    watch(send(file, "virtual", "第5期", "双面", env), env, told.append, 30)
    assert (out / "printed.pdf").read_bytes() == file.read_bytes()
    options = (out / "options").read_text()
    assert "media=A4" in options
    assert "sides=two-sided-long-edge" in options


@pytest.mark.system("cupsd")
@pytest.mark.slow
def test_a_job_that_was_aborted_is_not_taken_for_printed(
    spooler: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    _, env = spooler
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    job = send(file, "broken", "第5期", "单面", env)
    with pytest.raises(ReportError, match="没有印完") as caught:
        watch(job, env, lambda _: None, 30)
    assert [one.code for one in caught.value.diagnostics] == ["E1221"]


@pytest.mark.system("cupsd")
@pytest.mark.slow
def test_no_such_printer_and_no_such_job(
    spooler: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    _, env = spooler
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ReportError) as caught:
        send(file, "nowhere", "第5期", "双面", env)
    assert [one.code for one in caught.value.diagnostics] == ["E1220"]
    with pytest.raises(ReportError) as caught:
        watch(Job("virtual-99999", 99999), env, lambda _: None, 1)
    assert [one.code for one in caught.value.diagnostics] == ["E1221"]


@pytest.mark.system("cupsd")
@pytest.mark.slow
def test_a_job_that_is_cancelled_while_it_waits(
    spooler: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    _, env = spooler
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\n")
    job = send(file, "slow", "第5期", "单面", env)

    def stop(step: str) -> None:
        assert step.startswith("打印机：")
        raise Stopped

    with pytest.raises(Stopped):
        watch(job, env, stop, 30)
    cancel(job, env)
    with pytest.raises(ReportError, match="没有印完：取消了"):
        watch(job, env, lambda _: None, 30)


def test_without_cups_the_file_is_to_be_printed_by_hand(tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path), "CUPS_SERVER": str(tmp_path / "none.sock")}
    with pytest.raises(ReportError) as caught:
        send(tmp_path / "a.pdf", "office", "第5期", "双面", env)
    (found,) = caught.value.diagnostics
    assert found.code == "E1220"
    with pytest.raises(ReportError):
        watch(Job("office-1", 1), env, lambda _: None, 1)
