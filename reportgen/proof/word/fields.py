"""Fields of a Word file that will say something else once somebody updates them.

A field keeps its last result until then (ECMA-376 part 1, 17.16).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.proof.content import Place
from reportgen.proof.package import Element
from reportgen.proof.word.xml import W, number, told, until_tab

# Fields whose result is compared elsewhere, or is another on each page.
_KNOWN = frozenset((
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "REF", "PAGEREF", "NOTEREF", "TOC", "HYPERLINK"))
_LINKED = frozenset(("\\h", "\\*", "MERGEFORMAT"))      # a REF of the text itself
_PLAIN = frozenset(("ARABIC", "MERGEFORMAT"))


@dataclass(slots=True)
class Field:
    """A field under way: its code, and its result once that has begun."""

    code: str = ""
    result: str = ""
    shown: bool = False


class OpenFields(list[Field]):
    """The fields that are open where a text is read, the innermost last."""

    @property
    def shown(self) -> bool:
        """Whether what stands here is seen: it is no field's code."""
        return not self or all(each.shown for each in self)

    def take(self, each: Element) -> Field | None:
        """Take in a part of a field, or a text within its result; the field that it ends."""
        if each.tag == W + "instrText":
            if self and not self[-1].shown:
                self[-1].code += each.text or ""
        elif each.tag == W + "t":
            if self and self[-1].shown:
                self[-1].result += each.text or ""
        elif (kind := each.get(W + "fldCharType")) == "begin":
            self.append(Field())
        elif self and kind == "separate":
            self[-1].shown = True
        elif self and kind == "end":
            return self.pop()
        return None


@dataclass(slots=True)
class Fields:
    """The fields of a text, paragraph after paragraph: those that are open, what they count so far,
    and what stands at bookmarks, found when it is asked for."""

    where: Sequence[tuple[Element, Place]]
    _open: OpenFields = field(default_factory=OpenFields)
    _counters: dict[str, int] = field(default_factory=dict)
    _marked: dict[str, tuple[Element, Element]] | None = None

    def at(self, mark: str) -> tuple[str, str] | None:
        """The text within a bookmark, and that of its paragraph up to a tab."""
        if self._marked is None:
            self._marked = {start.get(W + "name", ""): (start, paragraph)
                            for paragraph, _ in self.where
                            for start in paragraph.iter(W + "bookmarkStart")}
        found = self._marked.get(mark)
        return (_within(found[0]), _entry(found[1])) if found else None

    def ending(self, paragraph: Element) -> Iterator[tuple[str, str]]:
        """The fields that end in a paragraph and whose results an update will change."""
        for each in paragraph.iter(
                W + "fldSimple", W + "fldChar", W + "instrText", W + "t", W + "hyperlink"):
            if each.tag == W + "fldSimple":
                yield from self._judged(each.get(W + "instr", ""), told(each, W + "t"))
            elif each.tag == W + "hyperlink":
                if any(one.code.split()[:1] == ["TOC"] for one in self._open):
                    yield from self._listed(each)
            elif (done := self._open.take(each)) is not None:
                yield from self._judged(done.code, done.result)
                yield from _elsewhere(each, done)

    def _listed(self, link: Element) -> Iterator[tuple[str, str]]:
        """An entry of a contents that is not the heading it leads to."""
        at, text = self.at(link.get(W + "anchor", "")), _entry(link)
        if at is not None and not text.endswith(at[1]):      # before it may stand its number
            yield text, f"在目录里，更新以后变成“{at[1][:24]}”"

    def _judged(self, code: str, result: str) -> Iterator[tuple[str, str]]:
        words, counters = code.split(), self._counters
        name = words[0].upper() if words else ""
        if name == "SEQ" and len(words) > 1:
            counters[words[1]] = _count(words, counters.get(words[1], 0))
            if "\\h" not in words and _arabic(words) and result.strip() != str(counters[words[1]]):
                yield result, f"是自动编号，更新域以后变成 {counters[words[1]]}"
        elif name == "REF" and set(words[2:]) <= _LINKED:
            at = self.at(words[1]) if len(words) > 1 else None
            if at is not None and "".join(result.split()) != "".join(at[0].split()):
                yield result, f"是引用，更新以后变成“{at[0][:24]}”"
        elif name and name not in _KNOWN and result.strip():
            yield result, f"是域（{' '.join(words)[:24]}），更新以后会变"


def _within(start: Element) -> str:
    """The text from where a bookmark begins to its end, or that of its paragraph."""
    text, key = "", start.get(W + "id")
    for each in start.itersiblings():
        if each.tag == W + "bookmarkEnd" and each.get(W + "id") == key:
            break
        text += told(each, W + "t")
    return text


def _entry(element: Element) -> str:
    text = until_tab(element) if element.tag == W + "hyperlink" else told(element, W + "t")
    return "".join(text.split())


def _elsewhere(end: Element, done: Field) -> Iterator[tuple[str, str]]:
    """A page number in a link of a contents that is that of another place."""
    link, words = next(end.iterancestors(W + "hyperlink"), None), done.code.split()
    if link is not None and link.get(W + "anchor") and words[:1] == ["PAGEREF"] \
            and words[1:2] != [link.get(W + "anchor")]:
        yield done.result, "是别处的页码，更新以后会变"


def _count(words: list[str], last: int) -> int:
    """What a SEQ field counts: `\\r` begins anew, `\\c` repeats."""
    if "\\r" in words:
        at = words.index("\\r") + 1
        return number(words[at] if at < len(words) else "", last + 1)
    return last if "\\c" in words else last + 1


def _arabic(words: list[str]) -> bool:
    formats = (words[at + 1] for at, word in enumerate(words[:-1]) if word == "\\*")
    return all(each.upper() in _PLAIN for each in formats)
