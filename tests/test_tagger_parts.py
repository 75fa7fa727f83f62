"""The parts of the tagger that need no weights: word pieces, windows, spans from scores."""

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.annotate.tagger import decoding, relations, windows
from sayso.annotate.tagger.wordpieces import WordPieces

_VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nplay\n##ing\nu\n.\ns\nnaive\n–\n中\n##s\na\n##b"


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> WordPieces:
    path: Path = tmp_path_factory.mktemp("vocabulary") / "vocabulary.txt"
    path.write_text(_VOCABULARY, encoding="utf-8")
    return WordPieces(path)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Playing", "play ##ing"),
        ("U.S.", "u . s ."),
        ("naïve", "naive"),
        ("–", "–"),
        ("中中", "中 中"),
        ("xyzzy", "[UNK]"),
        ("a" * 101, "[UNK]"),
        ("\n\n", "[SEP]"),
        ("a\u200bb", "a ##b"),
    ],
)
def test_words_are_cut_as_berts_are(pieces: WordPieces, word: str, expected: str) -> None:
    listed = _VOCABULARY.split("\n")
    assert [listed[n] for n in pieces.of(word)] == expected.split()


@given(
    st.lists(
        st.sampled_from(["play", "playing", "u.s.", "xyzzy", "\n", "a"]), min_size=1, max_size=900
    )
)
def test_every_word_is_found_in_one_window_at_its_first_piece(
    pieces: WordPieces, words: list[str]
) -> None:
    ids, filled, where = windows.windows(pieces, words)
    assert ids.shape == filled.shape
    assert ids.shape[1] <= windows.LENGTH
    flat = ids.reshape(-1)
    assert [int(flat[place]) for place in where] == [pieces.of(word)[0] for word in words]
    assert filled.reshape(-1)[where].all()
    # Words of one window lie in their order.
    assert all(a < b for a, b in pairwise(where))


@given(st.lists(st.floats(-5, 5), max_size=12))
def test_the_best_stretch_is_the_one_with_the_greatest_sum(gains: list[float]) -> None:
    found = decoding.best_stretch(np.array(gains))
    sums = [sum(gains[a:b]) for a, b in combinations(range(len(gains) + 1), 2)]
    if found is None:
        assert max(sums, default=0) <= 0
    else:
        assert sum(gains[slice(*found)]) == pytest.approx(max(sums))


def _worth(gains: list[float], chosen: tuple[bool, ...]) -> float:
    changes = sum(a != b for a, b in zip((False, *chosen), chosen, strict=False))
    return sum(g for g, c in zip(gains, chosen, strict=True) if c) - changes * decoding.CHANGE


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=9))
def test_stretches_together_gain_most(gains: list[float]) -> None:
    found = decoding.stretches(np.array(gains))
    inside = tuple(any(a <= i < b for a, b in found) for i in range(len(gains)))
    every = (tuple(bool(n >> i & 1) for i in range(len(gains))) for n in range(2 ** len(gains)))
    assert _worth(gains, inside) == pytest.approx(max(_worth(gains, c) for c in every))
    assert all(b < c for (_, b), (c, _) in pairwise(found))


def test_distances_grow_to_both_sides() -> None:
    away = relations.DISTANCES.tolist()
    assert away == sorted(away)
    assert len(away) == relations.WIDTH
    assert min(away) == 0
    assert max(away) == relations.SIZES[0] - 1
