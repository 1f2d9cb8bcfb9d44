"""`reportgen fonts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, ReportError, Severity, Sink
from reportgen.terminal import columns, pad

if TYPE_CHECKING:
    from reportgen.fonts.library import FontLibrary

HELP = """列出随带的字体：角色、收字、许可。

写上一段文字或一个文件名，就查其中哪些字没有字体能显示（有缺字时退出码 4）。
"""
STANDARD = "characters-8105.txt"    # 通用规范汉字表


@options.command("fonts", HELP)
@click.argument("text", metavar="[文字或文件]", required=False)
def command(session: Session, text: str | None) -> Outcome:
    """List the faces, or look for characters that no face has."""
    from reportgen.fonts.library import FontLibrary

    library = FontLibrary.bundled()
    return _list(library) if text is None else _look(session, library, text)


def _list(library: FontLibrary) -> Outcome:
    import tomllib

    from reportgen.fonts.library import BUNDLED_ROLES, fonts_dir

    folder = fonts_dir()
    lines = (folder / STANDARD).read_text(encoding="utf-8").splitlines()
    characters = "".join(line for line in lines if not line.startswith("#"))
    known = {f["file"]: f for f in
             tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))["face"]}
    rows = []
    for face in library.faces():
        roles = [role for role, names in BUNDLED_ROLES.items()
                 if face.key in (*names.faces, names.latin)]
        about = known.get(face.path.relative_to(folder).as_posix(), {})
        lacking = sum(not face.has(ch) for ch in characters)
        rows.append({
            "key": face.key, "name": face.name, "roles": roles,
            "standard_characters": len(characters) - lacking,
            "licence": str(about.get("licence", "")),
        })
    total = f"通用规范汉字表 {len(characters)} 字"
    return Outcome(_table(rows, total), {"standard": len(characters), "faces": rows})


def _table(rows: list[dict[str, object]], total: str) -> str:
    head = ("字体", "名称", "用于", total, "许可")
    cells = [head] + [
        (str(r["key"]), str(r["name"]), "、".join(map(str, r["roles"])),  # type: ignore[call-overload]
         str(r["standard_characters"]), str(r["licence"]))
        for r in rows
    ]
    widths = [max(columns(row[i]) for row in cells) + 2 for i in range(len(head))]
    return "\n".join(
        "".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _look(session: Session, library: FontLibrary, text: str) -> Outcome:
    body = _content(session, text)
    lacking: dict[str, list[str]] = {}
    for role in library.roles():
        for _, ch in library.missing(role, "".join(sorted(set(body)))):
            if not ch.isspace():
                lacking.setdefault(ch, []).append(role)
    if not lacking:
        count = len(set(body))
        return Outcome(f"没有缺字：{count} 个不同的字符，每个角色都能显示。", {"missing": []})
    raise ReportError(
        [Diagnostic("E0905", Severity.ERROR,
                    f"没有字体能显示“{ch}”（U+{ord(ch):04X}），角色：{'、'.join(roles)}",
                    hints=("换一个字，或改用括注说明",))
         for ch, roles in lacking.items()],
        Family.FONT,
    )


def _content(session: Session, text: str) -> str:
    from reportgen.sources.text import decode

    path = Path(text) if text.isprintable() and len(text) < 1000 else None
    if path is None or not path.is_file():
        return text
    return decode(session.world.read(path), text, Sink())


