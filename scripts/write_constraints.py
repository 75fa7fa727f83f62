"""Write constraints.txt (to run Sayso) and constraints-dev.txt (what testing adds to it).

Every version is pinned with the hashes of all its files, for each Python and system at once. No
address of a registry is written: pip asks whichever it is set up with.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = "# Written by `make constraints` from pyproject.toml; do not edit.\n"


def main() -> None:
    """Resolve everything at once, then split what running needs from what testing adds."""
    with tempfile.TemporaryDirectory() as scratch:
        everything = Path(scratch) / "everything.txt"
        everything.write_text(resolve("--all-extras", "--group", "dev", "--group", "build"))
        running = pins(resolve("--group", "build", "--constraints", str(everything)))
        both = pins(everything.read_text())
    (ROOT / "constraints.txt").write_text(HEADER + "".join(running))
    added = [pin for pin in both if pin not in running]
    (ROOT / "constraints-dev.txt").write_text(HEADER + "-r constraints.txt\n" + "".join(added))


def resolve(*options: str) -> str:
    """Return what the resolver pins for `options`, each requirement with its hashes."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"),
        *("--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11"),
        *("--no-emit-package", "sayso", *options, "pyproject.toml"),
    ]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def pins(resolved: str) -> list[str]:
    """Split the resolver's text into requirements, each with its hash lines."""
    found: list[str] = []
    for line in resolved.splitlines(keepends=True):
        if line.startswith(" ") and found:
            found[-1] += line
        elif line.strip():
            found.append(line)
    return found


if __name__ == "__main__":
    main()
