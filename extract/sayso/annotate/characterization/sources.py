"""Which statement a construction belongs to, and so who is the holder of the characterization."""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.annotate.characterization import phrases
from sayso.annotate.characterization.findings import Finding
from sayso.annotate.mentions import ensure_mention, mention_of
from sayso.model import QuoteForm, Span, Statement


def span_of(tokens: Tokens) -> Span:
    """Return the code points that the tokens cover."""
    return Span(tokens.start_char, tokens.end_char)


def entity_of(doc: Doc, tokens: Tokens, create: bool = True) -> int | None:
    """Return the entity that a phrase refers to, making a nominal mention where there is none."""
    mention = mention_of(doc, tokens)
    if mention is None and create:
        mention = ensure_mention(doc, tokens)
    if mention is None:
        return None
    return int(doc._.sayso_mentions[mention].entity)


@dataclass(slots=True)
class Sources:
    """The statements of one `Doc`, by the tokens that their cues and contents cover."""

    doc: Doc
    by_cue: dict[int, int] = field(default_factory=dict)
    innermost: dict[int, int] = field(default_factory=dict)
    quoted: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.refresh()

    @property
    def statements(self) -> list[Statement]:
        """The statements of the `Doc`, the ones that were added included."""
        found: list[Statement] = self.doc._.sayso_statements
        return found

    def refresh(self) -> None:
        """Work out again which statement covers each token most closely."""
        order = sorted(
            range(len(self.statements)),
            key=lambda i: (-_extent(self.statements[i]), self.statements[i].level, i),
        )
        self.by_cue.clear()
        self.innermost.clear()
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
            return self.around(finding.attribute.root)
        known = self.by_cue.get(finding.cue.i)
        if known is not None and not self._is_self_source(known, finding):
            return known
        if finding.holder is None:
            return self.around(finding.cue)
        return self.add(finding)

    def _is_self_source(self, index: int, finding: Finding) -> bool:
        """Tell whether a statement takes the target of a passive for its source."""
        sources = self.statements[index].source
        return bool(sources) and all(s.overlaps(span_of(finding.target)) for s in sources)

    def add(self, finding: Finding) -> int:
        """Append the statement that a characterizing verb makes, and return its position."""
        assert finding.cue is not None and finding.holder is not None
        parent = self.around(finding.cue)
        holder = phrases.noun_phrase(finding.holder)
        entity = entity_of(self.doc, holder)
        statement = Statement(
            source=(span_of(holder),),
            cue=(span_of(self.doc[finding.cue.i : finding.cue.i + 1]),),
            content=(span_of(self._content(finding)),),
            form=self._form(finding),
            cue_lemma=finding.cue.lemma_,
            speech_acts=(finding.act,),
            speakers=() if entity is None else (entity,),
            parent=parent,
            level=0 if parent is None else self.statements[parent].level + 1,
            confidence=0.8,
            rule=finding.rule,
        )
        self.statements.append(statement)
        index = len(self.statements) - 1
        self.by_cue[finding.cue.i] = index
        for token in self._content(finding):
            self.innermost[token.i] = index
        return index

    def _content(self, finding: Finding) -> Tokens:
        """Return the words from the target to the end of what hangs on the ascribed words."""
        assert finding.cue is not None
        first = finding.attribute.start
        if finding.target.start > finding.cue.i:
            first = min(first, finding.target.start)
        root = finding.attribute.root
        last = max(finding.attribute.end, root.right_edge.i + 1 if root.i > finding.cue.i else 0)
        while last > finding.attribute.end and self.doc[last - 1].is_punct:
            last -= 1
        return self.doc[first:last]

    def _form(self, finding: Finding) -> QuoteForm:
        assert finding.cue is not None
        inside = finding.attribute.root.i in self.quoted and finding.cue.i not in self.quoted
        return QuoteForm.MIXED if inside else QuoteForm.INDIRECT


def _extent(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)
