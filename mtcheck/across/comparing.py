"""Compares the files of a run once all have gone by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from mtcheck.across.parts import REACH, FilePart, Piece, Statement, part_of
from mtcheck.across.sketches import texts_of
from mtcheck.across.store import PartStore, hashed, quote_key, sentence_keys
from mtcheck.checks.base import Verdict
from mtcheck.french.placing import in_place
from mtcheck.language.messages import english
from mtcheck.records import AcrossFinding, FileReport, Finding, KnownQuote, Span

if TYPE_CHECKING:
    from mtcheck.across.renderings import StatementRendering

Place = TypeVar("Place")  # where a file's part is read again; it can be hashed

FILES = 2  # that must render a statement before anything is compared
TEXTS = 3  # that must render a sentence before its words are
MOST = 500  # files compared for one sentence; of more, always the same ones are chosen


class Agreement:
    """Takes the reports of a run one by one, and says at the end in which files something stands alone.

    Args:
        quote_of: Looks a known quote of the run up by its id.
        wants: Says which verdicts are reported.
    """

    def __init__(self, quote_of: Callable[[str], KnownQuote | None], wants: Callable[[Verdict], bool]) -> None:
        self._quote_of, self._wants = quote_of, wants
        self.begin()

    def begin(self) -> None:
        """Forget what was added: the files of the run come anew."""
        self._store = PartStore()
        self._seen = 0

    def add(self, file: FileReport) -> None:
        """Keep what may be compared of a file; files come in the order of the run."""
        part = part_of(self._seen, file)
        self._seen += 1
        if part is not None:
            self._store.add(part)

    @property
    def digest(self) -> bytes:
        """What tells the compared files from others: the same files give the same findings."""
        return self._store.digest

    def findings(self) -> tuple[AcrossFinding, ...]:
        """Return the findings, by file and place."""
        shared = tuple(self._store.shared(FILES))
        found = FileComparison(self._store.part, self._quote_of).verdicts(shared) if shared else ()
        wanted: dict[int, tuple[FilePart, list[Verdict]]] = {}
        for part, verdict in found:
            if self._wants(verdict):
                wanted.setdefault(part.number, (part, []))[1].append(verdict)
        return tuple(item for _, (part, verdicts) in sorted(wanted.items()) for item in findings_of(part, verdicts))


def findings_of(part: FilePart, verdicts: Sequence[Verdict]) -> Iterator[AcrossFinding]:
    """Give the findings in one file, by place, each fault once.

    Args:
        part: What was kept of the file.
        verdicts: All that are about it.
    """
    for verdict in sorted(_without_repeats(verdicts), key=lambda v: (v.span, v.rule.code)):
        yield _finding(part, verdict)


class FileComparison(Generic[Place]):
    """Loads the tables: made only where at least two files render one statement.

    Args:
        part: Reads again what was kept of a file.
        quote_of: Looks a known quote of the run up by its id.
    """

    def __init__(self, part: Callable[[Place], FilePart], quote_of: Callable[[str], KnownQuote | None]) -> None:
        from mtcheck.across.renderings import StatementAnalyst

        self._quote_of = quote_of
        self._part = lru_cache(maxsize=2 * MOST)(part)
        self._analyst = StatementAnalyst()
        self._renderings: dict[tuple[int, Statement], StatementRendering] = {}

    def verdicts(self, shared: Iterable[tuple[int, tuple[Place, ...]]]) -> Iterator[tuple[FilePart, Verdict]]:
        """Compare files.

        Args:
            shared: Numbers of sentences, or of quotes, each with the files that render it.

        Yields:
            A file, and a verdict on it.
        """
        for number, places in shared:
            parts = [self._part(place) for place in places]
            chosen = {part.number: part for part in sorted(parts, key=lambda part: (part.digest, part.path))[:MOST]}
            text_of = texts_of({number: part.sketch for number, part in sorted(chosen.items())})
            for file, verdict in self._compared(number, chosen, text_of):
                yield chosen[file], verdict

    def _compared(
        self, number: int, parts: dict[int, FilePart], text_of: dict[int, int]
    ) -> Iterator[tuple[int, Verdict]]:
        from mtcheck.across.figures import odd_numbers
        from mtcheck.across.names import odd_names
        from mtcheck.across.wording import odd_words

        first = next(iter(parts.values()))
        quote_id = next((s.quote_id for s in first.statements if hashed(quote_key(s)) == number), None)
        if quote_id is not None:
            yield from odd_names(parts, text_of, self._quote_of(quote_id))
            return
        sentence = next(
            (key for s in first.statements for key in sentence_keys(s.english) if hashed(key) == number), None
        )
        if sentence is None or len(set(text_of.values())) < TEXTS:
            return
        renderings = [
            self._rendering(part, statement, text_of[part.number])
            for part in parts.values()
            for statement in part.statements
            if sentence in sentence_keys(statement.english)
        ]
        yield from odd_words(sentence, renderings, self._analyst.table)
        yield from odd_numbers(sentence, renderings)

    def _rendering(self, part: FilePart, statement: Statement, text: int) -> StatementRendering:
        """Compare a statement with its English; neighbouring sentences ask for the same ones."""
        key = (part.number, statement)
        if len(self._renderings) > 4 * MOST:
            self._renderings.clear()
        if key not in self._renderings:
            self._renderings[key] = self._analyst.rendering(part, text, statement)
        return replace(self._renderings[key], text=text)


def _without_repeats(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Leave out a verdict that a surer one on an overlapping span says already, whatever it was found by."""
    kept: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda v: (-v.confidence, v.span, v.rule.code, english(v.message))):
        if not any(verdict.span.overlaps(other.span) and verdict.rule.code == other.rule.code for other in kept):
            kept.append(verdict)
            yield verdict


def _finding(part: FilePart, verdict: Verdict) -> AcrossFinding:
    piece = part.piece_of(verdict.span)
    read, suggestion = _fitted(piece, verdict)
    line, column, place = piece.position(read.start)
    span = piece.to_printed(read)
    rule = verdict.rule
    finding = Finding(
        code=rule.code,
        name=rule.name,
        category=rule.category,
        severity=verdict.gravity,
        confidence=verdict.confidence,
        span=span,
        text=piece.printed[span.start - piece.begins : span.end - piece.begins],
        message=verdict.message,
        line=line,
        column=column,
        place=place,
        reference=verdict.reference,
        quote_id=verdict.quote_id,
        suggestion=suggestion,
        evidence=verdict.evidence,
    )
    start = max(piece.begins, span.start - REACH)
    excerpt = piece.printed[start - piece.begins : span.end + REACH - piece.begins]
    return AcrossFinding(part.number, part.path, finding, excerpt, start)


def _fitted(piece: Piece, verdict: Verdict) -> tuple[Span, str | None]:
    """Return what is replaced and by what, as in a report on one file: with an article that changes, or not at all."""
    if not verdict.suggestion:
        return verdict.span, verdict.suggestion
    inside = Span(verdict.span.start - piece.start, verdict.span.end - piece.start)
    found = in_place(piece.text, inside, verdict.suggestion)
    if found is None:
        return verdict.span, None
    span, suggestion = found
    return Span(span.start + piece.start, span.end + piece.start), suggestion
