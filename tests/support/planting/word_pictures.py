"""Faults planted in the pictures and charts of finished Word files."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from lxml import etree
from PIL import Image
from support.planting.office import (
    WP,
    A,
    C,
    Office,
    Plant,
    R,
    another_digit,
    at_one,
    chosen,
    xml,
)
from support.proof.twins import Element

_SVG = "{http://www.w3.org/2000/svg}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_RELATIONS = "word/_rels/document.xml.rels"


def frames(office: Office) -> list[Element]:
    return list(office.root().iter(WP + "inline"))


def blips(office: Office) -> list[Element]:
    return list(office.root().iter(A + "blip"))


def _part(office: Office, key: str) -> str:
    for each in office.root(_RELATIONS):
        if each.get("Id") == key:
            return "word/" + each.get("Target", "")
    raise KeyError(key)


# ------------------------------------------------------------------------------- frames and bitmaps


def floated(frame: Element, rng: Random) -> None:
    """A picture floats elsewhere on the page, or beyond it."""
    frame.tag = WP + "anchor"
    wrap = rng.choice(("wrapSquare", "wrapTopAndBottom"))
    far = rng.choice((5_000_000, 90_000_000))
    for n, way in enumerate("HV"):
        frame.insert(n, *xml(f'<wp:position{way} relativeFrom="page"><wp:posOffset>{far}'
                             f"</wp:posOffset></wp:position{way}>"))
    frame.find(WP + "extent").addnext(etree.Element(WP + wrap))


def behind(frame: Element, rng: Random) -> None:
    """A picture lies behind the text, elsewhere."""
    floated(frame, rng)
    frame.set("behindDoc", "1")


def shrunk(frame: Element, rng: Random) -> None:
    for each in frame.iter(WP + "extent", A + "ext"):
        if each.get("cx"):
            each.set("cx", "9000")
            each.set("cy", "9000")


def turned(frame: Element, rng: Random) -> bool:
    form = next(frame.iter(A + "xfrm"), None)
    if form is None:
        return False
    name, said = rng.choice((("rot", "10800000"), ("flipH", "1"), ("flipV", "1")))
    form.set(name, said)
    return True


def paled(blip: Element, rng: Random) -> None:
    """A picture is made white, or clear."""
    blip.insert(0, xml(rng.choice((
        '<a:lum bright="100000"/>', '<a:alphaModFix amt="0"/>',
        '<a:biLevel thresh="0"/>')))[0])


def cropped(blip: Element, rng: Random) -> None:
    cut = etree.Element(A + "srcRect")
    cut.set(rng.choice("ltrb"), "40000")
    blip.addnext(cut)


def said_otherwise(frame: Element, rng: Random) -> bool:
    about = frame.find(WP + "docPr")
    text = about.get("descr", "")
    if not any(map(str.isdecimal, text)):
        return False
    about.set("descr", another_digit(text, rng))
    return True


def gone(frame: Element, rng: Random) -> None:
    run = frame.getparent().getparent()
    run.getparent().remove(run)


def exchanged(vector: bool, bitmap: bool) -> Plant:
    """Two pictures exchange their drawings, what is shown in their place, or both."""
    def plant(office: Office, rng: Random) -> bool:
        found = [each for each in blips(office) if next(each.iter(_SVG_BLIP), None) is not None]
        if len(found) < 2:
            return False
        one, other = rng.sample(found, 2)
        pairs = [(one, other)] * bitmap + [(next(one.iter(_SVG_BLIP)), next(other.iter(_SVG_BLIP)))
                                           ] * vector
        for a, b in pairs:
            mine, its = a.get(R + "embed", ""), b.get(R + "embed", "")
            a.set(R + "embed", its)
            b.set(R + "embed", mine)
        return True
    return plant


def _bitmap(change: Callable[[Image.Image, Random], bool]) -> Plant:
    """The points of what is shown where no SVG is."""
    def plant(office: Office, rng: Random) -> bool:
        found = [_part(office, each.get(R + "embed", "")) for each in blips(office)
                 if next(each.iter(_SVG_BLIP), None) is not None]
        if not found:
            return False
        part = rng.choice(found)
        image = Image.open(io.BytesIO(office.files[part])).convert("RGB")
        if not change(image, rng):
            return False
        made = io.BytesIO()
        image.save(made, "PNG")
        office.files[part] = made.getvalue()
        return True
    return plant


def _inked(image: Image.Image, rng: Random, wide: int, high: int) -> tuple[int, int] | None:
    """A place of a picture with dark ink of the size of a digit in it."""
    grey = image.convert("L")
    for _ in range(2000 if image.width > wide and image.height > high else 0):
        x, y = rng.randrange(image.width - wide), rng.randrange(image.height - high)
        small = grey.crop((x, y, x + wide, y + high)).histogram()
        if sum(small[:90]) > wide * high // 6 and sum(small[200:]) > wide * high // 3:
            return x, y
    return None


def blotted(image: Image.Image, rng: Random) -> bool:
    """A character is covered by white."""
    at = _inked(image, rng, 18, 26)
    if at is None:
        return False
    image.paste((255, 255, 255), (*at, at[0] + 18, at[1] + 26))
    return True


def pasted(image: Image.Image, rng: Random) -> bool:
    """A character is put over another."""
    one, other = _inked(image, rng, 18, 26), _inked(image, rng, 18, 26)
    if one is None or other is None or abs(one[0] - other[0]) < 9:
        return False
    image.paste(image.crop((*one, one[0] + 18, one[1] + 26)), other)
    return True


def bleached(image: Image.Image, rng: Random) -> bool:
    image.paste((255, 255, 255), (0, 0, *image.size))
    return True


# -------------------------------------------------------------------------------------- SVG, charts


def on_svg(change: Callable[[Element, Random], bool]) -> Plant:
    def plant(office: Office, rng: Random) -> bool:
        names = office.named("word/media/", ".svg")
        return bool(names) and change(office.root(rng.choice(names)), rng)
    return plant


def relabelled(root: Element, rng: Random) -> bool:
    """A label shows another digit, and says so."""
    found = [each for each in root.iter(_SVG + "g") if any(
        map(str.isdecimal, each.get("aria-label", "")))]
    if not found:
        return False
    each = rng.choice(found)
    each.set("aria-label", another_digit(each.get("aria-label", ""), rng))
    return True


def redrawn(root: Element, rng: Random) -> bool:
    """A label shows other outlines than it says."""
    uses = list(root.iter(_SVG + "use"))
    name = "{http://www.w3.org/1999/xlink}href"
    one, other = rng.sample(uses, 2)
    while one.get(name) == other.get(name):
        one, other = rng.sample(uses, 2)
    one.set(name, other.get(name, ""))
    return True


def reshaped(root: Element, rng: Random) -> bool:
    found = [each for each in root.iterfind(_SVG + "path") if "L" in each.get("d", "")]
    if not found:
        return False
    each = rng.choice(found)
    head, _, tail = each.get("d", "").rpartition("L")
    x, _, rest = tail.partition(" ")
    each.set("d", f"{head}L{float(x) + 9:g} {rest}")
    return True


def recoloured(root: Element, rng: Random) -> bool:
    found = [each for each in root.iterfind(_SVG + "path") if each.get("fill", "none") != "none"]
    if not found:
        return False
    rng.choice(found).set("fill", "#0a55ee")
    return True


def whitened(root: Element, rng: Random) -> bool:
    """A white field over all of it."""
    etree.SubElement(root, _SVG + "path", d="M0 0L900 0L900 900L0 900Z", fill="#ffffff")
    return True


def on_chart(change: Callable[[Element, Random], bool | None]) -> Plant:
    def plant(office: Office, rng: Random) -> bool:
        names = office.named("word/charts/", ".xml")
        for name in rng.sample(names, len(names)):
            if change(office.root(name), rng) is not False:
                return True
        return False
    return plant


def _cached(kind: str) -> Callable[[Element, Random], bool]:
    """A cached value, category or name of a series says another thing."""
    def change(root: Element, rng: Random) -> bool:
        found = [each for each in root.iterfind(f".//{C}ser/{C}{kind}//{C}v") if each.text]
        if not found:
            return False
        each = rng.choice(found)
        text = each.text or ""
        each.text = another_digit(text, rng) if any(map(str.isdecimal, text)) else text + "甲"
        return True
    return change


def switched(name: str, said: str, *, within: str = "") -> Callable[[Element, Random], bool]:
    """A switch of a chart says another thing."""
    def change(root: Element, rng: Random) -> bool:
        found = [each for each in root.iter(C + name)
                 if each.get("val") != said and (not within or next(
                     each.iterancestors(C + within), None) is not None)]
        for each in found:
            each.set("val", said)
        return bool(found)
    return change


def put_first(parent: str, text: str, of: str = "") -> Callable[[Element, Random], bool]:
    def change(root: Element, rng: Random) -> bool:
        found = chosen(rng, [each for each in root.iter(C + parent) if not of or next(
            each.iterancestors(C + of), None) is not None])
        if found is None:
            return False
        for each in xml(text):
            for old in found.findall(each.tag):
                found.remove(old)
            found.append(each)
        return True
    return change


def label_gone(root: Element, rng: Random) -> bool:
    found = chosen(rng, root.iter(C + "dLbl"))
    if found is None:
        return False
    for each in list(found)[1:]:
        found.remove(each)
    found.extend(xml('<c:delete val="1"/>'))
    return True


def formatted(root: Element, rng: Random) -> bool:
    """A label is written in another form."""
    found = chosen(rng, root.iterfind(f".//{C}dLbl/{C}numFmt"))
    if found is None:
        return False
    found.set("formatCode", '"约"0')
    return True


def series_cleared(root: Element, rng: Random) -> bool:
    """A series is drawn in white, or not at all."""
    found = chosen(rng, root.iterfind(f".//{C}ser/{C}spPr"))
    if found is None:
        return False
    for each in list(found):
        found.remove(each)
    found.extend(xml(rng.choice((
        "<a:noFill/><a:ln><a:noFill/></a:ln>",
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'))))
    return True


def series_exchanged(root: Element, rng: Random) -> bool:
    names = root.findall(f".//{C}ser/{C}tx//{C}v")
    if len(names) < 2 or names[0].text == names[1].text:
        return False
    names[0].text, names[1].text = names[1].text, names[0].text
    return True


def legend_gone(root: Element, rng: Random) -> bool:
    found = root.find(f".//{C}legend")
    if found is None:
        return False
    found.getparent().remove(found)
    return True


def titled(root: Element, rng: Random) -> bool:
    found = [each for each in root.iterfind(f".//{C}title//{A}t") if "单位" in (each.text or "")]
    if not found:
        return False
    found[0].text = (found[0].text or "").replace("单位：", "单位：千", 1)
    return True


def workbook(office: Office, rng: Random) -> bool:
    """The numbers of a workbook behind a chart."""
    names = office.named("word/embeddings/", ".xlsx")
    if not names:
        return False
    name = rng.choice(names)
    inside = Office(office.files[name])
    sheet = inside.root("xl/worksheets/sheet1.xml")
    space = sheet.tag.rpartition("}")[0] + "}"
    numbers = [each for each in sheet.iter(space + "v")
               if each.getparent().get("t", "n") == "n" and each.text]
    if not numbers:
        return False
    each = rng.choice(numbers)
    each.text = another_digit(each.text or "", rng)
    office.files[name] = inside.saved()
    return True


BOTH, PARITY = ("parity", "audit"), ("parity",)
KINDS: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "图浮动到别处": (at_one(frames, floated), BOTH),
    "图衬到文字下面": (at_one(frames, behind), BOTH),
    "图缩成一点": (at_one(frames, shrunk), BOTH),
    "图转了、翻了": (at_one(frames, turned), BOTH),
    "图变白、变透明": (at_one(blips, paled), BOTH),
    "图裁去一部分": (at_one(blips, cropped), BOTH),
    "图删去": (at_one(frames, gone), BOTH),
    "替代文字换了数": (at_one(frames, said_otherwise), BOTH),
    "两张图对换": (exchanged(vector=True, bitmap=True), BOTH),
    "SVG 对换": (exchanged(vector=True, bitmap=False), BOTH),
    "PNG 对换": (exchanged(vector=False, bitmap=True), BOTH),
    "PNG 里一个字涂白": (_bitmap(blotted), BOTH),
    "PNG 里一个字盖上另一个": (_bitmap(pasted), ("audit",)),     # it may be much like the other
    "PNG 全白": (_bitmap(bleached), BOTH),
    "SVG 里的数换了": (on_svg(relabelled), BOTH),
    "SVG 里的字形换了": (on_svg(redrawn), BOTH),
    "SVG 里的线、面改了": (on_svg(reshaped), BOTH),
    "SVG 里的颜色改了": (on_svg(recoloured), BOTH),
    "SVG 被盖住": (on_svg(whitened), BOTH),
    "图表的数换了": (on_chart(_cached("val")), BOTH),
    "图表的类目换了": (on_chart(_cached("cat")), BOTH),
    "图表的系列名对换": (on_chart(series_exchanged), BOTH),
    "图表的标题换了单位": (on_chart(titled), BOTH),
    "图表的工作簿换了数": (workbook, BOTH),
    "图表不显示数": (on_chart(switched("showVal", "0")), BOTH),
    "图表少一个标签": (on_chart(label_gone), ()),
    "图表的标签换了写法": (on_chart(formatted), BOTH),
    "图表换了显示单位": (on_chart(put_first(
        "valAx", '<c:dispUnits><c:builtInUnit val="thousands"/></c:dispUnits>')), BOTH),
    "图表改成百分比堆积": (on_chart(switched("grouping", "percentStacked")), BOTH),
    "图表的坐标从别处起": (on_chart(put_first("scaling", '<c:min val="5"/>', of="valAx")), BOTH),
    "图表的坐标倒着数": (on_chart(switched("orientation", "maxMin", within="valAx")), BOTH),
    "图表没有图例": (on_chart(legend_gone), BOTH),
    "图表没有类目名称": (on_chart(switched("delete", "1", within="catAx")), BOTH),
    "图表的系列没有颜色": (on_chart(series_cleared), BOTH),
}
