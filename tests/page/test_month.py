"""The month of an office in a real browser: dropped, mended, built, printed, filed, verified."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdfium2 import PdfDocument
from support.books import book, sheet, workbook
from support.browser import Clerk
from support.deskserver import command, served

from reportgen.page.month import SECTIONS

pytestmark = [pytest.mark.slow, pytest.mark.system("chromium")]
ISSUE = "2024年第5期"
HEAD = ["编号", "名称", "数值", "单位", "近似", "同比"]
ROWS = [["A1", "油菜收割面积", "1830", "亩", None, "-2.1%"], ["A2", "新修机耕路", "3.50", "公里"],
        ["A3", "枇杷产值", "260", "万元", "余"], ["B1", "义诊人数", "216", "人"]]


def office(root: Path, folder: Path) -> Path:
    """The sample office, the figures of its last issue in a workbook."""
    shutil.copytree(root / "data" / "office", folder)
    issue = folder / ISSUE
    facts = (issue / "facts.yaml").read_text("utf-8")
    head, tail = facts.index("事实:"), facts.index("测算:")
    (issue / "facts.yaml").write_text(
        f"{facts[:head]}数据表: [台账.xlsx]\n\n{facts[tail:]}", "utf-8")
    text = (issue / "briefing.md").read_text("utf-8")
    (issue / "briefing.md").write_text(text.replace("量血压、", "量血压,"), "utf-8")
    (issue / "台账.xlsx").write_bytes(workbook([HEAD, *ROWS]))
    return folder


def brought(folder: Path, **cells: str) -> Path:
    """A workbook as a clerk has it on the desktop, some cells another."""
    path = folder / "五月.xlsx"
    made = book([HEAD, *ROWS], title="Sheet")
    for cell, value in cells.items():
        sheet(made)[cell] = value
    made.save(path)
    return path


def test_a_month(root: Path, tmp_path: Path, browser: Any, pictures: Path) -> None:
    """From the workbook to the next issue, as a clerk does it."""
    top, desktop = office(root, tmp_path / "示例镇"), tmp_path / "桌面"
    desktop.mkdir()
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        page = clerk.page
        clerk.shot(pictures, "first")
        clerk.click(f"text={ISSUE}")
        clerk.still()

        # a broken workbook is refused with its words, and nothing is changed
        book, before = top / ISSUE / "台账.xlsx", (top / ISSUE / "台账.xlsx").read_bytes()
        broken = desktop / "台账.xlsx"
        broken.write_bytes(before[: len(before) // 2])
        clerk.open("sources")
        told = clerk.done(lambda: clerk.drop("#sources .drop", broken), "#sources")
        assert "错误" in told
        assert book.read_bytes() == before
        clerk.shot(pictures, "refused")

        # a cell that is wrong: found by its cell, the pages stay, marked in the workbook
        wrong = brought(desktop, D3="公理")
        clerk.done(lambda: clerk.drop("#sources .drop", wrong))
        page.wait_for_selector("#findings .error")
        assert "› C3" in page.inner_text("#findings")
        clerk.open("check")
        clerk.shot(pictures, "cell")
        clerk.done(lambda: clerk.click("#check button[data-step=mark]"))
        (desktop / "核对.xlsx").write_bytes(clerk.taken("#check .answer a"))
        notes = openpyxl.load_workbook(desktop / "核对.xlsx").worksheets[0]["C3"].comment
        assert notes is not None
        clerk.shot(pictures, "marked")

        # from here to both files: no more than six clicks
        clerk.clicks = 0
        clerk.done(lambda: clerk.drop("#sources", brought(desktop, C5="218")))
        assert "218" not in page.inner_text("#findings")
        clerk.click("#findings button:has-text('改好')")
        page.wait_for_selector("text=没有发现问题")
        clerk.still()
        clerk.shot(pictures, "pages")
        clerk.done(lambda: clerk.click("#files button.main"))
        pdf, word = clerk.taken("#files a[href$='.pdf']"), clerk.taken("#files a[href$='.docx']")
        assert clerk.clicks <= 6
        clerk.shot(pictures, "built")
        again = tmp_path / "again" / "示例镇"
        shutil.copytree(top, again)
        command("build", ISSUE, "-o", "out", cwd=again, env={})
        assert pdf == (again / "out" / f"{ISSUE}.pdf").read_bytes()
        assert word == (again / "out" / f"{ISSUE}.docx").read_bytes()
        _after(clerk, top, desktop, pictures)
        assert clerk.wrong == []


def _after(clerk: Clerk, top: Path, desktop: Path, pictures: Path) -> None:
    """Printed, filed, planned to be sent, a sheet verified, the next issue made."""
    page = clerk.page
    clerk.done(lambda: clerk.click("#print button[data-step=archive-init]"))
    clerk.open("print")
    page.fill("#print [name=copies]", "3")
    clerk.done(lambda: clerk.click("#print button[data-step=print-plan]"))
    clerk.shot(pictures, "print-plan")
    clerk.done(lambda: clerk.click("#print button[data-digest]"))
    paper = clerk.taken("#print .files a")
    clerk.shot(pictures, "printed")
    assert "已印 3 份" in page.inner_text("#print summary")
    clerk.open("archive")
    page.fill("#archive [name=signed]", "2024-06-07")
    clerk.done(lambda: clerk.click("#archive button[data-step=archive-plan]"))
    clerk.shot(pictures, "archive-plan")
    clerk.done(lambda: clerk.click("#archive button[data-digest]"))
    assert "已归档 J012" in page.inner_text("#archive > details > summary")
    clerk.shot(pictures, "filed")
    clerk.open("mail")
    clerk.done(lambda: clerk.click("#mail button[data-step=mail-plan]"))
    clerk.shot(pictures, "mail-plan")
    page.fill("#mail [name=W1313]", "六月起各村用新邮箱")
    clerk.done(lambda: clerk.click("#mail button[data-digest]"))
    clerk.shot(pictures, "mail-approved")
    scan = desktop / "scan.png"
    PdfDocument(paper)[0].render(scale=200 / 72).to_pil().save(scan)
    clerk.open("verify")
    told = clerk.done(lambda: clerk.drop("#verify [data-send=verify-scan]", scan), "#verify")
    assert "第1份" in told or "第 1 份" in told, told
    clerk.shot(pictures, "verified")
    clerk.open("next")
    clerk.done(lambda: clerk.click("#next button[data-step=roll-plan]"))
    clerk.shot(pictures, "roll-plan")
    clerk.done(lambda: clerk.click("#next button[data-digest]"))
    assert (top / "2024年第6期" / "briefing.md").is_file()
    clerk.shot(pictures, "rolled")
    clerk.click("#next .go")
    clerk.still()
    assert page.inner_text("h1") == "2024年第6期"


def test_every_state_can_be_used_by_all(root: Path, tmp_path: Path, browser: Any, axe: str) -> None:
    """No violation of what axe-core checks, nothing sideways, at each size, with a long name."""
    top = office(root, tmp_path / "示例镇")
    long = "2024年第5期（增刊，关于夏收夏种和防汛抗旱工作情况的报告，附各村进度表和排查台账）"
    (top / ISSUE).rename(top / long)
    wrong = brought(tmp_path, D3="公理")
    with served(top, long, {}) as desk:
        clerk = Clerk(browser, desk.address)
        clerk.fits()
        clerk.sound(axe)
        clerk.click(f"text={long}")
        clerk.still()
        for section in SECTIONS:
            clerk.open(section.key)
        clerk.page.eval_on_selector_all("details details", "all => all.forEach(e => e.open = true)")
        for width, height in ((1093, 614), (1920, 1080), (546, 307)):
            clerk.page.set_viewport_size({"width": width, "height": height})
            clerk.fits()
            clerk.sound(axe)
        clerk.page.set_viewport_size({"width": 1093, "height": 614})
        for step in ("archive-init", "build", "roll-plan"):
            clerk.done(lambda step=step: clerk.click(f"button[data-step={step}]"))
        clerk.page.fill("#print [name=copies]", "3")
        clerk.done(lambda: clerk.click("button[data-step=print-plan]"))
        clerk.done(lambda: clerk.click("#print button[data-digest]"))
        clerk.page.fill("#archive [name=signed]", "2024-06-07")
        clerk.done(lambda: clerk.click("button[data-step=archive-plan]"))
        clerk.sound(axe)
        clerk.fits()
        clerk.done(lambda: clerk.click("#archive button[data-digest]"))
        clerk.done(lambda: clerk.click("button[data-step=mail-plan]"))
        clerk.sound(axe)
        clerk.fits()
        clerk.done(lambda: clerk.drop("#sources .drop", wrong))
        clerk.page.wait_for_selector("#findings .error")
        clerk.sound(axe)
        clerk.fits()
        assert clerk.wrong == []


def test_the_guide_for_clerks_tells_the_same_steps(root: Path) -> None:
    """Its chapters are the sections of the page, its pictures are there, and small."""
    text = (root / "docs" / "clerk.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    assert re.findall(r"(?m)^## (\d .+)$", text) == [
        f"{number} {each.title}" for number, each in enumerate(SECTIONS, 1)]
    named = set(re.findall(r"\((pictures/[\w-]+\.png)\)", text))
    assert named == {f"pictures/{each.name}" for each in (root / "docs" / "pictures").iterdir()}
    for name in named:
        assert (root / "docs" / name).stat().st_size <= 80_000, name
