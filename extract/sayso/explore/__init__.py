"""The explorer: a store as web pages for people, and each page as data for programs.

Pages are made on the server from a snapshot of the store and work without scripts.
"""

from sayso.explore.app import application, sparql_page

__all__ = ["application", "sparql_page"]
