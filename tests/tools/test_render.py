"""tools/render.py: a picture for each page, of both formats."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image


def render(root: Path, *arguments: object) -> list[Path]:
    """Run the tool; the files it names."""
    done = subprocess.run(
        [sys.executable, str(root / "tools" / "render.py"), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=True)
    return [Path(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_pdf_pages(root: Path, sample_pdf: Path, tmp_path: Path) -> None:
    made = render(root, sample_pdf, "-o", tmp_path, "--name", "page", "--dpi", 72, "--grey")
    assert [path.name for path in made[:2]] == ["page-1.png", "page-2.png"]
    with Image.open(made[0]) as picture:
        assert picture.size in {(595, 842), (596, 842)}
        assert picture.mode == "L"


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_docx_pages(root: Path, sample_docx: Path, tmp_path: Path) -> None:
    made = render(root, sample_docx, "-o", tmp_path, "--dpi", 36)
    assert len(made) > 3
    assert all(path.is_file() for path in made)
