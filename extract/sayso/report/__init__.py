"""The report: articles with what is said in them, as one web page that needs nothing else.

It is meant to be sent to somebody who does not have Sayso: no script, no network, no other file.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.model import Reject
from sayso.report.content import content_of
from sayso.report.page import rendered
from sayso.store import Store


def report(store: Store, *, rejects: Iterable[Reject] = ()) -> str:
    """Return a report on the articles of a store as an HTML page, the same for the same store.

    `rejects` are articles that could not be read; the page names them.

    Raises:
        StoreError: the store cannot be read.
    """
    return rendered(content_of(store, tuple(rejects)))


__all__ = ["report"]
