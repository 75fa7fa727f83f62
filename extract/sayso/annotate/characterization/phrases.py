"""Which tokens make up the phrase of a holder or a target; marks, articles and negators."""

from spacy.tokens import Doc, Span, Token

QUOTE_MARKS = frozenset("\"“”„«»‘’'") | {"``", "''"}
OPENERS = frozenset("\"“„«‘'") | {"``"}
ARTICLES = frozenset(("a", "an", "the"))
_DASHES = frozenset(("—", "–", "--"))
COMPLEMENT_PREPOSITIONS = frozenset(
    ("for", "to", "of", "on", "with", "about", "from", "as", "against", "toward", "towards")
) | frozenset(("between", "into", "like", "without"))
_LIGHT_NOUNS = frozenset(
    ("man", "woman", "person", "guy", "step", "move", "thing", "exercise", "lesson", "hand", "case")
)
# Where a gerund's own words end: when and where it happened is not what is ascribed.
_CIRCUMSTANCES = frozenset(
    ("around", "during", "after", "before", "since", "until", "while", "amid")
)
_PLACES = frozenset(("in", "on", "at", "among", "since", "ever"))


def is_quote(token: Token) -> bool:
    """Tell whether the token is a quotation mark."""
    return token.text in QUOTE_MARKS


def noun_phrase(head: Token) -> Span:
    """Return the phrase of a nominal head: its modifiers and prepositional phrases, no clauses."""
    doc = head.doc
    start = head.i
    for child in head.lefts:
        if child.dep_ not in ("punct", "cc", "advcl", "preconj", "mark"):
            start = min(start, child.left_edge.i)
    end = right_end(head, 2)
    if (
        head.dep_ in ("nmod", "npadvmod", "compound")
        and start
        and doc[start - 1].lower_ in ARTICLES
    ):
        start -= 1  # The parser gave the article to the words after it.
    for i in range(head.i - 1, start, -1):
        if doc[i].text in _DASHES or doc[i].text == ")":
            start = i + 1  # What stands before it is a dateline or an aside.
            break
    while start < head.i and (is_quote(doc[start]) or doc[start].is_space):
        start += 1
    return doc[start:end]


def complement_prepositions(head: Token) -> frozenset[str]:
    """Return which prepositional phrases complete an ascribed noun.

    Places do only after "finest" and after nouns that say little without them ("man in a hurry").
    """
    superlative = any(t.tag_ == "JJS" or t.lower_ in ("most", "only") for t in head.lefts)
    if superlative or head.lemma_ in _LIGHT_NOUNS:
        return COMPLEMENT_PREPOSITIONS | _PLACES
    return COMPLEMENT_PREPOSITIONS


def right_end(head: Token, depth: int, prepositions: frozenset[str] | None = None) -> int:
    """Return the end of the phrase right of `head`, prepositional phrases `depth` deep."""
    end = head.i + 1
    for child in head.rights:
        if child.lower_ in ("as", "by") and prepositions is None:
            break
        if child.dep_ == "prep" and depth and adjoins(head.doc, end, child.i):
            if prepositions is not None and child.lower_ not in prepositions:
                break
            objects = [t for t in child.rights if t.dep_ in ("pobj", "pcomp")]
            if not objects or (objects[0].dep_ == "pcomp" and depth == 1):
                break
            gerund = objects[0].dep_ == "pcomp"
            end = clause_end(objects[0]) if gerund else _coordinated_end(objects[0], depth - 1)
        elif child.dep_ in ("nummod", "amod", "npadvmod") and child.i <= end:
            end = child.right_edge.i + 1
        else:
            break
    return end


def _coordinated_end(head: Token, depth: int) -> int:
    end = right_end(head, depth)
    for child in head.conjuncts:
        if child.i > head.i and child.i - end <= 4:
            end = max(end, right_end(child, depth))
    return end


def clause_end(head: Token) -> int:
    """Return the end of the subtree of `head`, cut before relative and coordinated clauses."""
    end = head.i + 1
    for child in head.rights:
        if child.is_space or (is_quote(child) and child.i in (head.i + 1, end)):
            continue  # "showing “the courage of her convictions”"
        if child.dep_ == "advcl" and _is_purpose(child, end):
            return clause_end(child)
        if child.dep_ in ("punct", "relcl", "acl", "cc", "conj", "advcl", "mark", "parataxis"):
            break
        if child.lower_ in _CIRCUMSTANCES or (child.dep_ == "prep" and child.i - head.i > 6):
            break
        end = max(end, clause_end(child))
    return end


def _is_purpose(clause: Token, start: int) -> bool:
    """Tell the infinitive right after the words before it: "colluding with them to win"."""
    if clause.tag_ != "VB" or clause.left_edge.i != start:
        return False
    return any(t.tag_ == "TO" for t in clause.lefts)


def adjoins(doc: Doc, end: int, start: int) -> bool:
    """Tell whether nothing but quotation marks stands between two places."""
    return all(is_quote(token) for token in doc[end:start])


def head_from(doc: Doc, start: int, limit: int) -> Token | None:
    """Return the head of the phrase that begins at `start`: climb while heads lie further right."""
    while start < limit and (is_quote(doc[start]) or doc[start].lower_ in ARTICLES):
        start += 1
    if start >= limit:
        return None
    token = doc[start]
    while token.i < token.head.i < limit and (
        token.head.pos_ != "VERB"
        or token.head.dep_ in ("amod", "pobj")
        or (token.dep_ == "advmod" and token.head.tag_ == "VBN")
        or (token.head.dep_ == "pcomp" and token.dep_ in ("aux", "auxpass", "neg"))
    ):
        token = token.head
    return token


def without_articles(doc: Doc, start: int, end: int) -> Span | None:
    """Return the tokens from `start` to `end` without outer marks, articles and possessives."""
    while start < end and (
        is_quote(doc[start]) or doc[start].lower_ in ARTICLES or doc[start].is_space
    ):
        start += 1
    while start < end and (
        doc[end - 1].is_punct or is_quote(doc[end - 1]) or doc[end - 1].is_space
    ):
        if is_quote(doc[end - 1]) and sum(map(is_quote, doc[start : end - 1])) % 2:
            break  # It closes a quotation inside the phrase.
        end -= 1
    while end - start > 1 and doc[end - 1].lower_ in ("than", "as"):
        end -= 1  # What it is measured by did not belong to the phrase.
    return doc[start:end] if start < end else None


def is_denied(phrase: Span) -> bool:
    """Tell whether a negator stands right before the phrase: "not a pretty one"."""
    before = phrase.doc[max(phrase.start - 3, phrase.sent.start) : phrase.start]
    words = [token.lower_ for token in before if token.text not in QUOTE_MARKS]
    while words and words[-1] in ARTICLES:
        words.pop()
    return bool(words) and words[-1] in ("no", "not", "never", "neither", "nor")


def next_quoted(previous: Span) -> Span | None:
    """Return the phrase in quotation marks that follows in a list: ``a "bully" and "unstable"``."""
    doc = previous.doc
    i, marks, listed = previous.end, 0, False
    while i < len(doc) and marks < 2:
        joins = doc[i].lower_ in (",", "and", "or")
        if is_quote(doc[i]):
            marks += 1
        elif not (joins or doc[i].lower_ in ARTICLES):
            return None
        listed = listed or joins
        i += 1
    end = next((j for j in range(i, min(i + 8, len(doc))) if is_quote(doc[j])), None)
    return without_articles(doc, i, end) if end is not None and listed else None
