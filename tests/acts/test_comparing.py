"""A scan against the archived issue, from the command line: what was changed on paper is told."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from support.filings import StillDisk
from support.scans import encoded, plain, rendered
from support.trials import changed

from reportgen.acts.archive import desk
from reportgen.acts.printing import PrintWish, planned, printed
from reportgen.cli import main
from reportgen.edition import silent
from reportgen.world import DiskWorld

ISSUE = "2024年第4期"
Verify = Callable[[Image.Image], list[str]]


@pytest.fixture
def office(filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with an issue that is archived and printed."""
    shutil.copytree(filed, tmp_path / "示例镇")
    monkeypatch.chdir(tmp_path / "示例镇")
    at = desk(Path(), DiskWorld(), StillDisk(), "甲某")
    plan = planned(at, Path(ISSUE), PrintWish(copies=1), silent)
    printed(at, plan, plan.digest, Path("印"), silent).rename("印.pdf")
    return tmp_path / "示例镇"


@pytest.fixture
def sheets(office: Path) -> list[Image.Image]:
    """Its printed pages at 200 dpi."""
    return rendered((office / "印.pdf").read_bytes(), 200)


@pytest.fixture
def verify(office: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    """Compare a page: what is said of it."""
    def of(page: Image.Image) -> list[str]:
        (office / "扫描.png").write_bytes(encoded(page))
        capsys.readouterr()
        main(["verify", "--image", "扫描.png", "--compare", "--json"])
        told = json.loads(capsys.readouterr().out)
        return [f"{one['code']} {one['message']}" for one in told["diagnostics"]]

    return of


def test_a_changed_digit_and_a_red_stroke_are_told_with_what_was_printed(
    office: Path, sheets: list[Image.Image], verify: Verify
) -> None:
    rng = random.Random(2)  # noqa: S311
    assert main(["pdf", ISSUE, "-o", "屏幕.pdf"]) == 0
    with pypdfium2.PdfDocument(office / "屏幕.pdf") as file:
        forged, ((left, top, *_),) = changed(sheets[0], file[0], rng, 1)
    ImageDraw.Draw(forged).line((300, 1500, 420, 1440, 460, 1500), (200, 30, 40), 5)
    found = sorted(verify(plain(forged, rng)), reverse=True)
    assert [one[:5] for one in found] == ["W1241", "I1242"]
    assert "改了：归档的是“" in found[0]
    x, y = (float(each) for each in found[0].split("（")[1].split(" 毫米")[0].split(" × "))
    assert (abs(x - left * 25.4 / 150) < 5, abs(y - top * 25.4 / 150) < 5) == (True, True)
    assert Path("out/扫描（比对第1面）.jpg").read_bytes().startswith(b"\xff\xd8")


def test_of_an_untouched_page_nothing_is_told(sheets: list[Image.Image], verify: Verify) -> None:
    assert verify(sheets[0]) == []
    assert not Path("out/扫描（比对第1面）.jpg").exists()


def test_a_code_on_another_page_is_told(sheets: list[Image.Image], verify: Verify) -> None:
    """Page 2 with the code of page 1 glued on: the code is genuine, the page is not its page."""
    first, second = sheets[0], sheets[1].copy()
    low = second.height - 320
    second.paste("white", (0, low, second.width, second.height))
    second.paste(first.crop((0, 0, first.width, 300)), (0, 0))
    assert [one[:5] for one in verify(second)] == ["E1243"]


def test_what_is_not_archived_is_not_compared(
    office: Path, sheets: list[Image.Image], verify: Verify
) -> None:
    shutil.move(office / "档案", office / "旧")
    main(["archive", "init", "--by", "甲某"])
    at = desk(Path(), DiskWorld(), StillDisk(), "甲某")
    plan = planned(at, Path(ISSUE), PrintWish(copies=1), silent)
    printed(at, plan, plan.digest, Path("印"), silent)
    assert [one[:5] for one in verify(sheets[0])] == ["E1240"]


def test_only_a_scan_is_compared(office: Path) -> None:
    assert main(["verify", "--compare", "--file", str(office / "印.pdf")]) == 2
