"""The parse of a document as plain columns, read once: token attributes are slow one by one."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sayso.annotate.mentions.casing import Casing, casing

# Pairs of marks that open and close a quotation, where no component has found them.
_TOGGLES = {'"', "``", "''"}
_HYPHENS = {"-", "–"}
_OFFICES = frozenset("spokesman spokeswoman spokesperson director chairman president".split())
_CREDITS = {"Image", "Photo", "Photograph", "Picture", "Credit"}


@dataclass(slots=True)
class Columns:
    """One list for each attribute, with a place for each token; indices are token positions."""

    words: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    ents: list[tuple[int, int, str]]
    entity: list[int]
    label: list[str]
    quote: list[int]
    casing: Casing

    def subject_of(self, verb: int) -> int | None:
        """Return the subject of a verb, its own or the one it shares with the verb before it."""
        for _ in range(4):
            for child in self.children[verb]:
                if self.dep[child] in ("nsubj", "nsubjpass", "csubj"):
                    return child
            if self.dep[verb] not in ("conj", "advcl", "xcomp"):
                return None
            verb = self.head[verb]
        return None


def columns(doc: Doc) -> Columns:
    """Read the columns of a parsed document."""
    tokens = list(doc)
    words = [t.text for t in tokens]
    head = [t.head.i for t in tokens]
    dep = [t.dep_ for t in tokens]
    _join_hyphenated(tokens, head, dep)
    pos = [t.pos_ for t in tokens]
    _part_credits(tokens, head, dep, pos)
    children: list[list[int]] = [[] for _ in tokens]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    sentence = [0] * len(tokens)
    number = -1
    for i, t in enumerate(tokens):
        if t.is_sent_start or i == 0:
            number += 1
        sentence[i] = number
    entity = [-1] * len(tokens)
    label = [""] * len(tokens)
    ents = [(ent.start, _last_of_name(words, ent), ent.label_) for ent in doc.ents]
    for n, (start, end, name) in enumerate(ents):
        for i in range(start, end):
            entity[i], label[i] = n, name
    capitals = casing(words, pos, sentence)
    capitals.trust(words, ents)
    return Columns(
        words,
        [w.lower() for w in words],
        [t.lemma_.lower() for t in tokens],
        pos,
        [t.tag_ for t in tokens],
        dep,
        head,
        children,
        sentence,
        ents,
        entity,
        label,
        _quotes(doc, words),
        capitals,
    )


def _join_hyphenated(tokens: list[Token], head: list[int], dep: list[str]) -> None:
    """Make one phrase of "her ex-husband" where the parser takes the parts for three subjects."""
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in _HYPHENS or tokens[i].whitespace_ or tokens[i - 1].whitespace_:
            continue
        last, above = i + 1, (head[i + 1], dep[i + 1])
        if head[last] in (i - 1, i, last):
            continue
        former = tokens[i - 1].lower_ == "ex" and head[i - 1] != last
        if not former and any((head[k], dep[k]) != above for k in (i - 1, i)):
            continue
        for child in tokens[i - 1].lefts:
            head[child.i] = last
        for part in (i - 1, i):
            head[part], dep[part] = last, "compound"


def _last_of_name(words: list[str], ent: Span) -> int:
    """Return the end of what a recognizer found, without a credit and without an office."""
    end = ent.end
    credited = end < len(words) and words[end] == ":" and words[end - 1] in _CREDITS
    if credited and end - ent.start > 1:
        return end - 1
    office = ent.label_ == "ORG" and words[end - 1].lower() in _OFFICES
    return end - 1 if office and end - ent.start > 2 and ent[-2].dep_ == "compound" else end


def _part_credits(tokens: list[Token], head: list[int], dep: list[str], pos: list[str]) -> None:
    """Keep "Image:" and "Photo:" after a caption from being the head of the name before them."""
    for i in range(1, len(tokens) - 1):
        if tokens[i].text not in _CREDITS or tokens[i + 1].text != ":" or tokens[i - 1].text == ":":
            continue
        if head[i - 1] != i or dep[i - 1] != "compound":
            continue
        name = i - 1
        head[name], dep[name] = (name if head[i] == i else head[i]), dep[i]
        for child in tokens[i].lefts:
            if child.i < name and dep[child.i] in ("compound", "amod", "det", "poss", "nmod"):
                head[child.i] = name
        head[i], dep[i], pos[i] = name, "punct", "PUNCT"


def _quotes(doc: Doc, words: list[str]) -> list[int]:
    """Return for each token the number of the outermost quotation it stands in, or -1."""
    inside = [-1] * len(words)
    found = [q for q in doc._.sayso_quotations if q.depth == 0]
    if found:
        numbers: dict[int, int] = {}
        for n, quotation in enumerate(doc._.sayso_quotations):
            carried = numbers.get(quotation.continues, n) if quotation.continues is not None else n
            numbers[n] = carried
            if quotation.depth:
                continue
            span = doc.char_span(quotation.span.start, quotation.span.end, alignment_mode="expand")
            if span is not None:
                inside[span.start : span.end] = [carried] * (span.end - span.start)
        return inside
    opened, number = False, -1
    for i, word in enumerate(words):
        if word == "“" or (word in _TOGGLES and not opened):
            opened, number = True, number + 1
        elif word == "”" or word in _TOGGLES or "\n\n" in word:
            opened = False
        inside[i] = number if opened else -1
    return inside
