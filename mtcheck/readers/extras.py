"""Libraries that only some formats need: the extra ``documents``."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from mtcheck.errors import InputError
from mtcheck.language.messages import Message


def require(module: str, path: str, what: Message) -> ModuleType:
    """Import a library of the extra.

    Args:
        module: Its dotted name.
        path: The file that needs it.
        what: The format, for the message.

    Raises:
        InputError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        message = Message(
            "{what} need {name}, which is not installed: pip install 'mtcheck[documents]' (a clone: '.[documents]')",
            what=what,
            name=name,
        )
        raise InputError(path, message) from error
