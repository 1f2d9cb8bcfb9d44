"""Putting the facts in: inlines with names become inlines of the document.

Choices and loops choose and repeat trees. A fact's text arrives as a `Quantity` and is never read
as markup again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.facts.amount_text import MINUS
from reportgen.facts.approximation import BEFORE, BEHIND
from reportgen.facts.forms import ASKED, FORMS, NAME, Shows, has
from reportgen.narrative import syntax
from reportgen.narrative.fill.footnotes import Footnotes
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.numbering import Anchor, Anchors
from reportgen.sources.nearest import nearest, question

MAX_ROUNDS = 100_000
T = TypeVar("T")



@dataclass(slots=True)
class Expander:
    """Expands inlines under a scope (loop variables).

    `anchors` resolves cross-references; `article` is the number of the one being expanded.
    """

    lookup: Lookup
    anchors: Anchors = field(default_factory=Anchors)
    article: int = 1
    rounds: int = 0
    footnotes: Footnotes | None = None

    def inline(self, children: syntax.Inlines, scope: Scope) -> tuple[tree.Inline, ...]:
        """The document's inlines; neighbouring texts are one, and no line is empty."""
        return tuple(_lined(_merged(self._walk(children, scope))))

    def chosen(self, choice: syntax.Choice[T], scope: Scope) -> tuple[T, ...]:
        """The branch of a choice that holds."""
        return choice.then if self._holds(choice.test, scope) else choice.otherwise

    def turns(self, loop: syntax.Loop[T], scope: Scope) -> Iterator[Scope]:
        """A scope for each turn of a loop; E0310 when the whole text takes too many."""
        if self.lookup.dataset.find(loop.variable) is not None:
            self.lookup.sink.warning("W0302", f"循环变量“{loop.variable}”遮住了同名的事实",
                                     loop.span, "换一个变量名")
        for fact in self.lookup.several(loop.source, loop.span, scope):
            self.rounds += 1
            if self.rounds > MAX_ROUNDS:
                if self.rounds == MAX_ROUNDS + 1:
                    self.lookup.sink.error("E0310", f"循环超过{MAX_ROUNDS}次", loop.span,
                                           "减少循环的层数或事实的数量")
                return
            yield {**scope, loop.variable: fact}

    def _walk(self, children: Iterable[syntax.Inline], scope: Scope) -> Iterator[tree.Inline]:
        for child in children:
            match child:
                case tree.Text():     # a minus was mended to −; the profile may wish a hyphen
                    text = child.text.replace(MINUS, self.lookup.notation.minus)
                    yield tree.Text(text, child.mended or text != child.text, span=child.span)
                case syntax.Verbatim():
                    yield tree.Text(child.text, span=child.span)
                case syntax.Insert():
                    yield self._insert(child, scope)
                case syntax.Citation():
                    yield self._citation(child)
                case tree.LineBreak() | tree.Script():
                    yield child
                case syntax.Emphasis():
                    yield tree.Strong(self.inline(child.children, scope), span=child.span)
                case syntax.LinkMark():
                    words = self.inline(child.children, scope)
                    yield tree.Link(child.address, words, span=child.span)
                case syntax.FootnoteMark():
                    yield self._footnote(child)
                case syntax.Choice():
                    yield from self._walk(self.chosen(child, scope), scope)
                case syntax.Loop():
                    for turn in self.turns(child, scope):
                        yield from self._walk(child.body, turn)
                case _:
                    assert_never(child)

    def _footnote(self, mark: syntax.FootnoteMark) -> tree.Inline:
        if self.footnotes is None:      # a text that is only looked at
            return tree.Footnote(0, (), span=mark.span)
        return self.footnotes.refer(mark, lambda children: self.inline(children, {}))

    def _insert(self, insert: syntax.Insert, scope: Scope) -> tree.Inline:
        name, lookup = insert.name, self.lookup
        known = name in scope or lookup.dataset.find(name) is not None
        if not known and insert.form in ("", NAME):
            entity = lookup.entity(name)
            if entity is not None:
                return tree.Text(entity.name, span=insert.span)
        fact = lookup.fact(name, insert.span, scope)
        if fact is None:
            return tree.Text(f"〔缺：{name}〕", span=insert.span)
        shown = lookup.quantity(fact, insert.form, insert.span, insert.argument)
        return shown if shown is not None else tree.Text(f"〔缺：{name}〕", span=insert.span)

    def _citation(self, citation: syntax.Citation) -> tree.Inline:
        found = self.anchors.find(citation.kind, citation.anchor)
        if len(found) != 1:
            self._unresolved(citation, found)
            return tree.Text(f"〔缺：{citation.kind}〕", span=citation.span)
        (anchor,) = found
        abroad = citation.kind == "节" and anchor.article != self.article
        text = f"《{anchor.title}》{anchor.shown}" if abroad else anchor.shown
        if not anchor.target:      # an attachment that is not in this file
            return tree.Text(text, span=citation.span)
        return tree.Reference(anchor.target, text, span=citation.span)

    def _unresolved(self, citation: syntax.Citation, found: list[Anchor]) -> None:
        """E0320 when several have the name, else E0307."""
        if found:
            names = [self.anchors.telling(citation.kind, anchor) for anchor in found]
            self.lookup.sink.error(
                "E0320", f"有{len(found)}处标题都叫“{citation.anchor}”", citation.span,
                *(question([f"{{{{ {citation.kind}：{name} }}}}"]) for name in names if name),
                *([] if all(names) else ["给同名的标题换个说法"]),
                related=tuple((anchor.span, "同名的在这里") for anchor in found),
            )
            return
        other = self.anchors.kind_of(citation.anchor)
        hint = "在报头信息的“附件”里写出这个名称" if citation.kind == "附件" else \
            "给要引用的那一处写上编号"
        if near := nearest(citation.anchor, self.anchors.names(citation.kind)):
            hint = question([f"{{{{ {citation.kind}：{near} }}}}"])
        elif other:
            hint = f"改成 {{{{ {other}：{citation.anchor} }}}}"
        self.lookup.sink.error("E0307", f"没有编号为“{citation.anchor}”的{citation.kind}",
                               citation.span, hint)

    def _holds(self, test: syntax.Condition, scope: Scope) -> bool:
        if test.form and test.form not in ASKED:
            self.lookup.sink.error("E0303", f"“如果”后面不能写“{test.form}”", test.span,
                                   "可以写：" + "、".join(ASKED))
            return False
        fact = scope.get(test.name) or self.lookup.dataset.find(test.name)
        if fact is None and not test.negated:
            self.lookup.sink.info("I0354", f"事实表里没有“{test.name}”，条件不成立", test.span,
                                  *self.lookup.meant(test.name), "本来可有可无的，不必理会")
        found = fact is not None and (not test.form or has(fact, test.form))
        return found is not test.negated


