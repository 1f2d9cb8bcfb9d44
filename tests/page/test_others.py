"""A real browser that has our page open, and a page of another port that would get at it."""

from __future__ import annotations

import http.server
import re
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright
from support.served import ROOT, Served, planted, previewing, running
from support.served_runner import SECRET

pytestmark = [pytest.mark.slow, pytest.mark.system("chromium")]
SAMPLE = ROOT / "data" / "letter-2024"
EVIL = """<!doctype html><meta charset=utf-8><title>别处</title><body>
<iframe id=frame src="%(at)s/"></iframe><img id=image src="%(at)s/static/icon.svg">
<script src="%(at)s/script.js"></script><link rel=stylesheet href="%(at)s/static/page.css">
<form id=form method=post action="%(at)s/write" target=sink><input name=a value=b></form>
<iframe name=sink></iframe>
<script>
async function attacks() {
  const at = "%(at)s", told = {};
  const tried = async (name, work) => {
    try { told[name] = String(await work()); } catch (error) { told[name] = "refused"; } };
  for (const mode of ["cors", "no-cors"])
    for (const method of ["GET", "POST"])
      await tried(mode + method, async () => (await fetch(
        at + (method === "GET" ? "/" : "/write"),
        { mode, method, credentials: "include",
          body: method === "GET" ? undefined : "a" })).text());
  await tried("stream", () => new Promise((good, bad) => {
    const source = new EventSource(at + "/events", { withCredentials: true });
    source.onmessage = event => good(event.data); source.onerror = bad; }));
  await tried("socket", () => new Promise((good, bad) => {
    const socket = new WebSocket(at.replace("http", "ws") + "/events");
    socket.onopen = () => good("open"); socket.onerror = bad; }));
  await tried("beacon", () => navigator.sendBeacon(at + "/write", "a"));
  await tried("frame", () => document.getElementById("frame").contentDocument.body.innerText);
  await tried("window", async () => {
    const other = window.open(at + "/"); await new Promise(good => setTimeout(good, 800));
    return other.document.body.innerText; });
  document.getElementById("form").submit();
  await new Promise(good => setTimeout(good, 500));
  told.script = String(window.stolen);
  told.image = String(document.getElementById("image").naturalWidth);
  told.styles = String(document.styleSheets.length);
  return told;
}
</script>"""


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(planted()) as server:
        yield server


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=shutil.which("chromium"),
            args=["--no-sandbox"])
        yield context
        context.close()


def opened(browser: BrowserContext, address: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    page.wait_for_url(re.compile(r"/$"))
    return page


def test_the_address_is_clean_once_opened(served: Served, tmp_path: Path) -> None:
    door = tmp_path / "door.html"       # as a browser is started with
    door.write_text(f'<meta http-equiv="refresh" content="0;url={served.address}">')
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=shutil.which("chromium"),
            args=["--no-sandbox"])
        asked: list[dict[str, str]] = []
        for address in (served.address, door.as_uri()):
            page = context.new_page()
            page.on("request", lambda request: asked.append(request.headers))
            page.goto(address)
            page.wait_for_selector("#secret")
            assert page.inner_text("#secret") == SECRET
            assert page.url == f"http://{served.host}/"
            assert served.token not in page.content()
            assert "token" not in page.evaluate("document.referrer")
            assert page.evaluate("document.cookie") == ""
            with page.expect_navigation():
                page.reload()
            assert page.inner_text("#secret") == SECRET
            page.go_back()
            assert "token" not in page.url
        assert not [each for each in asked if "token" in each.get("referer", "")]
        context.close()
    # The address that was redirected is kept, but no end of a chain: the history does not list it.
    history = sqlite3.connect(tmp_path / "profile" / "Default" / "History")
    listed = history.execute("select urls.url from urls join visits on visits.url = urls.id "
                             "where transition & 0x20000000").fetchall()
    history.close()
    assert (f"http://{served.host}/",) in listed
    assert not [url for (url,) in listed if served.token in url]


