"""Write docs/reference/questions.md from the heads of queries/*.rq.

With `--check` nothing is written; the exit code is 1 when the page is not what the heads say.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sayso.query import Parameter, Question, questions

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "questions.md"
HEAD = """# The prepared questions

Made from the heads of `queries/*.rq` by `scripts/write_questions_page.py`; do not edit. How to ask
is told in [Ask the graph](../guides/ask.md).

The files are SPARQL 1.1 and run as they are in any SPARQL tool that has loaded the graph. A
parameter `by` is the variable `?_by` in the file; while it is unbound it narrows nothing, and
`sayso ask` puts the value in its place as an RDF literal, and `true` in that of `BOUND(?_by)`, as
can be done by hand. `name` and `text` become regular expressions with everything escaped, `number`
an `xsd:decimal`, the others strings.

An actor whose identity is shared between articles has its name in the graph of each of them, so the
questions look at one article graph at a time (`GRAPH ?g`). A query of your own over all graphs
together must count with `DISTINCT`: where several graphs hold the same triple, it is found once for
each.

| type of parameter | what it takes |
|---|---|
| name, text | a part of the value in any case, accents or none; `=Ann Lee` the whole value; \
`Lee\\|Ortiz` either; in a name a middle one may be left out |
| date | `2024-05-31`, `2024-05` or `2024` |
| number | a number from 0, such as `0.8` |
| choice | one of those listed, or its beginning |
| word | exactly a name of the ontology |
| count | a whole number from 1 |
"""


def main() -> int:
    """Write or check the page; return the exit code."""
    text = page(questions())
    if "--check" in sys.argv[1:]:
        current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        if current != text:
            sys.stderr.write(f"{PAGE} is not what the heads say; run {Path(__file__).name}\n")
        return int(current != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page(asked: tuple[Question, ...]) -> str:
    """Return the page on these questions."""
    listed = "".join(f"- [{one.title}](#{one.name}): `{one.name}`\n" for one in asked)
    return "\n".join([HEAD, listed, *map(section, asked)])


def section(one: Question) -> str:
    """Return what the page says of one question."""
    lines = [
        f"## {one.name}\n",
        f"{one.id}. {one.question}\n",
        "| column | what it holds |",
        "|---|---|",
    ]
    for name, meaning in one.columns:
        shown = f"**`{name}`**" if name in one.shown else f"`{name}`"
        lines.append(f"| {shown} | {cell(meaning)} |")
    lines += ["", "| parameter | type | what it does |", "|---|---|---|"]
    lines += [
        f"| `--{parameter.name}` | {kind(parameter)} | {cell(parameter.description)} |"
        for parameter in one.parameters
    ]
    return "\n".join(lines) + "\n"


def kind(parameter: Parameter) -> str:
    """Return the type of a parameter with its choices."""
    choices = ", ".join(f"`{choice}`" for choice in parameter.choices)
    return f"{parameter.type}: {choices}" if choices else parameter.type


def cell(text: str) -> str:
    """Return text as it stands in a cell of a table."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main())
