"""Connections that cost little, whoever opens them: none is waited for long, and not too many stay.

Any program of this machine can connect. What it sends before it is known is read piece by piece
and not kept; who dribbles is cut off; of too many, the one that has been silent longest goes.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from reportgen.page.guard import HEADERS

# How long the rest of a request is waited for, in seconds, by what is missing: a browser sends
# its headers at once, and 100 MB off a slow network drive within two minutes.
_WAITS = {h11.IDLE: 6.0, h11.SEND_BODY: 120.0}
_MOST = 100


class Connection(H11Protocol):
    """One connection."""

    _missing: object = None
    _timer: asyncio.TimerHandle | None = None
    _heard = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects."""
        super().connection_made(transport)
        self._wait()
        silent = [each for each in self.connections if isinstance(each, Connection)
                  and (each.cycle is None or each.cycle.response_complete)
                  and not each.transport.is_closing()]
        if len(silent) > _MOST:
            min(silent, key=lambda each: each._heard).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something came."""
        super().data_received(data)
        self._wait()

    def _wait(self) -> None:
        """Wait for what is missing of a request now; each more piece of it buys no time."""
        self._heard = self.loop.time()
        missing = self.conn.their_state
        if missing is self._missing:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._missing, seconds = missing, _WAITS.get(missing)
        self._timer = self.loop.call_later(seconds, self.transport.close) if seconds else None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the library's words
        """Answer what is no HTTP, unless it has been answered; and end."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            text = "这不是浏览器发来的\n".encode()
            headers = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close",
                       "Content-Length": str(len(text)), **HEADERS}
            for event in (h11.Response(status_code=400, headers=list(headers.items())),
                          h11.Data(data=text), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
