"""A picture as PNG, rendered by resvg, which the extra `pictures` brings."""

from __future__ import annotations

from sayso.errors import MissingPartError, SaysoError
from sayso.export.picture.style import FONT

_SCALE = 2.0
_MOST_PIXELS = 60_000_000
_WITH_TEXT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
    f'<text x="2" y="16" font-family="{FONT}" font-size="16">{{}}</text></svg>'
)


def png(picture: str, size: tuple[float, float]) -> bytes:
    """Return an SVG picture of this width and height as PNG, twice as large if it is not too large.

    The names are set in a font of the machine, so that the bytes are the same on the same machine.

    Raises:
        MissingPartError: resvg is not installed.
        SaysoError: the machine has no font to write names with.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingPartError(
            "Pictures are turned into PNG by a package that is not installed. Install it with "
            "pip install 'sayso[pictures]', or export to .svg or .html, which need nothing."
        ) from error
    if _rendered(resvg_py, _WITH_TEXT.format("A")) == _rendered(resvg_py, _WITH_TEXT.format("")):
        raise SaysoError(
            "This machine has no font, so that a PNG would have no names. Install one, such as the "
            "package fonts-dejavu-core, or export to .svg or .html, which take the reader's fonts."
        )
    scale = min(_SCALE, (_MOST_PIXELS / max(size[0] * size[1], 1)) ** 0.5)
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=scale))


def _rendered(renderer: object, picture: str) -> bytes:
    return bytes(renderer.svg_to_bytes(svg_string=picture))  # type: ignore[attr-defined]
