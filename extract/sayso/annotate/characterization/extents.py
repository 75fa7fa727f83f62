"""Which words are the ones that are ascribed: where such a phrase begins and how far it goes."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from sayso.annotate.characterization.phrases import (
    ARTICLES,
    COMPLEMENT_PREPOSITIONS,
    OPENERS,
    adjoins,
    clause_end,
    complement_prepositions,
    is_quote,
    right_end,
    without_articles,
)

# What hangs on a head without belonging to the shortest phrase that carries the property.
_LOOSE = frozenset(
    ("relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "ccomp", "mark", "intj")
) | frozenset(("nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "neg", "preconj", "predet"))
_BEFORE_VERBS = frozenset(("advmod", "npadvmod", "compound", "neg"))
# A longer complement says more than the property ("right about being able to ...").
_LONGEST_COMPLEMENT = 7
_SHORT_QUOTATION = 8
# How far a quotation that was opened inside a phrase is followed to its end.
_LONGEST_QUOTATION = 14
# What begins another phrase or a clause inside a quotation.
_LATER = frozenset(("cc", "conj", "punct", "appos", "mark"))
_COMPLEMENTS_OF_ADJECTIVES = frozenset(("prep", "xcomp", "npadvmod", "advmod"))


def attributes(head: Token, low: int) -> Iterator[Span]:
    """Yield the ascribed phrases that begin with the one headed by `head`, none before token `low`.

    Bare conjuncts stay in one phrase; conjuncts with an article or quotation marks of their own are
    phrases of their own.
    """
    pending: Token | None = head
    while pending is not None:
        start, end, pending = _one_phrase(pending, low)
        end = _past_mark(head.doc, start, _past_hyphens(head.doc, end))
        phrase = without_articles(head.doc, start, end)
        if phrase is not None:
            yield _with_both_marks(phrase)
            low = phrase.end


def _with_both_marks(phrase: Span) -> Span:
    """Return a phrase that closes a quotation from its opening mark on, or else up to its end."""
    marks = [token for token in phrase if is_quote(token)]
    if len(marks) % 2 and marks[-1].text in OPENERS and not marks[-1].whitespace_:
        following = phrase.doc[phrase.end : phrase.end + _LONGEST_QUOTATION]
        closing = next((token.i for token in following if is_quote(token)), None)
        if closing is not None and marks[-1].i > phrase.start:
            return phrase.doc[phrase.start : closing + 1]
    if len(marks) % 2 == 0 or (marks[-1].i and marks[-1].nbor(-1).whitespace_):
        return phrase
    if phrase.start and is_quote(phrase.doc[phrase.start - 1]):
        return phrase.doc[phrase.start - 1 : phrase.end]
    cut = marks[-1].i
    return phrase.doc[phrase.start : cut] if cut > phrase.root.i else phrase


def _past_mark(doc: Doc, start: int, end: int) -> int:
    """Return the end with the mark that closes a quotation opened inside the phrase."""
    opened = sum(map(is_quote, doc[start + 1 : end])) % 2
    return end + 1 if opened and end < len(doc) and is_quote(doc[end]) else end


def _follows(doc: Doc, end: int, start: int) -> bool:
    """Tell whether a conjunct begins where the phrase before it ends."""
    between = doc[end:start]
    return all(t.is_punct or t.dep_ in ("cc", "advmod", "neg") or is_quote(t) for t in between)


def _past_hyphens(doc: Doc, end: int) -> int:
    """Return the end of a compound like "multi-platform", which is three tokens."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_:
        end += 2
    return end


def _one_phrase(head: Token, low: int) -> tuple[int, int, Token | None]:
    """Return start and end of the phrase of `head`, and the next conjunct that stands alone."""
    start = max(low, _attribute_start(head))
    end = attribute_end(head)
    current = head
    while True:
        following = next((t for t in current.rights if t.dep_ in ("conj", "appos")), None)
        if following is None or _is_verbal(following) != _is_verbal(current):
            return start, end, None
        if not _follows(head.doc, end, following.left_edge.i):
            return start, end, None
        if _stands_alone(following):
            return start, end, following
        if following.dep_ == "appos":
            return start, end, None
        end = max(end, attribute_end(following))
        current = following


