"""Verbs that ascribe: "describe X as Z", "call X Z", "compare X to Z", "accuse X of Z"."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from sayso.annotate.characterization import clauses, extents, naming, phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.lexicon import Frame, verb_frames

_RELATIVES = frozenset(("which", "that", "whom", "who"))
# Nouns that take an "as" of their own: "defended his description of the city as a desert".
_DESCRIPTIONS = frozenset(
    ("description", "characterization", "portrayal", "depiction", "view", "image", "reputation")
)
_NO_TARGETS = frozenset(("someone", "somebody", "anyone", "anybody", "something", "anything"))
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
_FULL_STOPS = frozenset((".", "?", "!"))
_TAKING_FOR = frozenset(
    ("support", "call", "plan", "push", "bid", "request", "demand", "proposal", "campaign", "need")
) | frozenset(("appeal", "vote", "respect", "reason", "responsibility", "funding", "argument"))
# "as well", "as soon as", "as he left".
_OTHER_AS = frozenset(
    ("well", "part", "soon", "far", "if", "though", "long", "much", "he", "she", "it", "they")
)
_DEMONSTRATIVES = frozenset(("that", "this", "these", "those", "there", "what"))


def find(verb: Token) -> Iterator[Finding]:
    """Yield what `verb` ascribes, by the first of its frames that fits."""
    frames = _frames_of(verb)
    if not frames or verb.pos_ not in ("VERB", "AUX") or clauses.is_withheld(verb):
        return
    target = _target(verb)
    if target is not None and target.lower_ in _NO_TARGETS:
        return
    for frame in frames:
        found = list(_FINDERS[frame.kind](verb, frame, target))
        if found:
            yield from found
            return


def _frames_of(verb: Token) -> tuple[Frame, ...]:
    """Return the frames of a verb; the lemmatizer makes "rated" a form of "rat"."""
    table = verb_frames()
    found = table.get(verb.lemma_)
    if found is None and verb.lower_.endswith("ed"):
        found = table.get(verb.lower_[:-1])
    return found or ()


def _target(verb: Token) -> Token | None:
    """Return the head of what the verb speaks of: object, passive subject or antecedent."""
    if clauses.is_passive(verb):
        return clauses.subject(verb)
    direct = clauses.child(verb, "dobj", "dative")
    if direct is not None:
        if verb.dep_ == "relcl" and direct.i < verb.i and direct.lower_ in _RELATIVES:
            return verb.head
        return direct
    small = clauses.child(verb, "ccomp", "xcomp")
    if small is not None:
        own = clauses.child(small, "nsubj", "nsubjpass")
        if own is not None and own.i > verb.i:
            return own
    adverbial = any(t.tag_ == "WRB" for t in verb.lefts)  # "where the council called a session"
    return verb.head if verb.dep_ == "relcl" and not adverbial and _lacks_object(verb) else None


def _lacks_object(verb: Token) -> bool:
    return clauses.child(verb, "dobj", "ccomp") is None and clauses.child(verb, "nsubj") is not None


def _finding(verb: Token, frame: Frame, target: Token, attribute: Span, rule: str) -> Finding:
    passive = clauses.is_passive(verb)
    free = target.lower_ == "what" and target.i < attribute.start
    return Finding(
        form=frame.form,
        attribute=attribute,
        target=free_relative(target, attribute) if free else _before(target, attribute),
        rule=f"characterization.{rule}{'.passive' if passive else ''}",
        cue=verb,
        holder=clauses.agent(verb) if passive else _holder(verb),
        negated=phrases.is_denied(attribute),
        stance=frame.stance,
        act=frame.act,
        free_relative=free,
    )


def _before(target: Token, attribute: Span) -> Span:
    """Return the target's phrase, cut where the parser let it run into the ascribed words."""
    phrase = phrases.noun_phrase(target)
    if target.i < attribute.start <= phrase.end - 1:
        end = target.i + 1
        return phrase.doc[min(phrase.start, target.i) : end]
    return phrase


def _holder(verb: Token) -> Token | None:
    """Return the subject, unless it is a demonstrative, which the parser took for one."""
    found = clauses.subject(verb)
    if verb.dep_ == "acl" and any(t.tag_ == "TO" for t in verb.lefts):
        found = clauses.child(verb.head, "poss")  # "his decision to call it a sham" is his.
    return None if found is not None and found.lower_ in _DEMONSTRATIVES else found


