"""The network of who characterizes whom, as a picture within the page."""

from __future__ import annotations

from markupsafe import Markup

from sayso.export.networks import read_network
from sayso.export.picture import svg
from sayso.store import Store

MOST_NODES = 60
"""More names than these cannot be read on a page."""


def picture_of(store: Store) -> Markup:
    """Return an SVG element, or nothing where nobody characterizes anybody."""
    with read_network(store) as network:
        if not network.edge_count:
            return Markup("")
        # Every text in it is escaped where it is drawn.
        return Markup(svg(network, title="Who characterizes whom", most=MOST_NODES))
