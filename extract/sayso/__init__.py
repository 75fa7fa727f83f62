"""Sayso: read news articles and build an RDF knowledge graph of who said what about whom.

import sayso
graph = sayso.read_article("a.txt")
print(graph.ask("who-characterized-whom").to_csv())
"""

from typing import TYPE_CHECKING, Any

__all__ = ["ArticleGraph", "open_store", "read_article", "read_articles"]

if TYPE_CHECKING:
    from sayso.api import ArticleGraph, read_article, read_articles
    from sayso.store import open_store
else:
    _HOMES = {
        "ArticleGraph": "sayso.api",
        "open_store": "sayso.store",
        "read_article": "sayso.api",
        "read_articles": "sayso.api",
    }

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used, so that `import sayso` takes no time."""
        if name not in _HOMES:
            raise AttributeError(f"module 'sayso' has no attribute '{name}'")
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
