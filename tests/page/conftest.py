"""Chromium and axe-core; a desk at an office whose issue is filed, its letters to loopback."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.browser import chromium
from support.deskserver import Served, served
from support.mailing import SECRET, USER, Post, servers

ISSUE = "2024年第5期"


class Sat:
    """A desk at an office whose issue is filed, and the post that its letters go to."""

    def __init__(self, folder: Path, asked: Served, post: Post) -> None:
        self.folder, self.asked, self.post = folder, asked, post

    def kept(self) -> tuple[list[tuple[object, ...]], dict[str, bytes], int]:
        """The journal (letters and copies are its rows), the files, what was handed over."""
        with sqlite3.connect(self.folder / "档案" / "catalogue.sqlite") as catalogue:
            rows = catalogue.execute("SELECT * FROM entry ORDER BY seq").fetchall()
        files = {str(path): path.read_bytes() for path in self.folder.rglob("*")
                 if path.is_file() and path.name != "catalogue.sqlite"}
        return rows, files, self.post.logins


@pytest.fixture
def filed(filed_once: Path, tmp_path: Path) -> Path:
    """An office whose issue is filed; nobody sits there."""
    return Path(shutil.copytree(filed_once, tmp_path / "示例镇"))


@pytest.fixture
def sat(filed: Path, tmp_path: Path) -> Iterator[Sat]:
    """A desk that is served there."""
    folder = filed
    with servers(tmp_path) as post:
        path, secrets = folder / "office.yaml", tmp_path / "secrets"
        lines = [line for line in path.read_text("utf-8").splitlines()
                 if not line.startswith("邮件")]
        path.write_text("\n".join([*lines, f"邮件: {{发件人: 办公室 <{USER}>, 服务: "
                                   f"'smtps://127.0.0.1:{post.smtp}'}}"]) + "\n", "utf-8")
        secrets.write_text(f"{USER} {SECRET}\n", encoding="utf-8")
        secrets.chmod(0o600)
        env = {"REPORTGEN_MAIL_SECRETS": str(secrets), "SSL_CERT_FILE": post.authority}
        with served(folder, ISSUE, env) as asked:
            yield Sat(folder, asked, post)


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures of each state go."""
    folder = Path(os.environ.get("REPORTGEN_PICTURES", tmp_path / "pictures"))
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def axe() -> str:
    """The checks of axe-core, where npm has put them."""
    program = shutil.which("ooxml-validator")       # its neighbours came the same way
    found = Path(program).parents[1] / "axe-core" / "axe.min.js" if program else Path()
    if not found.is_file():
        if os.environ.get("REPORTGEN_REQUIRE_SYSTEM") == "1":
            pytest.fail("缺少 npm 包 axe-core", pytrace=False)
        pytest.skip("skipped: 缺少 npm 包 axe-core")
    return found.read_text("utf-8")
