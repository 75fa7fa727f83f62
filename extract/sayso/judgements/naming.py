"""From what a person types, an identifier or a document and words, to the thing that is meant."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from sayso.errors import UsageError
from sayso.judgements.anchor import words_at
from sayso.judgements.curation import current
from sayso.judgements.extracted import Extracted
from sayso.judgements.properties import PROPERTIES
from sayso.judgements.record import Act, Kind, Thing, Words
from sayso.judgements.view import View
from sayso.model import Span
from sayso.vocabulary import sayso, schema

_IN_DOCUMENT = re.compile(r"([0-9a-f]{6,64}):(.+)", re.DOTALL)
_NAMED = 6
"""So many of several things that fit are named."""

WAYS = (
    "Name it by its identifier, or by the first digits of the digest of its document, a colon, and "
    "its words or their offsets, as `sayso ask --json` prints them: 3fa94c:59-68."
)


_REJECTED = tuple(kind for kind in Kind if kind is not Kind.ACTOR)


def kinds_of(act: str, property_name: str = "") -> tuple[Kind, ...]:
    """Return the kinds of things that a judgement of this act can be about.

    Raises:
        UsageError: no kind of thing has a property of this name.
    """
    if act == Act.SET:
        having = [
            kind for kind, known in PROPERTIES.items() if property_name in {p.name for p in known}
        ]
        if not having:
            listed = sorted({known.name for of_kind in PROPERTIES.values() for known in of_kind})
            raise UsageError(
                f"There is no property '{property_name}' to set. There are {', '.join(listed)}."
            )
        return tuple(having)
    return _REJECTED if act == Act.REJECT else (Kind.ACTOR,)


def named(typed: str, store: Extracted, kinds: tuple[Kind, ...]) -> Thing:
    """Return the thing that a person means, to be kept with a judgement.

    `typed` is an identifier, also one that a merger replaced; or after the digest of its document
    and a colon the last part of one, the offsets of words (code points, end-exclusive), or the
    exact words of a mention, a content, a cue, of ascribed words. `kinds` are those possible.

    Raises:
        UsageError: nothing or more than one thing fits, or it rests on no words.
    """
    if typed.startswith(store.store.base) or re.match(r"(https?|urn):", typed):
        return _by_identifier(typed, store, kinds)
    found = _IN_DOCUMENT.fullmatch(typed)
    if found is None:
        raise UsageError(f"'{typed}' does not say in which document it is. {WAYS}")
    view = store.view(_document(found[1], store))
    said = found[2].strip()
    nodes = (
        _by_tail(said, view, kinds) or _by_place(said, view, kinds) or _by_words(said, view, kinds)
    )
    return _only(said, nodes, view, store)


def _document(digest: str, store: Extracted) -> NamedNode:
    fitting = [one for known, one in sorted(store.by_digest.items()) if known.startswith(digest)]
    if len(fitting) == 1:
        return fitting[0].iri
    if not fitting:
        raise UsageError(
            f"No document in the store has a digest that begins with {digest}. `sayso stats "
            "--articles` lists the documents."
        )
    some = ", ".join(one.digest[:16] for one in fitting[:_NAMED])
    raise UsageError(f"{len(fitting)} documents begin with {digest}: {some}. Give more digits.")


def _by_identifier(typed: str, store: Extracted, kinds: tuple[Kind, ...]) -> Thing:
    try:
        node = NamedNode(typed)
    except ValueError as error:
        raise UsageError(f"'{typed}' is no identifier: {error}. {WAYS}") from error
    # An identifier that a merger replaced still is one, so what it was extracted as comes first.
    for candidate in dict.fromkeys((node, current(store.store, node))):
        for graph in _homes(candidate, store):
            view = store.view(graph)
            kind = view.kind(candidate)
            if kind in kinds:
                return _thing(candidate, kind, view, store)
            if kind is not None:
                listed = " or ".join(kinds)
                raise UsageError(f"{typed} is of the kind {kind}; this needs {listed}.")
    raise UsageError(f"Nothing in the store has the identifier {typed}. {WAYS}")


def _homes(node: NamedNode, store: Extracted) -> list[NamedNode]:
    """Return the graphs in which a node is found, by its identifier where that tells."""
    local = re.match(r"(.*/article/[0-9a-f]{16}/).+", node.value)
    graph = NamedNode(f"{local[1]}graph") if local else None
    return [graph] if graph in store.by_graph and graph else store.graphs_with(node)


Fitting = list[tuple[NamedNode, Kind]]


def _by_tail(said: str, view: View, kinds: tuple[Kind, ...]) -> Fitting:
    """Return the things whose identifiers end in this."""
    return [
        (node, kind)
        for kind in kinds
        for node in dict.fromkeys(node for node, _ in view.things(kind))
        if node.value.endswith(f"/{said}")
    ]


def _by_place(said: str, view: View, kinds: tuple[Kind, ...]) -> Fitting:
    """Return the things that rest on words at these offsets."""
    place = re.fullmatch(r"(\d{1,9})-(\d{1,9})", said)
    if place is None or int(place[1]) >= int(place[2]):
        return []
    wanted = Span(int(place[1]), int(place[2]))
    found = (
        (node, kind)
        for kind in kinds
        for node, parts in view.things(kind)
        if any(span == wanted for _, span in parts)
    )
    return list(dict.fromkeys(found))


def _by_words(said: str, view: View, kinds: tuple[Kind, ...]) -> Fitting:
    """Return the things that rest on these words: as a whole, or else as a part of them."""
    wanted = " ".join(said.split())
    text = view.quoted
    whole: dict[tuple[NamedNode, Kind], None] = {}
    within: dict[tuple[NamedNode, Kind], None] = {}
    for kind in kinds:
        for node, parts in view.things(kind):
            stretches = [" ".join(span.of(text).split()) for _, span in parts]
            if wanted in stretches or wanted == " ".join(stretches):
                whole[node, kind] = None
            elif kind is not Kind.ACTOR and any(wanted in words for words in stretches):
                within[node, kind] = None
            elif kind is Kind.ACTOR and wanted == view.value(node, sayso.name):
                whole[node, kind] = None
    return list(whole or within)


def _only(said: str, fitting: Fitting, view: View, store: Extracted) -> Thing:
    if not fitting:
        raise UsageError(
            f"Nothing that was extracted from the document rests on the words “{said}”, or "
            "nothing that such a judgement can be about. `sayso show` prints what was "
            "extracted, with its words."
        )
    if len(fitting) > 1:
        some = "; ".join(f"{kind} {node.value}" for node, kind in fitting[:_NAMED])
        raise UsageError(
            f"{len(fitting)} things rest on the words “{said}”. Name the one you mean by its "
            f"identifier: {some}."
        )
    node, kind = fitting[0]
    return _thing(node, kind, view, store)


def thing_of(node: NamedNode, graph: NamedNode, store: Extracted) -> Thing:
    """Return a node of an article graph as extracted as a thing, as a judgement names it.

    Raises:
        UsageError: the node is nothing that can be judged, or rests on no words.
    """
    view = store.view(graph)
    kind = view.kind(node)
    if kind is None:
        raise UsageError(f"{node.value} is nothing that can be judged in {graph.value}.")
    return _thing(node, kind, view, store)


def _thing(node: NamedNode, kind: Kind, view: View, store: Extracted) -> Thing:
    article = store.by_graph[view.graph]
    shared = f"{store.store.base}entity/"
    words = _words(node, kind, view)
    if not words:
        raise UsageError(
            f"{node.value} rests on no words of its article, such as the article's own voice, so "
            "that no judgement could name it in a way that lasts."
        )
    url = view.value(NamedNode(view.prefix.removesuffix("/")), schema.url)
    entity = node.value.removeprefix(shared) if node.value.startswith(shared) else ""
    return Thing(kind, article.digest, words, url, entity)


def _words(node: NamedNode, kind: Kind, view: View) -> tuple[Words, ...]:
    """Return the words that a thing is named by; of an actor's mentions, the best name first."""
    parts = view.parts(node, kind)
    if kind is Kind.ACTOR and parts:
        parts = (("mention", _best_mention(node, view)),)
    return tuple(words_at(role, span, view.quoted) for role, span in parts)


def _best_mention(node: NamedNode, view: View) -> Span:
    """Return the mention by which an actor is least likely to be taken for somebody else."""
    order = {"NAM": 0, "NOM": 1, "ADJ": 2, "PRO": 4}
    mentions = [(span, how) for actor, span, how in view.actors() if actor == node]
    return min(
        mentions,
        key=lambda one: (order.get(one[1], 3), one[0].start - one[0].end, one[0].start),
    )[0]
