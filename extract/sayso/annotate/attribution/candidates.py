"""Every construction in which a word can report what somebody says, thinks or signals.

A candidate is a cue word with a frame, a source and contents. Which pairs of word and frame are
attributions is for the lexicon to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.clauses import (
    RAISING,
    RELATIVES,
    Stretch,
    child,
    is_passive,
    own_subject,
    phrase,
    resumed,
    stretch_of,
    subject_of,
    trimmed,
)
from sayso.annotate.attribution.lexicon import is_reporting_noun, lemma_of


@dataclass(slots=True)
class Candidate:
    """A possible attribution, as token positions.

    `key` is the cue's lemma with its particle or preposition; `frame` names the construction.
    """

    cue: Token
    frame: str
    key: str
    source: Token | None
    content: list[Stretch]
    cue_tokens: list[int]


def _minus(whole: Stretch, hole: Stretch) -> list[Stretch]:
    """Return what is left of `whole` without `hole`."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [(a, b) for a, b in parts if a < b]


def _clause_around(verb: Token) -> Stretch:
    """Return the reporting clause: the verb with its subject, auxiliaries and modifiers."""
    low, high = verb.i, verb.i + 1
    for part in verb.children:
        if part.dep_ in ("ccomp", "parataxis", "conj", "cc", "punct") or part.is_space:
            continue
        if part.dep_ == "advcl" and part.i < verb.i:
            continue
        low, high = min(low, part.left_edge.i), max(high, part.right_edge.i + 1)
    return low, high


def _cue_tokens(cue: Token, extra: tuple[Token, ...] = ()) -> list[int]:
    """Return the cue word with particles, auxiliaries and negation, and the verbs that raise it."""
    taken = {cue.i, *(t.i for t in extra)}
    for part in cue.children:
        if part.dep_ in ("aux", "auxpass", "neg", "prt") and part.tag_ != "TO":
            taken.add(part.i)
    token = cue
    while token.dep_ == "xcomp" and token.head.lemma_ in RAISING and token.head.i < token.i:
        taken.update(t.i for t in token.children if t.tag_ == "TO")
        token = token.head
        taken.add(token.i)
        taken.update(c.i for c in token.children if c.dep_ in ("aux", "neg", "prt"))
    return sorted(taken)


def verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Yield the frames in which `verb` governs a possible content."""
    lemma = lemma_of(verb.lower_, verb.lemma_)
    particle = child(verb, "prt")
    key = f"{lemma} {particle.lower_}" if particle is not None else lemma
    passive = is_passive(verb)
    source = subject_of(verb)
    quoted_as = False
    parts = {c.dep_: c for c in reversed(list(verb.children))}
    # With its agent ("was told by X that") a passive reports as surely as the active.
    prefix = "pass-" if passive and child(verb, "agent") is None else ""

    def made(
        frame: str, content: list[Stretch], *extra: Token, who: Token | None = source
    ) -> Candidate:
        name = key if not extra or frame == "as" else f"{key} {extra[0].lower_}"
        return Candidate(verb, prefix + frame, name, who, content, _cue_tokens(verb, extra))

    clause = parts.get("ccomp")
    if clause is None and "parataxis" in parts and parts["parataxis"].i != verb.i:
        pass
    if clause is not None:
        yield from _clausal(verb, clause, made, passive)
    inner = parts.get("xcomp")
    if inner is not None and inner.i > verb.i:
        if inner.pos_ in ("ADJ", "NOUN", "PROPN") and child(inner, "aux") is None:
            yield made("complement", [trimmed(verb.doc, inner.left_edge.i, inner.right_edge.i + 1)])
        else:
            start = _infinitive_start(inner)
            frame = "ing" if inner.tag_ == "VBG" else "to"
            if parts.get("dobj") is not None and parts["dobj"].i < inner.i:
                frame = "obj-to"
            elif passive:
                frame = "to"
            yield made(frame, [trimmed(verb.doc, start, inner.right_edge.i + 1)])
    target, predicate = parts.get("dobj"), parts.get("oprd")
    as_part = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if as_part is not None and as_part.i > verb.i:
        start = (
            target.left_edge.i
            if target is not None and target.i < as_part.i and target.i > verb.i
            else as_part.i
        )
        if passive and own_subject(verb) is not None and own_subject(verb).lower_ not in RELATIVES:
            s = phrase(own_subject(verb))
            yield made("as", [s, trimmed(verb.doc, *stretch_of(as_part))], as_part)
        else:
            yield made("as", [trimmed(verb.doc, start, as_part.right_edge.i + 1)], as_part)
    elif predicate is not None and predicate.i > verb.i:
        start = (
            target.left_edge.i
            if target is not None and target.i > verb.i
            else predicate.left_edge.i
        )
        content = [trimmed(verb.doc, start, predicate.right_edge.i + 1)]
        if passive and own_subject(verb) is not None:
            content.insert(0, phrase(own_subject(verb)))
        yield made("name", content)
    elif target is not None and target.i > verb.i and inner is None:
        yield from _objects(verb, target, made)
    elif passive and own_subject(verb) is not None and clause is None and inner is None:
        subject = own_subject(verb)
        if subject is not None:
            yield made("obj", [phrase(subject)])
    if clause is None and inner is None and target is None:
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.i > verb.i and prep.lower_ != "as":
                thing = child(prep, "pobj", "pcomp")
                if thing is not None:
                    start = thing.left_edge.i
                    yield made("prep", [trimmed(verb.doc, start, _without_aside(thing))], prep)


def _infinitive_start(inner: Token) -> int:
    marker = next((c for c in inner.children if c.tag_ == "TO"), None)
    if marker is not None and own_subject(inner) is None:
        return min(marker.i, inner.left_edge.i)
    return inner.left_edge.i


def _clausal(verb: Token, clause: Token, made, passive: bool) -> Iterator[Candidate]:  # type: ignore[no-untyped-def]
    doc = verb.doc
    whole = stretch_of(clause)
    for part in clause.conjuncts:
        if part.i > clause.i and resumed(part) == verb:
            whole = (whole[0], max(whole[0] + 1, min(whole[1], part.left_edge.i)))
    if clause.i < verb.i:
        hole = _clause_around(verb)
        pieces = [trimmed(doc, a, b) for a, b in _minus(whole, hole)]
        yield made("after", pieces)
        return
    marker = next((c for c in clause.children if c.tag_ == "TO" and c.i < clause.i), None)
    subject = own_subject(clause)
    if marker is not None and clause.tag_ == "VB":
        if subject is not None and subject.i < marker.i:
            yield made("subj-to", [trimmed(doc, whole[0], whole[1])])
        else:
            yield made("to", [trimmed(doc, whole[0], whole[1])])
        return
    if clause.tag_ in ("VBG",) and child(clause, "aux") is None:
        yield made("ing", [trimmed(doc, *whole)])
        return
    if (
        clause.pos_ in ("NOUN", "ADJ", "PROPN")
        and child(clause, "cop", "aux") is None
        and subject is not None
    ):
        yield made("name", [trimmed(doc, *whole)])
        return
    frame = "that"
    first = doc[whole[0]]
    if first.tag_ in ("WDT", "WP", "WRB", "WP$") or first.lower_ in ("whether", "if"):
        frame = "wh"
    yield made(frame, [trimmed(doc, *whole)])


def _objects(verb: Token, target: Token, made) -> Iterator[Candidate]:  # type: ignore[no-untyped-def]
    doc = verb.doc
    end = _without_aside(target)
    of_part = next(
        (
            c
            for c in verb.children
            if c.dep_ == "prep"
            and c.i > target.i
            and c.lower_
            in (
                "of",
                "for",
                "from",
                "to",
                "about",
                "with",
                "over",
                "against",
                "on",
                "in",
                "at",
                "into",
            )
        ),
        None,
    )
    if of_part is not None:
        yield made(
            "obj-prep", [trimmed(doc, target.left_edge.i, of_part.right_edge.i + 1)], of_part
        )
    yield made("obj", [trimmed(doc, target.left_edge.i, end)])


def _without_aside(head: Token) -> int:
    """Return where the phrase of `head` ends without a relative clause set off by a comma."""
    end = head.right_edge.i + 1
    for part in head.children:
        if (
            part.dep_ == "relcl"
            and part.left_edge.i > head.i
            and head.doc[part.left_edge.i - 1].text == ","
        ):
            end = min(end, part.left_edge.i)
    return end


def parenthetical(verb: Token) -> Candidate | None:
    """Return the frame of a reporting clause inside its own content: "This, he argued, would …"."""
    if (
        verb.dep_ not in ("parataxis", "advcl", "ccomp", "dep", "conj", "relcl")
        or verb.head == verb
    ):
        return None
    head = verb.head
    if child(verb, "ccomp", "dobj", "xcomp") is not None:
        return None
    subject = own_subject(verb)
    if subject is None or child(verb, "mark") is not None or subject.lower_ in RELATIVES:
        return None
    doc = verb.doc
    low, high = _clause_around(verb)
    before = doc[low - 1] if low else None
    after = doc[high] if high < len(doc) else None
    commas = (",", "—", "–", "-", "--", "”", '"', "’", "''")
    if before is None or before.text not in commas:
        return None
    if (
        after is not None
        and after.text not in (*commas, ".", ":", ";", "?", "!", "“")
        and not after.is_space
    ):
        return None
    if head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    sent = verb.sent
    whole = (max(sent.start, head.left_edge.i), min(sent.end, head.right_edge.i + 1))
    pieces = [trimmed(doc, a, b) for a, b in _minus(whole, (low, high))]
    lemma = lemma_of(verb.lower_, verb.lemma_)
    return Candidate(verb, "inside", lemma, subject, pieces, _cue_tokens(verb))


_BEARERS = ("of", "by", "from", "among", "in")


def noun_candidates(noun: Token) -> Iterator[Candidate]:
    """Yield the frames of a reporting noun: "claim that", "plan to", "call for".

    With a verb that only lends it tense ("issued a warning that") both are the cue.
    """
    lemma, letter, cue = noun.lemma_.lower(), "n", [noun.i]
    source = _bearer(noun)
    verb = light_verb(noun)
    if verb is not None:
        lemma, letter, cue = f"{verb.lemma_.lower()} {lemma}", "l", list(range(verb.i, noun.i + 1))
    for part in noun.children:
        if part.i < noun.i:
            continue
        if part.dep_ in ("acl", "ccomp", "relcl") and part.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
            first = noun.doc[part.left_edge.i]
            if first.lower_ == "that" and first.dep_ == "mark":
                frame = f"{letter}-that"
            elif any(c.tag_ == "TO" for c in part.children) and part.dep_ == "acl":
                frame = f"{letter}-to"
            else:
                continue
            yield Candidate(
                noun, frame, lemma, source, [trimmed(noun.doc, *stretch_of(part))], [noun.i]
            )
        elif part.dep_ == "prep" and part.lower_ in (
            "for",
            "of",
            "about",
            "on",
            "against",
            "over",
            "with",
            "that",
            "toward",
            "towards",
            "to",
        ):
            thing = child(part, "pobj", "pcomp")
            if thing is not None and thing != source:
                yield Candidate(
                    noun,
                    f"{letter}-prep",
                    f"{lemma} {part.lower_}",
                    source,
                    [trimmed(noun.doc, thing.left_edge.i, thing.right_edge.i + 1)],
                    [*cue, part.i],
                )


# Verbs that lend a reporting noun nothing but tense and subject.
_LIGHT = frozenset(
    "deliver issue make give express voice offer raise send sound launch repeat reiterate renew "
    "echo convey state lodge file level air register have hold share put_out".split()
)
# Verbs whose passive reports how something was taken up, and those whose object is the reaction.
_TAKEN_UP = frozenset({"meet", "greet", "receive", "welcome"})
_CALLS_FORTH = frozenset("draw spark prompt provoke trigger elicit earn attract win".split())


def light_verb(noun: Token) -> Token | None:
    """Return the verb that lends a reporting noun its tense: "issued" in "issued a warning"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.i > noun.i or verb.lemma_.lower() not in _LIGHT:
        return None
    return verb if is_reporting_noun(noun.lemma_.lower()) else None


