"""Beginning: an office's folder, an issue to begin with, from what the package brings along."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Family, Sink, Span, failure
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import FILE, Office
from reportgen.office.read import read_office
from reportgen.office.retention import PERIODS, read_retention
from reportgen.recording_world import RecordingWorld
from reportgen.sources.table import delimiter_of, read_csv
from reportgen.sources.text import decode
from reportgen.world import PACKAGE, PACKAGED, World, name_problem

TEMPLATES = PACKAGE / "templates"
FIRST = "2026年第1期"      # by the day of the sample: a name that the next one follows from
ROWS = "甲镇,乙镇,丙镇"
COLUMNS = "固定资产投资（万元）,同比（%）,粮食产量（吨）,新增企业（家）,森林覆盖率（%）"
# Names are ASCII in the package, for archives that know no other; the reader's copy is Chinese.
_ISSUE = {"facts.yaml": "facts.yaml", "briefing.md": "briefing.md", "readme.txt": "说明.txt"}
_OFFICE = {"office.yaml": FILE, "profile.yaml": "本单位.yaml",
           "retention.csv": "保管期限表.csv", "book.csv": "通讯录.csv"}
_BOOK = {"briefing.md": "briefing.md", "readme.txt": "说明.txt"}
_PLAIN = re.compile(r"[\w（）]+")
_UNIT, _FONDS, _RETENTION, _PROFILE, _HEAD, _BY = (
    re.compile(f"(?m)^{key}[^\\r\\n]*") for key in (
        "单位:", "(?:# *)?全宗号:", "(?:# *)?保管期限表:", "版式:", "报头:", "编发单位:"))
_WIDEST = 14        # characters of a unit that a masthead has room for


def sample(folder: Path, unit: str = "") -> dict[Path, bytes]:
    """An issue that can be built at once, to be changed; told a unit, it is issued by that."""
    made, path = _copied("briefing", _ISSUE, folder), folder / "briefing.md"
    if unit := unit.strip():
        head = _quoted(f"{unit if len(unit) <= _WIDEST else ''}工作简报")
        text = _HEAD.sub(lambda _: f"报头: {head}", made[path].decode(), count=1)
        made[path] = _BY.sub(lambda _: f"编发单位: {_quoted(unit)}", text, count=1).encode()
    return made


def office(folder: Path, unit: str = "", fonds: str = "") -> dict[Path, bytes]:
    """An office's files; told no unit, those of a made-up one. Raises E0182 for another 全宗号."""
    made = _copied("office", _OFFICE, folder)
    text = made[folder / FILE].decode()
    if unit.strip():
        text = _UNIT.sub(lambda _: f"单位: {_quoted(unit.strip())}", text)
    if fonds.strip():
        text = _FONDS.sub(lambda _: f"全宗号: {_quoted(fonds.strip())}", text)
    made[folder / FILE] = text.encode()
    read_office(folder, MemoryWorld(dict(made.items())))
    return made


def found(parent: Path, name: str, world: World, unit: str = "", fonds: str = "") -> Path:
    """Make an office's folder with an issue to begin with. Raises E0907, E0908, E0182."""
    if problem := name_problem(name):
        raise failure("E0907", f"不能用“{name[:80]}”作文件夹名：{problem}", NOWHERE,
                      "只写名称，不写路径，如 我的单位")
    folder = parent / name
    if world.is_file(folder) or world.is_dir(folder):
        raise failure("E0908", f"“{name}”已经有了，没有动它", NOWHERE, "换一个名称")
    world.write_all({**office(folder, unit, fonds), **sample(folder / FIRST, unit)})
    return folder


def number(folder: Path, fonds: str, world: World) -> None:
    """Write the 全宗号 into the file of an office that has none; all else stays as it is.

    Raises E0182 for what is none, what reading and writing raise.
    """
    office(folder, fonds=fonds)
    world.write_all(_with_line(folder, _FONDS, f"全宗号: {_quoted(fonds.strip())}", world))


