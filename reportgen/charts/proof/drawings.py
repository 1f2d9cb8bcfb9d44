"""Proof of the drawn charts, before anything is written: they read back to the facts, and in grey
their series differ and their texts stand out (073x)."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.charts.proof.grey import alike, faint
from reportgen.charts.proof.values import read_back
from reportgen.charts.proof.view import Width, rough_width
from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Figure


def check_drawings(
    document: Document, drawings: Mapping[int, Drawing], sink: Sink, *, printed: bool,
    width: Width = rough_width,
) -> None:
    """E0730 for a mark or label that is not its fact's; in the print profile E0731 and E0732."""
    for block in document.blocks:
        if isinstance(block, Figure) and block.number in drawings:
            _check(block, drawings[block.number], sink, printed=printed, width=width)


def _check(
    block: Figure, drawing: Drawing, sink: Sink, *, printed: bool, width: Width
) -> None:
    for fault in read_back(drawing, block.chart, width):
        sink.error("E0730", f"{block.label}画得和事实“{fault.fact}”对不上：{fault.message}",
                   block.span, "这是程序的错，请把简报文件夹发给维护者")
    if not printed:
        return
    for pair in alike(drawing):
        sink.error("E0731", f"{block.label}的“{pair.first}”和“{pair.second}”黑白印出来分不清",
                   block.span, "在版式里把这两个系列的颜色调到明度相差 15 以上")
    for text, why in faint(drawing):
        sink.error("E0732", f"{block.label}的“{text}”黑白印出来看不清（{why}）",
                   block.span, "在版式里把字调深，或把底色调浅，反差不小于 4.5")
