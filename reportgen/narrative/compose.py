"""Composing: narrative and facts become the document.

Two passes. The first expands block choices and loops and gives numbers to headings, tables and
figures; the second fills in the facts, when every cross-reference already knows its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reportgen.diagnostics import Sink, Span
from reportgen.document import tree
from reportgen.facts.model import Dataset
from reportgen.images.album import Album
from reportgen.narrative.articles import contents
from reportgen.narrative.expand import Expander, doubled
from reportgen.narrative.figures import FigureBuilder
from reportgen.narrative.lookup import Lookup, Scope
from reportgen.narrative.numbering import Numbering
from reportgen.narrative.photos import PhotoBuilder
from reportgen.narrative.syntax import (
    ArticleSource,
    BlockSource,
    BreakSource,
    Choice,
    EditorNoteSource,
    FigureSource,
    Front,
    HeadingSource,
    Inlines,
    ListSource,
    Loop,
    Narrative,
    ParagraphSource,
    PhotoSource,
    TableSource,
)
from reportgen.narrative.tables import TableBuilder, caption_text
from reportgen.narrative.typed import report_typed

PlainBlock = (
    HeadingSource | ParagraphSource | ListSource | EditorNoteSource | TableSource | FigureSource
    | PhotoSource | ArticleSource | BreakSource
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block to compose: its loop variables, and what numbering gave it."""

    source: PlainBlock
    scope: Scope
    number: int = 0
    mark: str = ""
    anchor: str = ""


def compose(
    narrative: Narrative, dataset: Dataset, sink: Sink, *, draft: bool = False,
    album: Album | None = None,
) -> tree.Document:
    """The document of a narrative and its facts. Problems go to the sink (E0301 and on).

    `album` holds the photographs that the narrative names.

    In a draft an unknown name is a warning, and a bracketed mark stands in the text; else it is an
    error, and the document is not to be written.
    """
    lookup = Lookup(dataset, sink, draft)
    report_typed(narrative.numerals, dataset, sink)
    return _Composer(lookup, narrative.front, album or {}).document(narrative, draft=draft)


class _Composer:
    def __init__(self, lookup: Lookup, front: Front, album: Album) -> None:
        self.lookup = lookup
        self.expander = Expander(lookup)
        # for texts looked at in the first pass: the second reports what is wrong in them
        self.silent = Expander(Lookup(lookup.dataset, Sink(), lookup.draft))
        self.numbering = Numbering(lookup.sink, self.expander.anchors)
        self.tables = TableBuilder(self.expander, lookup)
        self.figures = FigureBuilder(self.expander, lookup, front.editable)
        self.photos = PhotoBuilder(self.expander, album)

    def document(self, narrative: Narrative, *, draft: bool) -> tree.Document:
        front = narrative.front
        first = ArticleSource(front.title, front.credit, front.span)
        placed = [self._place(block, scope)
                  for block, scope in self._flat((first, *narrative.blocks), {})]
        body = self._body(placed)
        listed = contents(front, body, self.lookup.sink)
        colophon = _colophon(front)
        foot = () if colophon is None else (colophon,)
        blocks = (_masthead(front), *listed, *body, *foot)
        return tree.Document(_meta(front, self.numbering.articles, draft=draft), blocks)

    def _body(self, placed: Iterable[_Placed]) -> list[tree.Block]:
        """Second pass: the articles, each with its credit at the end."""
        blocks: list[tree.Block] = []
        head: ArticleSource | None = None
        before: PlainBlock | None = None
        for each in placed:
            if isinstance(each.source, ArticleSource):
                blocks += self._end(head, blocks)
                head = each.source
            block = self._block(each)
            if isinstance(block, tree.ListBlock) and each.source is before:
                blocks[-1] = _continued(blocks[-1], block)
            elif block is not None:
                blocks.append(block)
            before = each.source
        return [*blocks, *self._end(head, blocks)]

    def _end(
        self, head: ArticleSource | None, blocks: list[tree.Block]
    ) -> Iterator[tree.Credit]:
        """What stands at the end of the article begun by `head`; W0321 when it has no text."""
        if head is None:
            return
        if self.numbering.articles > 1 and isinstance(blocks[-1], tree.Title):
            self.lookup.sink.warning("W0321", f"《{blocks[-1].text}》只有标题，没有正文", head.span,
                                     "在标题下面写上正文，或删去这一篇")
        if head.credit:
            yield tree.Credit(head.credit, head.span)

    def _flat(
        self, blocks: Iterable[BlockSource], scope: Scope
    ) -> Iterator[tuple[PlainBlock, Scope]]:
        for block in blocks:
            if isinstance(block, Choice):
                yield from self._flat(self.expander.chosen(block, scope), scope)
            elif isinstance(block, Loop):
                for turn in self.expander.turns(block, scope):
                    yield from self._flat(block.body, turn)
            else:
                yield block, scope

    def _place(self, source: PlainBlock, scope: Scope) -> _Placed:
        """First pass: numbers and anchors, in the order of the text."""
        match source:
            case ArticleSource():
                title = "".join(source.title)
                anchor = self.numbering.article(title, source.span)
                return _Placed(source, scope, self.numbering.articles, anchor=anchor)
            case HeadingSource():
                text = tree.plain(self.silent.inline(source.children, scope))
                mark, anchor = self.numbering.heading(source.level, text, source.span)
                return _Placed(source, scope, mark=mark, anchor=anchor)
            case PhotoSource(decorative=True):
                return _Placed(source, scope)
            case TableSource() | FigureSource() | PhotoSource():
                kind = "表" if isinstance(source, TableSource) else "图"
                name = source.anchor or caption_text(source.caption, self.silent, scope)
                number, anchor = self.numbering.captioned(kind, name, source.span)
                return _Placed(source, scope, number=number, anchor=anchor)
            case _:
                return _Placed(source, scope)

    def _block(self, placed: _Placed) -> tree.Block | None:
        source, scope = placed.source, placed.scope
        match source:
            case ArticleSource():
                self.expander.article = placed.number
                return tree.Title(source.title, placed.anchor, source.span)
            case HeadingSource():
                children = self.expander.inline(source.children, scope)
                return tree.Heading(source.level, placed.mark, children, placed.anchor, source.span)
            case ParagraphSource():
                return self._paragraph(source, scope)
            case ListSource():
                return self._list(source, scope)
            case EditorNoteSource():
                paragraphs = tuple(self._inline(each, scope) for each in source.paragraphs)
                return tree.EditorNote(source.label, paragraphs, source.span)
            case TableSource():
                return self.tables.build(source, placed.number, placed.anchor, scope)
            case FigureSource():
                return self.figures.build(source, placed.number, placed.anchor, scope)
            case PhotoSource():
                return self.photos.build(source, placed.number, placed.anchor, scope)
            case BreakSource():
                return tree.PageBreak(source.span)

    def _inline(self, children: Inlines, scope: Scope) -> tuple[tree.Inline, ...]:
        inlines = self.expander.inline(children, scope)
        doubled(inlines, self.lookup)
        return inlines

    def _paragraph(self, source: ParagraphSource, scope: Scope) -> tree.Block | None:
        children = self._inline(source.children, scope)
        if not children:
            return None
        if source.note:
            return tree.Note(children, source.span)
        return tree.Paragraph(_with_lead(children), source.span)

    def _list(self, source: ListSource, scope: Scope) -> tree.ListBlock:
        items = []
        for index, item in enumerate(source.items, 1):
            children = self._inline(item, scope)
            marker = f"{index}." if source.ordered else "—"
            items.append(tree.ListItem(marker, children, _place_of(children, source.span)))
        return tree.ListBlock(source.ordered, tuple(items), source.span)


