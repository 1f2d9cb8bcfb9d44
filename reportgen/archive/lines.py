"""A record, and where its paper lies, in a line each."""

from __future__ import annotations

from reportgen.archive.record import Record
from reportgen.archive.scans import last_of_each


def line(record: Record) -> str:
    """A record in a line."""
    correction = f"（{record.correction}）" if record.correction else ""
    return f"{record.name}  {record.date}  {record.number}{correction}  {record.title}"


def papers(record: Record) -> list[str]:
    """Where the paper of each scanned copy lies, a line each."""
    return [
        f"  第{each.copy}份　{'、'.join(each.marks) or '没有写签章'}　盒 {each.box or '没有写'}　"
        f"架 {each.shelf or '没有写'}　扫描件 {each.pages} 页，{each.dpi} dpi"
        + (f"，第{'、'.join(map(str, each.by_hand))}页没有代码，由人认定" if each.by_hand else "")
        for each in last_of_each(record.scans)]
