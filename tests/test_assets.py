"""The folders that travel with the package are found, wherever it is installed."""

import gzip
import re
from pathlib import Path

import pytest

import sayso.explore
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


BUILT = Path(sayso.explore.__file__).parent / "static" / "built"
MOST_SCRIPT = 200_000
"""Bytes of compressed script that a screen may load, all of it counted."""


def loaded_by(name: str) -> set[str]:
    """Return a script with all that it imports, at once or later, and the workers it starts."""
    found, wanted = set(), [name]
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            text = (BUILT / one).read_text(encoding="utf-8")
            wanted += re.findall(r"""["']\./([\w.-]+\.js)["']""", text)
            wanted += re.findall(r"/static/built/([\w.-]+\.js)", text)
    return found


@pytest.mark.usefixtures("scripts")
@pytest.mark.parametrize("screen", ["", "reader", "graph", "sparql", "validation"])
def test_a_screen_loads_little_script(screen: str) -> None:
    files = set().union(*(loaded_by(f"{name}.js") for name in ("search", screen) if name))
    assert "layout.js" in files or screen != "graph"
    size = sum(len(gzip.compress((BUILT / file).read_bytes(), 5)) for file in files)
    assert size <= MOST_SCRIPT


@pytest.mark.usefixtures("scripts")
def test_scripts_name_whose_work_is_in_them() -> None:
    notice = (BUILT / "NOTICE.txt").read_text(encoding="utf-8")
    for package in ("sigma", "graphology", "@codemirror/view"):
        assert re.search(rf"^{package} [\d.]+ \(\S+\)$", notice, re.MULTILINE)


@pytest.mark.usefixtures("scripts")
def test_no_script_makes_code_of_text_or_writes_markup() -> None:
    for file in sorted(BUILT.glob("*.js")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\(|document\.write", text), file.name
