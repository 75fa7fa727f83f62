"""One thing of an article's graph: a statement, a characterization, an event, or any other node."""

from __future__ import annotations

from sayso.explore.asked import Asked, Page
from sayso.explore.marks import Mark, paragraphs
from sayso.explore.pages.article import marks_of
from sayso.explore.pages.resource import beside, facts_of, prefixed
from sayso.explore.reading import label_of
from sayso.explore.records import Words
from sayso.explore.view import ArticleView, local
from sayso.vocabulary import sayso

_AROUND = 160
_EVIDENCE = (
    sayso.sourceMention,
    sayso.sourceSpan,
    sayso.cue,
    sayso.contentSpan,
    sayso.quotedSpan,
    sayso.hedge,
    sayso.holderMention,
    sayso.targetMention,
    sayso.attributeSpan,
    sayso.evidence,
    sayso.trigger,
)

_SHOWN_AS = {"holderMention": ("source", "who"), "cue": ("cue", "cue")}


def node(asked: Asked) -> Page:
    """Return the page of a node of an article's graph, or of what stands beside these graphs.

    Raises:
        UnknownError: the store does not have it.
    """
    home = _home(asked)
    if home is None:
        return beside(asked)
    article, view = home
    facts = facts_of(view, asked.place)
    spans = _spans(view, asked.place)
    classes = [local(one) for one in view.classes(asked.place)]
    content = {
        "node": asked.place,
        "article": asked.catalog.article(article),
        "classes": classes,
        "label": label_of(view, asked.place),
        "facts": facts,
        "backlinks": _backlinks(view, asked.place),
        "evidence": list(_evidence(view, asked.place, spans)),
        "spans": spans,
        "statement": asked.catalog.statements.get(asked.place),
        "characterization": asked.catalog.characterizations.get(asked.place),
        "event": asked.catalog.events.get(asked.place),
        "events": [
            one for one in asked.catalog.records[article].events if asked.place in one.statements
        ],
        "propositions": _propositions(asked, view),
        "assessments": _assessments(view, asked.place),
    }
    template = {"Statement": "statement.html", "Characterization": "characterization.html"}
    kind = next((one for one in classes if one in template), "")
    title = f"{kind or (classes[0] if classes else 'Node')}: {content['label']}"[:120]
    span_nodes = [iri for name in _EVIDENCE for iri in view.all(asked.place, name)]
    related = [*span_nodes, *view.all(asked.place, sayso.says)]
    related += asked.catalog.expressed.get(asked.place, [])
    return Page(
        template.get(kind, "node.html"),
        title,
        content,
        _data(asked, view, spans),
        tuple(dict.fromkeys([asked.place, *related])),
    )


def _home(asked: Asked) -> tuple[str, ArticleView] | None:
    """Return the article whose graph the node is of, if there is one."""
    base = f"{asked.catalog.base}article/"
    if asked.place.startswith(base):
        article = base + asked.place[len(base) :].split("/")[0]
        if article in asked.catalog.records:
            view = asked.view(article)
            if asked.place in view:
                return article, view
    return None


def _spans(view: ArticleView, node: str) -> list[tuple[str, Words]]:
    found = []
    own = view.words(node)
    if own:
        found.append(("words", own))
    for name in _EVIDENCE:
        for words in view.words_of(node, name):
            if all(words != known for _, known in found):
                found.append((local(name), words))
    return sorted(found, key=lambda item: item[1])


def _evidence(view: ArticleView, node: str, spans: list[tuple[str, Words]]) -> list[object]:
    """Return the sentences around the words of a node, with its own words marked."""
    if not spans:
        return []
    text = view.text()
    own = [mark for mark in marks_of(view) if mark.node == node]
    covered = {(mark.start, mark.end) for mark in own}
    own += [
        Mark(words.start, words.end, *_SHOWN_AS.get(role, ("selected", "")))
        for role, words in spans
        if (words.start, words.end) not in covered
    ]
    begin, end = _sentences(view, spans[0][1].start, max(words.end for _, words in spans), text)
    return list(paragraphs(text, own, None, (begin, end)))


def _sentences(view: ArticleView, begin: int, end: int, text: str) -> tuple[int, int]:
    """Return the sentences from `begin` to `end`, or some words around where none are known."""
    known = [view.words(node) for node in view.of_class(sayso.Sentence)]
    around = [one for one in known if one and one.start < end and one.end > begin]
    if around:
        begin = min(begin, *(one.start for one in around))
        return begin, max(end, *(one.end for one in around))
    return max(0, begin - _AROUND), min(len(text), end + _AROUND)


def _backlinks(view: ArticleView, node: str) -> list[tuple[str, str, str]]:
    """Return what points to the node in its article: property, node, label."""
    found = []
    for other in view.subjects():
        for predicate, values in view.told(other).items():
            if node in values:
                found.append((prefixed(predicate), other, label_of(view, other)))
    return sorted(found)[:200]


def _propositions(asked: Asked, view: ArticleView) -> list[tuple[str, str, str, str, bool]]:
    """Return what a statement says, as node, subject, predicate, object, and whether denied."""
    return [
        (
            one,
            _label(view, view.one(one, sayso.propSubject)),
            view.one(one, sayso.predicateLemma).replace("_", " "),
            _label(view, view.one(one, sayso.propObject)) or view.one(one, sayso.propValue),
            view.one(one, sayso.isNegated) == "true",
        )
        for one in view.all(asked.place, sayso.says)
    ]


def _label(view: ArticleView, node: str) -> str:
    return label_of(view, node) if node else ""


def _assessments(view: ArticleView, node: str) -> list[tuple[str, str, str, str, str]]:
    """Return who holds what about how sure: node, assessor, what, certainty, polarity."""
    found = []
    for one in view.of_class(sayso.Assessment):
        if node in (view.one(one, sayso.expressedIn), view.one(one, sayso.assesses)):
            found.append(
                (
                    one,
                    _label(view, view.one(one, sayso.evaluator)),
                    _label(view, view.one(one, sayso.assesses)),
                    local(view.one(one, sayso.certainty)),
                    local(view.one(one, sayso.contentPolarity)),
                )
            )
    return found


def _data(asked: Asked, view: ArticleView, spans: list[tuple[str, Words]]) -> dict[str, object]:
    record = (
        asked.catalog.statements.get(asked.place)
        or asked.catalog.characterizations.get(asked.place)
        or asked.catalog.events.get(asked.place)
    )
    return {
        "iri": asked.place,
        "article": view.article,
        "evidence": [
            {"role": role, "start": one.start, "end": one.end, "words": one.words}
            for role, one in spans
        ],
        "record": record,
        "properties": view.told(asked.place),
    }
