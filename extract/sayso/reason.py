"""Ask the reasoner HermiT whether ontologies and graphs contradict themselves.

This is for the ontology and for a graph now and then: a reasoner takes seconds where the shapes
take milliseconds, and the pipeline never calls it. It needs Java and the package owlready2.
"""

import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse, serialize

from sayso.errors import InputError, MissingPartError, UsageError

# owlready2 wants a name for what it loads; nothing is fetched from it.
_BASE = "https://w3id.org/sayso/reasoned#"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found: a contradiction, or classes that nothing can ever belong to."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def missing_part() -> str | None:
    """Return what must be installed before `verdict` can be asked, in words, or None."""
    try:
        _owlready()
    except MissingPartError as error:
        return str(error)
    if shutil.which("java") is None:
        return (
            "The reasoner HermiT needs Java, and there is no 'java' on the path. "
            "Install a Java runtime, version 8 or newer."
        )
    return None


def verdict(files: Iterable[Path]) -> Verdict:
    """Reason over the files taken together, in any RDF format; named graphs are merged.

    Raises:
        MissingPartError: Java or owlready2 is not installed.
        InputError: a file cannot be read as RDF.
        UsageError: the reasoner refuses the ontology, as it does for datatypes outside OWL 2.
    """
    quads: list[Quad] = []
    for path in files:
        quads += _read(path)
    return verdict_of(quads)


def verdict_of(quads: Iterable[Quad]) -> Verdict:
    """Reason over the triples of `quads`; raises as `verdict` does."""
    missing = missing_part()
    if missing is not None:
        raise MissingPartError(missing)
    owlready = _owlready()
    # owlready2 reads no Turtle; lines of N-Triples are what it reads best.
    merged = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads]
    lines = serialize(merged, format=RdfFormat.N_TRIPLES)
    world = owlready.World()
    world.get_ontology(_BASE).load(fileobj=io.BytesIO(lines or b""))
    try:
        owlready.sync_reasoner_hermit(world, debug=0)
    except owlready.OwlReadyInconsistentOntologyError:
        return Verdict(consistent=False)
    except owlready.OwlReadyJavaError as error:
        reason = next((line for line in str(error).splitlines() if "xception" in line), str(error))
        raise UsageError(
            f"The reasoner refuses the ontology: {reason.strip()}. "
            "Use only the constructs and datatypes of OWL 2 DL."
        ) from error
    empty = world.inconsistent_classes()
    return Verdict(True, tuple(sorted(c.iri for c in empty if c is not owlready.Nothing)))


def _owlready() -> ModuleType:
    try:
        import owlready2  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingPartError(
            "The reasoner needs the package owlready2. Install it with: pip install 'sayso[reason]'"
        ) from error
    assert isinstance(owlready2, ModuleType)
    return owlready2


def _read(path: Path) -> list[Quad]:
    formatted = RdfFormat.from_extension(path.suffix.lstrip("."))
    if formatted is None:
        raise InputError(
            f"{path} has an ending that no RDF format has. Give a .ttl, .owl or .trig file."
        )
    try:
        return list(parse(path=path, format=formatted, rename_blank_nodes=True))
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path} cannot be read as RDF: {error}. Correct it.") from error
