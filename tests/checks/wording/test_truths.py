"""Words beside a fact's number: what the fact knows decides."""

from __future__ import annotations

import pytest
from support.check_cases import written

from reportgen.checks.prose import Said
from reportgen.checks.registry import Need
from reportgen.checks.wording.phrasing import check_phrases
from reportgen.diagnostics import Sink

FACTS = """```yaml
- {编号: 率, 名称: 入户率, 数值: 93.5%}
- {编号: 增, 名称: 工业增长率, 数值: 5%}
- {编号: 升, 名称: 税收, 数值: 95.4万元, 同比: 6.1%}
- {编号: 降, 名称: 产量, 数值: 5吨, 同比: -1.2%}
- {编号: 满, 名称: 投资, 数值: 100万元}
- {编号: 差, 名称: 入户率提高, 数值: 2.1个百分点}
- {编号: 错, 名称: 入户率变化, 数值: 2.1%}
```
"""


def told(line: str) -> list[str]:
    given, sink = written(FACTS + line + "\n"), Sink()
    check_phrases(given[Need.DATASET], Said(given[Need.DOCUMENT]), sink)  # type: ignore[arg-type]
    assert all(item.span.line and item.hints for item in sink.items)
    return [item.code for item in sink.items]


@pytest.mark.parametrize(("line", "codes"), [
    ("入户率{{ 率 }}，比上年提高{{ 差 }}。", []),
    ("入户率{{ 率 }}，比上年提高{{ 错 }}。", ["E0420"]),
    ("入户率提高{{ 错 }}。", ["E0420"]), ("入户率提高到{{ 率 }}。", []),
    ("比上年提高{{ 率 }}。", ["E0420"]), ("工业增长{{ 增 }}。", []), ("工业增速为{{ 增 }}。", []),
    ("占总数的{{ 率 }}，比上年提高{{ 错 }}。", ["E0420"]),
    ("产量增长{{ 降 | 同比 }}。", ["E0421"]), ("产量下降{{ 降 | 同比 }}。", ["E0421"]),
    ("产量{{ 降 | 同比句 }}。", []), ("税收下降{{ 升 | 同比 }}。", ["E0421"]),
    ("税收增长{{ 升 | 同比 }}。", []), ("税收{{ 升 }}，同比增{{ 升 | 同比 }}。", ["W0424"]),
    ("税收{{ 升 }}，比上年增{{ 升 | 同比 }}。", []), ("同比看，税收增{{ 升 | 同比 }}。", []),
    ("超{{ 升 | 值：0位 }}。", []), ("近{{ 升 | 值：0位 }}。", ["W0430"]),
    ("突破{{ 满 }}。", ["W0430"]), ("达{{ 满 }}。", []), ("将近{{ 满 }}。", ["W0430"]),
    ("附近{{ 满 }}。", []), ("不超过{{ 满 }}。", []), ("税收增长{{ 满 }}。", ["W0425"]),
])
def test_what_a_fact_knows(line: str, codes: list[str]) -> None:
    assert told(line) == codes
