from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.excel.read import visible_rows
from reportgen.excel.write import of_texts


def test_what_is_written_is_read() -> None:
    lines = [["名称", "数值"], ["=甲<&>\n乙", "12.60"], [" 空 ", "2024-06"]]
    data = of_texts(lines, "表<1>", (10, 20))
    rows = visible_rows(data, "f.xlsx", Sink())
    assert rows is not None
    assert [[cell.text for cell in row.cells] for row in rows] == [
        *lines[:2], ["空", "2024-06"]]
    assert rows[0].span.sheet == "表<1>"
    assert data == of_texts(lines, "表<1>", (10, 20))
