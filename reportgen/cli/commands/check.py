"""`reportgen check`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.options import chosen
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import NOWHERE, failure
from reportgen.findings import in_order, summary
from reportgen.terminal import visible

if TYPE_CHECKING:
    from reportgen.acts.checking import Checked, CheckWish
    from reportgen.acts.codes import Wanted
    from reportgen.checks.reckoning.recompute import Recomputed

HELP = """检查数据和文稿，连排版也试一遍，但不生成文件。

check 放行的，build 也能生成。--into、--in-place 把发现的写进台账：格里是批注和底色，
另有一张“核对结果”；再查一次，换下上次的。

--recompute 列出读者由印出来的数算不出的增长、占比、差和为什么；对不上的本来就是错误。
--fix 改好有把握的（标点一类），只改文稿，不改数；改了哪些行都列出来，原样的留作 briefing.md.bak。
--select、--ignore 写代码，或代码的开头，如 W04，可写几个，用逗号隔开；读不了、排不出来的总是说。
"""
_STDOUT = "-"


_SHOWN = 20     # results told one by one


@options.command("check", HELP, strict=True, epilog=options.WHERE)
@click.option("--select", metavar="代码", multiple=True, help="只看这些。")
@click.option("--ignore", metavar="代码", multiple=True, help="不看这些。")
@click.option("--fix", is_flag=True, help="改好有把握的。")
@click.option("--sarif", metavar="文件|-", help="结果另写成 SARIF 2.1.0；- 写到标准输出。")
@options.allow_option
@click.option("--into", metavar="文件", type=options.PathType(),
              help="把发现的写成批注和底色，存成台账的一份副本。")
@click.option("--in-place", is_flag=True, help="写在台账里；原样的留作 .bak。")
@click.option("--unmark", is_flag=True, help="取下台账里的标记，不检查。")
@click.option("--recompute", is_flag=True, help="列出由印出来的数算不出的增长、占比、差。")
@options.last_option
@options.folder_argument
def command(
    session: Session, folder: Path | None, into: Path | None, last: Path | None = None, *,
    in_place: bool, unmark: bool, fix: bool, sarif: str | None, select: tuple[str, ...],
    ignore: tuple[str, ...], allow: tuple[str, ...], recompute: bool,
) -> Outcome:
    """Run everything but the writers; say what was found, mend it, or write it somewhere."""
    from reportgen.acts import checking, marking
    from reportgen.acts.codes import Wanted, may

    world, wanted, allow = session.world, Wanted.of(select, ignore), may(allow)
    if (into is not None) + in_place + unmark > 1:
        raise failure("E0901", "--into、--in-place、--unmark 只能写一个", NOWHERE,
                      "用法见 reportgen check --help")
    if session.json and sarif == _STDOUT:
        raise failure("E0901", "--json 和 --sarif - 只能写一个", NOWHERE,
                      "用法见 reportgen check --help")
    place = chosen(folder, world)
    data = _fixed(session, place, wanted) if fix else {}
    wish = checking.CheckWish(wanted, allow, last, session.strict, recompute)
    checked = checking.check(place, world, wish, session.progress)
    if unmark:
        outcome = Outcome("", {}, (marking.unmark(checked.read, world),))
    else:
        text, told = ("", {}) if checked.family else _verdict(checked, wish)
        if in_place or into is not None:
            checked = checking.mark(checked, in_order(checked.found), into, world)
        outcome = session.done(text, {**told, **data}, checked.found, checked.family)
    return _told(session, outcome, sarif) if sarif is not None else outcome


def _verdict(checked: Checked, wish: CheckWish) -> tuple[str, dict[str, object]]:
    """What came of an issue that can be built, for people and for machines."""
    count = summary(checked.found)
    verdict = f"可以生成：{count}。" if count else "没有发现问题。"
    if not wish.wanted.all:
        verdict = f"看了的里面{verdict}"
    text = f"{verdict}{checked.facts} 个事实，{checked.pages} 页。"
    data: dict[str, object] = {"facts": checked.facts, "pages": checked.pages}
    if wish.recompute:
        lines, data["recompute"] = _recomputed(checked.results)
        text += "\n" + "\n".join(lines)
    return text, data


def _recomputed(
    found: Sequence[Recomputed],
) -> tuple[list[str], list[dict[str, object]]]:
    """What a reader cannot redo, a line each; and all results, for machines."""
    from reportgen.checks.reckoning.recompute import Redone

    open_ = [each for each in found if each.redone is not Redone.SAME]
    lines = [f"印出来的增长、占比、差有 {len(found)} 个，{len(found) - len(open_)} 个读者算得出。"]
    lines += [f"  {each.span}　{each.text}　{each.redone.value}：{each.why}"
              for each in open_[:_SHOWN]]
    if len(open_) > _SHOWN:
        lines.append(f"  另有 {len(open_) - _SHOWN} 个，--json 列全。")
    return lines, [{"place": each.span.data, "text": each.text, "redone": each.redone.value,
                    "why": each.why} for each in found]


def _fixed(session: Session, folder: Path, wanted: Wanted) -> dict[str, object]:
    """Mend what is sure, and tell which lines."""
    from reportgen.acts import fixing

    session.progress("改正")
    done = fixing.fix(folder, session.world, lambda each: wanted(each.code))
    if not (session.quiet or session.json):
        session.err.clear()
        kept = f"，原来的留作 {done.backup.name}" if done.backup else ""
        session.err.print(f"改了 {done.changes} 处{kept}。" if done.lines else "没有能自动改的。")
        for line in done.lines:
            at = f"{line.span.line} {'、'.join(line.codes)}"
            session.err.print(f"{at}\n  - {visible(line.old)}\n  + {visible(line.new)}")
        session.err.print("")
    return {"fixed": [{"place": line.span.data, "old": line.old, "new": line.new,
                       "codes": list(line.codes)} for line in done.lines]}


def _told(session: Session, outcome: Outcome, sarif: str) -> Outcome:
    """With what was found written as SARIF."""
    from reportgen.cli.sarif import as_sarif

    data = as_sarif(outcome.diagnostics)
    if sarif == _STDOUT:
        session.err.clear()
        session.out.print(data.decode().rstrip("\n"))
        return replace(outcome, text="")
    session.world.write_all({Path(sarif): data})
    return outcome
