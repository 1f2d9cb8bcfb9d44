"""`reportgen fonts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import aligned
from reportgen.diagnostics import NOWHERE, Diagnostic, ReportError, Sink, Span
from reportgen.world import PACKAGED

if TYPE_CHECKING:
    from reportgen.fonts.face import Face
    from reportgen.fonts.library import FontLibrary
    from reportgen.style.profile import Profile

HELP = """列出每个角色用的字体：哪个文件、什么种类、收多少字。

写上一段文字或一个文件名，就查其中哪些字没有字体能显示（有缺字时退出码 4）。
写上一个字体文件，就列出里面有哪些字体。
"""
STANDARD = "characters-8105.txt"    # 通用规范汉字表


@options.command("fonts", HELP)
@click.argument("text", metavar="[文字或文件]", required=False)
@click.option(
    "--profile", metavar="版式", default="简报",
    help="按哪个版式：名称、版式文件（.yaml）或简报文件夹；默认 简报。",
)
def command(session: Session, text: str | None, profile: str) -> Outcome:
    """List the faces, or a file's, or look for characters that no face has."""
    from reportgen.fonts.select import library_for
    from reportgen.style.faces import wishes
    from reportgen.style.wishes import SUFFIXES

    if text is not None and Path(text).suffix.lower() in SUFFIXES:
        return _inside(session, Path(text))
    sink = Sink()
    wanted = wishes(_profile(session, profile), sink)
    library = library_for(wanted, session.world, sink)
    sink.raise_errors()
    found = tuple(sink)
    return _list(library, found) if text is None else _look(session, library, text, found)


def _profile(session: Session, name: str) -> Profile:
    from reportgen.pipeline import load
    from reportgen.style.choose import profile_named
    from reportgen.style.profile import load_profile

    path = Path(name)
    if options.is_briefing(path, session.world):
        return load(path, session.world).profile
    if path.suffix in {".yaml", ".yml"}:
        return load_profile(name, session.world)
    return profile_named(name, path.parent, session.world, NOWHERE)


def _list(library: FontLibrary, found: tuple[Diagnostic, ...]) -> Outcome:
    chains = [library.chain(role) for role in library.roles()]
    used = dict.fromkeys(face for chain in chains for face in (*chain.faces, chain.latin) if face)
    licences, standard = _licences(), _standard()
    faces: list[dict[str, object]] = [
        {
            "key": face.key, "name": face.label or face.name,
            "roles": [c.role for c in chains if face in (*c.faces, c.latin)],
            "kind": _kind(face), "standard_characters": _covered(face, standard),
            "source": "own" if face.own else "bundled",
            "licence": licences.get(face.path, ""), "path": str(face.path), "index": face.index,
        }
        for face in used
    ]
    roles = {chain.role: {
        "faces": [face.key for face in chain.faces],
        "latin": chain.latin.key if chain.latin else "",
    } for chain in chains}
    names = {str(row["key"]): str(row["name"]) for row in faces}
    first = aligned([("角色", "依次用的字体", "西文"), *(
        (role, "、".join(names[key] for key in these["faces"]), names.get(str(these["latin"]), ""))
        for role, these in roles.items()
    )])
    second = aligned([("字体", "种类", f"通用规范汉字表 {len(standard)} 字", "来源"), *(
        (str(row["name"]), str(row["kind"]), str(row["standard_characters"]),
         str(row["path"]) if row["source"] == "own" else f"随程序（{row['licence']}）")
        for row in faces
    )])
    data = {"standard": len(standard), "roles": roles, "faces": faces}
    return Outcome("\n".join((*first, "", *second)), data, found)


def _standard() -> str:
    from reportgen.fonts.library import fonts_dir

    lines = PACKAGED.read(fonts_dir() / STANDARD).decode().splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def _licences() -> dict[Path, str]:
    import tomllib

    from reportgen.fonts.library import fonts_dir

    folder = fonts_dir()
    known = tomllib.loads(PACKAGED.read(folder / "SOURCES.toml").decode())["face"]
    return {folder / face["file"]: str(face["licence"]) for face in known}


def _covered(face: Face, standard: str) -> int:
    return sum(face.has(ch) for ch in standard)


def _kind(face: Face) -> str:
    kind = "OpenType CFF" if face.is_cff else "TrueType"
    weight = "" if face.weight is None else f"，粗细 {face.weight:g}"
    return kind + weight + (f"，集合第 {face.index} 号" if face.index else "")


def _inside(session: Session, path: Path) -> Outcome:
    """What is in one font file, so that its names and numbers can be copied into a profile."""
    from reportgen.fonts.face import Face
    from reportgen.fonts.open import read_records, why_forbidden

    standard = _standard()
    records = read_records(path, session.world, Span(str(path)))
    rows: list[dict[str, object]] = [
        {
            "index": record.index, "name": record.family, "names": list(record.names),
            "kind": record.kind, "weight": record.weight,
            "standard_characters": _covered(Face("", path, record.index), standard),
            "axes": {axis.tag: [axis.low, axis.default, axis.high] for axis in record.axes},
            "forbidden": why_forbidden(record.fs_type),
        }
        for record in records
    ]
    table = aligned([
        ("index", "名称", "种类", "粗细", f"通用规范汉字表 {len(standard)} 字", "能否嵌入"),
        *((str(row["index"]), str(row["name"]), str(row["kind"]), str(row["weight"]),
           str(row["standard_characters"]), str(row["forbidden"]) or "能") for row in rows),
    ])
    return Outcome("\n".join(table), {"standard": len(standard), "faces": rows})


def _look(
    session: Session, library: FontLibrary, text: str, found: tuple[Diagnostic, ...]
) -> Outcome:
    from reportgen.fonts.problems import ways_out

    body = _content(session, text)
    lacking: dict[str, list[str]] = {}
    for role in library.roles():
        for _, ch in library.missing(role, "".join(sorted(set(body)))):
            if not ch.isspace():
                lacking.setdefault(ch, []).append(role)
    if not lacking:
        count = len(set(body))
        return Outcome(
            f"没有缺字：{count} 个不同的字符，每个角色都能显示。", {"missing": []}, found)
    raise ReportError(
        [*found, *(
            Diagnostic(
                "E0905", f"没有字体能显示“{ch}”（U+{ord(ch):04X}），角色：{'、'.join(roles)}",
                hints=ways_out(ch)[:-1])
            for ch, roles in lacking.items())],
    )


def _content(session: Session, text: str) -> str:
    from reportgen.sources.text import decode

    path = Path(text) if text.isprintable() and len(text) < 1000 else None
    if path is None or not session.world.is_file(path):
        return text
    return decode(session.world.read(path), text, Sink())
