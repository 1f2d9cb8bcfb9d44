"""The letter in a real Chromium: on a telephone and a desk, without pictures, in the dark."""

from __future__ import annotations

import json
import os
import re
import subprocess
from base64 import b64decode
from html import escape, unescape
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from reportgen import pipeline
from reportgen.acts import mail
from reportgen.document.tree import Figure
from reportgen.edition import silent
from reportgen.mail.letter import Attachment
from reportgen.mail.summary import Drawn, as_html, parts

pytestmark = [pytest.mark.slow, pytest.mark.system("chromium")]
WIDTHS, SCHEMES, PICTURES = (375, 1280), ("light", "dark"), (True, False)
_DOT = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg==")
_MEASURE = """
window.onload = () => { document.title = JSON.stringify(
  [...document.querySelectorAll('iframe')].map((frame) => {
    const page = frame.contentDocument, top = page.documentElement;
    return {wide: top.scrollWidth, seen: top.clientWidth, text: page.body.innerText,
      ink: frame.contentWindow.getComputedStyle(page.querySelector('h1')).color,
      sides: [...page.querySelectorAll('p, h1, h2, td, th')].map(
        (each) => Math.round(each.getBoundingClientRect().right)),
      pictures: [...page.images].map((each) => [each.clientWidth, each.clientHeight,
        each.naturalWidth])}; })); };
"""


def measured(folder: Path, html: str, *more: str) -> list[dict]:
    """What a browser says of a letter, in frames of each width, scheme and with pictures or not."""
    frames = []
    for width, scheme, pictures in product(WIDTHS, SCHEMES, PICTURES):
        text = html if pictures else re.sub(r'src="[^"]*"', 'src="data:,"', html)
        frames.append(f'<iframe width="{width}" height="900" srcdoc="{escape(text)}"'
                      f' style="border:0;color-scheme:{scheme}"></iframe>')
    page = folder / "page.html"
    page.write_text(f'<!DOCTYPE html><meta charset="utf-8"><script>{_MEASURE}</script>'
                    + "\n".join(frames), encoding="utf-8")
    (folder / "fonts.conf").write_text(
        f"<fontconfig><dir>{Path(__file__).parents[2] / 'assets' / 'fonts'}</dir>"
        f"<cachedir>{folder / 'cache'}</cachedir></fontconfig>", encoding="utf-8")
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={folder / 'user'}", "--window-size=1280,7400", *more, "--dump-dom",
         page.as_uri()], capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(folder / "fonts.conf")})
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title is not None
    return list(json.loads(unescape(title[1])))


def held(folder: Path, html: str, told: tuple[str, ...], pictures: int) -> None:
    """Nothing runs over the edge, everything is there, pictures keep their place."""
    found = measured(folder, html)
    for (width, scheme, shown), each in zip(
            product(WIDTHS, SCHEMES, PICTURES), found, strict=True):
        case = (width, scheme, shown)
        assert each["seen"] == width, case
        assert each["wide"] <= width, case
        assert max(each["sides"]) <= width, case
        for words in told:
            assert words in each["text"], (case, words)
        assert each["ink"] == ("rgb(255, 255, 255)" if scheme == "dark" else "rgb(0, 0, 0)"), case
        assert len(each["pictures"]) == pictures, case
        for wide, high, natural in each["pictures"]:
            assert wide <= min(width - 32, 640), case
            assert not shown or high > 40, case
            assert (natural > 0) is shown, case


def test_the_letter_of_the_office(office, tmp_path: Path) -> None:
    plan = mail.planned(office.desk(), str(office.folder / "2024年第5期"), mail.MailWish(), silent)
    (html,) = plan.pages.values()
    held(tmp_path, html, ("1830亩", "260余", "216人", "表1", "图1", "SHA-256"), 1)
    picture = re.search(r'src="data:image/png;base64,([^"]*)"', html)
    assert picture is not None
    with Image.open(BytesIO(b64decode(picture[1]))) as chart:
        assert chart.convert("RGBA").getextrema()[3] == (255, 255), "it brings its own paper"


def test_a_long_briefing(root: Path, tmp_path: Path) -> None:
    """Wide tables, and many charts; each is a dot of the size that a chart is given."""
    document = pipeline.compose(pipeline.load(root / "data" / "jinxi-2023"))
    drawn = {block.number: Drawn(f"c{block.number}@x", 560, 200)
             for block in document.blocks if isinstance(block, Figure)}
    html = as_html(parts(document, drawn, [Attachment("示例.pdf", b"%PDF")], "J012-1"), "题")
    html = re.sub(r'src="cid:[^"]*"', f'src="data:image/png;base64,{_DOT}"', html)
    held(tmp_path, html, ("20517", "超9052", "附件", "示例.pdf"), len(drawn))


def test_what_is_too_wide_is_seen(tmp_path: Path) -> None:
    """The test itself: a row that cannot be narrower than a telephone."""
    html = ('<!DOCTYPE html><meta name="color-scheme" content="light dark"><h1>题</h1>'
            '<table><tr><td style="width:600px;min-width:600px">x</td></tr></table>')
    found = measured(tmp_path, html)
    assert [each["wide"] > each["seen"] for each in found] == [True] * 4 + [False] * 4
