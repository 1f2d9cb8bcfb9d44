"""The sample office with an issue filed, and servers on loopback for its letters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from support.filings import StillDisk
from support.mailing import SECRET, USER, Post, servers

from reportgen.acts.archive import Desk, desk
from reportgen.world import DiskWorld

ISSUE = "2024年第5期"


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Servers that take everything."""
    with servers(tmp_path) as found:
        yield found


@dataclass
class Desks:
    """An office whose mail goes to loopback; `desk()` is a new clerk at it."""

    folder: Path
    env: dict[str, str]
    disk: StillDisk

    def desk(self, by: str = "甲某") -> Desk:
        return desk(self.folder, DiskWorld(self.env), self.disk, by)

    def later(self, **told: float) -> None:
        """Let time pass."""
        self.disk.time += timedelta(**told)

    def mail(self, **told: str) -> None:
        """Say where the mail goes."""
        lines = [line for line in (self.folder / "office.yaml").read_text("utf-8").splitlines()
                 if not line.startswith("邮件")]
        pairs = ", ".join(f'{name}: "{value}"' for name, value in told.items())
        (self.folder / "office.yaml").write_text(
            "\n".join([*lines, f"邮件: {{{pairs}}}"]) + "\n", encoding="utf-8")

    def book(self, text: str) -> None:
        (self.folder / "通讯录.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def office(
    filed_once: Path, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desks:
    """A copy of the office, whose mail goes to the servers of `post`; nobody waits there."""
    monkeypatch.setattr("reportgen.archive.disk.rest", lambda _seconds: None)
    folder = tmp_path / "示例镇"
    shutil.copytree(filed_once, folder)
    secrets = tmp_path / "secrets"
    secrets.write_text(f"{USER} {SECRET}\n", encoding="utf-8")
    secrets.chmod(0o600)
    made = Desks(folder, {"REPORTGEN_MAIL_SECRETS": str(secrets),
                          "SSL_CERT_FILE": post.authority, "HOME": str(tmp_path)}, StillDisk())
    made.mail(发件人=f"示例镇政府办公室 <{USER}>", 服务=f"smtps://127.0.0.1:{post.smtp}",
              副本信箱=f"imaps://127.0.0.1:{post.imap}")
    return made
