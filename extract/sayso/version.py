"""Which version of Sayso this is, as graphs and stores say it."""

from importlib.metadata import PackageNotFoundError, version


def own_version() -> str:
    """Return the version that is installed, or "0+unknown" where Sayso runs without being so."""
    try:
        return version("sayso")
    except PackageNotFoundError:
        return "0+unknown"
