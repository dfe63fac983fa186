"""Messages: a template and its parameters, put into words only when somebody reads them."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Union

from mtcheck.language.catalogue import SOURCE, catalogue

Param = Union[str, int, float, "Message", tuple["Param", ...]]

_LONGEST_VALUE = 500  # code points of a value that are repeated
_LONGEST_TEXT = 2000  # of what is said, where it is no message

_chosen: ContextVar[str | None] = ContextVar("language", default=None)
_default = SOURCE


def language() -> str:
    """Return the language that is spoken here and now: ``en`` or ``fr``."""
    return _chosen.get() or _default


def set_language(code: str) -> None:
    """Choose the language of the whole process, threads included; :func:`speaking` chooses it for a while."""
    global _default  # noqa: PLW0603  # what is chosen once, when the command line starts
    _default = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language in this context alone, for instance while one request is answered."""
    token = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(token)


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """What is said, without the language in which it is said.

    ``str(message)`` gives the words in the language that is spoken at that moment, so that a message may be kept, for
    instance in a cached report, and read in another language later.

    Attributes:
        template: English, with the names of parameters in braces; it is the identifier in the catalogues as well.
        params: Name and value: text, a number, another message, or several of these, which are listed with commas.
        plural: The template for a number ``n`` other than one, None where nothing is counted.
    """

    template: str
    params: tuple[tuple[str, Param], ...]
    plural: str | None

    def __init__(self, template: str, /, plural: str | None = None, **params: Param) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "params", tuple(params.items()))
        object.__setattr__(self, "plural", plural)

    def __str__(self) -> str:
        return self.words(language())

    def words(self, code: str) -> str:
        """Put the message into words.

        Args:
            code: The language, ``en`` or ``fr``.
        """
        known = catalogue(code)
        values = dict(self.params)
        if self.plural is None:
            template = known.gettext(self.template)
        else:
            template = known.ngettext(self.template, self.plural, _number_of(values))
        if not values:
            return template
        return _Formatter(code).vformat(template, (), {name: _said(value, code) for name, value in values.items()})


Text = Message | str  # a plain string is what its author wrote, in whatever language


def brief(text: Text) -> Text:
    """Return a text with its values cut to what can be read in a message: a file may hold one of any length.

    Args:
        text: A message, or what is said already, which is cut as a whole.
    """
    if isinstance(text, Message):
        return Message(text.template, text.plural, **{name: _brief(value) for name, value in text.params})
    return _cut(text, _LONGEST_TEXT)


def english(text: Text) -> str:
    """Return a message's English, whatever language is spoken."""
    return text.words(SOURCE) if isinstance(text, Message) else text


def to_data(message: Message) -> dict[str, Any]:
    """Return a message as JSON data: ``id``, ``params``, and ``plural`` where something is counted."""
    data: dict[str, Any] = {"id": message.template, "params": {name: _plain(value) for name, value in message.params}}
    return data if message.plural is None else data | {"plural": message.plural}


def of_data(data: Mapping[str, Any]) -> Message:
    """Make a message of what :func:`to_data` gave for it.

    Raises:
        KeyError: The data is no message.
        TypeError: Likewise.
    """
    return Message(data["id"], data.get("plural"), **{name: _read(value) for name, value in data["params"].items()})


def structured(text: Text) -> tuple[str | None, dict[str, Any]]:
    """Return a text as the identifier of its message and parameters; a plain string has neither.

    Parameters are text, numbers, lists of these, or messages: ``{"id": …, "params": …}``.
    """
    if not isinstance(text, Message):
        return None, {}
    data = to_data(text)
    return data["id"], data["params"]


def gettext(template: str, /, **params: Param) -> str:
    """Say something now, in the language that is spoken."""
    return str(Message(template, None, **params))


def ngettext(template: str, plural: str, n: int, /, **params: Param) -> str:
    """Say how many there are, now: ``ngettext("{n} file", "{n} files", 2)``."""
    return str(Message(template, plural, n=n, **params))


def gettext_noop(template: str) -> str:
    """Mark a template for the catalogues where it is said later, by way of a variable."""
    return template


def titled(name: str) -> str:
    """Return a rule's dotted name as words, in English: ``term.wrong-sense`` is "term: wrong sense"."""
    return name.replace(".", ": ").replace("-", " ")


def number(value: float, form: str) -> str:
    """Write a number as the language does.

    Args:
        value: The number.
        form: As ``format`` takes it, for instance ``.1f``.
    """
    return _written(format(value, form), language())


class _Formatter(string.Formatter):
    def __init__(self, code: str) -> None:
        self._code = code

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, float):
            return _written(format(value, format_spec), self._code)
        return format(value, format_spec)


def _written(figures: str, code: str) -> str:
    return figures.replace(".", ",") if code == "fr" else figures


def _number_of(values: Mapping[str, Param]) -> int:
    number = values.get("n")
    if not isinstance(number, int):
        raise TypeError("a message with a plural needs a whole number n")
    return number


def _said(value: Param, code: str) -> str | int | float:
    if isinstance(value, Message):
        return value.words(code)
    if isinstance(value, tuple):
        return ", ".join(str(_said(item, code)) for item in value)
    return value


def _brief(value: Param) -> Param:
    if isinstance(value, Message):
        return Message(value.template, value.plural, **{name: _brief(own) for name, own in value.params})
    if isinstance(value, tuple):
        return tuple(map(_brief, value))
    return _cut(value, _LONGEST_VALUE) if isinstance(value, str) else value


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _plain(value: Param) -> Any:
    if isinstance(value, Message):
        return to_data(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _read(value: Any) -> Param:
    if isinstance(value, Mapping):
        return of_data(value)
    if isinstance(value, list):
        return tuple(map(_read, value))
    if isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no parameter of a message")