def retain(unit: Office, category: str, period: str, basis: str, world: World) -> Path:
    """Add a 类别 to the 保管期限表 of an office, in a row behind the others; all else stays.

    Where the table is. One that is not there is begun, and named in office.yaml. Raises E0185
    where that is not told, or the table is a workbook; E0186 it has that 类别; what reading it
    raises.
    """
    row = {"类别": category.strip(), "保管期限": period, "依据": basis.strip()}
    path = unit.path(unit.retention or _OFFICE["retention.csv"])
    if not row["类别"] or period not in PERIODS:
        raise failure("E0185", "没有写类别和保管期限，期限不能代拟", Span(str(path)),
                      f"照批准的表写；期限是{'、'.join(PERIODS)}")
    if path.suffix.lower() != ".csv":
        raise failure("E0185", f"保管期限表是“{path.name}”，这里只会在 CSV 里加一行",
                      Span(str(path)), "打开它，照批准的表加一行，存盘")
    known = read_retention(unit, world).periods if world.is_file(path) and unit.retention else {}
    if row["类别"] in known:
        raise failure("E0186", f"表里已经有“{row['类别']}”：{known[row['类别']].name}",
                      Span(str(path)), "批准的期限改了，打开表改那一行")
    made = {} if unit.retention else _with_line(
        unit.folder, _RETENTION, f"保管期限表: {path.name}", world)
    data = world.read(path) if world.is_file(path) else PACKAGED.read(
        TEMPLATES / "office" / "retention.csv")
    made[path] = _with_row(data, path, row)
    tried = RecordingWorld(world)
    tried.write_all(made)
    read_retention(read_office(unit.folder, tried), tried)
    world.write_all(made)
    return path


def _with_row(data: bytes, path: Path, row: Mapping[str, str]) -> bytes:
    """A table with a row behind the others, in its own encoding, line ends and columns."""
    sink, out = Sink(), StringIO()
    text = decode(data, str(path), sink)
    rows = read_csv(text, str(path), sink)
    sink.raise_errors(Family.INPUT)
    heads, count = ([cell.text for cell in rows[0].cells], len(rows)) if rows else ([], 0)
    if left := [f"“{head}”" for head, cell in row.items() if cell and head not in heads]:
        raise failure("E0185", f"保管期限表里没有这几列：{'、'.join(left)}", Span(str(path), 1, 1),
                      "补上列名，存盘，再加")
    end = "\r\n" if b"\r\n" in data else "\n"
    out.write("" if text.endswith("\n") else end)
    cells = {"序号": str(count), **row}
    csv.writer(out, delimiter=delimiter_of(text), lineterminator=end).writerow(
        [cells.get(head, "") for head in heads])
    gb = any(each.code == "I0106" for each in sink)
    return data + out.getvalue().encode("gb18030" if gb else "utf-8")


def _with_line(
    folder: Path, key: re.Pattern[str], line: str, world: World,
) -> dict[Path, bytes]:
    """office.yaml with a key of its own line, in its place or behind the others."""
    path, sink = folder / FILE, Sink()
    data = world.read(path)
    decode(data, str(path), sink)
    sink.raise_errors()
    text = data.decode()
    made, there = key.subn(lambda _: line, text, count=1)
    if not there:
        end = "\r\n" if "\r\n" in text else "\n"
        made = f"{text}{'' if text.endswith(end) else end}{line}{end}"
    return {path: made.encode()}


def settle(folder: Path, unit: str, fonds: str, world: World) -> Path:
    """Make the folder that issues lie in an office's: they look as before. Where its file is.

    Raises E0901 without a unit's name, E0908 where it is one, E0182.
    """
    if not unit.strip():
        raise failure("E0901", "没有写单位名称", NOWHERE, "写全称，如 示例镇人民政府办公室")
    path = folder / FILE
    if world.is_file(path):
        raise failure("E0908", f"已经有 {FILE}，没有动它", Span(str(path)), "在里面改")
    made = office(folder, unit, fonds)
    text = _PROFILE.sub("# 版式: 本单位.yaml", made[path].decode())
    world.write_all({path: text.encode()} | {
        each: data for each, data in made.items()
        if each.suffix == ".csv" and not world.is_file(each)})
    return path


def to_fill(folder: Path, rows: Sequence[str], columns: Sequence[str]) -> dict[Path, bytes]:
    """A workbook to be filled and the narrative for it. Raises E0901 for none to be filled."""
    from reportgen.facts.blank_book import FILE as BOOK
    from reportgen.facts.blank_book import blank_book

    sink = Sink()
    book = blank_book(rows, columns, sink) if rows and columns else None
    sink.raise_errors(Family.INPUT)
    if book is None or not book.indicators:
        raise failure("E0901", "台账要有行，有填数的列", NOWHERE, f"--rows {ROWS}",
                      f"--columns {COLUMNS}")
    made = _copied("workbook", _BOOK, folder)
    text = made[folder / "briefing.md"].decode()
    for key, value in (("各行", book.kind), ("列", ", ".join(map(_quoted, book.columns))),
                       ("指标", book.indicators[0]), ("名称", _quoted(book.indicators[0]))):
        text = text.replace(f"〔{key}〕", value)
    return {folder / BOOK: book.data, **made, folder / "briefing.md": text.encode()}


def _copied(template: str, files: Mapping[str, str], folder: Path) -> dict[Path, bytes]:
    return {folder / target: PACKAGED.read(TEMPLATES / template / source)
            for source, target in files.items()}


def _quoted(name: str) -> str:
    """A name as YAML takes it in a list."""
    return name if _PLAIN.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
