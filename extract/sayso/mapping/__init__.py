"""From what was found in an article to its graph; the only place that knows model and ontology.

Nothing that a source says is asserted: the graph says that the source said it. The same extraction
gives the same quads in the same order, whatever the machine or the run.
"""

from sayso.mapping import discourse, evaluations, text, world
from sayso.mapping.draft import Draft
from sayso.mapping.names import Names, prefixes, run_iri
from sayso.mapping.provenance import provenance_of
from sayso.model import Extraction
from sayso.store import DEFAULT_BASE, ArticleGraph


def map_extraction(
    extraction: Extraction, base: str = DEFAULT_BASE, *, with_text: bool = True
) -> ArticleGraph:
    """Return the graph of one article, with the provenance of the run that found it.

    Without `with_text` neither the text nor its sentences are in the graph, only the words that
    annotations rest on; the offsets still count code points of the text with the given digest.

    Raises:
        ValueError: a value cannot be part of an IRI, or a position points outside its tuple.
    """
    names = Names(extraction, base)
    draft = Draft(extraction.article.text, names)
    text.write(extraction, draft, with_text=with_text)
    world.write(extraction, draft)
    discourse.write(extraction, draft)
    evaluations.write(extraction, draft)
    article = extraction.article
    run = run_iri(article, extraction.provenance, base, with_text=with_text)
    return ArticleGraph(
        iri=names.graph,
        provenance_iri=names.provenance,
        run=run,
        digest=article.digest,
        quads=draft.quads(),
        provenance=provenance_of(extraction, names, run, base),
        origin=article.origin,
    )


__all__ = ["DEFAULT_BASE", "ArticleGraph", "map_extraction", "prefixes", "run_iri"]
