"""One query under way: its answer as it comes, in one piece or as a stream that may break off."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from sayso.service import Settings, wire
from sayso.service.pool import Pool, Worker
from sayso.service.process import StoppedError

HEADERS = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
_logger = logging.getLogger(__name__)
_TOO_OLD = (
    "The answer is too long for HTTP/1.0, which cannot tell a part of an answer from the whole. "
    "Ask with HTTP/1.1 (behind nginx, set `proxy_http_version 1.1`), or ask for less."
)


class Running:
    """One query under way: reads frames from its worker until the answer or the time ends."""

    def __init__(self, pool: Pool, worker: Worker, settings: Settings) -> None:
        self._pool = pool
        self._worker = worker
        self._settings = settings
        self._left = settings.seconds
        self._over = False
        self._released = False

    async def begin(self, query: wire.Query, request: Request) -> Response:
        """Wait for the first piece of the answer, so that what fails until then has its status."""
        first = asyncio.ensure_future(self._first(query))
        gone = asyncio.ensure_future(_disconnected(request.receive))
        try:
            await asyncio.wait({first, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not first.done():
                await self.finish()
                return Response(status_code=499)  # Nobody is there to read it.
            media, pieces = first.result()
        except StoppedError as error:
            await self.finish(reusable=error.status < 500)
            return refusal(error.status, str(error))
        finally:
            first.cancel()
            gone.cancel()
        if self._over:
            await self.finish()
            return Response(b"".join(pieces), media_type=media, headers=HEADERS)
        if request.method == "HEAD":
            await self.finish()
            return _without_length(Response(media_type=media, headers=HEADERS))
        if request.scope["http_version"] == "1.0":
            await self.finish()
            return refusal(505, _TOO_OLD)
        return _Stream(self, media, pieces, self._settings.stall_seconds)

    async def _first(self, query: wire.Query) -> tuple[str, list[bytes]]:
        await self._worker.send(query.packed())
        _, media = await self._frame()
        pieces = [piece] if (piece := await self.next()) else []
        # An answer that fits into one frame is known to be complete before its first byte goes out.
        if pieces and (piece := await self.next()):
            pieces.append(piece)
        return media.decode(), pieces

    async def next(self) -> bytes | None:
        """Return the next piece of the answer; None when it is complete.

        Raises:
            StoppedError: it will never be.
        """
        if self._over:
            return None
        kind, body = await self._frame()
        self._over = kind == wire.END
        return None if self._over else body

    async def _frame(self) -> tuple[bytes, bytes]:
        """Return the next frame; only the time that the worker takes counts, not the reader's."""
        began = time.monotonic()
        try:
            return await asyncio.wait_for(self._worker.read(), self._left)
        except TimeoutError as error:
            raise StoppedError(
                504,
                f"The query was stopped after {self._settings.seconds:g} seconds, the most that "
                "this service gives to one. Ask for less, for example by a narrower pattern.",
            ) from error
        finally:
            self._left -= time.monotonic() - began

    async def finish(self, *, reusable: bool = False) -> None:
        """Give the worker back; unless the answer is complete, or `reusable`, it is killed."""
        if not self._released:
            self._released = True
            await self._pool.release(self._worker, reusable=self._over or reusable)


class _Stream(Response):
    """An answer of several pieces; one that stops early breaks the connection.

    The bytes after the last chunk say that the answer is complete, and they are not sent: every
    HTTP client takes that for an error.
    """

    def __init__(
        self, running: Running, media: str, pieces: list[bytes], stall_seconds: float
    ) -> None:
        super().__init__(media_type=media, headers=HEADERS)
        _without_length(self)
        self._running = running
        self._pieces = pieces
        self._stall_seconds = stall_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer piece by piece."""
        sending = asyncio.ensure_future(self._send(send))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        except StoppedError as error:
            _logger.warning("An answer was broken off, and its connection with it: %s", error)
            raise
        finally:
            sending.cancel()
            gone.cancel()
            try:
                # Nothing reads from the worker any more when it is given back.
                await asyncio.wait({sending, gone})
            finally:
                await self._running.finish()

    async def _send(self, send: Send) -> None:
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(head)
        pieces = self._pieces
        while pieces:
            for piece in pieces:
                await self._taken(
                    send({"type": "http.response.body", "body": piece, "more_body": True})
                )
            following = await self._running.next()
            pieces = [following] if following else []
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _taken(self, sending: Awaitable[None]) -> None:
        """Wait until the asker has taken a piece, but not for ever: others wait for the worker."""
        try:
            await asyncio.wait_for(sending, self._stall_seconds)
        except TimeoutError as error:
            raise StoppedError(
                408, f"Nothing of it was taken for {self._stall_seconds:g} seconds."
            ) from error


def _without_length(response: Response) -> Response:
    del response.headers["content-length"]
    return response


async def _disconnected(receive: Receive) -> None:
    """Return when the asker has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def refusal(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """Return the answer that says why there is none."""
    return PlainTextResponse(message + "\n", status, headers={**HEADERS, **(headers or {})})
