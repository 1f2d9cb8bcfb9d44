"""The preview in the browser of the system: what is saved is shown, what is clicked is told."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browsing import Shown, axe, chromium, serving, tree

from reportgen.page.preview import Feed

pytestmark = [pytest.mark.slow, pytest.mark.system("chromium")]
GOLDEN = Path(__file__).with_name("preview.tree.txt")
# At each frame: does every page in view show a picture that is decoded, and where is one of them?
_FRAMES = """() => { window.frames_ = []; const look = () => {
  const seen = [...document.querySelectorAll(".sheet")].filter(each => {
    const box = each.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; });
  frames_.push([seen.every(each => { const image = each.querySelector("img");
    return image.complete && image.naturalWidth > 0 && image.clientHeight > 100; }), seen.length]);
  requestAnimationFrame(look); }; look(); }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with chromium() as found:
        yield found


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "data" / "jinxi-2023", tmp_path / "jinxi-2023"))


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with serving("preview", str(folder)) as served:
        yield served


@pytest.fixture
def shown(browser, server) -> Iterator[Shown]:  # type: ignore[no-untyped-def]
    shown = Shown(browser, server[0])
    yield shown
    assert not shown.trouble
    shown.page.context.close()


def scrolled(shown: Shown, page: int, offset: int) -> None:
    shown.page.evaluate("""([page, offset]) => {
        const it = document.getElementById("pages").children[page - 1];
        it.closest(".desk").scrollTop += it.getBoundingClientRect().top + offset; }""",
                        [page, offset])


def where(shown: Shown, page: int) -> int:
    return round(shown.sheet(page, "it.getBoundingClientRect().top"))


def test_of_several_states_at_once_the_last_is_told() -> None:
    async def told() -> list[str]:
        feed, now = Feed(), {"number": 1}
        feed.begin()
        states = feed.states(lambda: now)
        found = [await anext(states)]
        for number in (2, 3):
            now["number"] = number
            feed.changed()
        found.append(await anext(states))
        await states.aclose()       # type: ignore[attr-defined]
        return found

    assert asyncio.run(told()) == ['data: {"number": 1}\n\n', 'data: {"number": 3}\n\n']


def test_saving_shows_what_changed_and_moves_nothing_else(shown: Shown, folder: Path) -> None:
    scrolled(shown, 5, 200)
    top, asked = where(shown, 5), len(shown.pictures)
    shown.page.evaluate(_FRAMES)
    shown.changed(folder / "facts.yaml", "20517万元", "20518万元")
    new = shown.pictures[asked:]
    assert len(new) == 3, "pages 1, 2 and 3 print it; no other is fetched again"
    assert where(shown, 5) == top
    frames = shown.page.evaluate("frames_")
    assert len(frames) > 3
    assert all(ready and count for ready, count in frames), "no page was white for a moment"
    assert shown.page.inner_text("#changed") == "变了 3 页，看第一处（第1页）"
    shown.page.click("#changed button")
    assert 0 <= where(shown, 1) < 100


def test_what_is_looked_at_stays_when_pages_before_it_come_and_go(
    shown: Shown, folder: Path,
) -> None:
    """A page of its own in front of a chapter that begins a page moves all behind by one."""
    story, head = folder / "briefing.md", "# 民生保障与社会治理"
    shown.changed(story, head, f"---分页---\n\n{head}")
    content = shown.sheet(9, "it.content")
    scrolled(shown, 9, 150)
    top = where(shown, 9)
    more = "又加了一段。\n\n---分页---\n\n"
    shown.changed(story, head, f"{more}{head}")
    assert shown.sheet(10, "it.content") == content
    assert where(shown, 10) == top
    shown.changed(story, more, "")
    assert shown.sheet(9, "it.content") == content
    assert where(shown, 9) == top


