"""The validator on faces of every kind, each in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import foundry, specimen
from support.papers import DRAWING, META, everything
from support.validate import vera

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import Face
from reportgen.fonts.select import library_for
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.style.wishes import Wish
from reportgen.world import DiskWorld
from reportgen.writers.pdf import fonts
from reportgen.writers.pdf.write import write_pdf

LINES = ["国口示例镇𬭎𫖯——“”", "Ag0123456789一·•"]
TWINS = {"•": "·"}


def page(folder: Path, name: str, face: Face) -> Path:
    path = folder / f"{name}.pdf"
    lines = LINES if face.has("•") else [line.replace("•", "") for line in LINES]
    path.write_bytes(specimen.as_text(face, lines))
    return path


def whole(folder: Path) -> Path:
    """A document of everything, each role in a face of another kind, with bundled ones beside."""
    files = {
        "fangsong": foundry.name_keyed(folder / "a.otf"),
        "kai": foundry.cid_keyed(folder / "b.otf"),
        "hei": foundry.variable(folder / "c.ttf"), "song": foundry.glyf(folder / "d.ttf"),
        "xiaobiaosong": foundry.sharing(folder / "e.otf", TWINS),
    }
    library = library_for(
        [Wish(role, latin="x", file=path) for role, path in files.items()], DiskWorld({}), Sink())
    blocks = everything()
    document = Document(META, blocks)
    pages = layout(document, load_profile(), library, {1: DRAWING}, Sink())
    path = folder / "whole.pdf"
    path.write_bytes(write_pdf(pages, document, library))
    return path


@pytest.mark.slow
@pytest.mark.system("java")
def test_every_kind_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """glyf, names, numbers, collections, a variable face, twins; and a wrong map is noticed."""
    ttc = foundry.collection(
        tmp_path / "c.ttc", foundry.cut(), foundry.cubic(foundry.cut()))
    old = foundry.edited(
        tmp_path / "old.ttf", lambda font: setattr(font["OS/2"], "sTypoDescender", -141))
    faces = {
        "glyf": Face("own", foundry.glyf(tmp_path / "g.ttf")),
        "lifted": Face("own", old, own=True),
        "names": Face("own", foundry.name_keyed(tmp_path / "n.otf")),
        "names-2048": Face("own", foundry.name_keyed(tmp_path / "n2.otf", em=2048)),
        "numbers": Face("own", foundry.cid_keyed(tmp_path / "k.otf")),
        "collection": Face("own", ttc, 0),
        "cubic-collection": Face("own", ttc, 1),
        "variable": Face("own", foundry.variable(tmp_path / "v.ttf"), weight=400),
        "twins": Face("own", foundry.sharing(tmp_path / "t.otf", TWINS)),
    }
    files = [whole(tmp_path), *(page(tmp_path, name, face) for name, face in faces.items())]
    monkeypatch.setattr(fonts, "_encoding", lambda *_: b"/Identity-H")
    wrong = page(tmp_path, "wrong", Face("own", tmp_path / "t.otf"))
    verdicts = vera.judge([(f, standard) for f in (*files, wrong) for standard in vera.STANDARDS])
    for file in files:
        for standard in vera.STANDARDS:
            assert verdicts[file, standard].passed, str(verdicts[file, standard])
    assert not verdicts[wrong, vera.STANDARDS[0]].passed, "the validator sees a wrong glyph"
