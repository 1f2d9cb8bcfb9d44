"""Take the pictures of docs/clerk.md: the month's test walks through it in Chromium.

    python tools/clerk_pictures.py

writes docs/pictures/NAME.png for each NAME that the page shows.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
_COLOURS = 256


def main() -> None:
    """Walk, and keep what the page shows, as palettes."""
    page = (ROOT / "docs" / "clerk.md").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/page/test_month.py::test_a_month"],
            cwd=ROOT, check=True, env={**os.environ, "REPORTGEN_PICTURES": folder})
        for name in dict.fromkeys(re.findall(r"\(pictures/([\w-]+)\.png\)", page)):
            picture = Image.open(Path(folder, f"{name}.png")).convert("RGB")
            few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