def test_an_error_leaves_the_pages_and_stands_in_its_place(shown: Shown, folder: Path) -> None:
    asked = len(shown.pictures)
    shown.changed(folder / "briefing.md", "{{ 固定资产投资 }}", "{{ 固定资产投资额 }}")
    assert shown.page.inner_text("#findings .stale") == "旁边还是上一次排得出来的样子：1 个错误。"
    assert "事实表里没有“固定资产投资额”" in shown.page.inner_text("#findings li.error")
    assert shown.page.inner_text("#findings li.error mark") == "固定资产投资额"
    assert shown.page.inner_text("#status") == "12 页，不是最新的"
    shown.page.click("#findings li.error [data-ask]")
    shown.page.wait_for_selector(".box")
    assert shown.sheet(1, "it.querySelectorAll('.box').length") >= 3
    shown.changed(folder / "briefing.md", "{{ 固定资产投资额 }}", "{{ 固定资产投资 }}")
    assert shown.page.inner_text("#status") == "12 页"
    assert len(shown.pictures) == asked, "not one page was fetched again"


def test_a_click_on_a_number_tells_its_fact_and_each_of_its_printings(shown: Shown) -> None:
    shown.click(1, 450, 676)
    assert shown.page.inner_text("#told h2") == "固定资产投资"
    assert shown.page.inner_text("#told pre mark") == "20517万元"
    buttons = shown.page.locator("#told [data-box]")
    assert buttons.count() == 5
    assert buttons.first.inner_text().startswith("第1页　一、经济发展　正文")
    assert [shown.sheet(page, "it.querySelectorAll('.box').length") for page in (1, 2, 3, 4)] == [
        1, 3, 1, 0]
    buttons.last.click()
    box = shown.page.locator(".box").last.bounding_box()
    assert box and 0 < box["y"] < 600, "it is in view"


def test_a_click_on_a_paragraph_tells_its_line(shown: Shown) -> None:
    shown.click(1, 200, 737)
    assert "briefing.md 第23行" in shown.page.inner_text("#told")
    assert shown.page.inner_text("#told pre").startswith("**抓投资，稳工业。**{{ 本年 }}")
    shown.click(1, 3, 3)
    assert shown.page.inner_text("#told") == ""
    assert shown.page.locator(".box").count() == 0


def test_what_is_told_is_told_anew_when_it_changes(shown: Shown, folder: Path) -> None:
    shown.click(1, 450, 676)
    shown.changed(folder / "facts.yaml", "20517万元", "20519万元")
    shown.page.wait_for_function(
        "() => document.querySelector('#told mark').textContent === '20519万元'")


def test_by_the_keyboard_alone(shown: Shown) -> None:
    page = shown.page
    page.keyboard.press("Tab")      # the first page
    assert page.evaluate("document.activeElement.textContent") == "第1页上的数"
    with page.expect_response(lambda each: "/at?" in each.url):
        page.keyboard.press("Enter")
    page.wait_for_selector("#told h2")
    assert page.inner_text("#told h2") == "第1页的数"
    texts = page.locator("#told button").all_inner_texts()
    wanted = "固定资产投资　20517万元"
    assert wanted in texts
    while page.evaluate("document.activeElement.textContent") != wanted:
        page.keyboard.press("Tab")
    with page.expect_response(lambda each: "/at?" in each.url):
        page.keyboard.press("Enter")
    page.wait_for_selector("#told dl")
    assert page.inner_text("#told h2") == "固定资产投资"
    assert page.evaluate("document.activeElement.id") == "told", "a reader goes on there"
    page.keyboard.press("Escape")
    assert page.inner_text("#told") == ""
    assert page.locator(".box").count() == 0


def test_numbers_are_sought_by_name_and_by_value(shown: Shown) -> None:
    for wanted in ("固定资产", "20517"):
        shown.page.fill("#find", wanted)
        shown.page.wait_for_function(
            "wanted => document.querySelector('#told h2')?.textContent === `有“${wanted}”的数`",
            arg=wanted)
        assert "固定资产投资　20517万元" in shown.page.inner_text("#told")
    shown.page.press("#find", "Enter")
    assert "固定资产投资" in shown.page.evaluate("document.activeElement.textContent")
    shown.page.fill("#find", "没有这个数")
    shown.page.wait_for_function(
        "() => document.querySelector('#told h2')?.textContent === '没有“没有这个数”'")


