"""The IRIs of a graph: equal things share one, different things never do."""

import dataclasses
import hashlib

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from sayso.mapping import run_iri
from sayso.mapping.literals import words
from sayso.mapping.names import Names, slug
from sayso.model import (
    Article,
    Entity,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Provenance,
    QuoteForm,
    Span,
    Statement,
)

MADE_BY = Provenance("0.1.0", "fast", "en_core_web_sm", "3.8.0")


def article_of(text: str) -> Article:
    return Article(text, hashlib.sha256(text.encode()).hexdigest(), (Span(0, len(text)),))


def test_equal_names_are_one_thing_only_where_they_are_shared() -> None:
    entities = (
        Entity("Ann Lee", EntityType.PERSON, shared=True),
        Entity("Ann\nLee", EntityType.PERSON, shared=True),
        Entity("Ann Lee", EntityType.PERSON),
        Entity("Ann Lee", EntityType.PERSON),
        Entity("Ann Lee", EntityType.ORGANIZATION, shared=True),
        Entity("Ann Lee", EntityType.PERSON, shared=True, wikidata="Q5"),
        Entity("leaders", EntityType.COLLECTIVE, shared=True),
    )
    base = "https://example.org/sayso/"
    names = Names(Extraction(article_of("x"), MADE_BY, entities=entities), base)
    iris = [node.value for node in names.entities]
    assert iris[0] == iris[1] == base + "entity/Person.Ann_Lee"
    assert len(set(iris)) == 6
    assert iris[5] == base + "entity/Q5"
    assert iris[6].startswith(base + "article/")


def test_a_found_thing_more_leaves_the_other_names_as_they_are(extraction: Extraction) -> None:
    more = dataclasses.replace(
        extraction,
        entities=(*extraction.entities, Entity("vote", EntityType.IDEA)),
        mentions=(
            Mention(Span(0, 7), Span(0, 7), MentionKind.NOMINAL, 6),
            *extraction.mentions,
        ),
        statements=(
            *extraction.statements,
            Statement((), (Span(0, 7),), (Span(8, 16),), QuoteForm.INDIRECT),
        ),
    )
    base = "https://example.org/sayso/"
    before, after = Names(extraction, base), Names(more, base)
    for kind in ("entities", "statements", "events", "characterizations", "stances", "roles"):
        assert getattr(after, kind)[: len(getattr(before, kind))] == getattr(before, kind)


def test_a_run_is_another_when_anything_is_another() -> None:
    article, base = article_of("x"), "https://example.org/sayso/"
    runs = {
        run_iri(article, MADE_BY, base),
        run_iri(article, MADE_BY, base, with_text=False),
        run_iri(article_of("y"), MADE_BY, base),
        run_iri(article, MADE_BY, "https://example.org/other/"),
        *(
            run_iri(article, dataclasses.replace(MADE_BY, **{field.name: "other"}), base)
            for field in dataclasses.fields(MADE_BY)
        ),
    }
    assert len(runs) == 4 + len(dataclasses.fields(MADE_BY))


@given(st.lists(st.text(max_size=90), min_size=2, max_size=8))
def test_different_names_have_different_slugs(names: list[str]) -> None:
    def same(name: str) -> str:
        return words(name).value

    assert len({slug(name) for name in names}) == len({same(name) for name in names})
    for name in names:
        NamedNode("https://example.org/" + slug(name))
        assert "/" not in slug(name)
