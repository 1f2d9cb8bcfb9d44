"""A bad and a good input for every code of every check.

Most are texts: `tests/checks/cases/CODE.md` has a bad and a good half, each the facts and what is
written of them. What no text can bring about, a fault of the program or of a face, is made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from support import foundry, months, photographs
from support.charts.kinds import EVERY
from support.charts.page import pages_of, pdf_of
from support.papers import META, paragraph

from reportgen.acts.building import edition_of
from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing, Mark, PathMark, TextMark
from reportgen.charts.record.theme import theme_of
from reportgen.checks.registry import Given, Need
from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.document.chart import SeriesChart, ValueAxis
from reportgen.document.tree import Document, Figure, Masthead
from reportgen.edition import Edition, silent
from reportgen.facts.read import read_facts
from reportgen.fonts import FontLibrary
from reportgen.fonts.select import library_for
from reportgen.fonts.system import FOLDERS_VARIABLE
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.compose import compose
from reportgen.narrative.read import read_narrative
from reportgen.proof.pdf.sheets import FinishedPdf
from reportgen.style.faces import wishes
from reportgen.style.profile import load_profile, read_profile
from reportgen.style.wishes import Wish
from reportgen.world import DiskWorld
from reportgen.writers.pdf.write import write_pdf

FOLDER = Path(__file__).resolve().parents[1] / "checks" / "cases"
_FACTS = "标题: 示例镇\n期间: 2023年\n事实:\n"
_FRONT = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-01-01\n标题: 丙\n---\n\n"
Make = Callable[[Path], Given]


def written(half: str) -> Given:
    """What is to be checked in one half of a file of cases."""
    facts, _, text = half.partition("```yaml\n")[2].partition("```\n")
    sink, world = Sink(), MemoryWorld({"facts.yaml": (_FACTS + facts).encode()})
    found = read_facts(Path("facts.yaml"), world, sink)
    document = compose(read_narrative(_FRONT + text, "b.md", sink), found, sink)
    said = [item.message for item in sink if item.code != "W0330"]      # typed numbers
    assert not said, said
    return {Need.DATASET: found, Need.DOCUMENT: document}


def texts(code: str) -> tuple[Given, Given] | None:
    """The bad and the good input of a code, where a text can bring it about."""
    if not (path := FOLDER / f"{code}.md").is_file():
        return None
    bad, good = path.read_text(encoding="utf-8").split("## 坏\n")[1].split("## 好\n")
    return written(bad), written(good)


# ---------------------------------------------------------------------------- specifications


def specified(change: Callable[[SeriesChart], SeriesChart] | None = None, **first: Any) -> Given:
    """Two facts and their chart; its first value, or the chart, changed by hand."""
    given = written("```yaml\n- {编号: a, 名称: 产值, 数值: 超95万元}\n"
                    "- {编号: b, 名称: 税收, 数值: 5万元}\n- {编号: c, 名称: 通车, 状态: 已通车}\n"
                    "```\n```图\n题注: 丁\n类型: 柱形\n事实: [产值, 税收]\n```\n")
    document = given[Need.DOCUMENT]
    assert isinstance(document, Document)
    (figure,) = [block for block in document.blocks if isinstance(block, Figure)]
    spec = figure.chart
    assert isinstance(spec, SeriesChart)
    (series,) = spec.series
    datum = series.data[0]
    assert datum is not None
    quantity = replace(datum.quantity, **{k: v for k, v in first.items() if k != "value"})
    wrong = replace(datum, quantity=quantity, value=first.get("value", datum.value))
    spec = replace(spec, series=(replace(series, data=(wrong, *series.data[1:])),))
    figure = replace(figure, chart=change(spec) if change else spec)
    return {**given, Need.DOCUMENT: Document(META, (figure,))}


def quarters(total: str) -> Given:
    """Half a year and a quarter, and both together."""
    parts = (("上半年", "14"), ("第三季度", "7"), ("前三季度", total))
    facts = "".join(f"- {{编号: a{n}, 名称: {name}投资, 数值: {value}万元, 期间: {name}}}\n"
                    for n, (name, value) in enumerate(parts))
    return written(f"```yaml\n{facts}```\n\n" + "，".join(
        f"{name}{{{{ {name}投资 }}}}" for name, _ in parts) + "。\n")


def titled(title: str) -> Given:
    """A number of the year 2023, under a title."""
    given = written("```yaml\n- {编号: a, 名称: 产值, 数值: 5万元}\n```\n\n产值{{ 产值 }}。\n")
    document = given[Need.DOCUMENT]
    assert isinstance(document, Document)
    return {**given, Need.DOCUMENT: replace(document, meta=replace(document.meta, title=title))}


def paged(more: str) -> Given:
    """A page with a paragraph that the narrative has, and one that it has not."""
    world = MemoryWorld({"/甲/briefing.md": f"{_FRONT}新增5户。\n".encode(),
                         "/甲/facts.yaml": f"{_FACTS}- {{编号: a, 名称: 税, 数值: 6户}}".encode()})
    made = edition_of(Path("/甲"), world, silent)
    text = tree.Paragraph((tree.Text(more, span=Span("/甲/briefing.md", 9)),))
    document = replace(made.composed, blocks=(*made.composed.blocks, text))
    fitted = Edition(made.briefing, document, silent).fitted
    pdf = FinishedPdf(write_pdf(fitted.pages, fitted.document, made.library))
    assert len(list(pdf.sheets())) == 1
    return {Need.DOCUMENT: document, Need.DATASET: made.briefing.dataset, Need.PDF: pdf,
            Need.NARRATIVE: made.briefing.narrative, Need.PROFILE: made.briefing.profile,
            Need.PAGES: fitted.pages.pages}


def from_eighty(spec: SeriesChart) -> SeriesChart:
    return replace(spec, axes=(ValueAxis("万元", floor=Decimal(80)),))


def nameless(spec: SeriesChart) -> SeriesChart:
    return replace(spec, axes=(*spec.axes, ValueAxis("")))


# -------------------------------------------------------------------------- drawings and pages


@cache
def two_years() -> Drawing:
    profile = load_profile()
    theme = theme_of(profile)
    return drawing(EVERY["条形"], theme, FontLibrary.bundled().chain(theme.role))


def drawn(made: Drawing, *, pdf: Drawing | None = None) -> Given:
    """A chart and its drawing; with `pdf`, also a page on which another is painted."""
    document = Document(META, (Figure(1, "", EVERY["条形"], ""),))
    given: dict[Need, object] = {
        Need.DOCUMENT: document, Need.PROFILE: load_profile(), Need.DRAWINGS: {1: made},
        Need.LIBRARY: FontLibrary.bundled()}
    if pdf is not None:
        given |= {Need.PAGES: pages_of(made).pages, Need.PDF: FinishedPdf(pdf_of(pdf))}
    return given


def changed(change: Callable[[Mark], Mark]) -> Drawing:
    return replace(two_years(), marks=tuple(map(change, two_years().marks)))


def one_red(mark: Mark) -> Mark:
    """All bars and hatches in one red."""
    if not isinstance(mark, PathMark) or not mark.tag.series:
        return mark
    pen = mark.stroke and replace(mark.stroke, colour=(0.6, 0.1, 0.1))
    return replace(mark, fill=mark.fill and (0.6, 0.1, 0.1), stroke=pen)


def pale(mark: Mark) -> Mark:
    return replace(mark, colour=(0.8, 0.8, 0.8)) if isinstance(mark, TextMark) else mark


def other_words(mark: Mark) -> Mark:
    if isinstance(mark, TextMark) and mark.tag.part == "label":
        return replace(mark, text=mark.text + "0")
    return mark


# ------------------------------------------------------------------------------ faces and looks


def set_in(text: str, library: FontLibrary | None = None) -> dict[Need, object]:
    return {Need.DOCUMENT: Document(META, (paragraph(text),)), Need.PROFILE: load_profile(),
            Need.LIBRARY: library or FontLibrary.bundled(), Need.DRAWINGS: {}}


def own_face(path: Path) -> FontLibrary:
    return library_for([Wish("fangsong", ("仿宋",), "Times", file=path)], DiskWorld({}), Sink())


def filled(folder: Path) -> FontLibrary:
    """The program's faces on a machine that has a rare character in a face of its own."""
    foundry.drawn_as(folder / "rare.ttf", {"𫰠": "国"}, family="Hana", ps="Hana")
    wanted = wishes(load_profile(), Sink())
    return library_for(wanted, DiskWorld({FOLDERS_VARIABLE: str(folder)}), Sink())


