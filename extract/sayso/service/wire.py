"""What the service and its worker processes say to each other: frames through pipes.

A frame is one letter, the length of what follows as four bytes, and that many bytes. The service
sends one ASK; the worker answers HEAD, any number of DATA, and END, or PROBLEM at any point. The
process of an update says READY, takes one ASK and one DATA, and answers END or PROBLEM.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass
from typing import BinaryIO, TypedDict

HEADER = struct.Struct("!cI")
ASK = b"A"
READY = b"R"
HEAD = b"H"
DATA = b"D"
END = b"E"
PROBLEM = b"P"

SOLUTIONS = "solutions"
BOOLEAN = "boolean"
TRIPLES = "triples"


class Problem(TypedDict):
    """Why there is no answer: the HTTP status that fits, and a paragraph."""

    status: int
    message: str


@dataclass(frozen=True, slots=True)
class Query:
    """One query, or with `graph` instead of `sparql` a graph to be given as it is.

    `default` and `named` are the graphs that the request named, None where it named none of either.
    `media` gives for each kind of answer the media type that the asker likes best, if there is one.
    `seconds` is the time of a processor after which the system ends the process, should the service
    no longer be there to do it. `service` allows the clause of that name.
    """

    sparql: str
    media: dict[str, str | None]
    default: list[str] | None = None
    named: list[str] | None = None
    base: str | None = None
    graph: str | None = None
    rows: int = 1_000_000
    answer_bytes: int = 1 << 30
    seconds: float = 30.0
    service: bool = False

    def packed(self) -> bytes:
        """Return the query as the bytes of a frame."""
        return frame(ASK, json.dumps(asdict(self)).encode())


@dataclass(frozen=True, slots=True)
class Update:
    """One change of the store: an update in SPARQL, or with `graph` what to do with a graph.

    `using` and `using_named` are the graphs that the request named for its patterns. `method` is
    PUT, POST or DELETE, and `media` the media type of the triples that come with the first two.
    `load` and `service` allow what reads from another server.
    """

    sparql: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    base: str | None = None
    graph: str = ""
    method: str = ""
    media: str = ""
    load: bool = False
    service: bool = False

    def packed(self, triples: bytes = b"") -> bytes:
        """Return the update, and the triples that come with it, as the bytes of two frames."""
        return frame(ASK, json.dumps(asdict(self)).encode()) + frame(DATA, triples)


def frame(kind: bytes, body: bytes) -> bytes:
    """Return one frame."""
    return HEADER.pack(kind, len(body)) + body


def read_query(stream: BinaryIO) -> Query | None:
    """Return the next query; None when the service has closed the pipe."""
    body = _read_frame(stream)
    return None if body is None else Query(**json.loads(body))


def read_update(stream: BinaryIO) -> tuple[Update, bytes] | None:
    """Return an update and its triples; None when the service has closed the pipe."""
    body, triples = _read_frame(stream), _read_frame(stream)
    return None if body is None or triples is None else (Update(**json.loads(body)), triples)


def _read_frame(stream: BinaryIO) -> bytes | None:
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    size = HEADER.unpack(head)[1]
    body = stream.read(size)
    return body if len(body) == size else None


def problem(status: int, message: str) -> bytes:
    """Return a frame that says why there is no answer, or no more of it."""
    return frame(PROBLEM, json.dumps(Problem(status=status, message=message)).encode())
