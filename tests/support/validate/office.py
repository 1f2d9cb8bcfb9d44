"""LibreOffice as a witness: turns a DOCX into a PDF with our own faces standing in for Word's.

A briefing for Word names the faces an office machine has (仿宋_GB2312, 方正小标宋简体 …). Here a
private fontconfig maps those names to the faces of this project and hides every other font, so that
the picture is the same on each machine and a missing face shows.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[3]

_FANGSONG = ("RG FangSong", "RG Latin Light", "RG FangSong Fill", "RG Song")
FACES_FOR_WORD_NAMES: Mapping[str, Sequence[str]] = {
    "仿宋_GB2312": _FANGSONG,
    "仿宋": _FANGSONG,
    "楷体_GB2312": ("RG Kai", "RG Song"),
    "楷体": ("RG Kai", "RG Song"),
    "黑体": ("RG Hei", "RG Song"),
    "方正小标宋简体": ("RG XiaoBiaoSong", "RG Song"),
    "宋体": ("RG Song",),
    "Times New Roman": ("RG Latin", "RG Song"),
}


class OfficeError(Exception):
    """LibreOffice made no PDF; the message holds what it said."""


def fonts_folder() -> Path:
    """Where the project's faces lie: in the installed package, or in the checkout."""
    spec = importlib.util.find_spec("reportgen")
    places = [Path(p) / "_assets" / "fonts" for p in (spec.submodule_search_locations or ())] \
        if spec else []
    for place in (*places, ROOT / "assets" / "fonts"):
        if place.is_dir() and any(place.rglob("*.ttf")):
            return place
    raise FileNotFoundError("the project's faces (assets/fonts/**/*.ttf) are not there")


def _alias(name: str, faces: Sequence[str]) -> str:
    families = "".join(f"<string>{escape(face)}</string>" for face in faces)
    return (
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(name)}</string>'
        f'</test><edit name="family" mode="assign" binding="strong">{families}</edit></match>'
    )


def write_fontconfig(folder: Path, fonts: Path) -> Path:
    """A fontconfig file in `folder` which knows the faces under `fonts` and no others."""
    aliases = "\n".join(_alias(name, faces) for name, faces in FACES_FOR_WORD_NAMES.items())
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"<dir>{escape(str(fonts))}</dir>\n<cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        f"{aliases}\n</fontconfig>\n",
        encoding="utf-8",
    )
    return path


WITH_BLANK_PAGES = '{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'    # as printed
FILTERS: Mapping[str, str] = {
    "pdf": f"writer_pdf_Export:{WITH_BLANK_PAGES}",
    "docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97",
}


def docx_to_pdf(docx: Path, folder: Path, *, timeout: float = 180) -> Path:
    """The PDF which LibreOffice makes of `docx`, in `folder`; `OfficeError` when it makes none."""
    return converted(docx, folder, "pdf", timeout=timeout)


def converted(source: Path, folder: Path, kind: str, *, timeout: float = 180) -> Path:
    """What LibreOffice makes of a text document: a pdf, docx, odt or doc in `folder`.

    `timeout` is in seconds. Every call has a user profile of its own, so that calls side by side
    do not wait for each other.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        raise OfficeError("soffice is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        private = Path(name)
        config = write_fontconfig(private, fonts_folder())
        run = subprocess.run(
            [soffice, f"-env:UserInstallation={(private / 'profile').as_uri()}", "--headless",
             "--norestore", "--convert-to", f"{kind}:{FILTERS[kind]}", "--outdir", str(folder),
             str(source)],
            env={**os.environ, "FONTCONFIG_FILE": str(config), "SAL_USE_VCLPLUGIN": "svp"},
            capture_output=True, text=True, timeout=timeout, check=False,
        )
    made = folder / f"{source.stem}.{kind}"
    if run.returncode or not made.is_file():
        raise OfficeError(f"{source.name}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    return made
