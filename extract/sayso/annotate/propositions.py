"""What a statement says, as subject, predicate and object: the main clauses of its content."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from sayso.annotate.events.arguments import subject_of
from sayso.annotate.mentions.candidate import found_in
from sayso.annotate.parse_tree import span_of
from sayso.annotate.referents import entity_of, known_entity_of
from sayso.model import CharacterizationForm, Proposition, QuoteForm, Ref, RefKind, Span, Statement

# Where the words ascribed have no clause of their own to be read from.
_PRESENTING = frozenset({CharacterizationForm.AS, CharacterizationForm.NAMING})
_COPULAS = frozenset({"be", "prove", "become", "remain", "seem", "appear", "look", "stay"})
# Short forms whose lemma is not found where the apostrophe is a curly one.
_CLITICS = frozenset({"\u2019m", "\u2019re", "\u2019s", "'m", "'re", "'s"})
_EMPTY_SUBJECTS = frozenset({"it", "there", "that", "this", "which", "what", "who"})
_CLAUSES_AT_MOST = 3
# What a value is freed of at its ends; how far apart target and attribute may lie, in characters.
_MARKS = " .,;\u2018\u2019\u201c\u201d\"'"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a content: its verb and its subject's head word."""

    verb: Token
    subject: Token


@dataclass(frozen=True, slots=True)
class Context:
    """The statement whose content is read, its limits, and the events by where they begin.

    `before` heads the stretch of content that a cue parts from this one ("This, he said, is so");
    `presented` are the places where something begins that is presented as something else.
    """

    doc: Doc
    text: str
    statement: int
    limits: Span
    events: dict[int, int]
    before: Token | None = None
    presented: frozenset[int] = frozenset()


def find_propositions(doc: Doc) -> list[Proposition]:
    """Return the propositions of the sources' statements, in the order of the statements.

    Needs a parse and mentions; without either there is none. A subject that is not mentioned yet
    gets a mention and an entity.
    """
    if found_in(doc) is None:
        return []
    events = {
        trigger.start: number
        for number, event in enumerate(doc._.sayso_events)
        for trigger in event.triggers
    }
    found: dict[tuple[int, int, str], Proposition] = {}
    text = doc.text  # spaCy puts it together anew at each look
    statements: list[Statement] = doc._.sayso_statements
    presented = frozenset(
        one.target.start for one in doc._.sayso_characterizations if one.form in _PRESENTING
    )
    for number, statement in enumerate(statements):
        if statement.form is QuoteForm.AUTHORIAL:
            continue
        before: Token | None = None
        for limits in statement.content:
            words = doc.char_span(limits.start, limits.end, alignment_mode="contract")
            if words is None or not len(words):
                continue
            context = Context(doc, text, number, limits, events, before, presented)
            for one in _of_content(context, words):
                found.setdefault((number, one.evidence.start, one.predicate), one)
            before = words.root if words.root.pos_ in {"NOUN", "PROPN"} else None
    for one in _characterizing(doc):
        found.setdefault((one.statement, one.evidence.start, one.predicate), one)
    return sorted(found.values(), key=lambda one: (one.statement, one.evidence))


def _characterizing(doc: Doc) -> Iterator[Proposition]:
    """Yield what characterizations say: that the target is what it is presented as."""
    text = doc.text
    for one in doc._.sayso_characterizations:
        if one.characterized is None or one.form not in _PRESENTING:
            continue
        start = min(one.target.start, one.attribute.start)
        end = max(one.target.end, one.attribute.end)
        yield Proposition(
            statement=one.statement,
            subject=one.characterized,
            predicate="be",
            evidence=Span(start, end) if end - start <= _LONGEST else one.attribute,
            value=one.attribute.of(text).strip(_MARKS),
            negated=one.negated,
        )


