"""Reading a written file back, by lxml alone, in the words of the tests."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from lxml import etree

from reportgen.document.tree import Document
from reportgen.images.develop import Print
from reportgen.style.profile import Profile, load_profile
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import NAMESPACES, Element

PROFILE: Profile = load_profile()
W = f"{{{NAMESPACES['w']}}}"


class File:
    """A written file: its parts by name."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Element:
        """A part's root: `word/document.xml`."""
        return etree.fromstring(self.parts[name])

    @property
    def body(self) -> Element:
        """The document's body."""
        return self.xml("word/document.xml")[0]

    @property
    def texts(self) -> list[str]:
        """The text of every paragraph in reading order, tables included; a line end is |."""
        return [shown(paragraph) for paragraph in self.body.iter(W + "p")]

    @property
    def styles(self) -> list[str]:
        """The style of every paragraph in reading order."""
        return self.values("w:p/w:pPr/w:pStyle", "val")

    def values(self, path: str, attribute: str) -> list[str]:
        """An attribute of all elements of the body under that path."""
        return [str(each.get(W + attribute)) for each in find(self.body, ".//" + path)]


def written(
    document: Document, pictures: dict[int, Picture] | None = None,
    prints: dict[str, Print] | None = None,
) -> File:
    """The document written and opened again."""
    return File(write_docx(document, PROFILE, pictures or {}, prints=prints or {}))


def find(element: Element, path: str) -> list[Element]:
    """XPath with the usual prefixes."""
    return element.findall(path, NAMESPACES)


def shown(element: Element) -> str:
    """What a reader sees of an element's text."""
    signs = {"t": None, "tab": "\t", "br": "|"}
    pieces = []
    for each in element.iter(*(W + name for name in signs)):
        name = str(each.tag).removeprefix(W)
        if name == "tab" and each.getparent().tag != W + "r":
            continue     # a tab stop, not a tab
        pieces.append(signs[name] if signs[name] is not None else each.text or "")
    return "".join(pieces)


def brief(element: Element) -> str:
    """An element as short XML: `<p><r><t>国</t></r></p>`, attributes without prefixes."""
    text = etree.tostring(element, encoding="unicode")
    text = re.sub(r' xmlns(:\w+)?="[^"]*"| xml:space="preserve"', "", text)
    return re.sub(r"(</?|\s)\w+:(?=[A-Za-z])", r"\1", text)


__all__ = ["PROFILE", "File", "brief", "find", "shown", "written"]
