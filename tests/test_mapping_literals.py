"""Literals are written in the form that a store keeps as it is."""

from datetime import UTC, datetime, timedelta, timezone

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from sayso.mapping.literals import date_time, decimal


def survives(literal: Literal) -> bool:
    store = pyoxigraph.Store()
    node = NamedNode("https://example.org/x")
    store.add(Quad(node, node, literal))
    return [quad.object for quad in store] == [literal]


@given(st.floats(0, 1))
def test_decimals_are_canonical(value: float) -> None:
    assert survives(decimal(value))
    assert abs(float(decimal(value).value) - value) <= 0.00005


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.5, "0.5"), (0.93, "0.93"), (0.0, "0"), (0.00001, "0"), (0.85, "0.85")],
)
def test_decimals_have_no_trailing_zeros(value: float, written: str) -> None:
    assert decimal(value).value == written


@given(
    st.datetimes(
        timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=-5, minutes=-30))]),
        min_value=datetime(2, 1, 1),
        max_value=datetime(9998, 1, 1),
    )
)
def test_times_are_canonical(moment: datetime) -> None:
    written = date_time(moment.isoformat())
    assert survives(written)
    again = datetime.fromisoformat(written.value)
    assert again == (moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def test_a_day_has_a_first_and_a_last_second() -> None:
    assert date_time("2024-12-19").value == "2024-12-19T00:00:00Z"
    assert date_time("2024-12-19", end=True).value == "2024-12-19T23:59:59Z"
    assert date_time("2024-12-19T10:00:00+02:00", end=True).value == "2024-12-19T08:00:00Z"
