"""An article in a notebook: its text with what was found in it marked."""

from __future__ import annotations

import re
from importlib.resources import files

from markupsafe import Markup

from sayso.explore.marks import paragraphs
from sayso.explore.pages.article import LAYERS, marks_of
from sayso.explore.reading import read_article
from sayso.explore.view import ArticleView
from sayso.store import ArticleGraph

_SHOWN = ("sources", "cues", "contents", "characterizations")
_CLASS = "sayso-article"


def displayed(graph: ArticleGraph) -> str:
    """Return an element of HTML with the text of an article, its marks, and what they mean.

    The style sheet in it is about this element alone, and is that of the explorer.
    """
    view = ArticleView(graph.iri.value, graph.quads)
    layers = [layer for layer in LAYERS if layer.name in _SHOWN]
    kinds = {kind for layer in layers for kind in layer.kinds}
    marks = (mark for mark in marks_of(view) if mark.kind in kinds)
    article = read_article(view)
    key = Markup(" · ").join(
        Markup('<span class="m {}">{}</span>: {}').format(layer.kinds[0], layer.title, said)
        for layer in layers
        for said in [layer.explained]
    )
    words = Markup("").join(
        Markup("<p>{}</p>").format(one) for one in paragraphs(view.text(), marks)
    )
    whole = Markup(
        '<div class="{}"><style>{}</style><p><strong>{}</strong></p><p class="key">{}</p>{}</div>'
    ).format(_CLASS, Markup(_style()), article.title, key, words)
    return str(whole)


def _style() -> str:
    """Return the colors and the rules for marks of the explorer's style sheet, for one element."""
    sheet = files("sayso.explore").joinpath("static/sayso.css").read_text(encoding="utf-8")
    colors = re.search(r":root \{(.*?)\}", sheet, re.DOTALL)
    assert colors is not None
    rules = re.findall(r"^\.m[.\[ ].*$", sheet, re.MULTILINE)
    own = (
        "background: var(--card); color: var(--ink); padding: 0.5rem 1rem; max-width: 46rem; "
        "line-height: 2; border: 1px solid var(--line); border-radius: 6px;"
    )
    # Rules within the braces of another are about what is in its element.
    return f".{_CLASS} {{{colors[1]}{own} .key {{ font-size: 0.85em; }}\n{chr(10).join(rules)}}}"
