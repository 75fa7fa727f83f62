"""WordPiece over spaCy's tokens, so that every piece belongs to exactly one token.

The algorithm is greedy longest match first, after lower-casing, removal of accents and parting at
punctuation: Schuster and Nakajima (2012), as in BERT's uncased vocabulary (Devlin et al. 2019).
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
_LONGEST = 100  # code points; longer stretches without a space are no words


class WordPieces:
    """A vocabulary of word pieces, and the pieces of each word that was asked for."""

    def __init__(self, vocabulary: Path) -> None:
        """Read the vocabulary, one piece a line; a piece's number is its line.

        Raises:
            FileNotFoundError: there is no such file.
        """
        lines = vocabulary.read_text(encoding="utf-8").splitlines()
        self._numbers = {piece: number for number, piece in enumerate(lines)}
        self.unknown, self.start, self.end = (
            self._numbers[piece] for piece in (UNKNOWN, START, END)
        )
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of `word`; at least one, the separator for spaces."""
        known = self._known.get(word)
        if known is None:
            pieces = [n for part in _parts(word) for n in self._match(part)]
            known = self._known[word] = tuple(pieces) or (self.end,)
        return known

    def _match(self, part: str) -> list[int]:
        if len(part) > _LONGEST:
            return [self.unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = part[start:end] if start == 0 else f"##{part[start:end]}"
                if piece in self._numbers:
                    found.append(self._numbers[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return found


def _parts(word: str) -> list[str]:
    """Return the word in lower case without accents, parted at punctuation and spaces."""
    parts: list[str] = [""]
    for character in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or (category.startswith("C") and character not in "\t\n\r"):
            continue
        if character.isspace():
            parts.append("")
        elif _is_punctuation(character, category) or "一" <= character <= "鿿":
            parts += [character, ""]
        else:
            parts[-1] += character
    return [part for part in parts if part]


def _is_punctuation(character: str, category: str) -> bool:
    # All of ASCII that is neither a letter nor a digit counts, "$" and "^" included.
    return category.startswith("P") or ("!" <= character <= "~" and not character.isalnum())
