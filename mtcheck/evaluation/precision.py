"""How often each rule, and each branch of a rule, is right: the table of confidences that ships with the checks."""

from __future__ import annotations

import bz2
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from mtcheck.checks.base import Check, Verdict
from mtcheck.checks.confidence import WHOLE, Precision
from mtcheck.engines.base import Translator
from mtcheck.errors import InputError
from mtcheck.evaluation.verdicts import wilson
from mtcheck.readers.plain import document
from mtcheck.records import KnownQuote, Span
from mtcheck.run.analysis import Analyst
from mtcheck.run.judgement import ask
from mtcheck.senses.minimal_pairs import read_minimal_pairs

TAUGHT = frozenset({"MT205", "MT210", "MT212"})
"""Rules whose judge was taught on minimal pairs: these say nothing about them."""

ACROSS_SENTENCES = frozenset({"MT601"})
"""Rules about what spans sentences: a sentence of news that stands alone has half a quotation in it, and is sound."""


class Labelled(NamedTuple):
    """French of which the faults are known.

    Attributes:
        text: What is checked.
        wrong: Its faults; empty for sound French.
        source: The file that it is from, by name.
        twin: The sound French of a minimal pair whose wrong side this is; what is found in both is counted there.
        statement: The known statement that it quotes; None for none.
        drawn: Whether it is one sentence out of a text.
        paired: Whether it is a side of a minimal pair.
    """

    text: str
    wrong: tuple[Span, ...]
    source: str
    twin: str | None = None
    statement: KnownQuote | None = None
    drawn: bool = False
    paired: bool = False

    def judges(self, code: str) -> bool:
        """Say whether the text says anything about the verdicts of a code."""
        return not (code in TAUGHT and self.paired) and not (code in ACROSS_SENTENCES and self.drawn)


class CountedVerdict(NamedTuple):
    """A verdict, the text that it is on, and whether it overlaps a marked fault."""

    text: Labelled
    verdict: Verdict
    right: bool

    def as_json(self) -> dict[str, object]:
        """Return what a person needs to look at it."""
        span, words = self.verdict.span, self.verdict.span.of(self.text.text)
        told = {"source": self.text.source, "code": self.verdict.rule.code, "branch": self.verdict.branch}
        place = {"right": self.right, "start": span.start, "end": span.end, "words": words}
        return told | place | {"message": self.verdict.message, "text": self.text.text}


