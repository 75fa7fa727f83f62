"""Networks of all kinds: what becomes a node and an edge, what filters leave, what it all takes."""

from __future__ import annotations

import dataclasses
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from sayso.errors import UsageError
from sayso.export.networks import KINDS, About, Link, Network, read_network
from sayso.export.networks.fields import EDGE_FIELDS, edge_values, kinds_of
from sayso.export.networks.gexf import write_gexf
from sayso.export.networks.graph import Paragraphs
from sayso.export.selection import Selection
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.store import Store, store_in_memory
from stored_cases import stored_case

OKAFOR, UNION = "Ines Okafor", "Seafarers’ Union"
CASE = "characterization-network"


def edges_of(network: Network) -> list[tuple[str, str, int, str]]:
    names = [node.label for node in network.nodes]
    return [(names[e.source], names[e.target], e.weight, e.polarity) for e in network.edges()]


@pytest.fixture
def sample(make_extraction: Callable[..., Extraction]) -> Iterator[tuple[Extraction, Store]]:
    """Give the sample extraction and a store with its graph."""
    extraction = make_extraction()
    with store_in_memory() as store:
        store.replace([map_extraction(extraction)])
        yield extraction, store


def test_an_edge_is_all_that_one_says_of_another() -> None:
    with stored_case(CASE) as store, read_network(store) as network:
        assert edges_of(network) == [
            (OKAFOR, UNION, 3, "mixedPolarity"),
            (UNION, OKAFOR, 1, "mixedPolarity"),
        ]
        first, second = network.edges()
        assert network.edge_count == 2
        assert network.link_count == 4
        assert network.days == ("2024-05-02", "2024-06-11")
    assert (first.counts, first.sum, first.mean) == ((1, 2, 0, 0), -1, -0.333)
    assert (second.counts, second.sum, second.mean) == ((0, 0, 0, 1), 0, 0.0)
    assert first.days == ("2024-05-02", "2024-06-11")
    assert [link.words for link in first.examples] == ["brave", "loud", "stubborn"]
    assert first.articles == 2


def test_an_edge_may_be_a_single_piece_of_evidence() -> None:
    with stored_case(CASE) as store, read_network(store, joined=False) as network:
        assert edges_of(network) == [
            (OKAFOR, UNION, 1, "positive"),
            (OKAFOR, UNION, 1, "negative"),
            (OKAFOR, UNION, 1, "negative"),
            (UNION, OKAFOR, 1, "mixedPolarity"),
        ]
        assert network.edge_count == 4


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_stands_in_the_text(kind: str, sample: tuple[Extraction, Store]) -> None:
    extraction, store = sample
    text = extraction.article.text
    with read_network(store, kind, joined=False) as network:
        links = [link for edge in network.edges() for link in edge.examples]
    assert links
    for link in links:
        words = " ".join(text[link.begin : link.end].split())
        # Words that are apart in the text are joined by dots; the offsets are of the first.
        assert link.words == words or link.words.startswith(f"{words} … ")
        assert link.day == "2021-03-13"


def test_the_relations_of_statements_are_told(sample: tuple[Extraction, Store]) -> None:
    with read_network(sample[1], "statements") as network:
        names = [node.label for node in network.nodes]
        found = {(names[e.source], names[e.target]): kinds_of(e) for e in network.edges()}
    assert found["Ana Ruiz", "the new bridge"] == "about 1"
    # The union speaks to the mayor and answers her: one statement, so one piece of evidence.
    assert found["Harbour Union", "Ana Ruiz"] == "to 1"
    assert found["A person close to the talks", "police"] == "quotes 1"


def test_events_tell_how_real_they_are_presented(sample: tuple[Extraction, Store]) -> None:
    with read_network(sample[1], "events") as network:
        names = [node.label for node in network.nodes]
        found = {
            (names[e.source], names[e.target]): (e.examples[0].type, e.examples[0].status)
            for e in network.edges()
        }
        # The other event of the sample has nobody who is acted upon.
        assert network.unlinked == 1
    assert found == {
        ("dockers", "Porto"): ("Protest", "planned"),
        ("dockers", "the new bridge"): ("Protest", "planned"),
    }


def test_who_is_named_together_has_no_direction(sample: tuple[Extraction, Store]) -> None:
    with read_network(sample[1], "co-mentions") as network:
        found = {(one, other) for one, other, _, _ in edges_of(network)}
    # The paragraph names the mayor, the union and the town; "dockers" and "she" are no names.
    members = {"Ana Ruiz", "Harbour Union", "Porto"}
    assert {frozenset(pair) for pair in found} >= {
        frozenset({"Ana Ruiz", "Harbour Union"}),
        frozenset({"Ana Ruiz", "Porto"}),
    }
    assert {name for pair in found for name in pair} <= members | {"police"}
    assert not any((other, one) in found for one, other in found)


