"""The IRIs of everything in an article's graph, made from content and offsets.

No IRI counts what came before it, so that finding one thing more leaves the others' names as they
are. Only where two different things would get the same name does the later one get a suffix.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from pyoxigraph import NamedNode

from sayso.model import (
    Article,
    Assessment,
    Entity,
    EntityType,
    Extraction,
    Provenance,
    Ref,
    RefKind,
    Span,
    Statement,
)
from sayso.store import ArticleGraph
from sayso.vocabulary import EVENT, MODE, NIF, ORG, PROV, SAYSO, SCHEMA, XSD

_LONGEST_NAME = 60
_WIKIDATA = "http://www.wikidata.org/entity/"


def article_iri(digest: str, base: str) -> str:
    """Return the IRI of the article whose text has this digest; its graph's is it + "/graph"."""
    return f"{base}article/{digest[:16]}"


def run_iri(
    article: Article, provenance: Provenance, base: str, *, with_text: bool = True
) -> NamedNode:
    """Return the IRI of a run, which is another one whenever the text or a setting is another."""
    settings = (
        article.digest,
        provenance.sayso,
        provenance.profile,
        provenance.model,
        provenance.model_version,
        base,
        str(with_text),
        # Only where there is one, so that runs without keep their names.
        *((provenance.kb,) if provenance.kb else ()),
    )
    return NamedNode(f"{article_iri(article.digest, base)}/run/{_fingerprint(*settings)}")


def prefixes(graph: ArticleGraph) -> dict[str, str]:
    """Return short names for the namespaces of an article's graph, to write it with."""
    article = graph.iri.value.removesuffix("graph")
    base = article.rsplit("article/", 1)[0]
    parts = (
        "assessment characterization event proposition role run span stance statement thing time"
    )
    return {
        "article": f"{base}article/",
        "": article,
        "entity": f"{base}entity/",
        "local": f"{article}entity/",
        **{part: f"{article}{part}/" for part in parts.split()},
        "sayso": SAYSO,
        "ev": EVENT,
        "mode": MODE,
        "nif": NIF,
        "org": ORG,
        "prov": PROV,
        "schema": SCHEMA,
        "xsd": XSD,
    }


def wikidata_iri(item: str) -> NamedNode:
    """Return Wikidata's own IRI of an item such as "Q212"."""
    return NamedNode(_WIKIDATA + slug(item))


def slug(name: str) -> str:
    """Return `name` as a part of an IRI; different names give different parts.

    Names that differ only in white space or in Unicode normalization are the same name.
    """
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if len(name) > _LONGEST_NAME:
        return f"{_encoded(name[:_LONGEST_NAME])}~{_fingerprint(name)}"
    return _encoded(name) or "~"


def _encoded(name: str) -> str:
    return "".join(
        char if char.isalnum() or char in "-." else "_" if char == " " else _percent(char)
        for char in name
    )


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _offsets(spans: Iterable[Span]) -> str:
    return "_".join(f"{span.start}-{span.end}" for span in spans)


class Names:
    """The IRIs of one extraction: tuples of nodes, in the order of the extraction's tuples."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        self._prefix = article_iri(extraction.article.digest, base)
        self._base = base
        self._taken: dict[str, object] = {}
        self.article = NamedNode(self._prefix)
        self.graph = self.fixed("graph")
        self.provenance = self.fixed("provenance")
        self.text = self.fixed("text")
        self.voice = self.fixed("voice")
        self.mentions = tuple(
            self._new(f"span/{_offsets([item.span])}-mention", item) for item in extraction.mentions
        )
        first: dict[int, Span] = {}
        for mention in extraction.mentions:
            known = first.setdefault(mention.entity, mention.span)
            first[mention.entity] = min(known, mention.span)
        self.entities = tuple(
            self._entity(item, first.get(index), index)
            for index, item in enumerate(extraction.entities)
        )
        self.times = tuple(
            self._new(f"time/{_offsets([item.span])}", item) for item in extraction.times
        )
        self.events = tuple(
            self._new(f"event/{_offsets(item.triggers)}-{slug(item.type)}", item)
            for item in extraction.events
        )
        self.statements = tuple(
            self._new(f"statement/{_statement_key(item)}", item) for item in extraction.statements
        )
        self.propositions = tuple(
            self._new(f"proposition/{_offsets([item.evidence])}-{slug(item.predicate)}", item)
            for item in extraction.propositions
        )
        self.characterizations = tuple(
            self._new(f"characterization/{_offsets([item.target, item.attribute])}", item)
            for item in extraction.characterizations
        )
        self.roles = tuple(
            self._new(f"role/{_offsets([item.label])}.{self.tail(item.holder)}", item)
            for item in extraction.roles
        )
        self.stances = tuple(
            self._new(
                f"stance/{_offsets([item.evidence])}.{_fingerprint(self.of(item.target).value)}",
                item,
            )
            for item in extraction.stances
        )
        self.assessments = tuple(self.assessment(item) for item in extraction.assessments)

    def fixed(self, name: str) -> NamedNode:
        """Return the node of the one thing of this name in the article."""
        return NamedNode(f"{self._prefix}/{name}")

    def span(self, span: Span, role: str) -> NamedNode:
        """Return the node of a span in a role, such as "cue"."""
        return NamedNode(f"{self._prefix}/span/{span.start}-{span.end}-{role}")

    def of(self, ref: Ref) -> NamedNode:
        """Return the node that a reference points to."""
        nodes = {
            RefKind.ENTITY: self.entities,
            RefKind.EVENT: self.events,
            RefKind.STATEMENT: self.statements,
            RefKind.PROPOSITION: self.propositions,
        }[ref.kind]
        return nodes[ref.index]

    def tail(self, entity: int) -> str:
        """Return the last part of an entity's IRI."""
        return self.entities[entity].value.rsplit("/", 1)[-1]

    def assessment(self, item: Assessment) -> NamedNode:
        """Return the node of an assessment, which has no words of its own to be named by."""
        who = "" if item.assessor is None else self.entities[item.assessor].value
        where = "" if item.statement is None else self.statements[item.statement].value
        key = _fingerprint(self.of(item.assesses).value, who, where)
        return self._new(f"assessment/{key}", item)

    def _entity(self, item: Entity, first: Span | None, index: int) -> NamedNode:
        if item.wikidata:
            return NamedNode(f"{self._base}entity/{slug(item.wikidata)}")
        local = item.anonymous or item.collective or item.type in _LOCAL
        if item.shared and not local:
            return NamedNode(f"{self._base}entity/{item.type.value}.{slug(item.name)}")
        where = f"-{first.start}" if first else ""
        return self._new(f"entity/{slug(item.name)}{where}", index)

    def _new(self, name: str, item: object) -> NamedNode:
        """Return a node for `item`: equal items share one, different items never do."""
        free, count = name, 1
        while self._taken.setdefault(free, item) != item:
            count += 1
            free = f"{name}~{count}"
        return self.fixed(free)


_LOCAL = {EntityType.COLLECTIVE, EntityType.ANONYMOUS}


def _statement_key(item: Statement) -> str:
    parts = [
        f"{name}-{_offsets(spans)}"
        for name, spans in (("cue", item.cue), ("content", item.content))
        if spans
    ]
    return ".".join(parts) or f"source-{_offsets(item.source)}"
