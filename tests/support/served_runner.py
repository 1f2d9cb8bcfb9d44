"""A server with planted routes, in a process of its own: what, idle seconds, cache folder, more."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reportgen.cache import Cache
from reportgen.cli import _heed_signals
from reportgen.page.guard import Idle
from reportgen.page.markup import page, tag
from reportgen.page.serving import serve
from reportgen.page.uploads import received
from reportgen.world import PACKAGE

SECRET = "只给本页看的"    # noqa: S105 - what no other page may see


def home(_: Request) -> Response:
    form = tag("form", tag("button", "送", id="send"), method="post", action="/write")
    return HTMLResponse(page("试", "none.js", tag("p", SECRET, id="secret"), form))


async def events(_: Request) -> Response:
    async def endless() -> AsyncIterator[str]:
        while True:
            yield f"data: {SECRET}\n\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(endless(), media_type="text/event-stream")


def bug(_: Request) -> Response:
    raise RuntimeError("种下的毛病")


async def late(_: Request) -> Response:
    async def breaking() -> AsyncIterator[str]:
        yield "开头"
        raise RuntimeError("后来的毛病")

    return StreamingResponse(breaking())


async def upload(request: Request) -> Response:
    return JSONResponse({name: len(data) for name, data in (await received(request)).items()})


async def write(request: Request) -> Response:
    return JSONResponse({"written": len(await request.body())})


def long(_: Request) -> Response:
    time.sleep(20)
    return Response("终于")


def main(what: str, idle: float, cache: str, port: int, browse: bool) -> None:
    waiting = Idle(idle)
    routes = [
        Route("/", home), Route("/events", events), Route("/bug", bug), Route("/late", late),
        Route("/long", long), Route("/upload", upload, methods=["POST"]),
        Route("/write", write, methods=["POST"]),
        Route("/script.js", lambda _: Response(f'window.stolen = "{SECRET}"',
                                               media_type="text/javascript")),
        Mount("/static", StaticFiles(directory=PACKAGE / "page" / "static"))]
    if cache:
        routes.append(Mount("/made", StaticFiles(directory=cache)))
    serve(routes, what, Cache(Path(cache) if cache else None), waiting,
          lambda *words: print(*words, file=sys.stderr, flush=True),  # noqa: T201
          begin=lambda: None, end=lambda: None, port=port, open_browser=browse)


if __name__ == "__main__":
    _heed_signals()
    try:
        main(sys.argv[1], float(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5] == "1")
    except KeyboardInterrupt:       # as the command line does
        sys.exit(130)
