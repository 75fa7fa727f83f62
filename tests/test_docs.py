"""The docs say what the program does: examples run, links lead somewhere, commands are there."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sayso.cli.root import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
IN_CHECKOUT = (ROOT / "README.md").is_file()
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

pytestmark = pytest.mark.skipif(not IN_CHECKOUT, reason="there are no docs beside the wheel")


def tracked() -> list[Path]:
    """Return the files that belong to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this folder is not a git checkout, so what belongs to it is not known")
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [file for file in files if file.is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, _ = doctest.testfile(
        str(ROOT / name),
        module_relative=False,
        optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS,
        encoding="utf-8",
    )
    assert failed == 0


def test_the_readme_has_an_example_in_python() -> None:
    assert ">>> import sayso" in (ROOT / "README.md").read_text(encoding="utf-8")


def headings(page: Path) -> set[str]:
    """Return the anchors of a page, as they are made from its headings."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    page = ROOT / name
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{name} links to {target}"
        if anchor and there.suffix == ".md":
            assert anchor in headings(there), f"{name} links to {target}"


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("docs/")])
def test_every_page_can_be_reached_from_the_readme(name: str) -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)\s#:]+)[^)]*\)", text)
        waiting += [(page.parent / target).resolve() for target in targets]
    assert ROOT / name in reached


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    page = (ROOT / "docs/guides/command-line.md").read_text(encoding="utf-8")
    assert f"## sayso {command}\n" in page
    assert f"sayso {command}" in (ROOT / "README.md").read_text(encoding="utf-8") or command in (
        "stats",
        "evaluate",
    )


def test_what_is_generated_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/write_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_picture_of_the_architecture_names_the_stages_of_the_code() -> None:
    page = (ROOT / "docs/concepts/architecture.md").read_text(encoding="utf-8")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    modules = {path.stem for path in (ROOT / "extract/sayso").iterdir() if path.name[0] != "_"}
    named = {name for layer in layers for name in re.findall(r"\w+", layer)}
    assert named - {"explore", "scale"} <= modules
    assert "\n".join(["```", *layers, "```"]) in page


# Written in two parts each, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        first + second
        for first, second in (
            ("py", r"pi\."),
            ("pythonhos", "ted"),
            (r"registry\.", "npmjs"),
            ("/ro", "ot/"),
            ("/wo", "rk/"),
        )
    )
)


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    for file in tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = FOREIGN.search(text)
        assert found is None, f"{file.relative_to(ROOT)} has {found[0] if found else ''}"


def test_the_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {project['version']}\n" in citation


def test_the_constraints_pin_every_dependency_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for requirement in needed:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        assert re.search(rf"^{re.escape(name[0])}==\S+.*\\\n    --hash=", pinned, re.MULTILINE)
    for file in ("constraints.txt", "constraints-dev.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        for block in re.split(r"\n(?=\S)", text):
            assert "==" not in block or "--hash=sha256:" in block, block
