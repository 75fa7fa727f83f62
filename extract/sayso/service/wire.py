"""What the service and its worker processes say to each other: frames through pipes.

A frame is one letter, the length of what follows as four bytes, and that many bytes. The service
sends one ASK; the worker answers HEAD, any number of DATA, and END, or PROBLEM at any point.
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
    """

    sparql: str
    media: dict[str, str | None]
    default: list[str] | None = None
    named: list[str] | None = None
    base: str | None = None
    graph: str | None = None
    rows: int = 1_000_000
    answer_bytes: int = 1 << 30

    def packed(self) -> bytes:
        """Return the query as the bytes of a frame."""
        return frame(ASK, json.dumps(asdict(self)).encode())


def frame(kind: bytes, body: bytes) -> bytes:
    """Return one frame."""
    return HEADER.pack(kind, len(body)) + body


def read_query(stream: BinaryIO) -> Query | None:
    """Return the next query; None when the service has closed the pipe."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    body = stream.read(HEADER.unpack(head)[1])
    return Query(**json.loads(body))


def problem(status: int, message: str) -> bytes:
    """Return a frame that says why there is no answer, or no more of it."""
    return frame(PROBLEM, json.dumps(Problem(status=status, message=message)).encode())
