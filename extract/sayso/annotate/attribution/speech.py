"""Who speaks a quotation: the reporting clause beside it, before it, or in the paragraph above."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from sayso.annotate.attribution.clauses import own_subject, phrase, subject_of
from sayso.annotate.attribution.drafts import Draft, Quoted, without
from sayso.annotate.attribution.lexicon import is_speech, lemma_of
from sayso.annotate.parse_tree import child

# How far from a quotation its reporting verb may stand, in tokens.
_AFTER = 25
_BEFORE = 30
# How often a quotation's speaker and words, and a line that begins with a name, are an attribution
# as annotated: 173 of 244 and 37 of 58 in 320 articles of the training part of a corpus of
# political news, counted where half of the words of source and content are the same. Signatures are
# too rare there to measure; they are trusted as quotations are.
_QUOTATION_TRUST, _NAME_LINE_TRUST = 0.71, 0.64

_NAME_LINE = re.compile(
    r"(?:[A-Z][\w.’'-]*|Q|A|of|de|van|von|al-?)(?: (?:[A-Z][\w.’'-]*|of|de|van|von|al-?)){0,5}$"
)


def claim_quotations(doc: Doc, quotes: list[Quoted], drafts: list[Draft]) -> list[Draft]:
    """Give every spoken quotation to a draft, making drafts for those that no cue has found yet."""
    by_cue = {draft.cue.i: draft for draft in drafts}
    for quoted in quotes:
        if quoted.owner is not None:
            continue
        former = quotes[quoted.continues] if quoted.continues is not None else None
        if former is not None and former.owner is not None:
            former.owner.claim(quoted)
            continue
        if not quoted.speech:
            continue
        verb = _verb_after(doc, quoted) or _verb_before(doc, quoted, quotes)
        if verb is None:
            previous = _interrupted(doc, quotes, quoted)
            if previous is not None:
                previous.claim(quoted)
                continue
            verb = _verb_above(doc, quoted)
        if verb is None:
            continue
        draft = by_cue.get(verb.i) or _draft_for(doc, verb, quotes)
        if draft is None:
            continue
        if verb.i not in by_cue:
            by_cue[verb.i] = draft
            drafts.append(draft)
        elif not (draft.taken or draft.tagged) and draft.frame not in ("that", "after", "inside"):
            draft.content = []
        draft.claim(quoted)
    return drafts


def _reports(token: Token) -> bool:
    return (
        token.pos_ in ("VERB", "AUX", "NOUN", "PROPN")
        and is_speech(lemma_of(token.lower_, token.lemma_))
        and (token.pos_ == "VERB" or token.tag_.startswith("V") or token.lower_ in ("says", "said"))
    )


def _verb_after(doc: Doc, quoted: Quoted) -> Token | None:
    """Return the verb of a clause that follows: "…," said Ruiz; "…," Ruiz, the mayor, said."""
    inner_end = doc[quoted.end - 2] if quoted.end - 2 > quoted.start else doc[quoted.start]
    limit = min(quoted.end + _AFTER, quoted.block_end, len(doc))
    if quoted.end >= limit or (inner_end.text in (".", "...", "…") and doc[quoted.end].text != ","):
        return None
    depth = 0
    for token in doc[quoted.end : limit]:
        if token.text in ('"', "“", "”", "''", "``", "‘", ".", ";", ":") or token.is_space:
            break
        if token.text in ("(", ")"):
            depth += 1 if token.text == "(" else -1
        if depth == 0 and _reports(token) and token.tag_ not in ("VB", "VBG"):
            if token.dep_ in ("relcl", "acl") and token.i > quoted.end + 1:
                continue
            return token
    return None


def _verb_before(doc: Doc, quoted: Quoted, quotes: list[Quoted]) -> Token | None:
    """Return the verb of a clause that leads in: Ruiz said: "…", telling reporters that "…"."""
    if quoted.start == 0:
        return None
    before = doc[quoted.start - 1]
    leads = before.text in (":", ",", "—", "–") or before.lower_ in ("that", "as", "was", "is")
    if not leads and not _reports(before):
        return None
    low = max(0, quoted.start - _BEFORE)
    for i in range(quoted.start - 1, low - 1, -1):
        token = doc[i]
        if token.is_space or (token.text in (".", "!", "?", "”") and i < quoted.start - 1):
            break
        if quoted.number and i < quotes[quoted.number - 1].end:
            break
        if _reports(token):
            return token
    return None


def _verb_above(doc: Doc, quoted: Quoted) -> Token | None:
    """Return the last reporting verb of the paragraph above, where that ends with a colon."""
    i = quoted.start - 1
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 0 or i == quoted.start - 1 or doc[i].text != ":":
        return None
    for k in range(i, max(0, i - _BEFORE), -1):
        if doc[k].is_space or (doc[k].text == "." and k < i):
            break
        if _reports(doc[k]):
            return doc[k]
    return None


def _interrupted(doc: Doc, quotes: list[Quoted], quoted: Quoted) -> Draft | None:
    """Return the draft that this quotation goes on with: "…," said Ruiz. "…"."""
    if not quoted.number:
        return None
    former = quotes[quoted.number - 1]
    if former.block != quoted.block or former.owner is None or not former.speech:
        return None
    between = doc[former.end : quoted.start]
    sentences = sum(1 for t in between if t.is_sent_start) if len(between) else 0
    owner = former.owner
    if not (former.end <= owner.cue.i < quoted.start or owner.cue.i < former.start):
        return None
    if owner.cue.i < former.start and len(between) > 1:
        return None
    return owner if sentences <= 1 else None


def _draft_for(doc: Doc, verb: Token, quotes: list[Quoted]) -> Draft | None:
    head = _speaker(doc, verb, quotes)
    if head is None:
        return None
    tokens = [verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt"))]
    lemma = lemma_of(verb.lower_, verb.lemma_)
    return Draft(verb, sorted(tokens), lemma, "quote", _QUOTATION_TRUST, phrase(head), head, [])


def _speaker(doc: Doc, verb: Token, quotes: list[Quoted]) -> Token | None:
    """Return the head of the speaker's phrase: by the parse, else beside the verb."""

    def outside(token: Token | None) -> bool:
        return token is not None and not any(q.holds(token.i) for q in quotes)

    subject = own_subject(verb) or subject_of(verb)
    if outside(subject):
        return subject
    for token in (*doc[verb.i + 1 : verb.i + 3], *reversed(list(doc[max(0, verb.i - 2) : verb.i]))):
        if token.pos_ in ("PROPN", "NOUN", "PRON") and outside(token):
            while token.dep_ in ("compound", "amod", "nmod") and token.head != token:
                token = token.head
            return token if outside(token) else None
    obj = child(verb, "dobj")
    return obj if outside(obj) else None


