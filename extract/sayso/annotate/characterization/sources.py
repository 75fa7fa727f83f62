"""Which statement a construction belongs to, and so who is the holder of the characterization."""

import itertools
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.annotate.characterization import clauses, phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.parse_tree import span_of
from sayso.annotate.quote_form import quote_form
from sayso.annotate.referents import entity_of, known_entity_of
from sayso.model import QuoteForm, Span, Statement

# Verbs that say whose the clause under them is; attribution makes statements of most of them.
_BELIEFS = frozenset(
    ("think", "believe", "feel", "consider", "find", "reckon", "suspect", "fear", "say", "tell")
) | frozenset(("argue", "claim", "insist", "maintain", "contend", "suggest", "allege"))
_IN_PASSING = frozenset(("acl", "relcl", "pcomp", "csubj"))
_ARTICLES = frozenset(("a", "an", "the"))
_FIRST_PERSON = frozenset(("i", "we", "me", "us"))
_NO_HOLDERS = frozenset(("it", "that", "this", "these", "those", "which", "who", "what", "there"))
# Of the statements that each kind of rule adds, how many are attributions as annotated and how many
# there were in 320 articles of the training part of a corpus of political news, counted where half
# of the words of source and content are the same. Surer cues had their statement before.
_ADDED = {
    "stance": (61, 270),
    "belief": (9, 62),
    "as": (29, 88),
    "naming": (14, 51),
    "conduct": (17, 30),
    "compare": (1, 4),
    "terms": (0, 1),
}
_BELIEF_RULE = "characterization.belief"


