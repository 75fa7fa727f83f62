"""The frames of reporting nouns and adjectives, and of "according to".

Frames begin with "n-" for nouns ("the claim that"), "l-" for nouns with a verb that only lends them
tense ("issued a warning that") and "a-" for adjectives ("confident that").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.attribution.candidate import Candidate, minus
from sayso.annotate.attribution.clauses import own_subject, stretch_of, subject_of, trimmed
from sayso.annotate.attribution.lexicon import is_reporting_noun
from sayso.annotate.parse_tree import child

# Verbs that lend a reporting noun nothing but tense and subject.
_LIGHT = frozenset(
    "deliver issue make give express voice offer raise send sound launch repeat reiterate renew "
    "echo convey state lodge file level air register have hold share".split()
)
_NOUN_PREPOSITIONS = frozenset(
    {"for", "of", "about", "on", "against", "over", "with", "toward", "towards", "to"}
)
_HOLDER_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def _light_verb(noun: Token) -> Token | None:
    verb = noun.head
    if noun.dep_ != "dobj" or verb.i > noun.i or verb.lemma_.lower() not in _LIGHT:
        return None
    return verb if is_reporting_noun(noun.lemma_.lower()) else None


def noun_candidates(noun: Token) -> Iterator[Candidate]:
    """Yield the frames of a reporting noun: "claim that", "plan to", "call for"."""
    doc = noun.doc
    key, letter, cue = noun.lemma_.lower(), "n", [noun.i]
    source = _bearer(noun)
    verb = _light_verb(noun)
    if verb is not None:
        key, letter, cue = f"{verb.lemma_.lower()} {key}", "l", list(range(verb.i, noun.i + 1))
    for part in noun.children:
        if part.i < noun.i:
            continue
        frame = _clause_frame(part)
        if frame is not None:
            content = [trimmed(doc, *stretch_of(part))]
            yield Candidate(noun, f"{letter}-{frame}", key, source, content, cue)
        elif part.dep_ == "prep" and part.lower_ in _NOUN_PREPOSITIONS:
            thing = child(part, "pobj", "pcomp")
            if thing is not None and thing != source:
                content = [trimmed(doc, *stretch_of(thing))]
                name = f"{key} {part.lower_}"
                yield Candidate(noun, f"{letter}-prep", name, source, content, [*cue, part.i])


def _clause_frame(part: Token) -> str | None:
    if part.dep_ not in ("acl", "ccomp", "relcl") or part.pos_ not in (
        "VERB",
        "AUX",
        "ADJ",
        "NOUN",
    ):
        return None
    first = part.left_edge
    if first.lower_ == "that" and first.dep_ == "mark":
        return "that"
    if part.dep_ == "acl" and any(c.tag_ == "TO" for c in part.children):
        return "to"
    return None


def _bearer(noun: Token) -> Token | None:
    """Return who holds the reporting noun: its possessor, an of/by/from phrase, or the subject."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    phrases = [c for c in noun.children if c.dep_ == "prep" and c.i > noun.i]
    for part in phrases:
        if part.lower_ in ("by", "from", "among"):
            return child(part, "pobj")
    for part in phrases:
        thing = child(part, "pobj") if part.lower_ == "of" else None
        if thing is not None and thing.ent_type_ in _HOLDER_LABELS:
            return thing
    head = noun.head
    if noun.dep_ in ("dobj", "attr") and head.pos_ in ("VERB", "AUX"):
        return subject_of(head)
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ == "VERB":
        return subject_of(head.head)
    return None


def adjective_candidates(adjective: Token) -> Iterator[Candidate]:
    """Yield the frames of an adjective of attitude: "confident that", "worried about"."""
    if adjective.dep_ not in ("acomp", "conj", "ROOT", "ccomp", "advcl", "acl", "amod", "oprd"):
        return
    doc, key = adjective.doc, adjective.lower_
    source = subject_of(adjective.head if adjective.dep_ == "acomp" else adjective)
    for part in adjective.children:
        if part.i < adjective.i:
            continue
        content = [trimmed(doc, *stretch_of(part))]
        if part.dep_ in ("ccomp", "xcomp"):
            frame = "a-that" if part.dep_ == "ccomp" else "a-to"
            yield Candidate(adjective, frame, key, source, content, [adjective.i])
        elif part.dep_ == "prep":
            thing = child(part, "pobj", "pcomp")
            if thing is not None:
                content = [trimmed(doc, *stretch_of(thing))]
                cue = [adjective.i, part.i]
                yield Candidate(adjective, "a-prep", f"{key} {part.lower_}", source, content, cue)


def according_candidates(token: Token) -> Iterator[Candidate]:
    """Yield "according to X" with the rest of its sentence or clause as the content."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    who = child(to, "pobj") or child(token, "pobj")
    if who is None:
        return
    head, sentence = token.head, token.sent
    whole = (sentence.start, sentence.end)
    if head.pos_ in ("VERB", "AUX") and (
        head.dep_ in ("relcl", "advcl", "ccomp")
        or (head.dep_ == "conj" and own_subject(head) is not None)
    ):
        whole = stretch_of(head)
    hole = (token.i, max(to.right_edge.i, who.right_edge.i) + 1)
    pieces = [trimmed(doc, a, b) for a, b in minus(whole, hole)]
    pieces = [(a, b) for a, b in pieces if b - a > 1 or doc[a].is_alpha]
    yield Candidate(token, "according", "according to", who, pieces, [token.i, to.i])
