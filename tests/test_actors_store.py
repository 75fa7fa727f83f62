"""The graph of actors in a store: made once, conforming, and shown with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode

from sayso import actors
from sayso.errors import UsageError
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import Store, open_store
from sayso.validate import Validator


@pytest.fixture
def store(tmp_path: Path, make_extraction: Any, extraction: Extraction) -> Any:
    """Yield a store with two articles about the same mayor."""
    more = make_extraction(extraction.article.text + "\nMore.\n")
    with open_store(tmp_path / "store") as opened:
        opened.replace([map_extraction(extraction), map_extraction(more)])
        yield opened


def test_a_store_is_resolved_once_and_again_with_the_same_bytes(store: Store) -> None:
    assert not actors.is_current(store)
    first = actors.resolve_store(store)
    assert first.changed and actors.is_current(store)
    name = actors.actors_graph(store.base)
    before = sorted(map(str, store.quads(name)))
    assert not actors.resolve_store(store).changed
    assert sorted(map(str, store.quads(name))) == before
    assert not any("sameAs" in quad for quad in before if "owl" in quad)


def test_the_graph_of_actors_conforms_to_the_shapes(store: Store) -> None:
    actors.resolve_store(store)
    quads = list(store.quads(actors.actors_graph(store.base)))
    assert Validator().validate_graph(quads) == ()


def test_the_articles_keep_their_graphs(store: Store) -> None:
    articles = list(store.articles())
    before = [set(store.quads(article.iri)) for article in articles]
    actors.resolve_store(store)
    assert [set(store.quads(article.iri)) for article in articles] == before


def test_a_judgement_makes_the_graph_out_of_date(store: Store) -> None:
    actors.resolve_store(store)
    mayor = f"{store.base}entity/Person.Ana_Ruiz"
    one, other = (actors.appearance_iri(a.iri.value, mayor) for a in store.articles())
    decided = {frozenset({one, other}): False}
    assert not actors.is_current(store, decided)
    actors.resolve_store(store, decided)
    named = [actor for actor in actors.list_actors(store) if actor.name == "Ana Ruiz"]
    assert [actor.articles for actor in named] == [1, 1]
    assert len({actor.iri for actor in named}) == 2


def test_an_actor_is_shown_with_its_evidence(store: Store) -> None:
    actors.resolve_store(store)
    listed = actors.list_actors(store, type_="person", min_articles=2)
    assert [one.name for one in listed] == ["Ana Ruiz"]
    mayor = actors.find_actor(store, "ana ruiz")
    assert mayor == listed[0] and mayor.statements == 4
    found = actors.evidence_of(store, mayor)
    assert len(found) == 2
    for one in found:
        (text,) = {
            quad.object.value
            for quad in store.quads(NamedNode(f"{one.article}/graph"))
            if quad.predicate.value.endswith("#isString") and isinstance(quad.object, Literal)
        }
        assert text[one.start : one.end] == one.words
        assert "Ana Ruiz" in one.words
    scored = [one for one in found if one.score is not None]
    assert len(scored) == 1 and scored[0].score is not None and scored[0].score > 0.7
    assert "the same full name" in scored[0].reasons


def test_nobody_of_that_name_is_said_in_words(store: Store) -> None:
    actors.resolve_store(store)
    with pytest.raises(UsageError, match="No actor in the store is called 'Nobody Atall'"):
        actors.find_actor(store, "Nobody Atall")