@dataclass(slots=True)
class Sources:
    """The statements of one `Doc`, by the tokens that their cues and contents cover.

    What verbs ascribe inside another statement is added; beliefs and attitudes in there are not:
    by two corpora with attributions, too few of them are statements of their own.
    """

    doc: Doc
    text: str = field(init=False)
    by_cue: dict[int, int] = field(init=False, default_factory=dict)
    innermost: dict[int, int] = field(init=False, default_factory=dict)
    quoted: frozenset[int] = field(init=False, default=frozenset())

    @property
    def statements(self) -> list[Statement]:
        """The statements of the `Doc`, the ones that were added included."""
        found: list[Statement] = self.doc._.sayso_statements
        return found

    def __post_init__(self) -> None:
        """Work out which statement covers each token most closely."""
        self.text = self.doc.text  # spaCy puts it together anew each time
        order = sorted(
            range(len(self.statements)),
            key=lambda i: (-_extent(self.statements[i]), self.statements[i].level, i),
        )
        for index in order:
            for span in self.statements[index].content:
                for token in self._tokens(span):
                    self.innermost[token.i] = index
        for index, statement in enumerate(self.statements):
            for span in statement.cue:
                for token in self._tokens(span):
                    self.by_cue.setdefault(token.i, index)
        self.quoted = frozenset(
            token.i
            for quotation in self.doc._.sayso_quotations
            for token in self._tokens(quotation.inner)
        )

    def _tokens(self, span: Span) -> Tokens:
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found if found is not None else self.doc[0:0]

    def around(self, token: Token) -> int | None:
        """Return the innermost statement whose content holds `token`."""
        return self.innermost.get(token.i)

    def of_finding(self, finding: Finding) -> int | None:
        """Return the statement that a finding hangs on; a verb that is a cue may need a new one."""
        if finding.cue is None:
            return self._of_predicate(finding)
        known = self.by_cue.get(finding.cue.i)
        if known is not None and not self._is_self_source(known, finding):
            return known
        if finding.holder is None:
            own = finding.target.root.lower_ in _FIRST_PERSON
            # Nobody knows who calls the speaker that, or who knows "a plan known as Z" as such.
            cue = finding.cue
            unsaid = own or cue.dep_ in _IN_PASSING or cue.lemma_ in ("know", "call")
            return None if unsaid else self.around(finding.cue)
        if known is not None:
            self._set_source(known, finding.holder)
            return known
        around = self.of_same_source(finding.cue, finding.holder)
        return self.add(finding) if around is None else around

    def of_same_source(self, cue: Token, holder: Token) -> int | None:
        """Return the statement around a cue where its source is the holder of the cue as well.

        "I think it is Z" in somebody's words is told once: no second statement is made of it.
        """
        around = self.around(cue)
        if around is None:
            return None
        statement = self.statements[around]
        if holder.lower_ in ("i", "we"):
            return around if statement.speakers else None
        if not statement.speakers or cue.i in self.quoted:
            return None  # In their own words nobody is "he" or goes by a name.
        entity = known_entity_of(self.doc, self.doc[holder.i : holder.i + 1])
        return around if entity == statement.speakers[0] else None

    def words(self, finding: Finding, index: int) -> tuple[Span | None, Span | None]:
        """Return the words that name the holder of a finding, and its cue.

        They are those of its statement, or closer ones in it: "I" and "think" in "I think it is Z".
        """
        statement = self.statements[index]
        cue, holder = finding.cue, finding.holder
        if cue is None:
            cue = _belief(finding.attribute.root)
            holder = None if cue is None else clauses.subject(cue)
        if cue is not None and holder is not None and self.of_same_source(cue, holder) == index:
            return span_of(phrases.noun_phrase(holder)), span_of(self.doc[cue.i : cue.i + 1])
        source, cues = statement.source, statement.cue
        return source[0] if source else None, cues[0] if cues else None

    def _set_source(self, index: int, holder: Token) -> None:
        """Give a statement the source that its cue has by the frame of the verb."""
        source = phrases.noun_phrase(holder)
        statement = self.statements[index]
        speakers = self._speakers(holder, source, statement.parent)
        self.statements[index] = replace(statement, source=(span_of(source),), speakers=speakers)

    def _of_predicate(self, finding: Finding) -> int | None:
        """Return the statement around a predicate; "they believe it is Z" may need a new one."""
        around = self.around(finding.attribute.root)
        belief = _belief(finding.attribute.root)
        if belief is None or belief.i in self.by_cue:
            return around
        holder = clauses.subject(belief)
        if holder is None or clauses.is_withheld(belief):
            return around
        if belief.dep_ == "pcomp" and belief.head.lower_ == "by":
            return around  # Who does something by arguing is not always named.
        # Outside any statement "I" and "we" are the article's author, who is no source.
        if around is None and holder.lower_ in ("i", "we", "you", "one"):
            return None
        own = self.of_same_source(belief, holder)
        if own is not None:
            return own
        return self.add(replace(finding, cue=belief, holder=holder, act="think", rule=_BELIEF_RULE))

    def _is_self_source(self, index: int, finding: Finding) -> bool:
        """Tell whether a statement takes the target for its source, as parsers take passives."""
        if not (finding.rule.endswith(".passive") or finding.holder is not None):
            return False
        if finding.holder is not None and finding.holder.i == finding.target.root.i:
            return False
        sources = self.statements[index].source
        return bool(sources) and all(s.overlaps(span_of(finding.target)) for s in sources)

    def add(self, finding: Finding) -> int | None:
        """Append the statement that a characterizing verb makes, and return its position.

        None where it would tell a belief inside another one.
        """
        assert finding.cue is not None and finding.holder is not None
        if finding.rule == _BELIEF_RULE and self.around(finding.cue) is not None:
            return None
        content = self._content(finding, finding.cue)
        return self._append(finding.cue, finding.holder, content, finding.act, finding.rule)

    def add_cue(self, cue: Token, holder: Token, content: Tokens, act: str) -> int | None:
        """Append the statement that a verb of attitude makes, unless its source is no source."""
        if holder.pos_ not in ("NOUN", "PROPN", "PRON") or holder.lower_ in _NO_HOLDERS:
            return None
        if self.around(cue) is not None or holder.lower_ in ("i", "we"):
            return None
        rule = "characterization.stance"
        objects = [t.right_edge.i + 1 for t in cue.rights if t.dep_ in ("dobj", "conj")]
        last = max([content.end, *objects] if content.start > cue.i else [content.end])
        while self.doc[last - 1].is_punct or self.doc[last - 1].is_space:
            last -= 1
        content = self.doc[content.start : last]
        return self._append(cue, holder, [content], act, rule, plain=QuoteForm.NARRATED)

    def _append(
        self,
        cue: Token,
        holder: Token,
        content: list[Tokens],
        act: str,
        rule: str,
        plain: QuoteForm = QuoteForm.INDIRECT,
    ) -> int:
        """Append a statement and return its position; `plain` is its form without quoted words."""
        parent = self.around(cue)
        inside = cue.i in self.quoted
        quoted, form = quote_form(self.doc, [(c.start, c.end) for c in content], inside=inside)
        source = phrases.noun_phrase(holder)
        speakers = self._speakers(holder, source, parent)
        statement = Statement(
            source=(span_of(source),),
            cue=(span_of(self.doc[cue.i : cue.i + 1]),),
            content=tuple(map(span_of, content)),
            form=form if quoted else plain,
            quoted=quoted,
            cue_lemma=cue.lemma_,
            speech_acts=(act,),
            speakers=speakers,
            parent=parent,
            level=0 if parent is None else self.statements[parent].level + 1,
            confidence=_share_of_added(rule),
            rule=rule,
        )
        self.statements.append(statement)
        index = len(self.statements) - 1
        self.by_cue[cue.i] = index
        for token in itertools.chain(*content):
            self.innermost[token.i] = index
        return index

    def _speakers(self, holder: Token, source: Tokens, parent: int | None) -> tuple[int, ...]:
        """Return the entities of a source; "I" and "we" are who says the statement around them."""
        if holder.lower_ in ("i", "we") and parent is not None:
            return self.statements[parent].speakers
        return (entity_of(self.doc, source),)

    def evaluator(self, index: int) -> int | None:
        """Return the entity that a statement's source is."""
        statement = self.statements[index]
        words = statement.source[0].of(self.text).lower() if statement.source else ""
        if words in ("i", "we") and statement.parent is not None:
            statement = self.statements[statement.parent]
        return statement.speakers[0] if statement.speakers else None

    def speaker(self, index: int) -> int | None:
        """Return who says "me" in a statement: in "they called me a liar" not its own source."""
        if self.is_told(index):
            parent = self.statements[index].parent
            return None if parent is None else self.evaluator(parent)
        return self.evaluator(index)

    def is_bound(self, index: int, evaluator: int) -> bool:
        """Tell whether the subject of a clause above a statement's cue is its evaluator too."""
        cue = self.statements[index].cue
        word = self._tokens(cue[0])[0] if cue else None
        while word is not None and word.head != word:
            word = word.head
            own = clauses.child(word, "nsubj", "nsubjpass") if word.pos_ == "VERB" else None
            if own is None or own.pos_ == "PRON":
                continue
            if known_entity_of(self.doc, self.doc[own.i : own.i + 1]) == evaluator:
                return True
        return False

    def is_told(self, index: int) -> bool:
        """Tell whether a statement is told inside a quotation, whose speaker is then "I"."""
        statement = self.statements[index]
        if not statement.cue or not statement.source or statement.parent is None:
            return False
        if statement.source[0].of(self.text).lower() in ("i", "we"):
            return False
        return all(token.i in self.quoted for token in self._tokens(statement.cue[0]))

    def _content(self, finding: Finding, cue: Token) -> list[Tokens]:
        """Return the words from the target to the end of what hangs on the ascribed words.

        Where the cue or other words stand between the two they are apart: "what" and "a sham".
        """
        first = finding.attribute.start
        if finding.target.start > cue.i:
            first = min(first, finding.target.start)
        root = finding.attribute.root
        last = max(finding.attribute.end, root.right_edge.i + 1 if root.i > cue.i else 0)
        while last > finding.attribute.end and self.doc[last - 1].is_punct:
            last -= 1
        while first and (
            phrases.is_quote(self.doc[first - 1]) or self.doc[first - 1].lower_ in _ARTICLES
        ):
            first -= 1
        if last < len(self.doc) and phrases.is_quote(self.doc[last]):
            last += 1
        return [*self._what(finding, first), self.doc[first:last]]

    def _what(self, finding: Finding, first: int) -> list[Tokens]:
        """Return the "what" of "what they call a sham"."""
        start = finding.target.start
        free = finding.free_relative and start < first
        return [self.doc[start : start + 1]] if free else []


def _belief(word: Token) -> Token | None:
    """Return the verb of thinking whose clause the word is the predicate of."""
    for _ in range(4):
        if word.dep_ == "ccomp" and word.head.lemma_ in _BELIEFS and word.head.pos_ == "VERB":
            return word.head
        if word.dep_ not in ("acomp", "attr", "oprd", "dobj", "conj", "amod", "xcomp"):
            return None
        word = word.head
    return None


def _share_of_added(rule: str) -> float:
    """Return how often a rule's statements are right, drawn towards one half by two more."""
    right, found = _ADDED.get(rule.split(".")[1], (0, 0))
    return round((right + 1) / (found + 2), 2)


def _extent(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)
