"""The parts of a Word file, to be changed and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from random import Random

from lxml import etree
from support.proof.twins import BODY, Element, W, packed, parts

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SPACES = {"w": W, "wp": WP, "a": A, "r": R, "c": C,
          "v": "{urn:schemas-microsoft-com:vml}",
          "m": "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
          "w14": "{http://schemas.microsoft.com/office/word/2010/wordml}"}
_DECLARED = " ".join(f'xmlns:{name}="{space[1:-1]}"' for name, space in SPACES.items())
STYLES, SETTINGS = "word/styles.xml", "word/settings.xml"


class Office:
    """A Word file whose parts are parsed when they are asked for."""

    def __init__(self, data: bytes) -> None:
        self.files = parts(data)
        self._roots: dict[str, Element] = {}

    def root(self, part: str = BODY) -> Element:
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.files[part])
        return self._roots[part]

    def named(self, start: str, end: str = "") -> list[str]:
        return sorted(each for each in self.files if each.startswith(start) and each.endswith(end))

    def saved(self) -> bytes:
        return packed({**self.files, **{
            part: etree.tostring(root, encoding="UTF-8", standalone=True)
            for part, root in self._roots.items()}})


Plant = Callable[[Office, Random], bool]


def planted(data: bytes, plant: Plant, rng: Random) -> bytes | None:
    """The file with a fault; None where it has no place for one."""
    office = Office(data)
    return office.saved() if plant(office, rng) else None


def xml(text: str) -> list[Element]:
    """Elements written down, in the usual names."""
    return list(etree.fromstring(f"<all {_DECLARED}>{text}</all>"))


def child(parent: Element, name: str, *, first: bool = True) -> Element:
    """The child of a name, made if there is none."""
    found = parent.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        parent.insert(0, found) if first else parent.append(found)
    return found


def put(parent: Element, text: str) -> None:
    """Elements at the end of another, in place of those of their names."""
    for each in xml(text):
        for old in parent.findall(each.tag):
            parent.remove(old)
        parent.append(each)


def text_of(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter(W + "t"))


def runs(root: Element) -> list[Element]:
    """The runs of a text that stand in no field, link or control, with something in them."""
    found, depth = [], 0
    for run in root.iter(W + "r"):
        for mark in run.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
        parent = run.getparent()
        if not depth and parent is not None and parent.tag == W + "p" and text_of(run).strip():
            found.append(run)
    return found


def paragraph_of(run: Element) -> Element:
    return next(run.iterancestors(W + "p"))


def numbered(run: Element) -> bool:
    return any(each in "0123456789" for each in text_of(run))


def chosen(rng: Random, found: Iterator[Element] | list[Element]) -> Element | None:
    every = list(found)
    return rng.choice(every) if every else None


def at_one(
    places: Callable[[Office], Iterator[Element] | list[Element]],
    change: Callable[[Element, Random], bool | None],
) -> Plant:
    """A fault at one of the places that a file has for it."""
    def plant(office: Office, rng: Random) -> bool:
        place = chosen(rng, places(office))
        return place is not None and change(place, rng) is not False
    return plant


def texts(office: Office, *, digits: bool = False) -> list[Element]:
    return [run for run in runs(office.root()) if not digits or numbered(run)]


def before(text: str) -> Callable[[Element, Random], None]:
    """Elements put before a run."""
    def change(run: Element, rng: Random) -> None:
        for each in xml(text):
            run.addprevious(each)
    return change


def put_in(text: str) -> Plant:
    """Elements put before some run of the body."""
    return at_one(texts, before(text))


def replaced(element: Element, old: str, new: str) -> bool:
    """The first text of an element that has it says another thing."""
    for each in element.iter():
        if isinstance(each.tag, str) and each.text and old in each.text:
            each.text = each.text.replace(old, new, 1)
            return True
    return False


def another_digit(text: str, rng: Random) -> str:
    """A text with one digit changed."""
    at = rng.choice([n for n, ch in enumerate(text) if ch.isdecimal()])
    return text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


figures = partial(texts, digits=True)
