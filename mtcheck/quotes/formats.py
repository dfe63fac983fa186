"""The file formats of known quotes, each read into plain entries."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from mtcheck.errors import QuoteBankError
from mtcheck.language.messages import Message, gettext
from mtcheck.parsing import MalformedError, beyond_bounds, parse_toml
from mtcheck.quotes.entries import Entry
from mtcheck.text.language import count_function_words

_SAMPLE = 50  # statements by which a bank's language is told
_LOOKED_AT = 2000  # code points of each
_TELLING = 4  # function words of a statement that tell its language
_NEARLY_ALL = 0.9
_MAX_BYTES = 64 * 1024 * 1024


class _RefusedError(ValueError):
    pass


def read_entries(path: str, format_name: str | None = None) -> tuple[Entry, ...]:
    """Read the entries of one file.

    Args:
        path: The file.
        format_name: Its format; None goes by the suffix.

    Raises:
        QuoteBankError: The file cannot be read, is no UTF-8, is malformed, or holds no quote.
    """
    suffix = f".{format_name}" if format_name else Path(path).suffix.lower()
    if suffix not in _READERS:
        raise QuoteBankError(
            path, Message("unknown format {suffix!r}: one of {known}", suffix=suffix, known=", ".join(sorted(SUFFIXES)))
        )
    text = _read_text(path)
    if not text.strip():
        raise QuoteBankError(path, Message("is empty"))
    try:
        entries = _READERS[suffix](path, text)
    except RecursionError as error:
        raise QuoteBankError(path, Message("is nested too deeply"), line=beyond_bounds(text, error).line) from error
    if not entries:
        raise QuoteBankError(path, Message("holds no quote"))
    if _is_french(entries):
        message = Message(
            "holds French: known statements are what was said in English, and French is what is checked against them"
        )
        raise QuoteBankError(path, message)
    return entries


def _is_french(entries: tuple[Entry, ...]) -> bool:
    """Say whether nearly all of the first statements are plainly French."""
    french = told = 0
    for entry in entries[:_SAMPLE]:
        text = entry.data.get("text") if isinstance(entry.data, Mapping) else None
        if not isinstance(text, str):
            continue
        counts = count_function_words(text[:_LOOKED_AT])
        if max(counts["fr"], counts["en"]) >= _TELLING:
            told += 1
            french += counts["fr"] > 2 * counts["en"]
    return told > 0 and french >= _NEARLY_ALL * told


def _read_text(path: str) -> str:
    try:
        data = Path(path).read_bytes() if Path(path).stat().st_size <= _MAX_BYTES else None
    except OSError as error:
        raise QuoteBankError(path, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    if data is None:
        raise QuoteBankError(path, Message("is larger than {max_bytes} bytes", max_bytes=_MAX_BYTES))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = Message(
            "byte 0x{object:02X} is not UTF-8; convert the file to UTF-8, for instance with iconv",
            object=error.object[error.start],
        )
        raise QuoteBankError(path, message, line=line) from error


def _read_json(path: str, text: str) -> tuple[Entry, ...]:
    data = _parse_json(path, text)
    if isinstance(data, dict) and "quotes" in data:
        extra = sorted(set(data) - {"quotes"})
        if extra:
            raise QuoteBankError(path, Message("unknown key {extra!r} beside 'quotes'", extra=extra[0]))
        data = data["quotes"]
        if not isinstance(data, list):
            raise QuoteBankError(path, Message("'quotes' must be a list"))
    items = data if isinstance(data, list) else [data]
    return tuple(Entry(path, item, number, None) for number, item in enumerate(items, start=1))


def _read_json_lines(path: str, text: str) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            entries.append(Entry(path, parse_json_line(path, content, line), len(entries) + 1, line))
    return tuple(entries)


def parse_json_line(path: str, content: str, line: int) -> object:
    """Parse one line of a JSON Lines file.

    Raises:
        QuoteBankError: It is malformed; the error names file and line.
    """
    try:
        return _parse_json(path, content, line)
    except RecursionError as error:
        raise QuoteBankError(path, Message("is nested too deeply"), line=line) from error


def _read_yaml(path: str, text: str) -> tuple[Entry, ...]:
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise QuoteBankError(
            path, Message("malformed YAML: {problem}", problem=str(error.problem)), line=line
        ) from error
    except yaml.YAMLError as error:
        raise QuoteBankError(path, Message("malformed YAML: {error}", error=str(error))) from error
    except (ValueError, OverflowError, TypeError, LookupError, AttributeError) as error:  # of a value that cannot be
        line = next((number for number, value in _yaml_values(text) if not _is_readable(value)), None)
        raise QuoteBankError(path, Message("malformed YAML: {error}", error=str(error)), line=line) from error
    if isinstance(data, dict) and "quotes" in data:
        extra = sorted(str(key) for key in set(data) - {"quotes"})
        if extra:
            raise QuoteBankError(path, Message("unknown key {extra!r} beside 'quotes'", extra=extra[0]))
        data = data["quotes"]
        if not isinstance(data, list):
            raise QuoteBankError(path, Message("'quotes' must be a list"))
    items = data if isinstance(data, list) else [data]
    return tuple(Entry(path, item, number, None) for number, item in enumerate(items, start=1))


def _yaml_values(text: str) -> Iterator[tuple[int, str]]:
    """Give the plain values of a YAML text, each with its line."""
    import yaml

    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken) and token.plain:
            yield token.start_mark.line + 1, token.value


def _is_readable(value: str) -> bool:
    """Say whether a plain value can be what it looks like: the thirtieth of February is no date."""
    import yaml

    try:
        yaml.safe_load(value)
    except yaml.YAMLError:
        return True
    except (ValueError, OverflowError, TypeError, LookupError, AttributeError):
        return False
    return True


def _read_toml(path: str, text: str) -> tuple[Entry, ...]:
    try:
        data = parse_toml(text)
    except MalformedError as error:
        raise QuoteBankError(
            path, Message("malformed TOML: {message}", message=error.message), line=error.line
        ) from error
    if "quotes" not in data:
        return (Entry(path, data, 1, None),)
    extra = sorted(set(data) - {"quotes"})
    if extra:
        raise QuoteBankError(path, Message("unknown key {extra!r} beside 'quotes'", extra=extra[0]))
    if not isinstance(data["quotes"], list):
        raise QuoteBankError(path, Message("'quotes' must be an array of tables ([[quotes]])"))
    return tuple(Entry(path, item, number, None) for number, item in enumerate(data["quotes"], start=1))


def _read_plain(path: str, text: str) -> tuple[Entry, ...]:
    data: Mapping[str, object] = {"text": text.strip(), "speaker": "", "source": path}
    return (Entry(path, data, 1, None, plain=True),)


def _parse_json(path: str, text: str, line: int | None = None) -> object:
    try:
        return _JSON.decode(text)
    except json.JSONDecodeError as error:
        place = line if line is not None else error.lineno
        raise QuoteBankError(
            path, Message("malformed JSON, column {colno}: {msg}", colno=error.colno, msg=error.msg), line=place
        ) from error
    except _RefusedError as error:
        raise QuoteBankError(path, str(error), line=line) from error
    except ValueError as error:
        beyond = beyond_bounds(text, error)
        raise QuoteBankError(path, beyond.message, line=beyond.line if line is None else line) from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(gettext("the key {key!r} stands twice in one object", key=key))
        found[key] = value
    return found


def _reject_constant(name: str) -> object:
    raise _RefusedError(gettext("{name} is no JSON value", name=name))


_JSON = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_reject_constant)
_READERS: Mapping[str, Callable[[str, str], tuple[Entry, ...]]] = {
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".toml": _read_toml,
    ".txt": _read_plain,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
}

SUFFIXES = frozenset(_READERS)
"""Suffixes of the files that may hold known quotes."""
