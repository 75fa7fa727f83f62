"""Predicates in attributed content that ascribe a property: "the plan is reckless"."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span, Token

from sayso.annotate.characterization import assertion, clauses, extents, phrases, properties
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.lexicon import plain_words, typical_types, verb_frames
from sayso.annotate.characterization.polarity import is_evaluative
from sayso.model import CharacterizationForm

# Verbs whose predicate tells what their subject is, not what happens to it.
_COPULAS = frozenset(
    ("be", "become", "remain", "stay", "seem", "appear", "look", "sound", "feel", "prove", "turn")
) | frozenset(("smell", "taste", "ring", "’", "’s", "’m", "’re"))  # the lemma that "It’s" gets
# Verbs whose object tells what the subject is or has: "poses a threat", "has a vested interest".
_SHORT_COPULAS = frozenset(("’", "’s", "’m", "’re"))
# Where something or somebody is that is so judged: "on the wrong track", "beyond repair".
_STATES = frozenset(("on", "in", "under", "out", "beyond", "without", "off", "of", "past", "below"))
_LIGHT_VERBS = frozenset(("have", "pose", "represent", "constitute", "possess"))
# Copula-like verbs and the preposition that their words follow.
_LIKE_COPULAS = (
    {"smack": "of", "amount": "to", "qualify": "as", "serve": "as", "reek": "of", "grow": "into"}
    | {"turn": "into", "evolve": "into", "morph": "into", "degenerate": "into", "border": "on"}
    | {"verge": "on", "descend": "into"}
)
# Of these only what ascribes something does: "served as a bridge", "grew into a movement".
_NEUTRAL_COPULAS = frozenset(("serve", "grow", "turn", "evolve"))
# Participles that tell the purpose of something, with an infinitive.
_PURPOSES = frozenset(("design", "intend", "mean", "aim", "calculate", "motivate"))
_AIMS = frozenset(("aim", "seek"))
_NO_TARGETS = frozenset(
    ("there", "you", "all", "someone", "anyone", "somebody", "anybody", "truth", "fact", "thing")
)
# "Easy to see" ascribes nothing to the seeing.
_DEGREES_OF_EASE = frozenset(("easy", "hard", "difficult", "tough", "tempting"))
_KNOWING = frozenset(("see", "say", "tell", "know", "imagine", "understand", "believe", "predict"))
# "Not a good deal, only the best one": the denial ends before them.
_CONTRASTS = frozenset(("but", "only", "rather", "instead", "just", "merely"))
_FIRST_PERSON = frozenset(("i", "we"))
# What one has says more of the owner with these: "a vested interest".
_TELLING_OF_OWNERS = frozenset(("vested", "ulterior", "sinister", "hidden", "corrupt"))
_CLAUSES = ("csubj", "ccomp", "xcomp", "advcl", "acl")


def find(verb: Token, ascribed: Mapping[int, Finding]) -> Iterator[Finding]:
    """Yield what the copula or copula-like `verb` ascribes to its subject.

    `ascribed` holds the findings of the characterizing verbs by the tokens of their words: what a
    relative clause adds to such words ("a liar who is amoral") is ascribed likewise.
    """
    if verb.dep_ == "relcl" and verb.head.i in ascribed:
        for words in _complements(verb):
            for attribute in extents.attributes(words, verb.i):
                yield replace(ascribed[verb.head.i], attribute=attribute)
        return
    if verb.lemma_ in _LIKE_COPULAS and _like_copula(verb) is not None:
        yield from _copula_like(verb)
        return
    if verb.lemma_ in _AIMS:
        yield from _motive(verb)
        return
    if verb.lemma_ == "lack":
        yield from _lacking(verb)
        return
    complements = _complements(verb)
    if not complements or assertion.says_nothing(verb, complements):
        return
    target = _target(verb, complements[0])
    if target is None:
        return
    low = verb.i
    for words in complements:
        rule = properties.rule_of(words, verb)
        if rule is not None:
            for attribute in _phrases(words, verb, low):
                low = attribute.end
                if attribute.start < target.start < attribute.end:
                    attribute = verb.doc[attribute.start : target.start]
                yield _finding(verb, target, attribute, rule)


def _phrases(words: Token, verb: Token, low: int) -> Iterator[Span]:
    """Yield the ascribed phrases, the one of the predicate `words` first."""
    doc = verb.doc
    if words.dep_ == "prep":
        yield doc[words.i : phrases.noun_phrase(clauses.child(words, "pobj") or words).end]
        return
    if words.dep_ == "ccomp" and words != verb:
        yield doc[words.left_edge.i : words.right_edge.i + 1]
        return
    if words == verb:
        low = min(
            [
                low,
                *(t.i for t in verb.lefts if t.dep_ == "advmod" and t.lower_ in properties.DEGREES),
            ]
        )
    if low < verb.i or words.i < verb.i:
        yield doc[min(low, words.i) : words.i + 1]  # "strictly limited", "how important it is"
        return
    for attribute in extents.attributes(words, low):
        if verb.lemma_ == "have" and attribute.start <= words.i < attribute.end:
            first = attribute.start + (attribute[0].lower_ == "no")
            attribute = doc[first : words.i + 1]  # What it is for is no part of it.
        yield attribute


def _finding(verb: Token, target: Span, attribute: Span, rule: str) -> Finding:
    return Finding(
        form=CharacterizationForm.PREDICATIVE,
        attribute=attribute,
        target=target,
        rule=f"characterization.predicative.{rule}",
        negated=_denied(verb, attribute),
    )


def _denied(verb: Token, attribute: Span) -> bool:
    """Tell whether the words are denied: with their clause or by themselves ("never a cheat")."""
    if phrases.is_denied(attribute) or assertion.is_disbelieved(verb):
        return True
    if not clauses.is_negated(verb):
        return False
    return not any(t.lower_ in _CONTRASTS for t in verb.doc[verb.i : attribute.start])


def _complements(verb: Token) -> list[Token]:
    """Return the predicate words of a copula, or the adjectival participle of "is rigged"."""
    labels = ("acomp", "attr") if verb.lemma_ in verb_frames() else ("acomp", "attr", "oprd")
    if verb.lemma_ in _SHORT_COPULAS and verb.pos_ == "VERB":
        labels = (*labels, "dobj")  # "That’s a good one", in which the parser sees a full verb.
    found = [t for t in verb.children if t.dep_ in labels and (t.i > verb.i or _is_how(t))]
    if not found and verb.lemma_ == "be":
        clause = [t for t in verb.rights if t.dep_ == "ccomp" and properties.is_telling_clause(t)]
        return clause or [t for t in verb.rights if _is_state(t)][:1]
    # "We were careful with the deal, a long text": the parser takes what explains for a predicate.
    found[1:] = [t for t in found[1:] if verb.doc[t.left_edge.i - 1].text != ","]
    whole = "dobj" in labels or clauses.child(verb, "dobj") is None
    if found and verb.lemma_ in _COPULAS and whole:
        return found + [t for t in verb.rights if _is_bare_conjunct(t)]
    if verb.lemma_ in _LIGHT_VERBS:
        own = clauses.child(verb, "nsubj")
        if own is not None and own.lower_ in _FIRST_PERSON:
            return []  # What speakers say they have is no trait of theirs.
        return [t for t in verb.rights if t.dep_ == "dobj" and _is_evaluative_noun(t, verb)]
    if verb.tag_ == "VBG":
        return [verb] if _is_adjectival(verb) else []
    if verb.tag_ == "VBN" and clauses.child(verb, "agent") is None:
        helper = clauses.child(verb, "auxpass")
        if helper is None or helper.lower_ in ("got", "get", "getting"):
            return []
        act = clauses.child(verb, "xcomp")
        purpose = verb.lemma_ in _PURPOSES and act is not None and bool(list(act.rights))
        graded = (
            properties.is_graded(verb) and clauses.child(verb, "dobj", "xcomp", "ccomp") is None
        )
        if purpose or graded or (verb.lower_ in typical_types() and is_evaluative(verb, 1.5)):
            return [verb]
    return []


def _is_state(word: Token) -> bool:
    """Tell "on the wrong track" and "like a cow in a boat" after a copula."""
    noun = clauses.child(word, "pobj") if word.dep_ == "prep" else None
    if noun is None or noun.pos_ != "NOUN" or any(t.dep_ == "nummod" for t in noun.lefts):
        return False
    if word.lower_ == "like":
        return any(t.lower_ in ("a", "an") for t in noun.lefts)
    modifiers = [t for t in noun.lefts if t.dep_ == "amod"]
    return word.lower_ in _STATES and any(is_evaluative(t, 1.2) for t in (noun, *modifiers))


def _is_adjectival(verb: Token) -> bool:
    """Tell "it was demoralizing", an adjective that the parser takes for a progressive form."""
    helped = any(t.lemma_ in ("be", "’s", "’", "'s") for t in verb.lefts if t.dep_ == "aux")
    objects = clauses.child(verb, "dobj", "prep", "prt", "ccomp", "dative", "agent")
    return (
        helped and objects is None and verb.lower_ in typical_types() and is_evaluative(verb, 1.5)
    )


def _is_how(words: Token) -> bool:
    """Tell the predicate that goes before in "how important it is"."""
    return any(t.lower_ == "how" for t in words.lefts)


def _is_bare_conjunct(token: Token) -> bool:
    """Tell a second predicate that the parser hung on the verb: "is real and a threat"."""
    return (
        token.dep_ == "conj"
        and token.pos_ in ("NOUN", "ADJ")
        and clauses.child(token, "nsubj", "cop", "aux") is None
    )


def _is_evaluative_noun(noun: Token, verb: Token) -> bool:
    if verb.lemma_ == "have":
        # "America has safe food" tells what there is, not what America is like.
        counted = clauses.child(noun, "det") is not None or is_evaluative(noun, 1.2)
        if not counted:
            return False
    modifiers = [t for t in noun.lefts if t.dep_ in ("amod", "compound")]
    if verb.lemma_ == "have" and noun.lemma_ in plain_words()["having"]:
        return any(t.lower_ in _TELLING_OF_OWNERS for t in modifiers)
    return noun.pos_ == "NOUN" and any(is_evaluative(t, 1.2) for t in (noun, *modifiers))


def _target(verb: Token, words: Token) -> Span | None:
    """Return the subject's phrase, or the clause that a dummy subject announces."""
    own = clauses.subject(verb)
    if own is None or clauses.child(verb, "expl") is not None or own.lower_ in _NO_TARGETS:
        return None
    if clauses.is_of_nobody(own) or _repeats(own, words):
        return None  # "A deal is a deal" says nothing of deals.
    if own.lower_ == "it" and own.head == verb:
        clause = _extraposed(verb, words)
        if clause is not None and words.lemma_ in _DEGREES_OF_EASE and clause.lemma_ in _KNOWING:
            return None
        if clause is not None:
            return verb.doc[clause.left_edge.i : clause.right_edge.i + 1]
    if own.dep_ == "csubj":
        return verb.doc[own.left_edge.i : own.right_edge.i + 1]
    if own.lower_ in ("what", "which", "who") or any(t.tag_ in ("WDT", "WP$") for t in own.lefts):
        return None
    return phrases.noun_phrase(own)