def _continued(first: tree.Block, more: tree.ListBlock) -> tree.ListBlock:
    """One list from the turns of a loop; its items are counted on."""
    if not isinstance(first, tree.ListBlock):
        return more
    start = len(first.items)
    items = tuple(
        replace(item, marker=f"{start + index}.") if more.ordered else item
        for index, item in enumerate(more.items, 1)
    )
    return replace(first, items=(*first.items, *items))


def _place_of(children: tuple[tree.Inline, ...], default: Span) -> Span:
    return children[0].span if children else default


def _with_lead(children: tuple[tree.Inline, ...]) -> tuple[tree.Inline, ...]:
    """Emphasis that opens a paragraph and is a whole sentence is its run-in lead."""
    first = children[0]
    if isinstance(first, tree.Strong) and tree.plain(first.children).endswith("。"):
        return (tree.Lead(first.children, first.span), *children[1:])
    return children


def _masthead(front: Front) -> tree.Masthead:
    issue = f"第{front.issue}期" + (f"（总第{front.total_issue}期）" if front.total_issue else "")
    notice = "　".join(part for part in (front.secrecy, front.notice) if part)
    return tree.Masthead(front.name, issue, front.issuer, _chinese(front.date), notice, front.span)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _colophon(front: Front) -> tree.Colophon | None:
    rows = tuple(
        (label, "、".join(names) + "。")
        for label, names in (("报", front.report_to), ("送", front.send_to), ("发", front.issue_to))
        if names
    )
    people = (("编辑", front.editor), ("审核", front.reviewer), ("签发", front.signer))
    editor = "　".join(f"{label}：{name}" for label, name in people if name)
    copies = f"共印{front.copies}份" if front.copies else ""
    if not (rows or editor or copies):
        return None
    return tree.Colophon(rows, editor, copies, front.span)


def _meta(front: Front, articles: int, *, draft: bool) -> tree.Meta:
    """An issue of several articles is called by its own name, not by its first article's."""
    title = "".join(front.title) if articles < 2 else f"{front.name}第{front.issue}期"
    return tree.Meta(
        title, front.issuer, front.date.isoformat(), front.subject,
        front.keywords, draft=draft,
    )
