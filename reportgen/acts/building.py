"""An issue built as it is asked for: the files, as `pipeline.build` makes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.diagnostics import NOWHERE, failure
from reportgen.edition import Edition, Progress
from reportgen.formats import DEFAULT
from reportgen.frozen import frozen
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.briefing import Briefing
    from reportgen.layout.pages import Page

@frozen
class BuildWish:
    """What is made, and how: each as `pipeline.build` takes it, but for `last`.

    `last` is the issue before, a folder or a record of the archive; not told, it is looked for.
    `approved`, if told, are the pages that were looked at, as `seen` has them.
    """

    formats: tuple[str, ...] = DEFAULT
    draft: bool = False
    chart_data: bool = False
    screen: bool = False
    strict: bool = False
    pdf_standard: str | None = None
    attach_sources: bool = False
    allow: tuple[str, ...] = ()
    last: Path | None = None
    approved: str = ""


def build(
    folder: Path, out: Path | None, world: World, wish: BuildWish, progress: Progress,
) -> pipeline.Built:
    """Build an issue into `out`. Raises what `pipeline.build` does.

    E0917 for other pages than those that were approved: nothing is written.
    """
    def agreed(digests: Iterable[str]) -> None:
        if seen(digests) != wish.approved:
            raise failure("E0917", "页面变了，和看过的不一样，没有生成", NOWHERE,
                          "再看一遍现在的页面，同意再生成")

    return pipeline.build(
        folder, out, world, wish.formats, draft=wish.draft, chart_data=wish.chart_data,
        screen=wish.screen, strict=wish.strict, pdf_standard=wish.pdf_standard,
        attach_sources=wish.attach_sources, progress=progress, allow=wish.allow,
        last=before(wish.last, folder, world), digest=_looks if wish.approved else None,
        agreed=agreed if wish.approved else None)


def as_seen(
    folder: Path, world: World, pages: Sequence[str], progress: Progress,
) -> None:
    """Nobody files what nobody saw. Raises E0917 for other pages than those that were shown."""
    briefing = pipeline.load(folder, world)
    edition = Edition(briefing, pipeline.compose(briefing), progress)
    if list(map(_looks, edition.fitted.pages.pages)) != list(pages):
        raise failure("E0917", "页面变了，和看过的不一样，没有归档", NOWHERE,
                      "再看一遍现在的页面，同意再归档")


def seen(digests: Iterable[str]) -> str:
    """What stands for pages that were looked at, of the digests of each by `looks`."""
    return sha256("\n".join(digests).encode()).hexdigest()


def _looks(page: Page) -> str:
    from reportgen.copies.sheets import looks

    return "".join(looks(page))


def before(last: Path | None, folder: Path, world: World) -> Briefing | None:
    """The issue that is named as the one before; None where none is."""
    if last is None:
        return None
    from reportgen.acts.differing import read_issue

    return read_issue(last, folder, world)
