"""A real Chromium before a desk that is really served: clicks that are counted, files dropped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Download, Page, sync_playwright

CLERKS = {"width": 1093, "height": 614}      # 1366 by 768 at 125 %
_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser of the system."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            yield found
        finally:
            found.close()


_ELSEWHERE = r"""for (const each of document.querySelectorAll(".place"))
  each.textContent = each.textContent.replace(/\/.*\/(?=示例镇)/, "/文档/")"""


class Clerk:
    """Who sits before the page, and counts the clicks; what the page says wrong is kept."""

    def __init__(self, browser: Any, address: str) -> None:
        beside = isinstance(browser, BrowserContext)
        context = browser if beside else browser.new_context(
            viewport=CLERKS, locale="zh-CN", reduced_motion="reduce")
        self.page: Page = context.new_page()
        self.clicks, self.wrong = 0, list[str]()
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("response", lambda answer: answer.status in {404, 500}
                     and self.wrong.append(f"{answer.status} {answer.url}"))
        self.page.goto(address)
        self.page.wait_for_selector("main")

    def click(self, selector: str) -> None:
        """A click."""
        self.clicks += 1
        self.page.click(selector)

    def open(self, section: str) -> None:
        """Unfold a section, if it is folded."""
        if not self.page.locator(f"#{section} > details[open]").count():
            self.click(f"#{section} > details > summary")

    def taken(self, selector: str) -> bytes:
        """What a click downloads."""
        self.clicks += 1
        with self.page.expect_download() as found:
            self.page.click(selector)
        download: Download = found.value
        return Path(download.path()).read_bytes()

    def still(self) -> None:
        """Wait until the pages are set and nothing is being done."""
        self.page.wait_for_selector('body[data-state="done"]')
        self.page.wait_for_selector('body[data-job=""]')
        self.page.wait_for_timeout(60)
        self.page.wait_for_selector('body[data-state="done"]')

    def done(self, act: Any, answer: str = "") -> str:
        """Do something that ends in an answer; its text."""
        before = self.page.get_attribute("body", "data-answers")
        act()
        self.page.wait_for_selector(f'body:not([data-answers="{before}"])')
        self.still()
        return self.page.inner_text(f"{answer} .answer") if answer else ""

    def drop(self, selector: str, *paths: Path) -> None:
        """Let files, or a folder, fall onto something: as the system does it."""
        self.page.locator(selector).scroll_into_view_if_needed()
        box = self.page.locator(selector).bounding_box()
        assert box is not None
        devtools = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            devtools.send("Input.dispatchDragEvent", {
                "type": kind, "x": box["x"] + box["width"] / 2, "y": box["y"] + 12, "data": data})
        devtools.detach()

    def focus(self) -> str:
        """What has the focus: its name and words."""
        return str(self.page.evaluate(
            "() => { const e = document.activeElement; return `${e.tagName} ${e.id || e.name || ''}"
            " ${(e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 30)}` }"))

    def fits(self) -> None:
        """Nothing scrolls sideways, and nothing that is pressed lies under another thing."""
        assert self.page.evaluate(_WIDE) <= 0
        assert self.page.eval_on_selector_all(
            ".side", "all => all.every(e => e.scrollWidth <= e.clientWidth)")
        small = self.page.evaluate(
            """() => [...document.querySelectorAll('main button, main .button, main summary')]
               .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 40
                            && !e.closest('#findings, #told, #changed'))
               .map(e => e.innerText)""")
        assert small == []

    def sound(self, axe: str) -> None:
        """No fault of accessibility that axe-core finds."""
        found = self.page.evaluate(
            f"async () => {{ {axe}; return (await axe.run()).violations.map("
            "each => [each.id, each.nodes.map(node => node.html).slice(0, 3)]) }")
        assert found == [], json.dumps(found, ensure_ascii=False, indent=1)

    def shot(self, folder: Path | None, name: str) -> None:
        """A picture of what is seen, but for where it lies, which differs from run to run."""
        if folder is not None:
            self.page.evaluate(_ELSEWHERE)
            self.page.screenshot(path=folder / f"{name}.png")
