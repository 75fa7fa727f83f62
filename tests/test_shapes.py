"""Every shape accepts its good cases and names what is wrong with its bad ones.

A case is a Turtle file under tests/shapes/<shape>/, read together with tests/shapes/common.ttl.
Each message that a bad case must give stands at its head after "# expects: ".
"""

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, parse

from sayso import assets
from sayso.validate import Finding, Validator
from sayso.validate.index import Index
from sayso.validate.shapes import SH, ShapesGraph

CASES = Path(__file__).parent / "shapes"
COMMON = CASES / "common.ttl"
FILES = sorted(CASES.glob("*/*.ttl"))
GOOD = [path for path in FILES if path.name.startswith("good")]
BAD = [path for path in FILES if path.name.startswith("bad")]
EXPECTS = "# expects: "
NAMES = "https://w3id.org/sayso/shapes#"


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def case(path: Path) -> list[Quad]:
    quads = list(parse(path=COMMON, format=RdfFormat.TURTLE))
    return quads + list(parse(path=path, format=RdfFormat.TURTLE))


def expected(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix(EXPECTS) for line in lines if line.startswith(EXPECTS)}


def messages(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.message for finding in findings}


def test_the_common_part_conforms(validator: Validator) -> None:
    assert validator.validate_file(COMMON) == ()


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_good_case_conforms(validator: Validator, path: Path) -> None:
    assert validator.validate_graph(case(path)) == ()


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_bad_case_gives_its_messages(validator: Validator, path: Path) -> None:
    findings = validator.validate_graph(case(path))
    assert messages(findings) == expected(path)
    assert NAMES + path.parent.name in {finding.shape for finding in findings}


def test_every_shape_has_a_good_and_a_bad_case() -> None:
    shapes = {shape.value.removeprefix(NAMES) for shape in graph().shapes}
    assert {path.parent.name for path in GOOD} == shapes
    assert {path.parent.name for path in BAD} == shapes


def test_every_message_is_expected_by_a_bad_case() -> None:
    known = {
        value.value
        for values in index().table(SH + "message").values()
        for value in values
        if isinstance(value, Literal)
    }
    assert known == {message for path in BAD for message in expected(path)}


def test_every_constraint_has_one_message_of_its_own() -> None:
    constraints = [
        node
        for predicate in (SH + "property", SH + "sparql")
        for values in index().table(predicate).values()
        for node in values
    ]
    # A message at a shape is for its own sh:class or sh:not, and goes with no query's message.
    constraints += [
        node for part in ("class", "not") for node in index().table(SH + part) if is_shape(node)
    ]
    for node in constraints:
        texts = list(index().values(node, SH + "message"))
        assert len(texts) == 1, node
        text = texts[0]
        assert isinstance(text, Literal) and text.value[0].isupper() and text.value.endswith(".")


def test_no_shape_has_both_a_message_and_a_query() -> None:
    for node in index().table(SH + "sparql"):
        assert index().value(node, SH + "message") is None


def test_the_screen_knows_every_part_of_the_shapes(validator: Validator) -> None:
    assert validator.screen.opaque == []


def is_shape(node: object) -> bool:
    return node in index().instances(SH + "NodeShape")


def graph() -> ShapesGraph:
    return ShapesGraph(assets.folder("shapes"))


def index() -> Index:
    return SHAPES.index


SHAPES = graph()
