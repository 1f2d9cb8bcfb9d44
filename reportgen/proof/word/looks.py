"""What a reader does not see of a Word file's text, though it stands there, and why.

A run looks as its own properties say, else its character style, its paragraph's style, the style of
its table, the document's defaults (ECMA-376 part 1, 17.7.2); a row or a paragraph may hide it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.frozen import frozen
from reportgen.proof.package import Element
from reportgen.proof.word.styles import Styles
from reportgen.proof.word.xml import W, number, on, value

HIDDEN = "隐藏"
_TINY = 6                # half points: 3 pt
_LOW = 60                # twentieths of a point: lines and rows of 3 pt
_NARROW = 20             # per cent of a character's width
_FAR = 15_000            # twentieths of a point: beyond every sheet's edge
_LIFTED = 200            # half points
_PRESSED = -80           # twentieths of a point: nearer, characters lie on each other
_SLIM = 100              # twentieths of a point: a column, or a text made to fit, of 5 pt
_PALE = 0.06             # the least of what ink and ground differ by, of 1
_PAPER = "FFFFFF"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FILLED = f"{_W14}textFill"      # [MS-DOCX] 2.6.1.9
_CLEAR = 90_000          # thousandths of a per cent of transparency
_THEME = {"background1": _PAPER, "light1": _PAPER, "bg1": _PAPER, "lt1": _PAPER}
_SWITCHES = {"vanish": HIDDEN, "strike": "划去", "dstrike": "划去", "rtl": "从右到左"}
_SYMBOLS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol",
                      "mt extra", "marlett"))     # faces that show other characters than they say
_PLACES = frozenset(("left", "start", "right", "end", "firstLine", "hanging", "x", "y"))
# The properties of a run that decide whether it is seen.
_LOOKS = frozenset(W + name for name in (
    *_SWITCHES, "color", "sz", "w", "position", "shd", "highlight", "spacing", "fitText",
    "rFonts")) | {_FILLED}

Look = Mapping[str, Element]


@frozen
class _Around:
    """Of a paragraph: its style and its table's, how it is hidden, the colour of its ground.

    A row hides all that is in it; a line without height hides its text (`aside`), not the frames
    that are anchored there. A ground that only a style gives is `shaded`: no ink is called pale
    on it.
    """

    style: str
    table: str
    row: str
    aside: str
    ground: str
    shaded: bool


@dataclass(slots=True)
class Looks:
    """The looks of a document's runs. What styles say together is kept by their names."""

    styles: Styles = field(default_factory=Styles)
    _styled: dict[tuple[str, str, str], Look] = field(default_factory=dict)
    _last: tuple[Element, _Around] | None = None     # the paragraph looked at last
    _row: tuple[Element, str, str] | None = None     # the row, its table's style, how it hides
    _grounds: dict[tuple[str, str], bool] = field(default_factory=dict)
    _known: dict[tuple[str, _Around], tuple[str, str]] = field(default_factory=dict)

    def hidden(self, run: Element) -> str:
        """Why nothing of a run is seen, its pictures neither; empty where they are."""
        return self.reasons(run)[0]

    def unseen(self, run: Element) -> str:
        """Why the text of a run is not seen; empty where it is."""
        return self.reasons(run)[1]

    def reasons(self, run: Element) -> tuple[str, str]:
        """Why nothing of a run is seen, and why its text is not; what is alike is judged once."""
        around, own = self._around(run), run.find(W + "rPr")
        named = value(own, "rStyle") if own is not None else "", around.style, around.table
        if mine := dict(_of(own)):
            return _judged({**self._of_styles(*named), **mine}, around)
        if (named[0], around) not in self._known:
            self._known[named[0], around] = _judged(self._of_styles(*named), around)
        return self._known[named[0], around]

    def _of_styles(self, run: str, paragraph: str, table: str) -> Look:
        named = run, paragraph, table
        if named not in self._styled:
            look = dict(_of(self.styles.defaults))
            for name in (table, paragraph or self.styles.default, run):
                for style in reversed(self.styles.named(name)):
                    look.update(_of(style.find(W + "rPr")))
            self._styled[named] = look
        return self._styled[named]

    def _around(self, run: Element) -> _Around:
        parent = run.getparent()
        paragraph = parent if parent is not None and parent.tag == W + "p" else \
            next(run.iterancestors(W + "p"), None)
        if paragraph is None:
            return _Around("", "", "", "", "", shaded=False)
        if self._last is None or self._last[0] is not paragraph:
            self._last = paragraph, self._of_paragraph(paragraph)
        return self._last[1]

    def _of_paragraph(self, paragraph: Element) -> _Around:
        properties, cell = paragraph.find(W + "pPr"), next(paragraph.iterancestors(W + "tc"), None)
        style = value(properties, "pStyle") if properties is not None else ""
        table, row = ("", "") if cell is None else self._of_row(cell)
        row = row or _too_slim(cell)
        shades = [mark for each in (properties, None if cell is None else cell.find(W + "tcPr"))
                  if each is not None for mark in each.iterchildren(W + "shd")]
        ground = next(filter(None, (_colour(each, "fill", "themeFill") for each in shades)), "")
        return _Around(style, table, row, _set_aside(properties), ground,
                       self._shaded(style, table))

    def _of_row(self, cell: Element) -> tuple[str, str]:
        """The style of the table that a cell stands in, and how a row around it hides it."""
        row = next(cell.iterancestors(W + "tr"), None)
        if row is None:
            return "", ""
        if self._row is None or self._row[0] is not row:
            around = row, *row.iterancestors(W + "tr", W + "tbl")
            table = next((value(each, "tblStyle") for parent in around      # found, not sought: a
                          if (each := parent.find(W + "tblPr")) is not None), "")   # table is long
            self._row = row, table, next(filter(None, map(row_hidden, around)), "")
        return self._row[1:]

    def _shaded(self, style: str, table: str) -> bool:
        """Whether the styles of a paragraph and its table give it a ground."""
        if (style, table) not in self._grounds:
            chain = (*self.styles.named(style or self.styles.default), *self.styles.named(table))
            self._grounds[style, table] = any(
                _colour(each, "fill", "themeFill") for one in chain for each in one.iter(W + "shd"))
        return self._grounds[style, table]


