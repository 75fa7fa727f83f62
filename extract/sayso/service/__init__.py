"""A SPARQL service over a store, whose queries run in processes that can be stopped at any instant.

It only reads unless it is allowed to change the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.service.endpoint import Page, SparqlService

__all__ = ["Settings", "sparql_service"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a query may cost, and who may ask.

    A query has `seconds` for its evaluation, not counting the time in which the asker reads, and
    its answer may have `rows` rows or triples and `answer_bytes` bytes. `queries` of them run at a
    time, each in a process with `memory_bytes` of memory; one more waits up to `wait_seconds`. An
    asker who takes nothing of an answer for `stall_seconds` gets no more of it.
    `query_bytes` is the most that a request may hold. A change of the store is looked for every
    `refresh_seconds`. `hosts` are the names that a request may call the service by, without port.

    `update` lets anybody who reaches the service change the store, by SPARQL Update and by whole
    graphs of up to `upload_bytes`; an update has `seconds` too, and waits up to `wait_seconds` for
    whoever uses the store. `service` and `load` allow the clause SERVICE and the update LOAD, which
    have this machine call whatever address they name.
    """

    seconds: float = 30.0
    rows: int = 1_000_000
    answer_bytes: int = 1 << 30
    query_bytes: int = 1 << 20
    queries: int = 4
    wait_seconds: float = 2.0
    refresh_seconds: float = 2.0
    memory_bytes: int = 2 << 30
    stall_seconds: float = 30.0
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    update: bool = False
    upload_bytes: int = 64 << 20
    service: bool = False
    load: bool = False


def sparql_service(
    store_path: Path, settings: Settings | None = None, *, page: Page | None = None
) -> SparqlService:
    """Return the service over the store in the folder `store_path`; nothing runs before a request.

    `page` answers a browser that opens `/sparql` without a query; without it the browser gets the
    description of the service.

    Raises:
        StoreError: there is no store.
    """
    # Imported here because the worker processes import this package and need no web framework.
    from sayso.service.endpoint import SparqlService

    return SparqlService(store_path, settings or Settings(), page)
