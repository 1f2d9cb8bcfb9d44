"""Tables: 合计 of rows and of columns, 其中 within what stands above, growth beside its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checks.reckoning.grids import Grid, Line, Number
from reportgen.checks.reckoning.parts import beyond_whole, overlapping
from reportgen.checks.reckoning.roles import comparable, constant
from reportgen.checks.reckoning.ties import DUE
from reportgen.diagnostics import Sink
from reportgen.facts import heads
from reportgen.facts.amount_text import decimal_text
from reportgen.facts.bounds import growth, slipped, total
from reportgen.facts.scale import rounded_like
from reportgen.patterns import late

_ROUNDED = late("四舍五入|取整|舍入|尾数|合计数.{0,6}不等")
_NOT_ALL = late("部分|主要|前[一二三四五六七八九十\\d]|重复|去重|交叉|不含|未含|另有")
_TOTAL = late("(?:前[两二三四]个?季度|[上下]半年|全年|[\\d—–~～-]+月)?(?:合计|总计|小计|共计)")
_MADE_UP = tuple(tuple(map(late, row)) for row in (
    ("总数|总?人口|总人数", "男性?", "女性?"),
    ("(?:期末|年末|月末)(?:数|余额|结存)?", "(?:期初|年初|月初)(?:数|余额|结存)?",
     "(?:本期|本年|本月)?(?:增加|收入|新增|入库)", "(?:本期|本年|本月)?(?:减少|支出|出库)")))
_MADE_OF = late("构成|结构|分布")
_FAR = 120          # %: what is beyond it is no slip, but of several wholes
_RATED = late("([\u4e00-\u9fff]{2})率")
_BASE_WORDS = late("上年|去年|上期|同期")


def totals(grid: Grid, sink: Sink) -> None:
    """E0446, W0447 sums of a table; E0448, W0456 parts; E0440, E0451, E0454 of a row."""
    rounded_off: list[Number] = []
    for whole, sums, name in (*_columns(grid), *_rows(grid), *_balances(grid)):
        _sum(grid, whole, sums, name, rounded_off, sink)
    if rounded_off and not _ROUNDED.search(grid.said):
        sink.warning("W0447", f"{grid.table.label}的分项之和与合计略有出入，没有说明",
                     rounded_off[0].span, "在表注里写：因四舍五入，分项之和与合计略有出入")
    _within(grid, sink)
    _shares(grid, sink)
    if not comparable(grid.said):
        _results(grid, sink)


_Sums = list[list[Number]]       # what may add up to a total


def _sum(  # noqa: PLR0917 - all it takes
    grid: Grid, whole: Number, sums: _Sums, name: str, off: list[Number], sink: Sink
) -> None:
    """Nothing is wrong where any of the sums that may be meant is right."""
    best = [parts for parts in sums if len(parts) > 1]
    if not best or any(parts and sum((part.number for part in parts), Decimal(0)) == whole.number
                       for parts in sums):
        return
    if any(total(part.bounds for part in parts).meets(whole.bounds) for parts in best):
        off.append(whole)
        return
    parts = max(best, key=len)
    if len({each.unit for each in (whole, *parts)}) > 1:
        return
    added = sum((part.number for part in parts), Decimal(0))
    if _NOT_ALL.search(grid.said) and added < whole.number:
        return
    sink.error("E0446", f"{grid.table.label}“{name}”各项加起来是{decimal_text(added)}，"
               f"合计写的是{whole.text}", whole.span, "核对各项和合计；有一项不计入合计的，"
                                                      "在表注里说明",
               related=tuple((part.span, f"这里是{part.text}") for part in parts[:6]))


def _shares(grid: Grid, sink: Sink) -> None:
    """E0449 for shares, with no total below them, that are more than all there is."""
    for column in range(len(grid.heads)) if _MADE_OF.search(grid.said) else ():
        cells = _all([line.cells[column] for line in grid.lines])
        if len(cells) < 3 or not grid.shares(column) or _NOT_ALL.search(grid.said) \
                or any(line.total or line.within or line.part for line in grid.lines) \
                or overlapping([line.name for line in grid.lines]):
            continue
        added = sum((cell.number for cell in cells), Decimal(0))
        if total(cell.bounds for cell in cells).low > 100 and added < _FAR:
            sink.error("E0449", f"{grid.table.label}的各项占比加起来是{decimal_text(added)}%，"
                       "比100%还大", cells[0].span, "核对各个占比；各项互有重叠的，在表注里说明",
                       related=tuple((cell.span, f"这里是{cell.text}") for cell in cells[:6]))


def _columns(grid: Grid) -> Iterator[tuple[Number, _Sums, str]]:
    """The total rows, a column each, with the rows that may be meant."""
    lines = grid.lines
    ends = [at for at, line in enumerate(lines) if line.total or line.within]
    plain = [at for at, line in enumerate(lines) if at not in ends and not line.part]
    within = [at for at in ends if lines[at].within]
    loose = _loose(lines, plain)
    for at in ends:
        before = max((each for each in ends if each < at), default=-1)
        behind = min((each for each in ends if each > at), default=len(lines))
        groups = [[each for each in plain if before < each < at],
                  [each for each in plain if at < each < behind]]
        if not lines[at].within:
            outside = [each for each in plain if within and each > within[-1]]
            groups += [kind for every in (plain, within, sorted((*within, *outside)))
                       for kind in ([one for one in every if one < at],
                                    [one for one in every if one > at])]
            groups += [[one for one in plain if one not in loose[:cut]]
                       for cut in range(1, len(loose) + 1)]
            groups += [[at]] * any(lines[one].part for one in range(loose[-1] + 1, at)) \
                if loose else []
        for column in range(len(grid.heads)):
            whole = lines[at].cells[column]
            if whole is None or not grid.sums(column):
                continue
            made = [_all([lines[each].cells[column] for each in group]) for group in groups]
            yield whole, made, grid.heads[column].cell.text or "合计"


def _loose(lines: Sequence[Line], plain: Sequence[int]) -> list[int]:
    """Rows right behind a first 其中, which may go on with it: 其中：税收, 非税."""
    first = next((at for at, line in enumerate(lines) if line.part), len(lines))
    return [at for at in plain if at > first]


def _all(cells: Sequence[Number | None]) -> list[Number]:
    """The numbers of some cells; what has none counts as nothing."""
    return [cell for cell in cells if cell is not None]


def _rows(grid: Grid) -> Iterator[tuple[Number, _Sums, str]]:
    """The total column, a row each, with the columns that add up to it in most rows."""
    for column, head in enumerate(grid.table.columns):
        if not _TOTAL.fullmatch(head.heading.split("（")[0].replace(" ", "")) \
                or not grid.sums(column):
            continue
        runs = list(_runs(grid, column))
        fits = [(sum(_fits(line, column, run) for line in grid.lines), len(run)) for run in runs]
        if not runs:
            continue
        best = max(fits)
        chosen = [run for run, fit in zip(runs, fits, strict=True) if fit == best]
        sure = best[0] >= max(1, len(grid.lines) // 2) or len(runs) == 1
        for line in grid.lines if sure else ():
            if (whole := line.cells[column]) is not None:
                yield whole, [_all([line.cells[each] for each in run]) for run in chosen], line.name


def _balances(grid: Grid) -> Iterator[tuple[Number, _Sums, str]]:
    """The columns that make up another by what they are called: 总数 of 男 and 女."""
    for whole, *parts in _MADE_UP:
        found = [[at for at in range(len(grid.heads)) if not grid.mixed
                  and pattern.fullmatch(grid.table.columns[at].heading.split("（")[0])]
                 for pattern in (whole, *parts)]
        if any(len(each) != 1 for each in found):
            continue
        for line in grid.lines:
            total_, *cells = (line.cells[at] for (at,) in found)
            if total_ is not None and None not in cells:
                numbers = _all(cells)
                if len(numbers) == 3:
                    last = numbers[-1]
                    numbers[-1] = replace(last, number=-last.number, bounds=-last.bounds)
                yield total_, [numbers], line.name


def _runs(grid: Grid, column: int) -> Iterator[list[int]]:
    """Columns side by side next to a total, of its unit and under its heading."""
    groups = grid.table.columns[column].groups
    for step in (-1, 1):
        run: list[int] = []
        at = column + step
        while 0 <= at < len(grid.heads) and grid.sums(at) \
                and grid.heads[at].unit == grid.heads[column].unit \
                and grid.table.columns[at].groups[: len(groups)] == groups \
                and not heads.is_part(grid.table.columns[at].heading):
            run = sorted((*run, at))
            at += step
            if len(run) > 1:
                yield run


def _fits(line: Line, column: int, run: Sequence[int]) -> bool:
    whole, parts = line.cells[column], _all([line.cells[each] for each in run])
    return whole is not None and len(parts) > 1 \
        and total(part.bounds for part in parts).meets(whole.bounds)


def _within(grid: Grid, sink: Sink) -> None:
    """E0448, W0456: 其中 beyond the row above, one by one and together."""
    whole: Line | None = None
    parts: list[Line] = []
    for line in grid.lines:
        if line.part:
            parts.append(line)
        else:
            _below(grid, whole, parts, sink)
            whole, parts = line, []
    _below(grid, whole, parts, sink)


def _below(grid: Grid, whole: Line | None, parts: Sequence[Line], sink: Sink) -> None:
    for column in range(len(grid.heads)) if whole is not None and parts else ():
        if whole is not None and grid.sums(column) and (number := whole.cells[column]) is not None:
            _parts(grid, whole, number, [(each.name, cell) for each in parts
                                         if (cell := each.cells[column]) is not None], sink)


def _parts(
    grid: Grid, line: Line, whole: Number, parts: Sequence[tuple[str, Number]], sink: Sink
) -> None:
    if any(part.number < 0 for _, part in parts) or whole.number < 0:
        return
    beyond = beyond_whole(whole.bounds, [part.bounds for _, part in parts],
                          [name for name, _ in parts], grid.said)
    if beyond is None:
        return
    code, at = beyond
    what = f"“{parts[at][0]}”是{parts[at][1].text}，比它所在的“{line.name}”" if at >= 0 else \
        f"“{line.name}”的其中各项加起来是" \
        f"{decimal_text(sum((part.number for _, part in parts), Decimal(0)))}，比{whole.text}"
    sink.add(code, f"{grid.table.label}里{what}还大", parts[at][1].span if at >= 0 else whole.span,
             "核对各数" + ("；各项互有重叠的，在表注里说明" if at < 0 else ""),
             related=((whole.span, f"这里是{whole.text}"),) if at >= 0 else tuple(
                 (part.span, f"“{name}”是{part.text}") for name, part in parts))


# ------------------------------------------------------------------------ growth beside values


def _results(grid: Grid, sink: Sink) -> None:
    """E0440 同比 and E0454 完成率 of a row that its own value and base, or plan, contradict."""
    for columns_ in _rated(grid):
        for line in grid.lines:
            _row(grid, line, columns_, "E0454", sink)
    for groups in {column.groups[:1] for column in grid.table.columns}:
        columns = [at for at, column in enumerate(grid.table.columns)
                   if column.groups[:1] == groups]
        of = {at: _kind(grid, at) for at in columns}
        now = [at for at, kind in of.items() if kind == heads.VALUE]
        if len(now) != 1:
            continue
        for result, other, code in ((heads.CHANGES[0], heads.LAST_YEAR, "E0440"),
                                    (heads.DONE, heads.PLAN, "E0454")):
            there = [[at for at, kind in of.items() if kind == each] for each in (result, other)]
            if all(len(each) == 1 for each in there):
                for line in grid.lines:
                    _row(grid, line, (there[0][0], now[0], there[1][0]), code, sink)


def _rated(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """合格率, 合格 and 抽检: a rate, what it is of, and of how many."""
    names = [column.heading.split("（")[0] for column in grid.table.columns]
    for at, name in enumerate(names):
        if found := _RATED.fullmatch(name):
            part = [each for each, of in enumerate(names)
                    if of.removesuffix("数").removeprefix("已") == found[1]]
            due = [each for each, of in enumerate(names) if DUE.fullmatch(of.removesuffix("数"))]
            if len(part) == 1 and len(due) == 1:
                yield at, part[0], due[0]


def _kind(grid: Grid, at: int) -> str:
    """What a column holds: 数值, 上年同期, 同比, 计划, 完成率; "" where it does not say."""
    head, text = grid.heads[at], grid.table.columns[at].heading
    if at == grid.names or text in heads.UNIT or text in heads.INDEX or heads.NOTE & {text}:
        return ""
    name = text.split("（")[0]
    if head.measure != heads.VALUE:
        return head.measure
    if name in heads.UNCLEAR or name.removesuffix("%") in heads.UNCLEAR:
        return heads.CHANGES[0]
    if _BASE_WORDS.match(name):
        return heads.LAST_YEAR if not heads.CHANGE.search(name[2:]) else ""
    years = sorted({each.period for each in grid.heads if each.period[4:] == "年"})
    if head.period and len(years) == 2 and int(years[1][:4]) - int(years[0][:4]) == 1:
        return heads.LAST_YEAR if head.period == years[0] else heads.VALUE
    return heads.VALUE if grid.amounts(at) else "?"


def _row(
    grid: Grid, line: Line, columns: tuple[int, int, int], code: str, sink: Sink
) -> None:
    rate, now, base = (line.cells[each] for each in columns)
    if rate is None or now is None or base is None \
            or grid.heads[columns[0]].unit == "个百分点" or "%" in now.text + base.text \
            or now.unit[1] in {"%", "‰"}:
        return
    if code == "E0440":
        right = growth(now.bounds, base.bounds)
    else:
        ratio = now.bounds.over(base.bounds)
        right = ratio and ratio.times(100)
    if right is None or right.meets(rate.bounds) \
            or (grid.heads[columns[0]].unit != "%" and "%" not in rate.text
                and (now.bounds - base.bounds).meets(rate.bounds)):       # 增减, as an amount
        return
    slip = slipped(right, rate.bounds, 100 if code == "E0440" else 0)
    if constant(line.name) and not slip:
        return
    code = "E0451" if slip and code == "E0440" else code
    shown = rounded_like(right.middle, rate.number)
    sink.error(code, f"{grid.table.label}“{line.name}”的{rate.text}和同一行的数对不上，"
               f"算出来是{decimal_text(shown)}", rate.span,
               "核对单位，差了10的整数次方" if slip else
               "核对这几个数；按可比价、可比口径算的，在表注里说明",
               related=((now.span, f"这里是{now.text}"), (base.span, f"这里是{base.text}")))

