"""What is said to Virtuoso instead of what it would misread; asked by test_remote_questions.py."""

import pytest

from sayso.errors import StoreError
from sayso.query import questions
from sayso.store.virtuoso import coalesces_what_may_fail, said_for_virtuoso


def test_separators_that_are_not_ascii_become_marks() -> None:
    query = (
        'SELECT (group_concat(DISTINCT CONCAT(?a, ")"); separator = " … ") AS ?x) '
        '(GROUP_CONCAT(?b; separator=" | ") AS ?y) (GROUP_CONCAT(?c; separator=\'é"\') AS ?z) '
        '(GROUP_CONCAT(?d; separator=" … ") AS ?w) (GROUP_CONCAT(?e) AS ?v) {} # GROUP_CONCAT('
    )
    said, marks = said_for_virtuoso(query)
    assert said.isascii() and len(marks) == 2
    written = said
    for mark, text in marks.items():
        written = written.replace(f'"\\u{ord(mark):04X}"', f'"{text}"')
    assert written == query.replace("'é\"'", '"é""')


def test_more_separators_than_marks_are_refused() -> None:
    joins = " ".join(f'(GROUP_CONCAT(?a; separator="…{n}") AS ?x{n})' for n in range(19))
    with pytest.raises(StoreError, match="18 separators"):
        said_for_virtuoso(f"SELECT {joins} {{}}")


def test_what_is_searched_is_a_text_of_its_own() -> None:
    said, marks = said_for_virtuoso(
        'ASK { FILTER(REGEX(CONCAT(?a, "),"), ?b, "i") || regex(?c, "(")) }'
    )
    assert said == (
        'ASK { FILTER(REGEX(SUBSTR(CONCAT(?a, "),"), 1), ?b, "i") || regex(SUBSTR(?c, 1), "(")) }'
    )
    assert not marks


@pytest.mark.parametrize(
    ("query", "fails"),
    [
        ("ASK { FILTER(COALESCE(?x, true)) }", False),
        ('ASK { BIND(COALESCE(?x, COALESCE(?y, "a, (b)"), STR(?z)) AS ?w) }', False),
        ('SELECT ("COALESCE(1/0, 2)" AS ?x) {} # COALESCE(1/0, 2)', False),
        ("ASK { FILTER(coalesce(1/0, 2)) }", True),
        ('ASK { BIND(COALESCE(?x, COALESCE(?y, UCASE(?z)), "a") AS ?w) }', True),
        ("ASK { FILTER(COALESCE(?x > 2, true)) }", True),
    ],
)
def test_a_coalesce_of_what_may_fail_is_found(query: str, fails: bool) -> None:
    assert coalesces_what_may_fail(query) is fails


def test_no_prepared_question_has_one() -> None:
    assert not [one.name for one in questions() if coalesces_what_may_fail(one.sparql)]
