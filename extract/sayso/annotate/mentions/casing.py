"""What capital letters tell in one document: which words are names, and which only begin something.

A word that the running text also has in lower case is no name where only its place capitalizes it:
at the beginning of a sentence or in a headline with a capital on each word.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_OPENING = {'"', "“", "‘", "'", "``", "(", "[", ":", "-", "–", "—", "•", "*", "..."}
_FINAL = {".", "!", "?", "…", ";"}
_LEAST = 4  # words of a headline that can tell that it capitalizes each word
_SHARE = 0.75
# From the name of a country or region to its adjective: what is cut, what is added.
_ENDINGS = (("", "n"), ("a", "ian"), ("", "ian"), ("", "ese"), ("a", "ese"), ("", "ish"), ("", "i"))


@dataclass(slots=True)
class Casing:
    """`lowered` are words seen in lower case, `sure` words capitalized where nothing else asks it.

    `first` are the positions that a capital is due to in any case, `titled` those in a line with a
    capital on each word. `demonyms` maps an adjective to the name it is made from.
    """

    lowered: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    first: set[int] = field(default_factory=set)
    titled: set[int] = field(default_factory=set)
    demonyms: dict[str, str] = field(default_factory=dict)

    def ordinary(self, i: int, word: str) -> bool:
        """Tell whether the capital of the word at `i` says nothing, and the text says it is none.

        Such a word is in lower case elsewhere in the text and nowhere surely a name.
        """
        placed = i in self.first or i in self.titled
        return placed and word not in self.sure and word.lower() in self.lowered

    def proper(self, word: str) -> bool:
        """Tell whether a word is capitalized for itself in this text, and never otherwise."""
        return word in self.sure and word.lower() not in self.lowered

    def trust(self, words: list[str], ents: list[tuple[int, int, str]]) -> None:
        """Take the words of longer names that a recognizer found for surely capitalized."""
        for start, end, label in ents:
            if label not in ("PERSON", "ORG") or end - start < 2 or start in self.titled:
                continue
            for word in words[start:end]:
                if word[:1].isupper() and word.lower() not in self.lowered:
                    self.sure.add(word)


def casing(words: list[str], pos: list[str], sentence: list[int]) -> Casing:
    """Read the casing of a document off its tokens."""
    found = Casing()
    capitals: set[str] = set()
    start, count = 0, len(words)
    while start < count:
        end = start + 1
        while end < count and sentence[end] == sentence[start] and "\n" not in words[end - 1]:
            end += 1
        _read_line(found, words, pos, start, end)
        start = end
    for i, word in enumerate(words):
        if word[:1].isupper() and len(word) > 3 and i not in found.titled:
            capitals.add(word)
    _find_demonyms(found, capitals - {w.capitalize() for w in found.lowered})
    return found


def _read_line(found: Casing, words: list[str], pos: list[str], start: int, end: int) -> None:
    capitals = long = 0
    for word in words[start:end]:
        if len(word) > 3 and word.isalpha():
            long += 1
            capitals += word[0].isupper()
    inner = [w for w in words[start:end] if not w.isspace()]
    closed = bool(inner) and (inner[-1] in _FINAL or inner[-1][-1] in '.!?”"’')
    titled = long >= _LEAST and capitals >= _SHARE * long and not closed
    fresh = True
    for i in range(start, end):
        word = words[i]
        if pos[i] == "SPACE" or word in _OPENING:
            fresh = True
            continue
        if fresh:
            found.first.add(i)
        if titled:
            found.titled.add(i)
        if word.islower():
            found.lowered.add(word)
        elif word[:1].isupper() and not fresh and not titled and not _shouted(word):
            found.sure.add(word)
        fresh = False


def _shouted(word: str) -> bool:
    """Tell whether a word in capitals is too long for an acronym."""
    return word.isupper() and len(word) > 5


def _find_demonyms(found: Casing, bases: set[str]) -> None:
    for word in sorted(bases & found.sure):
        for cut, added in _ENDINGS:
            if not word.endswith(added) or (added == "n" and word[-2:-1] not in "aeo"):
                continue
            base = word[: -len(added)] + cut
            if base in bases and base != word:
                found.demonyms[word] = base
                break
