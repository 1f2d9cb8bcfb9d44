"""Two issues, or two states of one, held side by side: their facts and their words.

    folders, or a record of the archive ─load, compose─▶ facts, sentences ─▶ terminal, JSON, Word
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.archive import desk, newest
from reportgen.acts.reproducing import filed_folder
from reportgen.briefing import Briefing
from reportgen.checks.prose import prose
from reportgen.diagnostics import NOWHERE, Sink, Span
from reportgen.document.tree import (
    Cell,
    Column,
    Document,
    Inline,
    Meta,
    Paragraph,
    Strong,
    Table,
    Text,
    Title,
)
from reportgen.frozen import frozen
from reportgen.proof.audit.wording import Edit, edits, pairs
from reportgen.rolling.differing import Became, FactChange, fact_changes
from reportgen.world import World

MOVED = "移"
_UNREAD = frozenset(("table_cell", "table_head", "contents", "contents_title"))


@frozen
class Sentence:
    """A sentence as printed, and where it is written."""

    text: str
    span: Span = NOWHERE


@frozen
class WordChange:
    """A sentence before and after, empty where it is not there: 改, 移, 加 or 删; what of it."""

    kind: str
    old: Sentence
    new: Sentence
    edits: tuple[Edit, ...] = ()

    def parts(self, *, new: bool) -> Iterator[tuple[str, bool]]:
        """The old, or the new, sentence in pieces, and whether each is only there."""
        text, done = (self.new if new else self.old).text, 0
        for each in self.edits:
            start, end = (each.at, each.at + len(each.new)) if new else (each.start, each.end)
            yield text[done:start], False
            yield text[start:end], True
            done = end
        yield text[done:], False


@frozen
class Difference:
    """What two issues, of these names and periods, say otherwise; how much is the same."""

    names: tuple[str, str]
    periods: tuple[str, str]
    facts: tuple[FactChange, ...]
    words: tuple[WordChange, ...]
    same_facts: int
    same_words: int


def differing(old: Path, new: Path, world: World) -> tuple[Difference, Briefing]:
    """What two issues say otherwise, and the new one. Each is a folder, or a record's 档号.

    Raises what reading them raises; E1106 for a name that is neither.
    """
    before, after = read_issue(old, new, world), read_issue(new, old, world)
    facts, same = fact_changes(before.dataset, after.dataset, before.world)
    one, other = (list(_sentences(pipeline.compose(each))) for each in (before, after))
    words = _words(one, other)
    periods = (before.dataset.period.text, after.dataset.period.text)
    kept = len(one) - sum(each.kind != Became.ADDED.value for each in words)
    return Difference((before.name, after.name), periods, tuple(facts), tuple(words), same,
                      kept), after


def read_issue(path: Path, beside: Path, world: World) -> Briefing:
    """A folder's issue; where there is no such folder, that of a record in the archive.

    The archive is that of the office that `beside`, or the current folder, lies in.
    """
    if world.is_dir(path) or len(path.parts) != 1:
        return pipeline.load(path, world)
    with desk(beside if world.is_dir(beside) else Path(), world).archive() as archive:
        record = newest(archive, str(path))
        inside, folder = filed_folder(archive, record)
    return replace(pipeline.load(folder, inside), name=record.name)


def _sentences(document: Document) -> Iterator[Sentence]:
    """What is read as text, sentence by sentence; what tables hold is told as facts."""
    for each in prose(document):
        if each.step.passage.style not in _UNREAD:
            yield from (Sentence(text.strip(), each.place(start))
                        for start, text in each.sentences() if text.strip())


def _words(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[WordChange]:
    """The sentences that are not in both, paired; one that stands elsewhere has moved."""
    found, nothing = list[WordChange](), Sentence("")
    for pair in pairs([each.text for each in old], [each.text for each in new]):
        one = old[pair.old] if pair.old is not None else nothing
        other = new[pair.new] if pair.new is not None else nothing
        if one.text != other.text:
            kind = Became.ADDED if not one.text else Became.REMOVED if not other.text \
                else Became.CHANGED
            made = edits(one.text, other.text) if kind is Became.CHANGED else ()
            found.append(WordChange(kind.value, one, other, made))
    gone = {each.old.text: each for each in found if each.kind == Became.REMOVED.value}
    back = Counter(each.new.text for each in found if each.kind == Became.ADDED.value)
    return [
        replace(each, kind=MOVED, old=gone[each.new.text].old)
        if each.kind == Became.ADDED.value and each.new.text in gone else each
        for each in found
        if each.kind != Became.REMOVED.value or not back[each.old.text]
    ]


# -------------------------------------------------------------------------- as a Word file


def as_word(found: Difference, briefing: Briefing) -> bytes:
    """The differences in two columns, old and new, what changed emphasised. In the new's profile.

    Raises what laying and writing raise.
    """
    title = "".join((found.names[0], "和", found.names[1]))
    document = Document(
        Meta(f"{title}对照", "", pipeline.compose(briefing).meta.date),
        (Title((title, "对照")), *_tables(found)))
    return pipeline.write(replace(briefing, sink=Sink()), document, "docx")


def _tables(found: Difference) -> Iterator[Table | Paragraph]:
    if found.facts:
        rows = tuple(tuple(map(_cell, fact_row(each))) for each in found.facts)
        yield Table(1, f"数（相同的 {found.same_facts} 个不列）", tuple(
            Column(head) for head in ("怎样", "指标", *_heads(found), "差", "不同的")), rows)
    if found.words:
        rows = tuple((_cell(each.kind), _marked(each.parts(new=False)),
                      _marked(each.parts(new=True))) for each in found.words)
        yield Table(1 + bool(found.facts), f"字句（相同的 {found.same_words} 句不列）", (
            Column("怎样"), *(Column(head, weight=9) for head in _heads(found))), rows)
    if not found.facts and not found.words:
        yield Paragraph((Text("没有不同。"),))


def _heads(found: Difference) -> tuple[str, str]:
    return (f"旧：{found.names[0]}", f"新：{found.names[1]}")


def fact_row(each: FactChange) -> tuple[str, ...]:
    """What is shown of a fact: what became of it, its name, old, new, the difference, in what."""
    return (each.kind.value, each.name, *(text or "—" for text in each.texts),
            each.difference or "—", "、".join(each.ways) or "—")


def _cell(text: str) -> Cell:
    return Cell((Text(text or "—"),))


def _marked(parts: Iterable[tuple[str, bool]]) -> Cell:
    inlines: list[Inline] = [Strong((Text(text),)) if only else Text(text)
                             for text, only in parts if text]
    return Cell(tuple(inlines) or (Text("—"),))
