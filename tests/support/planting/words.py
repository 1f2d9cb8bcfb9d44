"""Faults planted in finished Word files: text, looks, rows, fields, numbers, pages, parts from
elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree
from support.planting.office import (
    SETTINGS,
    STYLES,
    Office,
    Plant,
    R,
    W,
    another_digit,
    at_one,
    child,
    chosen,
    figures,
    numbered,
    paragraph_of,
    put,
    put_in,
    runs,
    text_of,
    texts,
    xml,
)
from support.planting.word_pictures import KINDS as PICTURES
from support.proof.edits import carry, exchange
from support.proof.twins import Element

_RUN = "<w:r><w:t>第99项</w:t></w:r>"


# -------------------------------------------------------------------------------------------- text


def typed_over(run: Element, rng: Random) -> None:
    text = chosen(rng, [each for each in run.iter(W + "t") if numbered(run) and any(
        map(str.isdecimal, each.text or ""))])
    assert text is not None and text.text
    text.text = another_digit(text.text, rng)


def taken(run: Element, rng: Random) -> None:
    paragraph = paragraph_of(run)
    for each in list(paragraph):
        if each.tag not in (W + "pPr", W + "bookmarkStart", W + "bookmarkEnd"):
            paragraph.remove(each)


def paragraphs_exchanged(office: Office, rng: Random) -> bool:
    found = [p for p in office.root().iter(W + "p") if len(text_of(p)) > 20
             and p.getparent().tag == W + "body" and p.find(f".//{W}fldChar") is None]
    if len(found) < 2 or len({text_of(each) for each in found}) < 2:
        return False
    one, other = rng.sample(found, 2)
    while text_of(one) == text_of(other):
        one, other = rng.sample(found, 2)
    copy = deepcopy(one)
    other.addnext(copy)
    one.addprevious(other)
    one.getparent().remove(one)
    return True


def tabbed(run: Element, rng: Random) -> bool:
    """A tab in the middle of a number."""
    text = next((each for each in run.iter(W + "t") if each.text and any(
        a.isdecimal() and b.isdecimal() for a, b in zip(each.text, each.text[1:], strict=False))),
        None)
    if text is None or not text.text:
        return False
    at = next(n for n, (a, b) in enumerate(zip(text.text, text.text[1:], strict=False), 1)
              if a.isdecimal() and b.isdecimal())
    rest = etree.Element(W + "t")
    rest.text, text.text = text.text[at:], text.text[:at]
    text.addnext(rest)
    text.addnext(etree.Element(W + "tab"))
    return True


def _marks(office: Office) -> dict[str, str]:
    """The figures of facts that stand once, by their bookmarks."""
    root, found = office.root(), {}
    for start in root.iter(W + "bookmarkStart"):
        name = start.get(W + "name", "")
        run = start.getnext()
        if name.startswith("_rg_") and run is not None and run.tag == W + "r" and numbered(run) \
                and run.getnext() is not None and run.getnext().tag == W + "bookmarkEnd":
            found[name] = text_of(run)
    return found


def figures_exchanged(office: Office, rng: Random) -> bool:
    """Two figures change places, their bookmarks with them."""
    found = _marks(office)
    every = [(a, b) for a in found for b in found if a < b and found[a] != found[b]]
    if not every:
        return False
    exchange(office.root(), *rng.choice(every))
    return True


def figure_carried(office: Office, rng: Random) -> bool:
    """A figure with its bookmark goes to the end of another paragraph."""
    found = _marks(office)
    targets = [p for p in office.root().iter(W + "p") if len(text_of(p)) > 20]
    if not found or not targets:
        return False
    name = rng.choice(sorted(found))
    home = next(p for p in office.root().iter(W + "p") for each in p.iter(W + "bookmarkStart")
                if each.get(W + "name") == name)
    goal = rng.choice([each for each in targets if each is not home])
    carry(office.root(), name, text_of(goal))
    return True


# ------------------------------------------------------------------------------------------- looks


def look(properties: str) -> Plant:
    """A run looks otherwise by its own properties."""
    return at_one(figures, lambda run, _: put(child(run, "rPr"), properties))


def styled(properties: str) -> Plant:
    """A run looks otherwise by a character style."""
    def plant(office: Office, rng: Random) -> bool:
        run = rng.choice(texts(office))
        office.root(STYLES).extend(xml(
            f'<w:style w:type="character" w:styleId="X"><w:name w:val="X"/><w:rPr>{properties}'
            '</w:rPr></w:style>'))
        put(child(run, "rPr"), '<w:rStyle w:val="X"/>')
        return True
    return plant


def by_paragraph(properties: str) -> Plant:
    """All paragraphs of a style look otherwise."""
    def plant(office: Office, rng: Random) -> bool:
        run = rng.choice(texts(office))
        named = paragraph_of(run).find(f"{W}pPr/{W}pStyle")
        if named is None:
            return False
        style = next(each for each in office.root(STYLES).iter(W + "style")
                     if each.get(W + "styleId") == named.get(W + "val"))
        put(child(style, "rPr", first=False), properties)
        return True
    return plant


def by_default(properties: str) -> Plant:
    """All of the document looks otherwise."""
    def plant(office: Office, rng: Random) -> bool:
        put(next(office.root(STYLES).iter(W + "rPrDefault"))[0], properties)
        return True
    return plant


def of_paragraph(properties: str) -> Plant:
    return at_one(texts, lambda run, _: put(child(paragraph_of(run), "pPr"), properties))


def of_row(properties: str) -> Plant:
    def rows(office: Office) -> list[Element]:
        return [row for row in office.root().iter(W + "tr") if text_of(row).strip()]
    return at_one(rows, lambda row, _: put(child(row, "trPr"), properties))


def columns_narrowed(office: Office, rng: Random) -> bool:
    """A column as narrow as nothing."""
    tables = [t for t in office.root().iter(W + "tbl") if len(list(t.iter(W + "gridCol"))) > 1]
    table = chosen(rng, tables)
    if table is None:
        return False
    columns = list(table.iter(W + "gridCol"))
    at = rng.randrange(len(columns))
    columns[at].set(W + "w", "2")
    for row in table.iter(W + "tr"):
        cells = list(row.iter(W + "tc"))
        if at < len(cells):
            put(child(cells[at], "tcPr"), '<w:tcW w:w="2" w:type="dxa"/>')
    return True


# ------------------------------------------------------------------------------ fields and numbers


def field(code: str) -> Plant:
    """A text becomes the result of a field."""
    def change(run: Element, rng: Random) -> None:
        head, tail = (xml("".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inside}'
                                  for kind, inside in marks)) for marks in (
            (("begin", f"<w:r><w:instrText>{code}</w:instrText></w:r>"), ("separate", "")),
            (("end", ""),)))
        for each in head:
            run.addprevious(each)
        for each in reversed(tail):
            run.addnext(each)
    return at_one(figures, change)


def codes(name: str, change: Callable[[str, list[str]], str]) -> Plant:
    """The code of a field says another thing; it is told what all of its kind say."""
    def plant(office: Office, rng: Random) -> bool:
        every = [each for part in office.named("word/", ".xml")
                 for each in office.root(part).iter(W + "instrText")
                 if (each.text or "").split()[:1] == [name]]
        found = chosen(rng, every)
        if found is None:
            return False
        was = found.text or ""
        found.text = change(was, sorted({each.text or "" for each in every} - {was}))
        return found.text != was
    return plant


def misled(*, listed: bool) -> Plant:
    """A link leads to another place: an entry of a contents, or another."""
    def plant(office: Office, rng: Random) -> bool:
        return _misled([
            each for each in office.root().iter(W + "hyperlink")
            if each.get(W + "anchor") and listed is ("PAGEREF" in "".join(each.itertext()))],
            office, rng)
    return plant


def _misled(links: list[Element], office: Office, rng: Random) -> bool:
    names = sorted({each.get(W + "name", "") for each in office.root().iter(W + "bookmarkStart")
                    if each.get(W + "name", "").startswith("_Ref")})
    if not links or len(names) < 2:
        return False
    link = rng.choice(links)
    link.set(W + "anchor", rng.choice([n for n in names if n != link.get(W + "anchor")]))
    return True


def counted(change: Callable[[Element], bool | None]) -> Plant:
    """The numbering that some paragraph uses."""
    def plant(office: Office, rng: Random) -> bool:
        used = [each for each in office.root().iter(W + "numPr") if text_of(
            next(each.iterancestors(W + "p"))).strip()]
        numbers = office.files.get("word/numbering.xml")
        if not used or not numbers:
            return False
        one = rng.choice(used).find(W + "numId").get(W + "val")
        root = office.root("word/numbering.xml")
        num = next(each for each in root.iter(W + "num") if each.get(W + "numId") == one)
        for each in num.findall(W + "lvlOverride"):
            num.remove(each)
        abstract = num.find(W + "abstractNumId").get(W + "val")
        level = next(each for each in root.iter(W + "abstractNum")
                     if each.get(W + "abstractNumId") == abstract).find(W + "lvl")
        return change(level) is not False
    return plant


def numbered_ones(office: Office) -> list[Element]:
    return [each for each in office.root().iter(W + "numPr") if text_of(
        next(each.iterancestors(W + "p"))).strip()]


# ------------------------------------------------------------------------------------------- pages


def in_section(text: str) -> Plant:
    def plant(office: Office, rng: Random) -> bool:
        put(next(office.root().iter(W + "sectPr")), text)
        return True
    return plant


def switched_off(part: str, name: str) -> Plant:
    def plant(office: Office, rng: Random) -> bool:
        found = list(office.root(part).iter(W + name))
        for each in found:
            each.getparent().remove(each)
        return bool(found)
    return plant


def in_edge(text: str) -> Plant:
    """Something put into a header or a footer."""
    def plant(office: Office, rng: Random) -> bool:
        part = rng.choice([*office.named("word/footer"), *office.named("word/header")])
        chosen(rng, office.root(part).iter(W + "p")).extend(xml(text))
        return True
    return plant


def edge_gone(office: Office, rng: Random) -> bool:
    found = chosen(rng, office.root().iter(W + "footerReference"))
    if found is None:
        return False
    found.getparent().remove(found)
    return True


def edges_exchanged(office: Office, rng: Random) -> bool:
    """The footers of odd and even pages."""
    found = {each.get(W + "type"): each for each in office.root().iter(W + "footerReference")}
    one, other = found.get("default"), found.get("even")
    if one is None or other is None:
        return False
    mine, its = one.get(R + "id"), other.get(R + "id")
    one.set(R + "id", its or "")
    other.set(R + "id", mine or "")
    parts = [office.root(part) for part in office.named("word/footer-")]
    return len({etree.tostring(each) for each in parts}) > 1


# ------------------------------------------------------------------------------------------- kinds

_SHAPE = ('<w:r><w:drawing><wp:anchor behindDoc="0"><wp:wrapNone/><wp:docPr id="9" name="白块"/>'
          "</wp:anchor></w:drawing></w:r>")
_VML = ('<w:r><w:pict><v:rect style="position:absolute;width:300pt;height:60pt"'
        ' fillcolor="white"/></w:pict></w:r>')
_ART = ('<w:r><w:pict><v:shape style="width:90pt;height:20pt"><v:textpath string="99"/></v:shape>'
        "</w:pict></w:r>")
_DRAWN = ("<w:r><w:drawing><wp:inline><a:graphic><a:p><a:r><a:t>99</a:t></a:r></a:p></a:graphic>"
          "</wp:inline></w:drawing></w:r>")
_CLEAR = '<w14:textFill><w14:noFill/></w14:textFill>'
_MATHS = "<m:oMath><m:r><m:t>99</m:t></m:r></m:oMath>"
_RUBY = ("<w:r><w:ruby><w:rt><w:r><w:t>99</w:t></w:r></w:rt><w:rubyBase/></w:ruby></w:r>")
_BOUND = ('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent/></w:sdt>')
_BOX = ("<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>另有99项</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")

# Each kind, and the proofs that claim to tell it: that both files say and show the same (parity),
# what became of our file (audit), and that a number of it was changed (refused).
BOTH, PARITY, FIGURES = ("parity", "audit"), ("parity",), ("parity", "audit", "refused")
KINDS: dict[str, tuple[Plant, tuple[str, ...]]] = {
    "数字换了一个": (at_one(figures, typed_over), BOTH),
    "一段的字没有了": (at_one(texts, taken), BOTH),
    "两段对换": (paragraphs_exchanged, BOTH),
    "添了字": (put_in(_RUN), BOTH),
    "数里夹了制表符": (at_one(figures, tabbed), BOTH),
    "两个数连同书签对换": (figures_exchanged, FIGURES),
    "数连同书签挪到另一处": (figure_carried, FIGURES),
    "隐藏：字": (look("<w:vanish/>"), BOTH),
    "隐藏：字符样式": (styled("<w:vanish/>"), BOTH),
    "隐藏：段落样式": (by_paragraph("<w:vanish/>"), BOTH),
    "隐藏：全文缺省": (by_default("<w:vanish/>"), BOTH),
    "淡字：字": (look('<w:color w:val="FAFAFA"/>'), BOTH),
    "淡字：字符样式": (styled('<w:color w:val="FFFFFF"/>'), BOTH),
    "淡字：段落样式": (by_paragraph('<w:color w:val="F7F7F7"/>'), BOTH),
    "淡字：主题色": (look('<w:color w:val="auto" w:themeColor="background1"/>'), BOTH),
    "和底色一样": (look('<w:color w:val="222222"/><w:shd w:val="clear" w:fill="222222"/>'), BOTH),
    "文字填充透明": (look(_CLEAR), BOTH),
    "字太小：字": (look('<w:sz w:val="2"/>'), BOTH),
    "字太小：段落样式": (by_paragraph('<w:sz w:val="2"/>'), BOTH),
    "划去": (look("<w:strike/>"), BOTH),
    "划去：段落样式": (by_paragraph("<w:dstrike/>"), BOTH),
    "字压扁": (look('<w:w w:val="1"/>'), BOTH),
    "字挤在一起": (look('<w:spacing w:val="-400"/>'), BOTH),
    "字压成一点": (look('<w:fitText w:val="1"/>'), BOTH),
    "字移高移低": (look('<w:position w:val="1000"/>'), BOTH),
    "从右到左": (look("<w:rtl/>"), BOTH),
    "符号字体": (look('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), BOTH),
    "行没有高": (of_paragraph('<w:spacing w:line="1" w:lineRule="exact"/>'), BOTH),
    "缩进到纸外": (of_paragraph('<w:ind w:left="-20000"/>'), BOTH),
    "框挪到纸外": (of_paragraph('<w:framePr w:x="20000" w:y="1"/>'), BOTH),
    "表格的行隐藏": (of_row("<w:hidden/>"), BOTH),
    "表格的行太低": (of_row('<w:trHeight w:val="1" w:hRule="exact"/>'), BOTH),
    "表格的列太窄": (columns_narrowed, BOTH),
    "白块盖住": (put_in(_SHAPE), BOTH),
    "旧式图形盖住": (put_in(_VML), BOTH),
    "算式域": (field("=1+2"), BOTH),
    "日期域": (field("DATE"), BOTH),
    "引入的域": (field("INCLUDETEXT x.docx"), BOTH),
    "题注号重数": (codes("SEQ", lambda was, _: was + "\\r 7 "), BOTH),
    "引用指到别处": (codes("REF", lambda was, other: other[0] if other else was), BOTH),
    "目录页码指到别处": (codes("PAGEREF", lambda was, other: other[0] if other else was), BOTH),
    "目录条目指到别处": (misled(listed=True), BOTH),
    "链接指到别处": (misled(listed=False), PARITY),
    "编号取消": (at_one(numbered_ones, lambda each, _: put(each, '<w:numId w:val="0"/>')), BOTH),
    "编号从别处起": (counted(lambda level: put(level, '<w:start w:val="4"/>')), BOTH),
    "编号换了写法": (counted(lambda level: put(level, '<w:numFmt w:val="upperRoman"/>')), BOTH),
    "编号换了字": (counted(lambda level: put(level, '<w:lvlText w:val="甲%1"/>')), BOTH),
    "页码从别处起": (in_section('<w:pgNumType w:start="5"/>'), BOTH),
    "页码换了写法": (in_section('<w:pgNumType w:fmt="upperRoman"/>'), BOTH),
    "页码域换了写法": (codes("PAGE", lambda was, _: was + "\\* ROMAN "), BOTH),
    "不分奇偶页": (switched_off(SETTINGS, "evenAndOddHeaders"), BOTH),
    "不另设首页": (switched_off("word/document.xml", "titlePg"), BOTH),
    "页脚没有了": (edge_gone, BOTH),
    "奇偶页脚对换": (edges_exchanged, ()),
    "页边添字": (in_edge(_RUN), BOTH),
    "页边的图形里添字": (in_edge(_DRAWN), BOTH),
    "页边白块": (in_edge(_SHAPE), BOTH),
    "加了行号": (in_section('<w:lnNumType w:countBy="1"/>'), BOTH),
    "引入的文件": (at_one(lambda office: [run for run in runs(office.root()) if paragraph_of(
        run).getparent().tag == W + "body"], lambda run, _: paragraph_of(run).addprevious(
            xml('<w:altChunk r:id="x"/>')[0])), BOTH),
    "绑定的控件": (put_in(_BOUND), BOTH),
    "图形里的字": (put_in(_DRAWN), BOTH),
    "艺术字": (put_in(_ART), BOTH),
    "文本框添字": (put_in(_BOX), BOTH),
    "公式里的字": (put_in(_MATHS), BOTH),
    "注音里的字": (put_in(_RUBY), BOTH),
    **PICTURES,
}
