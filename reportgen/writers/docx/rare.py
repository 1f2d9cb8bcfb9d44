"""Runs of characters that the usual faces lack name the face that has them.

A Word file holds no faces; a name with a character of CJK extension B to I then shows as an empty
box, or in whatever face the reader's machine prefers. The run names the face that the PDF embeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from reportgen.writers.docx.xml import Element, qualified, w

INSTEAD = "SimSun-ExtB"     # of every Windows: what Word may take where the face is missing
_RUN, _TEXT, _PROPERTIES, _FONTS = (qualified(f"w:{name}") for name in ("r", "t", "rPr", "rFonts"))


def name_faces(content: Element, faces: Mapping[str, str]) -> None:
    """Part the runs below `content` at the characters of `faces` (character → family name)."""
    if not faces:
        return
    pieces = re.compile(f"([{re.escape(''.join(faces))}]+)")
    for run in list(content.iter(_RUN)):
        texts = [item for item in run if item.tag == _TEXT]
        if any(pieces.search(item.text or "") for item in texts):
            for new in _parted(run, pieces, faces):
                run.addprevious(new)
            if (parent := run.getparent()) is not None:
                parent.remove(run)


def _parted(run: Element, pieces: re.Pattern[str], faces: Mapping[str, str]) -> Iterator[Element]:
    """The runs in whose place the run stood, each of one face."""
    properties = next((item for item in run if item.tag == _PROPERTIES), None)
    for item in run:
        if item is properties:
            continue
        if item.tag != _TEXT:
            yield _run(properties, deepcopy(item))
            continue
        for part in filter(None, pieces.split(item.text or "")):
            for family, same in _of_one_face(part, faces):
                text = deepcopy(item)
                text.text = same
                text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                yield _run(properties, text, family)


def _of_one_face(part: str, faces: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Family ("" for the usual ones) and characters, in order."""
    start = 0
    for end in range(1, len(part) + 1):
        if end == len(part) or faces.get(part[end], "") != faces.get(part[start], ""):
            yield faces.get(part[start], ""), part[start:end]
            start = end


def _run(properties: Element | None, item: Element, family: str = "") -> Element:
    own = deepcopy(properties) if properties is not None else w("rPr")
    if family:
        for old in own.findall(_FONTS):
            own.remove(old)
        fonts = w("rFonts", ascii=family, hAnsi=family, eastAsia=family, hint="eastAsia")
        own.insert(1 if len(own) and own[0].tag == qualified("w:rStyle") else 0, fonts)
    return w("r", own if len(own) else None, item)
