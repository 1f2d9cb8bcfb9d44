"""What a unit may write where the packaged profile has a value: the kind of that value decides."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from reportgen.diagnostics import Sink
from reportgen.document.printed import BLANKS, PAGE, PAGES, TABLE
from reportgen.facts.scale import GROUPED
from reportgen.frozen import frozen
from reportgen.sources.nearest import asked
from reportgen.style.keys import part, told
from reportgen.style.setting import Setting

# Type sizes by name, in the points of word processors.
SIZES = {
    "初号": "42", "小初": "36", "一号": "26", "小一": "24", "二号": "22", "小二": "18",
    "三号": "16", "小三": "15", "四号": "14", "小四": "12", "五号": "10.5", "小五": "9",
}
FLAGS = {"true": "true", "false": "false", "是": "true", "否": "false"}
_ALIGNS = {
    "left": "left", "center": "center", "right": "right", "justify": "justify",
    "居左": "left", "居中": "center", "居右": "right", "两端对齐": "justify",
}
OUTER = "outer"      # of a page number: at the right of odd pages, at the left of even ones
_OUTER = tuple(f"styles.{style}.align" for style in ("folio", "header", "footer"))
NUMBERING = "word.numbering"     # of lists and headings: counted by Word, or typed text
_NUMBERINGS = {"field": "field", "text": "text", "域": "field", "自动": "field", "文字": "text"}
_THOUSANDS = {"as written": "as written", GROUPED: GROUPED, "照写": "as written", "千分撇": GROUPED}
TIGHTEN = "page.tighten"         # when a page takes a line more: never, or one of
ENDING, SIGNATURE = "ending", "signature"
_TIGHTENINGS = {
    "never": "never", SIGNATURE: SIGNATURE, ENDING: ENDING,
    "不收紧": "never", "署名": SIGNATURE, "末页": ENDING,
}
WIDE = "table.wide"              # what becomes of a table that is too wide for its page
TURNED, REFUSED = "turned", "refused"
_WIDTHS = {TURNED: TURNED, "split": "split", REFUSED: REFUSED,
           "横排": TURNED, "拆分": "split", "报错": REFUSED}
STANDARD = "pdf.standard"        # what a PDF claims to be
_STANDARDS = {"3a": "3a", "2a": "2a", "2u": "2u", "none": "none", "不声明": "none"}
_PAPERS = {"A4": "A4", "A3": "A3", "A5": "A5", "16K": "16K", "16开": "16K"}
_WAYS = {"portrait": "portrait", "landscape": "landscape", "纵向": "portrait", "竖向": "portrait",
         "横向": "landscape"}
_ROLES = {
    "仿宋": "fangsong", "楷体": "kai", "黑体": "hei", "宋体": "song", "小标宋": "xiaobiaosong",
}
_BLANKS = {"folio.text": (PAGE, PAGES), "table.continued": (TABLE,),
           "header.text": BLANKS, "footer.text": BLANKS}
_NEEDED = {"folio.text": PAGE}
# Keys whose value is one of a few words, and how to write these.
_WORDS: Mapping[str, tuple[Mapping[str, str], str]] = {
    NUMBERING: (_NUMBERINGS, "写 域 或 文字"),
    TIGHTEN: (_TIGHTENINGS, "写 末页、署名 或 不收紧"),
    WIDE: (_WIDTHS, "写 横排、拆分 或 报错"),
    STANDARD: (_STANDARDS, "写 3a、2a、2u 或 不声明"),
    "page.size": (_PAPERS | {name.lower(): value for name, value in _PAPERS.items()},
                  "写 A3、A4、A5 或 16K；别的纸写 纸宽、纸高"),
    "page.orientation": (_WAYS, "写 纵向 或 横向"),
    "text.thousands": (_THOUSANDS, "写 照写 或 千分撇"),
    "text.minus": ({"−": "−", "-": "-"}, "写 −（减号）或 \"-\"（连字符）"),
}
_BLANK = re.compile(r"[{}][^{}]*[{}]?")
_UNITS = {"毫米": "mm", "厘米": "cm", "磅": "pt", "点": "pt", "缇": "twip"}
_LENGTHS = ("mm", "cm", "pt", "twip", "字", "行")
_WITH_UNIT = re.compile(
    rf"(?P<value>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>{'|'.join((*_UNITS, *_LENGTHS, 'em'))})"
)
# Counted in their own unit wherever they are read, so no millimetre can stand for it.
_COUNTED = re.compile(
    r"\.(lines|characters|indent|side|side_indent|hang|number|leader|air|dot_pitch|text_lines"
    r"|title_line|justify_from|orphan|rows_kept)$"
)
# Nought of it cannot be seen.
_SIZED = re.compile(
    r"page\.((type_)?(width|height)|lines|characters)|.*[._](size|size_min|size_whole|em|pitch|name_max)"
    r"|.*\.(name_width|signers|hatch_spacing)|photo\.tallest|figure\.shrink"
)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_WHOLE = ("page.lines", "page.characters", "typeset.orphan", "signature.text_lines",
          "table.rows_kept")
_MOST = {"typeset.autospace": 500, "photo.quality": 95, "figure.shrink": 100, "folio.from": 2,
         "watermark.angle": 90, "page.ascent": 1, "folio.start": 9999}
_LARGEST = 100_000      # of whatever unit: no measure of a page is more
_FINEST = 6             # decimals
_CHART = "chart."
_TIMES = 4       # what a chart's measures may be, of the packaged ones: all else finds no room
_LEAST = {"folio.from": 1, "folio.start": 1}
_NUMBER = re.compile(r"\d+(\.\d+)?")


def spoken(value: str) -> str:
    """A value as a clerk writes it: 居中 for center."""
    words = {**_ALIGNS, **FLAGS, **_NUMBERINGS, **_TIGHTENINGS, **_WAYS, **_STANDARDS, **_WIDTHS,
             **_THOUSANDS, "外侧": OUTER} | _ROLES
    return next((word for word, each in words.items() if each == value != word), value)


def shown(setting: Setting) -> str:
    """A setting as a message names it: 37 mm, 居中."""
    return f"{spoken(setting.value)} {setting.unit}".rstrip()


@frozen
class Schema:
    """The packaged settings that a unit's own are measured by, and the face roles there are."""

    base: Mapping[str, Setting]
    roles: Sequence[str]
    sink: Sink

    def fitted(self, key: str, own: Setting) -> Setting:
        """A unit's setting as the program reads it; what is wrong goes to the sink."""
        base = self.base[key]
        if base.value in FLAGS.values():
            return self._chosen(key, own, FLAGS, "E0155", "写 是 或 否")
        if key.endswith(".align"):
            choices = _ALIGNS | ({OUTER: OUTER, "外侧": OUTER} if key in _OUTER else {})
            words = "、".join(word for word, value in choices.items() if word != value)
            return self._chosen(key, own, choices, "E0170", f"写 {words}")
        if key in _WORDS:
            return self._chosen(key, own, _WORDS[key][0], "E0170", _WORDS[key][1])
        if key.endswith(".role"):
            roles = {role: role for role in self.roles}
            roles |= {name: role for name, role in _ROLES.items() if role in roles}
            hint = f"写 {'、'.join(map(spoken, self.roles))} 之一"
            return self._chosen(key, own, roles, "E0170", *(asked(own.value, roles) or (hint,)))
        if _COLOUR.fullmatch(base.value):
            if not _COLOUR.fullmatch(own.value):
                self._wrong("E0170", key, own, "颜色写 # 和六位十六进制数，如 '#FF0000'")
            return own
        if base.unit or _NUMBER.fullmatch(base.value):
            return self._measured(key, own, base)
        if base.value and not own.value.strip():
            self._wrong("E0170", key, own, f"不能空着，如 {base.value}")
        elif "\n" in own.value:
            self._wrong("E0170", key, own, "写在一行里")
        elif key in _BLANKS:
            self._filled(key, own)
        return own

    def _filled(self, key: str, own: Setting) -> None:
        """The words may have the blanks that the program fills, and no others."""
        known = _BLANKS[key]
        unknown = next((each for each in _BLANK.findall(own.value) if each not in known), "")
        if unknown:
            self._wrong("E0170", key, own, f"“{unknown}”没有东西可填，能填的是 {'、'.join(known)}")
        elif _NEEDED.get(key, "") not in own.value:
            self._wrong("E0170", key, own, f"写上 {_NEEDED[key]}，如 {self.base[key].value}")

    def _chosen(
        self, key: str, own: Setting, choices: Mapping[str, str], code: str, *hints: str
    ) -> Setting:
        if own.value not in choices:
            self._wrong(code, key, own, *hints)
            return self.base[key]
        return replace(own, value=choices[own.value])

    def _measured(self, key: str, own: Setting, base: Setting) -> Setting:
        if own.value in SIZES and base.unit == "pt":
            own = replace(own, value=SIZES[own.value], unit="pt")
        elif not own.unit and (said := _WITH_UNIT.fullmatch(own.value.strip())):
            own = replace(own, value=said["value"], unit=said["unit"])      # 3cm, 28毫米
        try:
            value = Decimal(own.value)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            name = told(key, own.written)
            hint = f"写数字，或连单位一起写，如 {name}: {self.base[key].value}{base.unit}"
            if base.unit == "pt":
                hint += "；字号也可以写 三号、小四"
            self.sink.error("E0153", f"“{name}”的值“{own.value}”不是数", own.span, hint)
            return base
        self._bounded(key, own, value)
        unit = _UNITS.get(own.unit, own.unit) or base.unit
        if not self._same_kind(key, unit, base.unit):
            self._wrong_unit(key, own, base)
            return base
        if unit == "cm":
            value, unit = value * 10, "mm"
        return replace(own, value=format(value, "f"), unit=unit)

    def _bounded(self, key: str, own: Setting, value: Decimal) -> None:
        """E0158 for what is too small or too large to be set."""
        whole = _NUMBER.fullmatch(self.base[key].value) and "." not in self.base[key].value
        if value < 0 or (value == 0 and _SIZED.fullmatch(key)):
            self._out_of_bounds(key, own, "写零以上的数" if value < 0 else "写大于零的数")
        elif value < _LEAST.get(key, value):
            self._out_of_bounds(key, own, f"最小 {_LEAST[key]}")
        elif value > (most := self._most(key)):
            self._out_of_bounds(key, own, f"最大 {most}")
        elif value.as_tuple().exponent < -_FINEST:      # type: ignore[operator]
            self._out_of_bounds(key, own, f"最多写{_FINEST}位小数")
        elif value % 1 and whole and (not self.base[key].unit or key in _WHOLE):
            self._out_of_bounds(key, own, "写整数")

    def _most(self, key: str) -> Decimal:
        if key.startswith(_CHART):
            return _TIMES * Decimal(self.base[key].value)
        return Decimal(_MOST.get(key, _LARGEST))

    def _same_kind(self, key: str, unit: str, base: str) -> bool:
        if base not in _LENGTHS or _COUNTED.search(key):
            return unit == base
        return unit in _LENGTHS

    def _out_of_bounds(self, key: str, own: Setting, hint: str) -> None:
        shown = f"{own.value} {own.unit}".rstrip()
        name = told(key, own.written)
        self.sink.error("E0158", f"“{name}”不能是 {shown}", own.span, hint)

    def _wrong(self, code: str, key: str, own: Setting, *hints: str) -> None:
        name = told(key, own.written)
        self.sink.error(code, f"“{name}”不能是“{own.value}”", own.span, *hints)

    def _wrong_unit(self, key: str, own: Setting, base: Setting) -> None:
        lengths = base.unit in _LENGTHS and not _COUNTED.search(key)
        name = told(key, own.written)
        hint = f"写 {part('unit', name)}: {base.unit}，或不写单位"
        if lengths:
            hint = f"长度的单位有 {'、'.join(_LENGTHS)}"
        self.sink.error("E0171", f"“{name}”的单位不能是“{own.unit}”", own.span, hint)
