"""The commands as a person types them: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso
from sayso.cli.root import COMMANDS
from sayso.mapping import map_extraction
from sayso.model import Extraction
from sayso.query import questions
from sayso.reason import missing_part
from sayso.store import open_store

ARTICLE = """Council rejects tunnel

The council rejected the tunnel on Tuesday. Mayor Ana Ruiz described the plan as "a costly mistake".

"We cannot pay for it," she said. Transport officials said that the tunnel would open in 2031.
"""


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(sayso, list(arguments), input=stdin)


@pytest.fixture
def store(make_extraction: Callable[..., Extraction], tmp_path: Path) -> str:
    """Return the path of a store that holds one article, made by hand."""
    with open_store(tmp_path / "news.store") as graphs:
        graphs.replace([map_extraction(make_extraction())])
    return str(tmp_path / "news.store")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an article and the store that `sayso build` made of it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "tunnel.txt").write_text(ARTICLE, encoding="utf-8")
    done = run("build", str(folder / "tunnel.txt"), "--store", str(folder / "s"))
    assert done.exit_code == 0, done.output
    return folder


def test_the_help_lists_every_command() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in shown.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_that_begins_with_it(name: str) -> None:
    shown = run(name, "--help").stdout
    assert "Example" in shown
    assert f"sayso {name}" in shown.split("Example")[1]


def test_the_help_loads_nothing_heavy() -> None:
    code = "import sys, sayso.cli; sayso.cli.sayso(['--help'], standalone_mode=False); "
    code += "print(sorted({'spacy', 'rdflib', 'pyoxigraph', 'rich', 'pyshacl'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_version_is_that_of_the_package() -> None:
    import importlib.metadata

    assert run("--version").stdout == f"sayso {importlib.metadata.version('sayso')}\n"


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run("bild").exit_code == 2


def test_build_puts_the_article_into_the_store_and_does_nothing_the_second_time(
    built: Path,
) -> None:
    again = run("build", str(built / "tunnel.txt"), "--store", str(built / "s"), "--json")
    assert again.exit_code == 0
    report = json.loads(again.stdout)
    assert (report["read"], report["built"], report["unchanged"]) == (1, 0, 1)


def test_build_reads_standard_input(tmp_path: Path) -> None:
    done = run("build", "-", "--store", str(tmp_path / "s"), stdin=ARTICLE)
    assert done.exit_code == 0, done.output
    assert "1 article read" in done.stdout


def test_what_was_built_conforms_and_says_who_said_it(built: Path) -> None:
    assert run("check", str(built / "s")).exit_code == 0
    asked = run("ask", "who-said-what", "--store", str(built / "s"), "--json")
    found = json.loads(asked.stdout)
    assert any("We cannot pay for it" in str(row["content"]) for row in found)


def test_show_marks_a_file_as_it_marks_the_stored_article(built: Path) -> None:
    fresh = run("show", str(built / "tunnel.txt"), "--json")
    kept = run("show", "council rejects", "--store", str(built / "s"), "--json")
    assert json.loads(fresh.stdout)["text"] == json.loads(kept.stdout)["text"] == ARTICLE
    assert {tuple(mark[:2]) for mark in json.loads(fresh.stdout)["marks"]} == {
        tuple(mark[:2]) for mark in json.loads(kept.stdout)["marks"]
    }


def test_show_needs_no_colour_to_tell_the_roles_apart(store: str) -> None:
    shown = run("show", "council", "--store", store).stdout
    assert "\x1b" not in shown
    assert "[source 2 the Harbour Union] [cue 2 said]" in " ".join(shown.split())


def test_ask_without_a_question_lists_all() -> None:
    listed = json.loads(run("ask", "--json").stdout)
    assert [row["question"] for row in listed] == [question.name for question in questions()]


def test_ask_without_a_question_has_a_line_for_each() -> None:
    lines = run("ask").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [one.name for one in questions()]
    assert all(line.endswith(one.question) for line, one in zip(lines, questions(), strict=True))


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_every_question_is_answered_in_every_form(name: str, store: str) -> None:
    as_json = run("ask", name, "--store", store, "--json")
    as_csv = run("ask", name, "--store", store, "--csv")
    as_table = run("ask", name, "--store", store)
    assert (as_json.exit_code, as_csv.exit_code, as_table.exit_code) == (0, 0, 0)
    assert len(json.loads(as_json.stdout)) == len(list(csv.DictReader(io.StringIO(as_csv.stdout))))


def test_the_parameters_of_a_question_are_options(store: str) -> None:
    found = json.loads(
        run("ask", "who-said-what", "--by", "harbour", "--store", store, "--json").stdout
    )
    assert [row["who"] for row in found] == ["Harbour Union"]
    assert "--by NAME" in run("ask", "who-said-what", "--help").stdout
    assert run("ask", "who-said-what", "--with", "x", "--store", store).exit_code == 2


def test_options_may_stand_before_the_question(store: str) -> None:
    before = run("ask", "--store", store, "--by", "harbour", "who-said-what", "--json")
    assert [row["who"] for row in json.loads(before.stdout)] == ["Harbour Union"]


def test_sparql_comes_as_text_as_a_file_and_from_standard_input(
    store: str, extraction: Extraction, tmp_path: Path
) -> None:
    sparql = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a sayso:Statement }"
    file = tmp_path / "count.rq"
    file.write_text(sparql, encoding="utf-8")
    answers = [
        run("ask", sparql, "--store", store, "--json").stdout,
        run("ask", str(file), "--store", store, "--json").stdout,
        run("ask", "-", "--store", store, "--json", stdin=sparql).stdout,
    ]
    assert [json.loads(answer) for answer in answers] == [[{"n": len(extraction.statements)}]] * 3


def test_a_question_of_ones_own_brings_its_options(store: str, tmp_path: Path) -> None:
    file = tmp_path / "said.rq"
    file.write_text(
        "#+ title: Said\n#+ question: Who said it?\n#+ parameters:\n#+   - name: word\n"
        "#+     type: text\n#+     description: Only with this\n"
        "SELECT ?words WHERE { ?s sayso:contentSpan/nif:anchorOf ?words . "
        'FILTER(COALESCE(REGEX(?words, ?_word, "i"), true)) }',
        encoding="utf-8",
    )
    found = json.loads(
        run("ask", str(file), "--word", "DOCKERS", "--store", store, "--json").stdout
    )
    assert found == [{"words": "dockers would strike"}]


def test_evidence_adds_the_columns_that_a_narrow_screen_lacks(store: str) -> None:
    question = "who-characterized-whom"
    narrow = run("ask", question, "--store", store).stdout
    wide = run("ask", question, "--store", store, "--evidence").stdout
    assert "confidence" not in narrow
    assert "confidence  0.85" in wide


def test_a_matrix_has_a_row_for_each_evaluator_in_every_form(store: str) -> None:
    pairs = json.loads(run("ask", "evaluation-matrix", "--store", store, "--json").stdout)
    asked = ("ask", "evaluation-matrix", "--matrix", "--store", store)
    rows = json.loads(run(*asked, "--json").stdout)
    table = list(csv.reader(io.StringIO(run(*asked, "--csv").stdout)))
    assert pairs
    assert {row["who"] for row in rows} == {pair["who"] for pair in pairs}
    for pair in pairs:
        (row,) = (row for row in rows if row["who"] == pair["who"])
        assert row[pair["whom"]] == pair["how"]
        line = next(line for line in table if line[0] == pair["who"])
        assert line[table[0].index(pair["whom"])] == pair["how"]
    assert pairs[0]["how"] in run(*asked).stdout
    assert run("ask", "who-said-what", "--matrix", "--store", store).exit_code == 2


def test_a_matrix_says_what_did_not_fit_the_screen(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = (
        'SELECT ?who ?whom ("1 positive" AS ?how) (?who AS ?whoIri) (?whom AS ?whomIri)'
        " WHERE { VALUES ?who { 1 } VALUES ?whom { 1 2 3 4 5 6 7 8 9 } }"
    )
    file = Path(store).parent / "wide.rq"
    file.write_text(f"#+ matrix: [who, whom, how, whoIri, whomIri]\n{several}", encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("ask", str(file), "--matrix", "--store", store)
    assert "Shown are 1 of 1 rows and 4 of 9 columns" in shown.stderr
    assert run("ask", str(file), "--matrix", "--store", store, "--csv").stderr == ""


def test_ask_says_when_who_is_who_is_not_worked_out(
    make_extraction: Callable[..., Extraction], extraction: Extraction, tmp_path: Path
) -> None:
    place = str(tmp_path / "two.store")
    with open_store(Path(place)) as graphs:
        more = make_extraction(extraction.article.text + "\nMore.\n")
        graphs.replace([map_extraction(extraction), map_extraction(more)])
    asked = ("ask", "who-characterized-whom", "--store", place)
    assert "'sayso actors' does it" in run(*asked).stderr
    assert "sayso actors" not in run("ask", "claimed-events", "--store", place).stderr
    assert run("actors", "--store", place).exit_code == 0
    assert run(*asked).stderr == ""


def test_json_and_csv_exclude_each_other(store: str) -> None:
    assert run("stats", "--store", store, "--json", "--csv").exit_code == 2


def test_stats_counts_what_is_there(store: str, extraction: Extraction) -> None:
    rows = csv.DictReader(io.StringIO(run("stats", "--store", store, "--csv").stdout))
    counts = {row["what"]: int(row["how many"]) for row in rows}
    assert counts["articles"] == 1
    assert counts["statements"] == len(extraction.statements)
    assert counts["characterizations"] == len(extraction.characterizations)
    assert counts["events"] == len(extraction.events)


def test_stats_lists_the_articles(store: str, extraction: Extraction) -> None:
    (row,) = json.loads(run("stats", "--articles", "--store", store, "--json").stdout)
    assert row["digest"] == extraction.article.digest
    assert row["title"] == "Council approves bridge"


def test_check_says_in_words_what_is_wrong_and_where(tmp_path: Path) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text(
        "@prefix sayso: <https://w3id.org/sayso/ns#> .\n"
        "<https://example.org/s> a sayso:Statement .\n",
        encoding="utf-8",
    )
    done = run("check", str(file), "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found and all(row["what is wrong"] for row in found)
    assert f"{len(found)} findings" in done.stderr
    assert run("check", str(file)).exit_code == 1


@pytest.mark.skipif(missing_part() is not None, reason=str(missing_part()))
def test_check_asks_the_reasoner_for_contradictions(store: str, tmp_path: Path) -> None:
    file = tmp_path / "both.ttl"
    file.write_text(
        "@prefix sayso: <https://w3id.org/sayso/ns#> .\n"
        "<https://example.org/x> a sayso:Person , sayso:Organization .\n",
        encoding="utf-8",
    )
    found = json.loads(run("check", str(file), "--reason", "--json").stdout)
    assert "contradiction" in {row["severity"] for row in found}
    assert run("check", store, "--reason").exit_code == 0


@pytest.mark.parametrize("ending", ["ttl", "trig", "nq", "jsonld", "jsonl", "gexf", "graphml"])
def test_export_writes_every_format(ending: str, store: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{ending}"
    done = run("export", str(file), "--store", store)
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.stat().st_size > 0


def test_doctor_reports_the_model_and_the_store(store: str) -> None:
    done = run("doctor", "--store", store, "--json")
    assert done.exit_code == 0, done.output
    parts = {row["part"]: row for row in json.loads(done.stdout)}
    assert parts["spacy"]["state"] == "ok"
    assert any(name.startswith("model ") for name in parts)
    assert "1 article" in parts["store"]["seen"]
    assert "java" in parts


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    plain = run("build", missing)
    assert plain.exit_code == 2 and plain.stderr.startswith("sayso: ")
    assert "Traceback" not in plain.output
    assert run("--debug", "build", missing).exception is not None


def test_a_reader_that_stops_reading_is_no_failure(store: str) -> None:
    command = f'"{sys.executable}" -m sayso ask who-said-what --store "{store}" --csv | head -n 1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("st,who") or done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_command_stopped_from_the_keyboard_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sayso.cli.doctor.print_table", stopped)
    done = run("doctor")
    assert done.exit_code == 130
    assert "stopped" in done.stderr


def test_results_go_to_standard_output_alone(store: str) -> None:
    command = [sys.executable, "-m", "sayso", "stats", "--store", store]
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
