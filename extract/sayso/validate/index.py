"""A graph in memory, by predicate and subject, for the checks that have to be fast."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from sayso.store import Term
from sayso.vocabulary import rdf, rdfs

Hierarchy = Mapping[str, frozenset[str]]

_NONE: Mapping[Term, None] = {}


class Index:
    """The triples of one or more graphs taken together, without duplicates."""

    def __init__(self, quads: Iterable[Quad], hierarchy: Hierarchy) -> None:
        """Index `quads`; `hierarchy` gives every known class with its superclasses and itself."""
        tables: dict[str, dict[Term, dict[Term, None]]] = {}
        self.quads: list[Quad] = []
        for quad in quads:
            table = tables.setdefault(quad.predicate.value, {})
            subject, value = quad.subject, quad.object
            values = table.get(subject)
            if values is None:
                table[subject] = {value: None}
            elif value in values:
                continue
            else:
                values[value] = None
            self.quads.append(quad)
        self._tables = tables
        self._inverse: dict[str, dict[Term, dict[Term, None]]] = {}
        self._hierarchy = _extended(hierarchy, tables.get(rdfs.subClassOf, {}))
        self.classes: dict[Term, frozenset[str]] = {
            subject: self._closure(kinds) for subject, kinds in tables.get(rdf.type, {}).items()
        }
        self._instances: dict[str, list[Term]] = {}
        for instance, names in self.classes.items():
            for kind in names:
                self._instances.setdefault(kind, []).append(instance)

    def table(self, predicate: str) -> Mapping[Term, Mapping[Term, None]]:
        """Return the subjects of `predicate`, each with its values."""
        return self._tables.get(predicate, {})

    def inverse(self, predicate: str) -> Mapping[Term, Mapping[Term, None]]:
        """Return the values of `predicate`, each with its subjects."""
        found = self._inverse.get(predicate)
        if found is None:
            found = {}
            for subject, values in self.table(predicate).items():
                for value in values:
                    found.setdefault(value, {})[subject] = None
            self._inverse[predicate] = found
        return found

    def values(self, subject: Term, predicate: str) -> Iterator[Term]:
        """Yield the values of `predicate` at `subject`."""
        yield from self.table(predicate).get(subject, _NONE)

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the first value of `predicate` at `subject`, or None."""
        return next(self.values(subject, predicate), None)

    def instances(self, kind: str) -> list[Term]:
        """Return what is of the class `kind` or of one of its subclasses."""
        return self._instances.get(kind, [])

    def predicates(self, subject: Term) -> Iterator[str]:
        """Yield the predicates that `subject` has, in the order in which they came."""
        return (name for name, table in self._tables.items() if subject in table)

    def _closure(self, kinds: Iterable[Term]) -> frozenset[str]:
        names = [kind.value for kind in kinds if isinstance(kind, NamedNode)]
        known = [self._hierarchy.get(name) or frozenset((name,)) for name in names]
        return known[0] if len(known) == 1 else frozenset().union(*known)


def _extended(hierarchy: Hierarchy, subclasses: Mapping[Term, Mapping[Term, None]]) -> Hierarchy:
    """Return `hierarchy` with the subclass triples that the data itself carries."""
    if not subclasses:
        return hierarchy
    direct = {name: set(above) for name, above in hierarchy.items()}
    for lower, uppers in subclasses.items():
        if isinstance(lower, NamedNode):
            names = (upper.value for upper in uppers if isinstance(upper, NamedNode))
            direct.setdefault(lower.value, set()).update(names)
    return closed(direct)


def closed(direct: Mapping[str, Iterable[str]]) -> Hierarchy:
    """Return every class of `direct` with all its superclasses, and itself among them."""
    result: dict[str, frozenset[str]] = {}
    for name in direct:
        above = {name}
        waiting = [name]
        while waiting:
            for upper in direct.get(waiting.pop(), ()):
                if upper not in above:
                    above.add(upper)
                    waiting.append(upper)
        result[name] = frozenset(above)
    return result
