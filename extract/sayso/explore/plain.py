"""From records to what JSON can hold, and back as the types of their fields say."""

from __future__ import annotations

import json
import types
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Once: TypeAlias = dict[str, str]
_Maker: TypeAlias = Callable[[Any, Once], Any]


class Packed(Mapping[str, Any]):
    """Values of one type that are seldom asked for: compressed, and unpacked when they are.

    `packed` are the values as JSON, `hint` is their type.
    """

    __slots__ = ("hint", "packed")

    def __init__(self, packed: Mapping[str, bytes], hint: Any) -> None:
        self.packed = packed
        self.hint = hint

    @classmethod
    def of(cls, values: Mapping[str, Any], hint: Any) -> Packed:
        """Return the same values, packed."""
        return cls({key: _pack(to_plain(value)) for key, value in values.items()}, hint)

    def __getitem__(self, key: str) -> Any:
        return from_plain(self.hint, json.loads(zlib.decompress(self.packed[key])), {})

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def _pack(value: Any) -> bytes:
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(told.encode("utf-8", "surrogatepass"), 1)


def to_plain(value: Any) -> Any:
    """Return records as lists of the values of their fields; texts and numbers stay."""
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, Packed):
        return {key: b64encode(one).decode() for key, one in value.packed.items()}
    if isinstance(value, Mapping):
        return {key: to_plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [to_plain(one) for one in value]
    return [to_plain(getattr(value, name)) for name in _names(value.__class__)]


def from_plain(kind: Any, value: Any, once: Once) -> Any:
    """Return what `to_plain` was given, of a type of record; `once` has each text a single time.

    Raises:
        AttributeError, TypeError, ValueError: the lists were made from something else.
    """
    return _maker(kind)(value, once)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _maker(hint: Any) -> _Maker:
    """Return what makes a value of a type; of texts and numbers there is nothing to make."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _maker_or_none(_maker(next(one for one in parts if one is not type(None))))
    if origin is Literal:
        return _text
    if origin is tuple:
        return _tuple_maker(_maker(parts[0]))
    if origin is not None and issubclass(origin, Mapping):
        if get_origin(parts[1]) is tuple:
            return lambda value, _: Packed(
                {key: b64decode(one) for key, one in value.items()}, parts[1]
            )
        make = _maker(parts[1])
        return lambda value, once: {
            once.setdefault(key, key): make(one, once) for key, one in value.items()
        }
    if isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields")):
        return _record_maker(hint)
    return _text if hint is str else _same


def _record_maker(kind: Any) -> _Maker:
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else _names(kind)
    makers = [_maker(hints[name]) for name in names]

    def make(value: Any, once: Once) -> Any:
        return kind(*[one(part, once) for one, part in zip(makers, value, strict=True)])

    return make


def _tuple_maker(make: _Maker) -> _Maker:
    return lambda value, once: tuple([make(one, once) for one in value])


def _maker_or_none(make: _Maker) -> _Maker:
    return lambda value, once: None if value is None else make(value, once)


def _text(value: str, once: Once) -> str:
    return once.setdefault(value, value)


def _same(value: Any, _once: Once) -> Any:
    return value
