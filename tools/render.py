"""Render pages to PNG, for people to look at: a PDF by pdfium, a DOCX by LibreOffice.

    python tools/render.py out/简报.pdf out/简报.docx -o /somewhere
    python tools/render.py out/简报.pdf -o docs/images --name page --dpi 96

writes NAME-1.png, NAME-2.png … (NAME is the file's stem, with -docx for a DOCX).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.validate.office import docx_to_pdf

POINTS_PER_INCH = 72


def render(pdf: Path, folder: Path, name: str, *, dpi: int, grey: bool = False) -> Iterator[Path]:
    """Write each page of `pdf` to `folder` as `name`-N.png and tell where."""
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, start=1):
            picture = page.render(scale=dpi / POINTS_PER_INCH, grayscale=grey).to_pil()
            target = folder / f"{name}-{number}.png"
            picture.save(target, optimize=True)
            yield target
    finally:
        document.close()


def main() -> None:
    """Read the command line and render."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("out/pages"))
    parser.add_argument("--name", default="", help="name before the page number")
    parser.add_argument("--dpi", type=int, default=110)
    parser.add_argument("--grey", action="store_true", help="as a black-and-white printer shows it")
    options = parser.parse_args()
    for file in options.files:
        with tempfile.TemporaryDirectory(prefix="render-") as folder:
            word = file.suffix.lower() == ".docx"
            pdf = docx_to_pdf(file, Path(folder)) if word else file
            name = options.name or (f"{file.stem}-docx" if word else file.stem)
            for page in render(pdf, options.out, name, dpi=options.dpi, grey=options.grey):
                print(page)


if __name__ == "__main__":
    main()