# Labels in capitals that no speaker bears.
_NOTICES = frozenset(
    {"UPDATE", "NOTE", "CORRECTION", "BREAKING", "WATCH", "READ", "PHOTO", "LIVE", "Q", "A"}
)
_DASHES = frozenset({"—", "–", "―", "--", "-"})
# A signature is a name and at most a few words of description.
_SIGNATURE = 12


def signed_quotations(doc: Doc, quotes: list[Quoted], drafts: list[Draft]) -> list[Draft]:
    """Make drafts for quotations signed by a dash and a name: "No more." — Anna Ruiz, nurse."""
    for quoted in quotes:
        i = quoted.end
        while i < len(doc) and doc[i].is_space:
            i += 1
        if quoted.owner is not None or not quoted.speech or i + 1 >= len(doc):
            continue
        dash = doc[i]
        line = next((b for b in doc._.sayso_blocks if b.start <= dash.idx < b.end), None)
        if dash.text not in _DASHES or line is None:
            continue
        name = doc.char_span(dash.idx + len(dash), line.end, alignment_mode="contract")
        if name is None or len(name) > _SIGNATURE or not _is_name(name):
            continue
        stretch = (name.start, name.end)
        draft = Draft(dash, [i], "—", "signature", _QUOTATION_TRUST, stretch, name.root, [])
        draft.claim(quoted)
        drafts.append(draft)
    return drafts


def _is_name(span: Span) -> bool:
    if any(t.pos_ == "VERB" for t in span):
        return False
    return any(t.ent_type_ == "PERSON" for t in span) or all(t.text[:1].isupper() for t in span[:2])


_FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})


def _is_said_by(label: Span, rest: Span) -> bool:
    """Tell words of a speaker from a heading: "Cruz: A closing surge", "Clinton Wades In: …"."""
    return not any(t.pos_ == "VERB" for t in label) and any(t.tag_ in _FINITE for t in rest)


_ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def _known_speakers(doc: Doc, text: str) -> frozenset[str]:
    """Return the last words of persons' names and, in a transcript, of its speakers' labels."""
    names = {e[-1].lower_ for e in doc.ents if e.label_ == "PERSON" and len(e)}
    labels = []
    for block in doc._.sayso_blocks:
        label, colon, _ = block.of(text)[:60].partition(":")
        if colon and label.isupper() and label not in _NOTICES:
            labels.append(label.split()[-1].lower())
    return frozenset(names.union(labels if len(labels) > 1 else ()))


def name_lines(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Make drafts for lines such as "RUIZ: We did not sign." and headlines "Ruiz: No deal"."""
    claimed = {draft.cue.i for draft in drafts}
    document = doc.text
    speakers = _known_speakers(doc, document)
    for block in doc._.sayso_blocks:
        text = block.of(document)
        colon = text.find(":", 0, 60)
        if colon < 2 or not _NAME_LINE.match(text[:colon].split(" (")[0]) or len(text) < colon + 12:
            continue
        span = doc.char_span(block.start, block.start + colon, alignment_mode="contract")
        rest = doc.char_span(block.start + colon + 1, block.end, alignment_mode="contract")
        if span is None or rest is None:
            continue
        known = span[-1].lower_ in speakers or any(t.ent_type_ in _ACTOR_LABELS for t in span)
        if not known or not _is_said_by(span, rest):
            continue
        cue = doc[span.end] if span.end < len(doc) else None
        if cue is None or cue.text != ":" or cue.i in claimed:
            continue
        content = without([(rest.start, rest.end)], (span.start, cue.i + 1))
        while content and doc[content[0][0]].is_space and content[0][0] + 1 < content[0][1]:
            content[0] = (content[0][0] + 1, content[0][1])
        stretch = (span.start, span.end)
        trust = _NAME_LINE_TRUST
        drafts.append(Draft(cue, [cue.i], ":", "name-line", trust, stretch, span.root, content))
    return drafts
