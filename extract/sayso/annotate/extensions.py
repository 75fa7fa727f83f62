"""What the components leave on a spaCy `Doc`, so that each can be used alone or after the others.

All of it is in the types of `sayso.model`, with code-point offsets into the text that the `Doc` was
made from: `doc._.sayso_blocks` (paragraphs), `sayso_quotations`, `sayso_mentions`,
`sayso_entities`, `sayso_roles`, `sayso_statements`, `sayso_characterizations`, `sayso_stances`,
`sayso_times`, `sayso_events`, `sayso_propositions` and `sayso_assessments`. Each is a list, empty
until its component has run; a component may append to what an earlier one has left.
"""

from spacy.tokens import Doc

PUBLISHED = "sayso_published"
"""Where in `doc.user_data` the day of publication is looked for, an ISO 8601 date or date-time."""

LISTS = (
    "blocks",
    "quotations",
    "mentions",
    "entities",
    "roles",
    "statements",
    "characterizations",
    "stances",
    "times",
    "events",
    "propositions",
    "assessments",
)


def register() -> None:
    """Declare the attributes on `Doc`; doing it twice does no harm."""
    for name in LISTS:
        attribute = f"sayso_{name}"
        if not Doc.has_extension(attribute):
            # spaCy copies a mutable default for each Doc.
            Doc.set_extension(attribute, default=[])
