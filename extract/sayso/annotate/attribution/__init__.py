"""Attribution: who is reported to have said, thought or signalled what, by which words.

The steps are those of the modules: `candidates` finds every construction in which a word can
report, `lexicon` knows which words do and how surely, `build` keeps those and lets them take in
quotations, `speech` finds who speaks the quotations that no cue has claimed, `statements` makes the
result, with `participants` for who says it to whom and `links` for what lies in or answers what.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.attribution.build import drafts
from sayso.annotate.attribution.persons import (
    link_first_persons,
    part_sources_from_contents,
)
from sayso.annotate.attribution.statements import statements


@Language.factory("sayso_attribution")
def make_attribution(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it needs the parse and `sayso_quotations`, and uses the mentions."""
    extensions.register()

    def attribute(doc: Doc) -> Doc:
        doc._.sayso_statements = statements(doc, drafts(doc))
        part_sources_from_contents(doc)
        link_first_persons(doc)
        return doc

    return attribute
