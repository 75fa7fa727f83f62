"""Pictures of networks: SVG, PNG, and a page that carries all it needs."""

from sayso.export.picture.choice import MOST_NODES, Chosen, choose
from sayso.export.picture.drawing import svg
from sayso.export.picture.style import THEMES, Theme

__all__ = ["MOST_NODES", "THEMES", "Chosen", "Theme", "choose", "svg"]