def test_a_paragraph_is_a_line_unless_the_text_is_wrapped() -> None:
    plain = Paragraphs("One.\nTwo " + "x" * 120 + "\n\nThree.")
    assert [plain.number(place) for place in (0, 5, 132)] == [0, 1, 3]
    wrapped = Paragraphs("One begins here\nand ends.\n\nTwo.")
    assert [wrapped.number(place) for place in (0, 17, 28)] == [0, 0, 1]


def test_actors_that_are_one_are_one_node() -> None:
    with stored_case("actors-across-articles") as store:
        base, terms = "https://example.org/sayso/", "https://w3id.org/sayso/ns#"
        for name in ("a1", "b2"):
            graph = NamedNode(f"{base}article/{name}/graph")
            said = NamedNode(f"{base}article/{name}/s1")
            board = NamedNode(f"{base}entity/board")
            more = Quad(said, NamedNode(f"{terms}target"), board, graph)
            store.replace_graph(graph, [*store.quads(graph), more])
        with read_network(store, "statements") as network:
            assert [node.label for node in network.nodes if "okafor" in node.iri] == [OKAFOR]
            assert next(n for n in network.nodes if "okafor" in n.iri).names == "Ines B. Okafor"
        # A name that only the other article has finds the actor in both.
        with read_network(store, "statements", Selection(by="=Ines B. Okafor")) as network:
            assert sum(edge.weight for edge in network.edges()) == 2
        with read_network(store, "statements", Selection(by="harbour")) as network:
            assert network.nodes == ()


@pytest.mark.parametrize(
    ("selection", "weights"),
    [
        (Selection(by="okafor"), [3]),
        (Selection(by="okafor|seafarers' union"), [3, 1]),
        (Selection(by="nobody"), []),
        (Selection(since="2024-06"), [1, 1]),
        (Selection(since="2025"), []),
        (Selection(graphs=("Harbour plan",)), [2]),
        (Selection(by="okafor", since="2024-06-11"), [1]),
    ],
)
def test_filters_narrow_the_evidence(selection: Selection, weights: list[int]) -> None:
    with stored_case(CASE) as store, read_network(store, selection=selection) as network:
        assert [edge.weight for edge in network.edges()] == weights


def test_what_is_not_there_is_said() -> None:
    with stored_case(CASE) as store:
        with pytest.raises(UsageError, match="co-mentions"):
            read_network(store, "friendships")
        with pytest.raises(UsageError, match="no article"):
            read_network(store, selection=Selection(graphs=("nothing of the kind",)))
        with pytest.raises(UsageError, match="must be a day"):
            read_network(store, selection=Selection(since="soon"))


def test_an_outlet_has_one_voice(make_extraction: Callable[..., Extraction]) -> None:
    one = make_extraction()
    text = one.article.text
    other = make_extraction(text + "\nMore.\n")
    third = make_extraction(text + "\nLess.\n", publisher=None)
    with store_in_memory() as store:
        store.replace([map_extraction(each) for each in (one, other, third)])
        with read_network(store) as network:
            voices = [n.label for n in network.nodes if n.type == "ArticleVoice"]
    assert sorted(voices) == ["The Harbour Post (own voice)", "the article’s own voice"]


def links(count: int) -> Iterator[Link]:
    """Yield evidence between `count` nodes, two pieces for each edge."""
    for number in range(count):
        for step in (1, 7):
            link = Link(
                f"urn:n{number:06}",
                f"urn:n{(number + step) % count:06}",
                f"urn:article{number % 100}",
                number,
                number + 5,
                f"urn:c{number}-{step}",
                f"words {number}",
                day=f"2024-01-{number % 28 + 1:02}",
                polarity="positive" if number % 2 else "negative",
                sentence=f"A sentence with words {number} and more to make it long.",
            )
            yield link
            yield dataclasses.replace(link, begin=number + 10, end=number + 15)


def test_a_large_network_fits_in_memory(tmp_path: Path) -> None:
    """The edges are read from disk: twice as many of them take no more than their nodes do."""
    names = {f"urn:n{number:06}": About({f"Name {number}": 1}) for number in range(4000)}
    peaks = []
    for times in (1, 3):
        many = (
            dataclasses.replace(link, iri=f"{link.iri}-{again}")
            for again in range(times)
            for link in links(4000)
        )
        with Network.of(KINDS["characterizations"], many, names) as network:
            tracemalloc.start()
            with (tmp_path / "network.gexf").open("wb") as file:
                write_gexf(network, file)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert (len(network.nodes), network.edge_count) == (4000, 8000)
            assert network.link_count == 16000 * times
    assert max(peaks) < 3_000_000


def test_the_order_of_arrival_does_not_show() -> None:
    forward, backward = list(links(50)), list(links(50))[::-1]
    found = []
    for several in (forward, backward):
        with Network.of(KINDS["characterizations"], several, {}) as network:
            found.append((network.nodes, tuple(network.edges())))
    assert found[0] == found[1]


def test_fields_and_values_are_as_many() -> None:
    with Network.of(KINDS["characterizations"], links(10), {}) as network:
        for edge in network.edges():
            assert len(edge_values(edge)) == len(EDGE_FIELDS)
