"""Build the bundled faces of `assets/fonts` from pinned packages, to the same bytes every time.

For maintainers; wants npm, apt-get, dpkg-deb and fontTools, and takes a few minutes.

    python tools/build_fonts.py WORK            build and compare with SOURCES.toml
    python tools/build_fonts.py WORK --accept   build, and write the new digests into it

Packages that lie in WORK already are not downloaded again. `apt-get update` goes before.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path

from fontbuild import charset, finish, level, licences, scripts, shape, sources, weight
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "assets" / "fonts"
COMMON = 3500  # the first part of the list of 8105: characters in common use
NOTE = "Subset, renamed and modified for reportgen; see SOURCES.toml beside the licence."


def main() -> int:
    """Build all faces; 1 when a result is not what `SOURCES.toml` says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path, help="folder for downloads")
    parser.add_argument("--accept", action="store_true", help="write the digests of the results")
    parser.add_argument("--only", help="build only the face of this role")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    records = sources.read(TARGET / "SOURCES.toml")
    folders = {a["id"]: sources.unpack(a, options.work) for a in records["archive"]}
    licences.write_all(TARGET, folders)
    standard = charset.read_list(TARGET / "characters-8105.txt")
    wrong = 0
    for face in records["face"]:
        if options.only in (None, face["role"]):
            wrong += _build(face, folders[face["archive"]], standard, accept=options.accept)
    if options.accept:
        sources.write(TARGET / "SOURCES.toml", records)
    return 1 if wrong else 0


def _build(face: sources.Record, folder: Path, standard: str, *, accept: bool) -> int:
    source = folder / face["member"]
    font = RECIPES[face["role"]](source, standard)
    shape.one_glyph_each(font)
    if not face["role"].startswith("latin"):
        level.lift(font, level.rise(source, standard[:COMMON]))
        finish.mend_chinese(font)
    finish.rename(font, face["family"], face["name"], face["version"], NOTE)
    finish.settle(font, face["version"])
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    data = buffer.getvalue()
    path = TARGET / face["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    digest = sources.digest(data)
    same = digest == face["sha256"]
    print(f"{face['name']:<16} {len(data):>9,} bytes  {digest[:16]}  {'same' if same else 'NEW'}")
    if accept:
        face["sha256"], face["bytes"] = digest, len(data)
    return 0 if same or accept else 1


def _chinese(source: Path, standard: str) -> TTFont:
    font = shape.cut(source, charset.chinese(standard))
    scripts.add_missing(font)
    return font


def _latin(source: Path, _: str) -> TTFont:
    return shape.cut(source, charset.latin())


def _latin_light(source: Path, _: str) -> TTFont:
    """What stands among Western letters only: it comes before faces that have the rest."""
    font = shape.cut(source, charset.latin() & charset.western())
    weight.lighten(font)
    return font


def _fangsong(source: Path, standard: str) -> TTFont:
    """Signs of odd widths go: the fill-in has them an em wide, as Chinese setting wants them.

    Its letters and figures go, too: their strokes are half as thick again as those of its Han.

    So do the series this face has only in part, or ① and ⑪ would be of two designs, and the signs
    it draws badly.
    """
    with TTFont(source, lazy=True) as whole:
        cmap, metrics = whole.getBestCmap(), whole["hmtx"]
        odd = {c for c, g in cmap.items() if 0x2016 <= c <= 0x33FF and metrics[g][0] != 1000}
    partial = {*range(0x2160, 0x219A), *range(0x2460, 0x2600), *range(0x3220, 0x3400)}
    poor = set(map(ord, charset.FANDOL_POOR))
    wanted = charset.chinese(standard) - charset.western()
    font = shape.cut(source, wanted - odd - partial - poor)
    shape.to_glyf(font)
    return font


def _fill(source: Path, standard: str) -> TTFont:
    with TTFont(TARGET / "fandol" / "RGFangSong.ttf", lazy=True) as main_face:
        taken = set(main_face.getBestCmap())
    return shape.cut(source, charset.chinese(standard) - charset.western() - taken)


RECIPES: dict[str, Callable[[Path, str], TTFont]] = {
    "song": _chinese,
    "xiaobiaosong": _chinese,
    "hei": _chinese,
    "fangsong": _fangsong,
    "kai": _chinese,
    "fangsong-fill": _fill,
    "latin": _latin,
    "latin-light": _latin_light,
}

if __name__ == "__main__":
    sys.exit(main())
