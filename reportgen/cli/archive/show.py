"""`reportgen archive show`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.archive.lines import line, papers
from reportgen.cli import options
from reportgen.cli.archive.common import WHICH, as_data, desk, office_option, record_argument
from reportgen.cli.building import size
from reportgen.cli.session import Outcome, Session
from reportgen.terminal import columns, pad

if TYPE_CHECKING:
    from reportgen.archive.record import Entry, Record

HELP = """看一件：目录、文件、经过。更正过的各件都列出来。"""


@options.command("archive show", HELP, epilog=WHICH)
@record_argument
@office_option
def command(session: Session, name: str, start: Path) -> Outcome:
    """Show what is known of a record."""
    from reportgen.acts import archive as acts

    with desk(session, start).archive() as archive:
        found = [(record, acts.history(archive, record, seq))
                 for seq, record in acts.named(archive, name)]
    lines = [text for record, history in found for text in _lines(record, history)]
    data = {"records": [
        {**as_data(record), "history": [
            {"seq": each.seq, "at": each.at, "who": each.who, "kind": each.kind,
             "hash": each.hash} for each in history]}
        for record, history in found]}
    return Outcome("\n".join(lines), data)


def _lines(record: Record, history: list[Entry]) -> list[str]:
    from reportgen.archive.metadata import RETENTION
    from reportgen.archive.record import DESTROYED, SIGNATURE, WAIVED

    gone = next((json.loads(each.body) for each in history if each.kind == DESTROYED), None)
    width = max(columns(each.role) for each in record.holdings)
    return [
        line(record),
        *([f"  已销毁，只留着目录：批准人 {gone['批准人']}，{gone['理由']}"] if gone else []),
        f"  责任者：{record.issuer}　文种：{record.genre}　{record.pages} 页　"
        f"保管期限：{RETENTION[record.kind.retention]}",
        *([f"  {record.correction}：{record.reason}"] if record.correction else []),
        *([f"  {SIGNATURE}：{record.extra[SIGNATURE]}"] if SIGNATURE in record.extra else []),
        *(f"  {WAIVED}：{text}" for text in dict.fromkeys(record.waivers)),
        *papers(record),
        *(f"  {pad(each.role, width)}  {each.name}（{size(each.size)}）"
          for each in record.holdings),
        *(f"  {each.at}  {each.who}  {each.kind}  第{each.seq}条 {each.hash[:12]}"
          for each in history),
    ]
