"""The word lists and tables in `lexicons/`: where they lie and how they are read.

A file has its source and licence in a comment at the head; a row is a line, its fields are parted
by tabs. Nothing is cached here: whoever makes something of the rows keeps what was made.
"""

from collections.abc import Iterator
from pathlib import Path

LEXICONS = Path(__file__).parent / "lexicons"


def rows(file: str) -> Iterator[list[str]]:
    """Yield the fields of each line of a file, without comments and blank lines."""
    with (LEXICONS / file).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def words(file: str) -> frozenset[str]:
    """Return the words of a file that has one on each line."""
    return frozenset(row[0] for row in rows(file))
