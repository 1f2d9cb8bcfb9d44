"""`reportgen batch`."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import options
from reportgen.cli.session import Outcome, Session
from reportgen.diagnostics import Family
from reportgen.files import append
from reportgen.formats import DEFAULT, FORMATS
from reportgen.refusals import place_of
from reportgen.terminal import visible

if TYPE_CHECKING:
    from reportgen.batching.across import Finding
    from reportgen.batching.results import Result
    from reportgen.batching.run import Plan

HELP = """一份模板、许多单位：每个单位生成一份简报，放到 out/单位.pdf 和 .docx。

模板是一个简报文件夹；数据是表（第一列是单位、镇一类，一行或几行一个单位），或一个文件夹，
里面一个单位一个文件夹，各有事实表。单位的名称是事实“单位”。

一个单位出错、停住、要的内存太多，别的照常做完；哪些没有做成、为什么，在 out/结果.csv。
最后把各单位放在一起看：加起来是不是全县的数，有没有抄错、缺了的单位。退出码取各单位里数字最大的。
"""
_SHOWN = 20     # units that lack something
_ALIKE = 3      # units in the same trouble that are told of as they come


@options.command("batch", HELP, strict=True)
@click.argument("template", metavar="模板", type=options.PathType())
@click.argument("source", metavar="数据", type=options.PathType())
@click.option("-o", "--output", metavar="文件夹", type=options.PathType(), default=Path("out"),
              help="放到哪个文件夹；默认 out/。")
@click.option("--to", "formats", multiple=True, metavar="格式", type=str,
              help=f"只生成这一种，可写几次：{'、'.join(FORMATS)}；不写就是 PDF 和 Word。")
@click.option("--dry-run", is_flag=True, help="每个单位只检查，不生成。")
@click.option("--resume", is_flag=True, help="做好了、输入没有变、文件也没有动过的，跳过。")
@click.option("--only-failed", is_flag=True, help="只做上次没有做成的。")
@click.option("--last", metavar="文件夹", type=options.PathType(),
              help="上一期放在哪里，用来比较；默认就是 -o 的文件夹。")
@click.option("--results", metavar="文件", type=options.PathType(),
              help="结果表写成什么文件，.csv 或 .xlsx；默认 out/结果.csv。")
@click.option("--log", metavar="文件", type=options.PathType(),
              help="日志，接在后面写：时间、单位、退出码、结果、提示，一个单位一行。")
@click.option("--workers", metavar="个数", type=click.IntRange(1, 256),
              help="同时做几个；默认同处理器的个数。")
@click.option("--seconds", metavar="秒", type=click.IntRange(1), default=120,
              help="一个单位最多做多久；默认 120。")
@click.option("--memory", metavar="MB", type=click.IntRange(256), default=2048,
              help="一个单位最多要多少内存；默认 2048。")
@click.option("--deadline", metavar="秒", type=click.IntRange(0), default=0,
              help="整批最多做多久；默认不限。")
@click.option("--engine", metavar="引擎", type=str, default="local",
              help="local 只用这台机器；dask 用许多台，要 pip install 'reportgen[dask]'。")
@click.option("--scheduler", metavar="地址", type=str, default="",
              help="dask 调度器的地址，如 tls://10.0.0.1:8786；不写就照 dask 的配置。")
def command(
    session: Session, template: Path, source: Path, *, output: Path, formats: tuple[str, ...],
    workers: int | None, seconds: int, memory: int, deadline: int,
    dry_run: bool, resume: bool, only_failed: bool, engine: str, scheduler: str,
    last: Path | None, results: Path | None, log: Path | None,
) -> Outcome:
    """Plan, run, and tell of each unit as it comes."""
    from reportgen.batching import run
    from reportgen.batching.supervise import Limits

    planned = run.plan(
        template, source, output, formats=tuple(dict.fromkeys(formats)) or DEFAULT,
        strict=session.strict, resume=resume, only_failed=only_failed, dry=dry_run,
        workers=workers or 0, world=session.world, last=last, table=results,
        engine=engine, scheduler=scheduler)
    _tell_plan(session, planned)
    session.indent = None
    limits = Limits(workers or 0, seconds, memory << 20, deadline)
    done: list[Result] = []
    alike = Counter[str]()
    begun = time.monotonic()
    _log(log, "", 0, f"开始，{len(planned.tasks)} 个")
    for result in run.run(planned, limits):
        done.append(result)
        _log(log, result.unit, result.code, result.state.value,
             *dict.fromkeys(each.code for each in result.findings))
        if not dry_run:
            session.untouched = f"做好的 {sum(not each.code for each in done)} 个单位留着，" \
                "用 --resume 接着做"
        took = time.monotonic() - begun
        if session.json:
            session.tell({"time": round(took, 3), **result.line()})
            session.out.flush()
        else:
            _tell(session, result, alike)
            _status(session, planned, len(done), took)
    outcome = _outcome(session, done, run.compared(planned, done), planned, dry_run)
    _log(log, "", outcome.family.value if outcome.family else 0, "做完")
    return outcome


def _log(path: Path | None, unit: str, code: int, *words: str) -> None:
    """A line of the log, written at once: time, unit ("-" for all), exit code, what for."""
    if path is None:
        return
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    line = "\t".join((now, visible(unit) or "-", str(code), *words))
    append(path, f"{line}\n".encode("utf-8", "replace"))


def _tell_plan(session: Session, planned: Plan) -> None:
    """What is to be done, before it is."""
    if session.quiet or session.json:
        return
    kept = f"，{len(planned.kept)} 个没有变，跳过" if planned.kept else ""
    session.err.print(f"{len(planned.tasks)} 个单位要做{kept}；约 {planned.estimate:.0f} 秒。")
    for name, lack in list(planned.missing.items())[:_SHOWN]:
        session.err.print(f"  {name}缺：{'、'.join(lack)}")
    if (more := len(planned.missing) - _SHOWN) > 0:
        session.err.print(f"  还有 {more} 个单位缺数。")


def _tell(session: Session, result: Result, alike: Counter[str]) -> None:
    """One unit that failed; of many in the same trouble the first, all of them at the end."""
    if not result.code:
        return
    first = next((each for each in result.findings if each.is_error), None)
    why = f"[{first.code}] {first.message}" if first else ""
    alike[why] += 1
    if alike[why] <= _ALIKE:
        session.err.print(f"{result.state.value}：{result.unit} {why}")
    elif alike[why] == _ALIKE + 1:
        session.err.print("  还有这样的，做完时一起说。")


def _status(session: Session, planned: Plan, count: int, took: float) -> None:
    """How far it has come."""
    total, made = len(planned.tasks) + len(planned.kept), count - len(planned.kept)
    if made > 0 and not session.quiet:
        session.err.status(f"{count}/{total}，每秒 {made / took:.1f} 个，"
                           f"还要约 {(total - count) * took / made:.0f} 秒")


def _outcome(
    session: Session, done: list[Result], across: tuple[Finding, ...], planned: Plan, dry: bool,
) -> Outcome:
    """How it went: the states counted, findings by code, the gravest family."""
    from reportgen.batching.results import together

    order = {unit.name: at for at, unit in enumerate(planned.units)}    # not as they ended
    done = sorted(done, key=lambda each: order.get(each.unit, len(order)))
    states = Counter(each.state.value for each in done)
    beside = tuple(each.diagnostic for each in across)
    codes = Counter(found.code for each in done for found in each.findings)
    codes.update(each.code for each in beside)
    text = "，".join(f"{state} {count} 个" for state, count in states.items()) or "没有要做的"
    where = "" if dry else f"；见 {place_of(planned.table)}"
    told = "".join(f"\n  {code} {count} 次" for code, count in sorted(codes.items()))
    data = {"states": dict(states), "codes": dict(codes), "across": [
        {"units": each.units, **each.diagnostic.data} for each in across],
        "table": None if dry else str(planned.table)}
    code = max((each.code for each in done), default=0)
    if not code:
        return session.done(f"{text}{where}{told}", data, (*planned.found, *beside))
    if not (session.json or session.quiet):
        session.out.print(f"{text}{where}{told}")
    errors = together((each.unit, found) for each in done for found in each.findings
                      if found.is_error)
    return Outcome("", data, (*planned.found, *beside, *errors), Family(code))
