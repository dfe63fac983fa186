"""What is said of an exception that nobody foresaw, and where its traceback goes."""

from __future__ import annotations

import logging

from mtcheck.language.messages import Message

HINT = Message("a fault of mtcheck; --debug shows where")
_LONGEST = 300  # code points of a library's message that are repeated

_log = logging.getLogger("mtcheck")


def described(error: BaseException) -> str:
    """Name the kind of an exception and what it says, on one line."""
    kind = type(error).__name__
    said = " ".join(str(error).split())
    return f"{kind}: {said[:_LONGEST]}{'…' if len(said) > _LONGEST else ''}" if said else kind


def contained(error: BaseException, what: Message, place: str) -> Message:
    """Return the message for a fault that is kept to one document; its traceback goes to the log, for ``--debug``.

    Args:
        error: What was raised.
        what: What could not be done, for instance "cannot be read".
        place: The document, for the log.
    """
    _log.debug("mtcheck: %r %s", place, what, exc_info=error)
    return Message("{what}: {error} ({hint})", what=what, error=described(error), hint=HINT)
