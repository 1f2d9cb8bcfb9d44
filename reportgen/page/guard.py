"""Who may ask: this machine's browser, with the address that was opened, and nobody else.

A page of another site can make a browser send requests here, and can give our address another
name (DNS rebinding); other users of this machine can reach every port. So: an exact Host, a secret
that was in the opened address and is a cookie since, an Origin of our own on whatever changes
something, and a limit to what is sent (docs/page.md lists the attacks).
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.datastructures import Headers
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportgen.diagnostics import ReportError
from reportgen.page.markup import Html, joined, tag
from reportgen.page.uploads import LARGEST, too_much
from reportgen.page.words import hints

HOST = "127.0.0.1"
TOKEN = "token"     # noqa: S105 - what it is called in the opened address
HERE = "/here"      # where a second start asks whether it is the first that answers
_POLICY = ("default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
           "object-src 'none'")
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY, "X-Frame-Options": "DENY", "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",       # with none, our own forms would have no Origin
}
_CSP = b"content-security-policy"
_SAFE = frozenset(("GET", "HEAD"))
_OWN = frozenset(("same-origin", "none"))       # another port of this machine is `same-site`
# Whom a file or a link of another program leads here, his browser holds the cookie back; asked for
# once more by our own page, it is sent. No frame is `document`.
_FROM_AFAR = {"sec-fetch-site": "cross-site", "sec-fetch-dest": "document"}
_AGAIN = joined(Html("<!doctype html>\n"), tag("html", tag(
    "head", tag("meta", charset="utf-8"), tag("title", "简报"),
    tag("meta", http_equiv="refresh", content="0;url=/")), lang="zh-CN"))
_NONCE = re.compile(rb"[0-9a-f]{32}")


class Guard:
    """Lets through to `app` what may ask; `touched` is told of it, but not of a kept stream.

    `what` names what is shown, to a second start.
    """

    def __init__(self, app: ASGIApp, port: int, what: str, touched: Callable[[], None]) -> None:
        self._app, self._what, self._touched = app, what, touched
        self.token, self._session = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._cookie = f"reportgen-{port}"      # cookies of a host are shared by its ports
        self._host = f"{HOST}:{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on with the headers that keep others out."""
        if scope["type"] != "http":     # no other protocol is spoken but that of beginning and end
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self._host] or not scope["path"].startswith("/"):
            answer: Response | None = _told(421, "不认识这个地址：用程序打开的那个地址")
        else:
            answer = self._before(scope, headers) or self._refused(scope, headers)
        send = _with_headers(send)
        if answer is not None:
            await answer(scope, receive, send)
            return
        if headers.get("accept") != "text/event-stream":
            self._touched()
        await self._app(scope, _limited(receive), send)

    def _before(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to what is asked by whoever has no cookie yet; it shows nothing."""
        asked, query = (scope["method"], scope["path"]), scope["query_string"]
        if asked == ("GET", "/") and secrets.compare_digest(
                query, f"{TOKEN}={self.token}".encode()):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict")
            return answer
        if asked == ("GET", "/") and _FROM_AFAR.items() <= dict(headers.items()).items():
            return HTMLResponse(_AGAIN)
        if asked == ("GET", HERE) and _NONCE.fullmatch(query):
            return PlainTextResponse(proof(self.token, query.decode(), self._what))
        return None

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to what may not ask; None lets through."""
        if headers.get("sec-fetch-site", "none") not in _OWN:
            return _told(403, "不是从本页发来的")
        if scope["method"] not in _SAFE and headers.getlist("origin") != [f"http://{self._host}"]:
            return _told(403, "不是从本页发来的")
        if not any(secrets.compare_digest(each.encode(), self._session.encode())
                   for each in _cookies(headers, self._cookie)):
            return _told(403, "这个地址要从程序里打开：再运行一次 reportgen preview 或 desk")
        if int(headers.get("content-length", "0")) > LARGEST:
            return refusal(too_much())
        return None


def proof(token: str, nonce: str, what: str) -> str:
    """What only a server with this token can say of `what` it shows."""
    asked = f"{nonce}\n{what}".encode(errors="surrogateescape")
    return hmac.new(token.encode(), asked, "sha256").hexdigest()


def refusal(error: ReportError) -> JSONResponse:
    """What a user can mend, for the page to show."""
    told = [replace(each, hints=hints(each)).data for each in error.diagnostics]
    return JSONResponse({"diagnostics": told}, 413 if told[0]["code"] == "E0916" else 400)


def _cookies(headers: Headers, name: str) -> list[str]:
    pairs = (each.strip().partition("=") for line in headers.getlist("cookie")
             for each in line.split(";"))
    return [value for key, _, value in pairs if key == name]


def _told(status: int, text: str) -> Response:
    return PlainTextResponse(f"{text}\n", status)


def _with_headers(send: Send) -> Send:
    """The same, but our headers stand in each answer, whatever else it says of them."""
    names = {name.lower().encode(): value.encode() for name, value in HEADERS.items()}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            told = message.get("headers", ())
            apart = {name for name, value in told       # a stricter policy of its own
                     if name == _CSP and value.endswith(b"; sandbox")}
            others = [each for each in told if each[0] in apart or each[0].lower() not in names]
            message = {**message, "headers": [
                *others, *(each for each in names.items() if each[0] not in apart)]}
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
            raise too_much()
        return message

    return receiving


class Idle:
    """How long nobody has asked for anything. `busy`: something is being done, which counts."""

    def __init__(
        self, most: float, clock: Callable[[], float] = time.monotonic,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        self._most, self._clock, self._busy, self._last = most, clock, busy, clock()

    def stir(self) -> None:
        """Somebody asked, or a source was changed."""
        self._last = self._clock()

    @property
    def over(self) -> bool:
        """Whether it has been too long."""
        return not self._busy() and self._clock() - self._last > self._most
