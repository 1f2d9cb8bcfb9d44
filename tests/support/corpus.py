"""Bad and good sentences, by rule, and how many of each the checks tell apart.

`tests/corpus/RULE.md` has a bad and a good half. A line `- …` is one item; so is what stands
between two lines `~~~`: paragraphs, a table, a whole briefing with its own front matter. A fence
`yaml` holds the facts, a fence `报头` the front matter, of the items below it in the same half.
`unseen` holds others of the same form, which no rule was ever changed after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from reportgen.charts.kinds import shares
from reportgen.checks import registry
from reportgen.checks.charts.specs import series_charts
from reportgen.checks.registry import Need
from reportgen.diagnostics import ReportError, Sink
from reportgen.facts.read import read_facts
from reportgen.frozen import frozen
from reportgen.inspection import CHECKS
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.compose import compose
from reportgen.narrative.fill.lookup import Lookup
from reportgen.narrative.read import read_narrative
from reportgen.style.profile import Profile, load_profile, named

FOLDER = Path(__file__).resolve().parents[1] / "corpus"
UNSEEN = FOLDER / "unseen"
ERROR, WARNING, UNCHECKED = "错误", "提醒", "不查"
HALVES = {"## 坏": False, "## 好": True}
FACTS = {"标题": "示例县2025年10月", "期间": "2025年10月"}
FRONT = {"报头": "示例县统计简报", "期号": "10", "编发单位": "示例县人民政府办公室",
         "日期": "2025-11-12", "标题": "示例县经济运行情况"}
# typed numbers, and facts that are not printed, are of no matter here
IGNORED = {"W0330", "I0401", "W0401"}
_CIRCLES = {"环", "饼", "占比"}
FILLER = "- {编号: 未用, 名称: 未用的数, 数值: 7家}\n"


@frozen
class Item:
    """One sentence, or one table, that is right or wrong by one rule."""

    rule: str
    good: bool
    number: int          # in its half, from 1
    text: str
    facts: str = ""
    front: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {'好' if self.good else '坏'}{self.number}"


@frozen
class Score:
    """How the items of a rule came out; of all rules, under the name 全部."""

    rule: str
    bad: int
    hit: int
    good: int
    alarms: int

    @property
    def recall(self) -> float:
        """How many of the bad were told."""
        return self.hit / self.bad if self.bad else 1.0

    @property
    def precision(self) -> float:
        """How many of those told were bad."""
        told = self.hit + self.alarms
        return self.hit / told if told else 1.0


def items(path: Path) -> Iterator[Item]:
    """What one file of the corpus holds."""
    good, facts, front, number = False, "", "", 0
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line in HALVES:
            good, facts, front, number = HALVES[line], "", "", 0
        elif line == "```yaml":
            facts = _until("```", lines).lstrip("\n")
        elif line == "```报头":
            front = _until("```", lines)
        elif line == "~~~" or line.startswith("- "):
            number += 1
            text = _until("~~~", lines) if line == "~~~" else line[2:] + "\n"
            yield Item(path.stem, good, number, text, facts, front)


def _until(end: str, lines: Iterator[str]) -> str:
    found = []
    for line in lines:
        if line == end:
            return "\n".join(found) + "\n"
        found.append(line)
    raise ValueError(f"no end: {end} after {found[:1]}")


def _files(folder: Path = FOLDER) -> list[Path]:
    """The rules' own: `beyond.md` says what no program can tell."""
    return [path for path in sorted(folder.glob("*.md")) if path.stem in codes()]


def everything(folder: Path = FOLDER) -> list[Item]:
    """The whole corpus, or the unseen one."""
    return [item for path in _files(folder) for item in items(path)]


