"""Who presents whom as what: the component `sayso_characterization`.

It reads the parse and the statements, mentions and entities that earlier components have left, and
fills `doc._.sayso_characterizations` and `doc._.sayso_stances`. A verb that ascribes words
("branded the ferry unsafe") is a cue itself: where no statement has it, one is added.
"""

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.characterization import epithets, frames, predicates, stances, targets
from sayso.annotate.characterization.classify import type_of
from sayso.annotate.characterization.confidence import confidence_of
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.characterization.polarity import phrase_valence, stance_of
from sayso.annotate.characterization.record import to_record
from sayso.annotate.characterization.sources import Sources
from sayso.annotate.parse_tree import span_of
from sayso.annotate.referents import entity_of
from sayso.model import Characterization, CharacterizationForm, Polarity, Ref, RefKind, Span

# Cues that turn what they introduce.
_DENIALS = frozenset(("deny", "reject", "dispute", "refute", "rebut", "disagree"))

# The forms in which the cue itself gives the label, so that it shows no stance besides.
_LABELLING_FORMS = frozenset(CharacterizationForm) - {
    CharacterizationForm.PREDICATIVE,
    CharacterizationForm.EPITHET,
}

__all__ = ["characterize", "make_characterization", "to_record"]


def characterize(doc: Doc) -> None:
    """Fill the lists of characterizations and stances of `doc`."""
    sources = Sources(doc)
    taken: set[int] = set()
    items = _resolved(doc, sources, _in_clauses(doc), taken)
    labelled = frozenset(item.statement for item in items if item.form in _LABELLING_FORMS)
    doc._.sayso_stances = stances.find(doc, sources, labelled)
    items += _resolved(doc, sources, _on_nouns(doc, sources), taken)
    doc._.sayso_characterizations = sorted(items, key=lambda c: (c.attribute, c.target))


def _resolved(
    doc: Doc, sources: Sources, findings: Iterator[Finding], taken: set[int]
) -> list[Characterization]:
    """Return the characterizations of the findings that share no words with those before."""
    items: list[Characterization] = []
    for finding in findings:
        if not finding.attribute or not finding.target:
            continue  # An odd parse may put a word on the wrong side of its own phrase.
        words = {finding.attribute.root.i, finding.attribute[-1].i}
        if finding.form is CharacterizationForm.EPITHET:
            words.update(token.i for token in finding.attribute)
        if words & taken:
            continue
        item = _resolve(doc, sources, finding)
        if item is None and finding.cue is not None:
            # What a verb ascribes is not to be read again as somebody else's words.
            taken.update(token.i for token in finding.attribute)
        if item is not None:
            own = finding.attribute
            # Conduct is told in clauses, which may ascribe things of their own.
            whole = own.root.pos_ not in ("VERB", "AUX")
            taken.update(t.i for t in own) if whole else taken.add(own.root.i)
            items.append(item)
    return items


def _in_clauses(doc: Doc) -> Iterator[Finding]:
    """Yield what verbs ascribe and then what copulas do, since the former make statements."""
    verbs = [token for token in doc if token.pos_ in ("VERB", "AUX")]
    ascribed: dict[int, Finding] = {}
    for verb in verbs:
        for finding in frames.find(verb):
            ascribed.update((token.i, finding) for token in finding.attribute)
            yield finding
    for verb in verbs:
        yield from predicates.find(verb, ascribed)


def _on_nouns(doc: Doc, sources: Sources) -> Iterator[Finding]:
    """Yield what modifiers and telling nouns ascribe inside statements."""
    for place in sorted(sources.innermost):
        yield from epithets.labels(doc[place])
        if place in sources.quoted:
            yield from epithets.named(doc[place])
            yield from epithets.modifiers(doc[place])


def _resolve(doc: Doc, sources: Sources, finding: Finding) -> Characterization | None:
    """Return the characterization of a finding, or None where no source stands behind it."""
    index = sources.of_finding(finding)
    if index is None:
        return None
    statement = sources.statements[index]
    if statement.negated or not (statement.source or statement.speakers):
        return None
    evaluator = sources.evaluator(index)
    holder, cue = sources.words(finding, index)
    finding = targets.settled(finding)
    entity = _target_entity(doc, sources, finding, index, evaluator)
    kind = None if entity is None else doc._.sayso_entities[entity].type
    negated = finding.negated != (finding.cue is None and statement.cue_lemma in _DENIALS)
    return Characterization(
        statement=index,
        holder=holder,
        target=span_of(finding.target),
        attribute=span_of(finding.attribute),
        form=finding.form,
        type=type_of(finding.attribute, kind),
        polarity=_polarity(finding, negated, finding.attribute.root.i in sources.quoted),
        evaluator=evaluator,
        characterized=None if entity is None else Ref(RefKind.ENTITY, entity),
        ultimate=targets.ultimate(
            doc, finding.attribute if finding.free_relative else finding.target, entity
        ),
        cue=cue,
        negated=negated,
        self_directed=entity == evaluator
        if entity is not None
        else targets.is_speaker(finding.target) and not sources.is_told(index),
        confidence=_confidence(doc, sources, finding, index, holder, (evaluator, entity)),
        rule=finding.rule,
    )


def _confidence(
    doc: Doc,
    sources: Sources,
    finding: Finding,
    index: int,
    words: Span | None,
    entities: tuple[int | None, int | None],
) -> float:
    """Return how sure a finding is; a pronoun that names the target cannot be its holder."""
    holder = words.of(doc.text).lower() if words is not None else ""
    evaluator, entity = (None if e is None else doc._.sayso_entities[e] for e in entities)
    root = finding.target.root
    if entities[0] is not None and sources.is_bound(index, entities[0]):
        holder = ""  # "Critics attacked what they call a sham": surer than other pronouns.
    value = confidence_of(finding.rule, holder, root.lower_, evaluator, entity)
    if entities[0] == entities[1] is not None and root.pos_ == "PROPN" and holder in ("he", "she"):
        return round(value / 2, 2)
    return value


def _target_entity(
    doc: Doc, sources: Sources, finding: Finding, index: int, evaluator: int | None
) -> int | None:
    """Return what the target's words refer to, with an eye to who is speaking."""
    if targets.is_singular_speaker(finding.target):
        speaker = sources.speaker(index)
        if speaker is not None:
            return speaker
    if finding.free_relative or targets.is_clause(finding.target):
        return None  # The words themselves are the only name of what they tell.
    entity = entity_of(doc, finding.target)
    root = finding.target.root
    if (
        entity == evaluator
        and (root.i in sources.quoted or finding.holder is not None)
        and targets.is_other_than_speaker(finding.target)
    ):
        return None  # In their own words nobody is "he" or "she", nor do they call "him" a thing.
    return entity


def _polarity(finding: Finding, negated: bool, is_quoted: bool) -> Polarity:
    """Return the evaluator's attitude: the verb's where the words only tell the conduct.

    A name for somebody that is told in quotation marks, and that no list has, is rarely kind.
    """
    if finding.form is CharacterizationForm.EVALUATIVE_VERB:
        return stance_of(float(finding.stance), negated)
    value = phrase_valence(finding.attribute)
    if finding.stance * value < 0:
        value = 0.0  # "dismissed it as a fine piece of writing": the verb is no praise.
    blames = finding.form is CharacterizationForm.NAMING and is_quoted
    return stance_of(value, negated, finding.stance or -int(blames))


@Language.factory("sayso_characterization")
def make_characterization(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it belongs after attribution."""
    extensions.register()

    def characterization(doc: Doc) -> Doc:
        characterize(doc)
        return doc

    return characterization
