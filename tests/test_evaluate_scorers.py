"""Scorers: cases worked out by hand, properties, and equality with the scorers shared beside us."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import MissingPartError
from sayso.evaluate import attribution, characterization, coreference, events, linking
from sayso.evaluate.attribution.quotes import quoted_characters
from sayso.evaluate.names import normalized, same_name
from sayso.evaluate.scores import Scores, best_pairs
from sayso.evaluate.words import WordIndex, count_words

CASES = Path(__file__).parent / "evaluate"
SHARED = Path(__file__).parents[1].parent / "shared"
Rows = list[dict[str, Any]]


def score(task: str, row: dict[str, Any]) -> Scores:
    """Score one document that has gold and predictions."""
    text, gold, predicted = row.get("text", ""), row["gold"], row["predicted"]
    if task == "attribution":
        return attribution.score([attribution.Scored(text, tuple(gold), tuple(predicted))])
    if task == "characterization":
        return characterization.score([characterization.Scored(gold, predicted)])
    if task == "coreference":
        return coreference.score([coreference.Scored(text, gold, predicted)])
    if task == "roots":
        return events.score_roots(zip(gold, predicted, strict=True))
    if task == "events":
        return events.score_events([events.Scored(text, gold, predicted)])
    return linking.score([linking.Scored(text, gold, predicted)])


def cases() -> Iterator[Any]:
    for path in sorted((CASES / "scorers").glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("task", "case"), list(cases()))
def test_hand_worked_cases(task: str, case: dict[str, Any]) -> None:
    figures = score(task, case).figures
    for path, expected in case["expected"].items():
        value: Any = figures
        for key in path.split(">"):
            value = value[key]
        assert value == pytest.approx(expected, abs=0.005), path


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no way" twice.', '"no way"'),
        ("She called it “a ‘real’ mess” then.", "“a ‘real’ mess”"),
        ('An open "quotation\nends here.', '"quotation'),
        ("It’s the dogs’ ‘own fault’ he said", "‘own fault’"),
        ("One ‘word’ is none.", ""),
        ("``Old style'' marks", "`Old style'"),
        ("“One “two” three", "“One “two”"),
        ("", ""),
    ],
)
def test_quoted_characters(text: str, quoted: str) -> None:
    marks = quoted_characters(text)
    assert len(marks) == len(text)
    assert "".join(c for c, inside in zip(text, marks, strict=True) if inside) == quoted


def test_names_that_are_the_same() -> None:
    assert normalized("The Senator's") == ("senator",)
    assert same_name("Sen. Ada Quill", "ADA QUILL'S")
    assert same_name("U.S. government", "the US government")
    assert same_name("the Democrats' plan", "Democrats plan")
    assert same_name("José Núñez", "Jose Nunez")
    assert not same_name("Quill", "Ada Quill")
    assert same_name("Quill", "Ada Quill", loosely=True)
    assert not same_name("Ada", "Ada Quill", loosely=True)
    assert not same_name("", None)


def test_scipy_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(MissingPartError, match=r"sayso\[evaluate\]"):
        best_pairs([[1.0]])
    assert best_pairs([]) == [] == best_pairs([[]])


def test_best_pairs_takes_the_greatest_sum_and_leaves_out_nothing_worth_nothing() -> None:
    assert sorted(best_pairs([[0.9, 0.8], [0.8, 0.0]])) == [(0, 1), (1, 0)]
    assert best_pairs([[0.0, 0.0], [0.0, 2.0]]) == [(1, 1)]


words = st.text(alphabet="ab'’-. “\"\n,x1é", max_size=60)


@settings(deadline=None)
@given(text=words, start=st.integers(0, 60), length=st.integers(0, 60))
def test_words_of_a_span_are_those_that_share_a_character_with_it(
    text: str, start: int, length: int
) -> None:
    index = WordIndex(text)
    end = min(len(text), start + length)
    expected = {
        n
        for n, (s, e) in enumerate(zip(index.starts, index.ends, strict=True))
        if s < end and start < e
    }
    assert index.words([(start, end)]) == expected
    assert count_words(text) == len(index)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[dict[str, list[list[int]]]]]:
    text = draw(st.text(alphabet="abc “”\n.", min_size=1, max_size=80))
    edge = st.integers(0, len(text))
    span = st.tuples(edge, edge).map(sorted)
    item = st.fixed_dictionaries(
        {role: st.lists(span, max_size=2) for role in ("source", "cue", "content")}
    )
    return text, draw(st.lists(item, max_size=5))


@settings(deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_attribution_properties(
    document: tuple[str, list[dict[str, list[list[int]]]]], chance: random.Random
) -> None:
    text, gold = document
    itself = attribution.score([attribution.Scored(text, tuple(gold), tuple(gold))]).figures
    if itself["n_gold"]:
        assert itself["joint_50"]["F"] == itself["exact_all"]["F"] == 1
    nothing = attribution.score([attribution.Scored(text, tuple(gold), ())]).figures
    assert nothing["joint_50"] == {"P": 0, "R": 0, "F": 0}
    other = chance.sample(gold, chance.randint(0, len(gold)))
    one = attribution.score([attribution.Scored(text, tuple(gold), tuple(other))]).figures
    swapped = attribution.score([attribution.Scored(text, tuple(other), tuple(gold))]).figures
    assert one["joint_50"]["P"] == swapped["joint_50"]["R"]
    assert one["joint_50"]["F"] <= one["detect_50"]["F"] <= one["detect_any"]["F"] <= 1


def rows_of(file: str, limit: int) -> Rows:
    path = SHARED / "corpora" / file
    if not path.is_file():
        pytest.skip(f"{path.name} lies in a folder beside the checkout that is not here")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:limit]]


def write(path: Path, rows: Rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def shared_output(script: str, *arguments: str | Path) -> str:
    path = SHARED / "eval" / script
    if not path.is_file():
        pytest.skip(f"{script} lies in a folder beside the checkout that is not here")
    command = [sys.executable, str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def perturbed_spans(spans: list[list[int]], length: int, chance: random.Random) -> list[list[int]]:
    """Move the edges of spans, and now and then leave one out or split it."""
    changed = []
    for start, end in spans:
        if chance.random() < 0.1:
            continue
        if chance.random() < 0.5:
            start = max(0, start + chance.randint(-25, 25))
            end = min(length, max(start + 1, end + chance.randint(-25, 25)))
        if chance.random() < 0.1 and end - start > 10:
            middle = (start + end) // 2
            changed += [[start, middle - 2], [middle + 2, end]]
        else:
            changed.append([start, end])
    return changed


@pytest.mark.parametrize("file", ["gum-news/attribution.jsonl", "polnear/dev.jsonl"])
def test_attribution_equals_the_shared_scorer(file: str, tmp_path: Path) -> None:
    chance = random.Random(5)
    gold = rows_of(file, 20)
    predicted: Rows = []
    for row in gold:
        size = len(row["text"])
        items = [
            {role: perturbed_spans(spans, size, chance) for role, spans in item.items()}
            for item in row["gold"]
            if chance.random() < 0.85
        ]
        items += [dict(item) for item in items if chance.random() < 0.1]
        predicted.append({"doc": row["doc"], "pred": items})
    files = write(tmp_path / "gold.jsonl", gold), write(tmp_path / "pred.jsonl", predicted)
    printed = shared_output("score_attribution.py", *files, "--json", tmp_path / "figures.json")
    scores = attribution.score(
        attribution.Scored(row["text"], tuple(row["gold"]), tuple(found["pred"]))
        for row, found in zip(gold, predicted, strict=True)
    )
    theirs = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert scores.figures["joint_50"]["F"] not in (0, 1), "the predictions must tell nothing apart"
    assert json.loads(json.dumps(scores.figures)) == theirs
    assert [line.rstrip() for line in scores.lines] == [
        line.rstrip() for line in printed.splitlines()
    ]


@pytest.mark.parametrize("loose", [False, True])
def test_characterization_equals_the_shared_scorer(loose: bool, tmp_path: Path) -> None:
    chance = random.Random(6)
    gold = rows_of("characterization/dev.jsonl", 30)
    predicted: Rows = []
    for row in gold:
        items = [
            perturbed_characterization(item, row["text"], chance)
            for item in row["characterizations"]
            if chance.random() < 0.9
        ]
        predicted.append({"id": row["id"], "characterizations": items})
    files = write(tmp_path / "gold.jsonl", gold), write(tmp_path / "pred.jsonl", predicted)
    options = ["--by-corpus", *(["--loose-names"] if loose else [])]
    printed = shared_output("score_characterizations.py", *files, *options)
    theirs = shared_output("score_characterizations.py", *files, *options, "--json")
    scores = characterization.score(
        (
            characterization.Scored(
                row["characterizations"], found["characterizations"], row["corpus"]
            )
            for row, found in zip(gold, predicted, strict=True)
        ),
        loose_names=loose,
    )
    assert 0 < scores.figures["all"]["full"]["f1"] < scores.figures["all"]["attribute"]["f1"] < 1
    assert json.loads(json.dumps(scores.figures)) == json.loads(theirs)
    assert "\n".join(scores.lines) + "\n" == printed


def perturbed_characterization(
    item: dict[str, Any], text: str, chance: random.Random
) -> dict[str, Any]:
    changed: dict[str, Any] = json.loads(json.dumps(item))
    ((start, end),) = perturbed_spans(
        [[item["attribute"]["start"], item["attribute"]["end"]]], len(text), NeverLess(chance)
    )
    changed["attribute"] = {"start": start, "end": end, "text": text[start:end]}
    if chance.random() < 0.3:
        changed["polarity"] = chance.choice(["positive", "negative", "neutral"])
    if chance.random() < 0.2:
        changed["form"] = chance.choice(["as", "epithet", "other"])
    if chance.random() < 0.3 and changed["holder"]:
        changed["holder"] = {"name": changed["holder"]["name"].split()[-1]}
    if chance.random() < 0.2:
        changed["target"] = None
    return changed


class NeverLess(random.Random):
    """Draws numbers that neither leave a span out nor split it."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance.randint(0, 10**6))

    def random(self) -> float:
        """Return a number that no threshold for leaving out or splitting is above."""
        return 0.2 + 0.8 * super().random()