@cache
def codes() -> Mapping[str, Mapping[str, Any]]:
    """The rules of the corpus: what each says, and the codes that tell it."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (FOLDER / "codes.yaml").read_text(encoding="utf-8"))
    return found


def _dataset(facts: str) -> str:
    own = facts if facts and not facts.startswith("- ") else f"事实:\n{facts or FILLER}"
    keys = {line.partition(":")[0] for line in own.splitlines()}
    return "".join(f"{key}: {value}\n" for key, value in FACTS.items() if key not in keys) + own


def _briefing(item: Item) -> str:
    if item.text.startswith("---\n"):
        return item.text
    own = dict(line.split(": ", 1) for line in item.front.splitlines() if line)
    front = "".join(f"{key}: {value}\n" for key, value in {**FRONT, **own}.items())
    return f"---\n{front}---\n\n{item.text}"


def told(item: Item) -> dict[str, str]:
    """The codes that come of an item, each with the words of the first."""
    sink = Sink()
    try:
        _look(item, sink)
    except ReportError as error:
        sink.extend(error.diagnostics)
    return {each.code: each.message for each in reversed(list(sink))}


def _look(item: Item, sink: Sink) -> None:
    world = MemoryWorld({"facts.yaml": _dataset(item.facts).encode()})
    dataset = read_facts(Path("facts.yaml"), world, sink)
    narrative = read_narrative(_briefing(item), "b.md", sink, lookup=Lookup(dataset, sink, False))
    sink.raise_errors()
    document = compose(narrative, dataset, sink)
    sink.raise_errors()
    profile = _profile(narrative.front.profile)
    given = {Need.DATASET: dataset, Need.DOCUMENT: document, Need.PROFILE: profile}
    for spec, _ in series_charts(document):
        if spec.kind in _CIRCLES:       # what only drawing tells
            shares.check(spec)
    registry.run(CHECKS, sink, given, {})


@cache
def _profile(name: str) -> Profile:
    return load_profile(named(name))


def misses(found: Mapping[Item, Collection[str]]) -> Iterator[Item]:
    """Which items come out wrong: a bad one needs a code of its rule; a good one has to come off
    without one, and without an error or a warning of any other rule. A rule that is not checked
    has no bad ones."""
    own = {rule: {*row["代码"]} for rule, row in codes().items()}
    every = {code for some in own.values() for code in some if code[0] != "I"}
    for item, said in found.items():
        mine = own[item.rule]
        if (mine | every) & {*said} if item.good else mine and not mine & {*said}:
            yield item


def scores(found: Mapping[Item, Collection[str]]) -> list[Score]:
    """By rule, then the errors, the warnings, and all."""
    wrong = {*misses(found)}

    def score(name: str, rules: Collection[str]) -> Score:
        chosen = [item for item in found if item.rule in rules]
        bad = sum(not item.good for item in chosen)
        return Score(name, bad, bad - sum(not item.good for item in chosen if item in wrong),
                     len(chosen) - bad, sum(item.good for item in chosen if item in wrong))

    of = {level: [rule for rule, row in codes().items() if row["级"] == level]
          for level in (ERROR, WARNING)}
    return [*(score(rule, (rule,)) for level in of for rule in of[level]),
            *(score(level, of[level]) for level in of),
            score("全部", [rule for level in of for rule in of[level]])]


def sums(found: Mapping[Item, Collection[str]]) -> list[Score]:
    """The errors, the warnings, and all: not by rule, so that none is fitted to the unseen."""
    return scores(found)[-3:]


def titles() -> dict[str, str]:
    """What each rule says, as its file is headed."""
    return {path.stem: path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
            for path in _files()}


def table(measured: Iterable[Score]) -> str:
    """The scores for a page of the documentation."""
    said, rows = titles(), codes()
    lines = ["| 说的是 | 级 | 代码 | 坏的 | 说出 | 好的 | 误报 | 查全 | 查准 |", "|" + "---|" * 9]
    for each in measured:
        row = rows.get(each.rule, {"级": "", "代码": ()})
        lines.append(
            f"| {said.get(each.rule, each.rule)} | {row['级']} | {'、'.join(row['代码'])} "
            f"| {each.bad} | {each.hit} | {each.good} | {each.alarms} "
            f"| {each.recall:.2f} | {each.precision:.2f} |")
    return "\n".join(lines) + "\n"
