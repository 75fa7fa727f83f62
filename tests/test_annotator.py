"""The pipeline put together: offsets over the stored text, determinism, faults kept apart."""

import hashlib
import os
import subprocess
import sys

import pytest
import spacy

import sayso.annotate.quotations
import sayso.annotate.sentences  # noqa: F401  (the components register themselves)
from sayso.annotate import Annotator, load_pipeline
from sayso.annotate.annotator import parse_text
from sayso.errors import MissingPartError, UsageError
from sayso.model import Article, Extraction, Reject
from sayso.read import blocks

WRAPPED = "The minister said that the\r\nbridge would close. “We have no\r\nchoice,” she added.\r\n"


def article(text: str, origin: str = "test") -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(text=text, digest=digest, blocks=blocks(text), origin=origin)


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


def test_line_breaks_in_a_paragraph_move_no_offset() -> None:
    wrapped = article(WRAPPED)
    text = parse_text(wrapped)
    assert len(text) == len(WRAPPED)
    assert "\n" not in text[: wrapped.blocks[0].end] and wrapped.text == WRAPPED


def test_spans_are_over_the_text_as_stored(annotator: Annotator) -> None:
    (extraction,) = annotator.annotate([article(WRAPPED)])
    assert isinstance(extraction, Extraction)
    contents = [[span.of(WRAPPED) for span in s.content] for s in extraction.statements]
    assert ["that the\r\nbridge would close"] in contents


def test_the_same_article_gives_the_same_extraction(annotator: Annotator) -> None:
    first, alone = article(WRAPPED), article("Ruiz denied that she had lied.")
    together = list(annotator.annotate([first, alone]))
    assert together == [*annotator.annotate([first]), *annotator.annotate([alone])]
    assert list(Annotator().annotate([first, alone])) == together


def test_the_hash_seed_does_not_show() -> None:
    """Sets and hashes have another order in each process, which must not reach what is found."""
    code = (
        "import sys, sayso.annotate, sayso.assets, sayso.read\n"
        "articles = sayso.read.read([sayso.assets.folder('examples') / 'articles'])\n"
        "annotator = sayso.annotate.Annotator()\n"
        "for found in annotator.annotate(articles):\n"
        "    print(found.as_dict())\n"
    )
    outputs = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        made = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True
        )
        outputs.append(made.stdout)
    assert outputs[0].count(b"statements") > 10
    assert outputs[0] == outputs[1]


def test_a_bad_article_is_a_reject_and_the_rest_goes_on(annotator: Annotator) -> None:
    too_long = article("He said no. " * 100_000, origin="long.txt")
    good = article("Ruiz denied that she had lied.", origin="good.txt")
    first, second, third = annotator.annotate([good, too_long, good])
    assert isinstance(first, Extraction) and first == third
    assert isinstance(second, Reject) and second.origin == "long.txt"
    assert second.reason and second.detail


def test_provenance_names_the_model_and_its_version(annotator: Annotator) -> None:
    provenance = annotator.provenance
    assert provenance.model == f"en_{annotator.nlp.meta['name']}"
    assert provenance.model_version == annotator.nlp.meta["version"]
    assert provenance.profile == "full" and provenance.sayso


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(MissingPartError, match=r"no_such_model.*not installed.*pip install"):
        load_pipeline("no_such_model")


def test_a_model_that_cannot_be_used(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("model") / "blank"
    spacy.blank("de").to_disk(folder)
    with pytest.raises(UsageError, match=r"language is 'de'.*tagger"):
        load_pipeline(str(folder))


def test_an_unknown_profile() -> None:
    with pytest.raises(UsageError, match=r"no profile 'best'.*fast"):
        Annotator(profile="best")


def test_components_can_be_added_one_by_one() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso_sentences")
    nlp.add_pipe("sayso_quotations")
    doc = nlp("“No,” she said. ‘Yes.’ Then she left.")
    assert [q.inner.of(doc.text) for q in doc._.sayso_quotations] == ["No,", "Yes."]
    assert [s.text for s in doc.sents][-1] == "Then she left."