def _attribute_start(head: Token) -> int:
    """Return where the ascribed phrase begins: after its article, with its degree words."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in ("det", "poss") and child.lower_ in ARTICLES:
            return min(start, child.i + 1) if start == head.i else child.i + 1
        if child.dep_ in _BEFORE_VERBS if _is_verbal(head) else child.dep_ not in _LOOSE:
            start = min(start, child.left_edge.i)
    return start


def _is_verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _opens(head: Token) -> bool:
    left = head.left_edge.i
    return left > 0 and (is_quote(head.doc[left]) or is_quote(head.doc[left - 1]))


def _stands_alone(conjunct: Token) -> bool:
    return _opens(conjunct) or any(t.dep_ in ("det", "poss", "neg") for t in conjunct.lefts)


def attribute_end(head: Token) -> int:
    """Return where the phrase of an ascribed head ends: its complements, no clauses."""
    closing = _closing_mark(head)
    if _is_verbal(head):
        end = clause_end(head)
    elif head.pos_ == "ADJ":
        end = _adjective_end(head)
    else:
        end = _with_infinitive(head, right_end(head, 2, complement_prepositions(head)))
    if closing is None or (head.pos_ == "ADJ" and end > closing + 1):
        return end  # “unfit” for office: what completes it may stand outside the marks.
    # A short quotation is ascribed as a whole: “work in progress”.
    whole = closing - head.i <= _SHORT_QUOTATION and not any(
        t.dep_ in _LATER and t.i + 1 < closing for t in head.doc[head.i + 1 : closing]
    )
    return closing if whole else min(end, closing)


def _adjective_end(head: Token) -> int:
    """Return the end of an adjective with its complements ("unfit for office")."""
    end = head.i + 1
    doc = head.doc
    for child in head.rights:
        if is_quote(child):
            continue
        if child.dep_ not in _COMPLEMENTS_OF_ADJECTIVES:
            break
        if not adjoins(doc, end, child.left_edge.i) or not _completes(child, head):
            break
        if is_quote(doc[child.i - 1]) and any(t.dep_ == "pcomp" for t in child.rights):
            break  # “stupid” for doing it: that is why.
        end = clause_end(child)
    place = end + 1 if end < len(doc) and is_quote(doc[end]) else end  # “fatal” for the town
    following = doc[place] if place < len(doc) else head
    if following.lower_ in COMPLEMENT_PREPOSITIONS and following.head == head.head:
        end = clause_end(following)
    return end if end - head.i <= _LONGEST_COMPLEMENT else head.i + 1


def _completes(child: Token, head: Token) -> bool:
    """Tell whether a phrase belongs to the sense of an adjective: "effective in reducing"."""
    if child.lower_ == "with" and any(t.pos_ == "PRON" for t in child.rights):
        return False  # "brilliant with me" tells towards whom.
    if child.lower_ == "on" and any(t.ent_type_ in ("DATE", "TIME") for t in child.rights):
        return False
    if child.dep_ != "prep" or child.lower_ in COMPLEMENT_PREPOSITIONS:
        return True
    graded = head.tag_ in ("JJS", "JJR") or any(t.tag_ in ("RBS", "RBR") for t in head.lefts)
    return graded or any(t.dep_ == "pcomp" for t in child.rights)


def _with_infinitive(head: Token, end: int) -> int:
    """Return the end of a noun phrase with the infinitive that completes it ("reason to vote")."""
    for child in head.rights:
        if child.dep_ in ("relcl", "acl") and child.left_edge.i == end and child.tag_ == "VB":
            return clause_end(child)
    return end


def _closing_mark(head: Token) -> int | None:
    """Return the place of the mark that closes a quotation opened right before the phrase."""
    doc = head.doc
    left = min([head.i, *(t.i for t in head.lefts if t.dep_ not in ("det", "poss", "neg"))])
    opener = next((i for i in range(left, max(left - 3, -1), -1) if doc[i].text in OPENERS), None)
    if opener is None:
        return None
    between = doc[opener + 1 : left]
    if any(not (t.is_quote or t.is_punct or t.lower_ in ARTICLES) for t in between):
        return None
    for token in doc[opener + 1 : min(len(doc), head.sent.end + 1)]:
        if is_quote(token) and token.i > head.i:
            return int(token.i)
    return None
