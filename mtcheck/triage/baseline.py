"""The baseline: a file of findings that are accepted for now, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.fingerprints import FindingKey, finding_key
from mtcheck.language.messages import Message
from mtcheck.parsing import MalformedError, parse_json
from mtcheck.records import FileReport
from mtcheck.triage.known import KnownFinding, leads_somewhere

VERSION = 1
_TEXTS = ("path", "code", "text", "context")


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """One accepted finding: where, what, and how often."""

    path: str  # relative to the baseline's folder, with forward slashes
    key: FindingKey
    count: int = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings, by path and key.

    Attributes:
        path: The file; paths inside are relative to its folder.
    """

    path: str
    entries: tuple[BaselineEntry, ...] = ()

    def known(self) -> tuple[KnownFinding, ...]:
        """Return the entries with paths as a run in the current folder names them."""
        return tuple(KnownFinding(self.outward(entry.path), entry.key.digest, entry.count) for entry in self.entries)

    def describe(self, left: KnownFinding) -> Message:
        """Return a line for an entry that no finding used up."""
        texts = {(self.outward(entry.path), entry.key.digest): entry.key for entry in self.entries}
        key = texts[left.path, left.digest]
        return Message(
            "{baseline}: stale entry: {path}: {code} “{text}” is no longer found",
            "{baseline}: stale entry: {path}: {code} “{text}” ({n} times) is no longer found",
            n=left.count,
            baseline=self.path,
            path=left.path,
            code=key.code,
            text=key.text,
        )

    def dump(self) -> str:
        """Return the file's text: JSON, sorted, an entry a line, so that a diff can be read."""
        rows = [
            json.dumps({"path": e.path, **e.key._asdict(), "count": e.count}, ensure_ascii=False) for e in self.entries
        ]
        body = ",\n".join(f"    {row}" for row in rows)
        inner = f"[\n{body}\n  ]" if rows else "[]"
        return f'{{\n  "mtcheck_baseline": {VERSION},\n  "entries": {inner}\n}}\n'

    def outward(self, path: str) -> str:
        """Return a path of the baseline as a run in the current folder names it."""
        return as_named(os.path.join(os.path.dirname(self.path), path))

    def inward(self, path: str) -> str:
        """Return the path of a file of a run as the baseline names it."""
        folder = os.path.abspath(os.path.dirname(self.path) or ".")
        return os.path.relpath(path, folder).replace(os.sep, "/")


class Renewal:
    """A baseline that is written anew: from a run's files, and from entries of other files that still exist.

    Args:
        old: The baseline that stood there, or one without entries.
    """

    def __init__(self, old: Baseline) -> None:
        self._old = old
        self._counts: Counter[tuple[str, FindingKey]] = Counter()
        self._renewed: set[str] = set()

    def add(self, file: FileReport) -> None:
        """Accept the findings of a file; one that failed keeps the entries that it has."""
        inward = self._old.inward(file.path)
        if file.error is None:
            self._renewed.add(inward)
            self._counts.update((inward, finding_key(finding, file.document)) for finding in file.findings)

    def baseline(self) -> Baseline:
        """Return the new baseline."""
        kept = (
            entry
            for entry in self._old.entries
            if entry.path not in self._renewed and leads_somewhere(self._old.outward(entry.path))
        )
        entries = (BaselineEntry(path, key, count) for (path, key), count in self._counts.items())
        return Baseline(self._old.path, tuple(sorted([*kept, *entries])))


def as_named(path: str) -> str:
    """Return a path as one spelling for all of its spellings, so that ``./a``, ``a`` and ``/here/a`` are the same."""
    return os.path.relpath(path).replace(os.sep, "/") if path else path


def load_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: There is no such file, or it is no baseline; the error names the file and the place.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(Message("no such file; --write-baseline makes one"), path=path) from error
    except OSError as error:
        raise ConfigError(Message("cannot be read: {error}", error=str(error.strerror or error)), path=path) from error
    try:
        content = parse_json(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(Message("not UTF-8: byte at offset {start}", start=error.start), path=path) from error
    except MalformedError as error:
        raise ConfigError(
            Message("not valid JSON: {message}", message=error.message), path=f"{path}:{error.place}"
        ) from error
    if not isinstance(content, dict) or "mtcheck_baseline" not in content:
        raise ConfigError(Message("not a baseline: the key mtcheck_baseline is missing"), path=path)
    if content["mtcheck_baseline"] != VERSION:
        found = content["mtcheck_baseline"]
        raise ConfigError(
            Message(
                "a baseline of version {found!r}; this mtcheck reads version {version}", found=found, version=VERSION
            ),
            path=path,
        )
    entries = content.get("entries")
    if not isinstance(entries, list):
        raise ConfigError(Message("expected a list"), path=path, key="entries")
    return Baseline(path, tuple(_entry(item, path, number) for number, item in enumerate(entries)))


def _entry(item: object, path: str, number: int) -> BaselineEntry:
    place = f"entries[{number}]"
    if not isinstance(item, Mapping):
        raise ConfigError(Message("expected an object"), path=path, key=place)
    for name in _TEXTS:
        if not isinstance(item.get(name), str):
            raise ConfigError(Message("expected a string"), path=path, key=f"{place}.{name}")
    count = item.get("count", 1)
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ConfigError(Message("expected a number from 1 on"), path=path, key=f"{place}.count")
    if unknown := sorted(set(item) - {*_TEXTS, "count"}):
        raise ConfigError(Message("unknown key"), path=path, key=f"{place}.{unknown[0]}")
    return BaselineEntry(item["path"], FindingKey(item["code"], item["text"], item["context"]), count)
