"""What a user's face does not show itself: which characters, how often, and what shows them.

And whether it can give what it does show: a damaged file may hold an unreadable glyph among good
ones, and that had better be known before anything is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.fonts import Chain, Face, FontLibrary, subset

_SHOWN = 8     # characters that a message lists


@dataclass(slots=True)
class _Lack:
    """Characters that a face leaves to another, and where the first of them stands."""

    place: Span
    counts: Counter[str] = field(default_factory=Counter)


class Fallbacks:
    """Gathers them text by text; roles that have no face of the user's cost nothing."""

    def __init__(self, library: FontLibrary) -> None:
        chains = [library.chain(role) for role in library.roles()]
        self._chains = {chain.role: chain for chain in chains if chain.faces[0].own}
        self._lacks: dict[tuple[str, bool, str], _Lack] = {}
        self._used: dict[str, set[str]] = {}

    def note(self, role: str, text: str, place: Callable[[int], Span]) -> None:
        """Count what the role's own face leaves to others; `place` tells where a character is."""
        chain = self._chains.get(role)
        if chain is None:
            return
        own = chain.faces[0]
        self._used.setdefault(role, set()).update(text)
        for index, ch in enumerate(text):
            face = chain.face_for(ch)
            if face is None or face is own or face is chain.latin or ch in chain.filled:
                continue
            key = role, own.has(ch), face.key
            if key not in self._lacks:
                self._lacks[key] = _Lack(place(index))
            self._lacks[key].counts[ch] += 1

    def report(self, sink: Sink) -> None:
        """I0509 for characters that a face lacks, I0510 for marks that it draws otherwise.

        E0503 for a face whose file turns out to be damaged.
        """
        for (role, has, key), lack in self._lacks.items():
            chain = self._chains[role]
            face = next(each for each in chain.faces if each.key == key)
            self._tell(chain, has, face, lack, sink)
        for role, used in self._used.items():
            own = self._chains[role].faces[0]
            try:
                subset(own, filter(own.has, used))
            except ReportError as error:
                sink.extend(error.diagnostics)

    @staticmethod
    def _tell(chain: Chain, has: bool, face: Face, lack: _Lack, sink: Sink) -> None:
        own, count, places = chain.faces[0], len(lack.counts), lack.counts.total()
        listed = " ".join(list(lack.counts)[:_SHOWN]) + ("……" if count > _SHOWN else "")
        name = f"字体“{own.label or own.name}”（{chain.role}）"
        instead = f"共 {places} 处，改用 {face.label or face.name}"
        if has:
            sink.info(
                "I0510", f"{name}的标点 {listed} 宽度或位置不合中文排版，{instead}", lack.place)
        else:
            sink.info("I0509", f"{name}没有 {listed}（{count} 个字符），{instead}", lack.place)
