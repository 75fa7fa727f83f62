"""Write docs/reference/ontology.md from the Turtle files; run it after changing them."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "ontology.md"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SAYSO = "https://w3id.org/sayso/ns#"
PREFIXES = {
    SAYSO: "sayso",
    "https://w3id.org/sayso/event#": "ev",
    "https://w3id.org/sayso/mode#": "mode",
    "https://w3id.org/sayso/context#": "ctx",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": "nif",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/ns/prov#": "prov",
    "https://schema.org/": "schema",
    SKOS: "skos",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
}
LISTS = (
    "QuoteForm",
    "Polarity",
    "Certainty",
    "ActualityValue",
    "TimeOrientation",
    "CharacterizationType",
    "CharacterizationForm",
    "SpeechActType",
    "EventMode",
    "ContextTag",
)
Node = NamedNode | BlankNode | Triple


def page() -> str:
    """Return the page as the files of the ontology have it."""
    store = Store()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    lines = [
        "# The ontology",
        "",
        "Made from `ontology/*.ttl` by `scripts/write_ontology_page.py`; do not edit. Why it is",
        "as it is stands in [the statement model](../concepts/statement-model.md).",
        "",
        *(f"- `{prefix}:` {base}" for base, prefix in PREFIXES.items()),
        "",
        "## Classes",
        "",
        "| class | is a | definition | example |",
        "|---|---|---|---|",
        *classes(store),
        "",
        "## Properties",
        "",
        "| property | from | to | definition | example |",
        "|---|---|---|---|---|",
        *properties(store),
        "",
    ]
    for name in LISTS:
        lines += [f"## Values of `sayso:{name}`", "", "| value | definition |", "|---|---|"]
        lines += [*values(store, name), ""]
    return "\n".join(lines)


def classes(store: Store) -> Iterator[str]:
    """Yield a row a class."""
    for term in terms(store, OWL + "Class"):
        above = names(store, term, RDFS + "subClassOf")
        yield row(
            f"`{short(term)}`",
            above,
            definition(store, term),
            text(store, term, SKOS + "example"),
        )


def properties(store: Store) -> Iterator[str]:
    """Yield a row a property."""
    for kind in ("ObjectProperty", "DatatypeProperty"):
        for term in terms(store, OWL + kind):
            yield row(
                f"`{short(term)}`",
                names(store, term, RDFS + "domain"),
                names(store, term, RDFS + "range"),
                definition(store, term),
                text(store, term, SKOS + "example"),
            )


def values(store: Store, name: str) -> Iterator[str]:
    """Yield a row a value of the class `name`; speech acts under the act that they belong to."""
    for term in terms(store, SAYSO + name):
        broader = names(store, term, SKOS + "broader")
        suffix = f" (under {broader})" if broader else ""
        yield row(f"`{short(term)}`{suffix}", text(store, term, SKOS + "definition"))


def terms(store: Store, kind: str) -> list[NamedNode]:
    """Return the named terms of a kind, ours first, each group in the order of the alphabet."""
    found = store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(kind), None)
    named = {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}
    order = list(PREFIXES.values())
    return sorted(named, key=lambda term: (order.index(short(term).split(":")[0]), term.value))


def names(store: Store, term: NamedNode, predicate: str) -> str:
    """Return what a term points to, classes in unions included."""
    found: list[str] = []
    for quad in store.quads_for_pattern(term, NamedNode(predicate), None, None):
        if isinstance(quad.object, NamedNode):
            found.append(f"`{short(quad.object)}`")
        elif isinstance(quad.object, BlankNode):
            found += (f"`{short(member)}`" for member in union(store, quad.object))
    return ", ".join(sorted(found))


def union(store: Store, node: Node) -> Iterator[NamedNode]:
    """Yield the classes of an owl:unionOf."""
    heads = store.quads_for_pattern(node, NamedNode(OWL + "unionOf"), None, None)
    head = next((quad.object for quad in heads), None)
    while isinstance(head, BlankNode):
        for quad in store.quads_for_pattern(head, NamedNode(RDF + "first"), None, None):
            if isinstance(quad.object, NamedNode):
                yield quad.object
        rests = store.quads_for_pattern(head, NamedNode(RDF + "rest"), None, None)
        head = next((quad.object for quad in rests), None)


def definition(store: Store, term: NamedNode) -> str:
    """Return the definition of a term, and after it what else is to be said of its use."""
    parts = (text(store, term, SKOS + "definition"), text(store, term, RDFS + "comment"))
    return " ".join(part for part in parts if part)


def text(store: Store, term: NamedNode, predicate: str) -> str:
    """Return the one text that a term has."""
    for quad in store.quads_for_pattern(term, NamedNode(predicate), None, None):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return ""


def short(term: NamedNode) -> str:
    """Return the prefixed name of a term."""
    for base, prefix in PREFIXES.items():
        if term.value.startswith(base):
            return f"{prefix}:{term.value.removeprefix(base)}"
    return term.value


def row(*cells: str) -> str:
    """Return a row of a table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
