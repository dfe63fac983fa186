"""The figures of a model's card: sets translated in both directions, kept as JSON, and the table that is made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mtcheck.engines.base import Translator
from mtcheck.engines.repairing import MENDED
from mtcheck.errors import InputError
from mtcheck.evaluation.pairs import EvaluationPair
from mtcheck.evaluation.translation import DIRECTIONS, evaluate_translation
from mtcheck.files import replace_bytes

FILE_NAME = "figures.json"
CARD = "README.md"
START, END = "<!-- generated: figures -->\n", "<!-- end -->"
_HEAD = (
    "| set | sentences | mended | fr→en BLEU / chrF | en→fr BLEU / chrF | engine |",
    "| --- | ---: | --- | ---: | ---: | --- |",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One set by one engine.

    Attributes:
        set: The file's name, without its ending.
        sentences: Pairs of it.
        engine: What reproduces the translations.
        bleu: 0–100, by direction.
        chrf: 0–100, by direction.
    """

    set: str
    sentences: int
    engine: str
    bleu: Mapping[str, float]
    chrf: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CardFigures:
    """All that is known of a model.

    Attributes:
        bleu_signature: sacreBLEU's.
        chrf_signature: sacreBLEU's.
        measured: Row by row.
    """

    bleu_signature: str = ""
    chrf_signature: str = ""
    measured: tuple[Measured, ...] = ()


def measure(
    known: CardFigures, name: str, pairs: Sequence[EvaluationPair], translator: Translator, directions: Iterable[str]
) -> CardFigures:
    """Translate a set, and put its figures in the place of what was known of it with the same engine.

    Args:
        known: What was measured before.
        name: Of the set.
        pairs: The set.
        translator: The engine.
        directions: Of ``fr-en`` and ``en-fr`` those that are measured; the other one stays as it was.

    Raises:
        InputError: What is known was measured with another metric.
    """
    rows = {(row.set, row.sentences, row.engine): row for row in known.measured}
    key = (name, len(pairs), translator.signature)
    row = rows.get(key, Measured(*key, {}, {}))
    for direction in directions:
        figures = evaluate_translation(translator, pairs, direction)
        signatures = (figures.bleu_signature, figures.chrf_signature)
        if known.measured and signatures != (known.bleu_signature, known.chrf_signature):
            raise InputError(
                FILE_NAME, f"was measured as {known.bleu_signature}, not {figures.bleu_signature}; delete it"
            )
        known = replace(known, bleu_signature=signatures[0], chrf_signature=signatures[1])
        row = replace(
            row,
            bleu={**row.bleu, direction: round(figures.bleu, 2)},
            chrf={**row.chrf, direction: round(figures.chrf, 2)},
        )
    return replace(known, measured=tuple((rows | {key: row}).values()))


def read_figures(folder: Path) -> CardFigures:
    """Read what is known of a model; nothing where its folder has no such file.

    Raises:
        InputError: The file is malformed.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return CardFigures()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Measured(**row) for row in content.pop("measured"))
        return CardFigures(**content, measured=rows)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(str(path), f"no figures of a model: {error}") from error


def write_card(folder: Path, figures: CardFigures) -> None:
    """Write the figures as JSON, and renew the table in the card where the card has a place for it.

    Raises:
        InputError: A file cannot be written.
    """
    card = folder / CARD
    try:
        replace_bytes(folder / FILE_NAME, (json.dumps(asdict(figures), indent=1) + "\n").encode())
        if card.is_file():
            replace_bytes(card, with_table(card.read_text(encoding="utf-8"), figures).encode())
    except OSError as error:
        raise InputError(str(folder), f"cannot be written: {error.strerror or error}") from error


def with_table(text: str, figures: CardFigures) -> str:
    """Return a text whose generated part is the table of these figures; the text as it is where it has none."""
    head, start, rest = text.partition(START)
    _, end, tail = rest.partition(END)
    return head + start + table(figures) + end + tail if start and end else text


def short_table(figures: CardFigures) -> str:
    """Return the mended rows alone, without their engine, as a Markdown table for a reader."""
    lines = ["| set | French → English, BLEU / chrF | English → French, BLEU / chrF |", "| --- | --- | --- |"]
    for row in figures.measured:
        if row.engine.endswith(MENDED):
            lines.append(f"| {row.set} | " + " | ".join(_cells(row)) + " |")
    return "\n".join(lines)


def table(figures: CardFigures) -> str:
    """Return the figures as a Markdown table, what it was measured by below it."""
    rows = []
    for row in figures.measured:
        mended = "yes" if row.engine.endswith(MENDED) else "no"
        rows.append(" | ".join([f"| {row.set}", str(row.sentences), mended, *_cells(row), f"`{row.engine}` |"]))
    signed = f"BLEU `{figures.bleu_signature}`, chrF `{figures.chrf_signature}`, by sacreBLEU."
    return "\n".join([*_HEAD, *rows, "", signed]) + "\n"


def _cells(row: Measured) -> list[str]:
    return [f"{row.bleu[one]:.1f} / {row.chrf[one]:.1f}" if one in row.bleu else "–" for one in DIRECTIONS]
