"""From candidates to drafts: which are kept, and what their contents take in."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sayso.annotate.attribution.candidates import Candidate, candidates
from sayso.annotate.attribution.clauses import Stretch, phrase, trimmed
from sayso.annotate.attribution.contents import kind_of_content
from sayso.annotate.attribution.drafts import Draft, Quoted, merged, quoted_stretches, without
from sayso.annotate.attribution.lexicon import is_kept, trust
from sayso.annotate.attribution.speech import claim_quotations, name_lines, signed_quotations

# Inside a quotation, a cue must be surer: "I hope you want it" is one statement, not three.
_INSIDE_THRESHOLD = 0.5

# How many words, "a former" for example, may stand before the quoted part of an ascription.
_BEFORE_ASCRIBED = 12


# Where the rules are alone, a mere phrase ("rejected the plan") must be surer: of those that they
# trust less, too many are only talked about. Ascriptions and prepositions ("hinted at") are no
# such phrases. The tagger, where it is there, sees to that itself.
_PHRASE_ALONE = 0.6
_SAID_BY_FRAME = frozenset({"as", "name", "prep", "wh"})


def drafts(doc: Doc) -> list[Draft]:
    """Return the attributions that the rules find in the document, in the order of their cues."""
    quotes = quoted_stretches(doc)
    found = completed(doc, quotes, kept(quotes, list(candidates(doc))))
    return [draft for draft in found if not _is_doubtful_phrase(doc, draft)]


def _is_doubtful_phrase(doc: Doc, draft: Draft) -> bool:
    if draft.trust >= _PHRASE_ALONE or not draft.content:
        return False
    frame = draft.frame.removeprefix("pass-").removeprefix("n-")
    return frame not in _SAID_BY_FRAME and kind_of_content(doc, draft.content) == "phrase"


def completed(doc: Doc, quotes: list[Quoted], found: list[Draft]) -> list[Draft]:
    """Return drafts with the whole of the quotations that they touch, and those that none has."""
    for draft in found:
        if not draft.tagged:
            _take_quotations(draft, quotes)
    found = claim_quotations(doc, quotes, found)
    found = signed_quotations(doc, quotes, found)
    found = name_lines(doc, found)
    for draft in found:
        _tidy(doc, draft, quotes)
    return sorted(
        (d for d in found if d.content or d.frame == "reaction"), key=lambda d: (d.cue.i, d.content)
    )


def likelihood(candidate: Candidate) -> float:
    """Return how surely the candidate is an attribution by its cue and frame: 0 to 1."""
    return trust(candidate.key, candidate.frame) * _reality(candidate)


def kept(quotes: list[Quoted], found: list[Candidate]) -> list[Draft]:
    """Return drafts of the candidates that are sure enough, the surest for each cue."""
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate in found:
        sure = likelihood(candidate)
        if is_kept(candidate.frame, sure) and (candidate.content or candidate.frame == "reaction"):
            known = best.get(candidate.cue.i)
            if known is None or sure > known[0]:
                best[candidate.cue.i] = (sure, candidate)
    out: list[Draft] = []
    position = 0
    for i in sorted(best):
        sure, candidate = best[i]
        while position < len(quotes) and quotes[position].end <= i:
            position += 1
        around = quotes[position] if position < len(quotes) and quotes[position].holds(i) else None
        if around is not None and (sure < _INSIDE_THRESHOLD or _speaks_itself(candidate)):
            continue
        head = candidate.source
        source = phrase(head) if head is not None else None
        out.append(
            Draft(
                candidate.cue,
                candidate.cue_tokens,
                candidate.key,
                candidate.frame,
                sure,
                source,
                head,
                candidate.content,
                around,
            )
        )
    return out


# How much less often a cue is an attribution where it tells what may, should or need not be said,
# and where a relative "that" is its subject. Rounded from shares that were measured on half of the
# training part and the development part of a corpus of political news, against .75 of all cues
# outside quotations: modal .34 of 123, "if" .21 of 14, infinitive .39 of 214, negated .47 of 93,
# relative "that" .17 of 59. The development figures are therefore not blind to them.
_MODAL, _CONDITIONAL, _INFINITIVE, _NEGATED, _RELATIVE_THAT = 0.45, 0.3, 0.5, 0.65, 0.25


def _reality(candidate: Candidate) -> float:
    """Return how real the act of saying is: 1 for "said", less for "could say" or "if X says"."""
    cue, share = candidate.cue, 1.0
    source = candidate.source
    if source is not None and source.lower_ == "that" and source.tag_ == "WDT":
        share *= _RELATIVE_THAT
    if cue.pos_ != "VERB":
        return share
    raised = len(candidate.cue_tokens) > 1 and cue.dep_ == "xcomp"
    for part in cue.children:
        if part.tag_ == "MD" and part.lower_ not in ("will", "’ll", "'ll"):
            share *= _MODAL
        elif part.tag_ == "TO" and not raised:
            share *= _INFINITIVE
        elif part.dep_ == "neg":
            share *= _NEGATED
        elif part.dep_ == "mark" and part.lower_ in ("if", "whether", "unless"):
            share *= _CONDITIONAL
    return share


def _speaks_itself(candidate: Candidate) -> bool:
    """Tell whether a cue inside a quotation is the speaker's own "I think" or has no source."""
    source = candidate.source
    return source is None or source.lower_ in ("i", "we", "you", "it", "that")


def _take_quotations(draft: Draft, quotes: list[Quoted]) -> None:
    """Let the contents take in the whole of every spoken quotation that they touch."""
    if draft.quote is not None:
        inside = draft.quote
        clipped = [(max(a, inside.start + 1), min(b, inside.end)) for a, b in draft.content]
        draft.content = [(a, b) for a, b in clipped if a < b]
        return
    for quoted in quotes:
        if quoted.owner is not None or quoted.holds(draft.cue.i):
            continue
        if any(a < quoted.end and quoted.start < b for a, b in draft.content):
            if draft.source is not None and quoted.holds(draft.source[0]):
                continue
            if quoted.speech:
                draft.claim(quoted)
            else:
                draft.content = merged([*draft.content, (quoted.start, quoted.end)])


def _tidy(doc: Doc, draft: Draft, quotes: list[Quoted]) -> None:
    """Keep cue and source out of the contents, and edges clean."""
    content = merged(draft.content)
    for i in draft.cue_tokens:
        content = without(content, (i, i + 1))
    if draft.frame.endswith(("as", "name")) and not draft.tagged:
        content = _up_to_quotation(doc, content, quotes)
    if draft.source is not None:
        content = without(content, draft.source)
    trimmed_pieces = [trimmed(doc, a, b) for a, b in content]
    draft.content = [
        (a, b) for a, b in trimmed_pieces if any(not (t.is_punct or t.is_space) for t in doc[a:b])
    ]


def _up_to_quotation(doc: Doc, content: list[Stretch], quotes: list[Quoted]) -> list[Stretch]:
    """End an ascription with the quotation that it ends in: as a "disgrace" | on Wednesday."""
    if not content:
        return content
    start, end = content[-1]
    inside = [q for q in quotes if start <= q.start and q.end < end]
    if inside and inside[-1].start - start <= _BEFORE_ASCRIBED and _leaves(doc[inside[-1].end]):
        content[-1] = (start, inside[-1].end)
    return content


def _leaves(token: Token) -> bool:
    """Tell whether a token after an ascription begins a circumstance and not more of it."""
    return (token.pos_ == "ADP" and token.lower_ != "of") or token.ent_type_ in ("DATE", "TIME")