def free_relative(what: Token, attribute: Span) -> Span:
    """Return the phrase from "what" to the end of the ascribed words: the target's only mention."""
    phrase = what.doc[what.i : attribute.end]
    marks = sum(map(phrases.is_quote, phrase))
    closes = attribute.end < len(what.doc) and phrases.is_quote(what.doc[attribute.end])
    return what.doc[what.i : attribute.end + 1] if marks % 2 and closes else phrase


def _as_word(verb: Token) -> Token | None:
    """Return the "as" that belongs to the verb or, where the parser misplaced it, to its object."""
    doc, limit = verb.doc, verb.sent.end
    candidates = [
        t for t in verb.rights if t.lower_ == "as" and t.dep_ in ("prep", "mark", "advmod")
    ]
    if candidates:
        return candidates[0]
    for i in range(verb.i + 1, limit):
        token = doc[i]
        if token.lower_ == "as" and token.pos_ in ("ADP", "SCONJ", "ADV"):
            nested = token.head
            while nested.i > verb.i and nested.pos_ != "VERB" and nested.head != nested:
                nested = nested.head
            return token if nested.i == verb.i or _is_as_clause(token, verb) else None
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "acl", "relcl"):
            return None
        if token.text in (".", ";", ":"):
            return None
    return None


def _is_as_clause(word: Token, verb: Token) -> bool:
    """Tell whether "as" opens a verbless clause under the verb ("slammed it as faulty")."""
    if clauses.child(word.head, "nsubj", "nsubjpass") is not None:
        return False  # "saw declines as investors left" tells when or why.
    return word.head.i > word.i and word.head.head.i == verb.i


def _as(verb: Token, frame: Frame, target: Token | None) -> Iterator[Finding]:
    word = _as_word(verb)
    if word is None or verb.i > word.i:
        return
    following = verb.doc[word.i + 1] if word.i + 1 < len(verb.doc) else word
    if following.lower_ in _OTHER_AS:
        return
    if verb.doc[word.i - 1].lower_ in ("such", "well", "much", "soon", "far", "long"):
        return
    target = target or _object_of_particle(verb, word)
    if target is not None and target.lemma_ in _DESCRIPTIONS:
        return
    clause = clauses.child(word, "pcomp")
    if (
        clause is not None
        and clause.tag_ == "VBG"
        and clauses.child(clause, "nsubj") is not None
        and target is not None
    ):
        yield _finding(verb, frame, target, verb.doc[word.i + 1 : clause.right_edge.i + 1], "as")
        return
    fronted = _fronted_modifier(word) if target is None else None
    if fronted is not None:
        attribute = verb.doc[fronted.i : fronted.i + 1]
        found = _finding(verb, frame, fronted.head, attribute, "as")
        yield replace(found, target=verb.doc[fronted.i + 1 : found.target.end])
        return
    if target is None or (target.i > word.i and not _fronted_as(target, word)):
        return
    being = clause is not None and clause.lower_ in ("being", "having")
    start = clause.i + 1 if clause is not None and being else word.i + 1
    for attribute in _words_after(verb.doc, start, verb.sent.end):
        if _is_subject(attribute, verb):
            return
        yield _finding(verb, frame, target, attribute, "as")


def _is_subject(attribute: Span, verb: Token) -> bool:
    """Tell "attacks critics as scrutiny heats up", where "as" means "while".

    The parser takes such a clause for a phrase, above all in headlines, which have no full stop.
    """
    following = verb.doc[attribute.end] if attribute.end < len(verb.doc) else attribute.root
    if following.tag_ in _FINITE and verb.dep_ != "relcl" and not clauses.is_passive(verb):
        return True
    is_headline = not any(token.text in _FULL_STOPS for token in verb.sent[-4:])
    named = attribute[0].pos_ == "PROPN" and attribute.root.tag_ == "NNS"
    return is_headline and named and following.dep_ == "prep"


def _object_of_particle(verb: Token, word: Token) -> Token | None:
    """Return the object of "refer to X as", "think of X as"."""
    for preposition in verb.rights:
        if (
            preposition.dep_ == "prep"
            and preposition.lower_ in ("to", "of")
            and preposition.i < word.i
        ):
            return clauses.child(preposition, "pobj")
    return None


def _fronted_as(target: Token | None, word: Token) -> bool:
    """Tell "recognising as legitimate the request": the object follows the ascribed words."""
    return target is not None and target.i > word.i and target.i - word.i < 12


