"""The peers' charts: plain matplotlib without pyplot, saved in matplotlib's own way."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Json = dict[str, Any]
WIDTH = 6.0          # inches
ROW = 0.36
GREY, DARK = "#b5bec8", "#2f5d8a"


def use_faces(fonts: dict[str, str]) -> None:
    """Set labels in the project's 黑体."""
    font_manager.fontManager.addfont(fonts["RG Hei"])
    rcParams["font.family"] = ["RG Hei"]
    rcParams["font.size"] = 10
    rcParams["axes.unicode_minus"] = False


def save(chart: Json, kind: str) -> bytes:
    """The chart as `kind`: svg, or png at 200 dpi."""
    figure = {"bars": _bars, "parts": _bars, "stages": _stages, "panels": _panels}[chart["kind"]](
        chart)
    buffer = BytesIO()
    figure.savefig(buffer, format=kind, dpi=200)
    return buffer.getvalue()


def _draw_bars(axes: Axes, data: list[Json], unit: str) -> None:
    places = range(len(data))
    axes.barh(places, [item["value"] for item in data], height=0.6, color=GREY)
    for place, item in zip(places, data, strict=True):
        axes.text(item["value"], place, f" {item['text']}", va="center", ha="left")
        if part := item.get("part"):
            axes.barh([place], [part["value"]], height=0.6, color=DARK, hatch="//")
            axes.text(0, place, f" {part['label']}{part['text']}", va="center", color="white")
    axes.set_yticks(places, [item["label"] for item in data])
    axes.set_xlim(0, max(item["value"] for item in data) * 1.3)
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"单位：{unit}", loc="right", fontsize=9)


def _bars(chart: Json) -> Figure:
    figure = Figure((WIDTH, 0.8 + ROW * len(chart["data"])), layout="tight")
    axes = figure.subplots()
    _draw_bars(axes, chart["data"], chart["unit"])
    if note := chart.get("note"):
        axes.set_xlabel(note)
    return figure


def _stages(chart: Json) -> Figure:
    figure = Figure((WIDTH, 0.9 + ROW * len(chart["data"])), layout="tight")
    axes = figure.subplots()
    last = len(chart["stages"]) - 1
    for place, row in enumerate(chart["data"]):
        axes.plot([0, last], [place, place], color=GREY, linewidth=1)
        if row["stage"] is not None:
            axes.plot([0, row["stage"]], [place, place], color=DARK, linewidth=3)
            axes.plot([row["stage"]], [place], "o", color=DARK,
                      fillstyle="full" if row["complete"] else "none")
        axes.text(last + 0.2, place, row["text"], va="center", fontsize=8)
    axes.set_yticks(range(len(chart["data"])), [row["label"] for row in chart["data"]])
    axes.set_xticks(range(last + 1), chart["stages"])
    axes.set_xlim(-0.3, last * 1.9)
    axes.invert_yaxis()
    return figure


def _panels(chart: Json) -> Figure:
    panels, columns = chart["data"], chart["columns"]
    rows = -(-len(panels) // columns)
    tallest = max(len(panel["data"]) for panel in panels)
    figure = Figure((WIDTH, rows * (0.8 + ROW * tallest)), layout="tight")
    for number, panel in enumerate(panels, start=1):
        axes = figure.add_subplot(rows, columns, number)
        _draw_bars(axes, panel["data"], panel["unit"])
        axes.set_title(panel["title"], fontsize=9)
    return figure
