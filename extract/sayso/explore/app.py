"""The web application: which address is which page, and what answers when something is amiss."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.errors import SaysoError, StoreError, UsageError
from sayso.explore.addresses import iri_of, path_of, split_suffix
from sayso.explore.asked import Asked, Page, UnknownError
from sayso.explore.collecting import Progress
from sayso.explore.pages import (
    actor,
    article,
    compare,
    events,
    export,
    graph,
    home,
    node,
    ontology,
    questions,
    resource,
    statements,
    validation,
)
from sayso.explore.rendering import (
    MEDIA_TYPES,
    UnacceptableError,
    format_of,
    formats_of,
    render,
)
from sayso.explore.security import LOCAL_NAMES, Guard
from sayso.explore.snapshot import Library
from sayso.service import Settings, sparql_service

Handler = Callable[[Asked], Page]

_PAGES: dict[str, Handler] = {
    "/": home.home,
    "/search": home.search,
    "/articles": home.articles,
    "/actors": home.actors,
    "/statements": statements.statements,
    "/questions": questions.questions,
    "/graph": graph.graph,
    "/events": events.events,
    "/export": export.export,
    "/compare": compare.compare,
    "/validation": validation.validation,
    "/ontology": ontology.ontology,
    "/resource": resource.resource,
}
_LONGEST = 8_000
"""Characters of an address; what is longer is no question that a person asks."""

log = logging.getLogger(__name__)


def application(
    store_path: Path,
    *,
    names: Iterable[str] = (),
    settings: Settings | None = None,
    progress: Progress | None = None,
    processes: int = 1,
) -> Starlette:
    """Return the explorer of a store, with the SPARQL service at `/sparql`.

    `names` are further host names that it answers to besides those of this computer; `settings` say
    what the SPARQL service allows, its own host names aside. The store is read here; `progress` is
    told how many of its articles are, and so many `processes` take part if there are many.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    library = Library(store_path, progress, processes)
    hosts = (*LOCAL_NAMES, *names)
    allowed = replace(settings or Settings(), hosts=hosts)
    service = sparql_service(store_path, allowed, page=_sparql_page)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await service.close()
        library.close()

    app = Starlette(
        routes=[
            *service.routes(),
            Mount("/static", StaticFiles(packages=[("sayso.explore", "static")])),
            *_routes(library),
        ],
        middleware=[
            Middleware(Guard, names=hosts),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
        ],
        lifespan=lifespan,
    )
    app.state.library = library
    return app


async def _sparql_page(request: Request) -> Response:
    """Return the page on which a person writes SPARQL."""
    library: Library = request.app.state.library
    return await run_in_threadpool(_respond, library, request, home.sparql, "")


def _routes(library: Library) -> list[Route]:
    def route(path: str, handler: Handler, place: str = "") -> Route:
        def endpoint(request: Request) -> Response:
            return _respond(library, request, handler, request.path_params.get(place, ""))

        return Route(path, endpoint)

    found = [
        Route("/suggest.json", lambda request: _respond(library, request, home.suggest, "")),
        Route("/terms.json", lambda request: _respond(library, request, ontology.offered, "")),
        Route("/network.css", lambda _: Response(graph.look(), media_type="text/css")),
        Route("/export/{name}", lambda request: _download(library, request)),
    ]
    for path, handler in _PAGES.items():
        found.append(route(path, handler))
        found.append(route(f"{'/index' if path == '/' else path}.{{format}}", handler))
    found.append(route("/questions/{name}", questions.question, "name"))
    found.append(route("/ontology/{name}", ontology.term, "name"))
    found.append(Route("/{path:path}", lambda request: _dereference(library, request)))
    return found


def _download(library: Library, request: Request) -> Response:
    """Return a part of the graph, or a network, as a file."""
    try:
        return export.download(_asked(library, request, ""), request.path_params["name"])
    except SaysoError as error:
        return _failed(library, request, error)


