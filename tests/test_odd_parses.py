"""Whatever the parser makes of an article, its graph conforms: no article is lost by that."""

import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sayso import assets
from sayso.annotate import Annotator
from sayso.annotate.annotator import parse_text
from sayso.annotate.mentions import ensure_mention
from sayso.mapping import map_extraction
from sayso.model import Article
from sayso.read import read
from sayso.validate import Validator

ARTICLES = ("interview-anjali-deshmukh.txt", "wire-brief-border-crossing.txt")
TAGS = {"NN": "NOUN", "VBD": "VERB", "NNP": "PROPN", "PRP": "PRON", "JJ": "ADJ", "IN": "ADP"}
LABELS = (
    "nsubj nsubjpass dobj pobj prep ccomp xcomp advcl relcl acl conj attr acomp agent appos "
    "compound poss det amod advmod mark aux auxpass neg punct oprd npadvmod dative pcomp"
).split()


def _is_own(name: str) -> bool:
    return name.startswith("sayso_") and name not in ("sayso_sentences", "sayso_quotations")


def _parsed(nlp: Language, article: Article) -> Doc:
    doc = nlp.make_doc(parse_text(article))
    doc._.sayso_blocks = list(article.blocks)
    for name, component in nlp.pipeline:
        if not _is_own(name):
            doc = component(doc)
    return doc


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator()


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


@pytest.fixture(scope="module")
def parsed(annotator: Annotator) -> list[tuple[Article, Doc]]:
    folder = assets.folder("examples") / "articles"
    articles = read([folder / name for name in ARTICLES])
    return [(a, _parsed(annotator.nlp, a)) for a in articles if isinstance(a, Article)]


def _leads_to(heads: list[int], start: int, token: int) -> bool:
    while start != token and heads[start] != start:
        start = heads[start]
    return start == token


def _mistaken(doc: Doc, chance: random.Random) -> Doc:
    """Return the document with a sixth of its words under other heads, labels and tags."""
    heads, labels = [t.head.i for t in doc], [t.dep_ for t in doc]
    tags, kinds = [t.tag_ for t in doc], [t.pos_ for t in doc]
    for sentence in doc.sents:
        words = [t.i for t in sentence if not t.is_space and t.dep_ != "ROOT"]
        for i in chance.sample(words, len(words) // 6):
            labels[i] = chance.choice(LABELS)
            head = chance.choice(words)
            if not _leads_to(heads, head, i):
                heads[i] = head
            tags[i] = chance.choice(list(TAGS))
            kinds[i] = TAGS[tags[i]]
    odd = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=labels,
        tags=tags,
        pos=kinds,
        lemmas=[t.lemma_ for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
    odd._.sayso_blocks, odd._.sayso_quotations = doc._.sayso_blocks, doc._.sayso_quotations
    return odd


# A whole article annotated anew for each step is too slow to look for the least mistake.
@given(which=st.sampled_from(range(len(ARTICLES))), chance=st.randoms(use_true_random=True))
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_any_parse_gives_a_graph_that_conforms(
    annotator: Annotator,
    validator: Validator,
    parsed: list[tuple[Article, Doc]],
    which: int,
    chance: random.Random,
) -> None:
    article, doc = parsed[which]
    odd = _mistaken(doc, chance)
    for name, component in annotator.nlp.pipeline:
        if _is_own(name):
            odd = component(odd)
    graph = map_extraction(annotator.extraction(article, odd), "https://news.example/")
    assert not validator.validate((*graph.quads, *graph.provenance), article)


def test_a_question_word_on_the_preposition_of_a_phrase(annotator: Annotator) -> None:
    words = "We know what loopholes in the code help .".split()
    heads = [1, 1, 4, 7, 3, 6, 4, 1, 1]
    labels = "nsubj ROOT pobj nsubj prep det pobj ccomp punct".split()
    tags = "PRP VBP WP NNS IN DT NN VBP .".split()
    kinds = "PRON VERB PRON NOUN ADP DET NOUN VERB PUNCT".split()
    vocab = annotator.nlp.vocab
    doc = Doc(vocab, words, heads=heads, deps=labels, tags=tags, pos=kinds, lemmas=words)
    annotator.nlp.get_pipe("sayso_mentions")(doc)
    mention = doc._.sayso_mentions[ensure_mention(doc, doc[3:4])]
    assert doc.text[mention.span.start : mention.span.end] == "loopholes in the code"
