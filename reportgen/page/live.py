"""A briefing kept as it is written: read again when a file of it changes, its pages as pictures.

One thread makes; whoever asks sees the last state that is whole. A source that cannot be read or
set leaves the pages as they were and says what is wrong.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.copies.sheets import digest
from reportgen.diagnostics import NOWHERE, Diagnostic, ReportError, Span, failure
from reportgen.edition import Edition, silent
from reportgen.files import stamp
from reportgen.formats import format_named
from reportgen.frozen import frozen
from reportgen.recording_world import RecordingWorld
from reportgen.trace.laid import Laid
from reportgen.trace.ledger import Ledger
from reportgen.trace.spots import Spot, spots
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.layout.pages import Page

_POLL, _STILL = 0.08, 0.03      # seconds between two looks; and until a file is taken as written
_KEPT = 48 << 20                # bytes of pictures that are kept


@frozen
class Shot:
    """A page as a picture is asked for: what it shows, as a digest, and its size in points."""

    digest: str
    width: float
    height: float


@frozen
class State:
    """What is shown. `fresh`: the pages are those of the sources as they are now.

    `number` grows with every state; `busy`: the next is being made.
    """

    number: int = 0
    shots: tuple[Shot, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    fresh: bool = False
    busy: bool = True


class Laying:
    """The pages of one state: the finished PDF, and what stands where, worked out when asked."""

    def __init__(self, edition: Edition) -> None:
        self.edition, fitted = edition, edition.fitted
        self.pages: Sequence[Page] = fitted.pages.pages
        self.shots = tuple(Shot(digest(page)[:32], page.width, page.height)
                           for page in self.pages)
        self.pdf = format_named("pdf").write(edition)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every text of the pages, with where it comes from."""
        fitted, briefing = self.edition.fitted, self.edition.briefing
        ledger = Ledger(fitted.document, briefing.dataset, briefing.narrative,
                        fitted.profile.text("table.continued"))
        laid = Laid(self.pages, ledger, fitted.document, fitted.profile)
        return tuple(spots(self.pages, laid, fitted.document))


class _Stamping(RecordingWorld):
    """What each file that is read was like just before, so that no later change is missed."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.stamps: dict[Path, tuple[int, ...]] = {}

    def read(self, path: Path) -> bytes:
        """The bytes."""
        self.stamps[path] = stamp(path)
        return super().read(path)


class Live:
    """A briefing folder, watched. `changed` is called, from another thread, for each new state."""

    def __init__(self, folder: Path, world: World, changed: Callable[[], None]) -> None:
        self.folder, self.world, self._changed = folder, world, changed
        self.state, self.laying = State(), None
        self._read: object = None
        self._files: tuple[Path, ...] = ()
        self._stop = threading.Event()
        self._drawing = threading.Lock()
        self._pictures: dict[tuple[str, int], bytes] = {}
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    laying: Laying | None

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; what is being made is finished first."""
        self._stop.set()
        self._thread.join(10)

    def picture(self, name: str, dpi: int) -> bytes | None:
        """A page as PNG, of the pages that are shown; None for any other."""
        key = name, dpi
        with self._drawing:
            if key not in self._pictures:
                laying = self.laying
                at = next((at for at, shot in enumerate(laying.shots) if shot.digest == name),
                          None) if laying else None
                if laying is None or at is None:
                    return None
                self._pictures[key] = _png(laying.pdf, at, dpi)
                self._forget()
            return self._pictures[key]

    def _forget(self) -> None:
        shown = {shot.digest for shot in self.state.shots}
        for key in list(self._pictures):
            if sum(map(len, self._pictures.values())) <= _KEPT:
                return
            if key[0] not in shown or len(self._pictures) > 1:
                del self._pictures[key]

    def _run(self) -> None:
        while not self._stop.is_set():
            if self._read is not None and self._seen() == self._read:
                self._stop.wait(_POLL)
                continue
            now = None
            while (later := self._seen()) != now and not self._stop.is_set():
                now = later
                self._stop.wait(_STILL)
            self._show(replace(self.state, busy=True))
            self._make()

    def _seen(self) -> object:
        """What tells whether any file that the last state was made of was written anew."""
        return self.world.names_in(self.folder), {path: stamp(path) for path in self._files}

    def _make(self) -> None:
        """The state of the sources as they are."""
        names, reading = self.world.names_in(self.folder), _Stamping(self.world)
        try:
            self._lay(reading)
        except ReportError as error:
            self._show(replace(self.state, found=error.diagnostics, fresh=False, busy=False))
        except Exception as error:  # noqa: BLE001 - a bug is told on the page, and the page lives on
            told = failure("E0999", f"程序自己出了错，不是您的数据有问题：{error!r}", NOWHERE,
                           "请把下面的文字连同用到的数据交给维护者",
                           related=((Span(""), traceback.format_exc()),))
            self._show(replace(self.state, found=told.diagnostics, fresh=False, busy=False))
        self._read, self._files = (names, reading.stamps), tuple(reading.stamps)

    def _lay(self, reading: RecordingWorld) -> None:
        briefing = pipeline.load(self.folder, reading)
        document = pipeline.compose(briefing)
        edition = Edition(briefing, document, silent)
        edition.check()
        laying = Laying(edition)
        with self._drawing:
            self.laying = laying
        self._show(replace(self.state, shots=laying.shots, fresh=True))
        try:
            found = pipeline.check(briefing, document)
        except ReportError as error:
            found = error.diagnostics
        self._show(replace(self.state, found=found, busy=False))

    def _show(self, state: State) -> None:
        self.state = replace(state, number=self.state.number + 1)
        self._changed()


def _png(pdf: bytes, at: int, dpi: int) -> bytes:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        image = document[at].render(scale=dpi / 72).to_pil()
        out = BytesIO()
        image.save(out, "PNG", compress_level=1)
        return out.getvalue()
    finally:
        document.close()
