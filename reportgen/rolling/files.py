"""The files of the next issue: changes gathered by file, put into text or into a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Sink, Span, failure
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.excel.cells import TO_FILL, Address, cell_span, place_of, telling
from reportgen.excel.marks import SUFFIXES, unmarked
from reportgen.excel.read import DESCRIPTION
from reportgen.excel.refilling import New, formulas, refilled, stored
from reportgen.excel.xlsx import read_sheets
from reportgen.facts.model import Dataset
from reportgen.facts.survey import Survey
from reportgen.rolling.entries import Entries
from reportgen.rolling.story import look
from reportgen.rolling.tables import Tables, cell_key
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import FILLED, MOVED, Change, Point, Pool
from reportgen.sources.nodes import Entry, ListNode, MapNode, Node
from reportgen.sources.splicing import spliced
from reportgen.sources.table import read_csv
from reportgen.sources.text import decode
from reportgen.world import World

_KEPT = (".yaml", ".yml")       # profiles: the same in every issue
_DECORATIVE = re.compile(r"\s*装饰\s*[:：]\s*是\s*")
_PHOTO, _FENCE = "```照片", "```"
_FORMULA = 8_192        # characters: Excel takes no more
_FILE = re.compile(r"文件\s*[:：]\s*[\"']?([^\"',}\n]+)")
SheetKey = tuple[str, str]


@dataclass(slots=True)
class Rolls:
    """The changes of all files, as they are found."""

    turn: Turn
    pool: Pool
    survey: Survey
    world: World
    sink: Sink
    changes: list[Change] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    by_file: dict[Path, list[Change]] = field(default_factory=dict)
    books: dict[Path, bytes] = field(default_factory=dict)

    def take(self, path: Path, changes: Iterable[Change]) -> None:
        """Changes of a file."""
        found = list(changes)
        self.changes += found
        self.by_file.setdefault(path, []).extend(found)

    def facts(self, dataset: Dataset) -> None:
        """What becomes of the facts' files. Raises E0189 for a workbook that cannot be patched."""
        wide = {(slot.cell.span.file, slot.cell.span.sheet) for slot in self.survey.slots}
        found: dict[SheetKey, dict[Address, str]] = {}
        for path in self.survey.files:
            self.by_file.setdefault(path, [])
            if path.suffix.lower() in BOOKS:
                if path.suffix.lower() not in SUFFIXES:
                    raise failure("E0189", f"“{path.name}”改不了：只有 .xlsx、.xlsm、.csv 可以",
                                  Span(str(path)), "用 Excel 或 WPS 打开，另存为 .xlsx，换下原来的")
                with telling(str(path), "E0189", "改不了"):
                    self.books[path] = unmarked(self.world.read(path))
                    found |= {(str(path), name): cells
                              for name, cells in formulas(self.books[path]).items()}
        cells = {cell_key(fact): fact for fact in dataset}
        tables = Tables(self.turn, self.pool, cells, found, self.sink)
        moved = list(tables.changes(self.survey.slots))
        self.points += tables.points
        for path in self.survey.files:
            self.take(path, [each for each in moved if each.span.file == str(path)])
        for path, mapping in self.survey.files.items():
            self.entries(path, _without(mapping, wide), found)
            self.heads(path)
            self.words(path)
        self.stale(tables, found)

    def entries(
        self, path: Path, mapping: MapNode, found: Mapping[SheetKey, Mapping[Address, str]],
    ) -> None:
        """What becomes of a file's entries, but where a formula stands."""
        table = path.suffix.lower() not in _KEPT
        lines = () if path in self.books else decode(
            self.world.read(path), str(path), Sink(), wide=table).split("\n")
        if table:       # titles and the like stand in cells: `heads`; not a period that is told
            mapping = MapNode(tuple(each for each in mapping.entries if each.key.text == "事实" or (
                each.key.text == "期间" and each.key.span != each.value.span)), mapping.span)
        entries = Entries(self.turn, self.pool, lines, self.sink)
        made = entries.changes(mapping)
        self.take(path, [each for each in made if not each.span.cell or place_of(each.span.cell)
                         not in found.get((each.span.file, each.span.sheet), {})])
        self.points += entries.points

    def heads(self, path: Path) -> None:
        """The texts above a table that name the period: its titles, what is said of it."""
        done = {each.span for each in self.by_file[path]}
        lines = {slot.head.cell.span for slot in self.survey.slots if slot.line}
        first = self.first_rows(path)
        for span, text in self.texts(path):
            top = first.get(span.sheet, 0)
            if span in done or span in lines:
                continue
            told = self.turn.title(text)
            if told != text and (span.line < top or span.sheet == DESCRIPTION):
                self.take(path, [Change(MOVED, span, "标题", text, told)])
            else:
                look(text, span, self.turn, self.sink)

    def words(self, path: Path) -> None:
        """What had to be filled beside the values of a table: choices, days. It has to be again."""
        slots = {slot.cell.span for slot in self.survey.slots}
        wide = {span.sheet for span in slots if span.file == str(path)}
        first = self.first_rows(path)
        for sheet in read_sheets(self.books[path]) if path in self.books else ():
            for (row, column), cell in sorted(sheet.cells.items()):
                span = cell_span(str(path), sheet.name, row, column)
                if sheet.name in wide and span not in slots and row >= first[sheet.name] and any(
                        top <= row <= bottom and left <= column <= right
                        for top, left, bottom, right in sheet.to_fill):
                    self.take(path, [Change(FILLED, span, "", cell.text, "")])

    def first_rows(self, path: Path) -> dict[str, int]:
        """The first row of each table's body, by its sheet."""
        found: dict[str, int] = {}
        mapping = self.survey.files[path]
        spans = [slot.cell.span for slot in self.survey.slots if slot.cell.span.file == str(path)]
        spans += [fact.span for fact in mapping.items("事实")]
        for span in spans:
            found[span.sheet] = min(span.line, found.get(span.sheet, span.line))
        return found

    def texts(self, path: Path) -> Iterator[tuple[Span, str]]:
        """The texts of a table's file with their places."""
        if path.suffix.lower() in _KEPT:
            return
        if path not in self.books:
            text = decode(self.world.read(path), str(path), Sink(), wide=True)
            for line in read_csv(text, str(path), Sink()) or ():
                yield from ((cell.span, cell.text) for cell in line.cells if cell.text)
            return
        names = {*self.first_rows(path), DESCRIPTION}
        for name in names:
            for (row, column), value in sorted(stored(self.books[path], name).items()):
                if isinstance(value, str):
                    yield cell_span(str(path), name, row, column), value

    def stale(self, tables: Tables, found: Mapping[SheetKey, Mapping[Address, str]]) -> None:
        """W0194 for formulas of which nothing changes: they give the old figures again."""
        changed = {(each.span.sheet, place_of(each.span.cell)) for each in self.changes
                   if each.span.cell}
        for slot in self.survey.slots:
            span = slot.cell.span
            if not span.cell or slot.line or not any(tables.cell(slot)):
                continue
            cells = found.get((span.file, span.sheet), {})
            if (text := cells.get(place_of(span.cell))) and _REFERENCE.search(text) \
                    and not _reaches(text, span.sheet, changed, {
                        key[1]: each for key, each in found.items() if key[0] == span.file}):
                told = f"“{slot.name}”的公式 ={text[:40]} 用到的格没有动，算出来的还是上期的数"
                self.sink.warning("W0194", told, span, "改它用到的数，或换一个公式")

    # ---------------------------------------------------------------------------- files

    def made(self, story: Path, *, proof: bool = False) -> dict[str, bytes]:
        """The files that change, by name; as a `proof`, what is to be typed is still the old."""
        made = {}
        for path in dict.fromkeys((story, *self.survey.files)):
            data, changes = self.world.read(path), [
                each for each in self.by_file.get(path, []) if not (proof and each.kind == FILLED)]
            if path in self.books:
                with telling(str(path), "E0189", "改不了"):
                    made[path.name] = self.book(path, changes, proof=proof)
            else:
                text = decode(data, str(path), Sink(), wide=path.suffix.lower() not in _KEPT)
                table = path.suffix.lower() in {".csv", ".tsv"}
                made[path.name] = spliced(data, text, [
                    (each.span, _typed(each) if table else each.new) for each in changes])
        return made

    def files(self, folder: Path, story: Path) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """The files of the next issue by name, and the names of what stays behind."""
        made = self.made(story)
        standing = _standing(decode(self.world.read(story), str(story), Sink()))
        left = []
        for name in self.world.names_in(folder):
            if name in made or name.startswith((".", "~$")) or "（核对）." in name:
                continue
            inside = [each for each in standing if each == name or each.startswith(f"{name}/")]
            if Path(name).suffix.lower() in _KEPT and self.world.is_file(folder / name):
                made[name] = self.world.read(folder / name)
            elif inside:
                made |= {each: self.world.read(folder / each) for each in inside
                         if self.world.is_file(folder / each)}
                left += [name] * self.world.is_dir(folder / name)
            else:
                left.append(name)
        return made, tuple(left)

    def book(self, path: Path, changes: Iterable[Change], *, proof: bool) -> bytes:
        """A workbook with its changes in it."""
        cells: dict[str, dict[Address, New]] = {}
        blank: dict[str, list[Address]] = {}
        for each in changes:
            sheet, at = each.span.sheet, place_of(each.span.cell)
            if each.kind == FILLED:
                blank.setdefault(sheet, []).append(at)
            value = None if each.kind == FILLED else each.number if each.number is not None \
                else each.new or None
            cells.setdefault(sheet, {})[at] = New(value, each.like)
        return refilled(self.books[path], cells, None if proof else blank)


