"""The ranker of coreference: its file, its options, and what holds of all chains."""

from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from sayso.annotate.annotator import load_pipeline
from sayso.annotate.coreference.options import options
from sayso.annotate.coreference.pairs import PAIR, own_names
from sayso.annotate.coreference.ranker import NETWORKS, ranker, read, write
from sayso.annotate.coreference.resolving import problem, resolve
from sayso.annotate.coreference.traits import KINDS
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
