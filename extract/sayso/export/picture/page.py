"""A page that needs nothing else: the picture, to be moved and enlarged, and its evidence."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from sayso.export.networks.fields import clean, kinds_of
from sayso.export.networks.model import Edge, Link
from sayso.export.networks.network import Network
from sayso.export.picture.choice import MOST_NODES, choose
from sayso.export.picture.drawing import svg
from sayso.export.picture.style import LOOKS, Theme

_SCOPE = "sayso-network"


def html(
    network: Network, *, title: str = "", most: int = MOST_NODES, theme: Theme = "auto"
) -> str:
    """Return one HTML page with the picture and, beside it, the edges drawn and their evidence.

    It loads nothing, sends nothing, and forbids the browser both. It can be read without scripts.
    """
    chosen = choose(network, most)
    heading = clean(" ".join((title or network.kind.title).split()))
    picture = svg(network, title=heading, theme=theme, scope=_SCOPE, chosen=chosen)
    folder = Path(__file__).parent
    css = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    inner = picture.partition("<style>")[2].partition("</style>")[0]
    policy = (
        f"default-src 'none'; style-src {_hash(css)} {_hash(inner)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    rows = "\n".join(_row(network, number, edge) for number, edge in enumerate(chosen.edges))
    more = (
        f" {chosen.edges_left_out:,} edges are not drawn and not in this list."
        if chosen.edges_left_out
        else ""
    )
    return f"""\
<!DOCTYPE html>
<html lang="en" data-theme="{theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(heading)}</title>
<style>{css}</style>
</head>
<body>
<main>
<section class="view" tabindex="0" aria-label="Picture: arrows move it, plus and minus zoom">
{picture}<div class="tools"><button type="button" data-do="in" aria-label="Enlarge">+</button>\
<button type="button" data-do="out" aria-label="Make smaller">−</button>\
<button type="button" data-do="fit">Fit</button></div>
</section>
<section class="list">
<h1>{escape(heading)}: the evidence</h1>
<p>An edge is {escape(network.kind.edge)}.{more}</p>
<div class="find"><input type="search" aria-label="Find in the evidence" placeholder="Find …">\
<button type="button" data-do="clear">All</button><output></output></div>
<table>
<thead><tr><th>{_ends(network)}, in which words</th><th>attitude</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</section>
</main>
<script>{script}</script>
</body>
</html>
"""


def _ends(network: Network) -> str:
    return "from whom to whom" if network.kind.directed else "who with whom"


def _row(network: Network, number: int, edge: Edge) -> str:
    one, other = network.nodes[edge.source], network.nodes[edge.target]
    arrow = "→" if network.kind.directed else "–"
    look = LOOKS[edge.polarity]
    sign = f"{look.sign} " if look.sign else ""
    tone = f'<span class="tone {look.css}">{sign}{look.name}</span>' if edge.polarity else "–"
    left = edge.weight - len(edge.examples)
    rest = f'<li class="where">and {left:,} more</li>' if left else ""
    kinds = kinds_of(edge)
    about = f'<span class="where">{escape(kinds)}</span>' if kinds else ""
    return (
        f'<tr data-edge="{number}" data-source="{edge.source}" data-target="{edge.target}">'
        f'<td><span class="who">{_text(one.label)} {arrow} {_text(other.label)}</span>{about}'
        f"<ul>{''.join(map(_evidence, edge.examples))}{rest}</ul></td><td>{tone}</td></tr>"
    )


def _evidence(link: Link) -> str:
    denied = "not: " if link.negated else ""
    where = ", ".join(
        part
        for part in (
            link.title or link.article,
            link.day,
            f"characters {link.begin}–{link.end}",
            _spoken(link.status),
        )
        if part
    )
    words = "".join(_marked(link.sentence or link.words, link.words))
    return (
        f'<li>{denied}{words}<span class="where" title="{_text(link.iri)}">{_text(where)}</span>'
        "</li>"
    )


def _spoken(status: str) -> str:
    """Return a form or an actuality in small words: "evaluative verb form" or "planned"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", status).lower()


def _marked(sentence: str, words: str) -> Iterator[str]:
    """Yield a sentence with the words in it marked, where they stand in it as they are."""
    before, found, after = sentence.partition(words)
    yield _text(before)
    if found:
        yield f"<mark>{_text(found)}</mark>"
        yield _text(after)


def _text(text: str) -> str:
    return escape(clean(text))


def _hash(text: str) -> str:
    """Return what allows exactly this text as a style or script of the page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
