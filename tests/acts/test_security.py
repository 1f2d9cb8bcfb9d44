"""What docs/security.md tells to type runs, with a time-stamping service on this machine."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from support import budgets
from support.certificates import NOW, PASSPHRASE, answering, certificate, stamps_root
from support.filings import StillDisk

from reportgen.acts import archive as acts
from reportgen.archive.disk import Disk
from reportgen.cli import main
from reportgen.world import DiskWorld

# module → what it asks the network for; the page on security names each
ASKING = {
    "reportgen.signing": {"urllib.request", "urllib.error"},
    "reportgen.copies.printer": {"http.client", "socket"},
    "reportgen.mail.account": {"socket", "ssl"},
    "reportgen.mail.copybox": {"imaplib", "ssl"},
    "reportgen.mail.post": {"smtplib", "ssl"},
    "reportgen.page.serving": {"socket"},       # 127.0.0.1 alone: tests/page/test_serving.py
}
_NETWORK = {"socket", "ssl", "http", "http.client", "smtplib", "imaplib", "poplib", "ftplib",
            "urllib.request", "urllib.error", "requests", "aiohttp", "telnetlib", "xmlrpc.client"}
_RUNNING = {"pickle", "marshal", "shelve", "code", "runpy"}


def commands(root: Path) -> list[list[str]]:
    text = (root / "docs" / "security.md").read_text(encoding="utf-8")
    return [shlex.split(line) for block in re.findall(r"^```sh\n(.*?)^```$", text, re.S | re.M)
            for line in block.splitlines()]


@pytest.mark.slow
@pytest.mark.system("openssl")
@pytest.mark.system("curl")
def test_the_commands_of_the_page(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    acts.begin(acts.desk(Path(), DiskWorld(), StillDisk(), "甲某"))
    Path("我的.p12").write_bytes(certificate(begins=Disk().now()))
    Path("密码.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    Path("密码.txt").chmod(0o600)
    found = commands(root)
    head, shown = "", {}
    with answering(200) as (address, asked):
        Path("根证书.pem").write_bytes(stamps_root())
        for told in found:
            line = shlex.join(told)
            words = [each.replace("末条摘要", head).replace("https://时间戳服务/", address)
                     for each in told]
            if words[0] == "reportgen":
                assert main(words[1:]) == 0, f"{line}\n{capsys.readouterr()}"
                shown[line] = capsys.readouterr().out
                head = head or re.search("末条摘要 ([0-9a-f]{64})", shown[line])[1]
            else:
                subprocess.run(words, check=True, capture_output=True)
        assert len(asked) == 1
    assert {words[0] for words in found} == {"reportgen", "openssl", "curl"}
    assert len(found) == 8
    verify = next(words for words in found if words[:3] == ["openssl", "ts", "-verify"])
    right, wrong = ([each.replace("末条摘要", one) for each in verify] for one in (head, "0" * 64))
    for words, code in (
        (wrong, 1), ([*right, "-attime", str(int(NOW.timestamp()))], 0),
        ([*right, "-attime", str(int(NOW.timestamp()) - 10**7)], 1),
    ):
        assert subprocess.run(words, capture_output=True, check=False).returncode == code
    assert main(["archive", "verify", "--head", "0" * 64]) == 6
    assert main(["archive", "show", "2024-5"]) == 0
    assert "电子签名：甲某" in capsys.readouterr().out
    assert PASSPHRASE.encode() not in b"".join(
        path.read_bytes() for path in Path("档案").rglob("*") if path.is_file())


def imported(source: str) -> set[str]:
    """All modules that a module imports, at whatever time."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_who_asks_the_network_is_named(root: Path) -> None:
    """A module more in this table is a line more under 联网 in docs/security.md."""
    found = {name: names for name, source in budgets.package(root).items()
             if (names := imported(source) & _NETWORK)}
    assert found == ASKING


def test_nothing_that_is_read_is_run(root: Path) -> None:
    """But the classes of values, which are written by `frozen` out of the program's own."""
    for name, source in budgets.package(root).items():
        assert not imported(source) & _RUNNING, name
        if name == "reportgen.frozen":
            continue
        called = {node.func.id for node in ast.walk(ast.parse(source))
                  if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not called & {"eval", "exec", "compile", "__import__"}, name
