"""How the names of actors are read and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors.folding import apart, folded
from sayso.actors.names import Agreement, agreement, body_name, person_name


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Ana Ruiz", "ANA RUIZ", Agreement.SAME),
        ("José Peña", "Jose Pena", Agreement.SAME),
        ("Sen. Ana Ruiz", "Ana Ruiz", Agreement.SAME),
        ("Ana M. Ruiz", "Ana Ruiz", Agreement.MIDDLE),
        ("J. Edgar Stone", "Edgar Stone", Agreement.MIDDLE),
        ("Bill Stone", "William Stone", Agreement.SHORT),
        ("Kirsten Ahlgren", "Kirsten Ahlgrem", Agreement.SPELLING),
        ("A. Ruiz", "Ana Ruiz", Agreement.INITIAL),
        ("Tom Reed Jr.", "Tom Reed", Agreement.SUFFIX),
        ("Ruiz", "Ana Ruiz", Agreement.FAMILY),
        ("Ruiz", "Ruiz", Agreement.SINGLE),
        ("Ana Ruiz", "Eva Ruiz", Agreement.NONE),
        ("Tom Reed Jr.", "Tom Reed Sr.", Agreement.NONE),
        ("George W. Stone", "George H. W. Stone", Agreement.NONE),
        ("Иван Петров", "Иван Петров", Agreement.SAME),
        ("王小明", "王小明", Agreement.SINGLE),
        ("Ruiz", "Ruis", Agreement.NONE),
    ],
)
def test_names_of_persons_agree(one: str, other: str, how: Agreement) -> None:
    assert agreement(person_name(one), person_name(other)) is how
    assert agreement(person_name(other), person_name(one)) is how


def test_a_body_is_known_by_its_words_without_legal_form_and_country() -> None:
    assert body_name("Harbour Works Ltd.").key == body_name("The Harbour Works").key
    assert body_name("Department of State").key == body_name("State Department").key
    ministry = body_name("Norwegian Foreign Ministry")
    assert (ministry.generic, ministry.place) == (True, "no")
    assert body_name("Texas Supreme Court").place == "us-tx"
    assert body_name("World Food Programme").initials == ("wfp",)
    assert body_name("WFP").acronym == "wfp"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared_either_way(one: str, other: str) -> None:
    mine, theirs = person_name(one), person_name(other)
    assert agreement(mine, theirs) is agreement(theirs, mine)
    assert folded(folded(one)) == folded(one)
    assert apart(one, other) == apart(other, one)
    assert (body_name(one).key == body_name(other).key) or body_name(one) != body_name(other)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("ruiz", "riuz", 1), ("ruiz", "ruis", 1), ("ruiz", "ru", 2), ("a", "bcdef", 3)],
)
def test_letters_apart(one: str, other: str, steps: int) -> None:
    assert apart(one, other) == steps
