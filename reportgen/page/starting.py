"""Where the shells begin: a missing extra is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bundled import to_install
from reportgen.diagnostics import NOWHERE, Span, failure
from reportgen.world import World

if TYPE_CHECKING:
    from reportgen.page.serving import Tell


def preview(folder: Path, world: World, tell: Tell, *, port: int, open_browser: bool) -> bool:
    """Show a briefing as it is written, until it is ended. Raises E0130, E0913, E0914.

    False where it is shown already, by another start.
    """
    _insist(folder, world)
    from reportgen.page.preview import preview as serve

    return serve(folder, world, tell, port=port, open_browser=open_browser)


def desk(folder: Path | None, world: World, tell: Tell, *, port: int, open_browser: bool) -> bool:
    """Show the month of an office, as `preview` shows a briefing. Raises E0130, E0913, E0914.

    Told no folder: that of where one stands, or the one that was open last.
    """
    _insist(folder or Path(), world)
    from reportgen.page.desk import desk as serve
    from reportgen.page.opening import opened

    return serve(opened(folder, world), world, tell, port=port, open_browser=open_browser)


def _insist(folder: Path, world: World) -> None:
    """What is told must be there: a name that was mistyped would be served, and made."""
    if not world.is_dir(folder):
        raise failure("E0130", f"没有“{folder}”这个文件夹", Span(str(folder)),
                      "写出单位文件夹或简报文件夹的路径")
    try:
        import pypdfium2  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ModuleNotFoundError as error:
        raise failure("E0913", f"没有装在浏览器里看要用的程序（{error.name}）", NOWHERE,
                      to_install("desk")) from error
