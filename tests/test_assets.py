"""The folders that travel with the package are found, wherever it is installed."""

import pytest

from sayso.assets import folder
from sayso.errors import MissingPartError


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("ontology", "*.ttl"),
        ("shapes", "*.ttl"),
        ("queries", "*.rq"),
        ("examples", "articles/*.txt"),
    ],
)
def test_finds_the_folder(name: str, pattern: str) -> None:
    assert list(folder(name).glob(pattern))


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(MissingPartError, match=r"'recipes'.*missing.*Reinstall"):
        folder("recipes")
