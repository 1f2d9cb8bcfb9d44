"""Names of people and files in ten programs that are not ours."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.mail_parsers import READERS, Reader

from reportgen.mail.letter import Attachment, InlinePicture, Sender, body, file_name, head

DAY = datetime(2024, 6, 7, 9, tzinfo=timezone(timedelta(hours=8)))
TITLES = (
    "示例镇2024年5月工作情况", "很长的标题" * 20, "𠮷野家、龘龘㙍",
    "“引号”（括号）；分号=等号，逗号",
    "示例★ mixed 混排 1.2%", "plain title", "关于（试行）'单引号' & 其他", "甲" * 56,
)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS, ids=lambda each: each.name)
def test_names(reader: Reader, tmp_path: Path) -> None:
    if not reader.there:
        (pytest.fail if os.environ.get("REPORTGEN_REQUIRE_SYSTEM") == "1" else pytest.skip)(
            f"skipped: 缺少 {reader.name}")
    paths: list[Path] = []
    wanted: list[list[object]] = []
    for at, title in enumerate(TITLES):
        names = [file_name(title, suffix) for suffix in (".pdf", ".docx", ".ofd")]
        files = [Attachment(name, b"%PDF\r\n" * (at + 7)) for name in names]
        sender = Sender(f"{title[:30]}办公室", "office@example.invalid", "office@example.invalid")
        path = tmp_path / f"{at}.eml"
        path.write_bytes(
            head(sender, f"{title[:40]} 甲某", "jia@example.invalid", title, DAY, "<a@b.invalid>")
            + body("正文\n", "<p>正文</p>", [InlinePicture("c@x", b"\x89PNG")], files))
        paths.append(path)
        wanted.append([title, sender.name, f"{title[:40]} 甲某", names, [6 * (at + 7)] * 3])
    found = reader.read(paths)
    if reader.name == "email":      # it puts blanks between words, as RFC 2047 forbids
        for each in (*found, *wanted):
            each[1:3] = [str(name).replace(" ", "") for name in each[1:3]]
    assert found == wanted
