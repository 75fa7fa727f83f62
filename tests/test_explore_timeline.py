"""Charts of days: what is counted where, in months or in years."""

from sayso.explore.timeline import bars


def counted(*series: tuple[str, list[str]]) -> tuple[dict[tuple[str, str], int], int]:
    """Return the counts of a chart by time and series, and how many things lie before it."""
    chart = bars(*series)
    assert chart is not None
    return {(bar.label, bar.kind): bar.count for bar in chart.bars}, chart.earlier


def test_days_are_counted_in_their_months() -> None:
    said = ["2020-01-31", "2020-01-01", "2020-03-05", "2020", ""]
    assert counted(("said", said), ("heard", ["2020-03"])) == (
        {("2020-01", "said"): 2, ("2020-03", "said"): 1, ("2020-03", "heard"): 1},
        0,
    )


def test_a_few_days_long_ago_are_told_beside_the_chart() -> None:
    found, earlier = counted(("said", ["0001-05-01", *["2020-02-02"] * 9]))
    assert found == {("2020-02", "said"): 9}
    assert earlier == 1


def test_days_of_many_years_are_counted_in_years() -> None:
    found, earlier = counted(("said", [f"{year}-07-01" for year in range(1900, 2001)]))
    assert found == {(str(year), "said"): 1 for year in range(1929, 2001)}
    assert earlier == 29


def test_without_a_month_there_is_no_chart() -> None:
    assert bars(("said", ["2020", ""]), ("heard", [])) is None
