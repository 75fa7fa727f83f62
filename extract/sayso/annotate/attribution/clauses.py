"""Reading a dependency parse: subjects, phrases and the stretch that a clause covers.

Labels are those of spaCy's English pipelines (the CLEAR style). Stretches are pairs of token
positions, end-exclusive.
"""

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.lexicon import is_speech
from sayso.annotate.parse_tree import child

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Verbs that only lend their subject, tense or aspect to the verb they govern.
RAISING = frozenset(
    "continue begin start keep try attempt seem appear go come tend proceed cease stop fail "
    "refuse decline dare need have help want hope plan intend use be happen manage rush hasten "
    "love like prefer move".split()
)

Stretch = tuple[int, int]


def stretch_of(token: Token) -> Stretch:
    """Return the stretch of the token's whole subtree."""
    return token.left_edge.i, token.right_edge.i + 1


def own_subject(verb: Token) -> Token | None:
    """Return the verb's own subject, if it has one in the clause."""
    return next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl"), None)


def is_passive(verb: Token) -> bool:
    """Tell whether the verb form is passive, reduced relatives included."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and child(verb, "aux") is None


def subject_of(verb: Token) -> Token | None:
    """Return the head of the phrase that does what the verb says, or None.

    A verb without its own subject takes it from the verb it is joined to ("characterized X but
    dismissed Y"), depends on ("…, asserting that") or is governed by ("continues to frame"). The
    agent of a passive is its subject here ("was told by Ruiz").
    """
    token = verb
    for _ in range(6):
        if is_passive(token):
            agent = child(token, "agent")
            if agent is not None:
                return child(agent, "pobj")
            if token == verb:
                return None
        subject = own_subject(token)
        if subject is not None:
            return subject
        if token.dep_ == "acl" and token.head.pos_ in NOMINALS:
            return token.head
        outer = resumed(token)
        if outer is not None:
            token = outer
        elif token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "relcl"):
            token = _governor(token)
            if token.pos_ in NOMINALS and token.dep_ != "ROOT" and token.pos_ != "ADJ":
                return token
        elif token.dep_ == "ROOT" or token.head == token:
            return None
        else:
            token = token.head
    return None


def finite_tag(verb: Token) -> str:
    """Return the tag of the finite word of a verb group: the modal or auxiliary, or the verb's."""
    for part in verb.children:
        if part.dep_ in ("aux", "auxpass") and part.tag_ in ("MD", "VBD", "VBZ", "VBP"):
            return part.tag_
    return verb.tag_


def resumed(verb: Token) -> Token | None:
    """Return the outer verb that a coordinated verb really goes on with, or None.

    In "said that it would leave and suggested that …" a parser hangs "suggested" on "leave"; its
    tense, which is that of "said" and not that of "would leave", tells better. So it does with a
    participle that reports, as in "said it would leave, citing the cost".
    """
    clause = verb.head
    if clause.dep_ != "ccomp" or own_subject(verb) is not None:
        return None
    outer = clause.head
    if outer.i >= clause.i or outer.pos_ != "VERB":
        return None
    if verb.dep_ == "advcl":
        return outer if _is_aside(verb) else None
    if verb.dep_ != "conj":
        return None
    tag = finite_tag(verb)
    return outer if tag == finite_tag(outer) and tag != finite_tag(clause) else None


def _is_aside(participle: Token) -> bool:
    """Tell whether a participle that reports is set off by a comma: ", citing the cost"."""
    if participle.tag_ != "VBG" or not is_speech(participle.lemma_.lower()):
        return False
    first = participle.left_edge
    return first.i > participle.head.i and first.nbor(-1).text == ","


def _governor(token: Token) -> Token:
    """Return the verb that lends its subject; a prepositional gerund looks past the preposition."""
    head = token.head
    while head.pos_ in ("ADP", "SCONJ", "PART") and head.head != head:
        head = head.head
    return head


def phrase(head: Token) -> Stretch:
    """Return the noun phrase of `head` with appositions and relative clauses."""
    return trimmed(head.doc, head.left_edge.i, head.right_edge.i + 1)


_EDGE = frozenset(",;:-–—.!?") | {"--", "and", "but"}


def trimmed(doc: Doc, start: int, end: int) -> Stretch:
    """Cut white space and punctuation from both ends of a stretch, quotation marks excepted."""
    while start < end - 1 and (doc[start].is_space or doc[start].text in _EDGE):
        start += 1
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].text in _EDGE):
        end -= 1
    return start, end
