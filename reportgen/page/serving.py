"""A server for one person: a port of this machine, a browser opened on it, an end.

It listens on 127.0.0.1 alone. It ends with its terminal, or when nobody has asked for anything for
half an hour. A second start finds the first, and opens the browser there.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import asynccontextmanager
from hashlib import sha256

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from reportgen.cache import Cache
from reportgen.diagnostics import ReportError
from reportgen.findings import as_json
from reportgen.page.guard import TOKEN, Guard, Idle

HERE = "/here"      # what a second start asks
IDLE = 30 * 60.0    # seconds
_HOST, _PATIENCE = "127.0.0.1", 2.0
Tell = Callable[[str], None]


def serve(
    routes: Iterable[BaseRoute], what: str, cache: Cache, idle: Idle, tell: Tell, *,
    begin: Callable[[], None], end: Callable[[], None], port: int = 0, open_browser: bool = True,
) -> None:
    """Serve until it is ended. `what` names what is shown; `tell` is given the address.

    `begin` and `end` are called when it listens, and when it no longer does. An `OSError` says why
    the port cannot be had.
    """
    if (first := _running(what, cache)) is not None:
        tell(f"已经开着：{first}")
        _open(first, open_browser)
        return
    with socket.socket() as listening:
        listening.bind((_HOST, port))
        port = listening.getsockname()[1]
        server: uvicorn.Server
        guard = Guard(_app(routes, what, idle, begin, end, lambda: server), port, idle.touch)
        server = uvicorn.Server(uvicorn.Config(
            guard, log_config=None, access_log=False, server_header=False, http="h11", ws="none",
            loop="asyncio", timeout_graceful_shutdown=1, timeout_keep_alive=60))
        address = f"http://{_HOST}:{port}/?{TOKEN}={guard.token}"
        cache.put(_name(what), json.dumps([port, guard.token]).encode())
        listening.listen(64)
        tell(f"在浏览器里看：{address}")
        _open(address, open_browser)
        server.run([listening])


def _app(
    routes: Iterable[BaseRoute], what: str, idle: Idle, begin: Callable[[], None],
    end: Callable[[], None], server: Callable[[], uvicorn.Server],
) -> Starlette:
    async def watch() -> None:
        while not idle.over:
            await asyncio.sleep(0.5)
        server().should_exit = True

    @asynccontextmanager
    async def lifespan(_: Starlette):   # type: ignore[no-untyped-def]
        begin()
        watching = asyncio.create_task(watch())
        try:
            yield
        finally:
            watching.cancel()
            end()

    def here(_: Request) -> JSONResponse:
        return JSONResponse({"what": what})

    return Starlette(routes=[*routes, Route(HERE, here)], lifespan=lifespan,
                     exception_handlers={ReportError: _told})


def _told(_: Request, error: Exception) -> JSONResponse:
    """What a user can mend, for the page to show."""
    assert isinstance(error, ReportError)
    told = [as_json(each) for each in error.diagnostics]
    return JSONResponse({"diagnostics": told}, 413 if told[0]["code"] == "E0916" else 400)


def _name(what: str) -> str:
    return sha256(what.encode()).hexdigest()[:40] + ".page"


def _running(what: str, cache: Cache) -> str | None:
    """The address of a server that shows the same already."""
    kept = cache.get(_name(what))
    if kept is None:
        return None
    port, token = json.loads(kept)
    asking = http.client.HTTPConnection(_HOST, port, timeout=_PATIENCE)
    try:
        asking.request("GET", f"{HERE}?{TOKEN}={token}")
        cookie = asking.getresponse().getheader("set-cookie", "").partition(";")[0]
        asking.close()
        asking.request("GET", HERE, headers={"Cookie": cookie})
        told = json.loads(asking.getresponse().read(4096))
    except (OSError, ValueError, http.client.HTTPException):
        return None     # it has ended; or it is another program's port by now
    finally:
        asking.close()
    return f"http://{_HOST}:{port}/?{TOKEN}={token}" if told == {"what": what} else None


def _open(address: str, wanted: bool) -> None:
    if wanted:
        webbrowser.open(address)
