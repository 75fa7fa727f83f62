"""The page about the ontology is what the Turtle files give."""

import runpy
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "docs" / "reference" / "build_ontology.py"


@pytest.mark.skipif(not SCRIPT.exists(), reason="the docs are not part of this installation")
def test_the_page_is_current() -> None:
    page = (SCRIPT.parent / "ontology.md").read_text(encoding="utf-8")
    assert page == runpy.run_path(str(SCRIPT))["page"]()
