"""What sources say, in the words of schema.org: JSON-LD 1.1 with its context in the file.

Words in quotation marks are a `Quotation`; what is reported otherwise, and what is presented as
something, is a `Claim`. A claim asserts nothing. Where an article says that somebody did not say
something, nobody is named as its creator.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from pyoxigraph import Literal, NamedNode

from sayso.export.jsonld import dumps
from sayso.export.rdf import told_in
from sayso.export.selection import EVERYTHING, Selection, chosen
from sayso.store import Store
from sayso.vocabulary import NIF, RDF, SAYSO, SCHEMA, XSD, nif, sayso, schema

Json = dict[str, Any]

# fmt: off
_SCHEMA_TERMS = (
    "AdministrativeArea", "Claim", "Corporation", "CreativeWork", "GovernmentOrganization",
    "Intangible", "NewsArticle", "NewsMediaOrganization", "Organization", "Person", "Place",
    "PoliticalParty", "Quotation", "Thing", "about", "creator", "datePublished", "headline",
    "inLanguage", "name", "publisher", "spokenByCharacter", "text",
)
# fmt: on
CONTEXT: Final[Json] = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "schema": SCHEMA,
    "sayso": SAYSO,
    "nif": NIF,
    "xsd": XSD,
    **{name: f"schema:{name}" for name in _SCHEMA_TERMS},
    "author": {"@id": "schema:author", "@container": "@set"},
    "hasPart": {"@id": "schema:hasPart", "@container": "@set"},
    "isPartOf": {"@id": "schema:isPartOf", "@type": "@id"},
    "appearance": {"@id": "schema:appearance", "@type": "@id"},
    "sameAs": {"@id": "schema:sameAs", "@type": "@id"},
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "speaker": "sayso:source",
    "cue": "sayso:cueLemma",
    "form": {"@id": "sayso:quoteForm", "@type": "@id"},
    "act": {"@id": "sayso:speechAct", "@type": "@id", "@container": "@set"},
    "within": {"@id": "sayso:embeddedIn", "@type": "@id"},
    "statement": {"@id": "sayso:expressedIn", "@type": "@id"},
    "target": {"@id": "sayso:target", "@container": "@set"},
    "characterizedAs": "sayso:characterizedAs",
    "polarity": {"@id": "sayso:polarity", "@type": "@id"},
    "denied": "sayso:isNegated",
    "confidence": {"@id": "sayso:confidence", "@type": "xsd:decimal"},
    "words": {"@id": "sayso:contentSpan", "@container": "@set"},
    "source": {"@id": "sayso:sourceMention", "@container": "@set"},
    "evidence": {"@id": "sayso:evidence", "@container": "@set"},
    "start": "nif:beginIndex",
    "end": "nif:endIndex",
    "exact": "nif:anchorOf",
}
"""The names in the file; those of schema.org where it has one, else those of the ontology."""

_ENTITIES = {
    "ArmedForce": "GovernmentOrganization",
    "Coalition": "Organization",
    "Company": "Corporation",
    "GeopoliticalEntity": "AdministrativeArea",
    "GovernmentBody": "GovernmentOrganization",
    "Idea": "Intangible",
    "IntergovernmentalOrganization": "Organization",
    "MediaOutlet": "NewsMediaOrganization",
    "Organization": "Organization",
    "Person": "Person",
    "Place": "Place",
    "PoliticalParty": "PoliticalParty",
    "Work": "CreativeWork",
}
"""What schema.org calls the classes of the ontology; everything else is a `Thing` there."""


def write_schema(store: Store, file: BinaryIO, selection: Selection = EVERYTHING) -> None:
    """Write one document: each article, then what is said in it, a node a line.

    With `selection.by`, only what somebody of that name says or evaluates.
    """
    file.write(f'{{"@context": {dumps(CONTEXT)},\n"@graph": ['.encode())
    between = "\n"
    for article in chosen(store, selection):
        for node in _Reader(store, article.iri).nodes(selection):
            file.write(f"{between}{dumps(node)}".encode())
            between = ",\n"
    file.write(b"\n]}\n")


class _Reader:
    """Reads one article's graph into nodes as schema.org has them."""

    def __init__(self, store: Store, graph: NamedNode) -> None:
        self._article = graph.value.removesuffix("/graph")
        self._told: dict[str, dict[str, list[str]]] = {}
        for subject, pairs in told_in(store, graph).items():
            for predicate, value in pairs:
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                    about = self._told.setdefault(subject.value, {})
                    about.setdefault(predicate.value, []).append(value.value)
        for about in self._told.values():
            for values in about.values():
                values.sort()

    def nodes(self, selection: Selection) -> Iterator[Json]:
        """Yield the article, then what is said in it, in the order of the text."""
        article = self._article
        node: Json = {"id": article, "type": "NewsArticle"}
        for name in ("headline", "datePublished", "inLanguage", "publisher", "url"):
            node[name] = self._one(article, SCHEMA + name)
        yield _without_nothing({**node, "author": self._all(article, schema.author)})
        for make, kind, voice in (
            (self._statement, sayso.Statement, sayso.source),
            (self._characterization, sayso.Characterization, sayso.evaluator),
        ):
            wanted = self._wanted(self._of_class(kind), voice, selection)
            yield from (make(one) for one in sorted(wanted, key=self._place))

    def _statement(self, node: str) -> Json:
        form = self._one(node, sayso.quoteForm).removeprefix(SAYSO)
        denied = self._one(node, sayso.isNegated) == "true"
        speakers = self._entities(node, sayso.source)
        quotation = form == "direct" and not denied
        found: Json = {
            "id": node,
            "type": "Quotation" if quotation else "Claim",
            "isPartOf": self._article,
            "text": self._joined(node, sayso.contentSpan),
            "speaker": speakers,
            "cue": self._one(node, sayso.cueLemma),
            "form": _short(self._one(node, sayso.quoteForm)),
            "act": [_short(act) for act in self._all(node, sayso.speechAct)],
            "target": self._entities(node, sayso.target),
            "within": self._one(node, sayso.embeddedIn),
            "denied": denied,
            "confidence": self._one(node, sayso.confidence),
            "words": self._spans(node, sayso.contentSpan),
            "source": self._spans(node, sayso.sourceMention, sayso.sourceSpan),
        }
        if quotation:
            found["spokenByCharacter"] = speakers
        elif not denied:
            found |= {"appearance": self._article, "creator": speakers}
            found["hasPart"] = [
                {**span, "type": "Quotation", "text": span["exact"], "spokenByCharacter": speakers}
                for span in self._spans(node, sayso.quotedSpan)
            ]
        return _without_nothing(found)

    def _characterization(self, node: str) -> Json:
        denied = self._one(node, sayso.isNegated) == "true"
        target = self._entities(node, sayso.characterized)
        words = self._one(node, sayso.characterizedAs)
        named = target[0]["name"] if target else self._joined(node, sayso.targetMention)
        evaluators = self._entities(node, sayso.evaluator)
        return _without_nothing(
            {
                "id": node,
                "type": "Claim",
                "isPartOf": self._article,
                "appearance": self._article,
                "name": f"{named}: {'not ' if denied else ''}{words}",
                "text": self._sentence(node) or ("" if denied else words),
                "creator": evaluators,
                "about": target,
                "characterizedAs": words,
                "polarity": _short(self._one(node, sayso.polarity)),
                "denied": denied,
                "statement": self._one(node, sayso.expressedIn),
                "confidence": self._one(node, sayso.confidence),
                "evidence": self._spans(node, sayso.evidence),
            }
        )

    def _entities(self, node: str, predicate: str) -> list[Json]:
        return [self._entity(iri) for iri in self._all(node, predicate)]

    def _entity(self, iri: str) -> Json:
        classes = [c.removeprefix(SAYSO) for c in self._all(iri, RDF + "type") if SAYSO in c]
        kinds = sorted({_ENTITIES.get(name, "Thing") for name in classes})
        known = [kind for kind in kinds if kind != "Thing"]
        words = self._one(iri, sayso.name) or self._joined(iri, sayso.trigger, sayso.contentSpan)
        return _without_nothing(
            {
                "id": iri,
                "type": [*(known or ["Thing"]), *(f"sayso:{name}" for name in sorted(classes))],
                "name": words or iri.rpartition("/")[2],
                "sameAs": self._one(iri, schema.sameAs),
            }
        )

    def _spans(self, node: str, *predicates: str) -> list[Json]:
        found = {span for predicate in predicates for span in self._all(node, predicate)}
        spans = [
            {
                "id": span,
                "start": int(self._one(span, nif.beginIndex)),
                "end": int(self._one(span, nif.endIndex)),
                "exact": self._one(span, nif.anchorOf),
            }
            for span in found
            if self._one(span, nif.beginIndex)
        ]
        return sorted(spans, key=lambda span: (span["start"], span["end"], span["id"]))

    def _joined(self, node: str, *predicates: str) -> str:
        return " … ".join(str(span["exact"]) for span in self._spans(node, *predicates))

    def _sentence(self, node: str) -> str:
        spans = (span["id"] for span in self._spans(node, sayso.evidence))
        sentences = (self._one(span, sayso.inSentence) for span in spans)
        return next((self._one(one, nif.anchorOf) for one in sentences if one), "")

    def _wanted(self, nodes: list[str], voice: str, selection: Selection) -> list[str]:
        """Return the nodes whose voice has a name that is wanted."""
        if not selection.by:
            return nodes
        voices = {
            node: {self._one(iri, sayso.name) for iri in self._all(node, voice)} for node in nodes
        }
        found = selection.names(name for names in voices.values() for name in names)
        return [node for node in nodes if not found.isdisjoint(voices[node])]

    def _place(self, node: str) -> tuple[int, str]:
        spans = self._spans(node, sayso.contentSpan, sayso.evidence, sayso.cue)
        return (spans[0]["start"] if spans else 0), node

    def _of_class(self, iri: str) -> list[str]:
        return [node for node, about in self._told.items() if iri in about.get(RDF + "type", ())]

    def _all(self, node: str, predicate: str) -> list[str]:
        return self._told.get(node, {}).get(predicate, [])

    def _one(self, node: str, predicate: str) -> str:
        values = self._all(node, predicate)
        return values[0] if values else ""


def _short(iri: str) -> str:
    return f"sayso:{iri.removeprefix(SAYSO)}" if iri.startswith(SAYSO) else iri


def _without_nothing(node: Json) -> Json:
    """Leave out what is not known, and what is not so."""
    return {name: value for name, value in node.items() if value}
