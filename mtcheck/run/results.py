"""Reports of documents kept between runs: what was checked before, and has not changed, is not checked again."""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mtcheck.checks.base import Check
from mtcheck.engines.cache import AnswerCache
from mtcheck.records import AcrossFinding, Document, FileReport
from mtcheck.serialization import from_plain, to_plain

_LIBRARIES = ("lingua-language-detector", "rapidfuzz", "simplemma", "numpy")  # whose answers findings rest on


class ResultCache:
    """Reports of documents by everything that they depend on.

    Args:
        answers: Where they are kept.
        conditions: What the run's reports depend on beside the document: engine, checks, quotes, options.
    """

    def __init__(self, answers: AnswerCache, conditions: Iterable[object]) -> None:
        self._answers = answers
        self._conditions = blake2b(repr(list(conditions)).encode(), digest_size=16).digest()

    def known(self, documents: Sequence[Document]) -> dict[int, FileReport]:
        """Return the reports that are kept, by the documents' place in ``documents``."""
        keys = [self._key(document) for document in documents]
        kept = self._answers.get(keys)
        found: dict[int, FileReport] = {}
        for place, (key, document) in enumerate(zip(keys, documents, strict=True)):
            if key in kept:
                try:
                    report: FileReport = from_plain(FileReport, json.loads(zlib.decompress(kept[key])))
                except (ValueError, TypeError, zlib.error):
                    continue  # a damaged answer is one that is not known
                found[place] = replace(report, path=document.path, document=document)
        return found

    def keep(self, reports: Sequence[FileReport]) -> None:
        """Keep the reports of documents that could be checked."""
        kept: dict[bytes, bytes] = {}
        for report in reports:
            if report.document is not None and report.error is None:
                data = to_plain(replace(report, path="", document=None))
                kept[self._key(report.document)] = zlib.compress(json.dumps(data).encode(), 1)
        self._answers.put(kept)

    def known_across(self, files: bytes) -> tuple[AcrossFinding, ...] | None:
        """Return the findings across files that are kept, None where they are not known.

        Args:
            files: Digest of what was compared.
        """
        key = self._across_key(files)
        kept = self._answers.get([key])
        try:
            found: tuple[AcrossFinding, ...] = from_plain(
                tuple[AcrossFinding, ...], json.loads(zlib.decompress(kept[key]))
            )
        except (KeyError, ValueError, TypeError, zlib.error):
            return None
        return found

    def keep_across(self, files: bytes, found: tuple[AcrossFinding, ...]) -> None:
        """Keep the findings across files."""
        self._answers.put({self._across_key(files): zlib.compress(json.dumps(to_plain(found)).encode(), 1)})

    def _across_key(self, files: bytes) -> bytes:
        return blake2b(self._conditions + b"across" + files, digest_size=16).digest()

    def _key(self, document: Document) -> bytes:
        whole = repr(replace(document, path="")).encode(errors="surrogatepass")
        return blake2b(self._conditions + whole, digest_size=16).digest()


def installation(checks: Sequence[Check]) -> Mapping[str, object]:
    """Return what tells one installed state of mtcheck, its data and the checks' modules from another.

    Files are told apart by size and time of change: reading them all would cost more than it saves.
    """
    package = Path(__file__).parents[1]
    modules = {getattr(sys.modules.get(type(check).__module__), "__file__", None) for check in checks}
    outside = sorted(name for name in modules if name and not Path(name).is_relative_to(package))
    return {
        "python": sys.version,
        "files": sorted(_stamps(str(package))) + [(name, *_stamp(os.stat(name))) for name in outside],
        "libraries": [(name, _version(name)) for name in _LIBRARIES],
        "checks": sorted(
            (type(check).__module__, type(check).__qualname__, repr(check.rules), str(getattr(check, "signature", "")))
            for check in checks
        ),
    }


def _stamps(folder: str) -> Iterable[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps(entry.path)
            else:
                yield entry.path, *_stamp(entry.stat())


def _stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
