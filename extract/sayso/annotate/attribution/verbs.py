"""The frames of a reporting verb: clauses, infinitives, objects, ascriptions, reactions.

Frames are named by what stands for the content: "that", "wh", "to", "ing" and "subj-to" for
clauses, "after" and "inside" for a reporting clause behind or within its content, "obj", "obj-
prep", "obj-to" and "prep" for phrases, "as", "name" and "complement" for ascriptions. "pass-" marks
a passive without its agent.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.attribution.candidate import Candidate, clause_around, cue_group, minus
from sayso.annotate.attribution.clauses import (
    RELATIVES,
    Stretch,
    is_passive,
    own_subject,
    phrase,
    resumed,
    stretch_of,
    subject_of,
    trimmed,
)
from sayso.annotate.attribution.lexicon import acts_of, is_reporting_noun, lemma_of
from sayso.annotate.parse_tree import child

# Prepositions that carry on a verb's object: "accused the firm of", "praised her for".
_OBJECT_PREPOSITIONS = frozenset(
    {"of", "for", "from", "to", "about", "with", "over", "against", "on", "in", "at", "into"}
)
_QUESTION_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_ENCLOSING = frozenset({",", "—", "–", "-", "--", "”", '"', "’", "''"})
_AFTER_CLAUSE = _ENCLOSING | {".", ":", ";", "?", "!", "“"}
# Verbs whose passive reports how something was taken up, and those whose object is the reaction.
_TAKEN_UP = frozenset({"meet", "greet", "receive", "welcome"})
_CALLS_FORTH = frozenset(
    {"draw", "spark", "prompt", "provoke", "trigger", "elicit", "earn", "attract", "win"}
)


class _VerbFrames:
    """One verb with the parts that frames are made of."""

    def __init__(self, verb: Token) -> None:
        self.verb = verb
        self.doc = verb.doc
        self.parts = {part.dep_: part for part in reversed(list(verb.children))}
        self.passive = is_passive(verb)
        self.subject = own_subject(verb)
        self.source = subject_of(verb)
        lemma = lemma_of(verb.lower_, verb.lemma_)
        particle = self.parts.get("prt")
        self.key = f"{lemma} {particle.lower_}" if particle is not None else lemma
        # With its agent ("was told by X that") a passive reports as surely as the active.
        self.prefix = "pass-" if self.passive and "agent" not in self.parts else ""

    def made(
        self, frame: str, content: list[Stretch], preposition: Token | None = None
    ) -> Candidate:
        extra = () if preposition is None else (preposition,)
        key = self.key
        if preposition is not None and frame != "as":
            key = f"{key} {preposition.lower_}"
        cue = cue_group(self.verb, *extra)
        return Candidate(self.verb, self.prefix + frame, key, self.source, content, cue)

    def after(self, label: str) -> Token | None:
        """Return the part with the label, if it follows the verb."""
        part = self.parts.get(label)
        return part if part is not None and part.i > self.verb.i else None

    def candidates(self) -> Iterator[Candidate]:
        clause, inner = self._content_clause(), self.after("xcomp")
        if clause is not None:
            yield self._clause(clause)
        if inner is not None:
            yield self._infinitive(inner)
        yield from self._phrases(has_clause=clause is not None or inner is not None)

    def _content_clause(self) -> Token | None:
        """Return the clause that is said: behind the verb, or before it and not subordinate."""
        clauses = [c for c in self.verb.children if c.dep_ == "ccomp"]
        behind = [c for c in clauses if c.i > self.verb.i]
        if behind or not clauses:
            return behind[0] if behind else None
        mark = child(clauses[-1], "mark")
        return clauses[-1] if mark is None or mark.lower_ in ("that", "if") else None

    def _clause(self, clause: Token) -> Candidate:
        whole = stretch_of(clause)
        for part in (*clause.conjuncts, *clause.children):
            if part.i > clause.i and resumed(part) == self.verb:
                whole = (whole[0], max(whole[0] + 1, min(whole[1], part.left_edge.i)))
        if clause.i < self.verb.i:
            pieces = minus(whole, clause_around(self.verb))
            return self.made("after", [trimmed(self.doc, a, b) for a, b in pieces])
        return self.made(
            self._clause_frame(clause, self.doc[whole[0]]), [trimmed(self.doc, *whole)]
        )

    @staticmethod
    def _clause_frame(clause: Token, first: Token) -> str:
        subject = own_subject(clause)
        marker = next((c for c in clause.children if c.tag_ == "TO" and c.i < clause.i), None)
        if marker is not None and clause.tag_ == "VB":
            return "subj-to" if subject is not None and subject.i < marker.i else "to"
        if clause.tag_ == "VBG" and child(clause, "aux") is None:
            return "ing"
        if (
            clause.pos_ in ("NOUN", "ADJ", "PROPN")
            and child(clause, "cop", "aux") is None
            and subject is not None
        ):
            return "name"
        if first.lower_ == "that" and first.dep_ == "mark":
            return "that"  # some taggers take it for a relative pronoun all the same
        if first.tag_ in _QUESTION_TAGS or first.lower_ in ("whether", "if"):
            return "wh"
        return "that"

    def _infinitive(self, inner: Token) -> Candidate:
        end = inner.right_edge.i + 1
        if inner.pos_ in ("ADJ", "NOUN", "PROPN") and child(inner, "aux") is None:
            return self.made("complement", [trimmed(self.doc, inner.left_edge.i, end)])
        frame = "ing" if inner.tag_ == "VBG" else "to"
        target = self.parts.get("dobj")
        if target is not None and target.i < inner.i:
            frame = "obj-to"
        elif self.passive:
            frame = "to"
        return self.made(frame, [trimmed(self.doc, inner.left_edge.i, end)])

    def _phrases(self, has_clause: bool) -> Iterator[Candidate]:
        target = self.after("dobj")
        predicate = self.after("oprd") or self._quoted_label(target)
        ascription = next(
            (c for c in self.verb.children if c.dep_ == "prep" and c.lower_ == "as"), None
        )
        if ascription is not None and ascription.i > self.verb.i:
            yield self._ascription("as", ascription, target)
        elif predicate is not None:
            yield self._ascription("name", predicate, target)
        elif target is not None and self.after("xcomp") is None:
            yield from self._object(target)
        elif self.passive and self.subject is not None and not has_clause:
            yield self.made("obj", [phrase(self.subject)])
        if not has_clause and "dobj" not in self.parts:
            yield from self._prepositions()

    def _quoted_label(self, target: Token | None) -> Token | None:
        """Return quoted words that the parser took for an apposition: called it "a gift"."""
        if target is None or acts_of(self.key, "name")[0] != "call":
            return None
        for part in target.rights:
            before = part.left_edge.i - 1
            if part.dep_ == "appos" and before > target.i and self.doc[before].is_quote:
                return part
        return None

    def _ascription(self, frame: str, ascribed: Token, target: Token | None) -> Candidate:
        """Return target and ascribed words; the target of a passive is its subject."""
        preposition = ascribed if frame == "as" else None
        end = ascribed.right_edge.i + 1
        if self.passive and self.subject is not None and self.subject.lower_ not in RELATIVES:
            own = trimmed(self.doc, ascribed.left_edge.i, end)
            return self.made(frame, [phrase(self.subject), own], preposition)
        start = ascribed.left_edge.i
        if target is not None and target.i < ascribed.i:
            start = target.left_edge.i
        return self.made(frame, [trimmed(self.doc, start, end)], preposition)

    def _object(self, target: Token) -> Iterator[Candidate]:
        start = target.left_edge.i
        for part in self.verb.children:
            if part.dep_ == "prep" and part.i > target.i and part.lower_ in _OBJECT_PREPOSITIONS:
                content = [trimmed(self.doc, start, part.right_edge.i + 1)]
                yield self.made("obj-prep", content, part)
                break
        yield self.made("obj", [trimmed(self.doc, start, _without_aside(target))])

    def _prepositions(self) -> Iterator[Candidate]:
        for part in self.verb.children:
            if part.dep_ == "prep" and part.i > self.verb.i and part.lower_ != "as":
                thing = child(part, "pobj", "pcomp")
                if thing is not None:
                    content = trimmed(self.doc, thing.left_edge.i, _without_aside(thing))
                    yield self.made("prep", [content], part)


def _without_aside(head: Token) -> int:
    """Return where the phrase of `head` ends without a relative clause set off by a comma."""
    end = head.right_edge.i + 1
    for part in head.children:
        start = part.left_edge.i
        if part.dep_ == "relcl" and start > head.i and head.doc[start - 1].text == ",":
            end = min(end, start)
    return end


def _parenthetical(verb: Token) -> Candidate | None:
    """Return the frame of a reporting clause inside its own content: "This, he argued, would"."""
    head, subject, doc = verb.head, own_subject(verb), verb.doc
    if verb.dep_ not in ("parataxis", "advcl", "ccomp", "dep", "conj", "relcl") or head == verb:
        return None
    if subject is None or subject.lower_ in RELATIVES:
        return None
    if child(verb, "ccomp", "dobj", "xcomp", "mark") is not None:
        return None
    low, high = clause_around(verb)
    if not low or doc[low - 1].text not in _ENCLOSING:
        return None
    if high < len(doc) and doc[high].text not in _AFTER_CLAUSE and not doc[high].is_space:
        return None
    if head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    sentence = verb.sent
    whole = (
        max(sentence.start, head.left_edge.i),
        min(sentence.end, head.right_edge.i + 1),
    )
    pieces = [trimmed(doc, a, b) for a, b in minus(whole, (low, high))]
    lemma = lemma_of(verb.lower_, verb.lemma_)
    return Candidate(verb, "inside", lemma, subject, pieces, cue_group(verb))


def _reaction(verb: Token) -> Candidate | None:
    """Return the frame of a reaction: "was met with skepticism by X", "drew criticism from X"."""
    lemma = verb.lemma_.lower()
    noun: Token | None = None
    if lemma in _TAKEN_UP and is_passive(verb):
        part = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "with"), None)
        noun = child(part, "pobj") if part is not None else None
    elif lemma in _CALLS_FORTH:
        noun = child(verb, "dobj")
    if noun is None or not is_reporting_noun(noun.lemma_.lower()):
        return None
    source = _reactor(noun) or _reactor(verb)
    if source is None:
        return None
    cue = list(range(verb.i, noun.i + 1)) if verb.i < noun.i else [verb.i]
    return Candidate(verb, "reaction", f"{lemma} {noun.lemma_.lower()}", source, [], cue)


def _reactor(token: Token) -> Token | None:
    for part in token.children:
        if part.dep_ in ("agent", "prep") and part.lower_ in ("by", "from", "among"):
            return child(part, "pobj")
    return None


def verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Yield every frame in which `verb` may report."""
    yield from _VerbFrames(verb).candidates()
    for candidate in (_parenthetical(verb), _reaction(verb)):
        if candidate is not None:
            yield candidate
