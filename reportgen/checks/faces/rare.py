"""Which face of the machine shows the characters that no face of the program has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Sink, Span
from reportgen.fonts import Face

_SHOWN = 8     # characters that a message lists


@dataclass(slots=True)
class Rare:
    """Gathers them text by text: by face, with the place of the first."""

    _found: dict[str, tuple[Face, Span, Counter[str]]] = field(default_factory=dict)

    def note(
        self, filled: Mapping[str, Face], text: str, place: Callable[[int], Span]
    ) -> None:
        """Count the characters of a text for which a face was found; `place` tells where."""
        if not filled:
            return
        for index, ch in enumerate(text):
            if (face := filled.get(ch)) is not None:
                if face.key not in self._found:
                    self._found[face.key] = face, place(index), Counter()
                self._found[face.key][2][ch] += 1

    def report(self, sink: Sink) -> None:
        """I0511 for each face."""
        for face, place, counts in self._found.values():
            listed = " ".join(list(counts)[:_SHOWN]) + ("……" if len(counts) > _SHOWN else "")
            sink.info(
                "I0511",
                f"随程序的字体没有 {listed}（{len(counts)} 个字），共 {counts.total()} 处，"
                f"用电脑上的“{face.label or face.name}”补", place,
                "要换一种字体补，在版式里写：字体: {补字: 字体名称或文件}")
