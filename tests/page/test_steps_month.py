"""A month by commands and by the page: the same rows in the journal, the same bytes."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.deskserver import Served, approval, command, served
from support.mailing import SECRET, USER, Post, servers

ISSUE = "2024年第5期"
WHY = "六月起各村用新邮箱"


def office(root: Path, folder: Path, post: Post) -> Path:
    """The sample office, whose mail goes to loopback."""
    shutil.copytree(root / "data" / "office", folder)
    text = (folder / "office.yaml").read_text("utf-8")
    mail = (f"邮件: {{发件人: 示例镇政府办公室 <{USER}>, 服务: 'smtps://127.0.0.1:{post.smtp}', "
            f"副本信箱: 'imaps://127.0.0.1:{post.imap}'}}")
    (folder / "office.yaml").write_text(re.sub("(?m)^邮件:.*$", mail, text), "utf-8")
    return folder


def by_commands(folder: Path, env: Mapping[str, str]) -> None:
    def run(*words: str) -> str:
        return command(*words, cwd=folder, env=env)

    def digest(text: str) -> str:
        return re.findall("--approve ([0-9a-f]{12})", text)[-1]

    run("archive", "init")
    run("build", ISSUE)
    run("print", ISSUE, "--copies", "3", "--approve", digest(run("print", ISSUE, "--copies", "3")))
    run("archive", "add", ISSUE, "--signed", "2024-06-07")
    run("archive", "verify", "2024-5", "--certificate", f"out/{ISSUE}（四性检测证书）.pdf")
    told = run("mail", "plan", ISSUE)
    run("mail", "preview", ISSUE)
    run("mail", "approve", ISSUE, "--approve", digest(told), "--allow", f"W1313={WHY}")
    run("mail", "send", ISSUE)


def by_the_page(desk: Served) -> None:
    desk.do("archive-init", "archive")
    desk.do("build", "files", pages=desk.pages())
    desk.agree("print-plan", "print", "print", copies="3", way="双面", to="pdf")
    desk.agree("archive-plan", "archive", "archive", signed="2024-06-07")
    desk.do("archive-verify", "archive")
    plan = desk.do("mail-plan", "mail")
    told = desk.do("mail-approve", "mail", W1313=WHY, **approval(plan))
    desk.do("mail-send", "mail", **approval(told))


def rows(folder: Path) -> list[tuple[object, ...]]:
    """The journal, the chain of its digests with it."""
    with sqlite3.connect(folder / "档案" / "catalogue.sqlite") as catalogue:
        return catalogue.execute("SELECT * FROM entry ORDER BY seq").fetchall()


def files(folder: Path) -> dict[str, bytes]:
    """All that was written but the catalogue, whose pages SQLite lays out as it likes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.name != "catalogue.sqlite"}


@pytest.mark.slow
def test_the_page_and_the_commands_do_the_same(root: Path, tmp_path: Path) -> None:
    with servers(tmp_path) as post:
        secrets = tmp_path / "secrets"
        secrets.write_text(f"{USER} {SECRET}\n", encoding="utf-8")
        secrets.chmod(0o600)
        env = {"REPORTGEN_MAIL_SECRETS": str(secrets), "SSL_CERT_FILE": post.authority}
        one, other = (office(root, tmp_path / name / "示例镇", post) for name in ("甲", "乙"))
        by_commands(one, env)
        taken, post.taken = post.taken, []
        with served(other, ISSUE, env) as desk:
            by_the_page(desk)
        assert [row[:2] for row in rows(one)] == [row[:2] for row in rows(other)]
        assert rows(one) == rows(other)
        mine, theirs = files(one), files(other)
        assert mine.keys() == theirs.keys()
        assert [name for name, data in mine.items() if theirs[name] != data] == []
        assert sorted(taken) == sorted(post.taken)
        assert len(taken) == 3
