"""Attribution: who is reported to have said, thought or signalled what, by which words.

The steps are those of the modules: `candidates` finds every construction in which a word can
report, `lexicon` knows which words do and how surely, `build` keeps those and lets them take in
quotations, `speech` finds who speaks the quotations that no cue has claimed, `joining` puts what
the trained tagger finds in their place, `statements` makes the result, with `participants` for who
says it to whom and `links` for what lies in or answers what.
"""

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.attribution.build import drafts
from sayso.annotate.attribution.drafts import Draft
from sayso.annotate.attribution.persons import (
    link_first_persons,
    part_sources_from_contents,
)
from sayso.annotate.attribution.statements import statements
from sayso.errors import MissingPartError


@Language.factory("sayso_attribution", default_config={"trained": True})
def make_attribution(nlp: Language, name: str, trained: bool) -> Callable[[Doc], Doc]:
    """Make the component; it needs the parse and `sayso_quotations`, and uses the mentions.

    With `trained` the trained tagger finds the words, without it the rules do.

    Raises:
        MissingPartError: the tagger's weights or what runs them are not installed.
    """
    extensions.register()
    find = _joint_finder() if trained else drafts

    def attribute(doc: Doc) -> Doc:
        doc._.sayso_statements = statements(doc, find(doc))
        part_sources_from_contents(doc)
        link_first_persons(doc)
        return doc

    return attribute


def _joint_finder() -> Callable[[Doc], list[Draft]]:
    try:
        from sayso.annotate.attribution.joining import joint_drafts
        from sayso.annotate.tagger.runtime import tagger

        shipped = tagger()
    except (ImportError, FileNotFoundError) as error:
        raise MissingPartError(
            f"The trained tagger of attributions cannot be loaded: {error}. Install Sayso with its "
            "dependencies, which bring onnxruntime, or use the rules alone: --profile fast."
        ) from error
    return lambda doc: joint_drafts(doc, shipped)
