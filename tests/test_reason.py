"""The reasoner finds the ontology consistent and every planted contradiction."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from sayso import assets, reason
from sayso.errors import InputError, MissingPartError, UsageError

ONTOLOGY = sorted(assets.folder("ontology").glob("*.ttl"))
PLANTED = sorted((Path(__file__).parent / "ontology").glob("*.ttl"))
# What a case of a class without possible members starts with, instead of a contradiction.
EMPTY = "# UNSATISFIABLE"
needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="Java is missing: HermiT cannot be run"
)


@needs_java
def test_the_ontology_is_consistent_and_every_class_satisfiable() -> None:
    assert reason.verdict(ONTOLOGY) == reason.Verdict(consistent=True)


def test_there_are_planted_contradictions() -> None:
    assert len(PLANTED) >= 6


@needs_java
@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_planted_contradiction_is_found(path: Path) -> None:
    found = reason.verdict([*ONTOLOGY, path])
    if path.read_text().startswith(EMPTY):
        assert found.consistent
        assert [iri.rsplit("/", 1)[-1] for iri in found.unsatisfiable] == ["LivingIdea"]
    else:
        assert not found.consistent


@needs_java
def test_a_datatype_outside_owl_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "date.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<urn:a> a owl:NamedIndividual ; <urn:on> '2021-03-12'^^"
        "<http://www.w3.org/2001/XMLSchema#date> .\n<urn:on> a owl:DatatypeProperty .\n"
    )
    with pytest.raises(UsageError, match="refuses"):
        reason.verdict([path])


def test_missing_java_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if importlib.util.find_spec("owlready2") is None:
        pytest.skip("owlready2 is missing: it would be named first")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPartError, match="Java"):
        reason.verdict(ONTOLOGY)


def test_missing_owlready_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(MissingPartError, match=r"sayso\[reason\]"):
        reason.verdict(ONTOLOGY)


def test_a_file_that_is_not_rdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.ttl"
    path.write_text("not turtle")
    with pytest.raises(InputError, match=r"notes\.ttl"):
        reason.verdict([path])
    with pytest.raises(InputError, match="ending"):
        reason.verdict([tmp_path / "notes.docx"])
