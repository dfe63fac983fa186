"""Findings of a JSON report, with the French around them read anew from the articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.fingerprints import normalise
from mtcheck.language.messages import Message
from mtcheck.parsing import MalformedError, parse_json
from mtcheck.readers.discovery import Source
from mtcheck.readers.reading import read_documents
from mtcheck.records import Document, Span
from mtcheck.text.sentences import split_sentences

_KINDS: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("code", "name", "severity", "text", "message"), (str,)),
    **dict.fromkeys(("start", "end", "line", "column"), (int,)),
    "confidence": (int, float),
    "evidence": (list,),
}
_INSIDE = ("!/", "#")  # what stands between a file and the part of it that a report names


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding as a JSON report tells it.

    Attributes:
        key: Its fingerprint, without the number that tells repeats apart.
        data: The finding, as the report has it.
        path: The article.
        speaker: Who said the known statement that it was compared with, where there is one.
        aliases: How the article names them.
    """

    key: str
    data: Mapping[str, Any]
    path: str
    speaker: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The rule's code."""
        return str(self.data["code"])

    @property
    def text(self) -> str:
        """The French at fault."""
        return str(self.data["text"])

    @property
    def confidence(self) -> float:
        """How sure mtcheck is, 0–1."""
        return float(self.data["confidence"])

    @property
    def span(self) -> Span:
        """Where it stands in the article."""
        return Span(int(self.data["start"]), int(self.data["end"]))


@dataclass(frozen=True, slots=True)
class FindingSurroundings:
    """The French around a finding.

    Attributes:
        sentence: From the start of the first sentence that it touches to the end of the last one.
        passage: The paragraph.
        text: The whole article.
        at: Where the finding stands in ``sentence``.
    """

    sentence: str
    passage: str
    text: str
    at: Span


def load_reported(
    path: str | os.PathLike[str], repeated: Callable[[Reported], object] | None = None
) -> tuple[Reported, ...]:
    """Read the findings of a report that ``--format json`` wrote, in its order; repeats of the same words count once.

    After those of the files come those that only several files together show.

    Args:
        path: The report.
        repeated: Told of each finding that says the same of the same words as an earlier one, and is left out.

    Raises:
        InputError: The file cannot be read, or is no such report.
    """
    name = os.fspath(path)
    try:
        content = parse_json(Path(path).read_bytes().decode("utf-8-sig"))
        speakers = {quote["id"]: quote["speaker"] for quote in content["summary"]["quotes"]}
        found: dict[str, Reported] = {}
        for item in (
            *(item for file in content["files"] for item in _findings(file, speakers)),
            *_across(content.get("across", {}), speakers),
        ):
            if item.key in found and repeated is not None:
                repeated(item)
            found.setdefault(item.key, item)
        return tuple(found.values())
    except FileNotFoundError as error:
        raise InputError(name, Message("no such file")) from error
    except OSError as error:
        raise InputError(name, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    except MalformedError as error:
        raise InputError(
            name,
            Message("is not JSON: {message}; `--format json` writes a report", message=error.message),
            line=error.line,
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        where = Message(" ({error})", error=str(error)) if isinstance(error, _FaultyError) else ""
        raise InputError(
            name, Message("is no JSON report of mtcheck{where}; `--format json` writes one", where=where)
        ) from error


def surroundings(item: Reported) -> FindingSurroundings | None:
    """Read the French around a finding, None where the article is gone or has changed there."""
    document = next((found for found in _documents(item.path) if found.path == item.path), None)
    if document is None or item.span.of(document.text) != item.text:
        return None
    passage = next((p.span for p in document.passages if p.span.overlaps(item.span)), Span(0, len(document.text)))
    sentences = split_sentences(passage.of(document.text), passage.start)
    touched = [sentence for sentence in sentences if sentence.overlaps(item.span)] or [passage]
    whole = Span(min(touched[0].start, item.span.start), max(touched[-1].end, item.span.end))
    at = Span(item.span.start - whole.start, item.span.end - whole.start)
    return FindingSurroundings(whole.of(document.text), passage.of(document.text), document.text, at)


def _documents(path: str) -> tuple[Document, ...]:
    wholes = (path, *(path.partition(mark)[0] for mark in _INSIDE))
    file = next((whole for whole in wholes if os.path.isfile(whole)), None)
    if file is None:
        return ()
    state = os.stat(file)
    return _read(file, os.path.abspath(file), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _read(path: str, place: str, changed: int, size: int) -> tuple[Document, ...]:
    """Read a file once; what else is given tells it from another one, and from itself at another time."""
    return tuple(item for item in read_documents(Source(path)) if isinstance(item, Document))


def _findings(file: Mapping[str, Any], speakers: Mapping[str, str]) -> Iterator[Reported]:
    for place, data in enumerate(file["findings"]):
        _require_finding(data, f"{file['path']}, finding {place + 1}")
        quote = data.get("quote_id")
        named = [q["speaker"] for q in file["quotations"] if any(match["quote_id"] == quote for match in q["matches"])]
        aliases = tuple(dict.fromkeys(name for name in named if name and name != speakers.get(quote)))
        yield Reported(_key(data), data, str(file["path"]), speakers.get(quote), aliases)


def _across(across: Mapping[str, Any], speakers: Mapping[str, str]) -> Iterator[Reported]:
    for place, data in enumerate(across.get("findings", ())):
        _require_finding(data, f"across, finding {place + 1}")
        yield Reported(_key(data), data, str(data["path"]), speakers.get(data.get("quote_id")))


def _require_finding(data: Any, place: str) -> None:
    """Hold a finding to what is shown of it and kept of it.

    Raises:
        ValueError: Something of that is missing, or of another kind.
    """
    for name, kinds in _KINDS.items():
        value = data.get(name)
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise _FaultyError(f"{place}: {name!r} is {'missing' if value is None else 'of the wrong kind'}")
    if not 0 <= data["confidence"] <= 1 or not 0 <= data["start"] <= data["end"]:
        raise _FaultyError(f"{place}: its confidence or its place cannot be")
    if not all(isinstance(data.get(name), str | None) for name in ("reference", "suggestion", "back_translation")):
        raise _FaultyError(f"{place}: expected strings")
    for evidence in data["evidence"]:
        if not all(isinstance(evidence.get(name), str) for name in ("kind", "detail")):
            raise _FaultyError(f"{place}: expected evidence with its kind and detail")


class _FaultyError(ValueError):
    """A report in which something is missing: says where."""


def _key(data: Mapping[str, Any]) -> str:
    return (
        str(data["fingerprint"]).partition(":")[0]
        if "fingerprint" in data
        else normalise(f"{data['code']} {data['text']}")
    )
