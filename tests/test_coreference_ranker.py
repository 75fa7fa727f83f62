"""The ranker of coreference: its file, its options, and what holds of all chains."""

from pathlib import Path
from time import process_time

import numpy as np
import pytest
from spacy.language import Language

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.coreference import pairs
from sayso.annotate.coreference.chains import STANDING
from sayso.annotate.coreference.kinds import KINDS, ROLES, TYPES
from sayso.annotate.coreference.options import options
from sayso.annotate.coreference.pairs import PAIR, own_names
from sayso.annotate.coreference.problem import problem
from sayso.annotate.coreference.ranker import NETWORKS, Ranker, ranker, read, write
from sayso.annotate.coreference.resolving import resolve
from sayso.annotate.coreference.traits import Numbers
from sayso.annotate.mentions.candidate import found_in

TEXT = (
    "Ana Ruiz leads the Harbour Union. She said its members would strike on Monday. "
    "The union met Velmont Bank, which owns the port. Ruiz told the bank that they were ready, "
    "and it answered: “We are not. You know that.” "
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def test_the_weights_fit_the_features() -> None:
    for kind in NETWORKS:
        assert ranker().networks[kind]
        for network in ranker().networks[kind]:
            assert len(network.parts["pair"]) == len(PAIR)
            assert len(network.parts["later"]) == len(network.parts["earlier"]) == len(own_names())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write(tmp_path / "one.npz", ranker())
    write(tmp_path / "two.npz", read(tmp_path / "one.npz"))
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert read(tmp_path / "two.npz").margins == ranker().margins
    assert read(tmp_path / "two.npz").certainty == ranker().certainty


def test_a_greater_share_is_never_less_sure() -> None:
    shares = np.linspace(0, 1, 101).tolist()
    for kind in NETWORKS:
        one = ranker().ensemble(kind)
        sure = [one.sure(share) for share in shares]
        assert sure == sorted(sure)
        assert 0 < sure[0] < sure[-1] < 1
    as_shared = Ranker(ranker().networks, ranker().margins).ensemble("third")
    assert as_shared.sure(0.7) == pytest.approx(0.7)


def test_resolving_twice_gives_the_same_and_each_phrase_one_chain(nlp: Language) -> None:
    found = found_in(nlp(TEXT))
    assert found is not None
    first, second = (resolve(problem(found), ranker()) for _ in range(2))
    assert first.chains.members == second.chains.members
    assert np.array_equal(first.confidence, second.confidence)
    together = sorted(n for group in first.chains.members.values() for n in group)
    assert together == list(range(len(first.problem.phrases)))
    for chain, group in first.chains.members.items():
        assert set(first.chains.of[group].tolist()) == {chain}
        assert first.chains.size[chain] == len(group)
    assert ((first.confidence > 0) & (first.confidence <= 1)).all()


def test_no_he_joins_a_chain_known_to_be_female(nlp: Language) -> None:
    found = found_in(nlp(TEXT + "He left. She stayed. He smiled, she did not."))
    assert found is not None
    resolved = resolve(problem(found), ranker())
    kinds = resolved.problem.of.kind
    for group in resolved.chains.members.values():
        assert not {KINDS.index("he"), KINDS.index("she")} <= set(kinds[group].tolist())


def test_options_are_bounded_however_long_the_text(nlp: Language) -> None:
    found = found_in(nlp(TEXT * 20))
    assert found is not None
    given = problem(found)
    most = [
        max(len(js) for js in given.options[part]) for part in (slice(150, 250), slice(250, None))
    ]
    assert most[1] <= most[0] + 10
    for i, js in enumerate(options(given.of, given.rules)):
        assert all(j < i for j in js.tolist())
        assert js.tolist() == sorted(set(js.tolist()))


def test_the_time_grows_with_the_mentions_and_not_with_their_square(nlp: Language) -> None:
    least: list[float] = []
    for times in (15, 60):
        found = found_in(nlp(TEXT * times))
        assert found is not None
        assert len(found.candidates) >= 10 * times
        taken: list[float] = []
        for _ in range(3):
            start = process_time()
            resolve(problem(found), ranker())
            taken.append(process_time() - start)
        least.append(min(taken))
    assert least[1] < 2 * 4 * least[0]


def test_a_doubtful_link_stands_on_the_mention(nlp: Language) -> None:
    doc = nlp(TEXT)
    linked = [m for m in doc._.sayso_mentions if m.kind == "PRO" and m.confidence < 1]
    assert linked
    assert all(0 < m.confidence < 1 and m.confidence == round(m.confidence, 2) for m in linked)


def test_a_text_without_phrases_has_no_chains(nlp: Language) -> None:
    for text in ("", "Yes.", "\n\n"):
        doc = nlp(text)
        found = found_in(doc)
        assert found is not None
        assert not [
            g for g in resolve(problem(found), ranker()).chains.members.values() if len(g) > 1
        ]


def test_networks_side_by_side_give_the_mean_of_their_scores() -> None:
    rng = np.random.default_rng(0)
    later = rng.random((1, len(own_names())), dtype=np.float32)
    earlier = rng.random((7, len(own_names())), dtype=np.float32)
    rows = rng.random((7, len(PAIR)), dtype=np.float32)
    for kind in NETWORKS:
        expected, none = [], []
        for network in ranker().networks[kind]:
            own = network.parts
            hidden = rows @ own["pair"] + earlier @ own["earlier"] + later @ own["later"]
            expected.append(np.maximum(hidden + own["bias"], 0) @ own["out"] + rows @ own["direct"])
            alone = np.maximum(later @ own["alone"] + own["bias2"], 0)
            none.append(float((alone @ own["out2"] + own["none"])[0]))
        one = ranker().ensemble(kind)
        hidden = one.hidden(one.of_later(later), one.of_earlier(earlier), rows)
        assert one.scores(hidden) == pytest.approx(np.mean(expected, axis=0), abs=1e-3)
        assert float(one.none(later)[0]) == pytest.approx(np.mean(none) + one.margin, abs=1e-3)


def test_the_features_of_a_pair_are_the_same_in_any_block(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = found_in(nlp(TEXT * 3))
    assert found is not None
    given = problem(found)
    whole: list[Numbers] = []
    parts: list[Numbers] = []
    for size, seen in ((1000, whole), (7, parts)):
        monkeypatch.setattr(pairs, "_BLOCK", size)
        resolve(given, ranker(), seen)
    assert len(whole) == len(parts) == len(given.phrases)
    for one, other, js in zip(whole, parts, given.options, strict=True):
        assert one.shape == (len(js), len(PAIR))
        assert np.array_equal(one, other)


def test_what_is_told_of_a_chain_is_what_its_members_say(nlp: Language) -> None:
    found = found_in(nlp(TEXT * 2))
    assert found is not None
    resolved = resolve(problem(found), ranker())
    chains, of = resolved.chains, resolved.problem.of
    assert max(len(group) for group in chains.members.values()) > 2
    for chain, group in chains.members.items():
        told = dict(zip(STANDING, chains.table[chain].tolist(), strict=True))
        assert told["log chain size"] == pytest.approx(np.log1p(len(group)) / 3)
        assert told["chain of one"] == (len(group) == 1)
        subjects = int((of.role[group] == ROLES.index("subject")).sum())
        assert told["chain subjects"] == pytest.approx(min(subjects, 5) / 5)
        assert told["chain in first sentence"] == (of.sentence[chain] == 0)
        assert sum(told[f"chain {t}"] for t in TYPES) == 1
