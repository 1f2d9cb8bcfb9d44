"""A batch in an office: three towns built, an archive that is still empty, servers for letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from support import batches
from support.filings import CHINA, StillDisk
from support.mailing import SECRET, USER, Post, servers

from reportgen.acts.archive import Desk, begin, desk
from reportgen.batching import run
from reportgen.batching.supervise import Limits
from reportgen.world import DiskWorld

OFFICE = """单位: 示例县统计局
全宗号: J031
机构代码: ZHK
保管期限表: 保管期限表.csv
通讯录: 通讯录.csv
邮件: {发件人: "%s", 服务: "smtps://127.0.0.1:%d", 副本信箱: "imaps://127.0.0.1:%d"}
"""
TOWNS = batches.names(3)


class Batch:
    """An office whose batch is built into out/; `desk()` is a clerk at it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.env, self.disk = folder, env, StillDisk()
        self.disk.time = datetime(2024, 12, 2, 9, tzinfo=CHINA)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def desk(self) -> Desk:
        return desk(self.folder, DiskWorld(self.env), self.disk, "甲某")

    def build(self, *, resume: bool = False) -> None:
        """Build what is in the table."""
        plan = run.plan(self.folder / "模板", self.folder / "数据.csv", self.out, resume=resume)
        assert {each.code for each in run.run(plan, Limits(2, seconds=60))} <= {0}


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """Servers that take everything."""
    with servers(tmp_path) as found:
        yield found


@pytest.fixture
def batch(post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Three towns, built; the archive begun."""
    monkeypatch.setattr("reportgen.archive.disk.rest", lambda _seconds: None)
    folder = tmp_path / "县"
    narrative = batches.NARRATIVE.replace('"{{ 单位 }}人民政府"', "示例县统计局")
    batches.template(folder / "模板", narrative.replace(
        "日期: 2024-11-15", '日期: 2024-11-15\n报: 示例县人民政府\n发: ["{{ 单位 }}人民政府"]'))
    batches.table(folder / "数据.csv", TOWNS)
    (folder / "office.yaml").write_text(OFFICE % (USER, post.smtp, post.imap), encoding="utf-8")
    (folder / "保管期限表.csv").write_text("序号,类别,保管期限,依据\n1,简报,30年,第1条\n", "utf-8")
    (folder / "通讯录.csv").write_text(
        "单位,邮箱,类别\n示例县人民政府,county@example.invalid,报\n" + "".join(
            f"{town}人民政府,t{at}@example.invalid,发\n" for at, town in enumerate(TOWNS)), "utf-8")
    secrets = tmp_path / "secrets"
    secrets.write_text(f"{USER} {SECRET}\n", encoding="utf-8")
    secrets.chmod(0o600)
    made = Batch(folder, {"REPORTGEN_MAIL_SECRETS": str(secrets),
                          "SSL_CERT_FILE": post.authority, "HOME": str(tmp_path)})
    begin(made.desk())
    made.build()
    return made