def _fronted_modifier(word: Token) -> Token | None:
    """Return the adjective before the article in "as legitimate the request"."""
    noun = clauses.child(word, "pobj")
    article = clauses.child(noun, "det") if noun is not None else None
    if noun is None or article is None:
        return None
    return next((t for t in noun.lefts if t.dep_ == "amod" and t.i < article.i), None)


def _words_after(doc: Doc, start: int, limit: int) -> Iterator[Span]:
    """Yield the phrases that begin at `start`."""
    head = phrases.head_from(doc, start, limit)
    if head is None or head.pos_ in ("PUNCT", "SPACE", "PRON", "ADP", "SCONJ"):
        return
    if (head.pos_ == "NUM" and head.lower_ != "one") or naming.is_mere_name(head):
        return
    yield from _with_series(extents.attributes(head, start))


def _with_series(attributes: Iterator[Span]) -> Iterator[Span]:
    """Yield the phrases, and then the ones in quotation marks that follow as a list."""
    last: Span | None = None
    for attribute in attributes:
        yield attribute
        last = attribute
    while last is not None and phrases.is_quote(last.doc[last.start - 1]):
        last = phrases.next_quoted(last)
        if last is not None:
            yield last


_TIMES = frozenset(("during", "on", "in", "at", "after", "before"))


def _after_preposition(
    verb: Token, frame: Frame, target: Token | None, rule: str
) -> Iterator[Finding]:
    if target is None:
        return
    # "Attacked her during the primaries for her ties": the parser may hang it on the time.
    times = [t for word in verb.rights if word.lower_ in _TIMES for t in word.rights]
    for holder in (verb, target, *target.conjuncts, *times):
        own = holder != verb and holder.lemma_ in _TAKING_FOR
        for word in holder.rights:
            if own and word.lower_ == "for":
                continue  # "criticized the support for the plan": for what the support is.
            if (
                word.lower_ in frame.prepositions
                and word.dep_ in ("prep", "dative")
                and word.i > verb.i
            ):
                for attribute in _words_after(verb.doc, word.i + 1, verb.sent.end):
                    yield _finding(verb, frame, target, attribute, rule)
                return


def _compare(verb: Token, frame: Frame, target: Token | None) -> Iterator[Finding]:
    yield from _after_preposition(verb, frame, target, "compare")


def _terms(verb: Token, frame: Frame, target: Token | None) -> Iterator[Finding]:
    """Find "in grave terms" and "in terms of Z"."""
    doc = verb.doc
    place = next((t for t in doc[verb.i : verb.sent.end] if t.lower_ == "terms"), None)
    if place is None or target is None:
        return
    into = next((t for t in doc[verb.i : place.i] if t.lower_ == "in"), None)
    if into is None:
        return
    if place.i - into.i == 1:
        if doc[place.i + 1].lower_ == "of":
            for attribute in _words_after(doc, place.i + 2, verb.sent.end):
                yield _finding(verb, frame, target, attribute, "terms")
        return
    words = phrases.without_articles(doc, into.i + 1, place.i)
    if words is not None:
        yield _finding(verb, frame, target, words, "terms")


def _conduct(verb: Token, frame: Frame, target: Token | None) -> Iterator[Finding]:
    if target is None or (target.head != verb and target.dep_ != "conj" and verb.dep_ != "relcl"):
        return  # "suspects that some of the men lied": the preposition is not the verb's.
    for found in _after_preposition(verb, frame, target, "conduct"):
        first = found.attribute[0]
        if len(found.attribute) > 1 and (
            first.lower_ in ("being", "having") or first.dep_ == "poss"
        ):
            attribute = phrases.without_articles(verb.doc, first.i + 1, found.attribute.end)
            yield replace(found, attribute=attribute or found.attribute)
        elif first.pos_ != "PRON" and found.attribute.root.ent_type_ not in ("DATE", "TIME"):
            yield found


def _naming(verb: Token, frame: Frame, target: Token | None) -> Iterator[Finding]:
    for head, named in naming.ascribed(verb, target):
        low = named.i + 1 if verb.i < named.i < head.i else verb.i + 1
        for attribute in _with_series(extents.attributes(head, low)):
            yield _finding(verb, frame, named, attribute, "naming")


_FINDERS: dict[str, Callable[[Token, Frame, Token | None], Iterator[Finding]]] = {
    "as": _as,
    "compare": _compare,
    "terms": _terms,
    "conduct": _conduct,
    "naming": _naming,
}
