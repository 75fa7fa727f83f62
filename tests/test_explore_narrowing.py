"""Lists that are narrowed, against the plain way to do it: look at each item."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from sayso.explore.narrowing import Narrowing, is_within


@dataclass(frozen=True)
class Item:
    """Something with values, a day and words."""

    number: int
    letters: tuple[str, ...]
    colour: str
    day: str
    text: str


items = st.lists(
    st.builds(
        Item,
        st.integers(0, 9),
        st.lists(st.sampled_from("abc"), max_size=4).map(tuple),
        st.sampled_from(["red", "blue", ""]),
        st.sampled_from(["", "2020", "2020-01-02", "2020-02-01", "2021-07-09"]),
        st.text("xyz ", max_size=6),
    ),
    max_size=12,
)
VALUES = {"letter": lambda one: one.letters, "colour": lambda one: (one.colour,)}


def narrowing(found: list[Item]) -> Narrowing[Item]:
    return Narrowing(found, VALUES, lambda one: one.day, lambda one: one.text)


@given(
    items,
    st.sampled_from(["", "a", "b", "d"]),
    st.sampled_from(["", "red", "green"]),
    st.sampled_from(["", "2020", "2020-01", "2020-02-01"]),
    st.sampled_from(["", "2020", "2020-01", "2020-02-01"]),
    st.lists(st.sampled_from(["x", "yz", ""]), max_size=2),
)
def test_what_is_found_and_counted_is_what_fits(
    found: list[Item], letter: str, colour: str, since: str, until: str, words: list[str]
) -> None:
    known = narrowing(found)
    places = known.find({"letter": letter, "colour": colour}, since, until, words)
    wanted = [
        one
        for one in found
        if (not letter or letter in one.letters)
        and (not colour or colour == one.colour)
        and is_within(one.day, since, until)
        and all(word in one.text for word in words)
    ]
    assert list(known.at(places)) == wanted
    letters = Counter(value for one in wanted for value in set(one.letters))
    assert known.counts("letter", places) == letters
    ordered = sorted(letters.items(), key=lambda pair: (-pair[1], pair[0]))
    assert known.counted("letter", places, 2) == (tuple(ordered[:2]), len(ordered))
    assert known.counts("colour", places) == Counter(one.colour for one in wanted if one.colour)
    by_number = [known.items[at] for at in known.ordered(places, "n", lambda one: (one.number,))]
    assert by_number == sorted(wanted, key=lambda one: one.number)


def test_a_day_is_within_the_month_or_year_that_it_is_of() -> None:
    assert is_within("2020-03-31", "2020-03", "2020-03")
    assert is_within("2020-12-31", "", "2020")
    assert not is_within("2021-01-01", "", "2020")
    assert not is_within("2019-12-31", "2020", "")
    assert is_within("", "", "") and not is_within("", "2020", "") and not is_within("", "", "2020")
