"""What is too large is told before it is read, with its code; the table stands in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ReportError
from reportgen.limits import LIMITS, MB, Limit, limit_of
from reportgen.world import DiskWorld

DOCS = Path(__file__).resolve().parents[1] / "docs" / "limits.md"


def test_the_docs_have_the_table() -> None:
    rows = [f"| {each.name} | {each.most // MB} MB | {each.hint} |" for each in LIMITS]
    assert "\n".join(rows) in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_a_file_beyond_its_limit_is_not_read(limit: Limit, tmp_path: Path) -> None:
    path = tmp_path / f"大{(*limit.ends, '')[0]}"
    with path.open("wb") as file:
        file.truncate(limit.most + 1)      # holes: nothing is written
    with pytest.raises(ReportError) as told:
        DiskWorld({}).read(path)
    (item,) = told.value.diagnostics
    assert item.code == "E0125" and limit.hint in item.hints and item.span.file == str(path)
    if limit.most > 100 * MB:       # as the others; half a gigabyte in memory tells no more
        return
    with path.open("wb") as file:
        file.truncate(limit.most)
    assert len(DiskWorld({}).read(path)) == limit.most


def test_a_kind_is_known_by_the_end_of_its_name() -> None:
    assert limit_of(Path("甲.XLSX")).name == "工作簿"
    assert limit_of(Path("甲")) is limit_of(Path("甲.bin")) is LIMITS[-1]
