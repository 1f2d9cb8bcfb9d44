"""Small words of WordprocessingML that all readers of it share."""

from __future__ import annotations

from reportgen.proof.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
EMU = 12_700         # to a point
FRAMES = (WP + "inline", WP + "anchor")      # of what is drawn
# What is not seen: taken out by a tracked change, or the second of two alternatives.
UNSEEN = (W + "del", W + "moveFrom", MC + "Fallback")


def on(element: Element) -> bool:
    """Whether a switch such as `w:vanish` is on: it is, unless it says no."""
    return element.get(W + "val", "1") not in ("0", "false", "off")


def told(element: Element, *tags: str) -> str:
    """The texts of all elements of these names, in order."""
    return "".join(each.text or "" for each in element.iter(*tags))


def value(element: Element, name: str) -> str:
    """What a child says by its `w:val`; empty where there is none."""
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def number(text: str | None, otherwise: int) -> int:
    """A whole number, or `otherwise` where the file has none."""
    digits = text or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


def until_tab(element: Element) -> str:
    """The text before the first tab: what comes behind it in a contents is a number."""
    text = ""
    for each in element.iter(W + "t", W + "tab"):
        parent = each.getparent()
        if each.tag == W + "tab" and parent is not None and parent.tag == W + "r":
            break
        text += each.text or "" if each.tag == W + "t" else ""
    return text
