"""Composing: narrative and facts become the document.

Two passes. The first expands block choices and loops and gives numbers to headings, tables and
figures; the second fills in the facts, when every cross-reference already knows its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.markers import BULLETS, marker, read_marker
from reportgen.facts.model import Dataset
from reportgen.facts.scale import PLAIN, Notation
from reportgen.frozen import frozen
from reportgen.images.album import Album
from reportgen.narrative import syntax
from reportgen.narrative.end_matter import end_matter
from reportgen.narrative.figures.build import FigureBuilder
from reportgen.narrative.figures.photos import PhotoBuilder
from reportgen.narrative.fill.attachments import attachment_names
from reportgen.narrative.fill.expand import Expander, doubled
from reportgen.narrative.fill.footnotes import Footnotes
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.numbering import Numbering
from reportgen.narrative.fill.tables import TableBuilder, caption_text
from reportgen.narrative.fill.typed_numbers import report_typed
from reportgen.narrative.kept_names import names_of
from reportgen.narrative.parse.articles import contents
from reportgen.narrative.registry import genres

PlainBlock = (
    syntax.HeadingSource | syntax.ParagraphSource | syntax.ListSource | syntax.EditorNoteSource
    | syntax.TableSource | syntax.FigureSource | syntax.PhotoSource | syntax.ArticleSource
    | syntax.AttachmentSource | syntax.BreakSource | syntax.BoxedSource
)


@frozen
class _Placed:
    """A block to compose: its loop variables, and what numbering gave it."""

    source: PlainBlock
    scope: Scope
    number: int = 0
    mark: str = ""
    anchor: str = ""
    part: int = 0        # of an article or attachment: which part of the text it begins


def compose(
    narrative: syntax.Narrative, dataset: Dataset, sink: Sink, *, draft: bool = False,
    album: Album | None = None, notation: Notation = PLAIN,
) -> tree.Document:
    """The document of a narrative and its facts. Problems go to the sink (E0301 and on).

    `album` holds the photographs that the narrative names; `notation` is how numbers are written.

    In a draft an unknown name is a warning, and a bracketed mark stands in the text; else it is an
    error, and the document is not to be written.
    """
    lookup = Lookup(dataset, sink, draft, notation)
    report_typed(narrative.numerals, dataset, sink)
    footnotes = Footnotes(sink, {each.name: each for each in reversed(narrative.footnotes)})
    composer = _Composer(lookup, narrative.front, album or {}, footnotes)
    return composer.document(narrative, draft=draft)


class _Composer:
    def __init__(
        self, lookup: Lookup, front: syntax.Front, album: Album, footnotes: Footnotes
    ) -> None:
        self.lookup = lookup
        self.expander = Expander(lookup, footnotes=footnotes)
        # for texts looked at in the first pass: the second reports what is wrong in them
        self.silent = Expander(Lookup(lookup.dataset, Sink(), lookup.draft, lookup.notation))
        self.numbering = Numbering(lookup.sink, self.expander.anchors)
        self.tables = TableBuilder(self.expander, lookup)
        self.figures = FigureBuilder(self.expander, lookup, front.editable)
        self.photos = PhotoBuilder(self.expander, album)

    def document(self, narrative: syntax.Narrative, *, draft: bool) -> tree.Document:
        front, sink = narrative.front, self.lookup.sink
        first = syntax.ArticleSource(front.title, front.credit, span=front.place("标题"))
        flat = list(self._flat((first, *narrative.blocks), {}))
        bodies = [block for block, _ in flat if isinstance(block, syntax.AttachmentSource)]
        _one_text(flat, front.genre, sink)
        names = attachment_names(front.ending.attachments, bodies, sink)
        targets = self.numbering.attachments(names, {body.name for body in bodies})
        placed = [self._place(block, scope) for block, scope in flat]
        end = next((i for i, each in enumerate(placed)
                    if isinstance(each.source, syntax.AttachmentSource)), len(placed))
        body, attached = (nested(self._body(part)) for part in (placed[:end], placed[end:]))
        heads = (block for block in attached if isinstance(block, tree.Attachment))
        blocks = (
            front.head, *contents(front, (*body, *heads), sink),
            body[0], *front.opening, *body[1:], *end_matter(front, names, targets), *attached,
            front.foot,
        )
        return tree.Document(
            _meta(front, self.numbering.articles, draft=draft),
            tuple(block for block in blocks if block is not None),
            names_of(front, self.lookup.dataset),
            narrative.told,
        )

    def _body(self, placed: Iterable[_Placed]) -> list[tree.Block]:
        """Second pass: the articles, each with its credit at the end."""
        blocks: list[tree.Block] = []
        head: syntax.ArticleSource | None = None
        before: PlainBlock | None = None
        for each in placed:
            if isinstance(each.source, syntax.ArticleSource):
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
        self, head: syntax.ArticleSource | None, blocks: list[tree.Block]
    ) -> Iterator[tree.Credit]:
        """What stands at the end of the article begun by `head`; W0321 when it has no text."""
        if head is None:
            return
        if self.numbering.articles > 1 and isinstance(blocks[-1], tree.Title):
            self.lookup.sink.warning("W0321", f"《{blocks[-1].text}》只有标题，没有正文", head.span,
                                     "在标题下面写上正文，或删去这一篇")
        if head.credit:
            yield tree.Credit(head.credit, span=head.span)

    def _flat(
        self, blocks: Iterable[syntax.BlockSource], scope: Scope
    ) -> Iterator[tuple[PlainBlock, Scope]]:
        for block in blocks:
            if isinstance(block, syntax.Choice):
                yield from self._flat(self.expander.chosen(block, scope), scope)
            elif isinstance(block, syntax.Loop):
                for turn in self.expander.turns(block, scope):
                    yield from self._flat(block.body, turn)
            else:
                yield block, scope

    def _place(self, source: PlainBlock, scope: Scope) -> _Placed:
        """First pass: numbers and anchors, in the order of the text."""
        match source:
            case syntax.ArticleSource():
                title = "".join(source.title)
                anchor = self.numbering.article(title, source.span)
                return _Placed(source, scope, part=self.numbering.part, anchor=anchor)
            case syntax.HeadingSource():
                text = tree.plain(self.silent.inline(source.children, scope))
                mark, anchor = self.numbering.heading(source.level, text, source.span)
                return _Placed(source, scope, mark=mark, anchor=anchor)
            case syntax.PhotoSource(decorative=True) | syntax.PhotoSource(untitled=True):
                return _Placed(source, scope)
            case syntax.TableSource() | syntax.FigureSource() | syntax.PhotoSource():
                kind = "表" if isinstance(source, syntax.TableSource) else "图"
                name = source.anchor or caption_text(source.caption, self.silent, scope)
                number, anchor = self.numbering.captioned(kind, name, source.span)
                return _Placed(source, scope, number=number, anchor=anchor)
            case syntax.AttachmentSource():
                number, anchor = self.numbering.attachment(source.name)
                return _Placed(source, scope, number, part=self.numbering.part, anchor=anchor)
            case _:
                return _Placed(source, scope)

    def _block(self, placed: _Placed) -> tree.Block | None:
        source, scope = placed.source, placed.scope
        match source:
            case syntax.ArticleSource():
                self.expander.article = placed.part
                return tree.Title(source.title, placed.anchor, span=source.span)
            case syntax.HeadingSource():
                children = self.expander.inline(source.children, scope)
                if _run_on(placed.mark, children):
                    children = (tree.Text(" ", span=source.span), *children)
                return tree.Heading(
                    source.level, placed.mark, children, placed.anchor, span=source.span)
            case syntax.ParagraphSource():
                return self._paragraph(source, scope)
            case syntax.ListSource():
                return self._list(source, scope)
            case syntax.EditorNoteSource() | syntax.BoxedSource():
                paragraphs = tuple(self._inline(each, scope) for each in source.paragraphs)
                kind = tree.Boxed if isinstance(source, syntax.BoxedSource) else tree.EditorNote
                return kind(source.label, paragraphs, span=source.span)
            case syntax.TableSource():
                return self.tables.build(source, placed.number, placed.anchor, scope)
            case syntax.FigureSource():
                return self.figures.build(source, placed.number, placed.anchor, scope)
            case syntax.PhotoSource():
                return self.photos.build(source, placed.number, placed.anchor, scope)
            case syntax.BreakSource():
                return tree.PageBreak(span=source.span)
            case syntax.AttachmentSource():
                self.expander.article = placed.part
                return tree.Attachment(placed.number, source.name, placed.anchor, span=source.span)

    def _inline(self, children: syntax.Inlines, scope: Scope) -> tuple[tree.Inline, ...]:
        inlines = self.expander.inline(children, scope)
        doubled(inlines, self.lookup)
        return inlines

    def _paragraph(self, source: syntax.ParagraphSource, scope: Scope) -> tree.Block | None:
        children = self._inline(source.children, scope)
        if not children:
            return None
        if source.note:
            return tree.Note(children, span=source.span)
        return tree.Paragraph(_with_lead(children), span=source.span)

    def _list(self, source: syntax.ListSource, scope: Scope, bullets: int = 0) -> tree.ListBlock:
        """A list; `bullets` counts the lists of bullets that it stands in."""
        inner = bullets + (not source.ordered)
        items = []
        for item in source.items:
            children = self._inline(item.children, scope)
            more = tuple(
                block for part in item.more
                if (block := self._in_item(part, scope, inner)) is not None
            )
            marker = item.number or BULLETS[bullets % len(BULLETS)]
            items.append(
                tree.ListItem(marker, children, more=more,
                              span=children[0].span if children else source.span))
        if any(_run_on(item.marker, item.children) for item in items):
            items = [replace(item, children=(tree.Text(" ", span=item.span), *item.children))
                     for item in items]
        return tree.ListBlock(source.ordered, tuple(items), span=source.span)

    def _in_item(
        self, part: syntax.ParagraphSource | syntax.ListSource, scope: Scope, bullets: int
    ) -> tree.Paragraph | tree.ListBlock | None:
        if isinstance(part, syntax.ListSource):
            return self._list(part, scope, bullets)
        children = self._inline(part.children, scope)
        return tree.Paragraph(children, span=part.span) if children else None


def _meta(front: syntax.Front, articles: int, *, draft: bool) -> tree.Meta:
    """What the file says of itself.

    An issue of several articles is called by its own name, not by its first article's.
    """
    title = "".join(front.title) if articles < 2 else front.issue
    return tree.Meta(
        title, front.issuer, front.date.isoformat(), front.subject,
        front.keywords, draft=draft,
    )


def _one_text(flat: Iterable[tuple[PlainBlock, Scope]], genre: str, sink: Sink) -> None:
    """E0333: most kinds of document have one title; no article comes after an attachment."""
    several = not genre or genres()[genre].articles
    attached, articles = False, 0
    for block, _ in flat:
        attached |= isinstance(block, syntax.AttachmentSource)
        if isinstance(block, syntax.ArticleSource):
            articles += 1
            if articles > 1 and (attached or not several):
                what = "附件之后不能再起文章" if attached else f"{genre}只有一个标题，不能另起一篇"
                sink.error("E0333", what, block.span, "文件里分部分写成 # 标题；附件都放在最后")


def nested(blocks: Iterable[tree.Block]) -> list[tree.Block]:
    """Headings with their depth, where their level skips one above them."""
    made: list[tree.Block] = []
    above = 0
    for block in blocks:
        if isinstance(block, tree.Title | tree.Attachment):
            above = 0
        if isinstance(block, tree.Heading):
            above = min(block.level, above + 1)
            made.append(replace(block, depth=above if above < block.level else 0))
        else:
            made.append(block)
    return made


def _continued(first: tree.Block, more: tree.ListBlock) -> tree.ListBlock:
    """One list from the turns of a loop; its items are counted on."""
    if not isinstance(first, tree.ListBlock):
        return more
    last = read_marker(first.items[-1].marker)
    items = tuple(
        replace(item, marker=marker(last[0], last[1] + index)) if last is not None else item
        for index, item in enumerate(more.items, 1)
    )
    return replace(first, items=(*first.items, *items))


def _run_on(number: str, children: tuple[tree.Inline, ...]) -> bool:
    """Whether a number and what follows would be read as one: 1. and 2024年."""
    return number.endswith(".") and tree.plain(children)[:1].isdecimal()


def _with_lead(children: tuple[tree.Inline, ...]) -> tuple[tree.Inline, ...]:
    """Emphasis that opens a paragraph and is a whole sentence is its run-in lead."""
    first = children[0]
    if isinstance(first, tree.Strong) and tree.plain(first.children).endswith("。"):
        return (tree.Lead(first.children, span=first.span), *children[1:])
    return children
