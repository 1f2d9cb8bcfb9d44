"""An issue built as it is asked for: the files, as `pipeline.build` makes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.acts.approving import agreement
from reportgen.edition import Edition, Progress
from reportgen.formats import DEFAULT
from reportgen.frozen import frozen
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.briefing import Briefing


@frozen
class BuildWish:
    """What is made, and how: each as `pipeline.build` takes it, but for `last`.

    `last` is the issue before, a folder or a record of the archive; not told, it is looked for.
    `approved`, if told, are the pages that were looked at, as `approving.seen` has them.
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
    return pipeline.build(
        folder, out, world, wish.formats, draft=wish.draft, chart_data=wish.chart_data,
        screen=wish.screen, strict=wish.strict, pdf_standard=wish.pdf_standard,
        attach_sources=wish.attach_sources, progress=progress, allow=wish.allow,
        last=before(wish.last, folder, world), agreed=agreement(wish.approved, "生成"))


def edition_of(
    folder: Path, world: World, progress: Progress, *, draft: bool = False,
    chart_data: bool = False, screen: bool = False,
) -> Edition:
    """A briefing composed again, as `pipeline.build` would make it."""
    progress("读取")
    briefing = pipeline.load(folder, world, draft=draft)
    document = pipeline.compose(briefing, draft=draft)
    if chart_data:
        document = pipeline.with_chart_data(document)
    profile = pipeline.looks_of(briefing.profile, screen)
    return Edition(replace(briefing, profile=profile), document, progress)


def before(last: Path | None, folder: Path, world: World) -> Briefing | None:
    """The issue that is named as the one before; None where none is."""
    if last is None:
        return None
    from reportgen.acts.differing import read_issue

    return read_issue(last, folder, world)
