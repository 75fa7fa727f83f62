"""Reads from an HTTP request what is asked, and refuses what is not asked by the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from sayso.service import Settings
from sayso.service.callers import RequestError, accepted, check_origin
from sayso.service.formats import wanted
from sayso.service.wire import Query, Update

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = (
    "This service only reads: the store is changed by `sayso build` and `sayso judge`, or here if "
    "the service is started with --allow-update."
)
_MOST_FIELDS = 10_000
_OF_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_OF_QUERIES = ("query", "default-graph-uri", "named-graph-uri")

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a request says: the fields of its address and its form, or the text that is its body."""

    fields: Fields
    query: str | None = None
    update: str | None = None

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]

    def any(self, names: tuple[str, ...]) -> bool:
        return any(key in names for key, _ in self.fields)


async def read_operation(request: Request, settings: Settings) -> Query | Update | None:
    """Return the query or update of a request, or None for a GET without one.

    Raises:
        RequestError: it has several, it is in no form that the protocol knows, it is too large, or
            it is an update and may not be one.
    """
    if request.method in ("GET", "HEAD"):
        sent = _Sent(_fields(request.scope["query_string"]))
        if sent.any(_OF_UPDATES):
            raise RequestError(400, "An update is sent with POST.")
    elif request.method == "POST":
        sent = await _posted(request, settings)
    else:
        raise RequestError(
            405, "Queries are sent with GET or POST.", {"Allow": "GET, HEAD, POST, OPTIONS"}
        )
    queries = sent.all("query") + ([] if sent.query is None else [sent.query])
    updates = sent.all("update") + ([] if sent.update is None else [sent.update])
    if len(queries) + len(updates) > 1:
        raise RequestError(400, "A request has one query or one update, and this has several.")
    if updates or sent.any(_OF_UPDATES):
        _check_update(request, settings, sent, updates)
        return _update(request, updates[0], sent, settings)
    if queries:
        return _query(request, queries[0], sent, settings)
    if request.method == "POST":
        raise RequestError(400, "The request has no query.")
    return None


def _check_update(request: Request, settings: Settings, sent: _Sent, updates: list[str]) -> None:
    if not settings.update:
        raise RequestError(403, _READ_ONLY)
    check_origin(request)
    if not updates or sent.any(_OF_QUERIES):
        raise RequestError(
            400, "An update goes with using-graph-uri, a query with default-graph-uri; not mixed."
        )


def _update(request: Request, sparql: str, sent: _Sent, settings: Settings) -> Update:
    return Update(
        sparql,
        using=tuple(sent.all("using-graph-uri")),
        using_named=tuple(sent.all("using-named-graph-uri")),
        base=_address(request),
        load=settings.load,
        service=settings.service,
    )


def _query(request: Request, sparql: str, sent: _Sent, settings: Settings) -> Query:
    default, named = sent.all("default-graph-uri"), sent.all("named-graph-uri")
    chosen = bool(default or named)
    return Query(
        sparql,
        wanted(accepted(request)),
        default=default if chosen else None,
        named=named if chosen else None,
        base=_address(request),
        rows=settings.rows,
        answer_bytes=settings.answer_bytes,
        seconds=settings.seconds,
        service=settings.service,
    )


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


async def _posted(request: Request, settings: Settings) -> _Sent:
    media = media_type(request)
    if media == _UPDATE and not settings.update:
        raise RequestError(403, _READ_ONLY)
    if media not in (_FORM, _QUERY, _UPDATE):
        raise RequestError(
            415,
            f"A query is posted as {_QUERY} or {_FORM}, an update as {_UPDATE} or {_FORM}, none as "
            f"'{media or 'nothing'}'.",
        )
    body = await body_of(request, settings.query_bytes)
    in_address = _fields(request.scope["query_string"])
    if any(name == "update" for name, _ in in_address):
        raise RequestError(400, "An update is sent in the body of a request, not in its address.")
    if media == _FORM:
        return _Sent(in_address + _fields(body))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"The text is not in UTF-8: {error}.") from error
    if media == _UPDATE:
        return _Sent(in_address, update=text)
    return _Sent(in_address, query=text)


def media_type(request: Request) -> str:
    """Return the media type of a body, which is in UTF-8.

    Raises:
        RequestError: it says that it is not.
    """
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if "charset=" in charset and "charset=utf-8" not in charset:
        raise RequestError(415, "What is sent has to be in UTF-8.")
    return media.strip().lower()


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: it is longer than `most` bytes, or compressed.
    """
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RequestError(415, "What is sent may not be compressed.")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise RequestError(413, f"A request may hold {most:,} bytes, and this holds more.")
    return bytes(body)


def graph_named(request: Request) -> str:
    """Return the IRI of the graph that a request is about, empty for the union of all.

    Raises:
        RequestError: it names none or several.
    """
    fields = _fields(request.scope["query_string"])
    names = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if default and not names:
        return ""
    if len(names) == 1 and names[0] and not default:
        return names[0]
    raise RequestError(400, "Name one graph with `?graph=IRI`, or all of them with `?default`.")


async def read_graph_change(request: Request, settings: Settings) -> tuple[Update, bytes]:
    """Return what a request does to a graph, and the triples that it brings.

    Raises:
        RequestError: the service only reads, or the request is none of the Graph Store Protocol.
    """
    reading = "GET, HEAD, OPTIONS"
    if not settings.update:
        raise RequestError(405, _READ_ONLY, {"Allow": reading})
    if request.method not in ("PUT", "POST", "DELETE"):
        allowed = {"Allow": f"{reading}, PUT, POST, DELETE"}
        raise RequestError(405, "A graph is read, put, added to or deleted.", allowed)
    check_origin(request)
    name = graph_named(request)
    if not name:
        raise RequestError(
            403, "The default graph is the union of all here. Change a graph by its name."
        )
    if request.method == "DELETE":
        return Update(graph=name, method="DELETE"), b""
    media = media_type(request)
    body = await body_of(request, settings.upload_bytes)
    return Update(graph=name, method=request.method, media=media, base=name), body


def _fields(encoded: bytes) -> Fields:
    try:
        return parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise RequestError(400, f"The fields of the request cannot be read: {error}.") from error
