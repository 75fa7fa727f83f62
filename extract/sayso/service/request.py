"""Reads from an HTTP request what is asked, and refuses what is not asked by the protocol."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from sayso.service import Settings
from sayso.service.formats import wanted
from sayso.service.wire import Query

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "This service only reads: the store is changed by `sayso build` and `sayso judge`."
_MOST_FIELDS = 10_000

Fields = list[tuple[str, str]]


class RequestError(Exception):
    """The request is not one of the protocol; `status` and `headers` say so in HTTP."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def check_host(request: Request, settings: Settings) -> None:
    """Refuse requests that call the service by a name that is not its own.

    A page anywhere can make its own name point to this machine and then read what the service
    answers (DNS rebinding); what it cannot do is to send another name in the header.

    Raises:
        RequestError: the name is not in `settings.hosts`.
    """
    host = request.headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    if name not in settings.hosts:
        raise RequestError(421, "This service does not answer to the name in the Host header.")


async def read_query(request: Request, settings: Settings) -> Query | None:
    """Return the query of a request, or None for a GET without one.

    Raises:
        RequestError: it has several, it is in no form that the protocol knows, it is too large, or
            it is an update.
    """
    if request.method in ("GET", "HEAD"):
        fields, sparql = _fields(request.scope["query_string"]), None
    elif request.method == "POST":
        fields, sparql = await _posted(request, settings)
    else:
        raise RequestError(405, "Queries are sent with GET or POST.", {"Allow": "GET, HEAD, POST"})
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise RequestError(400 if request.method == "GET" else 403, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if sparql is not None:
        queries.append(sparql)
    if len(queries) > 1:
        raise RequestError(400, "A request has one query, and this has several.")
    if not queries:
        if request.method == "POST":
            raise RequestError(400, "The request has no query.")
        return None
    return _query(request, queries[0], fields, settings)


def graph_named(request: Request) -> str:
    """Return the IRI of the graph that a request is about, empty for the union of all.

    Raises:
        RequestError: it names none or several, or does something else than reading.
    """
    if request.method not in ("GET", "HEAD"):
        raise RequestError(405, _READ_ONLY, {"Allow": "GET, HEAD"})
    fields = _fields(request.scope["query_string"])
    names = [value for name, value in fields if name == "graph"]
    default = any(name == "default" for name, _ in fields)
    if default and not names:
        return ""
    if len(names) == 1 and names[0] and not default:
        return names[0]
    raise RequestError(400, "Name one graph with `?graph=IRI`, or all of them with `?default`.")


def _query(request: Request, sparql: str, fields: Fields, settings: Settings) -> Query:
    default = [value for name, value in fields if name == "default-graph-uri"]
    named = [value for name, value in fields if name == "named-graph-uri"]
    chosen = bool(default or named)
    return Query(
        sparql,
        wanted(request.headers.get("accept", "")),
        default=default if chosen else None,
        named=named if chosen else None,
        base=str(request.url.replace(query="", fragment="")),
        rows=settings.rows,
        answer_bytes=settings.answer_bytes,
    )


async def _posted(request: Request, settings: Settings) -> tuple[Fields, str | None]:
    """Return the fields of a form, or those of the URL with the query that is the body."""
    media, _, parameters = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == _UPDATE:
        raise RequestError(403, _READ_ONLY)
    if media not in (_FORM, _DIRECT):
        raise RequestError(
            415, f"A query is posted as {_DIRECT} or {_FORM}, not as '{media or 'nothing'}'."
        )
    charset = parameters.lower().replace(" ", "").replace('"', "")
    if "charset=" in charset and "charset=utf-8" not in charset:
        raise RequestError(415, "A query is posted in UTF-8.")
    body = await _body(request, settings.query_bytes)
    in_url = _fields(request.scope["query_string"])
    if media == _FORM:
        return in_url + _fields(body), None
    try:
        return in_url, body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"The query is not in UTF-8: {error}.") from error


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise RequestError(413, f"A request may hold {most:,} bytes, and this holds more.")
    return bytes(body)


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