def _dereference(library: Library, request: Request) -> Response:
    """Return the page of an identifier of the graph, from the path that it is."""
    raw = request.scope.get("raw_path") or request.url.path.encode()
    path = raw.decode("latin-1").split("?")[0]
    if path.endswith("/"):
        query = f"?{request.url.query}" if request.url.query else ""
        # One slash before it, for an address that begins with two names another server.
        return RedirectResponse(f"/{path.strip('/')}{query}", status_code=308)
    base = library.shelf().catalog.base
    iri = iri_of(path, base)
    catalog = library.shelf().catalog
    if iri.endswith("/graph") and iri.removesuffix("/graph") in catalog.records:
        iri = iri.removesuffix("/graph")
    return _respond(library, request, _handler_of(iri, base, library), iri)


def _handler_of(iri: str, base: str, library: Library) -> Handler:
    def handler(asked: Asked) -> Page:
        if asked.place in asked.catalog.records:
            return article.article(asked)
        if (
            asked.place in asked.catalog.statements
            or asked.place in asked.catalog.characterizations
        ):
            return node.node(asked)
        if asked.place in asked.catalog.events:
            return node.node(asked)
        return actor.actor(asked)

    return handler


def _respond(library: Library, request: Request, handler: Handler, place: str) -> Response:
    stem, suffix = split_suffix(place) if place else split_suffix(request.url.path)
    shelf = library.shelf()
    try:
        if request.path_params.get("format", suffix) != suffix:
            raise UnknownError(f"Pages have no format “{request.path_params['format']}”.")
        if len(str(request.url)) > _LONGEST:
            raise UsageError("The address is too long. Ask for less at a time.")
        if place and suffix and not _is_node(shelf.catalog, place):
            asked = _asked(library, request, stem)
        else:
            suffix = suffix if not place else None
            asked = _asked(library, request, place)
        page = handler(asked)
        if page.leads_to:
            path, mark, query = page.leads_to.partition("?")
            ending = f".{suffix}" if suffix else ""
            return RedirectResponse(f"{path}{ending}{mark}{query}", status_code=303)
        name = "json"
        if page.template:
            formats = ("html", *formats_of(page))
            name = suffix or format_of(request.headers.get("accept", ""), formats)
        body = render(page, asked, name)
    except SaysoError as error:
        return _failed(library, request, error, suffix)
    return Response(body, page.status, {"Vary": "Accept"}, f"{MEDIA_TYPES[name]}; charset=utf-8")


def _is_node(catalog: object, iri: str) -> bool:
    known = ("records", "statements", "characterizations", "events", "actors")
    return any(iri in getattr(catalog, name) for name in known)


def _asked(library: Library, request: Request, place: str) -> Asked:
    many: dict[str, tuple[str, ...]] = {}
    for name, value in request.query_params.multi_items():
        many[name] = (*many.get(name, ()), value)
    shelf = library.shelf()
    path = split_suffix(request.url.path)[0]
    if place.startswith(shelf.catalog.base):
        path = path_of(place, shelf.catalog.base)
    elif path == "/index":
        path = "/"
    return Asked(library, shelf, path, place, many)


def _failed(
    library: Library, request: Request, error: SaysoError, suffix: str | None = None
) -> Response:
    """Return an error as a page in plain words, or as JSON where data was asked for."""
    status = 500
    if isinstance(error, UnknownError):
        status = 404
    elif isinstance(error, UnacceptableError):
        status = 406
    elif isinstance(error, UsageError):
        status = 400
    elif isinstance(error, export.BusyError):
        status = 503
    elif isinstance(error, StoreError):
        status = 503
        log.warning("%s", error)
    title = {
        400: "That cannot be asked",
        404: "Not found",
        406: "Not in this format",
        503: "Not now",
    }
    content = {"message": str(error), "code": status}
    page = Page(
        "error.html", title.get(status, "Something went wrong"), content, {"error": str(error)}
    )
    name = suffix or format_of(request.headers.get("accept", ""))
    name = name if name == "html" else "json"
    asked = Asked(library, library.shelf(), request.url.path)
    media = f"{MEDIA_TYPES[name]}; charset=utf-8"
    return Response(render(page, asked, name), status, {"Vary": "Accept"}, media)
