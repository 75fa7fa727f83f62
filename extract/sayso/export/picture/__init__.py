"""Pictures of networks: SVG, PNG, and a page that carries all it needs."""

from sayso.export.picture.choice import MOST_NODES, Chosen, choose, rank_of
from sayso.export.picture.drawing import svg
from sayso.export.picture.files import PLAIN, Look, write_html, write_png, write_svg
from sayso.export.picture.page import html
from sayso.export.picture.style import THEMES, Theme

__all__ = [
    "MOST_NODES",
    "PLAIN",
    "THEMES",
    "Chosen",
    "Look",
    "Theme",
    "choose",
    "html",
    "rank_of",
    "svg",
    "write_html",
    "write_png",
    "write_svg",
]
