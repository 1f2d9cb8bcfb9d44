"""The desk as a place of work: two tabs, a reload, the keyboard, a stop, folders of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.browser import Clerk
from support.deskserver import served, start
from support.long_briefing import long_briefing

from reportgen.page.first import NEW

pytestmark = [pytest.mark.slow, pytest.mark.system("chromium")]
ISSUE = "2024年第5期"


@pytest.fixture
def top(root: Path, tmp_path: Path) -> Path:
    """The sample office."""
    return shutil.copytree(root / "data" / "office", tmp_path / "示例镇")


def test_two_tabs_see_the_same_and_a_reload_finds_the_answer(top: Path, browser: Any) -> None:
    with served(top, ISSUE, {}) as desk:
        one = Clerk(browser, desk.address)
        one.click(f"text={ISSUE}")
        one.still()
        other = Clerk(one.page.context, one.page.url)
        other.still()
        one.page.dblclick("#files button.main")         # does it once
        other.page.wait_for_selector("body[data-job=build]")
        one.page.reload()                                # in the middle
        for clerk in (one, other):
            clerk.page.wait_for_selector("#files .answer")
            assert "生成了：2 页" in clerk.page.inner_text("#files .answer")
            assert clerk.page.locator("#files .files a").count() == 2
        assert one.page.get_attribute("body", "data-answers") == "1"
        assert one.wrong == other.wrong == []


def test_pages_that_changed_are_not_built_unseen(top: Path, browser: Any) -> None:
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        clerk.click(f"text={ISSUE}")
        clerk.still()
        clerk.page.route("**/events", lambda route: route.abort())      # what is seen stays
        clerk.page.evaluate("window.stop()")
        facts = top / ISSUE / "facts.yaml"
        facts.write_text(facts.read_text("utf-8").replace("216人", "217人"), "utf-8")
        clerk.page.click("#files button.main")
        clerk.page.wait_for_timeout(300)
        clerk.page.unroute("**/events")
        clerk.page.reload()
        clerk.page.wait_for_selector("#files .answer")
        assert "页面变了" in clerk.page.inner_text("#files .answer")
        assert not (top / "out").exists()
        clerk.still()
        clerk.done(lambda: clerk.click("#files button.main"))
        assert (top / "out" / f"{ISSUE}.pdf").is_file()


def test_a_stop_leaves_nothing_half_done_and_two_jobs_are_not_done_at_once(
    root: Path, tmp_path: Path, browser: Any,
) -> None:
    top = tmp_path / "各期"
    for name in ("jinxi-2023", "letter-2024"):
        shutil.copytree(root / "data" / name, top / name)
    for name, text in long_briefing(120).items():       # one that is not built before it is stopped
        (top / "jinxi-2023" / name).write_text(text, encoding="utf-8")
    with served(top, "jinxi-2023", {}) as desk:
        one = Clerk(browser, desk.address)
        one.click("text=jinxi-2023")
        one.still()
        other = Clerk(one.page.context, desk.address)
        other.click("text=letter-2024")
        other.still()
        one.page.click("#files button.main")
        one.page.wait_for_selector("#stop")
        other.page.click("#files button.main")
        other.page.wait_for_selector("#problem:not([hidden])")
        assert "“jinxi-2023”还有一件事没做完" in other.page.inner_text("#problem")
        one.page.click("#stop")
        one.page.wait_for_selector("#files .answer")
        assert "已停止" in one.page.inner_text("#files .answer")
        assert not (top / "out").exists()
        assert "要先把这个文件夹建成单位文件夹" in str(one.page.text_content("#archive"))


def test_a_server_that_has_gone_is_told(top: Path, browser: Any) -> None:
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        clerk.click(f"text={ISSUE}")
        clerk.still()
    clerk.page.wait_for_selector('body[data-state="gone"]')
    assert "程序已经停了" in clerk.page.inner_text("#status")
    clerk.page.click("#files button.main")
    clerk.page.wait_for_selector("#problem:not([hidden])")
    assert "程序已经停了" in clerk.page.inner_text("#problem")


def test_a_folder_becomes_an_issue(root: Path, top: Path, tmp_path: Path, browser: Any) -> None:
    brought = shutil.copytree(root / "data" / "office" / ISSUE, tmp_path / "2024年第9期")
    empty = tmp_path / "空的"
    empty.mkdir()
    (empty / "随便.md").write_text("不是一期", "utf-8")
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        clerk.drop(".drop", brought / "facts.yaml")
        clerk.page.wait_for_selector(".refused:has-text('点开要放进去的那一期')")
        clerk.drop(".drop", empty)
        clerk.page.wait_for_selector(".refused:has-text('不是一期的文件夹')")
        assert "没有 briefing.md" in clerk.page.inner_text(".refused:not([hidden])")
        clerk.drop(".drop", brought)
        clerk.page.wait_for_url("**/issue/**")
        clerk.still()
        assert clerk.page.inner_text("h1") == "2024年第9期"
        clerk.drop("#sources", brought)                  # on an issue, too
        clerk.page.wait_for_timeout(200)
        clerk.still()
    assert (top / "2024年第9期" / "facts.yaml").read_bytes() == (
        brought / "facts.yaml").read_bytes()


def test_folders_of_every_kind(root: Path, tmp_path: Path, browser: Any, axe: str) -> None:
    """No folder, an office made, a sample; a folder of issues that becomes an office."""
    home = tmp_path / "家"
    home.mkdir()
    env = {"HOME": str(home), "REPORTGEN_CACHE": str(tmp_path / "cache")}
    with start([], home, env) as address:
        clerk = Clerk(browser, address)
        assert "还没有打开单位文件夹" in clerk.page.inner_text("main")
        forms = clerk.page.eval_on_selector_all("form", "all => all.map(e => e.dataset.new)")
        assert NEW.keys() == {*forms, "unit"}
        clerk.fits()
        clerk.sound(axe)
        clerk.page.fill("[name=name]", "..")
        clerk.page.fill("[name=unit]", "甲镇人民政府")
        clerk.click("text=新建 >> nth=-1")
        clerk.page.wait_for_selector("[data-new=office] .refused:not([hidden])")
        clerk.page.fill("[name=name]", "简报")
        clerk.page.fill("[name=fonds]", "J0 12")
        clerk.click("[data-new=office] button")
        clerk.page.wait_for_selector("[data-new=office] .refused:has-text('全宗号')")
        assert not (home / "简报").exists()
        clerk.page.fill("[name=fonds]", "J012")
        clerk.click("[data-new=office] button")
        clerk.page.wait_for_selector(".issues a")
        written = (home / "简报" / "office.yaml").read_text("utf-8")
        assert "单位: 甲镇人民政府\n全宗号: J012" in written
        clerk.click("text=2026年第1期")
        clerk.still()
        assert clerk.page.locator(".sheet").count() >= 1
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    with start([], elsewhere, env) as address:           # the one that was open last
        assert Clerk(browser, address).page.inner_text("h1") == "甲镇人民政府"
    shutil.copytree(root / "data" / "letter-2024", elsewhere / "第1期")
    with start([], elsewhere, env) as address:           # where one stands comes first
        clerk = Clerk(browser, address)
        assert "还不是单位文件夹" in clerk.page.inner_text("main")
        clerk.sound(axe)
        clerk.page.fill("[name=unit]", "乙镇: 政府")
        clerk.click("text=建成单位文件夹")
        clerk.page.wait_for_selector("text=还不是单位文件夹", state="detached")
        assert '单位: "乙镇: 政府"' in (elsewhere / "office.yaml").read_text("utf-8")


def test_from_an_empty_folder_to_a_filed_issue(
    tmp_path: Path, browser: Any, axe: str, pictures: Path,
) -> None:
    home = tmp_path / "家"
    home.mkdir()
    env = {"HOME": str(home), "REPORTGEN_CACHE": str(tmp_path / "c"), "STILL": "2026-01-08"}
    with start([], home, env) as address:
        clerk = Clerk(browser, address)
        page = clerk.page
        page.fill("[name=unit]", "甲镇人民政府")
        clerk.click("[data-new=office] button")
        clerk.click("text=2026年第1期")
        clerk.still()
        clerk.done(lambda: clerk.click("#files button.main"))
        clerk.open("archive")
        page.fill("#archive [name=fonds]", "J012")
        clerk.done(lambda: clerk.click("#archive button[data-step=archive-init]"))
        clerk.shot(pictures, "retaining")
        clerk.sound(axe)
        assert page.locator("button[data-step=archive-plan]").count() == 0
        assert page.input_value("#archive [name=kind]") == "甲镇人民政府工作简报"
        told = clerk.done(lambda: clerk.click("button[data-step=retain]"), "#archive")
        assert "期限不能代拟" in told
        page.select_option("#archive [name=period]", "10年")
        page.fill("#archive [name=basis]", "第1条")
        clerk.done(lambda: clerk.click("button[data-step=retain]"))
        told = clerk.done(lambda: clerk.click("button[data-step=archive-plan]"), "#archive")
        assert "J012-WS·2026-D10-0001" in told
        clerk.shot(pictures, "archive-plan")
        clerk.done(lambda: clerk.click("#archive button[data-digest]"))
        assert "已归档 J012" in page.inner_text("#archive > details > summary")
        assert clerk.wrong == []
    assert (home / "简报" / "保管期限表.csv").read_text("utf-8").splitlines()[1:] == [
        "1,甲镇人民政府工作简报,10年,第1条"]


def test_the_keyboard_alone(top: Path, browser: Any) -> None:
    """What has the focus is seen, nothing is lost when a section is drawn anew."""
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        page = clerk.page
        page.keyboard.press("Tab")
        assert ISSUE in clerk.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/issue/**")
        clerk.still()
        seen = []
        for _ in range(8):
            page.keyboard.press("Tab")
            seen.append(clerk.focus())
            if "生成 PDF" in seen[-1]:
                break
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        assert "生成 PDF" in seen[-1], seen
        clerk.done(lambda: page.keyboard.press("Enter"))
        assert "生成 PDF" in clerk.focus()                  # still there
        page.keyboard.press("Tab")
        assert "4 印" in clerk.focus()
        for _ in range(16):
            page.keyboard.press("Tab")
            if "7 下一期" in clerk.focus():
                break
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert "看下一期会怎样" in clerk.focus()
        clerk.done(lambda: page.keyboard.press("Space"))
        assert "看下一期会怎样" in clerk.focus()
        for _ in range(3):
            page.keyboard.press("Tab")
            if "新建下一期" in clerk.focus():
                break
        clerk.done(lambda: page.keyboard.press("Enter"))
        assert (top / "2024年第6期").is_dir()


def test_what_a_screen_reader_is_told(top: Path, browser: Any, accept: bool) -> None:
    golden = Path(__file__).with_name("desk.txt")
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        first = clerk.page.locator("body").aria_snapshot()
        clerk.click(f"text={ISSUE}")
        clerk.still()
        clerk.page.wait_for_timeout(300)
        told = f"{first}\n\n{clerk.page.locator('body').aria_snapshot()}\n"
    told = told.replace(str(top), "〔单位文件夹〕")
    if accept:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


def test_an_office_whose_own_file_is_wrong_is_told_so(top: Path, browser: Any) -> None:
    (top / "office.yaml").write_text("单位: 示例镇\n全宗: J012\n", "utf-8")
    with served(top, ISSUE, {}) as desk:
        clerk = Clerk(browser, desk.address)
        assert "全宗号" in clerk.page.inner_text("main")
        (top / "office.yaml").write_text("单位: 示例镇\n全宗号: J012\n", "utf-8")
        clerk.page.reload()
        clerk.click(f"text={ISSUE}")
        clerk.still()
