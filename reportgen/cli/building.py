"""What building all formats and building one have in common."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.acts.codes import may
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.formats import FORMATS

if TYPE_CHECKING:
    from reportgen.acts.building import BuildWish
    from reportgen.pipeline import Built
    from reportgen.proof.parity.compare import Parity


def run_build(
    session: Session, folder: Path | None, output: Path | None, wish: BuildWish,
) -> Outcome:
    """Build the formats and tell where the files are."""
    from reportgen.acts.building import build

    folder = chosen(folder, session.world)
    wish = replace(wish, strict=session.strict, allow=may(wish.allow))
    built = build(folder, output, session.world, wish, session.progress)
    rows = [
        {"format": name, "path": str(path), "bytes": built.sizes[name]}
        for name, path in built.files.items()
    ]
    data: dict[str, object] = {"files": rows}
    if built.pages:
        data["pages"] = built.pages
    lines = [_line(name, path, built) for name, path in built.files.items()]
    if built.parity:
        data["parity"] = as_data(built.parity)
        lines.append(f"两种文件{built.parity.text}")
    if built.same_pages:
        data["same_pages"] = as_data(built.same_pages)
        lines.append(f"PDF 和 OFD {built.same_pages.text}")
    return session.done("\n".join(lines), data, built.diagnostics)


def _line(name: str, path: Path, built: Built) -> str:
    pages = f"{built.pages} 页，" if FORMATS[name].counted else ""
    return f"已生成 {path}（{pages}{size(built.sizes[name])}）"


def as_data(parity: Parity) -> dict[str, int]:
    """What both files say, counted, for machines."""
    if parity.pages:
        return {"characters": parity.characters, "pages": parity.pages,
                "differences": len(parity.differences)}
    return {"characters": parity.characters, "facts": parity.facts, "tables": parity.tables,
            "figures": parity.figures, "differences": len(parity.differences)}


def size(count: int) -> str:
    """A size in bytes for people: 812 B, 94 kB, 1.2 MB."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
