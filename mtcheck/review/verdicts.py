"""Verdicts of people on findings, one JSON object a line, known by rule, words and context."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.files import replace_bytes
from mtcheck.language.messages import Message, gettext


class ReviewJudgement(Enum):
    """What a person says of a finding."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"
    IGNORED = "ignored"  # whatever it is, it is to stay as it stands

    @property
    def decided(self) -> bool:
        """Whether it says of the finding that it is right, or that it is not."""
        return self in (ReviewJudgement.RIGHT, ReviewJudgement.WRONG)


@dataclass(frozen=True, slots=True)
class ReviewVerdict:
    """One person's verdict on one finding.

    Attributes:
        key: What the finding is known by when the text around it moves: the report's fingerprint without its number.
        text: The French at fault.
        confidence: mtcheck's own, 0–1, when the verdict was given.
        correction: French that the person would write instead, where they gave any.
        sentence: The French sentence around it, where the article could be read.
        who: Who judged, where told.
        when: The day, ``YYYY-MM-DD``, where told.
        reason: Why it is ignored.
    """

    key: str
    code: str
    text: str
    judgement: ReviewJudgement
    confidence: float
    correction: str | None = None
    sentence: str | None = None
    path: str = ""
    who: str | None = None
    when: str | None = None
    reason: str | None = None


def load_verdicts(path: str | os.PathLike[str], *, missing: bool = False) -> dict[str, ReviewVerdict]:
    """Read a file of verdicts; of several on the same finding the last one counts.

    Args:
        path: A JSON Lines file.
        missing: Whether a file that is not there counts as an empty one.

    Returns:
        Verdicts by key, in the order in which they were first given.

    Raises:
        InputError: The file cannot be read, or a line is no verdict.
    """
    name = os.fspath(path)
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        if missing:
            return {}
        raise InputError(name, Message("no such file")) from error
    except OSError as error:
        raise InputError(name, Message("cannot be read: {error}", error=str(error.strerror or error))) from error
    except UnicodeDecodeError as error:
        raise InputError(name, Message("is not UTF-8 (byte at offset {start})", start=error.start)) from error
    found: dict[str, ReviewVerdict] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            verdict = _verdict(line, name, number)
            found[verdict.key] = verdict
    return found


def append_verdicts(path: str | os.PathLike[str], verdicts: Iterable[ReviewVerdict]) -> None:
    """Add verdicts to the end of a file, all or none, so that nothing that was judged before can be lost.

    Raises:
        InputError: The file cannot be written.
    """
    lines = "".join(json.dumps(_plain(verdict), ensure_ascii=False) + "\n" for verdict in verdicts)
    try:
        place = Path(path)
        old = place.read_bytes() if place.exists() else b""
        gap = b"\n" if old and not old.endswith(b"\n") else b""  # an editor may have left the last line open
        replace_bytes(place, old + gap + lines.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise InputError(
            os.fspath(path), Message("cannot be written: {error}", error=str(error.strerror or error))
        ) from error


def _plain(verdict: ReviewVerdict) -> Mapping[str, object]:
    told = {
        "fingerprint": verdict.key,
        "code": verdict.code,
        "text": verdict.text,
        "verdict": verdict.judgement.value,
        "confidence": verdict.confidence,
        "correction": verdict.correction,
        "sentence": verdict.sentence,
        "path": verdict.path or None,
        "who": verdict.who,
        "when": verdict.when,
        "reason": verdict.reason,
    }
    return {key: value for key, value in told.items() if value is not None}


def _verdict(line: str, path: str, number: int) -> ReviewVerdict:
    try:
        data: Any = json.loads(line)
        if not isinstance(data, dict):
            raise TypeError(gettext("expected an object"))
        confidence = data["confidence"]
        if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
            raise ValueError(gettext("confidence is no number from 0 to 1"))
        optional = {name: data.get(name) for name in ("correction", "sentence", "who", "when", "reason")}
        texts = [data["fingerprint"], data["code"], data["text"], *(v for v in optional.values() if v is not None)]
        if not all(isinstance(item, str) for item in texts):
            raise TypeError(gettext("expected strings"))
        return ReviewVerdict(
            data["fingerprint"],
            data["code"],
            data["text"],
            ReviewJudgement(data["verdict"]),
            float(confidence),
            path=str(data.get("path") or ""),
            **optional,
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        what = gettext("{key} is missing", key=str(error)) if isinstance(error, KeyError) else str(error)
        raise InputError(path, Message("is no verdict: {what}", what=what), line=number) from error
