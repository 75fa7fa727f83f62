"""Notebooks: results are drawn as HTML and given as data frames, and the tutorial runs."""

import importlib
import math
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.api import ArticleGraph, Characterized, Listing, Said
from sayso.errors import MissingPartError
from sayso.mapping import map_extraction
from sayso.model import Extraction, Span
from sayso.pipeline import Processed
from sayso.query import Table

TUTORIALS = Path(__file__).resolve().parents[1] / "docs" / "tutorials"
TABLE = Table(("a", "b", "c"), ((1, "<script>&\"'", None), (2, "é", True)), ("b", "c"))
SAID = Said("Ann <b>", "said", "it & more", "direct", (Span(9, 12), Span(2, 5)))


@pytest.fixture
def graph(extraction: Extraction) -> ArticleGraph:
    return ArticleGraph(Processed(extraction, map_extraction(extraction), ()))


def test_a_table_is_drawn_with_its_text_escaped() -> None:
    drawn = TABLE._repr_html_()
    assert "<script" not in drawn
    assert re.findall(r"<th>(.*?)</th>", drawn) == ["b", "c"]
    assert re.findall(r"<td>(.*?)</td>", drawn) == [
        "&lt;script&gt;&amp;&quot;&#x27;",
        "",
        "é",
        "yes",
    ]


def test_a_long_table_says_how_much_is_not_drawn() -> None:
    drawn = Table(("n",), tuple((n,) for n in range(1_234)))._repr_html_()
    assert drawn.count("<tr>") == 201
    assert "and 1,034 more rows" in drawn
    assert "more rows" not in Table(("n",), ((1,),))._repr_html_()


def test_a_table_becomes_a_data_frame() -> None:
    pytest.importorskip("pandas", reason="data frames need the extra sayso[notebook]")
    frame = TABLE.to_dataframe()
    assert list(frame.columns) == ["a", "b", "c"]
    assert frame["a"].sum() == 3
    assert frame["b"].tolist() == ["<script>&\"'", "é"]
    missing = frame["c"].tolist()[0]
    assert missing is None or math.isnan(missing)
    assert list(Table(("a",), ()).to_dataframe().columns) == ["a"]


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingPartError, match=r"'pandas'.*pip install 'sayso\[notebook\]'"):
        TABLE.to_dataframe()


def test_what_was_found_is_a_sequence_that_is_drawn_as_a_table() -> None:
    listing = Listing([SAID])
    assert listing[0] is SAID and len(listing) == 1 and tuple(listing) == (SAID,)
    table = listing.to_table()
    assert table.columns == ("who", "cue", "content", "form", "start", "end")
    assert table.rows == (("Ann <b>", "said", "it & more", "direct", 2, 12),)
    assert "<td>Ann &lt;b&gt;</td>" in listing._repr_html_()
    seen = Listing([Characterized("Ann", "Bo", "bold", "positive", Span(3, 7))]).to_table()
    assert seen.rows == (("Ann", "Bo", "bold", "positive", 3, 7),)
    assert Listing[Said]().to_table().rows == ()


def test_an_article_is_drawn_with_its_marks(graph: ArticleGraph, sample_text: str) -> None:
    drawn = graph._repr_html_()
    assert type(drawn) is str
    body = drawn[drawn.index('<p class="key">') :].split("</p>", 1)[1]
    text = re.sub(r"<[^>]+>", " ", body)
    assert "".join(text.split()) == "".join(sample_text.split())
    assert re.search(r'class="m source[^>]*>Mayor Ana Ruiz<', drawn)
    assert ".m.source {" in drawn and "url(" not in drawn


def test_an_article_with_markup_in_it_is_drawn_as_text(
    make_extraction: Any, sample_text: str
) -> None:
    evil = "<script>alert(1)</script>"
    hostile = make_extraction(sample_text + evil + "\n", title=evil)
    drawn = ArticleGraph(Processed(hostile, map_extraction(hostile), ()))._repr_html_()
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") == 2


NOTEBOOKS = sorted(TUTORIALS.glob("*.ipynb"))


@pytest.mark.skipif(not NOTEBOOKS, reason="there are no docs beside the wheel")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.stem))
# The packages that run notebooks warn of each other, and of the event loop of the tests.
@pytest.mark.filterwarnings("default")
def test_the_tutorial_runs(path: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    nbformat: Any = importlib.import_module("nbformat")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in cells)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    shown = [output for cell in cells for output in cell.outputs]
    assert [o for o in shown if o.output_type == "error"] == []
    assert not [o for o in shown if o.output_type == "stream" and o.name == "stderr"], shown
    drawn = [o.data["text/html"] for o in shown if "text/html" in o.get("data", {})]
    assert 'class="m source' in drawn[0]
    # The article, two lists, a count, three answers: each with something in it.
    assert len(drawn) == 7
    assert all("<td>" in table or "<th>" in table for table in drawn[1:])
    assert all(table.count("<tr") > 1 for table in drawn[1:])
    pictures = [o.data["image/svg+xml"] for o in shown if "image/svg+xml" in o.get("data", {})]
    assert len(pictures) == 1 and "Corvane" in pictures[0]