def wide_marks(font: foundry.TTFont) -> None:
    """Half-width quotation marks, as Western faces have them."""
    for ch in "“”":
        name = font.getBestCmap()[ord(ch)]
        font["hmtx"][name] = (500, font["hmtx"][name][1])


def damaged(folder: Path) -> FontLibrary:
    """A face that was whole when it was looked at, and is not when its glyphs are asked for."""
    from reportgen.fonts import Face
    from reportgen.fonts.library import BUNDLED_ROLES, RoleFaces

    path = foundry.name_keyed(folder / "own.otf", text="国口")
    data = bytearray(path.read_bytes())
    start = data.find(b"CFF ", 12)
    at = int.from_bytes(data[start + 8 : start + 12], "big")
    data[at : at + 64] = bytes(64)
    path.write_bytes(data)
    faces = {face.key: face for face in FontLibrary.bundled().faces()}
    faces["own"] = Face("own", path, own=True)
    roles = {**BUNDLED_ROLES, "fangsong": RoleFaces(("own", "fangsong"), "latin")}
    return FontLibrary(faces, roles)


def photo(width: int, height: int, share: int = 0) -> Given:
    block = photographs.figure(photographs.photo("甲", width, height), share=share)
    return {Need.DOCUMENT: Document(META, (block,)), Need.PROFILE: load_profile()}


RUNNING = "页眉: {写法: '{标题}　{期号}'}\n"