@dataclass(frozen=True, slots=True)
class PrecisionTable:
    """What was found.

    Attributes:
        branches: By code and branch.
        material: Name of each file read: the beginning of its SHA-256.
        texts: How many texts were checked.
        told: Every verdict that was counted.
    """

    branches: Mapping[tuple[str, str], Precision]
    material: Mapping[str, str]
    texts: int
    told: tuple[CountedVerdict, ...] = ()

    @property
    def unmeasured(self) -> float:
        """What a branch counts as that the material never calls, 0–1: half of the measured ones have a lower bound below it.

        A rule is written for faults that its author has seen, and these are like other rules: the median is the best guess,
        and it is cautious because each bound is.
        """
        bounds = sorted(one.low for one in self.branches.values())
        return bounds[(len(bounds) - 1) // 2] if bounds else 0.0


def read_labelled(file: Path) -> Iterator[Labelled]:
    """Read French with marked faults, minimal pairs, or quotations with their statements, by what its rows hold.

    Args:
        file: JSON Lines: ``text`` with ``spans`` or ``errors``; ``french`` with these, ``english`` and ``speaker``; or
            ``fr`` with ``en``, ``bad`` and ``errors``.

    Raises:
        InputError: The file cannot be read, or a line is malformed.
    """
    lines = _text(file).splitlines()
    if any('"fr"' in line for line in lines[:1]):
        for pair in read_minimal_pairs(file):
            yield Labelled(pair.sound, (), file.name, paired=True)
            if pair.wrong is not None:
                marks = tuple(mark.span for mark in pair.errors)
                yield Labelled(pair.wrong, marks, file.name, pair.sound, paired=True)
        return
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            marks = row.get("spans", row.get("errors", ()))
            wrong = tuple(Span(mark["start"], mark["end"]) for mark in marks)
            statement = KnownQuote(row["id"], row["speaker"], row["english"]) if "english" in row else None
            yield Labelled(row["french" if statement else "text"], wrong, file.name, None, statement)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(str(file), f"no labelled French ({error})", line=number) from error


def read_news(file: Path, lines: int, count: int, known: Mapping[str, Sequence[Span]], seed: int) -> list[Labelled]:
    """Draw sentences of news, in which every finding counts as false unless it is known to be right.

    Args:
        file: A sentence a line, plain or ``.bz2``; what stands behind a tab is not read.
        lines: Read from the beginning of the file.
        count: Drawn from these.
        known: Sentences with faults of their own.
        seed: Of the draw.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with (bz2.open if file.suffix == ".bz2" else open)(file, "rt", encoding="utf-8") as text:
            read = [line.split("\t")[0].strip() for line, _ in zip(text, range(lines), strict=False)]
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(str(file), f"cannot be read: {error}") from error
    random.Random(seed).shuffle(read)  # so that a longer draw begins with a shorter one
    return [Labelled(line, tuple(known.get(line, ())), file.name, drawn=True) for line in read[:count]]


def measure(
    texts: Iterable[Labelled], checks: Sequence[Check], translator: Translator, files: Sequence[Path]
) -> PrecisionTable:
    """Ask every check about every text, and count which verdicts overlap a marked fault.

    Verdicts are counted as the checks give them: a finding that another, surer one hides in a report counts as well, so that
    the figures do not depend on the confidences that they replace.

    Args:
        texts: What is checked, each by itself.
        checks: Whose verdicts are counted.
        translator: For texts with a statement.
        files: What the texts are from.

    Raises:
        InputError: A text cannot be checked.
    """
    read = tuple(texts)
    told = tuple(_counted(read, checks, translator))
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for one in told:
        counts[one.verdict.rule.code, one.verdict.branch or WHOLE][one.right] += 1
    branches = {key: _precision(found[True], found.total()) for key, found in sorted(counts.items())}
    return PrecisionTable(branches, {named(file): digest(file) for file in files}, len(read), told)


def _counted(texts: Iterable[Labelled], checks: Sequence[Check], translator: Translator) -> Iterator[CountedVerdict]:
    """Give every verdict that counts; what a sound side and its wrong twin share counts once."""
    plain = Analyst((), translator)
    before: set[tuple[str, str, str]] = set()  # sound French, code and words
    for one in texts:
        analyst = Analyst((one.statement,), translator) if one.statement else plain
        for verdict in _verdicts(one, checks, analyst):
            code, words = verdict.rule.code, verdict.span.of(one.text)
            right = any(verdict.span.overlaps(span) for span in one.wrong)
            shared = one.twin is not None and (one.twin, code, words) in before
            if not one.wrong:
                before.add((one.text, code, words))
            if one.judges(code) and (right or not shared):
                yield CountedVerdict(one, verdict, right)


def named(file: Path) -> str:
    """Return what a file is called in the table: its name behind that of its folder."""
    whole = file.resolve()
    return f"{whole.parent.name}/{whole.name}"


def digest(file: Path) -> str:
    """Return what the bytes of a file are known by: the first 16 digits of their SHA-256.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        return sha256(file.read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise InputError(str(file), f"cannot be read: {error}") from error


def as_toml(table: PrecisionTable, command: str) -> str:
    """Return the table as the file that :mod:`mtcheck.checks.confidence` reads.

    Args:
        table: What was measured.
        command: How to make it again.
    """
    lines = [
        "# Generated: how often each branch of each rule was right on labelled French. Change the material, not this file:",
        f"#   {command}",
        "# low and high are the 95 % Wilson interval of right / n. low is the confidence, so that few findings count as few.",
        "",
        "# A branch that the material never calls: half of the measured branches have a lower bound below this.",
        f"unmeasured = {table.unmeasured:.2f}",
        f"texts = {table.texts}",
        "",
        "[material] # the beginning of each file's SHA-256",
        *(f'"{name}" = "{value}"' for name, value in sorted(table.material.items())),
    ]
    code = ""
    for (own, branch), one in sorted(table.branches.items()):
        if own != code:
            lines += ["", f"[measured.{own}]"]
            code = own
        figures = f"n = {one.n}, right = {one.right}, precision = {one.right / one.n:.2f}"
        lines.append(f"{branch} = {{ {figures}, low = {one.low:.2f}, high = {one.high:.2f} }}")
    return "\n".join(lines) + "\n"


def _verdicts(one: Labelled, checks: Sequence[Check], analyst: Analyst) -> tuple[Verdict, ...]:
    read = document("text", one.text)
    asked = ask(analyst.complete(analyst.cut([read])[0]), checks)
    if asked.faults:
        raise InputError(one.source, f"cannot be checked: {asked.faults[0]}")
    return asked.verdicts


def _precision(right: int, n: int) -> Precision:
    low, high = wilson(right, n)
    return Precision(n, right, round(low, 2), round(high, 2))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(file), f"cannot be read: {error}") from error
