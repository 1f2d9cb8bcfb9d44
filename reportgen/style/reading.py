"""A profile file as settings by English dotted key, whichever language its keys are written in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import Family, Sink, Span
from reportgen.sources.nearest import asked_key
from reportgen.sources.nodes import Entry, MapNode, Scalar
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.style.keys import LEAF, english, is_leaf, name_of, part
from reportgen.style.setting import Setting
from reportgen.world import World


def read_settings(path: Path, world: World, sink: Sink) -> dict[str, Setting]:
    """What a file says, by English dotted key; whether there is such a key is not asked here.

    Raises `ReportError` for what is no YAML. To the sink go a key written twice, in one language
    or in both (E0111), a value without a value (E0120), parts that no value has (E0151).
    """
    root = read_yaml(decode(world.read(path), str(path), sink), str(path), sink)
    sink.raise_errors(Family.INPUT)
    reader = _Reader(sink)
    if isinstance(root, MapNode):
        reader.read(root, "")
    return reader.settings


class _Reader:
    """Reads mapping within mapping, and remembers where each key stands."""

    def __init__(self, sink: Sink) -> None:
        self.settings: dict[str, Setting] = {}
        self._sink = sink
        self._places: dict[str, Span] = {}

    def read(self, node: MapNode, prefix: str) -> None:
        """The entries below `prefix`, which is as it was written."""
        for entry in node.entries:
            written = prefix + entry.key.text
            key = english(written)
            if self._told_before(key, written, entry):
                continue
            match entry.value:
                case MapNode() as inner if is_leaf(key) or _looks_whole(inner):
                    self._whole(key, written, inner, entry.key.span)
                case MapNode() as inner:
                    self.read(inner, written + ".")
                case Scalar() as scalar:
                    self._take(key, Setting(
                        scalar.text, span=scalar.span, written=written, key=entry.key.span))
                case _:
                    self._refuse_list(written, entry)

    def _told_before(self, key: str, written: str, entry: Entry) -> bool:
        place = entry.key.span
        first = self._places.setdefault(key, place)
        if first is place:
            return False
        message = f"键“{written}”写了两次，中文名和英文名是同一个键"
        self._sink.error("E0111", message, place, "删去一个", related=((first, "第一次写在这里"),))
        return True

    def _refuse_list(self, written: str, entry: Entry) -> None:
        self._sink.error("E0151", f"版式里的“{written}”不能是一串", entry.value.span,
                         f"写一个值：{entry.key.text}: …")

    def _take(self, key: str, setting: Setting) -> None:
        """A style may be named in either language where another extends it."""
        if key.startswith("styles.") and key.endswith(".extends"):
            style = english(f"styles.{setting.value}").removeprefix("styles.")
            setting = replace(setting, value=style)
        self.settings[key] = setting

    def _whole(self, key: str, written: str, node: MapNode, place: Span) -> None:
        """A value with its unit, clause and tolerance."""
        texts: dict[str, str] = {}
        for entry in node.entries:
            word, path = _part_of(entry), f"{written}.{entry.key.text}"
            if word not in LEAF:
                self._sink.error("E0151", f"“{written}”里没有“{entry.key.text}”这一项",
                                 entry.key.span, _meant(entry.key.text))
            elif self._told_before(f"{key}.{word}", path, entry):
                continue
            elif isinstance(entry.value, Scalar):
                texts[word] = entry.value.text
            else:
                self._refuse_list(path, entry)
        if "value" in texts:
            self._take(key, Setting(**texts, span=node.span, written=written, key=place))
        elif f"{key}.value" not in self._places:
            word = part("value", written)
            self._sink.error("E0120", f"“{written}”缺少“{word}”", node.span, f"写上 {word}: …")


def _part_of(entry: Entry) -> str:
    """The part of a value that an entry tells, in English."""
    word = entry.key.text
    return next((key for key, row in LEAF.items() if word in (key, name_of(row))), word)


def _meant(word: str) -> str:
    names = [name_of(row) for row in LEAF.values()]
    return (asked_key(word, (*LEAF, *names)) or ("能写的有 " + "、".join(names),))[0]


def _looks_whole(node: MapNode) -> bool:
    """Whether a mapping below an unknown key is a value: nothing but parts of one."""
    parts = {_part_of(entry) for entry in node.entries}
    return "value" in parts and parts <= LEAF.keys()
