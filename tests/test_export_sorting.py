"""Sorting of triples: on disk as in memory, in bounded memory, and told when there is no room."""

import random
import resource
import tracemalloc

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sayso.errors import SaysoError
from sayso.export.order import TwoTerms, key
from sayso.export.sorting import Sorter
from sayso.store import Subject, Term


@pytest.mark.parametrize("most", [1, 7, 1_000])
def test_sorting_on_disk_gives_what_sorting_in_memory_gives(most: int) -> None:
    chance = random.Random(3)
    subjects: list[Subject] = [NamedNode(f"urn:s{n}") for n in range(12)]
    subjects += [BlankNode(f"b{n}") for n in range(3)]
    values: list[Term] = [Literal(text) for text in ('"', "\n", "\u2028", "é", "")]
    inner = Triple(subjects[0], NamedNode("urn:p"), Literal('"\\'))
    values += [Literal("x", language="en"), NamedNode("urn:o"), inner]
    pairs: list[tuple[Subject, TwoTerms]] = [
        (chance.choice(subjects), (NamedNode(f"urn:p{chance.randrange(3)}"), value))
        for value in values
        for _ in range(20)
    ]
    wanted: dict[Subject, set[TwoTerms]] = {}
    with Sorter(most) as sorter:
        for subject, pair in pairs:
            wanted.setdefault(subject, set()).add(pair)
            sorter.add(subject, [pair])
        found = list(sorter.in_order())
    assert found == sorted(wanted.items(), key=lambda told: key(told[0]))


def test_a_full_folder_for_temporary_files_is_told_apart_from_a_full_disk() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with Sorter(9) as sorter, pytest.raises(SaysoError, match=r"put in order on disk.*TMPDIR"):
            for number in range(20):
                value = Literal(f"value {number}")
                sorter.add(NamedNode(f"urn:s{number}"), [(NamedNode("urn:p"), value)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_sorting_does_not_hold_all_triples() -> None:
    def peak(most: int) -> int:
        tracemalloc.start()
        with Sorter(most) as sorter:
            for number in range(5_000):
                told = (NamedNode("urn:p"), Literal(f"value {number}"))
                sorter.add(NamedNode(f"urn:s{number * 7919 % 5_000}"), [told])
            assert sum(1 for _ in sorter.in_order()) == 5_000
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(200) < peak(5_001) / 4
