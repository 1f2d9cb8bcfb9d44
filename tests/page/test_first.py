"""The first screen where something is wrong: each fault is told where it is, and hides no other."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from page.conftest import ISSUE
from PIL import Image
from support.browser import Clerk
from support.deskserver import served

from reportgen.page.case import Case
from reportgen.page.first import first
from reportgen.page.jobs import Jobs
from reportgen.world import DiskWorld


@pytest.fixture
def top(root: Path, tmp_path: Path) -> Path:
    """The sample office."""
    return Path(shutil.copytree(root / "data" / "office", tmp_path / "示例镇"))


def shown(top: Path) -> str:
    return first(top, DiskWorld(), Jobs(lambda: None))


def test_a_fault_of_one_issue_is_told_in_its_row(
    top: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Case.standing

    def standing(case: Case) -> object:
        if case.name == ISSUE:
            raise RuntimeError("种下的毛病")
        return real(case)

    monkeypatch.setattr(Case, "standing", standing)
    told = shown(top)
    assert told.count("E0999</code>") == 1
    assert "2024年第4期</a>" in told
    assert "示例镇2024年4月工作情况" in told


def test_a_folder_that_has_gone_is_told_and_not_made_an_office(top: Path) -> None:
    shutil.rmtree(top)
    assert "单位文件夹不在了" in shown(top)
    assert 'data-new="unit"' not in shown(top)




@pytest.mark.slow
def test_sources_are_had_by_their_names_and_nothing_else(top: Path, tmp_path: Path) -> None:
    issue, secret = top / ISSUE, tmp_path / "secret.txt"
    secret.write_text("别人的", "utf-8")
    for name in ("~$台账.xlsx", "Thumbs.db", "facts.yaml.bak", ".暗", "desktop.ini"):
        (issue / name).write_text("x", "utf-8")
    (issue / "照片").mkdir()
    (issue / "链接.txt").symlink_to(secret)
    with served(top, ISSUE, {}) as desk:
        html = desk.panel()["sources"]
        assert "4 个文件" in html       # two sources, a folder, a link
        assert str(issue) in html
        got = desk.get("/source/facts.yaml")
        assert got.data == (issue / "facts.yaml").read_bytes()
        assert "attachment" in got.headers["content-disposition"]
        for name in ("~$台账.xlsx", ".暗", "照片", "链接.txt", "..%2foffice.yaml"):
            assert desk.get(f"/source/{quote(name, safe='%')}").status in {400, 404}


@pytest.mark.slow
def test_nothing_is_filed_but_the_pages_that_were_seen(top: Path) -> None:
    with served(top, ISSUE, {}) as desk:
        assert "归档" in desk.do("archive-init", "archive")
        pages = desk.pages()
        assert "还没有生成" in desk.panel()["print"]
        other = " ".join(reversed(pages.split()))
        assert "E0917" in desk.do("archive-plan", "archive", pages=other)
        assert "档案里有" not in desk.panel()["archive"]
        assert "档案里有" in desk.agree("archive-plan", "archive", "archive", pages=pages)


@pytest.mark.slow
def test_a_picture_that_nothing_names_is_asked_about(top: Path) -> None:
    out = BytesIO()
    Image.new("L", (400, 400), 255).save(out, "PNG")
    with served(top, ISSUE, {}) as desk:
        assert "验一张纸" in desk.send("receive", "sources", "scan.png", out.getvalue())


@pytest.mark.slow
@pytest.mark.system("chromium")
def test_what_breaks_while_an_issue_is_open_is_told_and_heals(top: Path, browser: Any) -> None:
    """office.yaml; the issue's folder; the office's."""
    own = (top / "office.yaml").read_text("utf-8")
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        page = clerk.page
        clerk.click(f"text={ISSUE}")
        clerk.still()
        (top / "office.yaml").write_text(own + "不认得的: 1\n", "utf-8")
        page.wait_for_selector("#broken:not([hidden])")
        assert "不认得的" in page.inner_text("#broken")
        assert "已经" not in page.inner_text("#broken")
        assert page.locator("#files button.main").count() == 1
        (top / "office.yaml").write_text(own, "utf-8")
        page.wait_for_selector("#broken", state="hidden")
        (top / ISSUE).rename(top / ".away")
        page.wait_for_selector("#broken:not([hidden])")
        assert "这一期的文件夹不在了" in page.inner_text("#broken")
        assert page.get_attribute("#broken a", "href") == "/"
        (top / ".away").rename(top / ISSUE)
        page.wait_for_selector("#broken", state="hidden")
        assert not [each for each in clerk.wrong if "/panel" not in each]
        page.goto(page.url + "9")
        assert page.inner_text("h1") == "打不开"
        page.click("text=各期")
        page.wait_for_selector(".issues a")
        shutil.rmtree(top)
        page.reload()
        assert "单位文件夹不在了" in page.inner_text("main")