def test_coreference_equals_the_shared_scorer(tmp_path: Path) -> None:
    chance = random.Random(7)
    gold = rows_of("coreference/ontogum-ccby.jsonl", 30)
    predicted: Rows = []
    for row in gold:
        clusters: list[list[list[int]]] = []
        for cluster in row["clusters"]:
            kept = perturbed_few(cluster, len(row["text"]), chance)
            if clusters and chance.random() < 0.15:
                clusters[-1] += kept
            elif chance.random() < 0.15:
                clusters += [kept[::2], kept[1::2]]
            else:
                clusters.append(kept)
        predicted.append({"doc": row["doc"], "clusters": clusters})
    files = write(tmp_path / "gold.jsonl", gold), write(tmp_path / "pred.jsonl", predicted)
    printed = shared_output("score_coreference.py", *files)
    scores = coreference.score(
        coreference.Scored(row["text"], row["clusters"], found["clusters"])
        for row, found in zip(gold, predicted, strict=True)
    )
    assert 0 < scores.figures["CoNLL"] < 100
    assert "\n".join(scores.lines) + "\n" == printed


def perturbed_few(spans: list[list[int]], length: int, chance: random.Random) -> list[list[int]]:
    """Leave out some spans and move some by a character, which white space may undo."""
    kept = [list(span) for span in spans if chance.random() < 0.9]
    for span in kept:
        if chance.random() < 0.3:
            span[1] = min(length, span[1] + 1)
    return kept


Scorer = Callable[[], Scores]


@pytest.mark.parametrize(
    "nothing",
    [
        lambda: attribution.score([]),
        lambda: characterization.score([]),
        lambda: coreference.score([]),
        lambda: events.score_roots([]),
        lambda: events.score_events([]),
        lambda: linking.score([]),
        lambda: attribution.score([attribution.Scored("", (), ())]),
        lambda: coreference.score([coreference.Scored("", [], [])]),
    ],
)
def test_nothing_to_score_gives_zeros(nothing: Scorer) -> None:
    scores = nothing()
    assert scores.lines
    assert set(scores.headline.values()) == {0.0}
