"""What a name says by itself: its item where a table gives one, and whether it is one thing.

States and territories have their items from the gazetteer, US legislators and presidents from the
table of their full names. Whatever else is named needs the article around it.
"""

from __future__ import annotations

from sayso.annotate import gazetteer
from sayso.annotate.gazetteer import Known
from sayso.model import EntityType

_NOMINAL = {EntityType.COLLECTIVE, EntityType.ANONYMOUS, EntityType.IDEA}


def item_of(name: str, type_: EntityType, known: Known | None) -> tuple[str | None, str | None]:
    """Return the Wikidata item and the gender ("m", "f") of an entity, or None where not known."""
    if known is not None:
        ambiguous = name in gazetteer.ambiguous_names()
        return None if ambiguous else known.wikidata, None
    if type_ is EntityType.PERSON and " " in name:
        return gazetteer.legislators().get(name, (None, None))
    return None, None


def is_shared(name: str, type_: EntityType, known: Known | None, *, named: bool) -> bool:
    """Tell whether the name means the same in every article.

    So it is for what the gazetteer knows, for full names of persons, and for named organizations,
    places and works; a surname alone or a description is not.
    """
    if known is not None:
        return True
    if not named or type_ in _NOMINAL:
        return False
    return type_ is not EntityType.PERSON or " " in name
