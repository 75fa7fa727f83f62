"""What made a graph, in PROV; without time stamps, so that the same input gives the same bytes."""

from pyoxigraph import Literal, NamedNode, Quad

from sayso.mapping.names import Names, slug
from sayso.model import Extraction
from sayso.vocabulary import prov, rdf, sayso


def provenance_of(
    extraction: Extraction, names: Names, run: NamedNode, base: str
) -> tuple[Quad, ...]:
    """Return the provenance graph: the run, the extractor, the language model and the profile."""
    made_by = extraction.provenance
    extractor = NamedNode(f"{base}extractor/sayso-{slug(made_by.sayso)}")
    triples: tuple[tuple[NamedNode, str, NamedNode | Literal], ...] = (
        (names.graph, rdf.type, NamedNode(sayso.ArticleGraph)),
        (names.graph, prov.wasDerivedFrom, names.article),
        (names.graph, prov.wasGeneratedBy, run),
        (run, rdf.type, NamedNode(sayso.ExtractionRun)),
        (run, prov.used, names.article),
        (run, prov.wasAssociatedWith, extractor),
        (run, sayso.profile, Literal(made_by.profile)),
        (run, sayso.modelName, Literal(made_by.model)),
        (run, sayso.modelVersion, Literal(made_by.model_version)),
        (extractor, rdf.type, NamedNode(sayso.Extractor)),
        (extractor, sayso.version, Literal(made_by.sayso)),
    )
    return tuple(Quad(s, NamedNode(p), o, names.provenance) for s, p, o in triples)
