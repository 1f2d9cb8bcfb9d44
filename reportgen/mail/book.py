"""通讯录: who gets what, with the place of each row.

CSV (UTF-8, GB18030) or a workbook, with its column heads, or YAML: a list with the same keys.
A workbook is read as the office sees it: hidden rows and struck text are nobody's, a merged unit
is that of all its rows. Other columns, as of telephone numbers, may stand in it. A row without an
address is of somebody who gets paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.diagnostics import Family, Sink, Span, failure
from reportgen.excel.cells import SUFFIXES
from reportgen.excel.read import visible_rows
from reportgen.frozen import frozen
from reportgen.mail.address import key, problem
from reportgen.mail.model import FORMATS, ROLES, Recipient
from reportgen.office.model import FILE, Office
from reportgen.sources import nodes
from reportgen.sources.nearest import asked_key
from reportgen.sources.table import Cell, Record, Row, read_csv, records
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import World

_HEADS = {
    "单位": ("单位", "单位名称"), "姓名": ("姓名", "名称", "联系人"),
    "邮箱": ("邮箱", "电子邮箱", "邮件", "电子邮件", "E-mail", "Email"), "类别": ("类别",),
    "格式": ("格式",), "简称": ("简称",),
}
_KEYS = {word: key for key, words in _HEADS.items() for word in words}
_NEEDED = ("单位", "邮箱", "类别")
_TITLES = 5     # rows that may stand above the heads: the title of the sheet, a date
_Rows = Iterator[tuple[Mapping[str, Cell], Span]]


@frozen
class Book:
    """The rows of a book in their order, one for each mailbox; `found` is what is remarkable."""

    file: str
    recipients: tuple[Recipient, ...]
    found: Sink


def read_book(office: Office, world: World) -> Book:
    """The book of an office. Raises `ReportError` (INPUT) with all that is wrong.

    E1301 there is none, or none that is read; E1302 an address that is none, E1303 a row that is
    not whole; W1304 a mailbox that stands there twice.
    """
    if not office.book:
        raise failure("E1301", "没有写通讯录", Span(str(office.folder / FILE)),
                      "把通讯录存成 CSV，文件名写在“通讯录”后面")
    path, sink = office.path(office.book), Sink()
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise failure("E1301", f"通讯录“{path.name}”不是工作簿、CSV、YAML 文件",
                      Span(str(path)), "用 Excel 或 WPS 另存为 .xlsx")
    rows = list(read(world.read(path), str(path), sink))
    found = [one for row in rows if (one := _recipient(*row, sink)) is not None]
    sink.raise_errors(Family.INPUT)
    return Book(str(path), tuple(_once(found, sink)), sink)


def _csv(data: bytes, file: str, sink: Sink) -> _Rows:
    return _table(read_csv(decode(data, file, sink), file, sink), sink)


def _workbook(data: bytes, file: str, sink: Sink) -> _Rows:
    return _table(visible_rows(data, file, sink), sink)


def _table(rows: Sequence[Row] | None, sink: Sink) -> _Rows:
    if not rows:
        return
    top = next((at for at, row in enumerate(rows[:_TITLES]) if not _lacking(row)), 0)
    heads, *rest = rows[top:]
    for needed in _lacking(heads):
        sink.error("E1301", f"通讯录没有“{needed}”这一列", heads.span,
                   *asked_key(needed, [cell.text for cell in heads.cells]),
                   "第一行写列名：单位,姓名,邮箱,类别,格式")
    if sink.has_errors:
        return
    for row, record in zip(rest, records(heads, rest, sink) or (), strict=False):
        yield _known(record), row.span


def _lacking(row: Row) -> list[str]:
    heads = {_key(cell.text) for cell in row.cells}
    return [needed for needed in _NEEDED if needed not in heads]


def _yaml(data: bytes, file: str, sink: Sink) -> _Rows:
    node = read_yaml(decode(data, file, sink), file, sink)
    rows = node.items if isinstance(node, nodes.ListNode) else ()
    if not rows and not sink.has_errors:
        sink.error("E1301", "通讯录应当是一个列表", Span(file),
                   "每人一项：- {单位: …, 邮箱: …, 类别: 发}")
    for row in rows:
        pairs = [(entry.key.text, entry.value) for entry in row.entries] \
            if isinstance(row, nodes.MapNode) else []
        yield _known(tuple((name, Cell(value.text.strip(), value.span)) for name, value in pairs
                           if isinstance(value, nodes.Scalar))), row.span


_READERS = {".csv": _csv, ".yaml": _yaml, ".yml": _yaml, **dict.fromkeys(SUFFIXES, _workbook)}


def _known(record: Record) -> Mapping[str, Cell]:
    return {key: cell for name, cell in record if (key := _key(name))}


def _key(head: str) -> str:
    return _KEYS.get("".join(head.split()), "")     # 单　位, as heads are spread to look alike


def _recipient(row: Mapping[str, Cell], span: Span, sink: Sink) -> Recipient | None:
    """A row as a recipient; None where it is wrong, which is told."""
    told = {name: cell.text for name, cell in row.items()}
    for needed in ("单位", "类别"):
        if not told.get(needed):
            sink.error("E1303", f"这一行没有“{needed}”", span,
                       "填上；合并的单元格存成 CSV 以后，每一行都要写")
            return None
    if told["类别"] not in ROLES:
        sink.error("E1303", f"“类别”不能写“{told['类别']}”", row["类别"].span, "写 报、送 或 发")
    address = told.get("邮箱", "")
    wrong, meant = problem(address) if address else ("", "")
    if wrong:
        sink.error("E1302", wrong, row["邮箱"].span,
                   f"改成“{meant}”" if meant else "一格一个邮箱，样子是 name@example.invalid")
    return Recipient(told["单位"], address, told["类别"], told.get("姓名", ""),
                     told.get("简称", ""), _formats(row, sink), span)


def _formats(row: Mapping[str, Cell], sink: Sink) -> tuple[str, ...]:
    if "格式" not in row:
        return (FORMATS["PDF"],)
    cell, found = row["格式"], []
    for word in cell.text.upper().replace("、", " ").replace("，", " ").replace(",", " ").split():
        if word not in FORMATS:
            sink.error("E1303", f"没有“{word}”这种格式", cell.span, "写 PDF、Word、OFD，可以写几种")
        else:
            found.append(FORMATS[word])
    return tuple(role for role in dict.fromkeys(FORMATS.values()) if role in found) \
        or (FORMATS["PDF"],)


def _once(found: Sequence[Recipient], sink: Sink) -> Iterator[Recipient]:
    """One letter to a mailbox, however often it stands there; a second unit's is told."""
    seen: dict[str, Recipient] = {}
    for each in found:
        first = seen.setdefault(key(each.address), each) if each.address else each
        if first is each:
            yield each
        else:
            sink.warning("W1304", f"邮箱“{each.address}”写了两次，只发一封，按“{first.shown}”发",
                         each.span, "删去一行；不是同一个人的，改正邮箱",
                         )