def _typed(change: Change) -> str:
    """What is written into a cell of a text file."""
    if change.kind == FILLED and not change.new:
        return TO_FILL
    return f"{change.number:f}" if change.number is not None else change.new


def _without(mapping: MapNode, wide: set[SheetKey]) -> MapNode:
    """A file's entries but those that statistics tables were made into."""
    def kept(node: Node) -> Node:
        if not isinstance(node, ListNode):
            return node
        return ListNode(tuple(each for each in node.items
                          if (each.span.file, each.span.sheet) not in wide), node.span)

    return MapNode(tuple(Entry(each.key, kept(each.value)) for each in mapping.entries),
                  mapping.span)


def _standing(text: str) -> list[str]:
    """The pictures that only decorate: they stand in every issue."""
    found: list[str] = []
    fence: list[str] | None = None
    for line in map(str.rstrip, text.splitlines()):
        if line == _PHOTO:
            fence = []
        elif line == _FENCE and fence is not None:
            if any(map(_DECORATIVE.fullmatch, fence)):
                found += [each[1].strip() for each in map(_FILE.search, fence) if each]
            fence = None
        elif fence is not None:
            fence.append(line)
    return found


_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'!|([\w.]+)!)?\$?([A-Z]{1,3})\$?(\d{1,7})"
                        r"(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\w(])")


def _reaches(
    formula: str, sheet: str, changed: set[tuple[str, Address]],
    formulas_: Mapping[str, Mapping[Address, str]],
) -> bool:
    """Whether a formula is computed of a cell that changes, if through other formulas."""
    waiting, seen = [(sheet, formula)], set[tuple[str, Address]]()
    while waiting:
        here, text = waiting.pop()
        if len(text) > _FORMULA:
            return True
        for quoted, bare, left, top, right, bottom in _REFERENCE.findall(text):
            there = quoted.replace("''", "'") or bare or here
            first = place_of(f"{left}{top}")
            last = place_of(f"{right}{bottom}") if right else first
            if any(name == there and first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]
                   for name, at in changed):
                return True
            for at, inner in formulas_.get(there, {}).items():
                if first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1] \
                        and (there, at) not in seen:
                    seen.add((there, at))
                    waiting.append((there, inner))
    return False

