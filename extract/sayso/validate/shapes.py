"""The shapes as read from their files, and what the ontology adds to them: classes and values."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from sayso.errors import UsageError
from sayso.store import Subject, Term
from sayso.validate.index import Hierarchy, Index, closed
from sayso.vocabulary import rdf, rdfs, skos

SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Ontology:
    """What a check needs of an ontology: the class hierarchy, and the values with their classes."""

    hierarchy: Hierarchy
    background: tuple[Quad, ...]


def read_ontology(folder: Path) -> Ontology:
    """Read the subclass, type and skos:broader triples of named terms in the Turtle files."""
    kept = (rdf.type, rdfs.subClassOf, skos.broader)
    background = tuple(
        quad
        for quad in _turtle(folder)
        if quad.predicate.value in kept
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    )
    direct: dict[str, list[str]] = {}
    for quad in background:
        if quad.predicate.value == rdfs.subClassOf:
            assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
            direct.setdefault(quad.subject.value, []).append(quad.object.value)
    return Ontology(closed(direct), background)


class ShapesGraph:
    """The triples of all shape files, with the few look-ups that reading a shape takes."""

    def __init__(self, folder: Path) -> None:
        """Read the Turtle files of `folder`.

        Raises:
            UsageError: the folder holds no shapes, or a file is not Turtle.
        """
        self.folder = folder
        self.index = Index(_turtle(folder), {})
        self.shapes = [
            shape
            for shape in self.index.instances(SH + "NodeShape")
            if isinstance(shape, NamedNode)
        ]
        if not self.shapes:
            raise UsageError(f"The folder {folder} holds no shapes. Give one with SHACL in .ttl.")

    def parameters(self, shape: Term) -> dict[str, list[Term]]:
        """Return what is said of `shape`: each predicate with its values."""
        found = self.index.predicates(shape)
        return {predicate: list(self.index.values(shape, predicate)) for predicate in found}

    def members(self, head: Term) -> Iterator[Term]:
        """Yield the members of the RDF list that starts at `head`."""
        while (first := self.index.value(head, rdf.first)) is not None:
            yield first
            rest = self.index.value(head, rdf.rest)
            if rest is None:
                return
            head = rest

    def owner(self, node: Subject) -> str:
        """Return the IRI of the named shape that `node` is, or is a part of."""
        while isinstance(node, BlankNode):
            parents = (
                subject
                for predicate in (SH + "property", SH + "sparql", SH + "not", SH + "or", rdf.first)
                for subject in self.index.inverse(predicate).get(node, ())
            )
            parent = next(parents, None)
            if not isinstance(parent, NamedNode | BlankNode):
                return ""
            node = parent
        return node.value if isinstance(node, NamedNode) else ""

    def query(self, constraint: Term) -> str | None:
        """Return the SPARQL of a sh:sparql constraint with its prefixes, or None without."""
        select = self.index.value(constraint, SH + "select")
        if not isinstance(select, Literal):
            return None
        lines = []
        for place in self.index.values(constraint, SH + "prefixes"):
            for entry in self.index.values(place, SH + "declare"):
                prefix = self.index.value(entry, SH + "prefix")
                namespace = self.index.value(entry, SH + "namespace")
                if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                    lines.append(f"PREFIX {prefix.value}: <{namespace.value}>")
        return "\n".join([*lines, select.value])


def _turtle(folder: Path) -> Iterator[Quad]:
    for path in sorted(folder.glob("*.ttl")):
        try:
            yield from parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
        except (SyntaxError, OSError) as error:
            raise UsageError(f"{path} cannot be read as Turtle: {error}. Correct it.") from error
