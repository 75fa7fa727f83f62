"""The phrases that coreference chooses among: the candidates of mentions, and what they leave out.

Beside the candidates these are demonstratives ("this"), dates, coordinations as a whole ("Ana Ruiz
and her brother"), bare quantities ("200 more") and names inside names ("Texas" in "University of
Texas"). They only help to find and to count chains; a mention of the graph is always a candidate.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.annotate import gazetteer
from sayso.annotate.mentions.candidate import Candidate, Found
from sayso.annotate.mentions.columns import Columns
from sayso.annotate.mentions.names import clean
from sayso.annotate.mentions.phrases import full_extent, left_edge
from sayso.model import EntityType, MentionKind

NONE = -1
_DEMONSTRATIVES = {"this", "that", "these", "those"}
_QUANTITIES = {"one", "each", "both", "all", "some", "many", "most", "others", "another", "none"}
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "poss"}
_TIMES = {"DATE", "TIME"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_LONGEST_INNER_NAME = 4


@dataclass(slots=True, eq=False)
class Markable:
    """A phrase by its tokens, `end` exclusive; `candidate` is its position in `Found`, or -1.

    `form` is one of "pronoun", "name", "adjective", "noun", "demonstrative", "date", "several",
    "quantity". `own` is what is known of the candidate, made up for what is none.
    """

    root: int
    start: int
    end: int
    candidate: int
    form: str
    own: Candidate


def markables(found: Found) -> list[Markable]:
    """Return the phrases of a document in the order of the text, the longer of two first."""
    table = found.columns
    taken = {c.root for c in found.candidates}
    apposed = {root for c in found.candidates for root in c.other_roots}
    made = [_of_candidate(found, n) for n in range(len(found.candidates))]
    for i in range(len(table.words)):
        if i in taken or i in apposed:
            continue
        extra = _extra(table, i)
        if extra is not None:
            made.append(extra)
    made.extend(_coordinations(table, made))
    made.extend(_inner_names(found))
    unique: dict[tuple[int, int], Markable] = {}
    for one in made:
        kept = unique.setdefault((one.start, one.end), one)
        if kept.candidate == NONE and one.candidate != NONE:
            unique[one.start, one.end] = one
    return sorted(unique.values(), key=lambda m: (m.start, -m.end))


def extent(found: Found, n: int) -> tuple[int, int]:
    """Return the tokens of candidate `n` as a whole noun phrase, with its relative clauses."""
    table, candidate = found.columns, found.candidates[n]
    if candidate.pronoun:
        return candidate.root, candidate.root + 1
    start, end = full_extent(table, candidate.root)
    if candidate.name and candidate.kind is MentionKind.ADJECTIVE:
        start, end = candidate.name
    start, end = min(start, candidate.start), max(end, candidate.end)
    return start, _closed(table, start, end)


def _closed(table: Columns, start: int, end: int) -> int:
    """Return the end of a phrase with the bracket that closes one opened in it."""
    words = table.words[start:end]
    if words.count("(") > words.count(")") and end < len(table.words) and table.words[end] == ")":
        return end + 1
    return end


def _of_candidate(found: Found, n: int) -> Markable:
    candidate = found.candidates[n]
    start, end = extent(found, n)
    form = "noun"
    if candidate.pronoun:
        form = "pronoun"
    elif candidate.kind is MentionKind.ADJECTIVE:
        form = "adjective"
    elif candidate.name:
        form = "name"
    return Markable(candidate.root, start, end, n, form, candidate)


def _extra(table: Columns, i: int) -> Markable | None:
    word, dep, pos = table.lower[i], table.dep[i], table.pos[i]
    if word in _DEMONSTRATIVES and table.tag[i] == "DT" and dep in _ARGUMENTS:
        plural = word in ("these", "those")
        start, end = full_extent(table, i)
        return _made(table, "demonstrative", i, start, end, "p" if plural else "s", "dem")
    if table.label[i] in _TIMES and pos in ("NOUN", "PROPN", "NUM"):
        start, end, _ = table.ents[table.entity[i]]
        if start <= table.head[i] < end:
            return None
        return _made(table, "date", i, min(start, left_edge(table, i)), end, "", "bare")
    if word in _QUANTITIES and pos in ("PRON", "DET", "NUM", "ADJ") and dep in _ARGUMENTS:
        start, end = full_extent(table, i)
        number = "s" if word in ("one", "each", "another") else "p"
        return _made(table, "quantity", i, start, end, number, "indef")
    if table.label[i] == "CARDINAL" and dep in _ARGUMENTS:
        start, end = full_extent(table, i)
        return _made(table, "quantity", i, start, end, "p", "indef")
    return None


def _made(
    table: Columns, form: str, root: int, start: int, end: int, number: str, definite: str
) -> Markable:
    own = Candidate(
        root,
        start,
        end,
        MentionKind.NOMINAL,
        None,
        number=number,
        definite=definite,
        text=table.lemma[root],
    )
    return Markable(root, start, _closed(table, start, end), NONE, form, own)


def _coordinations(table: Columns, made: list[Markable]) -> list[Markable]:
    """Return "Ana Ruiz and her brother" for the phrase of "Ruiz" that the other is joined to."""
    found: list[Markable] = []
    ends = {m.root: m.end for m in made if m.form != "adjective"}
    for one in made:
        if one.form in ("adjective", "date", "several") or table.dep[one.root] == "conj":
            continue
        last, joined, chain = one.root, False, one.root
        while True:
            joined = joined or any(table.dep[c] == "cc" for c in table.children[chain])
            following = [
                c
                for c in table.children[chain]
                if table.dep[c] == "conj" and c > chain and table.pos[c] in _NOMINAL
            ]
            if not following:
                break
            chain = last = following[-1]
        if last != one.root and joined:
            end = ends.get(last) or full_extent(table, last)[1]
            several = _made(table, "several", one.root, one.start, end, "p", "indef")
            several.own.text = ""
            several.own.type = one.own.type
            found.append(several)
    return found


def _inner_names(found: Found) -> list[Markable]:
    """Return the names that the article or the gazetteer knows inside longer names."""
    table = found.columns
    names: dict[tuple[str, ...], Candidate] = {}
    for candidate in found.candidates:
        if candidate.name and candidate.kind is not MentionKind.ADJECTIVE:
            words = tuple(table.words[slice(*candidate.name)])
            names.setdefault(words[1:] if words[0].lower() == "the" else words, candidate)
    known = gazetteer.names()
    inner: list[Markable] = []
    for candidate in found.candidates:
        if not candidate.name or candidate.type is EntityType.PERSON:
            continue
        first, stop = candidate.name
        at = first
        while at < stop:
            for size in range(min(_LONGEST_INNER_NAME, stop - at), 0, -1):
                words = tuple(table.words[at : at + size])
                same = names.get(words)
                listed = known.get(" ".join(words))
                whole = size == stop - first or (at == first + 1 and size == stop - first - 1)
                if (same or listed) and not whole and words[0][:1].isupper():
                    inner.append(_inner(table, at, size, same, listed))
                    at += size - 1
                    break
            at += 1
    return inner


def _inner(
    table: Columns, at: int, size: int, same: Candidate | None, listed: gazetteer.Known | None
) -> Markable:
    end = at + size
    own = Candidate(end - 1, at, end, MentionKind.ADJECTIVE, None, definite="name", name=(at, end))
    own.text = clean(" ".join(table.words[at:end]))
    own.known = same.known if same else listed
    own.type = same.type if same else listed.type if listed else None
    own.gender = same.gender if same else ""
    return Markable(end - 1, at, end, NONE, "adjective", own)