def _repeats(own: Token, words: Token) -> bool:
    """Tell whether a predicate has no words that its subject has not."""
    if own.lemma_ != words.lemma_:
        return False
    said = {token.lemma_ for token in own.subtree} | {"a", "the"}
    return all(token.lemma_ in said or token.is_punct for token in words.subtree)


def _extraposed(verb: Token, words: Token) -> Token | None:
    """Return the clause that "it" stands for in "it is outrageous to ...", if any."""
    for host in (verb, words):
        for clause in host.rights:
            first = clause.left_edge.lower_
            if (
                clause.dep_ in _CLAUSES
                and clause.i > words.i
                and first in ("to", "that", "for", "how")
            ):
                return clause
    return None


def _motive(verb: Token) -> Iterator[Finding]:
    """Find the motive that somebody is said to have: "aims to destabilize the region"."""
    act = clauses.child(verb, "xcomp")
    own = clauses.child(verb, "nsubj")
    if act is None or own is None or own.lower_ in ("i", "we", "you", "who", "that", "which"):
        return
    if not is_evaluative(act, 1.5) or assertion.says_nothing(verb, []) or clauses.is_negated(verb):
        return
    acts = [act, *(t for t in act.conjuncts if t.i > act.i and t.pos_ == "VERB")]
    end = max(extents.attribute_end(token) for token in acts)
    attribute = phrases.without_articles(verb.doc, verb.i, end)
    if attribute is not None:
        yield _finding(verb, phrases.noun_phrase(own), attribute, "motive")


