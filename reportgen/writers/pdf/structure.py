"""The structure tree: what marked content means (ISO 32000-1 14.7, ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.layout.pages import LINE, Element, Image, Picture
from reportgen.writers.pdf.file import PdfFile, number, text_string


@dataclass(slots=True)
class _Node:
    number: int
    kids: list[bytes] = field(default_factory=list)
    page: int = 0       # the object of the page that its first content is on
    box: tuple[float, float, float, float] | None = None


class Structure:
    """Collects the elements as their content is painted, then writes the tree.

    `page_numbers` are the object numbers of the page dictionaries.
    """

    def __init__(self, file: PdfFile, page_numbers: list[int]) -> None:
        self._file = file
        self._pages = page_numbers
        self._nodes: dict[Element, _Node] = {}
        self._by_page: list[list[int]] = [[] for _ in page_numbers]
        self._annotations: list[int] = []
        self.root, self._root_object = file.reserve()

    def content(self, page: int, element: Element) -> int:
        """Marked content of `element` starts on page (from 0): its MCID there."""
        node = self._node(element)
        owners = self._by_page[page]
        mcid = len(owners)
        owners.append(node.number)
        node.page = node.page or self._pages[page]
        node.kids.append(b"%d" % mcid if node.page == self._pages[page] else
                         b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self._pages[page], mcid))
        return mcid

    def place(self, element: Element) -> None:
        """`element` takes its place in the order, whether it shows anything or not."""
        self._node(element)

    def annotation(self, page: int, element: Element, annotation: int) -> int:
        """`annotation` (its object number) belongs to `element`: its StructParent key."""
        node = self._node(element)
        node.kids.append(
            b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (self._pages[page], annotation)
        )
        self._annotations.append(node.number)
        return len(self._pages) + len(self._annotations) - 1

    def box(self, element: Element, picture: Picture | Image, height: float) -> None:
        """Where a figure stands on its page (its BBox)."""
        if isinstance(picture, Image):
            wide, high = picture.width, picture.height
        else:
            wide, high = (side * picture.scale
                          for side in (picture.drawing.width, picture.drawing.height))
        top = height - picture.y
        self._node(element).box = (picture.x, top - high, picture.x + wide, top)

    def write(self) -> None:
        """Fill in all elements, the parent tree and the root."""
        for element, node in self._nodes.items():
            parent = self._nodes[element.parent].number if element.parent else self.root
            self._file.fill(node.number, _element(element, node, parent))
        nums = [
            b"%d[%s]" % (page, _references(owners)) for page, owners in enumerate(self._by_page)
        ]
        nums += [
            b"%d %d 0 R" % (key, owner)
            for key, owner in enumerate(self._annotations, len(self._pages))
        ]
        named = sorted((element.name, node.number) for element, node in self._nodes.items()
                       if element.name)
        names = b"/IDTree<</Names[%s]/Limits[%s%s]>>" % (
            b" ".join(b"%s %d 0 R" % (_name(name), owner) for name, owner in named),
            _name(named[0][0]), _name(named[-1][0]),
        ) if named else b""
        tops = [node.number for element, node in self._nodes.items() if element.parent is None]
        lined = any(element.role == LINE for element in self._nodes)
        roles = b"/RoleMap<</%s/Span>>" % LINE.encode() if lined else b""
        self._root_object.data = (
            b"<</Type/StructTreeRoot/K[%s]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s>>"
            % (_references(tops), b" ".join(nums), len(nums), names + roles)
        )

    def _node(self, element: Element) -> _Node:
        """The node of an element; when first seen it takes its place in its parent."""
        node = self._nodes.get(element)
        if node is None:
            parent = self._node(element.parent) if element.parent else None
            node = self._nodes[element] = _Node(self._file.number())
            if parent:
                parent.kids.append(b"%d 0 R" % node.number)
        return node


def _element(element: Element, node: _Node, parent: int) -> bytes:
    parts = [b"<</Type/StructElem/S/%s/P %d 0 R" % (element.role.encode(), parent)]
    parts.append(b"/K[%s]" % b" ".join(node.kids))
    if node.page:
        parts.append(b"/Pg %d 0 R" % node.page)
    if element.alt:
        parts.append(b"/Alt" + text_string(element.alt))
    if element.name:
        parts.append(b"/ID%s" % _name(element.name))
    if element.shift:
        parts.append(b"/A<</O/Layout/BaselineShift %s>>" % number(element.shift).encode())
    if told := _of_table(element):
        parts.append(b"/A<</O/Table%s>>" % told)
    if element.numbering:
        parts.append(b"/A<</O/List/ListNumbering/%s>>" % element.numbering.encode())
    if node.box:
        box = " ".join(map(number, node.box)).encode()
        parts.append(b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box)
    return b"".join((*parts, b">>"))


def _of_table(element: Element) -> bytes:
    """What a cell heads, goes over and is headed by (ISO 32000-1 14.8.5.7)."""
    return b"".join((
        b"/Scope/%s" % element.scope.encode() if element.scope else b"",
        b"/ColSpan %d" % element.columns if element.columns > 1 else b"",
        b"/RowSpan %d" % element.rows if element.rows > 1 else b"",
        b"/Headers[%s]" % b"".join(map(_name, element.headers)) if element.headers else b"",
    ))


def _name(name: str) -> bytes:
    """An ID: a byte string, so that the tree of IDs is in order."""
    return b"<%s>" % name.encode().hex().encode()


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % n for n in numbers)
