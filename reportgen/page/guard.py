"""Who may ask: this machine's browser, with the address that was opened, and nobody else.

A page of another site can make a browser send requests here, and can give our address another
name (DNS rebinding); other users of this machine can reach every port. So: an exact Host, a secret
that was in the opened address and is a cookie since, an Origin of our own on whatever changes
something, and a limit to what is sent (docs/page.md lists the attacks).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportgen.page.uploads import LARGEST

TOKEN = "token"     # noqa: S105 - what it is called in the opened address
_POLICY = ("default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
           "object-src 'none'")
HEADERS = {
    "Content-Security-Policy": _POLICY, "X-Frame-Options": "DENY", "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
}
_SAFE = frozenset(("GET", "HEAD"))


class TooMuchError(Exception):
    """More was sent than is taken."""


class Guard:
    """Lets through to `app` what may ask. `touched` is told of each request but a kept stream's."""

    def __init__(self, app: ASGIApp, port: int, touched: Callable[[], None]) -> None:
        self._app, self._touched = app, touched
        self.token, self._session = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._cookie = f"reportgen-{port}"      # cookies of a host are shared by its ports
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on with the headers that keep others out."""
        if scope["type"] != "http":     # no other protocol is spoken but that of beginning and end
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        self._touched()
        try:
            await self._app(scope, _limited(receive), _with_headers(send))
        except TooMuchError:
            answer = _told(413, f"送来的太大了，最多 {LARGEST >> 20} MB")
            await answer(scope, receive, _with_headers(send))

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to what may not ask, or to the opened address; None lets through."""
        headers = Headers(scope=scope)
        if headers.getlist("host") not in ([host] for host in self._hosts):
            return _told(421, "不认识这个地址：用程序打开的那个地址")
        if scope["method"] not in _SAFE and headers.getlist("origin") != [
                f"http://{headers['host']}"]:
            return _told(403, "不是从本页发来的")
        given = parse_qs(scope["query_string"].decode("latin-1")).get(TOKEN, [""])[0]
        if given and scope["method"] == "GET" and _same(given, self.token):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
            return answer
        if not any(_same(each, self._session) for each in _cookies(headers, self._cookie)):
            return _told(403, "这个地址要从程序里打开：再运行一次 reportgen preview 或 desk")
        if int(headers.get("content-length", "0")) > LARGEST:
            return _told(413, f"送来的太大了，最多 {LARGEST >> 20} MB")
        return None


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())


def _cookies(headers: Headers, name: str) -> list[str]:
    pairs = (each.strip().partition("=") for line in headers.getlist("cookie")
             for each in line.split(";"))
    return [value for key, _, value in pairs if key == name]


def _told(status: int, text: str) -> Response:
    return PlainTextResponse(f"{text}\n", status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ())]
            told = {name for name, _ in headers}    # an answer may be stricter
            own = ((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
            message = {**message, "headers": [
                *headers, *(each for each in own if each[0] not in told)]}
        await send(message)

    return sending


def _limited(receive: Receive) -> Receive:
    """What is sent in pieces, without a length that is told, has the same limit."""
    count = 0

    async def receiving() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > LARGEST:
            raise TooMuchError
        return message

    return receiving


class Idle:
    """How long nobody has asked for anything; `busy` counts what is being done meanwhile."""

    def __init__(self, most: float) -> None:
        self._most, self._last, self.busy = most, time.monotonic(), 0

    def touch(self) -> None:
        """Somebody asked, or a source was changed."""
        self._last = time.monotonic()

    @property
    def over(self) -> bool:
        """Whether it has been too long."""
        return not self.busy and time.monotonic() - self._last > self._most
