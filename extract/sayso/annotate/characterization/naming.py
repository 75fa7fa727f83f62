"""How a target gets a name or a label by "call", "brand", "consider": which words are which."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.characterization import clauses, phrases

# Verbs whose object and label make no sense without each other.
_CALLING = frozenset(("call", "label", "brand", "dub", "term", "nickname", "deem"))
_BREAKS = frozenset(",;:.")
# How many words an object may have before its label.
_FARTHEST = 16
# "called for", "called on": another verb.
_PARTICLES = frozenset(("for", "on", "off", "in", "upon", "back"))


def ascribed(verb: Token, target: Token | None) -> Iterator[tuple[Token, Token]]:
    """Yield the heads of the ascribed words and of the target, without mere names."""
    if any(
        t.dep_ in ("prt", "prep") and t.lower_ in _PARTICLES and t.i == verb.i + 1
        for t in verb.children
    ):
        return
    if verb.lemma_ in ("find", "believe") and clauses.is_passive(verb):
        return  # "was found wet by a passer-by" is a finding, no judgement.
    for found, named in _quoted(verb, target) or _named(verb, target):
        head = _before_apposition(found, named)
        if not is_mere_name(head) and (head.pos_ != "PRON" or head.lower_ == "nothing"):
            yield head, named


def _before_apposition(head: Token, named: Token) -> Token:
    """Return the label where an apposition to it was taken: `"obsolete," a word often heard`."""
    doc, left = head.doc, head.left_edge.i
    if left - 3 <= named.i or not phrases.is_quote(doc[left - 1]) or doc[left - 2].text != ",":
        return head
    label = doc[left - 3]
    return label if label.pos_ in ("ADJ", "NOUN", "VERB") else head


def _quoted(verb: Token, target: Token | None) -> list[tuple[Token, Token]]:
    """Return label and target of ``called the plan (…) "a disgrace"``, however they are parsed.

    What follows the object in quotation marks is the label, if no clause lies between.
    """
    if verb.lemma_ not in _CALLING or target is None or target.i <= verb.i:
        return []
    doc = verb.doc
    if any(phrases.is_quote(token) for token in doc[verb.i : target.i]):
        return []  # What the parser takes for the object is the label.
    for token in doc[target.i + 1 : min(verb.sent.end, target.i + _FARTHEST)]:
        if phrases.is_quote(token) and token.nbor(-1).whitespace_:
            head = phrases.head_from(doc, token.i + 1, verb.sent.end)
            right = head is not None and head.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
            return [(head, target)] if head is not None and right else []
        if token.text in _BREAKS or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return []
    return []


def _named(verb: Token, target: Token | None) -> Iterator[tuple[Token, Token]]:
    """Yield the head of the ascribed words and of the target, however the parser built them."""
    small = [t for t in verb.rights if t.dep_ in ("oprd", "acomp", "attr")]
    if len(small) > 1 and clauses.child(verb, "dobj") is None and not clauses.is_passive(verb):
        target = small.pop(0)
    small = small or [t for t in verb.rights if t.dep_ == "dobj" and t != target]
    if small and target is not None and verb.i < target.i < small[0].i:
        # "considering more, a step that we applaud": a comma makes it no part of the ascription.
        between = verb.doc[target.i + 1 : small[0].left_edge.i]
        if len(between) == 1 and between[0].text == ",":
            return
    if small and target is not None:
        yield small[0], target
        return
    if clauses.child(verb, "ccomp", "xcomp") is not None:
        yield from _small_clause(verb, target)
    else:
        yield from _misparsed(verb, target)


def _small_clause(verb: Token, target: Token | None) -> Iterator[tuple[Token, Token]]:
    """Find "consider him a saint" and "consider it to be a mistake", parsed as clauses."""
    clause = clauses.child(verb, "ccomp", "xcomp")
    assert clause is not None
    own = clauses.child(clause, "nsubj", "nsubjpass")
    if own is None and clauses.is_passive(verb):
        own = target
    words, verbless = clause, clause.pos_ in ("NOUN", "ADJ", "PROPN")
    if clause.lemma_ == "be" and any(t.lower_ == "to" for t in clause.children):
        words, verbless = clauses.child(clause, "acomp", "attr") or clause, True
    if own is not None and verbless and words.lemma_ != "be":
        yield words, own


def _misparsed(verb: Token, target: Token | None) -> Iterator[tuple[Token, Token]]:
    """Find ascribed words that the parser attached to the target, right after it."""
    if target is None or target.i < verb.i or verb.lemma_ in ("find", "believe"):
        return
    for child in target.rights:
        if child.dep_ in ("appos", "npadvmod", "amod", "oprd", "dobj", "attr") and _follows(
            child, target.i
        ):
            yield child, target
            return
    last = max((t.i for t in target.conjuncts), default=target.i)
    for child in verb.doc[last].rights:
        if child.dep_ == "appos" and _follows(child, last):
            yield child, target
            return
    inside = [
        t
        for t in target.lefts
        if t.dep_ in ("nmod", "npadvmod", "compound", "poss") and t.i > verb.i
    ]
    if inside and any(phrases.is_quote(t) for t in verb.doc[inside[0].i + 1 : target.i]):
        yield target, inside[0]


def _follows(words: Token, target: int) -> bool:
    """Tell whether words begin right after the target, or after a quotation mark."""
    first = words.left_edge.i
    after_mark = first == target + 2 and phrases.is_quote(words.doc[target + 1])
    return first == target + 1 or after_mark


def is_mere_name(head: Token) -> bool:
    """Tell the giving of a proper name, which ascribes no property, from a nickname in quotes."""
    if head.pos_ != "PROPN" and not head.text[:1].isupper():
        return False
    if any(t.lower_ in ("a", "an") for t in head.lefts):
        return False
    before = head.doc[head.left_edge.i - 1]
    return not (phrases.is_quote(before) or phrases.is_quote(head.left_edge))
