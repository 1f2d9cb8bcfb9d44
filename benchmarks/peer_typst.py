"""A peer: Typst, fed with matplotlib's SVG charts. `peer_typst.py CONTENT.json OUT.pdf`.

The same faces, page and sizes, tagged, PDF/A-3a and PDF/UA-1; no other fonts are loaded.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import peer_charts
import typst

Json = dict[str, Any]

PREAMBLE = """
#let body = ("RG Latin", "RG FangSong", "RG FangSong Fill", "RG Song")
#let hei = ("RG Hei", "RG Song")
#let kai = ("RG Latin", "RG Kai", "RG Song")
#let song = ("RG Song",)
#let biaosong = ("RG XiaoBiaoSong", "RG Song")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context align(center, text(font: song, size: 14pt)[— #counter(page).display() —]))
#set text(font: body, size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: auto)
#set par(justify: true, leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(weight: "regular", size: 16pt)
#show heading.where(level: 1): set text(font: hei)
#show heading.where(level: 2): set text(font: kai)
#show heading: set block(spacing: 13pt)
#set table(stroke: 0.5pt, inset: 5pt)
#show table: set text(font: song, size: 12pt)
#show table: set par(first-line-indent: 0pt, leading: 6pt, justify: false)
#show figure: set block(breakable: true)
#let caption(it) = align(center, text(font: hei, size: 12pt, it))
#let small(it) = block(text(font: song, size: 10.5pt, it))
"""


def quoted(text: str) -> str:
    """A Typst string as content."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def paragraph(block: Json) -> str:
    """A paragraph with its emphasised runs."""
    return "".join(
        f"#text(font: kai)[{quoted(text)}]" if style == "strong" else quoted(text)
        for style, text in block["runs"]
    )


def table(block: Json) -> str:
    """A table with a repeated heading row."""
    weights = ", ".join(f"{weight}fr" for _, _, weight in block["columns"])
    aligns = ", ".join(align for _, align, _ in block["columns"])
    heads = ", ".join(f"[{quoted(heading)}]" for heading, _, _ in block["columns"])
    cells = ",\n".join(", ".join(f"[{quoted(cell)}]" for cell in row) for row in block["rows"])
    unit = f"#align(right, small[{quoted('单位：' + block['unit'])}])" if block["unit"] else ""
    notes = "".join(f"#small[{quoted(note)}]" for note in block["notes"])
    return (
        f"#caption[{quoted(block['caption'])}]\n{unit}\n#table(columns: ({weights},), "
        f"align: ({aligns},),\ntable.header({heads}),\n{cells})\n{notes}"
    )


def figure(block: Json, number: int, folder: Path) -> str:
    """A chart, written to `folder` and placed."""
    (folder / f"{number}.svg").write_bytes(peer_charts.save(block["chart"], "svg"))
    alt = block["alt"].replace("\\", "\\\\").replace('"', '\\"')
    notes = "".join(f"#small[{quoted(note)}]" for note in block["notes"])
    return (
        f'#align(center, image("{number}.svg", width: 150mm, alt: "{alt}"))\n'
        f"#caption[{quoted(block['caption'])}]\n{notes}"
    )


def source(content: Json, folder: Path) -> str:
    """The whole Typst source."""
    title = content["title"].replace('"', '\\"')
    parts = [f'#set document(title: "{title}")', PREAMBLE]
    for number, block in enumerate(content["blocks"]):
        match block["kind"]:
            case "masthead":
                parts.append(
                    f"#align(center, text(font: biaosong, size: 40pt, fill: red)"
                    f"[{quoted(block['name'])}])\n#align(center)[{quoted(block['issue'])}]\n"
                    f"#grid(columns: (1fr, auto), [{quoted(block['issuer'])}], "
                    f"[{quoted(block['date'])}])\n#line(length: 100%, stroke: 2pt + red)")
            case "title":
                parts.append(f"#align(center, text(font: biaosong, size: 22pt)"
                             f"[{quoted(block['text'])}])")
            case "heading":
                parts.append(f"#heading(level: {block['level']})[{quoted(block['text'])}]")
            case "paragraph":
                parts.append(paragraph(block))
            case "table":
                parts.append(table(block))
            case "figure":
                parts.append(figure(block, number, folder))
            case "break":
                parts.append("#pagebreak()")
            case "colophon":
                rows = "\n\n".join(quoted(f"{who}：{whom}") for who, whom in block["rows"])
                parts.append(f"#line(length: 100%)\n{rows}\n\n"
                             f"{quoted(block['editor'] + '　' + block['copies'])}")
    return "\n\n".join(parts)


def main() -> None:
    """Read the content, draw, compile, write."""
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    peer_charts.use_faces(content["fonts"])
    folders = sorted({str(Path(path).parent) for path in content["fonts"].values()})
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        main_file = folder / "main.typ"
        main_file.write_text(source(content, folder), encoding="utf-8")
        compiler = typst.Compiler(main_file, root=folder, font_paths=fonts)
        compiler.compile(output=sys.argv[2], format="pdf", pdf_standards=["a-3a", "ua-1"])


if __name__ == "__main__":
    main()
