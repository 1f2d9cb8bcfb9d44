"""Printed pages, scanned and photographed, are read; what is no scan is refused."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable

import pytest
from copies.conftest import Printed
from PIL import Image
from support.scans import encoded, flat, photographed, rendered
from support.trials import read

from reportgen.copies.scans import ScannedPage, seen
from reportgen.diagnostics import ReportError

Samples = Callable[[str], Printed]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_clean_page_of_every_kind_of_picture(printed: Samples, kind: str) -> None:
    sample = printed("letter-2024")
    (copy,) = sample.sheets()
    page = rendered(sample.file(), 200)[0]
    assert seen(encoded(page, kind), "扫描") == [ScannedPage((copy[0].payload,))]


def test_a_scan_of_many_pages(printed: Samples) -> None:
    sample = printed("notice-2024")
    expected = [ScannedPage((sheet.payload,)) for copy in sample.sheets(2) for sheet in copy]
    data = sample.file(2)
    assert seen(data, "扫描.pdf") == expected
    out = io.BytesIO()
    first, *others = rendered(data, 150)
    first.save(out, "TIFF", save_all=True, append_images=others)
    assert seen(out.getvalue(), "扫描.tif") == expected


def test_upside_down_is_seen(printed: Samples) -> None:
    page = rendered(printed("letter-2024").file(), 150)[0].rotate(180)
    (found,) = seen(encoded(page), "扫描.png")
    assert found.turn == 180


@pytest.mark.slow
@pytest.mark.parametrize(("way", "dpi", "least"), [(flat, 150, 0.99), (photographed, 200, 0.95)])
def test_pages_as_scanners_and_telephones_make_them(
    printed: Samples, way: Callable[[Image.Image, random.Random], Image.Image], dpi: int,
    least: float,
) -> None:
    """Two of each of fifteen pages, half of them under a seal."""
    rng = random.Random(5)  # noqa: S311
    told = [one for name in ("jinxi-2023", "letter-2024")
            for one in read(printed(name), way, dpi, rng, 2)]
    assert False not in told
    assert told.count(True) >= least * len(told)


@pytest.mark.parametrize("data", [
    b"", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff\xe0", b"MZ"])
def test_what_is_no_scan_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError) as caught:
        seen(data, "扫描.pdf")
    assert [one.code for one in caught.value.diagnostics] == ["E1210"]


def test_a_picture_too_large_is_not_decoded() -> None:
    data = encoded(Image.new("1", (20_000, 20_000)))
    with pytest.raises(ReportError) as caught:
        seen(data, "扫描.png")
    assert [one.code for one in caught.value.diagnostics] == ["E1210"]


def test_a_blank_page_has_no_code() -> None:
    assert seen(encoded(Image.new("L", (800, 1100), 255)), "空白.png") == [ScannedPage(())]


def test_what_is_not_installed_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(ReportError) as caught:
        seen(encoded(Image.new("L", (80, 80))), "扫描.png")
    (found,) = caught.value.diagnostics
    assert found.code == "E1218"
    assert found.hints == ("安装：pip install 'reportgen[scan]'",)
