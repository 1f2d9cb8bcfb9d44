from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportError, Sink
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar
from reportgen.sources.yaml import MAX_DEPTH, read_yaml


def read(text: str) -> tuple[Node | None, Sink]:
    sink = Sink()
    return read_yaml(text, "f.yaml", sink), sink


def plain(node: Node | None) -> object:
    match node:
        case Scalar(text):
            return text
        case ListNode(items):
            return [plain(item) for item in items]
        case MapNode(entries):
            return {entry.key.text: plain(entry.value) for entry in entries}
    return None


@pytest.mark.parametrize("written", [
    "no", "on", "yes", "null", "~", "2024-02-22", "1e400", "NaN", ".inf", "0o17", "0x1F", "12.60",
    "1_000", "190:20:30", "“非农”复耕", "211省道",
])
def test_scalars_stay_text(written: str) -> None:
    node, sink = read(f"值: {written}\n")
    assert plain(node) == {"值": written}
    assert not sink.items


def test_nested_with_places() -> None:
    node, _ = read("甲:\n  - 乙: 一\n    丙: '二'\n")
    assert plain(node) == {"甲": [{"乙": "一", "丙": "二"}]}
    assert isinstance(node, MapNode)
    items = node.get("甲")
    assert isinstance(items, ListNode)
    first = items.items[0]
    assert isinstance(first, MapNode)
    value = first.get("丙")
    assert isinstance(value, Scalar)
    assert (str(value.span), value.span.length, value.quoted) == ("f.yaml:3:8", 3, True)


def test_place_inside_another_file() -> None:
    sink = Sink()
    node = read_yaml("甲: 一\n乙: 二", "b.md", sink, line=10, column=3)
    assert isinstance(node, MapNode)
    assert [str(e.value.span) for e in node.entries] == ["b.md:10:6", "b.md:11:6"]
    assert read_yaml("甲: 一\n甲: 二", "b.md", sink, line=10, column=3) is None
    assert str(sink.items[0].span) == "b.md:11:3"


BAD = {
    "duplicate key": ("甲: 1\n乙: 2\n甲: 3", "E0111", 3, 1),
    "duplicate in flow": ("{甲: 1, 甲: 2}", "E0111", 1, 8),
    "anchor": ("甲: &x 1", "E0112", 1, 4),
    "alias": ("甲: &x 1\n乙: *x", "E0112", 2, 4),
    "alias as key": ("甲: &x 1\n*x : 2", "E0112", 2, 1),
    "tag": ("甲: !!int 3", "E0113", 1, 4),
    "own tag": ("甲: !x 3", "E0113", 1, 4),
    "python tag": ("甲: !!python/object/apply:os.system [ls]", "E0113", 1, 4),
    "directive": ("%YAML 1.1\n---\n甲: 1", "E0113", 1, 1),
    "tab": ("甲:\n\t乙: 1", "E0114", 2, 1),
    "tab after spaces": ("甲:\n  \t乙: 1", "E0114", 2, 3),
    "merge": ("<<: {甲: 1}", "E0115", 1, 1),
    "two documents": ("甲: 1\n---\n乙: 2", "E0116", 2, 1),
    "list as key": ("? [甲]\n: 1", "E0117", 1, 3),
    "mapping as key": ("{ {甲: 1}: 2 }", "E0117", 1, 3),
    "empty key": ('"": 1', "E0117", 1, 1),
    "full-width colon": ("名称: 甲\n数值：1\n", "E0118", 2, 3),
    "full-width colon alone": ("数值：1", "E0118", 1, 3),
    "full-width colon within": ("甲: 乙\n  丙：1", "E0118", 2, 4),
    "no space": ("数值:1", "E0118", 1, 3),
    "deep": ("[" * 100, "E0119", 1, MAX_DEPTH + 1),
    "invisible": ("甲: \u202e1", "E0107", 1, 4),
    "control": ("甲: \x011", "E0107", 1, 4),
    "nothing": ("", "E0103", 1, 1),
    "comment only": ("# 注\n", "E0103", 1, 1),
    "open quote": ('甲: 1\n乙: "x\n', "E0110", 2, 4),
    "open bracket": ("甲: [1, 2", "E0110", 1, 1),
    "open brace": ("甲: {乙: 1\n丙: 2", "E0110", 2, 2),
    "reference": ("甲: {{ 乙 }}", "E0110", 1, 4),
    "reference in a list": ('甲: ["乙", 丙{{ 丁 }}。, 戊]', "E0110", 1, 10),
    "two colons": ("甲: 乙: 丙", "E0110", 1, 5),
    "bad indent": ("甲:\n    - 1\n   - 2", "E0110", 3, 4),
    "no colon": ("甲: 1\n乙\n丙: 2", "E0110", 3, 1),
    "at sign": ("甲: @乙", "E0110", 1, 4),
    "star": ("甲: *\n乙: 1", "E0110", 1, 5),
    "text after quote": ("甲: '乙' 丙", "E0110", 1, 8),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_yaml(name: str) -> None:
    text, code, line, column = BAD[name]
    node, sink = read(text)
    assert node is None
    found = sink.items[-1]
    assert (found.code, found.span.line, found.span.column) == (code, line, column)
    assert found.hints
    assert not any(word in found.message for word in ("mapping", "token", "expected", "found"))


def test_broken_yaml_shows_the_line() -> None:
    _, sink = read("甲: 1\n乙: '丙' 丁\n")
    assert "“乙: '丙' 丁”" in sink.items[0].message


def test_wrong_colon_hint_can_be_pasted() -> None:
    _, sink = read("名称: 甲\n数值：2263余吨\n")
    assert sink.items[0].hints == ("写成“数值: 2263余吨”",)


def test_a_duplicate_points_at_the_first() -> None:
    _, sink = read("甲: 1\n甲: 2")
    assert str(sink.items[0].related[0][0]) == "f.yaml:1:1"


def test_several_problems_at_once() -> None:
    _, sink = read("甲: 1\n甲: 2\n乙: &x 3\n丙: !!str 4\n")
    assert [d.code for d in sink] == ["E0111", "E0112", "E0113"]


@given(st.text(max_size=60))
def test_any_text_gives_a_node_or_an_error(text: str) -> None:
    node, sink = read(text)
    assert (node is None) == sink.has_errors


@given(st.binary(max_size=60))
def test_any_bytes_end_in_diagnostics(data: bytes) -> None:
    from reportgen.sources.text import decode

    sink = Sink()
    try:
        text = decode(data, "f", sink)
    except ReportError as error:
        assert error.diagnostics
        return
    assert (read_yaml(text, "f", sink) is None) == sink.has_errors


@pytest.mark.slow
def test_reading_is_linear() -> None:
    def seconds(count: int) -> float:
        text = "".join(f"- {{甲: '{n}', 乙: 丙}}\n- 丁\n  戊\n" for n in range(count))
        start = time.process_time()
        node, _ = read(text)
        assert isinstance(node, ListNode)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 24 * max(seconds(1000), 0.01)    # 8 times; the square were 64


def test_a_wrong_colon_in_braces_is_named_once() -> None:
    node, sink = read("- {名称: 甲, 数值：360万元, 同比: 1%}\n")
    (found,) = sink.items
    assert node is None
    assert (found.code, found.span.column, found.hints) == ("E0118", 13, ("写成“数值: 360万元”",))
