"""The SPARQL 1.1 Protocol and the reading half of the Graph Store Protocol, over HTTP."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sayso.errors import StoreError
from sayso.service import Settings, wire
from sayso.service.description import describe
from sayso.service.formats import wanted
from sayso.service.pool import BusyError, Pool, StoppedError, Worker
from sayso.service.request import RequestError, check_host, graph_named, read_query
from sayso.store.folder import base_of

Page: TypeAlias = Callable[[Request], Awaitable[Response]]

_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]
_HEADERS = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
_logger = logging.getLogger(__name__)


class SparqlService:
    """Answers queries over a store; made by `sayso.service.sparql_service`."""

    def __init__(self, store: Path, settings: Settings, page: Page | None) -> None:
        base_of(store, None)
        self._settings = settings
        self._page = page
        self._store = store
        self._pool: Pool | None = None

    def routes(self) -> list[Route]:
        """Return the routes of the service."""
        return [
            Route("/sparql", self._sparql, methods=_METHODS),
            Route("/sparql/", self._sparql, methods=_METHODS),
            Route("/sparql/graph", self._graph, methods=_METHODS),
        ]

    async def close(self) -> None:
        """End the worker processes and remove the picture of the store."""
        if self._pool is not None:
            await self._pool.close()

    async def _sparql(self, request: Request) -> Response:
        """Answer a query, or say what the service is to one who brings none."""
        try:
            check_host(request, self._settings)
            asked = await read_query(request, self._settings)
            if asked is not None:
                return await self._answer(request, asked)
            if self._page is not None and _is_browser(request):
                return await self._page(request)
            return describe(request)
        except RequestError as error:
            return _refusal(error.status, str(error), error.headers)

    async def _graph(self, request: Request) -> Response:
        """Give the triples of a graph: `?graph=IRI`, or `?default` for the union of all."""
        try:
            check_host(request, self._settings)
            name = graph_named(request)
            accept = wanted(request.headers.get("accept", ""))
            limits = self._settings
            query = wire.Query(
                "", accept, graph=name, rows=limits.rows, answer_bytes=limits.answer_bytes
            )
            return await self._answer(request, query)
        except RequestError as error:
            return _refusal(error.status, str(error), error.headers)

    async def _answer(self, request: Request, query: wire.Query) -> Response:
        # Made here because it belongs to the event loop that runs.
        pool = self._pool = self._pool or Pool(self._store, self._settings)
        try:
            worker = await pool.acquire()
        except BusyError as error:
            retry = str(max(1, round(self._settings.wait_seconds)))
            return _refusal(503, str(error), {"Retry-After": retry})
        except StoreError as error:
            return _refusal(500, str(error))
        running = _Running(pool, worker, self._settings)
        try:
            response = await running.begin(query, request)
        except BaseException:
            await running.finish()
            raise
        return response


class _Running:
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
            return _refusal(error.status, str(error))
        finally:
            first.cancel()
            gone.cancel()
        if self._over:
            await self.finish()
            return Response(b"".join(pieces), media_type=media, headers=_HEADERS)
        return _Stream(self, media, pieces, self._settings.stall_seconds)

    async def _first(self, query: wire.Query) -> tuple[str, list[bytes]]:
        await self._worker.send(query)
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
        self, running: _Running, media: str, pieces: list[bytes], stall_seconds: float
    ) -> None:
        super().__init__(media_type=media, headers=_HEADERS)
        del self.headers["content-length"]
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


async def _disconnected(receive: Receive) -> None:
    """Return when the asker has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _is_browser(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def _refusal(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(message + "\n", status, headers={**_HEADERS, **(headers or {})})