_OTHERWISE = tuple("岸侧两游级班")     # 左右岸, 上下游: other words


def doubled(children: tuple[tree.Inline, ...], lookup: Lookup) -> None:
    """W0338: an approximation word typed before, or behind, a value that carries one itself."""
    read = list(tree.inlines(children))
    for at, leaf in enumerate(read):
        if not isinstance(leaf, Quantity) or not _approximate(leaf, lookup):
            continue
        before, after = _typed(read, at - 1), _typed(read, at + 1)
        for word, place in (
            (next((w for w in BEFORE if before.text.endswith(w)), ""), before.span),
            (next((w for w in BEHIND if after.text.startswith(w)
                   and after.text[len(w) : len(w) + 1] not in _OTHERWISE), ""), after.span),
        ):
            if word:
                lookup.sink.warning("W0338", f"“{word}”和“{leaf.text}”里的概数词重复", place,
                                    f"删去“{word}”", related=((leaf.span, "事实在这里"),))


def _typed(read: Sequence[tree.Inline], at: int) -> tree.Text:
    """The text at a place, nothing where something else stands."""
    leaf = read[at] if 0 <= at < len(read) else None
    return leaf if isinstance(leaf, tree.Text) else tree.Text("")


def _approximate(leaf: Quantity, lookup: Lookup) -> bool:
    fact = lookup.dataset.by_id.get(leaf.fact)
    return fact is not None and bool(fact.amounts) and bool(fact.amounts[0].approximation) \
        and FORMS[leaf.form].shows in {Shows.AMOUNT, Shows.NUMBER}


def _merged(items: Iterable[tree.Inline]) -> Iterator[tree.Inline]:
    texts: list[tree.Text] = []
    for item in items:
        if isinstance(item, tree.Text):
            texts.append(item)
            continue
        yield from _joined(texts)
        texts = []
        yield item
    yield from _joined(texts)


def _lined(items: Iterable[tree.Inline]) -> Iterator[tree.Inline]:
    """Without ends of lines that have nothing before or after them."""
    ended: tree.LineBreak | None = None
    begun = False
    for item in items:
        if isinstance(item, tree.LineBreak):
            ended = item if begun else None
            continue
        if ended is not None:
            yield ended
            ended = None
        begun = True
        yield item


def _joined(texts: list[tree.Text]) -> Iterator[tree.Inline]:
    if len(texts) == 1 and texts[0].text:
        yield texts[0]
    elif text := "".join(each.text for each in texts):
        yield tree.Text(text, True, span=texts[0].span)
