"""Frozen dataclasses to plain JSON data and back, by their type hints: for caches, not for people."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from mtcheck.language.messages import Message, Text, of_data, to_data

_PLAIN = (str, int, float, bool, type(None))


def to_plain(value: Any) -> Any:
    """Turn a dataclass, and what it holds, into lists and JSON's own types; field names are left out.

    Args:
        value: Dataclasses, messages, enums, tuples, named tuples, strings, numbers, None.

    Raises:
        TypeError: It holds something else.
    """
    if isinstance(value, Message):
        return to_data(value)
    if is_dataclass(value):
        return [to_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: Any, data: Any) -> Any:
    """Make a value of type ``kind`` of what :func:`to_plain` gave for one.

    Raises:
        TypeError: The data is no such value.
        ValueError: Likewise.
    """
    return _reader(kind)(data)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    if kind == Text:
        return lambda data: of_data(data) if isinstance(data, dict) else data
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not type(None)]
        return _optional(_reader(inner[0] if len(inner) == 1 else Union[tuple(inner)]))  # noqa: UP007  # of many at once
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _many(_reader(arguments[0]))
    if origin is tuple:
        return _fixed(tuple, [_reader(argument) for argument in arguments])
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return _fixed(lambda items: kind(*items), [_reader(hints[field.name]) for field in fields(kind)])
    return _simple(kind)


def _simple(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and issubclass(kind, tuple):  # a named tuple
        hints = tuple(get_type_hints(kind).values())
        if all(hint in _PLAIN for hint in hints):
            return lambda data: kind(*data)
        return _fixed(lambda items: kind(*items), [_reader(hint) for hint in hints])
    if kind in _PLAIN:
        return lambda data: data
    raise TypeError(f"{kind} has no plain form")


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: None if data is None else read(data)


def _many(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda data: tuple(map(read, data))


def _fixed(make: Callable[[Any], Any], readers: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    return lambda data: make([read(item) for read, item in zip(readers, data, strict=True)])
