"""Attributions as the scorer sees them: the words and characters of source, cue and content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.evaluate.attribution.quotes import quoted_characters
from sayso.evaluate.words import Offsets, WordIndex, Words, overlap

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
KINDS = ("direct", "indirect", "mixed")
# The most common verbs of speech, for a recall on plain reported speech alone.
_SPEECH = frozenset(
    "said says say saying told tells tell telling asked asks added adds wrote writes tweeted "
    "argued argues claimed claims warned warns announced declared stated states suggested suggests "
    "explained noted insisted according".split()
)

Record = Mapping[str, Sequence[Offsets] | None]
"""An attribution as it is exchanged: for each role the offsets of its spans."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, gold or predicted.

    `words` are the words of each role, `exact` its spans without white space at their edges. `kind`
    tells by the quotation marks around the content whether it is direct, indirect or mixed.
    """

    words: Mapping[Role, Words]
    exact: Mapping[Role, tuple[tuple[int, int], ...]]
    content: tuple[tuple[int, int], ...]
    kind: str
    cue_text: str
    speech: bool

    def content_overlap(self, other: Attribution) -> float:
        """Return the share of content words in common."""
        return overlap(self.words["content"], other.words["content"])

    def source_overlap(self, other: Attribution) -> float:
        """Return the share of source words in common; 1 where neither has a source."""
        return overlap(self.words["source"], other.words["source"])

    def same_words(self, other: Attribution, *roles: Role) -> bool:
        """Tell whether the words of all these roles are the same."""
        return all(self.words[role] == other.words[role] for role in roles)

    def cues_meet(self, other: Attribution) -> bool:
        """Tell whether the cues share a word, or are the same without having one."""
        mine, theirs = self.words["cue"], other.words["cue"]
        if mine or theirs:
            return bool(mine & theirs)
        return self.exact["cue"] == other.exact["cue"]

    def sources_meet(self, other: Attribution) -> bool:
        """Tell whether the sources share a word, or neither has any."""
        mine, theirs = self.words["source"], other.words["source"]
        return bool(mine & theirs) or not (mine or theirs)


class AttributionReader:
    """Makes attributions of one text out of records."""

    def __init__(self, text: str) -> None:
        self.index = WordIndex(text)
        quoted = quoted_characters(text)
        self._quoted = [
            all(quoted[start:end])
            for start, end in zip(self.index.starts, self.index.ends, strict=True)
        ]

    def read(self, records: Sequence[Record]) -> list[Attribution]:
        """Return the attributions that have a content with a word in it."""
        found = [self.attribution(record) for record in records]
        return [item for item in found if item.words["content"]]

    def attribution(self, record: Record) -> Attribution:
        """Return one attribution; a role that is missing is empty."""
        spans = {role: [(s, e) for s, e in record.get(role) or ()] for role in ROLES}
        words = {role: self.index.words(spans[role]) for role in ROLES}
        text = self.index.text
        cue_text = " ".join(text[start:end] for start, end in spans["cue"]).lower()
        return Attribution(
            words=words,
            exact={role: _trimmed(text, spans[role]) for role in ROLES},
            content=tuple(spans["content"]),
            kind=self._kind(words["content"]),
            cue_text=cue_text,
            speech=any(word in _SPEECH for word in re.findall(r"\w+", cue_text)),
        )

    def _kind(self, content: Words) -> str:
        quoted = sum(self._quoted[word] for word in content)
        if content and quoted == len(content):
            return "direct"
        return "mixed" if quoted else "indirect"


def _trimmed(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    kept = []
    for start, end in spans:
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip())
        if start < end:
            kept.append((start, end))
    return tuple(kept)
