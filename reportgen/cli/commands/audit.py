"""`reportgen audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Diagnostic, Family, Span

if TYPE_CHECKING:
    from reportgen.proof.audit.review import Audit, WordFinding
    from reportgen.proof.content import Place

HELP = """核对一份改过的 Word 文件：哪些数动了，哪些字句、图、页眉页脚改了，里面还留着什么。

留着的东西包括没处理的修订、批注、隐藏文字、人名、外部链接、宏；只看，不打开，不运行。
文件经 WPS、LibreOffice 或 .odt、.doc 存过也能核对。
"""


@options.command("audit", HELP, strict=True)
@click.argument("file", metavar="改稿", type=options.PathType())
@click.option("--original", metavar="原稿", type=options.PathType(),
              help="生成时的那份 Word 文件；改稿里已没有原文时要用。")
@click.option("--refuse-figures", is_flag=True,
              help="有数被改动、删去，或数据图被换掉，就算失败（退出码 6）。")
def command(
    session: Session, file: Path, original: Path | None, refuse_figures: bool
) -> Outcome:
    """Tell what was changed in an edited file and what was left in it."""
    from reportgen.proof.audit import audit
    from reportgen.proof.audit.diagnostics import diagnostics, summary

    data = session.world.read(file)
    source = session.world.read(original) if original is not None else None
    session.progress("核对")
    found = audit(data, str(file), source, str(original))
    told, report = tuple(diagnostics(found)), {"audit": as_data(found)}
    if refuse_figures and found.changed:
        return Outcome("", report, (*told, _refusal(found)), Family.PROOF)
    return session.done(summary(found), report, told)


def _refusal(found: Audit) -> Diagnostic:
    message = f"有 {len(found.changed)} 处数与事实表不符，或无从核对，不放行"
    hint = "改回原数；或改事实表，重新生成"
    return Diagnostic("E1020", message, Span(found.name), (hint,))


def as_data(found: Audit) -> dict[str, object]:
    """An audit for machines."""
    return {
        "bound": found.bound,
        "facts": [
            {"what": each.what, "fact": each.binding.fact, "name": each.binding.name,
             "old": each.binding.text, "new": each.new, "place": _place(each.place)}
            for each in found.facts
        ],
        "words": _edits(found.words),
        "edges": _edits(found.edges),
        "pictures": None if found.pictures is None else [
            {"what": each.what, "name": each.name, "item": each.item, "old": each.old,
             "new": each.new, "place": _place(each.place)}
            for each in found.pictures
        ],
        "residues": [
            {"kind": each.kind, "text": each.text, "who": each.who, "when": each.when,
             "place": _place(each.place)}
            for each in found.residues
        ],
    }


def _edits(found: tuple[WordFinding, ...] | None) -> list[dict[str, object]] | None:
    return None if found is None else [
        {"old": each.old, "new": each.new, "place": _place(each.place)} for each in found
    ]


def _place(place: Place | None) -> str | None:
    return None if place is None else f"{place.part} › {place.spot}"