def _of_content(context: Context, words: Words) -> Iterator[Proposition]:
    for sentence in _sentences(words):
        root = sentence.root
        label = _presented(sentence, root)
        if label is not None:
            subject = _entity(context, root)
            if subject is not None:
                evidence = span_of(sentence)
                yield Proposition(context.statement, subject, "be", evidence, value=label)
        elif root.pos_ in {"VERB", "AUX"}:
            for clause in _clauses(root, sentence, context.before):
                yield from _propositions(context, clause)
        elif (asked := _asked(sentence, root)) is not None:
            yield from _propositions(context, Clause(asked, root))
        elif sentence.start_char not in context.presented:
            yield from _possession(context, root, sentence)


def _sentences(words: Words) -> Iterator[Words]:
    doc = words.doc
    start = words.start
    while start < words.end:
        end = min(doc[start].sent.end, words.end)
        yield doc[start:end]
        start = end


def _asked(sentence: Words, root: Token) -> Token | None:
    """Return the verb of a content "X to do Y", which the parser takes for two parts."""
    return next(
        (t for t in root.head.children if t.dep_ == "xcomp" and root.i < t.i < sentence.end), None
    )


def _presented(sentence: Words, root: Token) -> str | None:
    """Return Y of a content "X as Y"."""
    if root.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    for token in sentence:
        marks = token.lower_ == "as" and root.i < token.i < sentence.end - 1
        if marks and (token.head.i == root.i or token.head.i < sentence.start):
            return sentence.doc[token.i + 1 : sentence.end].text.strip(_MARKS) or None
    return None


def _clauses(root: Token, sentence: Words, before: Token | None) -> Iterator[Clause]:
    """Yield the root's clause and those coordinated with it or set against it."""
    verbs = [root]
    for verb in verbs[:_CLAUSES_AT_MOST]:
        for child in verb.children:
            inside = sentence.start <= child.i < sentence.end
            if inside and child.pos_ in {"VERB", "AUX"}:
                contrasted = child.dep_ == "advcl" and _finite_with_subject(child)
                if child.dep_ == "conj" or contrasted:
                    verbs.append(child)
    for verb in verbs[:_CLAUSES_AT_MOST]:
        subject = _subject(verb) or before
        if subject is not None:
            yield Clause(verb, subject)


def _finite_with_subject(verb: Token) -> bool:
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
    return subject and bool(marks & {"while", "whereas", "although", "though"})


def _subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return child
    subject = subject_of(verb)
    if subject is not None:
        return subject
    passive = (child for child in verb.head.children if child.dep_ == "nsubjpass")
    return next(passive, None) if verb.dep_ == "conj" else None


def _propositions(context: Context, clause: Clause) -> Iterator[Proposition]:
    subject = _entity(context, clause.subject)
    if subject is None:
        return
    for verb, words in _chains(clause.verb):
        complement, predicate = _complement(verb, words)
        target, value = None, None
        if complement is not None:
            target = _mentioned(context, complement)
            value = None if target is not None else _phrase(context, complement) or None
        event = context.events.get(verb.idx)
        if event is None and complement is not None:
            event = context.events.get(complement.idx)
        yield Proposition(
            statement=context.statement,
            subject=subject,
            predicate=predicate,
            evidence=_evidence(context, clause),
            object=target,
            value=value,
            event=event,
            negated=any(c.dep_ == "neg" for one in (clause.verb, verb) for c in one.children),
        )


def _chains(verb: Token) -> list[tuple[Token, str]]:
    """Return the last verbs of "seeks to protect and defend" and the predicates up to each."""
    before: list[str] = []
    word = _particled(verb)
    for _ in range(3):
        below = next(
            (c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB" and _has_to(c)), None
        )
        if below is None or any(child.dep_ == "dobj" for child in verb.children):
            break
        before.append(word)
        verb = below
        word = f"to {_particled(verb)}"
    found = [(verb, " ".join((*before, word)))]
    if before:
        found += [
            (child, " ".join((*before, f"to {_particled(child)}")))
            for child in verb.children
            if child.dep_ == "conj" and child.tag_ == "VB"
        ]
    return found


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" for child in verb.lefts)


def _particled(verb: Token) -> str:
    lemma = "be" if verb.lower_ in _CLITICS else verb.lemma_.lower()
    if any(child.dep_ == "auxpass" for child in verb.children):
        lemma = f"be {verb.lower_}"
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)
    return f"{lemma} {particle}" if particle else lemma


