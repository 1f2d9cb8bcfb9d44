"""`reportgen check`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.building import issue_before
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.cli.show import in_order, summary
from reportgen.diagnostics import NOWHERE, ReportError, Sink, collecting, failure
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.document.tree import Document
    from reportgen.facts.model import Dataset

HELP = """检查数据和文稿，连排版也试一遍，但不生成文件。

check 放行的，build 也能生成。--into、--in-place 把发现的写进台账：格里是批注和底色，
另有一张“核对结果”；再查一次，换下上次的。

--recompute 列出读者由印出来的数算不出的增长、占比、差和为什么；对不上的本来就是错误。
"""


_SHOWN = 20     # results told one by one


@options.command("check", HELP, strict=True, epilog=options.WHERE)
@click.option("--into", metavar="文件", type=options.PathType(),
              help="把发现的写成批注和底色，存成台账的一份副本。")
@click.option("--in-place", is_flag=True, help="写在台账里；原样的留作 .bak。")
@click.option("--unmark", is_flag=True, help="取下台账里的标记，不检查。")
@click.option("--recompute", is_flag=True, help="列出由印出来的数算不出的增长、占比、差。")
@options.last_option
@options.folder_argument
def command(
    session: Session, folder: Path | None, into: Path | None, last: Path | None = None, *,
    in_place: bool, unmark: bool, recompute: bool,
) -> Outcome:
    """Run everything but the writers; say what was found, or write it into the workbook."""
    from reportgen.recording_world import RecordingWorld

    world, told = session.world, Sink()
    if (into is not None) + in_place + unmark > 1:
        raise failure("E0901", "--into、--in-place、--unmark 只能写一个", NOWHERE,
                      "用法见 reportgen check --help")
    if into is None and not in_place and not unmark:
        return _checked(session, chosen(folder, world), world, last, recompute=recompute)
    from reportgen.acts import marking

    reading = RecordingWorld(world)
    try:
        outcome = _checked(session, chosen(folder, world), reading, last)
    except ReportError as error:
        outcome = Outcome(diagnostics=error.diagnostics, family=error.family)
    if unmark:
        return Outcome("", {}, (marking.unmark(reading.seen, world),))
    told.extend(outcome.diagnostics)
    with collecting(told):
        told.items.append(marking.mark(in_order(told), reading.seen, into, world))
    return replace(outcome, diagnostics=tuple(told))


def _checked(
    session: Session, folder: Path, world: World, last: Path | None, *, recompute: bool = False,
) -> Outcome:
    from reportgen import pipeline
    from reportgen.edition import Edition

    session.progress("检查")
    briefing = pipeline.load(folder, world)
    document = pipeline.compose(briefing)
    pipeline.check(briefing, document, issue_before(last, folder, session.world))
    edition = Edition(briefing, document, session.progress)
    edition.check()
    pages = edition.fitted.pages
    briefing.sink.insist(session.strict)
    count = summary(briefing.sink)
    facts = len(briefing.dataset.facts)
    verdict = f"可以生成：{count}。" if count else "没有发现问题。"
    text = f"{verdict}{facts} 个事实，{len(pages.pages)} 页。"
    data: dict[str, object] = {"facts": facts, "pages": len(pages.pages)}
    if recompute:
        lines, data["recompute"] = _recomputed(briefing.dataset, document)
        text += "\n" + "\n".join(lines)
    return session.done(text, data, tuple(briefing.sink))


def _recomputed(
    dataset: Dataset, document: Document
) -> tuple[list[str], list[dict[str, str]]]:
    """What a reader cannot redo, a line each; and all results, for machines."""
    from reportgen.checks.reckoning.recompute import Redone, recompute

    found = recompute(dataset, document)
    open_ = [each for each in found if each.redone is not Redone.SAME]
    lines = [f"印出来的增长、占比、差有 {len(found)} 个，{len(found) - len(open_)} 个读者算得出。"]
    lines += [f"  {each.span}　{each.text}　{each.redone.value}：{each.why}"
              for each in open_[:_SHOWN]]
    if len(open_) > _SHOWN:
        lines.append(f"  另有 {len(open_) - _SHOWN} 个，--json 列全。")
    return lines, [{"place": str(each.span), "text": each.text, "redone": each.redone.value,
                    "why": each.why} for each in found]