def test_what_is_sure_is_mended_by_a_button(shown: Shown, folder: Path) -> None:
    story = folder / "briefing.md"
    before = story.read_bytes()
    shown.changed(story, "全镇固定资产投资", "全镇固定资产投资,")
    button = shown.page.locator("#findings [data-fix]").first
    assert shown.page.inner_text("#findings .fix del")
    number = shown.number
    button.click()
    shown.settled(number + 1)
    assert "改好了" in shown.page.inner_text("#told h2")
    assert story.with_name("briefing.md.bak").exists()
    assert story.read_bytes() != before
    assert "全镇固定资产投资，" in story.read_text(encoding="utf-8")


def test_two_tabs_and_a_reload_in_the_middle(
    shown: Shown, browser, folder: Path,  # type: ignore[no-untyped-def]
) -> None:
    other = shown.page.context.new_page()
    other.goto(shown.page.url)
    facts = folder / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    for turn in range(6):
        facts.write_text(text.replace("20517万元", f"2060{turn}万元"), encoding="utf-8")
        other.wait_for_timeout(70)
        if turn == 3:
            shown.page.reload()
    for page in (shown.page, other):
        page.wait_for_function("() => document.body.dataset.state === 'done'")
        page.wait_for_function("""() => { const all = [...document.querySelectorAll(".sheet")];
            return all.length === 12 && all.every(each => each.drawn === each.digest); }""")
    digests = [page.evaluate("[...document.querySelectorAll('.sheet')].map(each => each.drawn)")
               for page in (shown.page, other)]
    assert digests[0] == digests[1]
    shown.page.fill("#find", "20605")
    shown.page.wait_for_selector("#told button")
    assert "20605万元" in shown.page.inner_text("#told")


def test_five_hundred_edits_in_a_row_leave_nothing_behind(
    shown: Shown, folder: Path, server: tuple[str, subprocess.Popen[str]],
) -> None:
    facts, sizes = folder / "facts.yaml", []
    text, number = facts.read_text(encoding="utf-8"), server[1].pid
    for turn in range(500):
        facts.write_text(text.replace("20517万元", f"{21000 + turn}万元"), encoding="utf-8")
        shown.page.wait_for_timeout(10)
        if turn % 50 == 49:
            wanted = f"{21000 + turn}万元"
            shown.page.fill("#find", wanted)
            while f"固定资产投资　{wanted}" not in shown.page.inner_text("#told"):
                shown.page.fill("#find", "")
                shown.page.fill("#find", wanted)
                shown.page.wait_for_timeout(300)
            shown.settled()
            sizes.append((resident(number), *(len(list(Path(f"/proc/{number}/{kind}").iterdir()))
                                              for kind in ("fd", "task"))))
    # A state that was kept for each edit would add hundreds of MB; one step of some 20 MB comes,
    # earlier or later, as two states are there at once.
    _, first, *later = sizes
    assert max(size for size, *_ in later) < first[0] * 1.25, sizes
    assert max(files for _, files, _ in later) <= first[1] + 2, sizes
    assert max(tasks for *_, tasks in later) <= first[2] + 2, sizes


def resident(number: int) -> int:
    """Memory of a process, in pages."""
    return int(Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()[1])


def test_a_server_that_has_ended_is_told(
    browser, server: tuple[str, subprocess.Popen[str]],  # type: ignore[no-untyped-def]
) -> None:
    shown = Shown(browser, server[0])
    server[1].terminate()
    shown.page.wait_for_selector("body[data-state=gone]")
    assert "程序已经停了" in shown.page.inner_text("#status")
    assert shown.sheet(1, "it.querySelector('img').complete")
    shown.page.context.close()


def test_readers_find_their_way(shown: Shown, accept: bool) -> None:
    """What a screen reader is told, and no violation that axe-core knows."""
    shown.click(1, 450, 676)
    found = tree(shown.page)
    if accept:
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")
    assert axe(shown.page) == []


def test_an_error_is_shown_to_all(shown: Shown, folder: Path) -> None:
    shown.changed(folder / "briefing.md", "{{ 固定资产投资 }}", "{{ 固定资产投资额 }}")
    assert axe(shown.page) == []