def headed(name: str) -> dict[Need, object]:
    head = Masthead(name, "第1期", "某办", "2024年1月1日")
    return {Need.DOCUMENT: Document(META, (head,)), Need.PROFILE: load_profile()}


def looks(folder: Path, text: str) -> dict[Need, object]:
    path = folder / "own.yaml"
    path.write_text(f"extends: jianbao\n{text}", encoding="utf-8")
    return {Need.PROFILE: read_profile(path, DiskWorld())}


# check and code → how the bad and the good input are made, in a folder that is empty
def _kept(name: str, **kept: str) -> tuple[Make, Make]:
    """The second month with something of the first in it; and as it was edited."""
    return (lambda _: months.given({**months.SECOND, **kept}, name),
            lambda _: months.given(months.SECOND, months.MAY))


MADE: Mapping[tuple[str, str], tuple[Make, Make]] = {
    **{("stale", code): _kept(months.MAY, **{key: months.FIRST[key]}) for code, key in (
        ("W0490", "用电"), ("W0491", "句"), ("W0492", "图"), ("W0493", "标题"), ("W0494", "说"),
        ("W0496", "期号"))},
    ("stale", "W0495"): _kept("2024年5月", 期间="2024年4月", 图=months.FIRST["图"]),
    ("stale", "W0497"): _kept(months.MAY, 日期="2023-06-07"),
    ("values", "E0720"): (lambda _: specified(fact="c", value=Decimal(0)), lambda _: specified()),
    ("values", "E0721"): (lambda _: specified(value=Decimal(96)), lambda _: specified()),
    ("values", "E0722"): (lambda _: specified(text="95"), lambda _: specified()),
    ("axes", "E0725"): (lambda _: specified(from_eighty), lambda _: specified()),
    ("axes", "E0726"): (lambda _: specified(nameless), lambda _: specified()),
    ("identities", "E0455"): (lambda _: quarters("29"), lambda _: quarters("21")),
    ("future", "W0472"): (
        lambda _: titled("2022年生产情况"), lambda _: titled("2023年生产情况")),
    ("drawings", "E0730"): (
        lambda _: drawn(changed(other_words)), lambda _: drawn(two_years())),
    ("drawings", "E0731"): (lambda _: drawn(changed(one_red)), lambda _: drawn(two_years())),
    ("drawings", "E0732"): (lambda _: drawn(changed(pale)), lambda _: drawn(two_years())),
    ("laid", "E1019"): (lambda _: drawn(two_years(), pdf=changed(pale)),
                        lambda _: drawn(two_years(), pdf=two_years())),
    ("traced", "E1045"): (lambda _: paged("另有7户。"), lambda _: paged("另有几户。")),
    ("glyphs", "E0501"): (lambda _: set_in("甲\u0e01乙"), lambda _: set_in("甲乙")),
    ("glyphs", "E0503"): (lambda folder: set_in("国口", damaged(folder)),
                          lambda folder: set_in("国口", own_face(
                              foundry.name_keyed(folder / "own.otf", text="国口")))),
    ("glyphs", "I0509"): (lambda folder: set_in("国家", own_face(
                              foundry.glyf(folder / "own.ttf", text="国"))),
                          lambda folder: set_in("国", own_face(
                              foundry.glyf(folder / "own.ttf", text="国")))),
    ("glyphs", "I0510"): (lambda folder: set_in("“国”", own_face(
                              foundry.edited(folder / "own.ttf", wide_marks))),
                          lambda folder: set_in("国", own_face(
                              foundry.edited(folder / "own.ttf", wide_marks)))),
    ("glyphs", "I0511"): (lambda folder: set_in("周𫰠", filled(folder)),
                          lambda folder: set_in("周", filled(folder))),
    ("red_names", "W0616"): (lambda _: headed("示例县人民政府办公室重点工作简报"),
                             lambda _: headed("示例县工作简报")),
    ("red_names", "E0627"): (lambda _: headed("示例" * 60), lambda _: headed("示例县工作简报")),
    ("running_lines", "E0173"): (lambda folder: set_in("甲") | looks(folder, RUNNING),
                                 lambda folder: headed("简报") | looks(folder, RUNNING)),
    ("running_lines", "E0175"): (
        lambda folder: headed("简报") | looks(folder, RUNNING.replace("{标题}", "国" * 45)),
        lambda folder: headed("简报") | looks(folder, RUNNING)),
    ("photographs", "I0440"): (lambda _: photo(300, 200), lambda _: photo(1600, 1200)),
    ("photographs", "I0441"): (lambda _: photo(3000, 9000, 100), lambda _: photo(3000, 9000)),
    ("deviations", "I0154"): (
        lambda folder: looks(folder, "page:\n  top: {value: 40, unit: mm}\n"),
        lambda folder: looks(folder, "page:\n  top: {value: 38, unit: mm}\n")),
    ("fill", "W0157"): (lambda folder: looks(folder, "page:\n  lines: {value: 20, unit: 行}\n"),
                        lambda folder: looks(folder, "")),
}
