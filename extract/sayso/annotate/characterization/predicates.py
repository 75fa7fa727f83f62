"""Predicates in attributed content that ascribe a property: "the plan is reckless"."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Span, Token

from sayso.annotate.characterization import assertion, clauses, phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.lexicon import plain_words, typical_types, verb_frames
from sayso.annotate.characterization.polarity import is_evaluative
from sayso.model import CharacterizationForm

# Verbs whose predicate tells what their subject is, not what happens to it.
_COPULAS = frozenset(
    ("be", "become", "remain", "stay", "seem", "appear", "look", "sound", "feel", "prove", "turn")
) | frozenset(("smell", "taste", "ring", "’", "’s"))  # the lemma that "It’s" gets
# Verbs whose object tells what the subject is or has: "poses a threat", "has a vested interest".
_LIGHT_VERBS = frozenset(("have", "pose", "represent", "constitute", "possess"))
# Copula-like verbs and the preposition that their words follow.
_LIKE_COPULAS = {"smack": "of", "amount": "to", "qualify": "as", "serve": "as", "reek": "of"}
# Participles that tell the purpose of something, with an infinitive.
_PURPOSES = frozenset(("design", "intend", "mean", "aim", "calculate", "motivate"))
_AIMS = frozenset(("aim", "seek"))
_FACT_ENTITIES = frozenset(
    ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "GPE", "LOC")
)
_NO_TARGETS = frozenset(
    ("there", "you", "all", "someone", "anyone", "somebody", "anybody", "truth", "fact", "thing")
)
# "Easy to see" ascribes nothing to the seeing.
_DEGREES_OF_EASE = frozenset(("easy", "hard", "difficult", "tough", "tempting"))
_KNOWING = frozenset(("see", "say", "tell", "know", "imagine", "understand", "believe", "predict"))
# "Not a good deal, only the best one": the denial ends before them.
_CONTRASTS = frozenset(("but", "only", "rather", "instead", "just", "merely"))
_FIRST_PERSON = frozenset(("i", "we"))
_CLAUSES = ("csubj", "ccomp", "xcomp", "advcl", "acl")


def find(verb: Token, ascribed: Mapping[int, Finding]) -> Iterator[Finding]:
    """Yield what the copula or copula-like `verb` ascribes to its subject.

    `ascribed` holds the findings of the characterizing verbs by the tokens of their words: what a
    relative clause adds to such words ("a liar who is amoral") is ascribed likewise.
    """
    if verb.dep_ == "relcl" and verb.head.i in ascribed:
        for words in _complements(verb):
            for attribute in phrases.attributes(words, verb.i):
                yield replace(ascribed[verb.head.i], attribute=attribute)
        return
    if verb.lemma_ in _LIKE_COPULAS:
        yield from _copula_like(verb)
        return
    if verb.lemma_ in _AIMS:
        yield from _motive(verb)
        return
    complements = _complements(verb)
    if not complements or assertion.says_nothing(verb, complements):
        return
    target = _target(verb, complements[0])
    if target is None:
        return
    low = verb.i
    for words in complements:
        rule = _ascribes(words, verb)
        if rule is not None:
            for attribute in phrases.attributes(words, low):
                low = attribute.end
                if attribute.start < target.start < attribute.end:
                    attribute = verb.doc[attribute.start : target.start]
                yield _finding(verb, target, attribute, rule)


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
    found = [t for t in verb.children if t.dep_ in labels and (t.i > verb.i or _is_how(t))]
    # "We were careful with the deal, a long text": the parser takes what explains for a predicate.
    found[1:] = [t for t in found[1:] if verb.doc[t.left_edge.i - 1].text != ","]
    if found and verb.lemma_ in _COPULAS and clauses.child(verb, "dobj") is None:
        return found + [t for t in verb.rights if _is_bare_conjunct(t)]
    if verb.lemma_ in _LIGHT_VERBS:
        own = clauses.child(verb, "nsubj")
        if own is not None and own.lower_ in _FIRST_PERSON:
            return []  # What speakers say they have is no trait of theirs.
        return [t for t in verb.rights if t.dep_ == "dobj" and _is_evaluative_noun(t, verb)]
    if verb.tag_ == "VBN" and clauses.child(verb, "agent") is None:
        helper = clauses.child(verb, "auxpass")
        if helper is None or helper.lower_ in ("got", "get", "getting"):
            return []
        act = clauses.child(verb, "xcomp")
        purpose = verb.lemma_ in _PURPOSES and act is not None and bool(list(act.rights))
        if purpose or (verb.lower_ in typical_types() and is_evaluative(verb, 1.5)):
            return [verb]
    return []


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
        if noun.lemma_ in plain_words()["having"] or not counted:
            return False
    modifiers = [t for t in noun.lefts if t.dep_ in ("amod", "compound")]
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


def _ascribes(words: Token, verb: Token) -> str | None:
    """Return the rule by which the predicate ascribes a property, or None for a plain fact."""
    if words == verb:
        plain = plain_words()
        return None if words.lower_ in plain["fact"] | plain["mind"] else "participle"
    if words.tag_ == "VBG" and any(t.pos_ == "VERB" for t in words.conjuncts):
        return None  # "not only challenging but beating" are acts.
    if words.pos_ == "ADJ" or words.tag_ in ("VBN", "VBG", "JJ"):
        return _adjective(words)
    if words.pos_ == "NOUN":
        return _noun(words)
    return None


def _adjective(words: Token) -> str | None:
    plain = plain_words()
    word = words.lower_
    if any(word in plain[kind] for kind in ("fact", "likelihood", "mind", "feeling")):
        return None
    if words.ent_type_ in _FACT_ENTITIES or clauses.child(words, "npadvmod") is not None:
        return None
    if is_evaluative(words) or any(is_evaluative(t) for t in words.conjuncts):
        return "adjective"
    return "plain_adjective" if words.pos_ == "ADJ" and words.tag_ != "VBN" else None


def _noun(words: Token) -> str | None:
    if words.ent_type_ in _FACT_ENTITIES or any(
        t.dep_ in ("nummod", "poss") or t.ent_type_ in ("PERCENT", "MONEY") for t in words.lefts
    ):
        return None
    modifiers = [t for t in words.lefts if t.dep_ in ("amod", "compound")]
    inner = [t for child in words.rights if child.dep_ == "prep" for t in child.rights]
    if any(is_evaluative(t) for t in (words, *modifiers)):
        return "noun"
    if words.lemma_ in plain_words()["noun"]:
        return None
    if any(is_evaluative(t, 1.5) for t in inner):
        return "noun"
    determiner = clauses.child(words, "det")
    return "class" if determiner is not None and determiner.lower_ in ("a", "an") else None


def _motive(verb: Token) -> Iterator[Finding]:
    """Find the motive that somebody is said to have: "aims to destabilize the region"."""
    act = clauses.child(verb, "xcomp")
    own = clauses.child(verb, "nsubj")
    if act is None or own is None or own.lower_ in ("i", "we", "you", "who", "that", "which"):
        return
    if not is_evaluative(act, 1.5) or assertion.says_nothing(verb, []) or clauses.is_negated(verb):
        return
    acts = [act, *(t for t in act.conjuncts if t.i > act.i and t.pos_ == "VERB")]
    end = max(phrases.attribute_end(token) for token in acts)
    attribute = phrases.without_articles(verb.doc, verb.i, end)
    if attribute is not None:
        yield _finding(verb, phrases.noun_phrase(own), attribute, "motive")


def _copula_like(verb: Token) -> Iterator[Finding]:
    own = clauses.subject(verb)
    if verb.dep_ == "advcl" and any(t.tag_ == "TO" for t in verb.lefts):
        return  # "founded a club to serve as a bridge" tells the purpose.
    for word in verb.rights:
        if word.dep_ == "prep" and word.lower_ == _LIKE_COPULAS[verb.lemma_] and own is not None:
            head = phrases.head_from(verb.doc, word.i + 1, verb.sent.end)
            if head is None or head.pos_ not in ("NOUN", "ADJ", "PROPN"):
                return
            if verb.lemma_ == "serve" and _ascribes(head, verb) is None:
                return  # "serves as chairman of the board" is an office.
            for attribute in phrases.attributes(head, word.i + 1):
                yield _finding(verb, phrases.noun_phrase(own), attribute, "copula_like")
            return