def reaction(verb: Token) -> Candidate | None:
    """Return the frame of a reaction: "was met with skepticism by X", "drew criticism from X"."""
    lemma = verb.lemma_.lower()
    noun: Token | None = None
    if lemma in _TAKEN_UP and is_passive(verb):
        prep = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with"), None)
        noun = child(prep, "pobj") if prep is not None else None
    elif lemma in _CALLS_FORTH:
        noun = child(verb, "dobj")
    if noun is None or not is_reporting_noun(noun.lemma_.lower()):
        return None
    source = _reactor(noun) or _reactor(verb)
    if source is None:
        return None
    cue = list(range(verb.i, noun.i + 1)) if verb.i < noun.i else [verb.i]
    key = f"{lemma} {noun.lemma_.lower()}"
    return Candidate(verb, "reaction", key, source, [], cue)


def _reactor(token: Token) -> Token | None:
    for part in token.children:
        if part.dep_ in ("agent", "prep") and part.lower_ in ("by", "from", "among"):
            return child(part, "pobj")
    return None


def _bearer(noun: Token) -> Token | None:
    """Return who holds the reporting noun: its possessor, an of/by/from phrase, or the subject."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for part in noun.children:
        if part.dep_ == "prep" and part.lower_ in ("by", "from", "among") and part.i > noun.i:
            return child(part, "pobj")
    for part in noun.children:
        if part.dep_ == "prep" and part.lower_ == "of" and part.i > noun.i:
            thing = child(part, "pobj")
            if thing is not None and thing.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
                return thing
    head = noun.head
    if noun.dep_ in ("dobj", "attr") and head.pos_ in ("VERB", "AUX"):
        return subject_of(head)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ == "VERB":
        return subject_of(noun.head.head)
    return None


def adjective_candidates(adjective: Token) -> Iterator[Candidate]:
    """Yield the frames of an adjective of attitude: "confident that", "worried about"."""
    if adjective.dep_ not in ("acomp", "conj", "ROOT", "ccomp", "advcl", "acl", "amod", "oprd"):
        return
    governor = adjective.head if adjective.dep_ == "acomp" else adjective
    source = subject_of(governor)
    lemma = adjective.lower_
    for part in adjective.children:
        if part.i < adjective.i:
            continue
        content = [trimmed(adjective.doc, *stretch_of(part))]
        if part.dep_ == "ccomp":
            yield Candidate(adjective, "a-that", lemma, source, content, [adjective.i])
        elif part.dep_ == "xcomp":
            yield Candidate(adjective, "a-to", lemma, source, content, [adjective.i])
        elif part.dep_ == "prep":
            thing = child(part, "pobj", "pcomp")
            if thing is not None:
                content = [trimmed(adjective.doc, thing.left_edge.i, thing.right_edge.i + 1)]
                yield Candidate(
                    adjective,
                    "a-prep",
                    f"{lemma} {part.lower_}",
                    source,
                    content,
                    [adjective.i, part.i],
                )


def according_candidates(token: Token) -> Iterator[Candidate]:
    """Yield "according to X" with the rest of its sentence as the content."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return
    to = doc[token.i + 1]
    who = child(to, "pobj") or child(token, "pobj")
    if who is None:
        return
    low = token.i
    high = max(to.right_edge.i, who.right_edge.i) + 1
    sent = token.sent
    head = token.head
    whole = (sent.start, sent.end)
    if (
        head.dep_ != "ROOT"
        and head.pos_ in ("VERB", "AUX")
        and head.dep_ in ("conj", "relcl", "advcl", "ccomp")
    ):
        whole = stretch_of(head)
    pieces = [trimmed(doc, a, b) for a, b in _minus(whole, (low, high))]
    pieces = [p for p in pieces if p[1] - p[0] > 1 or doc[p[0]].is_alpha]
    yield Candidate(token, "according", "according to", who, pieces, [token.i, to.i])


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield every candidate of the document in the order of its cue words."""
    for token in doc:
        pos = token.pos_
        if token.lower_ == "according":
            yield from according_candidates(token)
        elif pos == "VERB":
            yield from verb_candidates(token)
            for frame in (parenthetical(token), reaction(token)):
                if frame is not None:
                    yield frame
        elif pos == "NOUN":
            yield from noun_candidates(token)
        elif pos == "ADJ":
            yield from adjective_candidates(token)
