"""The exceptions that mtcheck raises, as one tree.

MtcheckError
├── ConfigError            a configuration file or option is wrong
├── InputError             a document cannot be read (names the path, and the line where known)
├── QuoteBankError         a file of known quotes cannot be read
├── TranslatorError        the translation engine failed
│   ├── ModelLoadError     the model's files are missing or malformed
│   ├── LanguagePairError  the model does not translate between these languages
│   └── DeviceError        the device asked for is not on this machine
└── CheckError             a check cannot judge a document

Exceptions of other libraries are mapped to these at the seam where they arise, with ``raise … from``.
"""

from __future__ import annotations

from mtcheck.language.messages import Message, Text, brief

_LONGEST_KEY = 500  # code points of a key that are repeated: it is a file's own


class MtcheckError(Exception):
    """Base of every error that mtcheck raises on purpose. Each can be pickled, whatever it is made with.

    Its words are said in the language that is spoken when somebody reads them.
    """

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Text:
        """What is wrong, with its place: to be kept where the error itself is not."""
        first = self.args[0] if len(self.args) == 1 else ""
        return first if isinstance(first, Message) else super().__str__()

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (type(self), self.args), self.__dict__


def _restored(kind: type[MtcheckError], args: tuple[object, ...]) -> MtcheckError:
    error = kind.__new__(kind)
    error.args = args
    return error


def _placed(place: str, message: Text) -> Text:
    return Message("{place}: {message}", place=place, message=message)


class ConfigError(MtcheckError):
    """A configuration file or a command-line option is wrong.

    Args:
        message: What is wrong, in one sentence.
        path: The configuration file, where there is one.
        key: The dotted key at fault, for instance ``model.device``.
    """

    def __init__(self, message: Text, *, path: str | None = None, key: str | None = None) -> None:
        message, key = brief(message), key if key is None else key[:_LONGEST_KEY]
        self.message, self.path, self.key = message, path, key
        place = ": ".join(part for part in (path, key) if part)
        super().__init__(_placed(place, message) if place else message)


class InputError(MtcheckError):
    """A document cannot be read.

    Args:
        path: The document as the user named it.
        message: What is wrong, in one sentence.
        line: 1-based line of the fault, where known.
    """

    def __init__(self, path: str, message: Text, *, line: int | None = None) -> None:
        message = brief(message)
        self.path, self.message, self.line = path, message, line
        super().__init__(_placed(path if line is None else f"{path}:{line}", message))


class QuoteBankError(InputError):
    """A file of known quotes cannot be read."""


class TranslatorError(MtcheckError):
    """The translation engine failed.

    Args:
        message: What is wrong, in one sentence.
        key: The engine's option at fault, for instance ``device``; None where it is none of them.
    """

    def __init__(self, message: Text, *, key: str | None = None) -> None:
        message = brief(message)
        self.message, self.key = message, key
        super().__init__(message if key is None else _placed(key, message))


class ModelLoadError(TranslatorError):
    """The model's files are missing or malformed."""


class LanguagePairError(TranslatorError):
    """The model does not translate between these languages."""


class DeviceError(TranslatorError):
    """The device asked for is not on this machine."""


class CheckError(MtcheckError):
    """A check cannot judge a document: for checks to raise that know why."""
