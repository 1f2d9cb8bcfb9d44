"""Workbooks for the tests: made by openpyxl, put through LibreOffice, changed part by part."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"


def book(
    rows: Sequence[Sequence[Any]], formats: Mapping[str, str] | None = None, title: str = "表1",
) -> openpyxl.Workbook:
    """A workbook with one sheet of these rows; `formats` by cell."""
    made = openpyxl.Workbook()
    first = sheet(made)
    first.title = title
    for row in rows:
        first.append(list(row))
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    return made


def sheet(made: openpyxl.Workbook) -> Worksheet:
    """Its first sheet."""
    found = made.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def saved(made: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def workbook(rows: Sequence[Sequence[Any]], formats: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a workbook with one sheet of these rows."""
    return saved(book(rows, formats))


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with `old` replaced in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(entry, content)
    return target.getvalue()


def converted(path: Path, target: str) -> Path:
    """What LibreOffice makes of a file: `target` is a suffix, or suffix:filter."""
    folder = path.parent / "converted"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile",
         "--convert-to", target, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=300)
    return folder / f"{path.stem}.{target.partition(':')[0]}"


def as_shown(path: Path) -> list[list[str]]:
    """What LibreOffice shows in every cell of the first sheet."""
    text = converted(path, AS_SHOWN).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def filled(data: bytes, values: Mapping[str, str | float]) -> bytes:
    """A workbook with values put into blank cells of its first sheet, which keep their looks."""
    part = "xl/worksheets/sheet1.xml"
    for cell, value in values.items():
        content = zipfile.ZipFile(io.BytesIO(data)).read(part).decode()
        blank = re.search(rf'<c r="{cell}" s="(\d+)"/>', content)
        assert blank, cell
        kind, text = (' t="inlineStr"', f"<is><t>{escape(value)}</t></is>") \
            if isinstance(value, str) else ("", f"<v>{value}</v>")
        new = f'<c r="{cell}" s="{blank[1]}"{kind}>{text}</c>'
        data = rewritten(data, part, blank[0].encode(), new.encode())
    return data
