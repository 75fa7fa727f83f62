"""The explorer: a store as web pages for people, and each page as data for programs.

Pages are made on the server from a snapshot of the store and work without scripts.
"""

from sayso.explore.app import application

__all__ = ["application"]
