"""Sayso in three lines of Python."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

import sayso
from sayso.errors import InputError, UsageError
from sayso.model import Reject

ARTICLE = """Council approves bridge

Mayor Ana Ruiz called the new bridge "a gift to the town", but the Harbour Union said that dockers \
would strike next week. The council will meet again on Monday to talk about the money for it.
"""


@pytest.fixture(scope="module")
def graph() -> sayso.ArticleGraph:
    return sayso.read_article(text=ARTICLE)


def test_statements_and_characterizations_are_words_with_their_place(
    graph: sayso.ArticleGraph,
) -> None:
    text = graph.article.text
    (said,) = (item for item in graph.statements if "strike" in item.content)
    assert said.cue == "said"
    assert "Harbour Union" in said.who
    assert "said" in [span.of(text) for span in said.spans]
    (seen,) = graph.characterizations
    assert (seen.who, seen.words) == ("Ana Ruiz", "gift to the town")
    assert seen.span.of(text) == "gift to the town"
    assert str(seen).startswith("Ana Ruiz | ")


def test_the_graph_answers_questions(graph: sayso.ArticleGraph) -> None:
    table = graph.ask("who-characterized-whom")
    assert ("Ana Ruiz", "gift to the town") in {
        (row[table.columns.index("who")], row[table.columns.index("how")]) for row in table.rows
    }
    with pytest.raises(UsageError):
        graph.ask("who-ate-whom")


def test_the_graph_conforms_and_can_be_written(graph: sayso.ArticleGraph) -> None:
    assert graph.findings == ()
    turtle = graph.to_turtle()
    parsed = set(pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE))
    triples = {quad.triple for quad in graph.quads if quad.graph_name.value.endswith("/graph")}  # type: ignore[union-attr]
    assert {quad.triple for quad in parsed} == triples
    assert "sayso:Characterization" in turtle


def test_a_file_is_read_by_its_path(tmp_path: Path, graph: sayso.ArticleGraph) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert sayso.read_article(path).article.title == "Council approves bridge"
    assert set(sayso.read_article(str(path)).quads) == set(graph.quads)


def test_a_folder_is_read_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    first, second = sayso.read_articles([tmp_path])
    assert isinstance(first, sayso.ArticleGraph)
    assert isinstance(second, Reject)
    with pytest.raises(UsageError, match="2 articles"):
        sayso.read_article(tmp_path)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"b\.txt was rejected, empty"):
        sayso.read_article(tmp_path / "b.txt")
    with pytest.raises(InputError):
        sayso.read_article(tmp_path / "nowhere.txt")
    with pytest.raises(UsageError, match="either"):
        sayso.read_article()
    with pytest.raises(UsageError, match="either"):
        sayso.read_article(tmp_path / "b.txt", text=ARTICLE)


def test_importing_sayso_loads_nothing_heavy() -> None:
    program = "import sys, sayso; print({'spacy', 'rdflib', 'pyoxigraph'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert result.stdout == "set()\n"


def test_every_public_name_is_there() -> None:
    for name in sayso.__all__:
        assert getattr(sayso, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        sayso.nonsense  # type: ignore[attr-defined]  # noqa: B018
