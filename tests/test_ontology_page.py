"""The page about the ontology is what the Turtle files give."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "write_ontology_page.py"


@pytest.mark.skipif(not SCRIPT.exists(), reason="the scripts are not part of this installation")
def test_the_page_is_current() -> None:
    page = (ROOT / "docs" / "reference" / "ontology.md").read_text(encoding="utf-8")
    assert page == runpy.run_path(str(SCRIPT))["page"]()
