"""Evaluating: what is annotated, predicted, scored and reported, and what bad input gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.annotate import Annotator
from sayso.assets import folder
from sayso.errors import InputError, UsageError
from sayso.evaluate import TASKS, Report, evaluate, run
from sayso.evaluate.founding import score
from sayso.evaluate.founding.gold import read_founding
from sayso.evaluate.gold import read_gold
from sayso.evaluate.speed import Measured, Speed
from sayso.evaluate.throughput import evaluate_throughput
from sayso.model import Article, Extraction

FOUNDING = Path(__file__).parent / "evaluate" / "founding" / "gold.json"
ARTICLE = (
    "Mayor Ada Quill met President Emmanuel Macron in Bonn on Monday. "
    "Quill called the bridge “a reckless gamble”. "
    "“It must go,” she said.\n\n"
    "Ivo Brand, who leads the opposition, accused her of wasting money. He said the plan was sound."
)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def predicted(
    task: str, annotator: Annotator, tmp_path: Path, *rows: dict[str, Any]
) -> tuple[Report, Rows]:
    gold = written(tmp_path / "gold.jsonl", *rows)
    out = tmp_path / "predictions.jsonl"
    report = evaluate(task, gold, annotator, predictions_path=out, with_speed=False)
    return report, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def check_span(span: dict[str, Any]) -> None:
    assert ARTICLE[span["start"] : span["end"]] == span["text"] != ""


def words(spans: list[list[int]]) -> list[str]:
    return [ARTICLE[start:end] for start, end in spans]


def test_attributions_are_predicted_in_their_layout(annotator: Annotator, tmp_path: Path) -> None:
    report, (row,) = predicted("attribution", annotator, tmp_path, {"doc": "d1", "text": ARTICLE})
    assert row.keys() == {"doc", "pred"}
    assert row["doc"] == "d1"
    assert all(item.keys() == {"source", "cue", "content"} for item in row["pred"])
    assert (["she"], ["said"]) in [(words(i["source"]), words(i["cue"])) for i in row["pred"]]
    assert report.scores is None
    assert "no gold" in report.text()


def test_characterizations_are_predicted_in_their_layout(
    annotator: Annotator, tmp_path: Path
) -> None:
    _, (row,) = predicted("characterization", annotator, tmp_path, {"id": "d1", "text": ARTICLE})
    assert row.keys() == {"id", "characterizations"}
    assert row["characterizations"]
    for item in row["characterizations"]:
        assert list(item) == [
            *("holder", "target", "cue", "attribute", "form", "polarity"),
            *("negated", "quoted", "self"),
            "confidence",
        ]
        assert item["holder"].keys() == {"start", "end", "text", "name"}
        assert item["target"].keys() == {"start", "end", "text", "name", "kind"}
        for role in ("holder", "target", "attribute"):
            check_span(item[role])
    assert "reckless gamble" in [i["attribute"]["text"] for i in row["characterizations"]]


def test_clusters_are_predicted_in_their_layout(annotator: Annotator, tmp_path: Path) -> None:
    _, (row,) = predicted("coreference", annotator, tmp_path, {"doc": "d1", "text": ARTICLE})
    assert row.keys() == {"doc", "clusters"}
    groups = [words(cluster) for cluster in row["clusters"]]
    assert all(len(group) > 1 for group in groups)
    assert any({"Quill", "she"} <= set(group) for group in groups)


def test_events_of_articles_are_predicted_in_their_layout(
    annotator: Annotator, tmp_path: Path
) -> None:
    _, (row,) = predicted("events", annotator, tmp_path, {"doc": "d1", "text": ARTICLE})
    assert row.keys() == {"doc", "events"}
    assert row["events"]
    for event in row["events"]:
        check_span(event)
        assert event.keys() == {
            *("start", "end", "text", "type", "certainty", "polarity", "time", "participants")
        }
        assert event["certainty"] in {"CERTAIN", "PROBABLE", "POSSIBLE", "UNDERSPECIFIED"}
        assert event["polarity"] in {"POS", "NEG", "UNDERSPECIFIED"}
        assert event["time"] in {"NON_FUTURE", "FUTURE", "UNDERSPECIFIED"}
        assert all(part.keys() == {"start", "end"} for part in event["participants"])


def test_roots_are_predicted_for_rows_with_source_and_target(
    annotator: Annotator, tmp_path: Path
) -> None:
    rows = [
        {"id": "1", "text": "Norland sent aid to Tessaria.", "root": "AID"},
        {"id": "2", "text": "Norland attacked Tessaria.", "root": "ASSAULT"},
    ]
    for row in rows:
        row.update(source="Norland", target="Tessaria")
    report, found = predicted("events", annotator, tmp_path, *rows)
    assert found == [{"id": "1", "root": "AID"}, {"id": "2", "root": "ASSAULT"}]
    assert report.headline["root accuracy"] == 100


def test_mentions_are_predicted_in_their_layout(annotator: Annotator, tmp_path: Path) -> None:
    _, (row,) = predicted("linking", annotator, tmp_path, {"doc": "d1", "text": ARTICLE})
    assert row.keys() == {"doc", "mentions"}
    for mention in row["mentions"]:
        check_span(mention)
        named = {"start", "end", "text", "kind", "name", "type", "entity", "wikidata"}
        assert mention.keys() == named
    assert "Ivo Brand" in {mention["entity"] for mention in row["mentions"]}


@pytest.mark.parametrize(
    ("task", "gold_key", "figure"),
    [
        ("attribution", ("pred", "gold"), "joint F1"),
        ("characterization", ("characterizations", "characterizations"), "full F1"),
        ("coreference", ("clusters", "clusters"), "CoNLL F1"),
        ("events", ("events", "events"), "participant F1"),
        ("linking", ("mentions", "mentions"), "mention F1"),
    ],
)
def test_predictions_taken_for_gold_are_all_found(
    task: str,
    gold_key: tuple[str, str],
    figure: str,
    annotator: Annotator,
    tmp_path: Path,
) -> None:
    _, (row,) = predicted(task, annotator, tmp_path, {"doc": "d1", "text": ARTICLE})
    gold = {"doc": "d1", "text": ARTICLE, gold_key[1]: row[gold_key[0]]}
    report, again = predicted(task, annotator, tmp_path, gold, {"doc": "d2", "text": "No gold."})
    assert again[0] == row
    assert report.headline[figure] == pytest.approx(100)
    assert report.documents == 2


def test_run_reports_the_speed_beside_the_bare_pipeline(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", {"doc": "d1", "text": ARTICLE})
    report = run("attribution", gold)
    assert report.speed is not None
    assert report.speed.words == 40
    assert report.speed.words_per_second > 0 < report.speed.bare_words_per_second
    assert "words per CPU second" in report.text()
    plain = json.loads(json.dumps(report.as_dict()))
    assert plain["speed"]["words"] == 40
    assert plain["model"]
    assert plain["figures"] is None


def test_the_speed_is_in_words_per_second() -> None:
    speed = Speed(words=1000, seconds=2.0, bare_seconds=1.0)
    assert (speed.words_per_second, speed.bare_words_per_second, speed.share) == (500, 1000, 50)
    assert Speed(0, 0.0, 0.0).share == 0


def test_the_bare_pipeline_is_put_together_again(annotator: Annotator) -> None:
    before = annotator.nlp.pipe_names
    measured = Measured(annotator, beside_bare=True)
    documents = [Article("He said no.", "0", ()), Article("She said yes.", "1", ())]
    found = list(measured.annotate(documents))
    assert [item.extraction.article for item in found if item] == documents
    assert annotator.nlp.pipe_names == before
    assert measured.speed is not None
    assert measured.speed.bare_seconds > 0


def test_a_document_that_cannot_be_annotated_is_reported_and_the_others_are_kept(
    annotator: Annotator, tmp_path: Path
) -> None:
    rows = [
        {"doc": "good", "text": ARTICLE, "gold": []},
        {"doc": "endless", "text": "word " * 300_000, "gold": []},
    ]
    report, found = predicted("attribution", annotator, tmp_path, *rows)
    assert found[0]["pred"]
    assert found[1] == {"doc": "endless", "pred": []}
    (reject,) = report.rejects
    assert reject.origin.endswith("gold.jsonl:2")
    assert "not annotated" in report.text()
    assert report.as_dict()["rejects"][0]["reason"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no documents"),
        ("{]\n", "gold.jsonl:1 is not JSON"),
        ('{"doc": "a", "text": "b"}\n[1]\n', 'gold.jsonl:2 is not an object with a "text"'),
        ('{"doc": "a"}\n', "text"),
        ('{"text": "a"}\n', '"doc" or an "id"'),
        ('{"doc": "a", "text": 5}\n', "text"),
    ],
)
def test_gold_that_cannot_be_read_is_refused_with_its_place(
    content: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(path)


def test_gold_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        read_gold(tmp_path / "bytes.jsonl")


def test_an_unknown_task_is_refused_and_an_unwritable_file(
    annotator: Annotator, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="attribution, characterization"):
        run("sentiment", tmp_path / "gold.jsonl")
    gold = written(tmp_path / "gold.jsonl", {"doc": "d1", "text": "Yes."})
    with pytest.raises(UsageError, match="cannot be written"):
        evaluate("linking", gold, annotator, predictions_path=tmp_path / "no" / "out.jsonl")


def test_the_founding_scores_of_an_extraction_made_by_hand(
    make_extraction: Callable[..., Extraction],
) -> None:
    scores = score(read_founding(FOUNDING), make_extraction())
    figures = scores.figures
    assert figures["statements"]["missed"] == ["s6", "s7"], "no source, and no such cue"
    assert figures["statements"]["found"] == 5
    assert figures["core characterizations"] == {
        "found": 1,
        "gold": 2,
        "predicted": 2,
        "missed": ["c2"],
    }
    assert figures["secondary characterizations"]["missed"] == []
    assert figures["stances"]["missed"] == ["x2"]
    assert figures["events"]["missed"] == ["e_vote"]
    assert {
        one["id"]: (one["found"], one["missed"], one["wrong"]) for one in figures["questions"]
    } == {
        "CQ01": (1, 1, 1),  # the article's own characterization is asked for by nobody
        "CQ03": (1, 0, 2),  # the two quotations that "she" said
        "CQ15": (1, 0, 0),
        "CQ17": (0, 1, 1),  # the gold knows no organization
        "CQ27": (2, 1, 1),  # it counts one mention too many of the union
    }
    assert figures["rows"] == {"found": 5, "missed": 3, "wrong": 5}
    assert scores.headline["statements of 7"] == 5
    assert any("polarity right 0" in line for line in scores.lines)


def test_a_founding_article_is_evaluated_whole(annotator: Annotator, tmp_path: Path) -> None:
    out = tmp_path / "extraction.jsonl"
    report = evaluate("founding", FOUNDING, annotator, predictions_path=out)
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["article"]["text"] == read_founding(FOUNDING).text
    assert report.headline["statements of 7"] >= 3
    assert "CQ27" in report.text()


def test_founding_gold_of_another_text_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(FOUNDING.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        read_founding(gold)
    (tmp_path / "article.txt").write_text("Something else.", encoding="utf-8")
    with pytest.raises(InputError, match="SHA-256"):
        read_founding(gold)
    gold.write_text('{"meta": {}}', encoding="utf-8")
    with pytest.raises(InputError, match="not a gold annotation"):
        read_founding(gold)


def test_founding_gold_without_questions_has_no_rows(
    make_extraction: Callable[..., Extraction], tmp_path: Path
) -> None:
    for name in ("gold.json", "article.txt"):
        content = FOUNDING.with_name(name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(content, encoding="utf-8")
    scores = score(read_founding(tmp_path / "gold.json"), make_extraction())
    assert "F1 of the rows" not in scores.headline
    assert any("no questions" in line for line in scores.lines)


def test_throughput_builds_a_store_from_the_texts(annotator: Annotator, tmp_path: Path) -> None:
    rows = [{"doc": str(n), "text": f"{ARTICLE} Number {n}."} for n in range(3)]
    gold = written(tmp_path / "gold.jsonl", *rows)
    report = evaluate_throughput(gold, annotator, articles=2)
    assert report.documents == 2
    assert report.scores is not None
    assert report.scores.figures["built"] + report.scores.figures["quarantined"] == 2
    assert report.headline["percent of bare spaCy"] > 0


def test_every_task_can_be_run(annotator: Annotator, tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", {"doc": "d1", "text": ARTICLE})
    pairs = written(tmp_path / "pairs.jsonl", {"texts": ["gold.jsonl"], "documents": ["d1"]})
    for task in TASKS:
        path = {"founding": FOUNDING, "actors": pairs}.get(task, gold)
        assert evaluate(task, path, annotator, with_speed=False).task == task


def test_pairs_of_actors_are_scored(annotator: Annotator, tmp_path: Path) -> None:
    texts = {
        "a": "Senator Maria Castell of Spain said the dam is safe.",
        "b": "The dam is safe, said Maria Castell on Monday.",
        "c": "Peter Castell said the dam is old.",
    }
    written(tmp_path / "texts.jsonl", *({"doc": doc, "text": text} for doc, text in texts.items()))
    place = {doc: texts[doc].index("Castell") + len("Castell") for doc in texts}
    names = {
        doc: [doc, place[doc] - len(name), place[doc]]
        for doc, name in (("a", "Maria Castell"), ("b", "Maria Castell"), ("c", "Peter Castell"))
    }
    gold = written(
        tmp_path / "pairs.jsonl",
        {"texts": ["texts.jsonl"], "documents": ["a", "b", "c"]},
        {"kind": "same", "one": names["a"], "other": names["b"], "same": True},
        {"kind": "other", "one": names["a"], "other": names["c"], "same": False},
        {"kind": "other", "one": names["b"], "other": names["c"], "same": True},
    )
    report = evaluate("actors", gold, annotator)
    assert report.headline == {"actors precision": 100.0, "actors recall": 50.0}
    with pytest.raises(InputError, match="asks for the document z"):
        head = {"texts": ["texts.jsonl"], "documents": ["z"]}
        evaluate("actors", written(tmp_path / "lost.jsonl", head), annotator)
    with pytest.raises(InputError, match="is not a list of pairs"):
        evaluate("actors", tmp_path / "texts.jsonl", annotator)


def test_the_gold_of_the_examples_is_scored(annotator: Annotator) -> None:
    gold = folder("examples") / "gold"
    attribution = evaluate("attribution", gold / "attribution.jsonl", annotator, with_speed=False)
    assert attribution.scores is not None
    assert attribution.scores.figures["n_gold"] == 105
    assert attribution.headline["joint F1"] > 40
