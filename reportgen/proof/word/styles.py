"""What the styles of a Word file say of their paragraphs: heading level, caption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from reportgen.frozen import frozen
from reportgen.proof.content import Kind
from reportgen.proof.package import Element
from reportgen.proof.word.package import Package
from reportgen.proof.word.xml import W, number, value

_TITLE = "title"
_BODY_LEVEL = 9     # ECMA-376 part 1, 17.3.1.20: 9 is body text


@frozen
class Styles:
    """Styles by id, and the properties that all runs have by default.

    `titled`: a paragraph of the style Title is the first heading, and outlines begin below it.
    """

    by_id: Mapping[str, Element] = field(default_factory=dict)
    default: str = ""
    titled: bool = True
    defaults: Element | None = None
    chains: dict[str, tuple[Element, ...]] = field(default_factory=dict, compare=False)

    def kind(self, paragraph: Element) -> tuple[Kind, int]:
        """Whether a paragraph is a heading (of which level), a caption or plain."""
        properties = paragraph.find(W + "pPr")
        chain = self.chain(properties)
        level = _level(properties)
        for style in chain:
            if level is None:
                level = _level(style.find(W + "pPr"))
        names = {value(style, "name").casefold() for style in chain}
        if _TITLE in names:
            return Kind.HEADING, 1
        if "caption" in names:
            return Kind.CAPTION, 0
        if level is not None and level < _BODY_LEVEL:
            return Kind.HEADING, level + 1 + self.titled
        return Kind.PARAGRAPH, 0

    def chain(self, properties: Element | None) -> tuple[Element, ...]:
        """The styles of a paragraph with such properties, the nearest first."""
        own = value(properties, "pStyle") if properties is not None else ""
        return self.named(own or self.default)

    def named(self, name: str) -> tuple[Element, ...]:
        """A style and those it is based on, the nearest first; none of no name.

        A circle ends where it closes.
        """
        if name not in self.chains:
            found: dict[str, Element] = {}
            at = name
            while at in self.by_id and at not in found:
                found[at] = self.by_id[at]
                at = value(found[at], "basedOn")
            self.chains[name] = tuple(found.values())
        return self.chains[name]


def read_styles(package: Package, document: str, body: Element | None) -> Styles:
    """The styles of a document and its body; none when the part is missing."""
    part = package.related(document, "styles")
    if not part:
        return Styles()
    root = package.xml(part)
    styles = {each.get(W + "styleId", ""): each for each in root.iter(W + "style")}
    default = next((
        name for name, each in styles.items()
        if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true")
    ), "")
    titles = {name for name, each in styles.items() if value(each, "name").casefold() == _TITLE}
    shown = body.iter(W + "pStyle") if body is not None else ()
    return Styles(styles, default, any(each.get(W + "val") in titles for each in shown),
                  root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))


def _level(properties: Element | None) -> int | None:
    found = properties.find(W + "outlineLvl") if properties is not None else None
    return None if found is None else number(found.get(W + "val"), _BODY_LEVEL)
