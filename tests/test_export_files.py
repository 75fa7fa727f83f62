"""Files of exports: replaced as a whole or not at all, whatever happens meanwhile."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import SaysoError, UsageError
from sayso.export import export
from sayso.store import Store
from stored_cases import stored_case

CASE = "characterization-network"


@pytest.fixture
def store() -> Iterator[Store]:
    with stored_case(CASE) as opened:
        yield opened


def test_a_folder_and_a_missing_folder_are_explained(store: Store, tmp_path: Path) -> None:
    (tmp_path / "dir.ttl").mkdir()
    with pytest.raises(UsageError, match="is a folder"):
        export(store, tmp_path / "dir.ttl")
    with pytest.raises(UsageError, match="does not exist"):
        export(store, tmp_path / "none" / "graph.ttl")


def test_a_file_is_replaced_and_a_link_keeps_pointing(store: Store, tmp_path: Path) -> None:
    real, link = tmp_path / "real.nq", tmp_path / "link.nq"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    export(store, link)
    assert link.is_symlink()
    assert "old" not in real.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.nq", "real.nq"]


def test_a_pipe_is_written_to(store: Store, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.nq"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        export(store, pipe)
        assert reader.stdout is not None
        assert len(reader.stdout.read().splitlines()) == len(set(store.quads()))
    assert pipe.is_fifo()


def test_a_full_disk_leaves_the_old_file(store: Store, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the system refuses both alike."""
    file = tmp_path / "graph.nq"
    file.write_text("old", encoding="utf-8")
    export(store, tmp_path / "whole.nq")
    assert (tmp_path / "whole.nq").stat().st_size > 1000
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(SaysoError, match="The disk is full"):
            export(store, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".graph*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_write_that_is_ended_leaves_no_half_file(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old", encoding="utf-8")
    code = (
        "import os, pathlib, signal, sys\n"
        # What started the tests may have signals ignored, and its children ignore them too.
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from sayso.export.files import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as file:\n"
        "    file.write(b'half'); os.write(1, b'.'); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"."
        assert len(list(tmp_path.iterdir())) == 2, "it is being written"
        process.send_signal(number)
        assert process.wait(30) != 0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_text(encoding="utf-8") == "old"


def test_a_folder_without_permission_is_explained(store: Store, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.geteuid() == 0:
        # The administrator may write anywhere but where the kernel says no.
        closed = Path("/sys")
    with pytest.raises(SaysoError, match=r"written: (Permission denied|Read-only file system)"):
        export(store, closed / "graph.nq")