def _complement(verb: Token, predicate: str) -> tuple[Token | None, str]:
    """Return the head of what the predicate takes, and the predicate with its preposition."""
    by_dep: dict[str, Token] = {}
    for child in verb.children:
        by_dep.setdefault(child.dep_, child)
    if "dobj" in by_dep:
        return by_dep["dobj"], predicate
    if "agent" in by_dep:
        return _object_of(by_dep["agent"]), f"{predicate} by"
    described = by_dep.get("acomp") or by_dep.get("oprd")
    if described is not None and verb.lemma_ in _COPULAS:
        preposition = next((c for c in described.children if c.dep_ == "prep"), by_dep.get("prep"))
        if preposition is not None and _object_of(preposition) is not None:
            words = f"{predicate} {described.lower_} {preposition.lower_}"
            return _object_of(preposition), words
        return described, predicate
    if "attr" in by_dep:
        return by_dep["attr"], predicate
    if "prep" in by_dep:
        preposition = by_dep["prep"]
        return _object_of(preposition), f"{predicate} {preposition.lower_}"
    return by_dep.get("ccomp") or by_dep.get("xcomp"), predicate


def _object_of(preposition: Token) -> Token | None:
    return next((child for child in preposition.children if child.dep_ in {"pobj", "pcomp"}), None)


def _possession(context: Context, root: Token, sentence: Words) -> Iterator[Proposition]:
    """Read "its right to defend itself" as having that right."""
    for child in root.children:
        if child.dep_ == "poss" and child.i >= sentence.start and child.tag_ != "WP$":
            subject = _mentioned(context, child)
            if subject is None:
                continue
            end = min(root.right_edge.i + 1, sentence.end)
            first = next((t.i for t in root.children if t.i > child.right_edge.i), root.i)
            value = sentence.doc[min(first, root.i) : end].text.strip()
            evidence = Span(sentence[0].idx, sentence.end_char)
            yield Proposition(context.statement, subject, "have", evidence, value=value)
            return


def _entity(context: Context, token: Token) -> Ref | None:
    """Return what a subject refers to: an event, or an entity, made where it has no mention yet."""
    event = context.events.get(token.idx)
    if event is not None and token.pos_ == "NOUN":
        return Ref(RefKind.EVENT, event)
    if token.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    known = _mentioned(context, token)
    if known is not None or token.lower_ in _EMPTY_SUBJECTS or token.pos_ == "PRON":
        return known
    return Ref(RefKind.ENTITY, entity_of(context.doc, context.doc[token.i : token.i + 1]))


def _mentioned(context: Context, token: Token) -> Ref | None:
    if token.pos_ not in {"NOUN", "PROPN", "PRON", "ADJ"}:
        return None
    entity = known_entity_of(context.doc, context.doc[token.i : token.i + 1])
    return None if entity is None else Ref(RefKind.ENTITY, entity)


def _phrase(context: Context, token: Token) -> str:
    start, end = token.left_edge.idx, token.right_edge.idx + len(token.right_edge)
    start, end = max(start, context.limits.start), min(end, context.limits.end)
    return context.text[start:end].strip(" .,;")


def _evidence(context: Context, clause: Clause) -> Span:
    """Return the clause from its subject on, without the clauses coordinated after it."""
    verb, limits = clause.verb, context.limits
    start = min(clause.subject.left_edge.idx, verb.idx)
    end = verb.idx + len(verb)
    for child in verb.children:
        contrasted = child.dep_ == "advcl" and child.i > verb.i and _finite_with_subject(child)
        if child.dep_ in {"conj", "cc", "punct"} or contrasted:
            continue
        edge = child.right_edge
        end = max(end, edge.idx + len(edge))
    start, end = max(start, limits.start), min(end, limits.end)
    if start >= verb.idx or start >= end:
        start = max(verb.idx, limits.start)
    return Span(start, max(end, start + 1))
