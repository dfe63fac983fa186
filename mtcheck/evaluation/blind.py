"""A figure at first sight: what is found in rows that nobody who writes rules has seen, and what is marked beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from mtcheck.checks.base import Check
from mtcheck.engines.base import Translator
from mtcheck.errors import InputError
from mtcheck.evaluation.precision import Labelled
from mtcheck.evaluation.verdicts import wilson
from mtcheck.readers.plain import document
from mtcheck.records import Finding, Severity
from mtcheck.run.means import Means
from mtcheck.run.pipeline import plan_run


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval.

    Attributes:
        right: How many.
        n: Of how many.
        low: Lower bound of the 95 % Wilson interval, 0–1.
        high: Upper bound.
    """

    right: int
    n: int
    low: float
    high: float

    @classmethod
    def of(cls, outcomes: Sequence[bool]) -> Share:
        """Count outcomes."""
        right = sum(outcomes)
        return cls(right, len(outcomes), *wilson(right, len(outcomes)))


@dataclass(frozen=True, slots=True)
class BlindFigures:
    """What is told of rows with a known statement, or of rows of French alone.

    Attributes:
        rows: How many.
        words: In them.
        found: Marked errors that a finding overlaps; notes do not count.
        right: Findings that overlap a marked error.
        beside: Findings beside the marked errors in 1000 words.
        sound: Rows without an error in which nothing is told.
    """

    rows: int
    words: int
    found: Share
    right: Share
    beside: float
    sound: Share

    def as_json(self) -> dict[str, object]:
        """Return the figures as JSON data."""
        return asdict(self)


class _Row(NamedTuple):
    text: Labelled
    words: int
    findings: tuple[Finding, ...]


def measure_blind(
    texts: Iterable[Labelled], checks: Sequence[Check], translator: Translator
) -> dict[str, BlindFigures]:
    """Check rows as a run would, and count.

    Args:
        texts: The rows; each is checked by itself, one with a statement against this statement alone.
        checks: The checks of the run.
        translator: Its engine.

    Returns:
        Figures of rows with a known statement (``known``) and without (``alone``); only those that there are.

    Raises:
        InputError: A row cannot be checked.
        TranslatorError: The engine failed.
    """
    rows = [_checked(one, checks, translator) for one in texts]
    parts = {
        "alone": [row for row in rows if row.text.statement is None],
        "known": [row for row in rows if row.text.statement is not None],
    }
    return {name: _figures(part) for name, part in parts.items() if part}


def lines(figures: dict[str, BlindFigures]) -> Iterator[str]:
    """Write the figures for people."""
    for name, one in figures.items():
        yield f"{'statement known' if name == 'known' else 'French alone'}: {one.rows} rows, {one.words} words"
        yield f"  errors found         {_in_words(one.found)}"
        yield f"  findings that are right  {_in_words(one.right)}"
        yield f"  findings beside      {one.beside:.1f} in 1000 words"
        yield f"  sound rows left alone    {_in_words(one.sound)}"


def _in_words(share: Share) -> str:
    if not share.n:
        return "none"
    return f"{share.right} of {share.n}, {share.right / share.n:.0%} ({share.low:.0%} to {share.high:.0%})"


def _checked(one: Labelled, checks: Sequence[Check], translator: Translator) -> _Row:
    (file,) = (
        plan_run(
            [document("row", one.text)],
            Means(checks, translator),
            quotes=(one.statement,) if one.statement is not None else (),
        )
        .report()
        .files
    )
    if file.error is not None:
        raise InputError(one.source, f"cannot be checked: {file.error}")
    return _Row(one, file.words, tuple(f for f in file.findings if f.severity >= Severity.MINOR))


def _figures(rows: Sequence[_Row]) -> BlindFigures:
    words = sum(row.words for row in rows)
    found = [any(f.span.overlaps(span) for f in row.findings) for row in rows for span in row.text.wrong]
    right = [any(f.span.overlaps(span) for span in row.text.wrong) for row in rows for f in row.findings]
    sound = [not row.findings for row in rows if not row.text.wrong]
    beside = 1000 * right.count(False) / words if words else 0.0
    return BlindFigures(len(rows), words, Share.of(found), Share.of(right), beside, Share.of(sound))
