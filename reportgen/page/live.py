"""A briefing kept as it is written: read again when a file of it changes, its pages as pictures.

One thread makes; whoever asks sees the last state that is whole. A source that cannot be read or
set leaves the pages as they were and says what is wrong.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.acts.building import edition_of
from reportgen.acts.fixing import Mended, fix
from reportgen.copies.sheets import looks
from reportgen.diagnostics import Diagnostic, ReportError
from reportgen.edition import Edition, silent
from reportgen.frozen import frozen
from reportgen.page import bugs
from reportgen.page.asking import Asking
from reportgen.page.findings import findings, place_of
from reportgen.page.markup import Html
from reportgen.page.pdfium import PDFIUM
from reportgen.trace.laid import Laid
from reportgen.trace.ledger import Ledger
from reportgen.trace.spots import Spot, seen, spots
from reportgen.world import World
from reportgen.writers.pdf.write import write_pdf

if TYPE_CHECKING:
    from reportgen.layout.pages import Page

_POLL, _STILL, _MOST = 0.05, 0.02, 10   # seconds between two looks; between two that find the same,
                                        # and so often at most before what is there is taken
_KEPT = 48 << 20                        # bytes of pictures that are kept


@frozen
class Shot:
    """A page as a picture is asked for: what it shows, as a digest; what it shows but for what
    runs along all pages; and its size in points as it is seen."""

    digest: str
    content: str
    width: float
    height: float


@frozen
class State:
    """What is shown. `fresh`: the pages are those of the sources as they are now.

    `number` grows with every state; `busy`: the next is being made. `told` is what was found, for
    the browser.
    """

    number: int = 0
    shots: tuple[Shot, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    told: Html = Html()
    fresh: bool = False
    busy: bool = True


class Laying:
    """The pages of one state: their PDF, and what stands where, worked out when asked.

    The PDF is not read back and proved as a finished one is: this one is only looked at.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition, fitted = edition, edition.fitted
        self.pages: Sequence[Page] = fitted.pages.pages
        self.shots = tuple(map(_shot, self.pages))
        self.pdf = write_pdf(fitted.pages, fitted.document, edition.library)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every text of the pages, with where it comes from."""
        fitted, briefing = self.edition.fitted, self.edition.briefing
        ledger = Ledger(fitted.document, briefing.dataset, briefing.narrative,
                        fitted.profile.text("table.continued"))
        laid = Laid(self.pages, ledger, fitted.document, fitted.profile)
        return tuple(spots(self.pages, laid, fitted.document, self.edition.library))


def _shot(page: Page) -> Shot:
    content, running = looks(page)
    return Shot(content + running, content, *seen(page))


class Live:
    """A briefing folder, watched. `changed` is called, from another thread, for each new state."""

    laying: Laying | None

    def __init__(self, folder: Path, world: World, changed: Callable[[], None]) -> None:
        self.folder, self.world, self._changed = folder, world, changed
        self.state, self.laying = State(), None
        self._stop = threading.Event()
        self._drawing, self._fixing = threading.Lock(), threading.Lock()
        self._pictures: dict[tuple[str, int], bytes] = {}
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; what is being made is finished first."""
        self._stop.set()
        self._thread.join(10)

    def fix(self, code: str, at: str = "") -> Mended:
        """Mend what is found of a code in the narrative: what stands `at` a place, else all.

        Raises what `acts.fixing` raises.
        """
        with self._fixing:
            return fix(self.folder, self.world, lambda each: each.code == code
                       and at in ("", place_of(each)), once=bool(at))

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
                self._forget()
                self._pictures[key] = _png(laying.pdf, at, dpi)
            return self._pictures[key]

    def _forget(self) -> None:
        """The first pictures go, where the pages are very many."""
        size = sum(map(len, self._pictures.values()))
        while size > _KEPT:
            size -= len(self._pictures.pop(next(iter(self._pictures))))

    def _run(self) -> None:
        asked, whole = self._made()
        while not self._stop.is_set():
            if whole:
                self._stop.wait(_POLL)
                if not asked.stale():
                    continue
            self._settle(asked)
            self._show(replace(self.state, busy=True))
            asked, whole = self._made()

    def _settle(self, asked: Asking) -> None:
        """Wait until a file is written to its end: one that is empty or gone may be on its way."""
        now = None
        for _ in range(_MOST):
            if (later := asked.as_now()) == now and not asked.hollow():
                return
            now = later
            self._stop.wait(_STILL)

    def _made(self) -> tuple[Asking, bool]:
        """Show the state of the sources as they are: what was asked, and whether it is so still."""
        asked, whole = Asking(self.world.env), True
        try:
            whole = self._lay(asked)
        except ReportError as error:
            self._tell(error.diagnostics, fresh=False)
        except Exception as error:  # noqa: BLE001 - a bug is told on the page, and the page lives on
            self._tell(bugs.told(error), fresh=False)
        return asked, whole and not asked.stale(bytewise=True)

    def _lay(self, asked: Asking) -> bool:
        """Show the pages, then what is found; False where the sources have changed meanwhile."""
        edition = edition_of(self.folder, asked, silent)
        edition.check()
        laying = Laying(edition)
        names = {shot.digest for shot in laying.shots}
        with self._drawing:
            self.laying = laying
            self._pictures = {key: data for key, data in self._pictures.items() if key[0] in names}
        self._show(replace(self.state, shots=laying.shots, fresh=True))
        if asked.stale():
            return False    # nobody waits for what the checks would say of it
        try:
            found = pipeline.check(edition.briefing, edition.composed)
        except ReportError as error:
            found = error.diagnostics
        self._tell(found, fresh=True)
        return True

    def _tell(self, found: tuple[Diagnostic, ...], *, fresh: bool) -> None:
        """Show what was found, of the sources as they are."""
        told = findings(found, self.folder, self.world, fresh=fresh, pages=len(self.state.shots))
        self._show(replace(self.state, found=found, told=told, fresh=fresh, busy=False))

    def _show(self, state: State) -> None:
        self.state = replace(state, number=self.state.number + 1)
        self._changed()


def _png(pdf: bytes, at: int, dpi: int) -> bytes:
    from pypdfium2 import PdfDocument

    with PDFIUM, PdfDocument(pdf) as document:
        image = document[at].render(scale=dpi / 72).to_pil()
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()
