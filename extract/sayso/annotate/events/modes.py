"""What is asked for, refused or threatened: the mode of a verbal event, from the event below it."""

from collections.abc import Iterator

from spacy.tokens import Token

from sayso.annotate.events.triggers import Trigger

_ASKED = {
    "Aid": "assist",
    "Consult": "meet",
    "Agree": "yield",
    "Concede": "yield",
    "Retreat": "yield",
}
_THREATENED = {
    "Assault": "violence",
    "War": "violence",
    "Coerce": "restrict",
    "Sanction": "restrict",
}
_MODES = {"Request": _ASKED, "Reject": _ASKED, "Threaten": _THREATENED}
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "dobj", "pcomp"})


def mode_of(trigger: Trigger, kinds: dict[int, str]) -> str | None:
    """Return the mode of a request, refusal or threat, or None.

    `kinds` gives the event types of the document by the position of their triggers' words. A
    request to do something else asks for a change.
    """
    modes = _MODES.get(trigger.type)
    if modes is None:
        return None
    clause = False
    for word in _complements(trigger.token):
        mode = modes.get(kinds.get(word.i, ""))
        if mode is not None:
            return mode
        clause = clause or word.dep_ in {"xcomp", "ccomp", "acl"}
    return "change" if clause and trigger.type == "Request" else None


def _complements(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in _COMPLEMENTS:
            yield child
        elif child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ in {"pobj", "pcomp"})
