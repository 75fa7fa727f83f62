"""Where ontology, shapes, queries and examples lie, in a checkout and in a wheel."""

from pathlib import Path

from sayso.errors import MissingPartError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `name`: "ontology", "shapes", "queries" or "examples".

    In a wheel the folders lie inside the package, in a checkout at its root, two levels up.

    Raises:
        MissingPartError: the folder is in neither place, so the installation is incomplete.
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise MissingPartError(
        f"The folder '{name}' that belongs to Sayso is missing beside {_PACKAGE}. "
        "Reinstall the package."
    )
