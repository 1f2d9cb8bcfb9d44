"""The block parser: lines in, blocks out. A closed set, every block with its exact place.

Front matter has been taken off already. One pass, line by line; nothing is read twice, so five
megabytes take time in proportion (docs/adr/0002-narrative-grammar.md tells why not CommonMark).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from reportgen.diagnostics import Fix, Sink, Span
from reportgen.document.tree import Text
from reportgen.narrative import syntax
from reportgen.narrative.language.passage import Line, Passage, passage
from reportgen.narrative.language.plain import TextOf
from reportgen.narrative.parse.articles import head_end, read_head
from reportgen.narrative.parse.asides import callout, footnote, frame, stranger
from reportgen.narrative.parse.fences import read_table
from reportgen.narrative.parse.figure_fence import read_figure
from reportgen.narrative.parse.inline import Ends, InlineParser
from reportgen.narrative.parse.line_ends import End, paragraphs, wrapping
from reportgen.narrative.parse.line_marks import Mark, bare, mark_of
from reportgen.narrative.parse.lists import ListReader, begins_list
from reportgen.narrative.parse.nesting import Nesting
from reportgen.narrative.parse.photo_fence import read_photos
from reportgen.narrative.parse.pipe_tables import HEADS, is_row, is_rule, read_pipes
from reportgen.narrative.parse.tags import parse_tag
from reportgen.sources.nearest import asked

_HEADING = re.compile(r"(?P<marks>[#＃]{1,9})(?P<gap>[ \t\u3000]*+)(?P<text>\S.*)")
_FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,}|｀{3,})[ \t]*+(?P<kind>.*)")
_BREAK = re.compile(r"-{3,}[ \t]*分页[ \t]*-{3,}|<!--[ \t]*分页[ \t]*-->")
_ATTACHMENT = re.compile(
    r"-{3,}[ \t]*附件(?P<number>[0-9]{0,2})[ \t]*[：:][ \t]*+(?P<name>\S(?:.*[^ \t-])?)[ \t]*-{3,}"
)
_MARK = re.compile(r"[-—]{3,}[ \t]*(?P<body>[^-—\s].{0,80}?)[ \t]*[-—]{3,}")
_RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$|[=+]{3,}[ \t]*$")
_TAG_LINE = re.compile(
    r"[{｛][ \u3000]?[%％](?P<body>[^{}｛｝%％]*)[%％][ \u3000]?[}｝][ \t\u3000]*$"
)
_LABEL = re.compile("(?P<label>按语|编者按|编者的话)[：:][ \t\u3000]*")
_NOTE = re.compile("注[：:]")
_HAN = "一二三四五六七八九十"
_ATTACHED = re.compile(r"附(?:件[0-9]{0,2})?[：:]")
_CAPTION = re.compile(r"表[：:]\S")
_OUTLINE = re.compile(      # a short line, numbered as a heading is, that ends no sentence
    rf"(?:(?P<first>[{_HAN}]{{1,3}}、)|[（(][{_HAN}]{{1,3}}[）)])[ \t\u3000]*"
    r"(?P<title>[^。！？；，：…\n]{2,30})")
_ORDINAL = re.compile(
    rf"(?:第[{_HAN}]+[章节部分]+[、：:\s]*|[{_HAN}]{{1,3}}(?:[、.．]|[ \t\u3000]+)"
    rf"|[（(][{_HAN}0-9]{{1,3}}[）)][、.．]?|[0-9]{{1,2}}(?:[.．、](?![0-9])|[)）])"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}[、.．]?[ \t\u3000]+"
    r"(?![万亿元吨亩个户人家米公年月版倍%％])|[①-⑳⑴-⒛]|[Ⅰ-Ⅻ][、.．])\s*"
)
_BLANKS = " \t\u3000"
_CODE = re.compile("(?: {4}|\t)[ \t]*(?=[^\u3400-\u9fff]+$)")      # to other Markdowns; no Han
_FENCES: dict[str, Callable[[str, Span, InlineParser], syntax.BlockSource | None]] = {
    "表": read_table, "table": read_table, "图": read_figure, "chart": read_figure,
    "figure": read_figure, "照片": read_photos, "photo": read_photos,
}


class BlockParser:
    """Parses the lines of one file. `parse` gives the blocks; problems go to the sink."""

    def __init__(
        self, lines: Sequence[Line], file: str, sink: Sink, text_of: TextOf | None = None
    ) -> None:
        self.lines, self.file, self.sink, self.text_of = lines, file, sink, text_of
        self.inlines = InlineParser(sink)
        self.at = 0
        self.nesting = Nesting[syntax.BlockSource](sink, "在末尾补上一行 {% 结束 %}")
        self.paragraph: list[Line] = []      # with their indents and the marks at their ends
        self.wrap = wrapping(lines)
        self.open_ticks: set[str] = set()
        self.footnotes: list[syntax.FootnoteSource] = []

    def parse(self) -> tuple[syntax.BlockSource, ...]:
        """All blocks of the file."""
        while self.at < len(self.lines):
            line = bare(self.lines[self.at])
            if not line.text:
                self._flush()
                self.at += 1
            elif not any(rule(line) for rule in (
                    self._article, self._break, self._attachment, self._comment, self._heading,
                    self._fence, self._footnote, self._framed, self._tag, self._quote, self._list,
                    self._pipes, self._rule)):
                if not self.paragraph and (blanks := _CODE.match(self.lines[self.at].text)):
                    self.sink.info("I0350", "行首空四格不当作代码，按普通段落印",
                                   Span(self.file, line.number, 1, blanks.end()),
                                   "删去它，就不再提示")
                self.paragraph.append(self.lines[self.at])
                self.at += 1
        self._flush()
        self._unused_notes()
        return self.nesting.finish()

    # ------------------------------------------------------------------------------ helpers

    def _span(self, line: Line, start: int = 0, length: int = 0) -> Span:
        return Span(self.file, line.number, line.column + start, max(1, length or len(line.text)))

    def _add(self, block: syntax.BlockSource) -> None:
        self._flush()
        self.nesting.items.append(block)

    def _inline(self, lines: Sequence[Line], *, notes: bool = True) -> syntax.Inlines:
        return self.inlines.parse(passage(lines, self.file), notes=notes)

    def _other_kind(self, lines: Sequence[Line]) -> None:
        """Tell of what an office means as a heading (I0366), as 附件 (W0365), as a caption."""
        line = bare(lines[0])
        if _ATTACHED.match(line.text):
            self.sink.warning("W0365", "附件说明写在正文里，只是一段文字", self._span(line),
                              "在报头信息里列出，如 附件: [名称, 名称]，这里的不要；内容写在最后，"
                              "前面一行 ---附件：名称---；不附内容的，写 {名称: …, 另附: 是}")
        below = next((each.text for each in self.lines[self.at :] if each.text.strip()), "")
        if _CAPTION.match(line.text) and not is_row(below):
            self.sink.error("E0315", "像表的题注，下面没有表", self._span(line),
                            "表在它下面，如 | 名称 | 数 |，第二行 |---|---|；不是题注，换一种说法")
        outline = _OUTLINE.fullmatch(line.text) if len(lines) == 1 else None
        if outline is not None:
            level = "#" if outline["first"] else "##"
            self.sink.info("I0366", "单独一段的短行像标题，按段落印", self._span(line),
                           f"是标题，写成“{level} {outline['title']}”，序号由程序编")

    def _flush(self) -> None:
        """End the running text: one paragraph or several, each perhaps a note."""
        if not self.paragraph:
            return
        found, self.paragraph = self.paragraph, []
        for lines in paragraphs(found, self.wrap, self.file, self.sink):
            span, note = self._span(lines[0]), _NOTE.match(lines[0].text)
            if note is not None:
                lines[0] = lines[0].cut(note.end())
            self._other_kind(lines)
            if children := self._inline(lines, notes=note is None):
                made = syntax.ParagraphSource(children, note is not None, span=span)
                self.nesting.items.append(made)

    # -------------------------------------------------------------------------------- rules

    def _article(self, line: Line) -> bool:
        """The head of a further article, between two lines of ---."""
        end = head_end(self.lines, self.at)
        if not end:
            return False
        body, self.at = self.lines[self.at + 1 : end], end + 1
        head = read_head(body, self._span(line), self.sink, self.text_of)
        if head is not None:
            self._add(head)
        return True

    def _break(self, line: Line) -> bool:
        if _BREAK.fullmatch(line.text) is None:
            return False
        self._add(syntax.BreakSource(span=self._span(line)))
        self.at += 1
        return True

    def _attachment(self, line: Line) -> bool:
        """A line between dashes: where an attachment begins; E0311 for what means nothing."""
        found = _ATTACHMENT.fullmatch(line.text)
        if found is not None:
            place = self._span(line)
            name = found["name"]
            if self.text_of is not None and "{" in name:
                name = self.text_of("附件", passage(
                    [Line(name, line.number, line.column + found.start("name"))], self.file))
            self._add(syntax.AttachmentSource(name, int(found["number"] or 0), span=place))
        elif (mark := _MARK.fullmatch(line.text)) is not None:
            self.sink.error("E0311", f"不认识的标记“{mark['body']}”", self._span(line),
                            "分页写成 ---分页---，附件写成 ---附件：名称---",
                            "要原样印出来，在前面加反斜杠")
        else:
            return False
        self.at += 1
        return True

    def _comment(self, line: Line) -> bool:
        """A comment that starts a line; it may run over blank lines."""
        if not line.text.startswith("<!--"):
            return False
        place, end = self._span(line, 0, 4), line.text.find("-->", 4)
        while end < 0:
            self.at += 1
            if self.at == len(self.lines):
                self.sink.error("E0302", "注释没有写完", place, "在注释末尾补上 -->")
                return True
            line = self.lines[self.at]
            end = line.text.find("-->")
        self.at += 1
        rest = line.cut(end + 3)
        if rest.text.strip(_BLANKS):
            self.paragraph.append(rest)
        return True

    def _heading(self, line: Line) -> bool:
        found = _HEADING.match(line.text)
        if found is None:
            return self._untitled(line)
        self.at += 1
        level, written = len(found["marks"]), found["text"].rstrip(" \t")
        written = written.rstrip("#").rstrip(" \t") or written[0]
        if level > 4:
            self.sink.error("E0311", "标题最多四级", self._span(line, 0, level), "用 # 到 ####")
        if "＃" in found["marks"] or not found["gap"]:
            self.sink.info("I0350", "按标题理解", self._span(line, 0, level),
                           f"写成“{'#' * level} {written}”")
        title = Line(written, line.number, line.column + found.start("text"))
        content = self._bare_title(title, "#" * level)
        text = self.inlines.parse(passage([content], self.file), ends=Ends.NONE)
        self._add(syntax.HeadingSource(min(level, 4), text, span=self._span(line)))
        return True

    def _untitled(self, line: Line) -> bool:
        if line.text.strip("#＃"):
            return False
        self.sink.error("E0311", "标题没有文字", self._span(line), "写上标题，或删去这一行")
        self.at += 1
        return True

    def _bare_title(self, line: Line, marks: str) -> Line:
        """A heading without a number typed by hand and without a full stop."""
        if (typed := _ORDINAL.match(line.text)) and typed.end() < len(line.text):
            self.sink.error("E0312", f"标题里手写了序号“{typed.group().strip()}”",
                            self._span(line, 0, typed.end()),
                            f"写成“{marks} {line.text[typed.end():]}”，序号由程序编")
            line = line.cut(typed.end())
        if line.text.endswith("。") and len(line.text) > 1:
            place = self._span(line, len(line.text) - 1, 1)
            self.sink.info("I0353", "去掉了标题末尾的句号", place, "删去句号",
                           fix=Fix(place, "。", ""))
            line = Line(line.text[:-1], line.number, line.column)
        return line

    def _fence(self, line: Line) -> bool:
        found = _FENCE.match(line.text)
        if found is None:
            return False
        ticks, first = found["ticks"], self.at + 1
        end = self._fence_end(ticks, first)
        self.at = end + 1 if end else first
        if end:
            self._fenced(found["kind"].rstrip(" \t"), line, self.lines[first:end])
        else:
            self.sink.error("E0313", "围栏没有结束", self._span(line), f"在末尾单独写一行 {ticks}")
        return True

    def _fence_end(self, ticks: str, first: int) -> int:
        """The line that ends a fence; 0 when there is none, which is searched for only once."""
        if ticks not in self.open_ticks:
            for at in range(first, len(self.lines)):
                if self.lines[at].text.strip(_BLANKS) == ticks:
                    return at
            self.open_ticks.add(ticks)
        return 0

    def _fenced(self, kind: str, line: Line, body: Sequence[Line]) -> None:
        text = "\n".join(each.text for each in body)
        place = self._span(line)
        if kind not in _FENCES:
            self.sink.error("E0311", f"不认识的围栏“{kind}”" if kind else "围栏没有写明种类", place,
                            "围栏只有三种：```表、```图、```照片")
        elif (block := _FENCES[kind](text, place, self.inlines)) is not None:
            self._add(block)

    def _footnote(self, line: Line) -> bool:
        """The text of a footnote, wherever it stands; E0325 for a second one of its name."""
        found = footnote(self.lines, self.at)
        if found is None:
            return False
        self._flush()
        name, text, self.at = found
        place = self._span(line)
        first = next((each for each in self.footnotes if each.name == name), None)
        if first is not None:
            self.sink.error("E0325", f"脚注“[^{name}]”写了两次", place, "给其中一个换个名称",
                            related=((first.span, "第一次在这里"),))
        elif not text:
            self.sink.error("E0325", f"脚注“[^{name}]”没有文字", place,
                            f"在 [^{name}]: 后面写上脚注的文字")
        for above, below in pairwise(text):
            apart = below.number > above.number + 1
            if apart or (below.column == 1 and self.wrap.end(above, below) is not End.SOFT):
                self.sink.error("E0325", f"脚注“[^{name}]”不止一段", self._span(below),
                                "脚注只写一段：接在上一行后面写；是正文的，不缩进，上面空一行")
        children = self._inline(text, notes=False) if text else ()
        self.footnotes.append(syntax.FootnoteSource(name, children, span=place))
        return True

    def _unused_notes(self) -> None:
        """E0325 for each footnote that nothing refers to: it would not be printed."""
        free = [f"[^{name}]" for name in sorted(self.inlines.noted)
                if all(each.name != name for each in self.footnotes)]
        for each in self.footnotes:
            if each.name not in self.inlines.noted:
                self.sink.error("E0325", f"没有地方用到脚注“[^{each.name}]”",
                                replace(each.span, length=len(f"[^{each.name}]")),
                                *asked(f"[^{each.name}]", free),
                                f"在要加注的文字后面写 [^{each.name}]，或删去这个脚注")

    def _framed(self, line: Line) -> bool:
        """A notice between two lines of `:::`."""
        found = frame(self.lines, self.at)
        if found is None:
            return False
        self._flush()
        label, groups, end = found
        self.at = end or self.at + 1
        if end:
            self._boxed(line, label, groups)
        else:
            self.sink.error("E0313", "加框的提示没有结束", self._span(line), "在末尾单独写一行 :::")
        return True

    def _boxed(self, line: Line, label: str, groups: list[list[Line]]) -> None:
        """A notice in a frame; E0311 for what is no paragraph, or when there is nothing in it."""
        other = stranger(groups)
        if other is not None:
            self.sink.error("E0311", "框里只写段落", self._span(other),
                            "标题、列表、表格和图写到框的外面")
        if not groups:
            self.sink.error("E0311", "框里什么也没有", self._span(line), "写上文字，或删去这个框")
            return
        texts = tuple(self._inline(group) for group in self._parted(groups))
        self._add(syntax.BoxedSource(label, texts, span=self._span(line)))

    def _parted(self, groups: Sequence[list[Line]]) -> list[list[Line]]:
        """Paragraphs by the blank lines between them, parted where a line ended one, too."""
        return [part for group in groups
                for part in paragraphs(group, self.wrap, self.file, self.sink)]

    def _tag(self, line: Line) -> bool:
        found = _TAG_LINE.match(line.text)
        if found is None:
            return False
        self._flush()
        self.at += 1
        whole: Passage = passage([line], self.file)
        if "｛" in line.text or "％" in line.text:
            self.sink.info("I0350", "全角的标签记号按半角理解", self._span(line),
                           f"改成 {{% {found['body'].strip(_BLANKS)} %}}")
        tag = parse_tag(whole, found.start("body"), found.end("body"), self.sink)
        if tag is not None:
            self.nesting.take(tag, tag.span)
        return True

    def _quote(self, line: Line) -> bool:
        if line.text[0] not in ">＞":
            return False
        if line.text[0] == "＞":
            self.sink.info("I0350", "全角“＞”按“>”理解", self._span(line, 0, 1), "改成 >")
        self._flush()
        groups: list[list[Line]] = [[]]
        while self.at < len(self.lines):
            each = bare(self.lines[self.at])
            if not each.text or each.text[0] not in ">＞":
                break
            inner = self.lines[self.at].cut(each.column)
            if inner.text.strip(_BLANKS):
                groups[-1].append(inner.cut(1) if inner.text[0] == " " else inner)
            elif groups[-1]:
                groups.append([])
            self.at += 1
        self._editor_note(line, [group for group in groups if group])
        return True

    def _editor_note(self, line: Line, groups: list[list[Line]]) -> None:
        if not groups:
            return
        if (box := callout(groups[0])) is not None:
            label, groups[0] = box
            self._boxed(line, label, [group for group in groups if group])
            return
        groups = self._parted(groups)
        found = _LABEL.match(groups[0][0].text)
        if found is None:
            self.sink.error("E0311", "引用块只用来写按语和加框的提示", self._span(line),
                            "以“> 按语：”或“> [!提示]”开头；普通段落不加 >")
            label = ""
        else:
            label, groups[0][0] = found["label"], groups[0][0].cut(found.end())
        for first in (group[0] for group in groups):
            if (mark := mark_of(first.text)) is not None and not mark.plain:
                self.sink.error("E0311", "按语里不用列表", self._span(first, 0, mark.length),
                                "写成（一）（二）开头的几段，或把列表放在按语下面")
        texts = tuple(self._inline(group) for group in groups)
        self._add(syntax.EditorNoteSource(label or "按语", texts, span=self._span(line)))

    def _list(self, line: Line) -> bool:
        """A list, also right below a line of text."""
        mark = begins_list(self.lines, self.at)
        if mark is None:
            return False
        if self.paragraph and mark.number > 1 and not mark.plain and self._asked(line, mark):
            return False
        self._flush()
        reader = ListReader(self.lines, self.at, self.file, self.wrap, self.sink, self._inline)
        found = reader.read()
        self.at = reader.at
        self._add(found)
        return True

    def _asked(self, line: Line, mark: Mark) -> bool:
        """E0362 where a number after a line that is broken within a sentence may be either."""
        if self.wrap.end(self.paragraph[-1], Line("国", line.number)) is not End.SOFT:
            return False
        typed = line.text[: mark.length].strip(_BLANKS)
        self.sink.error("E0362", f"“{typed}”像列表的一项，又像接着上一行",
                        self._span(line, 0, mark.length),
                        "是列表，在上面空一行", "不是列表，接在上一行的后面写")
        return True

    def _pipes(self, line: Line) -> bool:
        """A pipe table; the line right above it, 表：题注, is its caption."""
        if not is_row(line.text):
            return False
        below = [each.text for each in self.lines[self.at + 1 : self.at + 1 + HEADS]]
        heads = list(takewhile(lambda text: is_row(text) and not is_rule(text), below))
        if not any(map(is_rule, below[len(heads) : len(heads) + 1])):
            return self._ruleless(line, heads[0] if heads else "")
        caption = bare(self.paragraph.pop()) if self.paragraph else None
        self._flush()
        if caption is None and self.nesting.items:
            caption = self._caption_above()
        first = self.at
        while self.at < len(self.lines) and is_row(self.lines[self.at].text):
            self.at += 1
        rows = [bare(each) for each in self.lines[first:self.at]]
        self._add(read_pipes(rows, caption, self.file, self.inlines))
        return True

    def _ruleless(self, line: Line, following: str) -> bool:
        """E0315 for rows of a table without the rule below the first."""
        if not (is_row(line.text) and is_row(following) and line.text.endswith("|")):
            return False
        self._flush()
        rule = "|" + "---|" * (line.text.count("|") - 1)
        self.sink.error("E0315", "像一个表，表头下面少一行横线", self._span(line),
                        f"横线写在表头下面，像这样：{rule}", "不是表，在行首的竖线前面加反斜杠")
        while self.at < len(self.lines) and is_row(self.lines[self.at].text):
            self.at += 1
        return True

    def _caption_above(self) -> Line | None:
        """The paragraph just above, when it is a caption with a blank line below it."""
        last = self.nesting.items[-1]
        index = self.at - 1
        while index >= 0 and not self.lines[index].text.strip(_BLANKS):
            index -= 1
        line = bare(self.lines[index])
        if not isinstance(last, syntax.ParagraphSource) \
                or not line.text.startswith(("表：", "表:")):
            return None
        if len(last.children) != 1 or not isinstance(last.children[0], Text):
            return None
        self.nesting.items.pop()
        return line

    def _rule(self, line: Line) -> bool:
        if _RULE.match(line.text) is None:
            return False
        if self.paragraph and line.text[0] in "=-":
            above = self.paragraph[-1].text
            self.sink.error("E0311", "标题不用下面画线的写法", self._span(line),
                            f"写成“# {above}”，删去这一行", "不是标题，删去它")
            self.at += 1
            return True
        self.sink.error("E0311", "简报里不用分隔线", self._span(line),
                        "另起一页写成 ---分页---；否则删去这一行",
                        "另起一篇文章写三行：---、标题: …、---")
        self.at += 1
        return True