def test_our_own_form_is_taken(served: Served, browser: BrowserContext) -> None:
    page = opened(browser, served.address)
    with page.expect_navigation():
        page.click("#send")
    assert '"written"' in page.inner_text("body")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_of_another_port_gets_nothing(
    name: str, served: Served, browser: BrowserContext,
) -> None:
    heard: list[str] = []

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write((EVIL % {"at": f"http://{served.host}"}).encode())

        def log_message(self, *_: object) -> None:
            pass

    page, answers = opened(browser, served.address), list[tuple[str, str, int]]()
    assert page.inner_text("#secret") == SECRET
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil) as evil:
        threading.Thread(target=evil.serve_forever, daemon=True).start()
        browser.on("response", lambda each: answers.append(
            (each.request.method, each.url, each.status)))
        other = browser.new_page()
        other.goto(f"http://{name}:{evil.server_port}/")
        told = other.evaluate("attacks()")
        evil.shutdown()
    seen = " ".join(told.values()) + "".join(
        frame.inner_text("body") for frame in other.frames[1:])
    assert SECRET not in seen, told
    assert "written" not in seen, told
    assert (told["script"], told["image"]) == ("undefined", "0")
    assert {told[each] for each in ("corsGET", "corsPOST", "stream", "socket")} == {"refused"}
    ours = [(method, status) for method, url, status in answers if f":{served.port}/" in url]
    assert ("POST", 403) in ours
    assert {status for method, status in ours if method != "GET"} == {403}
    if name == "127.0.0.1":
        assert {status for _, status in ours} == {403}, ours
        # What remains (docs/page.md): cookies are those of a host, whatever the port.
        assert any(f"reportgen-{served.port}" in cookie for cookie in heard)
    else:       # of another site: it may open our page in a window, but not look into it
        assert not any("reportgen" in cookie for cookie in heard)
    assert page.inner_text("#secret") == SECRET


def test_a_name_that_leads_here_is_refused(served: Served, tmp_path: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--host-resolver-rules=MAP rebound.example 127.0.0.1"])
        page = browser.new_page()
        for path in ("", f"?token={served.token}"):
            answer = page.goto(f"http://rebound.example:{served.port}/{path}")
            assert answer is not None
            assert answer.status == 421
            assert SECRET not in page.content()
        browser.close()


class _Inline(HTMLParser):
    """What a strict policy forbids, and what is not of this machine."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "style" or (tag == "script" and not told.get("src")):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or re.match(
                    r"(?i)\s*(javascript|data|https?):|//", value or ""):
                self.found.append(f"{tag} {name}={value}")


@pytest.mark.parametrize("words", [
    previewing(SAMPLE), [sys.executable, "-m", "reportgen", "desk", str(ROOT / "data" / "office"),
                         "--no-browser"]], ids=["preview", "desk"])
def test_no_page_breaks_the_policy(words: list[str], browser: BrowserContext) -> None:
    with running(words) as server:
        page, said = browser.new_page(), list[str]()
        page.on("console", lambda each: said.append(each.text))
        page.on("response", lambda each: said.extend([each.url] * (each.status > 399)))
        page.on("pageerror", lambda each: said.append(str(each)))
        page.add_init_script("addEventListener('securitypolicyviolation', "
                             "each => console.error('policy', each.violatedDirective))")
        page.goto(server.address)
        if "desk" in words:
            page.click(".issues a >> nth=0")
        page.wait_for_selector("body[data-state=done]", timeout=60_000)
        page.click(".sheet >> nth=0")
        time.sleep(0.5)
        html = page.content()
        server.enter()
        inline = _Inline()
        inline.feed(server.ask(f"GET {page.url.partition(server.host)[2]} HTTP/1.1").body.decode())
        assert not inline.found
        assert not said
        assert server.token not in html


def test_no_source_of_a_page_holds_what_the_policy_forbids() -> None:
    folder = ROOT / "reportgen" / "page"
    for path in (*folder.rglob("*.py"), *folder.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        found = re.findall(
            r"""(?i)\bstyle(?:_|\b)\s*=\s*["'f]|\bon(?:click|load|error)_?\s*=\s*["'f]"""
            r"""|<script|<style|javascript:|\beval\(|new Function|cssText""", text)
        assert not found, (path, found)


def test_the_page_says_that_the_program_has_ended(tmp_path: Path, browser: BrowserContext) -> None:
    words = [sys.executable, "-c", "import sys; from pathlib import Path\n"
             "from reportgen.page.preview import preview; from reportgen.world import DiskWorld\n"
             "preview(Path(sys.argv[1]), DiskWorld(), lambda *told: print(*told, "
             "file=sys.stderr, flush=True), port=0, open_browser=False, idle=3)", str(SAMPLE)]
    with running(words) as server:
        page = opened(browser, server.address)
        page.wait_for_selector("body[data-state=done]", timeout=60_000)
        assert server.ended(20) == 0
        page.wait_for_function("document.getElementById('status').textContent.includes('停了')",
                               timeout=5000)
