"""Check graphs against the shapes, and say in plain words what is wrong, in which words.

pySHACL is the judge. Before it, a screen compiled from the same shapes proves for most nodes that
they conform, because pySHACL takes seconds for an article's graph and the screen milliseconds; what
the screen cannot prove goes to pySHACL, so that the screen never decides that something is wrong.
"""

from sayso.validate.findings import Finding
from sayso.validate.validator import Validator

__all__ = ["Finding", "Validator"]
