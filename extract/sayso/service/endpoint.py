"""The SPARQL 1.1 Protocol and the Graph Store Protocol, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sayso.errors import StoreError
from sayso.service import Settings, wire
from sayso.service.callers import RequestError, accepted, check_host
from sayso.service.description import describe
from sayso.service.formats import wanted
from sayso.service.graph_changes import CREATED
from sayso.service.pool import BusyError, Pool
from sayso.service.process import StoppedError
from sayso.service.request import graph_named, read_graph_change, read_operation
from sayso.service.running import Running, refusal
from sayso.service.updater import BUSY
from sayso.service.updates import Updates
from sayso.store.folder import base_of

Page: TypeAlias = Callable[[Request], Awaitable[Response]]
_Answering: TypeAlias = Callable[[Request], Awaitable[Response]]

_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]
_READING = "GET, HEAD, OPTIONS"


class SparqlService:
    """Answers queries over a store; made by `sayso.service.sparql_service`."""

    def __init__(self, store: Path, settings: Settings, page: Page | None) -> None:
        base_of(store, None)
        self._settings = settings
        self._page = page
        self._store = store
        self._pool: Pool | None = None
        self._updates: Updates | None = None

    def routes(self) -> list[Route]:
        """Return the routes of the service."""
        return [
            Route("/sparql", self._sparql, methods=_METHODS),
            Route("/sparql/", self._sparql, methods=_METHODS),
            Route("/sparql/graph", self._graph, methods=_METHODS),
        ]

    @asynccontextmanager
    async def lifespan(self, _: object = None) -> AsyncIterator[None]:
        """Close the service at the end; for the parameter of that name of an application."""
        try:
            yield
        finally:
            await self.close()

    async def close(self) -> None:
        """End the worker processes and remove the picture of the store."""
        if self._pool is not None:
            await self._pool.close()

    async def _sparql(self, request: Request) -> Response:
        """Answer a query or do an update, or say what the service is to one who brings neither."""
        return await self._guarded(request, self._operation, f"{_READING}, POST")

    async def _graph(self, request: Request) -> Response:
        """Give the triples of a graph: `?graph=IRI`, or `?default` for the union of all."""
        writing = ", PUT, POST, DELETE" if self._settings.update else ""
        return await self._guarded(request, self._graph_operation, _READING + writing)

    async def _guarded(self, request: Request, answer: _Answering, methods: str) -> Response:
        try:
            check_host(request, self._settings)
            if request.method == "OPTIONS":
                # Without a word of other origins: a browser shows their pages nothing of the store.
                return Response(status_code=204, headers={"Allow": methods})
            return await answer(request)
        except RequestError as error:
            return refusal(error.status, str(error), error.headers)
        except BusyError as error:
            return self._busy(str(error))
        except StoppedError as error:
            return self._busy(str(error)) if error.status == BUSY else _stopped(error)
        except StoreError as error:
            return refusal(500, str(error))

    def _busy(self, message: str) -> Response:
        retry = str(max(1, round(self._settings.wait_seconds)))
        return refusal(503, message, {"Retry-After": retry})

    async def _operation(self, request: Request) -> Response:
        asked = await read_operation(request, self._settings)
        if isinstance(asked, wire.Update):
            await self._changed(asked, b"")
            return Response(status_code=204)
        if asked is not None:
            return await self._answer(request, asked)
        if self._page is not None and _is_browser(request):
            return await self._page(request)
        return describe(request, self._settings)

    async def _graph_operation(self, request: Request) -> Response:
        limits = self._settings
        if request.method not in ("GET", "HEAD"):
            change, triples = await read_graph_change(request, limits)
            said = await self._changed(change, triples)
            return Response(status_code=201 if said == CREATED else 204)
        query = wire.Query(
            "",
            wanted(accepted(request)),
            graph=graph_named(request),
            rows=limits.rows,
            answer_bytes=limits.answer_bytes,
            seconds=limits.seconds,
        )
        return await self._answer(request, query)

    async def _changed(self, update: wire.Update, triples: bytes) -> bytes:
        # Made here because it belongs to the event loop that runs, as the pool does.
        self._updates = self._updates or Updates(self._store, self._settings)
        try:
            return await self._updates.perform(update, triples)
        finally:
            if self._pool is not None:
                self._pool.look_again()

    async def _answer(self, request: Request, query: wire.Query) -> Response:
        pool = self._pool = self._pool or Pool(self._store, self._settings)
        running = Running(pool, await pool.acquire(), self._settings)
        try:
            return await running.begin(query, request)
        except BaseException:
            await asyncio.shield(running.finish())
            raise


def _stopped(error: StoppedError) -> Response:
    return refusal(error.status, str(error))


def _is_browser(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and "text/html" in accepted(request)
