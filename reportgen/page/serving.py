"""A server for one person: a port of this machine, a browser opened on it, an end.

It listens on 127.0.0.1 alone. It ends with its terminal, or when nobody has asked for anything for
half an hour. A second start finds the first, and opens the browser there.
"""

from __future__ import annotations

import asyncio
import json
import logging
import mimetypes
import os
import secrets
import signal
import socket
import sys
import threading
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute

from reportgen.cache import Cache
from reportgen.diagnostics import NOWHERE, ReportError, failure
from reportgen.files import alone, aside, remove
from reportgen.frozen import frozen
from reportgen.page import bugs
from reportgen.page.connections import Connection
from reportgen.page.guard import HERE, HOST, TOKEN, Guard, Idle, proof, refusal
from reportgen.page.markup import page, tag
from reportgen.refusals import system_words
from reportgen.world import PACKAGED

IDLE = 30 * 60.0    # seconds
_PATIENCE = 5.0     # seconds for the first to answer a second start
_END = 1.6          # seconds that what is being done has to end
_ANSWER = 4096      # bytes of an answer to it
_FREE = 1024        # the first port that is not the system's
_IN_THE_TERMINAL = frozenset(("www-browser", "links", "elinks", "lynx", "w3m"))
_HANGUP = getattr(signal, "SIGHUP", signal.SIGTERM)     # Windows has none


class Tell(Protocol):
    """Says words, and the address that follows them."""

    def __call__(self, words: str, address: str = "", /) -> None:
        """Say it."""


@frozen
class _Place:
    """Where it is served; `door` is a file that leads a browser there."""

    port: int
    token: str
    door: str

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/?{TOKEN}={self.token}"


def serve(
    routes: Iterable[BaseRoute], what: str, cache: Cache, idle: Idle, tell: Tell, *,
    begin: Callable[[], None], end: Callable[[], None], port: int = 0, open_browser: bool = True,
) -> bool:
    """Serve until it is ended; False where another does already.

    `what` names what is shown; `tell` is given the address; `begin` and `end` are
    called when it listens, and when it is to end. Raises E0914.
    """
    for ending, kind in ((".js", "text/javascript"), (".css", "text/css")):
        mimetypes.add_type(kind, ending)        # Windows lets any program change them
    app = Starlette(routes=list(routes), exception_handlers={
        ReportError: _told, HTTPException: _none, Exception: _bug})
    with socket.socket() as listening, _telling_bugs(tell):
        with alone(cache.folder) if cache.folder else nullcontext():    # of two starts at a time
            if (first := _running(what, cache)) is not None:
                tell("已经开着：", first.address)
                _open(first, tell, open_browser)
                return False
            _listen(listening, port)
            guard = Guard(app, listening.getsockname()[1], what, idle.stir)
            place = _placed(listening.getsockname()[1], guard.token)
            cache.put(_name(what), json.dumps([place.port, place.token, place.door]).encode())
        server = _Server(uvicorn.Config(
            guard, log_config=None, access_log=False, server_header=False, proxy_headers=False,
            http=Connection, ws="none", lifespan="off", loop="asyncio",
            timeout_graceful_shutdown=1, timeout_keep_alive=60), idle, begin, end, place)
        try:
            tell("在浏览器里看：", place.address)
            threading.Thread(target=_open, args=(place, tell, open_browser), daemon=True).start()
            server.run([listening])
        finally:
            _shut(place)
    if idle.over:
        tell("很久没有动静，停了。")
    return True


def _listen(listening: socket.socket, port: int) -> None:
    """Take the port, for this program and this machine alone. E0914 says why it cannot be had."""
    if 0 < port < _FREE:
        raise _taken(port, f"{_FREE} 以下的留给系统")
    if sys.platform == "win32":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:       # what was served there just now is no hindrance
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        raise _taken(port, system_words(error)) from error


def _taken(port: int, why: str) -> ReportError:
    return failure("E0914", f"端口 {port} 用不了：{why}", NOWHERE,
                   "不写 --port，随便用一个空着的；或换一个")


