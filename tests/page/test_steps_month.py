"""A month by commands and by the page: the same rows in the journal, the same bytes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from page.test_month import HEAD, ROWS, office
from support.books import workbook
from support.deskserver import Served, approval, command, served
from support.mailing import SECRET, USER, Post, servers
from support.scans import encoded, rendered

ISSUE = "2024年第5期"
WHY = "六月起各村用新邮箱"
WRONG, RIGHT = (workbook([HEAD, [*ROWS[0][:3], unit, *ROWS[0][4:]], *ROWS[1:]])
                for unit in ("公理", "公顷"))


def mailed(folder: Path, post: Post) -> Path:
    """An office whose mail goes to loopback."""
    text = (folder / "office.yaml").read_text("utf-8")
    mail = (f"邮件: {{发件人: 示例镇政府办公室 <{USER}>, 服务: 'smtps://127.0.0.1:{post.smtp}', "
            f"副本信箱: 'imaps://127.0.0.1:{post.imap}'}}")
    (folder / "office.yaml").write_text(re.sub("(?m)^邮件:.*$", mail, text), "utf-8")
    return folder


def printed(folder: Path) -> bytes:
    """The second page of the first copy, as it is scanned."""
    return encoded(rendered((folder / f"out/{ISSUE}（印第1—3份）.pdf").read_bytes(), 150)[1])


def corrected(folder: Path) -> None:
    """A word of the narrative is another."""
    path = folder / ISSUE / "briefing.md"
    path.write_text(path.read_text("utf-8").replace("颗粒归仓", "及时归仓"), "utf-8")


class Commands:
    """A clerk with a terminal."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self.folder, self.env = folder, env

    def run(self, *words: str, ends: int = 0) -> str:
        """What a command prints."""
        return command(*words, cwd=self.folder, env=self.env, ends=ends)

    def agree(self, *words: str, ask: tuple[str, ...] = ()) -> str:
        """What a command prints once its plan is approved."""
        digest = re.findall("--approve ([0-9a-f]{12})", self.run(*words, *ask))[-1]
        return self.run(*words, "--approve", digest)

    def put(self, data: bytes, backup: str) -> None:
        """Another workbook in the place of the old, which is kept."""
        book = self.folder / ISSUE / "台账.xlsx"
        book.rename(book.with_name(backup))
        book.write_bytes(data)

    def month(self) -> list[str]:
        """All steps; what is told of copies and sheets."""
        run, agree = self.run, self.agree
        self.put(WRONG, "台账.xlsx.bak")
        run("check", ISSUE, "--into", f"out/{ISSUE}（核对）.xlsx", ends=1)
        self.put(RIGHT, "台账.xlsx.2.bak")
        run("check", ISSUE, "--fix", "--select", "I0352")
        run("archive", "init")
        run("build", ISSUE, "--to", "pdf", "--to", "docx", "--to", "ofd")
        agree("print", ISSUE, "--copies", "3")
        agree("print", ISSUE, "--more", "2", "--way", "单面", "--to", "ofd")
        agree("archive", "add", ISSUE, "--signed", "2024-06-07", ask=("--dry-run",))
        run("archive", "verify", "2024-5", "--certificate", f"out/{ISSUE}（四性检测证书）.pdf")
        scan = self.folder.parent / "扫描.png"
        scan.write_bytes(printed(self.folder))
        run("copies", "add", "2024-5", "--number", "1-2,4", "--holder", "甲村", "--place", "村委会")
        run("copies", "recall", "2024-5", "--number", "2", "--date", "2024-06-07")
        told = [run("copies", "list"), run("verify", "--image", str(scan)),
                run("verify", "--image", str(scan), "--compare")]
        plan = run("mail", "plan", ISSUE)
        run("mail", "preview", ISSUE)
        run("mail", "approve", ISSUE, "--allow", f"W1313={WHY}", "--approve",
            re.findall("--approve ([0-9a-f]{12})", plan)[-1])
        run("mail", "send", ISSUE)
        run("roll", ISSUE)
        corrected(self.folder)
        run("build", ISSUE, "--to", "pdf", "--to", "docx", "--to", "ofd")
        agree("archive", "add", ISSUE, "--correction", "更正", "--reason", "错字",
              ask=("--dry-run",))
        return told


def by_the_page(desk: Served, folder: Path) -> list[str]:
    """The same, and what the page tells."""
    before = desk.pages()
    desk.send("receive", "sources", "台账.xlsx", WRONG)
    desk.do("mark", "check")
    desk.send("receive", "sources", "台账.xlsx", RIGHT)
    pages = desk.pages(other=before)        # which a comma that is mended leaves as they are
    desk.post("/fix?code=I0352", b"{}")
    desk.do("archive-init", "archive")
    desk.do("build", "files", pages=pages, ofd="on")
    desk.agree("print-plan", "print", "print", copies="3", way="双面", to="pdf")
    desk.agree("print-plan", "print", "print", more="2", way="单面", to="ofd")
    desk.agree("archive-plan", "archive", "archive", signed="2024-06-07")
    desk.do("archive-verify", "archive")
    for act, numbers, day in (("印件发放", "1-2,4", ""), ("印件收回", "2", "2024-06-07")):
        about = {"holder": "甲村", "place": "村委会"} if not day else {}
        assert "登记" in desk.do("copies-note", "print", act=act, numbers=numbers, day=day, **about)
    told = [desk.do("copies", "print"),
            desk.send("verify-scan", "verify", "扫描.png", printed(folder)),
            desk.send("verify-compare", "verify", "扫描.png", printed(folder))]
    plan = desk.do("mail-plan", "mail")
    sending = desk.do("mail-approve", "mail", W1313=WHY, **approval(plan))
    desk.do("mail-send", "mail", **approval(sending))
    desk.agree("roll-plan", "roll", "next")
    corrected(folder)
    desk.do("build", "files", pages=desk.pages(other=pages), ofd="on")
    desk.agree("archive-plan", "archive", "archive", correction="更正", reason="错字")
    return told


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
        for name in ("甲", "乙"):
            (tmp_path / name).mkdir()
        one, other = (mailed(office(root, tmp_path / name / "示例镇"), post)
                      for name in ("甲", "乙"))
        said = Commands(one, env).month()
        taken, post.taken = post.taken, []
        with served(other, ISSUE, env) as desk:
            shown = by_the_page(desk, other)
        assert [row[:4] for row in rows(one)] == [row[:4] for row in rows(other)]
        assert rows(one) == rows(other)
        mine, theirs = files(one), files(other)
        assert mine.keys() == theirs.keys()
        assert [name for name, data in mine.items() if theirs[name] != data] == []
        assert sorted(taken) == sorted(post.taken)
        assert len(taken) == 3
        for text, html in zip(said, shown, strict=True):
            words = re.findall(r"第\d+(?:—\d+)?[份页版]|是本单位印的|已印|发放|收回", text)
            assert words
            assert [each for each in words if each not in html] == []