def _judged(look: Look, around: _Around) -> tuple[str, str]:
    """Why nothing is seen that looks so, and why no text is."""
    vanished = around.row or (HIDDEN if "vanish" in look and on(look["vanish"]) else "")
    if around.row or around.aside:
        return vanished, around.row or around.aside
    for name, why in _SWITCHES.items():
        if name in look and on(look[name]):
            return vanished, why
    if _told(look, "sz", _TINY + 1) <= _TINY or _told(look, "w", 100) < _NARROW:
        return vanished, "字号太小"
    if _told(look, "spacing", 0) < _PRESSED or _told(look, "fitText", _SLIM) < _SLIM:
        return vanished, "字叠在一起"
    if abs(_told(look, "position", 0)) > _LIFTED:
        return vanished, "移到了别处"
    if "rFonts" in look and _SYMBOLS & {str(name).lower() for name in look["rFonts"].values()}:
        return vanished, "用了符号字体"
    return vanished, _cleared(look) or _pale(look, around)


def row_hidden(row: Element) -> str:
    """How a row of a table hides what is in it; empty where it does not."""
    told = [each for properties in row.iterchildren(W + "trPr") for each in properties]
    if any(on(each) for each in told if each.tag == W + "hidden"):
        return "行隐藏"
    low = any(each.get(W + "hRule") == "exact" and number(each.get(W + "val"), _LOW + 1) <= _LOW
              for each in told if each.tag == W + "trHeight")
    return "行太低" if low else ""


def _too_slim(cell: Element | None) -> str:
    """Whether a cell is too narrow to show a character."""
    wide = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    slim = wide is not None and wide.get(W + "type", "dxa") == "dxa" \
        and 0 < number(wide.get(W + "w"), _SLIM) < _SLIM     # 0: as wide as what is in it
    return "列太窄" if slim else ""


def _set_aside(properties: Element | None) -> str:
    """How a paragraph's own place hides it: lines without height, or beyond the paper's edge."""
    for each in properties if properties is not None else ():
        match str(each.tag).removeprefix(W):
            case "spacing" if each.get(W + "lineRule") == "exact" \
                    and number(each.get(W + "line"), _LOW + 1) <= _LOW:
                return "行太低"
            case "ind" | "framePr" if any(
                    abs(_whole(str(text))) > _FAR for name, text in each.items()
                    if str(name).removeprefix(W) in _PLACES):
                return "移到了纸外"
    return ""


def _cleared(look: Look) -> str:
    """A fill of letters that newer programs show instead of their colour."""
    fill = look.get(_FILLED)
    if fill is None or not len(fill):
        return ""
    kind, hue = str(fill[0].tag).rpartition("}")[2], next(fill.iter(f"{_W14}srgbClr"), None)
    clear = any(number(each.get(f"{_W14}val"), 0) > _CLEAR for each in fill.iter(f"{_W14}alpha"))
    pale = hue is not None and _apart(_hex(hue.get(f"{_W14}val", "")) or "000000", _PAPER) < _PALE
    if kind == "noFill" or clear:
        return "填充透明"
    return "白字" if kind == "solidFill" and pale else ""


def _pale(look: Look, around: _Around) -> str:
    """What makes ink and ground nearly one colour; automatic ink is white on a dark ground."""
    ink = _colour(look.get("color"), "val", "themeColor")
    ground = _colour(look.get("shd"), "fill", "themeFill") or around.ground
    if not ink or "highlight" in look or (around.shaded and not ground) \
            or _apart(ink, ground or _PAPER) >= _PALE:
        return ""
    return "和底色一样" if ground else "白字"


def _of(properties: Element | None) -> Iterator[tuple[str, Element]]:
    for each in properties if properties is not None else ():
        if each.tag in _LOOKS:
            yield str(each.tag).removeprefix(W), each


def _told(look: Look, name: str, otherwise: int) -> int:
    return _whole(look[name].get(W + "val", ""), otherwise) if name in look else otherwise


def _whole(text: str, otherwise: int = 0) -> int:
    sign = -1 if text.startswith("-") else 1
    return sign * number(text.removeprefix("-").removesuffix("%"), otherwise)


def _colour(element: Element | None, plain: str, theme: str) -> str:
    """A colour as six digits; empty for none, automatic, or one of the theme's darker ones."""
    if element is None:
        return ""
    return _THEME.get(element.get(W + theme, ""), "") or _hex(element.get(W + plain, ""))


def _hex(said: str) -> str:
    """A colour as six digits; empty for what is none."""
    digits = said.upper()
    return digits if len(digits) == 6 and set(digits) <= set("0123456789ABCDEF") else ""


def _apart(one: str, other: str) -> float:
    """How far two colours are apart in brightness (Rec. 709), from 0 to 1."""
    first, second = (sum(weight * int(each[at : at + 2], 16) for at, weight in
                         ((0, 0.2126), (2, 0.7152), (4, 0.0722))) / 255 for each in (one, other))
    return abs(first - second)
