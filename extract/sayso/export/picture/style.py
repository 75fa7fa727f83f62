"""How a picture looks: colors for light and dark, line styles, shapes of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sayso.export.networks.model import Tone

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

FONT = (
    "'Source Sans 3','Segoe UI','Helvetica Neue',Arial,'Noto Sans','Liberation Sans',"
    "'DejaVu Sans',Ubuntu,Cantarell,FreeSans,sans-serif"
)
PEOPLE = frozenset({"Person", "AnonymousActor", "CollectiveActor"})
GROUPS = frozenset(
    {
        "Organization",
        "GeopoliticalEntity",
        "IntergovernmentalOrganization",
        "GovernmentBody",
        "ArmedForce",
        "MediaOutlet",
        "PoliticalParty",
        "Company",
        "Coalition",
        "ArticleVoice",
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """How edges of one attitude look: a dash pattern, a sign at their middle, and their name."""

    name: str
    css: str
    dashes: str
    sign: str


LOOKS: Mapping[Tone, Look] = {
    "positive": Look("positive", "positive", "", "+"),
    "negative": Look("negative", "negative", "7 4", "−"),
    "mixedPolarity": Look("mixed", "mixed", "11 3 2 3", "±"),
    "neutral": Look("neutral", "neutral", "1.5 4", ""),
    "": Look("no attitude", "plain", "", ""),
}

_LIGHT = {
    "paper": "#fdfcf8",
    "ink": "#1c2530",
    "muted": "#59636f",
    "faint": "#d8d5cb",
    "person": "#26405c",
    "group": "#ffffff",
    "thing": "#e3dcc8",
    "positive": "#1f6fb5",
    "negative": "#c1440e",
    "mixed": "#7b3fa3",
    "neutral": "#77818c",
    "plain": "#8b95a1",
}
_DARK = {
    "paper": "#13171c",
    "ink": "#e9ecef",
    "muted": "#a9b2bc",
    "faint": "#39424c",
    "person": "#b9cde2",
    "group": "#1d242c",
    "thing": "#5a5342",
    "positive": "#6db5f5",
    "negative": "#ff9166",
    "mixed": "#c99df2",
    "neutral": "#97a2ae",
    "plain": "#7d8894",
}


def stylesheet(scope: str, theme: Theme) -> str:
    """Return the style of a picture whose element has the id `scope`, and of nothing else.

    With the theme `auto` it follows the reader's setting.
    """
    rules = styled(f"#{scope}", _DARK if theme == "dark" else _LIGHT)
    if theme == "auto":
        rules += f"@media (prefers-color-scheme:dark){{{_colors(f'#{scope}', _DARK)}}}"
    return rules


def styled(scope: str, colors: Mapping[str, str]) -> str:
    """Return the style of what a CSS selector finds, in colors named as those of the themes are."""
    return _fixed(scope) + _colors(scope, colors)


def _fixed(scope: str) -> str:
    dashes = "".join(
        f"{scope} .{look.css} .line{{stroke-dasharray:{look.dashes}}}"
        for look in LOOKS.values()
        if look.dashes
    )
    return (
        f"{scope}{{font-family:{FONT};font-size:13px}}"
        f"{scope} .line{{fill:none;stroke-opacity:.8}}"
        f"{scope} .plain .line,{scope} .neutral .line{{stroke-opacity:.55}}"
        f"{scope} .neutral .line{{stroke-linecap:round}}"
        f"{scope} .reach{{fill:none;stroke:#000;stroke-opacity:0;stroke-width:14;"
        "pointer-events:stroke}"
        f"{scope} .sign{{stroke-width:1.3}}"
        f"{scope} .sign+path{{fill:none;stroke-width:1.5;stroke-linecap:round}}"
        f"{scope} .name{{paint-order:stroke;stroke-width:3.5;"
        "stroke-linejoin:round}"
        f"{scope} .middle{{text-anchor:middle}}{scope} .end{{text-anchor:end}}"
        f"{scope} .shape{{stroke-width:1.6}}"
        f"{scope} .heading{{font-size:21px;font-weight:600}}"
        f"{scope} .strong .name{{font-weight:600}}" + dashes
    )


def _colors(scope: str, color: Mapping[str, str]) -> str:
    edges = "".join(
        f"{scope} .{look.css} .line,{scope} .{look.css} .sign,{scope} .{look.css} .sign+path"
        f"{{stroke:{color[look.css]}}}"
        f"{scope} .{look.css} .tip{{fill:{color[look.css]}}}"
        for look in LOOKS.values()
    )
    shapes = "".join(
        f"{scope} .{kind} .shape{{fill:{color[kind]};stroke:{stroke}}}"
        for kind, stroke in (
            ("person", color["paper"]),
            ("group", color["ink"]),
            ("thing", color["muted"]),
        )
    )
    return (
        f"{scope} .paper{{fill:{color['paper']}}}"
        f"{scope} text{{fill:{color['ink']}}}"
        f"{scope} .muted{{fill:{color['muted']}}}"
        f"{scope} .rule{{stroke:{color['faint']}}}"
        f"{scope} .sign{{fill:{color['paper']}}}"
        f"{scope} .name{{stroke:{color['paper']}}}" + edges + shapes
    )


def shape_of(type_name: str) -> str:
    """Return which shape stands for a class of the ontology: a person, a group or a thing."""
    parts = set(type_name.split("+"))
    if parts & PEOPLE:
        return "person"
    return "group" if parts & GROUPS else "thing"
