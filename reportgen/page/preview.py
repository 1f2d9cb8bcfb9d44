"""`preview`: the pages of one briefing beside what was found, as its files are saved."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from reportgen.diagnostics import ReportError
from reportgen.fonts.library import fonts_dir
from reportgen.page.findings import findings_of, mended
from reportgen.page.guard import Idle
from reportgen.page.live import Live
from reportgen.page.markup import Html, page, tag
from reportgen.page.pointing import pointed
from reportgen.page.serving import IDLE, Tell, serve
from reportgen.world import PACKAGE, World

_BEAT = 15.0        # seconds; a browser that has gone is noticed
_DPIS = (72, 96, 120, 144, 192, 240)


class Feed:
    """Tells every open page that there is a new state."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()

    def begin(self) -> None:
        """Within the server's loop."""
        self._loop = asyncio.get_running_loop()

    def changed(self) -> None:
        """From any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def states(self, now: Callable[[], Mapping[str, object]]) -> AsyncIterator[str]:
        """The states as events, the present one first; of several at once the last."""
        event, told = asyncio.Event(), ""
        self._waiting.add(event)
        try:
            while True:
                data = json.dumps(now())
                yield f"data: {data}\n\n" if data != told else ": \n\n"
                told = data
                beat = asyncio.get_running_loop().call_later(_BEAT, event.set)
                await event.wait()
                beat.cancel()
                event.clear()
        finally:
            self._waiting.discard(event)


def as_data(live: Live) -> dict[str, object]:
    """A state for the browser; what it says in words is HTML already."""
    state = live.state
    return {
        "number": state.number, "busy": state.busy, "fresh": state.fresh, "findings": state.told,
        "pages": [[shot.digest, shot.content, shot.width, shot.height] for shot in state.shots],
    }


def routes(
    live: Callable[[Request], Live], feed: Feed,
    more: Callable[[Request], Mapping[str, object]] = lambda _: {},
) -> Iterator[BaseRoute]:
    """What the pages of a briefing are shown by. `more` is what events tell besides."""

    async def events(request: Request) -> Response:
        shown = live(request)
        states = feed.states(lambda: {**as_data(shown), **more(request)})
        return StreamingResponse(states, media_type="text/event-stream")

    def picture(request: Request) -> Response:
        dpi = next((each for each in _DPIS if each >= request.path_params["dpi"]), _DPIS[-1])
        data = live(request).picture(request.path_params["name"], dpi)
        if data is None:        # of a state that another has followed: no fault of who asks
            return Response(status_code=204)
        return Response(data, media_type="image/png")

    def at(request: Request) -> Response:
        return JSONResponse(pointed(live(request), request.query_params).as_data())

    def fix(request: Request) -> Response:
        shown = live(request)
        try:
            asked = request.query_params
            told = mended(shown.fix(asked.get("code", ""), asked.get("at", "")), shown.folder)
        except ReportError as error:
            told = findings_of(error.diagnostics, shown.folder, shown.world)
        return JSONResponse({"html": told})

    yield Route("/events", events)
    yield Route("/picture/{name:str}@{dpi:int}.png", picture)
    yield Route("/at", at)
    yield Route("/fix", fix, methods=["POST"])


def furniture() -> Iterator[BaseRoute]:
    """What every page is made with."""
    yield Mount("/face", StaticFiles(directory=fonts_dir() / "noto"))   # where no Han face is
    yield Mount("/static", StaticFiles(directory=PACKAGE / "page" / "static"))


def preview(folder: Path, world: World, tell: Tell, *, port: int, open_browser: bool,
            idle: float = IDLE) -> bool:
    """Serve the preview of a briefing, as `serve`."""
    feed, waiting = Feed(), Idle(idle)

    def changed() -> None:
        waiting.stir()
        feed.changed()

    live = Live(folder, world, changed)

    def begin() -> None:
        feed.begin()
        live.start()

    name = world.resolve(folder)

    def home(_: Request) -> Response:
        return HTMLResponse(_home(name.name))

    shown = [Route("/", home), *routes(lambda _: live, feed), *furniture()]
    return serve(shown, f"preview {name}", world.cache(), waiting, tell,
                 begin=begin, end=live.stop, port=port, open_browser=open_browser)


def _home(name: str) -> str:
    return page(
        f"{name} · 预览", "preview.js",
        sheets(),
        tag("aside", tag("header", tag("h1", name), *status(), search()), explanation(),
            tag("section", id="findings", aria_label="发现的问题"), class_="side"),
    )


def sheets() -> Html:
    """Where the pages are shown."""
    return tag("main", tag("div", id="pages", class_="pages", aria_label="各页"), class_="desk")


def status() -> Iterator[Html]:
    """How it stands, and which page changed."""
    yield tag("p", "正在排版……", id="status", role="status")
    yield tag("p", id="changed", role="status")


def search() -> Html:
    """Where a number is sought by the name or the value of its fact."""
    return tag("input", id="find", type="search", placeholder="查数：写名称或数值",
               aria_label="查数")


def explanation() -> Html:
    """Where it is told what stands at a place."""
    return tag("section", id="told", aria_label="点到的内容", tabindex=-1)
