"""The measuring programs, without measuring: text tenfold, the table, the peers' content."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from conftest import Sample

BRIEFING = """---
标题: 甲

期号: 1
---

一段。

# 标题

**二段。**有数{{ 数 }}。

```表
编号: 表

行: [数]
```

- 列表
"""


@pytest.fixture(scope="module")
def run(root: Path) -> ModuleType:
    """benchmarks/run.py."""
    spec = importlib.util.spec_from_file_location("bench_run", root / "benchmarks" / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_run"] = module       # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_only_paragraphs_are_repeated(run: ModuleType) -> None:
    text = run.repeat_text(BRIEFING)
    assert text.count("一段。") == text.count("二段。") == run.TIMES
    for once in ("标题: 甲", "# 标题", "```表", "行: [数]", "- 列表", "期号: 1"):
        assert text.count(once) == 1, once


def test_the_table_compares_medians(run: ModuleType) -> None:
    ours = run.Case("reportgen: PDF", list, seconds=[3.0, 1.0, 2.0], peak=50, sizes={"pdf": 12345})
    peer = run.Case("Typst", list, seconds=[4.0, 4.0, 9.0], peak=90, sizes={"pdf": 1}, pages=3)
    *_, first, second = run.rows([ours, peer], 1)
    assert first == "| reportgen: PDF | 2.00 | 1.00 | 0.50 | 50 | 12 |  |"
    assert second.startswith("| Typst | 4.00 | 4.00 | 1.00 | 90 |")


def test_a_failing_case_stops_the_run(run: ModuleType, tmp_path: Path) -> None:
    case = run.Case("broken", lambda _: [sys.executable, "-c", "raise SystemExit(7)"])
    with pytest.raises(SystemExit, match="broken: exit 7"):
        run.measure(case, tmp_path)


def test_content_is_the_whole_sample(root: Path, sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "content.json"
    path = ":".join(str(p) for p in (root / "tests", _package()))
    subprocess.run(
        [sys.executable, str(root / "benchmarks" / "content.py"), str(sample.folder), str(target)],
        env={"PYTHONPATH": path}, check=True)
    content = json.loads(target.read_text(encoding="utf-8"))
    kinds = [block["kind"] for block in content["blocks"]]
    assert kinds.count("figure") >= 5
    assert {"masthead", "title", "heading", "paragraph", "table", "colophon"} <= set(kinds)
    assert {"RG FangSong", "RG Song", "RG Hei", "RG XiaoBiaoSong"} <= set(content["fonts"])


def _package() -> Path:
    import reportgen

    return Path(reportgen.__file__).parents[1]


def test_a_lost_cell_is_counted(root: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("bench_tables", root / "benchmarks" / "tables.py")
    assert spec
    assert spec.loader
    tables = importlib.util.module_from_spec(spec)
    sys.modules["bench_tables"] = tables
    spec.loader.exec_module(tables)
    tables.ROWS = 30
    tables.ours(tmp_path / "a.pdf")
    found = tables.Result()
    tables.judge(found, tmp_path / "a.pdf")
    assert (found.pages, found.lost) == (2, 0)
    tables.ROWS = 31
    tables.judge(found, tmp_path / "a.pdf")
    assert found.lost > 0
