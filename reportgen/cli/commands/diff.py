"""`reportgen diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import aligned
from reportgen.diagnostics import NOWHERE, failure

if TYPE_CHECKING:
    from reportgen.acts.differing import Difference, WordChange
    from reportgen.rolling.differing import FactChange

HELP = """比两期，或一期改前改后：哪些数变了，哪些字句变了。

旧、新是简报文件夹，也可以是档案里的档号。以前期间的数，新的一期说得不一样，是“修订”。
表里的数按事实比，不按字句比。
"""
_HEADS = ("怎样", "指标", "旧", "新", "差", "不同的")


@options.command("diff", HELP)
@click.argument("old", metavar="旧", type=options.PathType())
@click.argument("new", metavar="新", type=options.PathType())
@click.option("-o", "--output", metavar="文件", type=options.PathType(),
              help="写成两栏对照的 Word 文件（.docx），改动的字换了字体。")
def command(session: Session, old: Path, new: Path, output: Path | None) -> Outcome:
    """Show what two issues say otherwise, or write it as a Word file."""
    from reportgen.acts.differing import as_word, differing

    if output is not None and output.suffix.lower() != ".docx":
        raise failure("E0901", f"“{output.name}”不是 .docx", NOWHERE, "-o 后面写 .docx 文件")
    session.progress("比较")
    found, briefing = differing(old, new, session.world)
    data = as_data(found)
    if output is None:
        return Outcome("\n".join(_lines(found)), data)
    session.world.write_all({output: as_word(found, briefing)})
    return session.done(f"已写 {output}：{_count(found)}", data | {"files": [str(output)]}, ())


def _lines(found: Difference) -> list[str]:
    from reportgen.acts.differing import fact_row

    periods = (f"（{period}）" if period else "" for period in found.periods)
    head = " → ".join(map("".join, zip(found.names, periods, strict=True)))
    facts = aligned([_HEADS, *map(fact_row, found.facts)]) if found.facts else []
    words = [f"{each.kind}  {_inline(each)}" for each in found.words]
    return [head, _count(found), *(["", *facts] if facts else []), *(["", *words] if words else [])]


def _count(found: Difference) -> str:
    return (f"{len(found.facts)} 个数不同，{found.same_facts} 个相同；"
            f"{len(found.words)} 句不同，{found.same_words} 句相同")


def _inline(each: WordChange) -> str:
    """A sentence with what was changed in it: 新修机耕路〔3.50→4.20〕公里."""
    if not each.edits:
        return each.new.text or each.old.text
    text, done = [], 0
    for edit in each.edits:
        text += [each.old.text[done : edit.start],
                 f"〔{each.old.text[edit.start : edit.end]}→{edit.new}〕"]
        done = edit.end
    return "".join((*text, each.old.text[done:]))


def as_data(found: Difference) -> dict[str, object]:
    """What differs, for machines."""
    return {
        "old": {"name": found.names[0], "period": found.periods[0]},
        "new": {"name": found.names[1], "period": found.periods[1]},
        "facts": [_fact(each) for each in found.facts], "same_facts": found.same_facts,
        "words": [{"kind": each.kind, "old": each.old.text, "new": each.new.text,
                   "old_place": each.old.span.data, "new_place": each.new.span.data}
                  for each in found.words],
        "same_words": found.same_words,
    }


def _fact(each: FactChange) -> dict[str, object]:
    sides = {
        side: None if fact is None else {
            "id": fact.id, "name": fact.name, "value": text, "unit": fact.unit,
            "period": fact.period.text, "scope": fact.scope, "source": fact.source.title,
            "place": fact.span.data}
        for side, fact, text in zip(("old", "new"), (each.old, each.new), each.texts, strict=True)}
    return {"kind": each.kind.value, "name": each.name, **sides, "difference": each.difference,
            "ways": list(each.ways)}