class _Server(uvicorn.Server):
    """Ends with its terminal, when it is told to, and when nobody asks any more."""

    def __init__(
        self, config: uvicorn.Config, idle: Idle, begin: Callable[[], None],
        end: Callable[[], None], place: _Place,
    ) -> None:
        super().__init__(config)
        self._idle, self._begin, self._end, self._place = idle, begin, end, place
        # Who was started by hand ends with who did it; another starter may well end before.
        at_hand = any(stream is not None and stream.isatty()
                      for stream in (sys.stdin, sys.stdout, sys.stderr))
        self._parent = os.getppid() if at_hand else None

    async def main_loop(self) -> None:
        """Until it is to end."""
        self._begin()
        try:
            await super().main_loop()
        finally:
            self._end()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether it is to end."""
        if self._parent not in (None, os.getppid()) and not self.should_exit:
            self.handle_exit(_HANGUP, None)
        return self._idle.over or await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The end of the terminal is an end like the others, unless it is to be outlived."""
        with super().capture_signals():
            if signal.getsignal(_HANGUP) is signal.SIG_IGN:     # nohup
                yield
                return
            before = signal.signal(_HANGUP, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(_HANGUP, before)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End, and by force after a while: what is being done may not heed it."""
        super().handle_exit(sig, frame)
        forced = threading.Timer(_END, self._leave, (128 + sig,))
        forced.daemon = True
        forced.start()

    def _leave(self, code: int) -> None:
        _shut(self._place)
        os._exit(code)


@contextmanager
def _telling_bugs(tell: Tell) -> Iterator[None]:
    """What went wrong goes to the terminal, whole; what others sent wrong does not."""
    class Bugs(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            error = record.exc_info[1] if record.exc_info else None
            if error is not None and not isinstance(error, asyncio.CancelledError):
                tell("".join(traceback.format_exception(error)).rstrip())

    handler, loggers = Bugs(), [logging.getLogger(name)
                          for name in ("uvicorn.error", "asyncio", bugs.LOG.name)]
    for each in loggers:
        each.addHandler(handler)
        each.propagate = False
    try:
        yield
    finally:
        for each in loggers:
            each.removeHandler(handler)
            each.propagate = True


def _told(_: Request, error: Exception) -> Response:
    if not isinstance(error, ReportError):
        raise error
    return refusal(error)


def _bug(request: Request, error: Exception) -> Response:
    where, trace = bugs.traced(error)
    return _said(request, 500, "E0999 程序自己出了错，不是您的数据有问题",
                 f"请把{where}连同用到的数据交给维护者\n{trace}")


def _none(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)     # noqa: S101 - it is the handler of these
    told = "没有这一页：改了名，或者已经不在了"
    return _said(request, error.status_code, told if error.detail == "Not Found" else error.detail)


def _said(request: Request, status: int, words: str, more: str = "") -> Response:
    """What went wrong: to who opens it as a page, all and a way back; to scripts, words."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{words}\n", status)
    return HTMLResponse(page("打不开 · 简报", "first.js", tag(
        "main", tag("p", tag("a", "← 首页（各期）", href="/")), tag("h1", "打不开"),
        tag("section", tag("p", words), tag("pre", more) if more else ""), class_="first")), status)


def _name(what: str) -> str:
    return sha256(what.encode(errors="surrogateescape")).hexdigest()[:40] + ".page"


def _running(what: str, cache: Cache) -> _Place | None:
    """Where a server shows the same already: what was put down there, proved by who answers."""
    kept = cache.get(_name(what))
    try:
        place = _Place(*json.loads(kept or "null"))
    except (TypeError, ValueError):
        return None
    nonce = secrets.token_hex(16)
    told = _asked(place.port, f"{HERE}?{nonce}").rpartition(b"\r\n\r\n")[2]
    return place if secrets.compare_digest(
        told, proof(place.token, nonce, what).encode()) else None


def _asked(port: int, path: str) -> bytes:
    """What is answered there in time: by another program's port by now, maybe, so not too much."""
    end, answer = time.monotonic() + _PATIENCE, b""
    try:
        with socket.create_connection((HOST, port), _PATIENCE) as wire:
            wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n"
                         "Connection: close\r\n\r\n".encode())
            while len(answer) < _ANSWER and (left := end - time.monotonic()) > 0:
                wire.settimeout(left)
                if not (piece := wire.recv(_ANSWER)):
                    break
                answer += piece
    except (OSError, OverflowError):    # it has ended, or it says nothing
        return b""
    return answer


def _placed(port: int, token: str) -> _Place:
    """The place, with a file of the user's own that leads there.

    What is started with an address shows it to everybody in the list of processes; browsers of
    snap may read no such file, and get the address.
    """
    place = _Place(port, token, "")
    if PACKAGED.is_dir(Path("/snap")):
        return place
    leading = tag("meta", http_equiv="refresh", content=f"0;url={place.address}")
    try:
        return replace(place, door=str(aside(f"<!doctype html>\n{leading}".encode(), ".html")))
    except OSError:
        return place


def _shut(place: _Place) -> None:
    if place.door:
        remove([Path(place.door)])


def _open(place: _Place, tell: Tell, wanted: bool) -> None:
    if not wanted:
        return
    try:
        found = webbrowser.get()
    except webbrowser.Error:
        found = None
    here = getattr(found, "name", "") in _IN_THE_TERMINAL
    door = Path(place.door)
    where = door.as_uri() if place.door and PACKAGED.is_file(door) else place.address
    if found is None or here or not webbrowser.open(where):
        tell("没有打开浏览器，请自己打开上面的地址。")
