"""Every question of queries/ on a small graph of its own, with and without parameters."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.assets import folder
from sayso.query import ask, question, questions

CASES = Path(__file__).parent / "queries"
GOLD = Path(__file__).parents[1].parent / "shared" / "founding"

# What the questions of the competency set fix and ours take as a parameter.
FIXED: dict[str, dict[str, Any]] = {
    "CQ01": {"min_confidence": 0.9},
    "CQ04": {"of": "=Mark Rutte"},
    "CQ21": {"by": "=Vladimir Putin", "of": "=Mark Rutte"},
    "CQ22": {"of": "=Russia"},
    "CQ27": {"of": "=Mark Rutte|=Vladimir Putin|=Russia"},
}


def graph(path: Path) -> Store:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TRIG)
    return store


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*/expected.json")):
        for number, case in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            found.append(pytest.param(path.parent, case, id=f"{path.parent.name}-{number}"))
    return found


@pytest.mark.parametrize(("place", "case"), cases())
def test_answers_are_the_expected_ones(place: Path, case: dict[str, Any]) -> None:
    answer = ask(place.name, graph(place / "data.trig"), **case["parameters"])
    assert [list(row) for row in answer.only(case["columns"]).rows] == case["rows"]


def test_every_question_has_cases_and_every_case_a_question() -> None:
    assert {path.parent.name for path in CASES.glob("*/expected.json")} == {
        one.name for one in questions()
    }


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_every_question_is_tried_with_an_answer_and_with_a_parameter(one: Any) -> None:
    tried = json.loads((CASES / one.name / "expected.json").read_text(encoding="utf-8"))
    assert tried[0]["rows"], "the first case must have an answer"
    names = {name for case in tried for name in case["parameters"]}
    assert names or len(one.parameters) == 1


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_the_head_tells_the_columns_that_come(one: Any) -> None:
    answer = ask(one.name, Store())
    assert set(answer.columns) == {name for name, _ in one.columns}
    assert set(one.shown) <= set(answer.columns)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_every_parameter_of_the_head_is_a_variable_of_the_query(one: Any) -> None:
    body = "\n".join(line for line in one.sparql.splitlines() if not line.startswith("#"))
    for parameter in one.parameters:
        if parameter.name != "limit":
            assert f"?_{parameter.name.replace('-', '_')}" in body
    assert set(_variables(body)) == {
        p.name.replace("-", "_") for p in one.parameters if p.name != "limit"
    }


def _variables(body: str) -> list[str]:
    return [word.split("?_")[1] for word in _words(body) if word.startswith("?_")]


def _words(body: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "?_" else " " for c in body).split()


OTHER_NAME = "Zebulon Quill"


def by_other_names() -> list[Any]:
    """Return the questions that look for who is who, and have no case about it of their own."""
    return [
        pytest.param(one.name, parameter.name, id=f"{one.name}-{parameter.name}")
        for one in questions()
        for parameter in one.parameters
        if parameter.name in ("by", "of") and "sayso:resolvedTo" in one.sparql
        if "ResolvedActor" not in (CASES / one.name / "data.trig").read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize(("name", "parameter"), by_other_names())
def test_an_actor_is_found_by_what_other_articles_call_it(name: str, parameter: str) -> None:
    store = graph(CASES / name / "data.trig")
    named = ask("SELECT DISTINCT ?e ?name { ?e a ?c ; sayso:name ?name } ORDER BY ?e", store).rows
    asked = [(entity, ask(name, store, **{parameter: f"={called}"})) for entity, called in named]
    entity, answer = next((entity, answer) for entity, answer in asked if _in_articles(answer))
    assert ask(name, store, **{parameter: OTHER_NAME}).rows == ()
    store.update(
        "PREFIX sayso: <https://w3id.org/sayso/ns#> INSERT { GRAPH <urn:actors> {"
        f' ?a sayso:alias "{OTHER_NAME}" . ?x sayso:appearanceOf <{entity}> ;'
        " sayso:appearsIn ?article ; sayso:resolvedTo ?a } }"
        " WHERE { GRAPH ?g { ?article a sayso:Article }"
        ' BIND(<urn:actor> AS ?a) BIND(IRI(CONCAT(STR(?article), "/x")) AS ?x) }'
    )
    assert ask(name, store, **{parameter: OTHER_NAME}).rows == answer.rows


def _in_articles(answer: Any) -> bool:
    """Tell whether there are rows, each of an article: who is who is told of articles alone."""
    if "articleIri" not in answer.columns:
        return bool(answer.rows)
    return bool(answer.rows) and None not in {row[0] for row in answer.only(["articleIri"]).rows}


def test_the_acts_listed_in_questions_are_those_of_the_ontology() -> None:
    core = graph_of_ontology()
    for name, family in (("who-contested-what", "contesting"), ("who-urged-whom", "directive")):
        rows = ask(f"SELECT ?a {{ ?a skos:broader sayso:{family} }}", core).rows
        acts = {str(row[0]).partition("#")[2] for row in rows}
        sparql = question(name).sparql
        listed = sparql.partition("VALUES ?y {")[2].partition("}")[0].split()
        assert acts
        assert {act.removeprefix("sayso:") for act in listed} == acts


def graph_of_ontology() -> Store:
    store = Store()
    store.load(path=str(folder("ontology") / "core.ttl"), format=RdfFormat.TURTLE)
    return store


def test_the_reference_page_says_what_the_heads_say() -> None:
    script = Path(__file__).parents[1] / "scripts" / "write_questions_page.py"
    if not script.is_file():
        pytest.skip("the scripts are in a checkout only")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, str(script), "--check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _unordered(row: dict[str, Any]) -> dict[str, Any]:
    """GROUP_CONCAT has no order in SPARQL, so the forms of a name are compared as a set."""
    return row | {"forms": sorted(row["forms"].split(" | "))} if "forms" in row else row


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"the gold graph is not there: {GOLD}")
@pytest.mark.parametrize("number", range(1, 29))
def test_the_gold_graph_gives_the_rows_of_the_competency_set(number: int) -> None:
    known = json.loads((GOLD / "competency.json").read_text(encoding="utf-8"))["questions"]
    wanted = known[number - 1]
    answer = ask(wanted["id"], graph(GOLD / "gold.trig"), **FIXED.get(wanted["id"], {}))
    rows = [
        dict(zip(wanted["columns"], row, strict=True))
        for row in answer.only(wanted["columns"]).rows
    ]
    assert [_unordered(row) for row in rows] == [_unordered(row) for row in wanted["rows"]]
