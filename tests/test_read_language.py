"""English told from other languages: cases under read/english and read/foreign."""

import importlib.util
import runpy
from pathlib import Path

import pytest

from sayso.read import language
from sayso.read.language import english_tag, foreign_language

CASES = Path(__file__).parent / "read"
ENGLISH = sorted((CASES / "english").glob("*.txt"))
FOREIGN = sorted((CASES / "foreign").glob("*.txt"))
# Languages for which spaCy ships a handful of example sentences, none of them ours.
SPACY_EXAMPLES = [
    "bg", "ca", "cs", "da", "de", "el", "es", "eu", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id",
    "it", "ja", "ko", "lt", "ms", "nb", "nl", "nn", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "sv", "ta", "tr", "uk", "ur", "vi", "zh",
]  # fmt: skip


@pytest.mark.parametrize("file", ENGLISH, ids=lambda file: file.stem)
def test_english_is_taken(file: Path) -> None:
    assert foreign_language(file.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("file", FOREIGN, ids=lambda file: file.stem)
def test_other_languages_are_not(file: Path) -> None:
    assert foreign_language(file.read_text(encoding="utf-8")) is not None


def test_the_language_is_named() -> None:
    german = (CASES / "foreign" / "de.txt").read_text(encoding="utf-8")
    assert foreign_language(german) == "German"
    assert foreign_language(german.upper()) == "German"


@pytest.mark.parametrize("code", SPACY_EXAMPLES)
def test_example_sentences_of_other_languages_are_not_english(code: str) -> None:
    assert foreign_language("\n".join(_examples(code))) is not None


def test_example_sentences_of_english_are() -> None:
    assert [sentence for sentence in _examples("en") if foreign_language(sentence)] == []


def _examples(code: str) -> list[str]:
    # Run as files: importing a language compiles its tokenizer, which takes seconds for some.
    spec = importlib.util.find_spec("spacy")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "lang" / code / "examples.py"
    sentences: list[str] = runpy.run_path(str(file))["sentences"]
    return sentences


def test_every_language_of_the_table_has_a_name() -> None:
    table = language._function_words()
    assert set(table) - {"en"} == set(language._NAMES)
    assert all(len(words) >= 20 for words in table.values())


@pytest.mark.parametrize(
    ("declared", "tag"),
    [("en", "en"), ("en_GB", "en-gb"), ("English", "en"), ("de", None), ("enm", None), ("", None)],
)
def test_declared_languages(declared: str, tag: str | None) -> None:
    assert english_tag(declared) == tag
