"""Pictures written to files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.networks.network import Network
from sayso.export.picture.choice import MOST_NODES
from sayso.export.picture.drawing import svg
from sayso.export.picture.page import html
from sayso.export.picture.png import png
from sayso.export.picture.style import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is made: its title, at most how many nodes, for light or dark."""

    title: str = ""
    most: int = MOST_NODES
    theme: Theme = "auto"


PLAIN = Look()


def write_svg(network: Network, file: BinaryIO, look: Look = PLAIN) -> None:
    """Write the picture as SVG."""
    picture = svg(network, title=look.title, most=look.most, theme=look.theme)
    file.write(picture.encode())


def write_png(network: Network, file: BinaryIO, look: Look = PLAIN) -> None:
    """Write the picture as PNG, which is light unless it is to be dark.

    Raises:
        SaysoError: what it takes is not installed.
    """
    theme: Theme = "dark" if look.theme == "dark" else "light"
    picture = svg(network, title=look.title, most=look.most, theme=theme)
    found = re.search(r' width="(\d+)" height="(\d+)"', picture)
    assert found
    file.write(png(picture, (float(found[1]), float(found[2]))))


def write_html(network: Network, file: BinaryIO, look: Look = PLAIN) -> None:
    """Write the page with the picture and its evidence."""
    page = html(network, title=look.title, most=look.most, theme=look.theme)
    file.write(page.encode())
