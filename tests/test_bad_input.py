"""Whatever goes wrong: one paragraph to read, the right exit code, and everything else kept."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import sayso
from sayso.store import open_store

ARTICLE = """Council rejects tunnel

The council rejected the tunnel on Tuesday. "We cannot pay for it," said Mayor Ana Ruiz.
"""
OTHER = """Dockers accept offer

The dockers accepted the offer on Friday. "It is a fair deal," said their leader Tom Okafor.
"""


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(sayso, [str(part) for part in arguments], input=stdin)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    good = folder / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    done = run("build", good, "--store", folder / "s")
    assert done.exit_code == 0, done.output
    return folder / "s"


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """Return a store with one article in it, which every failure must leave there."""
    return shutil.copytree(built, tmp_path / "s")


def articles(store: Path) -> int:
    return len(json.loads(run("stats", "--articles", "--store", store, "--json").stdout))


def assert_one_paragraph(message: str) -> None:
    """Check that the message is one paragraph of words, not a traceback."""
    assert message.startswith("sayso: ")
    assert "Traceback" not in message and "did not foresee" not in message
    assert "\n\n" not in message.strip()
    assert message.strip().endswith((".", "?", "^"))


def test_a_missing_file(store: Path, tmp_path: Path) -> None:
    done = run("build", tmp_path / "nowhere.txt", "--store", store)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)
    assert "nowhere.txt" in done.stderr
    assert articles(store) == 1


def test_a_missing_file_makes_no_store(tmp_path: Path) -> None:
    assert run("build", tmp_path / "nowhere.txt", "--store", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists()


def test_a_folder_without_articles(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "harbour.png").write_bytes(b"\x89PNG")
    done = run("build", folder, "--store", store)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)
    assert "pictures" in done.stderr and ".txt" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 500, "binary"),
        ("line.txt", b"word " * 1_000_000, "too long"),
        ("page.html", b"<html><body></body></html>", ""),
        ("broken.jsonl", b'{"text": "unfinished\n', ""),
    ],
)
def test_a_file_that_is_no_article_is_rejected_and_the_others_are_built(
    name: str, content: bytes, reason: str, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    done = run("build", folder, "--store", store)
    assert done.exit_code == 1
    assert f"{name}" in done.stderr and reason in done.stderr
    assert "1 built, 1 rejected" in done.stdout
    assert articles(store) == 2
    listed = [json.loads(line) for line in (store / "rejects.jsonl").read_text().splitlines()]
    assert [Path(one["origin"].split(":")[0]).name for one in listed] == [name]


def test_a_wrong_encoding_is_read_or_rejected_but_never_garbled(
    store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sixteen.txt"
    file.write_bytes(OTHER.replace("Okafor", "Okáfor").encode("utf-16"))
    done = run("build", file, "--store", store)
    if done.exit_code == 0:
        (row,) = (
            one
            for one in json.loads(run("stats", "--articles", "--store", store, "--json").stdout)
            if one["origin"] == file.as_posix()
        )
        shown = run("show", row["digest"], "--store", store, "--json")
        assert "Okáfor" in json.loads(shown.stdout)["text"]
    else:
        assert done.exit_code == 1 and "sixteen.txt" in done.stderr


def test_bytes_that_are_no_text_in_any_encoding_are_rejected(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "bytes.txt"
    file.write_bytes(bytes(range(128, 160)) * 40)
    done = run("build", file, "--store", store)
    assert done.exit_code == 1
    assert "bytes.txt" in done.stderr
    assert articles(store) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_as_a_user(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(OTHER, encoding="utf-8")
    file.chmod(0)
    done = run("build", file, "--store", store)
    assert done.exit_code == 1
    assert "secret.txt" in done.stderr and "permission" in done.stderr.lower()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_file_that_may_not_be_read(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(OTHER, encoding="utf-8")
    file.chmod(0)
    script = (
        "import os, pathlib, sys\n"
        "from sayso.read import read\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "descriptor = os.open(file.parent, os.O_RDONLY)\n"
        "os.fchdir(descriptor)\n"
        "os.setuid(65534)\n"
        "print([(found.origin, found.reason) for found in read([file.name])])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=False
    )
    assert "('secret.txt', 'unreadable')" in done.stdout, done.stderr


def test_a_store_that_another_process_has_open(store: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, sayso.store\n"
            "held = sayso.store.open_store(pathlib.Path(sys.argv[1]))\n"
            "print('open', flush=True)\n"
            "sys.stdin.read()",
            str(store),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for arguments in (
            ("build", tmp_path / "other.txt", "--store", store),
            ("ask", "who-said-what", "--store", store),
            ("check", store),
            ("export", tmp_path / "out.ttl", "--store", store),
        ):
            done = run(*arguments)
            assert done.exit_code == 2
            assert_one_paragraph(done.stderr)
            assert str(holder.pid) in done.stderr or "process" in done.stderr
    finally:
        holder.communicate("")
    assert articles(store) == 1
    assert not (tmp_path / "out.ttl").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a file system of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system, and only where mounting is allowed")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    for number in range(40):
        text = OTHER.replace("Friday", f"Friday of week {number}") * 8
        (tmp_path / f"a{number}.txt").write_text(text, encoding="utf-8")
    store = small_disk / "s"
    done = run("build", *sorted(tmp_path.glob("a*.txt")), "--store", store)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr.splitlines()[-1])
    assert "disk is full" in done.stderr or "No space left" in done.stderr


def test_a_limit_on_the_size_of_files(store: Path, tmp_path: Path) -> None:
    limit = 20_000

    def forbid_large_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    target = tmp_path / "out.nq"
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "export", str(target), "--store", str(store)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=forbid_large_files,
    )
    assert done.returncode == 2
    assert_one_paragraph(done.stderr)
    assert not target.exists()
    assert articles(store) == 1


def test_a_model_that_is_not_installed(store: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    done = run("build", tmp_path / "other.txt", "--store", store, "--model", "xx_no_such_model")
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)
    assert "xx_no_such_model" in done.stderr
    assert articles(store) == 1


def test_an_unknown_question(store: Path) -> None:
    done = run("ask", "who-sayd-what", "--store", store)
    assert (done.exit_code, done.stdout) == (2, "")
    assert_one_paragraph(done.stderr)
    assert "who-said-what" in done.stderr


@pytest.mark.parametrize(
    "sparql",
    ["SELECT ?x WHERE { ?x a sayso:Statement ", "SELECT ?x { ?x nowhere:y ?z }"],
)
def test_a_query_with_a_syntax_error(sparql: str, store: Path) -> None:
    done = run("ask", sparql, "--store", store)
    assert (done.exit_code, done.stdout) == (2, "")
    assert_one_paragraph(done.stderr)
    assert "line 1" in done.stderr or "prefix" in done.stderr


def test_a_query_that_would_write(store: Path) -> None:
    done = run("ask", "DROP ALL", "--store", store)
    assert done.exit_code == 2
    assert articles(store) == 1


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    for command in ("ask", "stats", "export"):
        arguments = {"ask": ["who-said-what"], "export": ["x.ttl"]}.get(command, [])
        done = run(command, *arguments, "--store", tmp_path / "none")
        assert done.exit_code == 2
        assert_one_paragraph(done.stderr)
        assert "sayso build" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    for arguments in (
        ("ask", "who-said-what", "--store", tmp_path / "photos"),
        ("build", tmp_path / "other.txt", "--store", tmp_path / "photos"),
    ):
        done = run(*arguments)
        assert done.exit_code == 2
        assert_one_paragraph(done.stderr)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.txt"]


def test_an_export_to_an_unknown_format(store: Path, tmp_path: Path) -> None:
    done = run("export", tmp_path / "graph.xlsx", "--store", store)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)
    assert ".gexf" in done.stderr


def test_a_graph_file_that_is_no_rdf(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("this is no Turtle", encoding="utf-8")
    done = run("check", file)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)


def test_an_article_that_show_does_not_find(store: Path) -> None:
    done = run("show", "no such title", "--store", store)
    assert done.exit_code == 2
    assert_one_paragraph(done.stderr)


def test_a_build_can_be_repeated_after_a_failure(store: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    assert run("build", tmp_path / "other.txt", tmp_path / "gone", "--store", store).exit_code == 2
    assert run("build", tmp_path / "other.txt", "--store", store).exit_code == 0
    with open_store(store, read_only=True) as graphs:
        assert sum(1 for _ in graphs.articles()) == 2
