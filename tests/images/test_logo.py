"""The logo is read beside the profile that names it, and made as wide as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import photographs as ph

from reportgen.cache import NONE
from reportgen.diagnostics import Sink
from reportgen.images.logo import logo
from reportgen.style.furniture import LOGO
from reportgen.style.profile import load_profile, read_profile
from reportgen.world import DiskWorld


def made(folder: Path, text: str, sink: Sink) -> dict[str, object]:
    (folder / "own.yaml").write_text(f"继承: 简报\n标志图: {text}\n", encoding="utf-8")
    world = DiskWorld()
    return dict(logo(read_profile(folder / "own.yaml", world), world, NONE, sink))


def test_none_without_a_file() -> None:
    assert logo(load_profile(), DiskWorld(), NONE, Sink()) == {}


def test_it_lies_beside_the_profile(tmp_path: Path) -> None:
    ph.scene(900, 600).save(tmp_path / "标志.png")
    sink = Sink()
    found = made(tmp_path, "{文件: 标志.png, 宽: 25.4}", sink)[LOGO]
    assert (found.width, found.height) == (300, 200)     # type: ignore[attr-defined]
    assert not list(sink)


@pytest.mark.parametrize(("text", "code"), [
    ("{文件: 标记.png}", "E0160"), ("{文件: ../标志.png}", "E0162"), ("{文件: own.yaml}", "E0163"),
])
def test_what_is_wrong_is_told_in_the_profile(tmp_path: Path, text: str, code: str) -> None:
    ph.scene(600, 600).save(tmp_path / "标志.png")
    sink = Sink()
    made(tmp_path, text, sink)
    (found,) = sink
    assert (found.code, Path(found.span.file).name, found.span.line) == (code, "own.yaml", 2)
    assert found.hints
