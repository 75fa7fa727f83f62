"""Files, folders, standard input, encodings and everything that is refused."""

import codecs
import hashlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.model import Article, Reject
from sayso.read import MAX_CHARACTERS, read
from sayso.read.encoding import Undecodable, decode

SENTENCE = "The mayor said that the bridge was closed, and that it would stay so."
CASES = Path(__file__).parent / "read"


def only(path: Path | str) -> Article | Reject:
    (item,) = read([path])
    return item


def article(path: Path | str) -> Article:
    item = only(path)
    assert isinstance(item, Article), item
    return item


def reject(path: Path | str) -> Reject:
    item = only(path)
    assert isinstance(item, Reject), item
    return item


def test_a_folder_is_walked_in_order_and_only_for_articles(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/c.jsonl", "a.txt", "a/.hidden.txt", ".git/d.txt", "a/e.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'{{"text": "{SENTENCE}"}}' if name.endswith("jsonl") else SENTENCE)
    found = [item.origin.removeprefix(tmp_path.as_posix() + "/") for item in read([tmp_path])]
    assert found == ["a/c.jsonl:1", "a/z.md", "a.txt", "b.txt"]


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match="has no article in it"):
        read([tmp_path])


def test_a_missing_file_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(SENTENCE)
    with pytest.raises(InputError, match=r"no file or folder '.*missing\.txt'"):
        read([good, tmp_path / "missing.txt"])


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to read"):
        read([])


def test_a_path_that_no_file_can_have_is_an_error() -> None:
    with pytest.raises(InputError, match="Check the path"):
        read(["a\0b.txt"])


@pytest.fixture
def bound_by_permissions() -> Iterator[Path]:
    """Give a folder, and drop the rights of the superuser, who could read everything in it."""
    with tempfile.TemporaryDirectory() as name:
        folder, user = Path(name), os.geteuid()
        folder.chmod(0o755)
        yield folder
        os.seteuid(user)
        for path in folder.iterdir():
            path.chmod(0o755)


def drop_rights() -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_what_may_not_be_read_is_rejected_and_the_rest_is_read(bound_by_permissions: Path) -> None:
    folder = bound_by_permissions
    for name in ("a.txt", "b.txt", "c/d.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(SENTENCE)
    (folder / "a.txt").chmod(0)
    (folder / "c").chmod(0)
    drop_rights()
    first, second, third = read([folder])
    assert isinstance(first, Reject)
    assert (first.origin, first.reason) == ((folder / "a.txt").as_posix(), "unreadable")
    assert "Permission denied" in first.detail
    assert isinstance(second, Article)
    assert isinstance(third, Reject)
    assert third.origin == (folder / "c").as_posix()


def test_a_file_that_vanishes_is_rejected_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_text(SENTENCE)
    items = read([tmp_path])
    (tmp_path / "a.txt").unlink()
    first, second = items
    assert isinstance(first, Reject)
    assert first.reason == "unreadable"
    assert isinstance(second, Article)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not valid UTF-8"),
        (b"The mayor said\0that the bridge was closed.", "binary"),
        (b"\x01\x02\x03\x04 The mayor said so.", "binary"),
        (SENTENCE.encode("utf-16-le"), "binary"),
        ("Мэр заявила в понедельник, что мост не откроют до осени.".encode(), "not in English"),
        (b"12 34 56 --- 78", "not in English"),
        (b"The mayor said \xe2\x80\x9cno\xe2\x80\x9d and left \xe2\x80.", "not valid UTF-8"),
        (("\ufffd" * 5 + SENTENCE).encode(), "damaged"),
        (b"The bridge. " * (MAX_CHARACTERS // 12 + 1), "too long"),
    ],
)
def test_what_is_no_article_is_rejected_with_its_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    found = reject(file)
    assert found.reason == reason
    assert found.origin == file.as_posix()
    assert found.detail


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl"])
def test_five_megabytes_of_one_line_are_rejected_quickly(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"line{suffix}"
    file.write_bytes(b"<p>word " * 655_360)
    started = time.process_time()
    assert reject(file).reason == "too long"
    assert time.process_time() - started < 1


def test_the_longest_article_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(("The bridge. " * MAX_CHARACTERS)[:MAX_CHARACTERS])
    assert len(article(file).text) == MAX_CHARACTERS


def test_the_byte_offset_of_what_is_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "damaged.txt"
    file.write_bytes("The mayor said “no” ".encode() + b"\xff and left.")
    found = reject(file)
    assert found.reason == "not valid UTF-8"
    assert "Byte 0xff at offset 24" in found.detail


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (codecs.BOM_UTF8 + SENTENCE.encode(), SENTENCE),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), SENTENCE),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), SENTENCE),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), SENTENCE),
        (b"The mayor said \x93no\x94 \x96 and left.", "The mayor said “no” – and left."),
        (b"Jos\xe9 said no.", "José said no."),
    ],
)
def test_encodings_of_plain_text(tmp_path: Path, raw: bytes, text: str) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(raw)
    assert article(file).text == text


def test_a_text_is_stored_as_it_is(tmp_path: Path) -> None:
    # Decomposed accents, CRLF, a lone CR, a no-break space, spaces at both ends.
    text = "  Cafe\u0301 closed\r\n\r\nThe mayor\u00a0said that it was\rover. \r\n"
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode())
    found = article(file)
    assert found.text == text
    assert found.digest == hashlib.sha256(text.encode()).hexdigest()
    assert [span.of(found.text) for span in found.blocks] == [
        "Cafe\u0301 closed",
        "The mayor\u00a0said that it was\rover.",
    ]


@given(st.binary(max_size=200), st.booleans())
def test_decoding_never_fails_and_loses_nothing(raw: bytes, html: bool) -> None:
    text = decode(raw, html=html)
    if isinstance(text, Undecodable):
        assert text.reason.startswith("not valid ")
    elif not html and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = raw.removeprefix(codecs.BOM_UTF8)
        assert body in {text.encode("utf-8"), text.encode("cp1252", "replace")}


@pytest.mark.parametrize(
    ("content", "origin", "suffix"),
    [
        (SENTENCE.encode(), "-", ""),
        (f'{{"text": "{SENTENCE}"}}\n'.encode(), "-:1", ""),
        ((CASES / "pages" / "old-station.html").read_bytes(), "-", "Old station to become library"),
    ],
)
def test_standard_input_is_taken_for_what_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, content: bytes, origin: str, suffix: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = article("-")
    assert found.origin == origin
    assert (found.title or "") == suffix


def test_a_file_with_another_suffix_is_taken_for_what_it_looks_like(tmp_path: Path) -> None:
    file = tmp_path / "article.news"
    file.write_text(f"{SENTENCE}\n\n" + f"{SENTENCE} " * 100)
    assert len(article(file).blocks) == 2


def test_reading_twice_gives_the_same() -> None:
    folders = [CASES / "texts", CASES / "pages", CASES / "lines"]
    assert list(read(folders)) == list(read(folders))
