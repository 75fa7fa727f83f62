"""The explorer: a store as web pages for people, and each page as data for programs.

Pages are made on the server from a snapshot of the store and work without scripts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.explore.app import application

__all__ = ["application"]


def __getattr__(name: str) -> object:
    # Imported when it is used: what reads graphs and marks texts is of use without a web server.
    if name == "application":
        from sayso.explore.app import application

        return application
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
