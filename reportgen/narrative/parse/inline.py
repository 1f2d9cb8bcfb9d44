"""The inline parser: escapes, `**strong**`, `{{ … }}`, `{% … %}`, comments, ends of lines.

One pass over a passage, one stack. Emphasis is a rule of our own (`**` opens, the next `**`
closes), because CommonMark's flanking rule leaves `**“三农”**工作` unbolded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.narrative import syntax
from reportgen.narrative.language.marks import MAKE, PATTERN, Plain, Script, Words, Wrong, address
from reportgen.narrative.language.passage import Passage
from reportgen.narrative.language.survey import Findings, survey
from reportgen.narrative.parse.line_marks import BLANKS, mark_of
from reportgen.narrative.parse.nesting import Nesting
from reportgen.narrative.parse.tags import parse_insert, parse_tag

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<insert>[{｛][ \u3000]?[{｛])"
    r"|(?P<tag>[{｛][ \u3000]?[%％])"
    r"|(?P<stray>[}｝][ \u3000]?[}｝]|[%％][ \u3000]?[}｝])"
    r"|(?P<stars>[*＊]{4,})"
    r"|(?P<strong>\*\*\*(?!\*)|\*\*|＊＊)"
    r"|(?P<comment><!--)"
    r"|(?P<break>(?:\\[ \t]*|(?<![ \t])[ \t]{2,})\n[ \t\u3000]*|\\[ \t]*\Z"
    r"|(?<![ \t\u3000])[ \t\u3000]*<[bB][rR][ \t]*/?>[ \t\u3000]*\n?[ \t\u3000]*)"
    r"|(?P<newline>(?<![ \t\u3000])[ \t\u3000]*\n[ \t\u3000]*)"
    rf"|{PATTERN}"
)
_INSERT_END = re.compile(r"(?P<close>[}｝][ \u3000]?[}｝])|[{｛][ \u3000]?[{｛%％]|(?P<half>[}｝])")
_TAG_END = re.compile(r"(?P<close>[%％][ \u3000]?[}｝])|[{｛][ \u3000]?[{｛%％]|(?P<half>[}｝])")
_ENDING = frozenset("、，。；：！？）】》”’")     # what no emphasis begins with
# A surname, stars, a word that joins, a surname, stars.
_SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田"
             "董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白"
             "孟秦邱侯江尹薛闫段雷黎史陶贺毛郝顾龚邵万甲乙丙")
_MASKED = re.compile(
    rf"(?P<names>[{_SURNAMES}]\*\*[、，和与及跟同或]*(?:[^*、，。\s]{{0,4}}[、，和与及])?[{_SURNAMES}]\*\*)$")
_FAR = 60        # characters before a mark that are looked at
# A tab between words, outside inserts
_TAB = re.compile(r"\{\{[^{}]*\}\}|(?<=\S)[ \u3000]*(?P<tab>\t)[ \t\u3000]*(?=\S)")
_STRONG = re.compile(r"\*\*|＊＊")
_WORD = re.compile(r"[0-9A-Za-z]")


class Ends(Enum):
    """What the end of a line is in a passage."""

    SOFT = "soft"      # nothing, unless it is marked: the passage goes on (prose)
    HARD = "hard"      # the end of a line (a cell, a note)
    NONE = "none"      # a fault: what stands here is one line (a caption, a label)


@dataclass(slots=True)
class InlineParser:
    """Parses the passages of one file; collects the numbers typed by hand on the way."""

    sink: Sink
    numerals: list[syntax.Numeral] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)      # the footnotes that are referred to

    def parse(
        self, whole: Passage, *, table: bool = False, ends: Ends = Ends.SOFT,
        notes: bool = False,
    ) -> syntax.Inlines:
        """The inlines of a passage; of one that stands in a cell of a `table`.

        Footnotes may be referred to in a cell, and where `notes` says so.
        """
        self._tabbed(whole)
        findings = survey(whole, self.sink, table=table)
        marks = [start + _mark_end(line.text) for line, start in
                 zip(whole.lines, whole.starts, strict=True)] if findings.numerals else []
        self.numerals.extend(
            each for each in findings.numerals
            if each.start >= marks[max(0, bisect_right(whole.starts, each.start) - 1)])
        run = _Run(whole, self.sink, findings, ends, notes or table, self.noted)
        return run.parse(0, len(whole.text))

    def _tabbed(self, whole: Passage) -> None:
        """E0311 for a tab within a line: it parts columns, and has no width here."""
        for line, start in zip(whole.lines, whole.starts, strict=True):
            if "\t" not in line.text:
                continue
            mark = mark_of(line.text)
            found = next((hit for hit in _TAB.finditer(line.text, mark.length if mark else 0)
                          if hit["tab"]), None)
            if found is not None:
                at = start + found.start("tab")
                self.sink.error("E0311", "一行里有制表符，印不出来", whole.span(at, at + 1),
                                "是表格，各格用竖线分开：| 名称 | 数 |，第二行写 |---|---|",
                                "不是表格，不写制表符；要空开，写全角空格")


def _mark_end(text: str) -> int:
    """Where the mark ends that a line begins with, as an item of a list does: 1. or （1）; or 0."""
    mark = mark_of(short := text.lstrip(BLANKS))
    return len(text) - len(short) + mark.length if mark is not None else 0


@dataclass(slots=True)
class _Run:
    whole: Passage
    sink: Sink
    findings: Findings
    ends: Ends
    notes: bool
    noted: set[str]
    nest: Nesting[syntax.Inline] = field(init=False)
    uncommented: bool = False

    def __post_init__(self) -> None:
        self.nest = Nesting(self.sink, "在末尾补上 {% 结束 %}")

    def parse(self, position: int, end: int) -> syntax.Inlines:
        while (token := _TOKEN.search(self.whole.text, position, end)) is not None:
            self._literal(position, token.start())
            position = self._token(token)
        self._literal(position, end)
        return self.nest.finish()

    def _literal(self, start: int, end: int) -> None:
        """Literal text, broken where the normaliser mended it, so that places stay exact."""
        for a, b, text in self.findings.pieces(start, end):
            kept = self.whole.text[a:b] if text is None else text
            if kept:
                self.nest.items.append(
                    tree.Text(kept, text is not None, span=self.whole.span(a, b)))

    def _token(self, token: re.Match[str]) -> int:
        start, end = token.span()
        match token.lastgroup:
            case "escape":
                self._add(tree.Text(token.group()[1], span=self.whole.span(start, end)))
            case "insert":
                return self._marked(token, _INSERT_END, "}}")
            case "tag":
                return self._marked(token, _TAG_END, "%}")
            case "stray":
                self._error("E0302", f"多出来的“{token.group()}”", start, end,
                            "删去它，或补上前面的花括号；要原样印出来，写成 \\}\\}")
            case "strong":
                self._strong(token)
            case "stars":
                return self._stars(start, end)
            case "comment":
                return self._comment(start)
            case "break":
                self._break(start, end)
            case "newline" if self.ends is Ends.SOFT:
                self._newline(start, end)
            case "newline":
                self._break(start, end)
            case _:
                return self._foreign(token)
        return end

    def _foreign(self, token: re.Match[str]) -> int:
        """A mark that other programs know, by its row; the offset behind what was read of it."""
        name = token.lastgroup or ""
        start, end = token.span()
        place = self.whole.span(start, end)
        match MAKE[name](token):
            case Script(text, raised):
                self._add(tree.Script(text, raised, span=place))
            case Words(target, first, last):
                end = start + last if name == "web" else end
                words = self._words(start + first, start + last, target)
                self._add(syntax.LinkMark(target, words, span=place))
            case Plain(text, said):
                if said:
                    self.sink.info("I0352", f"“{token.group()}”没有印出来，{said}", place,
                                   "在稿子里也删去，就不再提示")
                if text:
                    self._add(tree.Text(text, True, span=place))
            case syntax.FootnoteMark(label):
                self._footnote(label, place)
            case Wrong(code, message, hints):
                self.sink.error(code, message, place, *hints)
            case None:      # of a web address that is none, nothing is looked at twice
                end = start + (len(address(token.group())) if name == "web" else 1)
                self._literal(start, end)
        return end

    def _words(self, start: int, end: int, address: str) -> syntax.Inlines:
        """The words of a link; an address is taken as it stands."""
        shown = self.whole.text[start:end]
        if address.removeprefix("mailto:") == shown:
            return (tree.Text(shown, span=self.whole.span(start, end)),)
        run = _Run(self.whole, self.sink, self.findings, self.ends, False, self.noted)
        return run.parse(start, end)

    def _footnote(self, name: str, place: Span) -> None:
        self.noted.add(name)
        if self.notes:
            self._add(syntax.FootnoteMark(name, span=place))
            return
        self.sink.error("E0326", f"这里不能加脚注“[^{name}]”", place,
                        "脚注只能加在正文、列表、按语和表格的单元格里；标题和题注的说明写到正文里")

    def _add(self, node: syntax.Inline) -> None:
        self.nest.items.append(node)

    def _error(self, code: str, message: str, start: int, end: int, *hints: str) -> None:
        self.sink.error(code, message, self.whole.span(start, end), *hints)

    def _marked(self, token: re.Match[str], ending: re.Pattern[str], want: str) -> int:
        """An insert or a tag, from its opening mark on; the offset behind it."""
        text, (start, inner) = self.whole.text, token.span()
        close = ending.search(text, inner)
        if close is None or not close["close"]:
            return self._half(token, close, want)
        self._slips(token, close, want)
        if want == "}}":
            if (node := parse_insert(self.whole, inner, close.start(), self.sink)) is not None:
                self._add(node)
        elif (tag := parse_tag(self.whole, inner, close.start(), self.sink)) is not None:
            self.nest.take(tag, self.whole.span(start, close.end()))
        return close.end()

    def _half(self, token: re.Match[str], close: re.Match[str] | None, want: str) -> int:
        """`{{ a }` and the like: an error at the opening mark, with the fix."""
        start, inner = token.span()
        end = close.end() if close is not None and close["half"] else inner
        body = self.whole.text[inner:end].rstrip("}｝%％ \u3000\n").strip()[:30]
        opening = "{{" if want == "}}" else "{%"
        self._error("E0302", f"“{opening}”没有配上“{want}”", start, end,
                    f"写成 {opening} {body or '名称'} {want}；要原样印出来，写成 \\{{")
        return end

    def _slips(self, token: re.Match[str], close: re.Match[str], want: str) -> None:
        opening = "{{" if want == "}}" else "{%"
        for found, right in ((token, opening), (close, want)):
            if found.group() != right:
                self.sink.info("I0350", f"“{found.group()}”按“{right}”理解",
                               self.whole.span(*found.span()), f"改成 {right}")

    def _strong(self, token: re.Match[str]) -> None:
        start, end = token.span()
        if token.group() != "**":
            self.sink.info("I0350", f"“{token.group()}”按“**”理解", self.whole.span(start, end),
                           "改成 **")
        if isinstance(self.nest.stack[-1].head, Span):
            self._masked(end)
            self.nest.close()
        elif self.nest.emphasis:
            self._error("E0304", "“**”和标签交叉了", start, end, "在标签之前或之后结束强调")
        elif _ENDING.issuperset(self.whole.text[end : end + 1] or " "):
            # a name that is not told: 李**、张**
            self.sink.warning("W0331", "强调不从标点开始，这里的星号会原样印出来",
                              self.whole.span(start, end), "要印出星号，写成 \\*\\*",
                              "要强调，“**”紧挨着要强调的字")
            self._add(tree.Text(token.group(), span=self.whole.span(start, end)))
        else:
            self.nest.push(self.whole.span(start, end))

    def _masked(self, end: int) -> None:
        """W0331 for two names, each told by its first character: 李**和张**获奖."""
        line = self.whole.text[max(0, end - _FAR) : end].rpartition("\n")[2]
        if (found := _MASKED.search(line)) is not None:
            right = found["names"].replace("**", "\\*\\*")
            self.sink.warning("W0331", f"像是隐去的名字，却会印成加粗：“{found['names']}”",
                              self.whole.span(end - len(found["names"]), end),
                              f"要印出星号，写成 {right}", "确是强调，加粗不从“和”一类的词开始")

    def _stars(self, start: int, end: int) -> int:
        """Stars in place of digits that are not told (138****0000), unless they end emphasis."""
        found = _STRONG.match(self.whole.text, start)
        if found is None or not self.nest.emphasis:
            self._add(tree.Text(self.whole.text[start:end], span=self.whole.span(start, end)))
            return end
        self._strong(found)
        return found.end()

    def _comment(self, start: int) -> int:
        end = -1 if self.uncommented else self.whole.text.find("-->", start)
        if end >= 0:
            return end + 3
        if not self.uncommented:
            self._error("E0302", "注释没有写完", start, start + 4, "在注释末尾补上 -->")
        self.uncommented = True
        return start + 4

    def _newline(self, start: int, end: int) -> None:
        """Lines of a paragraph join without a space, unless two Latin words would touch."""
        before, after = self.whole.text[start - 1:start], self.whole.text[end:end + 1]
        if _WORD.match(before) and _WORD.match(after):
            self._add(tree.Text(" ", True, span=self.whole.span(start, end)))

    def _break(self, start: int, end: int) -> None:
        if self.ends is Ends.NONE and self.whole.text[end:]:
            self._error("E0361", "这里只能是一行字", start, end, "删去换行，写在一行里")
        self._add(tree.LineBreak(span=self.whole.span(start, end)))
