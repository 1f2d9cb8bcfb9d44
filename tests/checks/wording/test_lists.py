"""Ordinals that count on, as many items as promised, names, repetitions."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from reportgen.checks.prose import Said
from reportgen.checks.wording.names import check_names
from reportgen.checks.wording.ordinals import check_ordinals
from reportgen.checks.wording.phrasing import check_phrases
from reportgen.checks.wording.repeats import check_repeats
from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.facts.model import Period, dataset

META = tree.Meta("题", "单位", "2024-02-22")
SAID = "全镇完成高标准农田建设任务，通过市级验收"


def told(text: str) -> list[str]:
    """The codes of a text of some lines, each a paragraph; # a heading."""
    sink, blocks = Sink(), list[tree.Block]()
    for number, line in enumerate(text.split("\n"), 1):
        words = tree.Text(line.lstrip("# "), span=Span("b.md", number, 1, len(line)))
        blocks.append(tree.Heading(1, "一、", (words,), "甲") if line[:1] == "#" else
                      tree.Paragraph((words,)))
    for check in (check_ordinals, check_repeats, check_names):
        check(Said(tree.Document(META, tuple(blocks))), sink)
    assert all(item.span.line for item in sink.items)
    return [item.code for item in sink.items]


@pytest.mark.parametrize(("text", "codes"), [
    ("一是抓收成；二是抓销路；三是抓品牌。", []),
    ("一是抓收成；三是抓品牌。", ["W0431"]), ("一是抓收成；二是抓销路；二是抓品牌。", ["W0431"]),
    ("二是抓收成；三是抓品牌。", ["W0431"]), ("一是抓收成。", ["W0431"]),
    ("一是抓收成。\n二是抓销路。\n三是抓品牌。", []), ("一是抓收成。\n三是抓品牌。", ["W0431"]),
    ("唯一是抓收成，之一是抓销路。", []), ("说一是一，二是二。", []), ("三要素齐全。", []),
    ("一要抓收成，二要抓销路，四要抓品牌。", ["W0431"]),
    ("一、抓收成\n二、抓销路", []), ("一、抓收成\n三、抓销路", ["W0431"]), ("一、二季度较好。", []),
    ("（一）抓收成", ["W0431"]), ("（一）抓收成\n（二）抓销路", []),
    ("（一）抓收成\n（三）抓销路", ["W0431"]),
    ("一、收成\n（一）早稻\n（二）晚稻\n二、销路\n（一）县内\n（二）县外", []),
    ("一、收成\n（一）早稻\n二、销路\n（一）县内\n（二）县外", ["W0431"]),
    ("1.收成\n2.销路\n4.品牌", ["W0431"]), ("任务：（1）收成；（2）销路。", []),
    ("任务：（1）收成；（3）销路。", ["W0431"]), ("任务：①收成；②销路；④品牌。", ["W0431"]),
    ("按照第（三）项的规定办理。", []), ("1.5万亩。", []), ("见附件（二）。", []),
    ("其一，抓收成；其二，抓销路。", []), ("第一，抓收成；第三，抓销路。", ["W0431"]),
    ("# 甲\n一是抓收成；二是抓销路。\n# 乙\n一是抓品牌；二是抓质量。", []),
])
def test_ordinals(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(("text", "codes"), [
    ("做好以下五项工作：一是甲；二是乙；三是丙；四是丁。", ["W0432"]),
    ("做好以下四项工作：一是甲；二是乙；三是丙；四是丁。", []),
    ("做好以下4项工作。一是甲；二是乙；三是丙。", ["W0432"]),
    ("主要有三个方面的问题：一是甲；二是乙。", ["W0432"]),
    ("做好三项重点工作：\n（一）甲\n（二）乙\n（三）丙\n（四）丁", ["W0432"]),
    ("做好三项重点工作：\n（一）甲\n（二）乙\n（三）丙", []),
    ("在5个村开展试点：一是甲；二是乙。", []), ("落实第三项工作：一是甲；二是乙。", []),
    ("全年办成十二件实事：1月起，", []), ("提三点建议：一是甲；二是乙；三是丙。", []),
    ("实施“三大工程”：一是甲；二是乙。", ["W0432"]),
    ("提两点建议：一是甲；二是乙；三是丙。", ["W0432"]),
    ("完成了三项工作。一是甲；二是乙。", []), ("# 三项重点任务\n一是甲。\n二是乙。", ["W0432"]),
    ("# 两项重点任务\n一是甲。\n二是乙。", []), ("# 三项任务进展\n一是甲。\n二是乙。", []),
    ("下一步做好以下四个问题整改，分三点：一是甲；二是乙。", ["W0432"]),
    ("下一步重点做好四项工作：一是抓项目，二是促消费，三是惠民生，四是守底线。", []),
    ("三项任务已完成两项：一是开通公交，二是建成驿站。", []),
    ("三项任务已完成两项：一是开通公交，二是建成驿站，三是其他。", ["W0432"]),
    ("五大行动聚焦三个方面：一是甲，二是乙，三是丙。", []),
    ("会议研究三个议题：（1）老旧小区改造；（2）秋冬防火。", ["W0432"]),
    ("会议研究两个事项：（1）老旧小区改造；（2）秋冬防火。", []),
    ("一是电价偏高，二是用工紧张；为此，我们一是争取直供电，二是开展订单培训，三是建立机制。", []),
    ("我镇坚持一是抓统筹，二是抓落实。", []), ("主要问题一是投入不足，二是力量薄弱。", []),
    ("主要问题一是投入不足，三是力量薄弱。", ["W0431"]),
    ("目标只有一个，唯一是收入，专一是态度。", []), ("周一是检查日，初一是集市日。", []),
    ("（一）（二）两款规定的情形，由县人力社保局认定。", []), ("（三）项规定的情形除外。", []),
    ("全县一要务、一要素。", []), ("首先要统一思想，其次要压实责任，最后要强化保障。", []),
    ("工业占比最高，其次是服务业。", []), ("首先，抓收成；第二，抓销路。", []),
    ("首先要统一思想认识，第三要强化要素保障，第四要严肃督查。", ["W0431"]),
    ("首先，抓收成；其次，抓销路；第四，抓品牌。", ["W0431"]), ("首先，感谢各位。", []),
    ("重点抓三个环节。一是甲；二是乙。", []),
    ("坚持第一要务，抓好第三产业，推动第四次全国经济普查成果应用。", []),
    ("第二是抓销路，第三是抓品牌。", ["W0431"]), ("我们要一要抓甲，二要抓乙。", []),
])
def test_promises(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(("text", "codes"), [
    (f"{SAID}。{SAID}。", ["W0434"]), (f"{SAID}。又{SAID}。", []), ("继续推进。继续推进。", []),
    (f"{SAID}。产量也提高了。\n另一段。\n{SAID}。产量也提高了。", ["W0434"]),
    ("好" * 121 + "。", ["I0435"]), ("好" * 119 + "。", []), ("好，" * 80 + "；", ["I0435"]),
])
def test_repetitions(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(("text", "codes"), [
    ("县发改委牵头。\n县发展改革局负责。", ["W0433"]), ("县发改委牵头。\n市发展改革局负责。", []),
    ("县发展改革局（以下简称“发改局”）牵头。\n县发改局负责。", []),
    ("县发改局牵头，县发改局负责。", []),
    ("示例县农业农村局牵头，县农业局配合。", ["W0433"]),
    ("由领导小组办公室（以下简称“小组办”）牵头。\n小组办负责。", []),
    ("小组办负责。\n领导小组办公室（以下简称“小组办”）牵头。", ["W0433"]),
    ("甲局（以下简称甲）牵头。\n乙局（以下简称甲）负责。", []),
    ("甲局（以下简称甲甲）牵头。\n乙局（以下简称甲甲）负责。", ["W0433"]),
])
def test_names(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.slow
def test_a_hundred_pages_are_judged_at_once() -> None:
    """61,600 characters of good sentences; 0.1 s when last measured."""
    sentences = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    good = [line.removeprefix("good  ") for line in sentences if line.startswith("good")]
    lines = [f"{at}户参加，{good[at % len(good)]}。" * 6 for at in range(480)]
    blocks = tuple(tree.Paragraph((tree.Text(line, span=Span("b.md", at, 1, len(line))),))
                   for at, line in enumerate(lines, 1))
    document, nothing = tree.Document(META, blocks), dataset("甲", Period("2023年", 2023), ())
    assert sum(map(len, lines)) > 61_600
    start = process_time()
    check_phrases(nothing, Said(document), Sink())
    for check in (check_ordinals, check_repeats, check_names):
        check(Said(document), Sink())
    assert process_time() - start < 0.5