def _lacking(verb: Token) -> Iterator[Finding]:
    """Find what somebody or something is said to lack: "they lack significant context"."""
    missed = clauses.child(verb, "dobj")
    own = clauses.child(verb, "nsubj")
    if missed is None or own is None or missed.pos_ != "NOUN":
        return
    if own.tag_ in ("WDT", "WP") or own.lower_ in _FIRST_PERSON or clauses.is_negated(verb):
        return
    if not assertion.says_nothing(verb, []):
        attribute = verb.doc[verb.i : extents.attribute_end(missed)]
        yield _finding(verb, phrases.noun_phrase(own), attribute, "noun")


def _like_copula(verb: Token) -> Token | None:
    """Return the preposition by which a verb is like a copula: "amounts to", "grew into"."""
    wanted = _LIKE_COPULAS[verb.lemma_]
    return next((t for t in verb.rights if t.dep_ == "prep" and t.lower_ == wanted), None)


def _copula_like(verb: Token) -> Iterator[Finding]:
    own = clauses.subject(verb)
    if verb.dep_ == "advcl" and any(t.tag_ == "TO" for t in verb.lefts):
        return  # "founded a club to serve as a bridge" tells the purpose.
    for word in verb.rights:
        if word.dep_ == "prep" and word.lower_ == _LIKE_COPULAS[verb.lemma_] and own is not None:
            head = phrases.head_from(verb.doc, word.i + 1, verb.sent.end)
            if head is None or head.pos_ not in ("NOUN", "ADJ", "PROPN"):
                return
            if verb.lemma_ in _NEUTRAL_COPULAS and properties.rule_of(head, verb) in (
                None,
                "class",
            ):
                return  # "serves as chairman of the board" is an office.
            for attribute in extents.attributes(head, word.i + 1):
                yield _finding(verb, phrases.noun_phrase(own), attribute, "copula_like")
            return
