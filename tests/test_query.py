"""Asking: prepared questions, files and free SPARQL, parameters, tables, and what is refused."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from sayso.errors import StoreError, UsageError
from sayso.query import Table, ask, question, questions, read_question
from sayso.query.sparql import fill
from sayso.store import ArticleGraph, open_store

DATA = Path(__file__).parent / "queries" / "who-said-what" / "data.trig"


@pytest.fixture
def store() -> Store:
    store = Store()
    store.load(path=str(DATA), format=RdfFormat.TRIG)
    return store


def test_the_questions_are_numbered_without_gaps() -> None:
    assert [one.id for one in questions()] == [f"CQ{n:02}" for n in range(1, len(questions()) + 1)]


@pytest.mark.parametrize("name", ["who-said-what", "Who said what", "CQ02", "cq02"])
def test_a_question_is_found_by_its_name_and_number(name: str) -> None:
    assert question(name).name == "who-said-what"


def test_a_misspelt_question_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean who-characterized-whom"):
        question("who-charcterized-whom")
    with pytest.raises(UsageError, match=r"There is no question 'xyzzy'\. 'sayso ask' without"):
        question("xyzzy")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"colour": "red"}, "has no parameter 'colour'. It has act, article, by"),
        ({"since": "2024-13"}, "'since' must be a day like"),
        ({"since": "2024-02-30"}, "'since' must be a day like"),
        ({"since": "last week"}, "'since' must be a day like"),
        ({"form": "loud"}, "'form' must be one of direct, indirect"),
        ({"limit": 0}, "limit must be a whole number from 1"),
        ({"limit": "many"}, "limit must be a whole number from 1"),
        ({"by": " "}, "The parameter 'by' is empty"),
        ({"by": "=|"}, "The parameter 'by' is empty"),
    ],
)
def test_a_wrong_parameter_is_explained(
    store: Store, parameters: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        ask("who-said-what", store, **parameters)


def test_a_wrong_number_is_explained(store: Store) -> None:
    with pytest.raises(UsageError, match=r"'min-confidence' must be a number like 0\.8"):
        ask("who-characterized-whom", store, min_confidence="high")


def test_none_means_not_given_and_dates_may_be_dates(store: Store) -> None:
    assert len(ask("who-said-what", store, by=None).rows) == 3
    assert len(ask("who-said-what", store, since=date(2024, 5, 2)).rows) == 2


def test_a_straight_apostrophe_finds_a_curly_one(store: Store) -> None:
    assert len(ask("who-said-what", store, by="article's").rows) == 1


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Recep Tayyip Erdo\u011fan", "erdogan"),
        ("Recep Tayyip Erdogan", "Erdo\u011fan"),
        ("Beyonce\u0301", "beyonce"),
        ("Beyonc\u00e9", "Beyonce\u0301"),
        ("Lech Wa\u0142\u0119sa", "=lech walesa"),
        ("Donald J. Trump", "donald trump"),
        ("Ang\u212b", "=Ang\u212b"),
        ("Theresa May", "=theresa may"),
    ],
)
def test_names_are_found_without_regard_to_accents_and_middle_names(
    stored: str, asked: str
) -> None:
    assert _named(stored, asked)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Donald J. Trump", "=Donald Trump"),
        ("Donald Trump", "Donald J. Trump"),
        ("Ann of the Lee", "Ann Lee"),
        ("Annelee", "Ann Lee"),
        ("Per Lindqvist", "pear"),
    ],
)
def test_other_names_are_not_found(stored: str, asked: str) -> None:
    assert not _named(stored, asked)


def _named(stored: str, asked: str) -> bool:
    """Tell whether a source that is called `stored` is found when `asked` for."""
    store, name = Store(), "https://w3id.org/sayso/ns#"
    graph, said, source = NamedNode("urn:g"), NamedNode("urn:said"), NamedNode("urn:source")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(Quad(said, kind, NamedNode(f"{name}Statement"), graph))
    store.add(Quad(said, NamedNode(f"{name}source"), source, graph))
    store.add(Quad(said, NamedNode(f"{name}quoteForm"), NamedNode(f"{name}direct"), graph))
    store.add(Quad(source, NamedNode(f"{name}name"), Literal(stored), graph))
    return bool(ask("who-said-what", store, by=asked).rows)


HOSTILE = st.text() | st.sampled_from(
    ['"', "\\", '"}) } #', "(.*", "[", "|", "=", "'''", "\x00", "?who"]
)


@settings(max_examples=200, deadline=None)
@given(HOSTILE.filter(lambda text: text.strip().strip("=| ")))
def test_no_value_of_a_parameter_can_break_out(text: str) -> None:
    store = Store()
    store.load(path=str(DATA), format=RdfFormat.TRIG)
    graph = NamedNode("urn:g")
    source, name = NamedNode("urn:s"), "https://w3id.org/sayso/ns#"
    for predicate, value in (
        (f"{name}quoteForm", NamedNode(f"{name}direct")),
        (f"{name}source", source),
    ):
        store.add(Quad(NamedNode("urn:x/only"), NamedNode(predicate), value, graph))
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(Quad(NamedNode("urn:x/only"), kind, NamedNode(f"{name}Statement"), graph))
    spoken = text.strip().removeprefix("=").strip()
    if "|" in spoken or not spoken:
        ask("who-said-what", store, by=text)
        return
    store.add(Quad(source, NamedNode(f"{name}name"), Literal(f"{spoken}"), graph))
    found = {row[0] for row in ask("who-said-what", store, by=f"={spoken}").rows}
    assert found == {"only"}


def test_values_go_in_as_literals_and_only_for_variables() -> None:
    sparql = 'SELECT ?_by { ?s ?p "?_by" . # ?_by\n <urn:?_by> ?p ?_by, ?_bye, $_by }'
    filled = fill(sparql, {"_by": Literal('a"\n\\')})
    value = r'"a\"\n\\"'
    assert filled == (
        f'SELECT {value} {{ ?s ?p "?_by" . # ?_by\n <urn:?_by> ?p {value}, ?_bye, {value} }}'
    )


def test_whether_a_parameter_is_given_is_settled_before_the_query_is_sent() -> None:
    sparql = 'FILTER(!BOUND(?_by) || ?x = ?_by) "BOUND(?_by)" # BOUND(?_by)\n bound( $_of )'
    rest = '"BOUND(?_by)" # BOUND(?_by)\n'
    given = fill(sparql, {"_by": Literal("a")}, {"_of"})
    assert given == f'FILTER(!true || ?x = "a") {rest} false'
    assert fill(sparql, {}, {"_by", "_of"}) == f"FILTER(!false || ?x = ?_by) {rest} false"
    assert fill(sparql, {}) == sparql


def test_free_sparql_knows_the_prefixes_and_all_graphs(store: Store) -> None:
    answer = ask("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a sayso:Statement }", store)
    assert (answer.columns, answer.rows) == (("n",), ((3,),))


def test_ask_construct_and_describe_give_tables(store: Store) -> None:
    assert ask("ASK { ?s a sayso:Statement }", store).rows == ((True,),)
    made = ask("CONSTRUCT { ?s a sayso:Told } WHERE { ?s a sayso:Statement }", store, limit=1)
    assert made.columns == ("subject", "predicate", "object")
    assert len(made.rows) == 1
    described = ask("DESCRIBE <https://example.org/sayso/entity/okafor>", store)
    assert ("Ines Okafor",) in {row[2:] for row in described.rows}


def test_an_rq_file_is_asked_with_the_parameters_of_its_head(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "sources.rq"
    path.write_text(
        "#+ title: Sources\n#+ parameters:\n#+   - name: by\n#+     type: name\n"
        '#+     description: "Only: these"\n\n'
        "SELECT DISTINCT ?who { ?s sayso:source/sayso:name ?who "
        'FILTER(!BOUND(?_by) || REGEX(?who, ?_by, "i")) }',
        encoding="utf-8",
    )
    assert read_question(path).parameters[0].description == "Only: these"
    assert ask(str(path), store, by="ines").rows == (("Ines Okafor",),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"#+ title\nSELECT * {}", "Line 1 of the question .* is not understood: title"),
        (b"#+ parameters:\n#+   - name: by\n", "lacks a name, a type or a description"),
        (b"\xff\xfe", "is not text in UTF-8"),
    ],
)
def test_a_broken_rq_file_is_explained(
    store: Store, tmp_path: Path, text: bytes, message: str
) -> None:
    path = tmp_path / "broken.rq"
    path.write_bytes(text)
    with pytest.raises(UsageError, match=message):
        ask(str(path), store)


def test_an_rq_file_may_lie_in_a_folder_named_like_a_word_of_sparql(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "all.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask("base/all.rq", store).rows == ((True,),)


def test_a_missing_rq_file_is_explained(store: Store) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        ask("nowhere.rq", store)


def test_a_mistake_is_shown_with_line_and_column(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        ask("SELECT ?s WHERE {\n  ?s a foo:Statement }", store)
    message = str(caught.value)
    assert "line 2, column 21: a prefix is not declared" in message
    assert message.splitlines()[1:] == ["      ?s a foo:Statement }", " " * 24 + "^"]


@pytest.mark.parametrize("text", ["SELECT", "SELECT ?s WHERE { ?s ?p", "ASK {{ }", "{"])
def test_unfinished_sparql_is_a_usage_error(store: Store, text: str) -> None:
    with pytest.raises(UsageError, match="mistake in line 1, column"):
        ask(text, store)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }",
        "# select\nDROP ALL",
        "with <urn:g> delete { ?s ?p ?o } where { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
    ],
)
def test_what_would_change_the_store_is_refused(store: Store, text: str) -> None:
    before = set(store)
    with pytest.raises(UsageError, match="would change the store"):
        ask(text, store)
    assert set(store) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p ?o.service<urn:x>{ ?s ?p ?o } }",
        'SELECT ?s { ?s ?p "a\\"b" SERVICE SILENT ?x { ?s ?p ?o } }',
    ],
)
def test_other_servers_are_not_asked(store: Store, text: str) -> None:
    with pytest.raises(UsageError, match="asks another server"):
        ask(text, store)


def test_the_word_service_alone_is_no_offence(store: Store) -> None:
    text = (
        'SELECT ?service { ?service rdfs:label "SERVICE" . '
        "<urn:SERVICE> ?p sayso:service } # SERVICE"
    )
    assert ask(text, store).rows == ()


def test_an_unknown_function_is_explained(store: Store) -> None:
    with pytest.raises(UsageError, match="cannot be answered: The custom function"):
        ask("SELECT (<urn:f>(?s) AS ?x) { ?s ?p ?o }", store)


def test_a_store_on_disk_answers_and_says_when_it_is_closed(tmp_path: Path) -> None:
    graph, provenance = NamedNode("urn:a/graph"), NamedNode("urn:a/provenance")
    quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("o"), graph)
    kept = ArticleGraph(graph, provenance, NamedNode("urn:a/run"), "0" * 64, (quad,), ())
    with open_store(tmp_path / "store") as store:
        store.replace([kept])
        assert ask("SELECT ?o { <urn:s> ?p ?o }", store).rows == (("o",),)
    with pytest.raises(StoreError):
        ask("SELECT ?o { <urn:s> ?p ?o }", store)


def test_values_keep_their_types() -> None:
    answer = ask(
        'SELECT ("x"@en AS ?a) (1.5 AS ?b) (true AS ?c) (1e400 AS ?d) '
        "(<urn:i> AS ?e) (7 AS ?f) ?g {}",
        Store(),
    )
    assert answer.rows == (("x", 1.5, True, "INF", "urn:i", 7, None),)


def test_tables_print_as_json_and_csv() -> None:
    table = Table(("a", "b"), (("é, “x”\n", None), (True, 1.5)))
    assert json.loads(table.to_json()) == [{"a": "é, “x”\n", "b": None}, {"a": True, "b": 1.5}]
    assert "é" in table.to_json()
    read = list(csv.reader(io.StringIO(table.to_csv())))
    assert read == [["a", "b"], ["é, “x”\n", ""], ["true", "1.5"]]
    assert table.only(["b"]).rows == ((None,), (1.5,))
    with pytest.raises(UsageError, match="no column 'c'; it has a, b"):
        table.only(["c"])


def test_an_empty_table_still_has_its_header() -> None:
    table = Table(("a",), ())
    assert (table.to_json(), table.to_csv()) == ("[]\n", "a\n")


def test_a_table_is_laid_out_as_a_matrix() -> None:
    columns = ("who", "whom", "how", "whoIri", "whomIri", "n")
    rows = (
        ("Lee", "Ortiz", "2 negative", "urn:lee", "urn:ortiz", 2),
        ("critics", "Ortiz", "1 positive", "urn:a", "urn:ortiz", 1),
        ("critics", "who", "1 mixed", "urn:b", "urn:who", 1),
        ("Lee", "who", "1 neutral", "urn:lee", "urn:who", 1),
    )
    matrix = Table(columns, rows).as_matrix(columns[:5])
    assert matrix.columns == ("who", "Ortiz", "who (2)")
    assert matrix.rows == (
        ("Lee", "2 negative", "1 neutral"),
        ("critics", "1 positive", None),
        ("critics (2)", None, "1 mixed"),
    )
    assert Table(columns, ()).as_matrix(columns[:5]) == Table(("who",), ())


def test_the_matrix_of_a_head_names_five_columns_that_come(tmp_path: Path) -> None:
    for one in questions():
        assert set(one.matrix) <= {name for name, _ in one.columns}
    assert [one.name for one in questions() if one.matrix] == ["evaluation-matrix"]
    path = tmp_path / "short.rq"
    path.write_text("#+ matrix: [who, whom]\nSELECT * {}", encoding="utf-8")
    with pytest.raises(UsageError, match="must name 5 columns"):
        read_question(path)
