"""The command line of ``python -m mtcheck.evaluation``."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(
        prog="python -m mtcheck.evaluation",
        description="Figures of an engine, of the checks and of the readers on files of which the truth is known.",
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    translation = commands.add_parser("translation", help="BLEU and chrF")
    translation.add_argument("--direction", choices=("fr-en", "en-fr", "both"), default="both")
    translation.add_argument("--output", type=Path, metavar="FILE", help="write the translations there, one a line")
    card = _add_card(commands)
    forced = commands.add_parser("forced", help="share of right sentences that beat a twin with one word replaced")
    forced.add_argument("--cases", type=_positive, default=1000, help="cases at most (1000)")
    forced.add_argument("--seed", type=int, default=1, help="seed of the replacements (1)")
    forced.add_argument("--output", type=Path, metavar="FILE.tsv", help="write the cases there, for `pairwise`")
    spans = commands.add_parser("spans", help="the pair scorer against human error marks")
    spans.add_argument("file", type=Path, metavar="FILE.jsonl")
    spans.add_argument("--release", metavar="NAME", help="keep rows of this annotation release only")
    spans.add_argument("--threshold", type=float, metavar="0-1", help="fixed threshold; the estimator's own otherwise")
    spans.add_argument("--seed", type=int, default=1, help="seed of the bootstrap (1)")
    pairwise = commands.add_parser("pairwise", help="how often the pair scorer prefers the better of two renderings")
    pairwise.add_argument("file", type=Path, metavar="FILE.tsv", help="English TAB better French TAB worse French")
    pairwise.add_argument("--limit", type=_positive, metavar="N", help="read the first N lines only")
    pairwise.add_argument("--seed", type=int, default=1, help="seed of the bootstrap (1)")
    _add_dictionary(commands)
    _add_senses(commands)
    round_trip = commands.add_parser(
        "round-trip", help="whether the back-translation tells right findings from wrong ones"
    )
    round_trip.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="marked .jsonl, or English TAB sound French"
    )
    round_trip.add_argument("--limit", type=_positive, metavar="N", help="read the first N lines of each file only")
    _add_verdicts(commands)
    _add_comparison(commands)
    _add_context(commands)
    matching = _add_matching(commands)
    precision = _add_precision(commands)
    blind = commands.add_parser("blind", help="figures at first sight, on rows that nobody has seen")
    blind.add_argument(
        "files", type=Path, nargs="+", metavar="FILE.jsonl", help="French with marked errors, and sound French"
    )
    quotations = commands.add_parser("quotations", help="quotations and speakers against marked articles")
    quotations.add_argument("file", type=Path, metavar="FILE.jsonl")
    sentences = commands.add_parser("sentences", help="sentence boundaries in lines that are joined")
    sentences.add_argument(
        "file", type=Path, metavar="FILE", help="a sentence a line; or English TAB French TAB collection"
    )
    sentences.add_argument("--limit", type=_positive, default=3000, metavar="N", help="sentences at most (3000)")
    sentences.add_argument("--compare", action="store_true", help="sentencex and pysbd too, where they are installed")
    for command in (quotations, sentences):
        command.add_argument("--json", action="store_true", help="print JSON")
    for command in (translation, forced, matching):
        command.add_argument("file", type=Path, metavar="FILE.tsv")
        command.add_argument("--limit", type=_positive, metavar="N", help="read the first N pairs only")
    for command in (translation, card, forced, spans, pairwise, matching, round_trip, precision, blind):
        command.add_argument("--config", type=Path, metavar="FILE", help="configuration that names the engine")
        command.add_argument("--model", metavar="NAME", help="embedded, a folder, or a name on the hub")
        command.add_argument("--engine", metavar="NAME", help="auto, transformers or ctranslate2")
        command.add_argument("--dtype", metavar="NAME", help="number format that the engine computes in")
        command.add_argument("--beam", type=_positive, metavar="N", help="beam width; 1 is greedy")
        command.add_argument("--repair", metavar="WHEN", help="whether made-up words are mended: auto, on or off")
        command.add_argument("--json", action="store_true", help="print JSON")
    return whole


def _add_comparison(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    comparison = commands.add_parser("compare", help="two JSON reports on the same files, finding by finding")
    comparison.add_argument("old", type=Path, metavar="OLD.json")
    comparison.add_argument("new", type=Path, metavar="NEW.json")
    comparison.add_argument("--json", action="store_true", help="print JSON")


def _add_card(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    card = commands.add_parser("card", help="a model's card: sets in both directions, with and without mending")
    card.add_argument("files", type=Path, nargs="+", metavar="FILE.tsv", help="English TAB French")
    card.add_argument("--limit", type=_positive, metavar="N", help="read the first N pairs of each only")
    card.add_argument("--direction", choices=("fr-en", "en-fr", "both"), default="both")
    card.add_argument(
        "--output", type=Path, metavar="FOLDER", help="of figures.json and the card; the model's own otherwise"
    )
    return card


def _add_context(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    context = commands.add_parser("context", help="French alone: words out of place, and the verdict on documents")
    context.add_argument(
        "files", type=Path, nargs="+", metavar="FILE.jsonl", help="pairs (fr, bad, errors) or passages"
    )
    context.add_argument(
        "--sound", type=Path, nargs="+", default=[], metavar="FILE", help="sound news, a sentence a line"
    )
    context.add_argument("--seed", type=int, default=1, help="seed of the bootstrap (1)")
    context.add_argument("--json", action="store_true", help="print JSON")


def _add_verdicts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verdicts = commands.add_parser("verdicts", help="precision and thresholds by code, from `mtcheck review`")
    verdicts.add_argument("file", type=Path, metavar="VERDICTS.jsonl")
    verdicts.add_argument("--report", type=Path, metavar="REPORT.json", help="take confidences from this newer report")
    verdicts.add_argument("--precision", type=_share, default=0.9, metavar="0-1", help="what thresholds ensure (0.9)")
    verdicts.add_argument("--json", action="store_true", help="print JSON")


def _add_dictionary(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    unlisted = commands.add_parser(
        "dictionary", help="headwords that sound pairs render by none of the listed renderings"
    )
    unlisted.add_argument(
        "--least", type=_positive, default=3, metavar="N", help="sentences from which one is listed (3)"
    )
    unlisted.add_argument("--top", type=_positive, default=50, metavar="N", help="headwords listed at most (50)")
    unlisted.add_argument("file", type=Path, metavar="FILE.tsv")
    unlisted.add_argument("--limit", type=_positive, metavar="N", help="read the first N pairs only")
    unlisted.add_argument("--json", action="store_true", help="print JSON")


def _add_senses(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _add_grades(commands)
    _add_back_translation(commands)
    alignment = commands.add_parser("alignment", help="word alignment against annotated pairs")
    alignment.add_argument("file", type=Path, metavar="PAIRS.jsonl")
    alignment.add_argument("--json", action="store_true", help="print JSON")
    senses = commands.add_parser(
        "senses", help="wrong words and terms in minimal pairs, by false marks on their sound side"
    )
    senses.add_argument("files", type=Path, nargs="+", metavar="PAIRS.jsonl")
    senses.add_argument("--limit", type=_positive, metavar="N", help="read the first N rows only")
    senses.add_argument("--device", default="auto", metavar="NAME", help="what the encoder runs on: auto, cpu or cuda")
    senses.add_argument("--json", action="store_true", help="print JSON")


def _add_back_translation(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    trust = commands.add_parser("back-translation", help="from which log-probability on it can be trusted, by chrF")
    trust.add_argument("file", type=Path, metavar="FILE.tsv[.bz2]", help="English TAB French TAB source")
    trust.add_argument("--source", default="", metavar="NAME", help="rows whose source begins so")
    trust.add_argument("--count", type=_positive, default=600, metavar="N", help="pairs read (600)")
    trust.add_argument("--output", type=Path, metavar="FILE.toml", help="write the bounds")
    trust.add_argument("--json", action="store_true", help="print JSON")


def _add_precision(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    precision = commands.add_parser("precision", help="how often each rule is right: the confidences that checks read")
    precision.add_argument(
        "files", type=Path, nargs="+", metavar="FILE.jsonl", help="French with marked errors, or minimal pairs"
    )
    precision.add_argument(
        "--news", type=Path, metavar="FILE.txt[.bz2]", help="sound news, a sentence a line: every finding is false"
    )
    precision.add_argument(
        "--right", type=Path, metavar="FILE.jsonl", help="news sentences with errors of their own, marked"
    )
    precision.add_argument("--lines", type=_positive, default=20_000, metavar="N", help="lines of news read (20000)")
    precision.add_argument("--count", type=_positive, default=2_000, metavar="N", help="lines drawn from these (2000)")
    precision.add_argument("--seed", type=int, default=0, help="seed of the draw (0)")
    precision.add_argument("--output", type=Path, metavar="FILE.toml", help="write the table there")
    precision.add_argument(
        "--told", type=Path, metavar="FILE.jsonl", help="write every finding, with whether it was right"
    )
    return precision


def _add_grades(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grades = commands.add_parser("grades", help="where the grades of files begin, by garbled and sound sentences")
    grades.add_argument("garbled", type=Path, metavar="GARBLED.jsonl", help="sentences with a grave fault each")
    grades.add_argument(
        "--sound", type=Path, nargs="+", required=True, metavar="FILE", help="sound sentences: JSON Lines or TSV[.bz2]"
    )
    grades.add_argument("--count", type=_positive, default=960, metavar="N", help="sentences read of each file (960)")
    grades.add_argument("--output", type=Path, metavar="FILE.toml", help="write the bounds")
    grades.add_argument("--json", action="store_true", help="print JSON")


def _add_matching(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    matching = commands.add_parser("matching", help="recall at 1 and “no match” of French sentences in a bank")
    matching.add_argument("--distractors", type=Path, required=True, metavar="FILE.tsv[.bz2]", help="other English")
    matching.add_argument("--count", type=_positive, default=100_000, help="sentences taken from there (100000)")
    matching.add_argument("--queries", type=_positive, metavar="N", help="sentences asked for; all otherwise")
    matching.add_argument("--seed", type=int, default=1, help="seed of the draws (1)")
    matching.add_argument("--no-forced", action="store_true", help="do not tell close candidates apart by decoding")
    fitting = commands.add_parser("matching-fit", help="fit the model of matches on a corpus")
    fitting.add_argument("file", type=Path, metavar="FILE.tsv[.bz2]", help="English TAB French, no evaluation set")
    fitting.add_argument("--count", type=_positive, default=95_000, help="distractors, from the start (95000)")
    fitting.add_argument("--pairs", type=_positive, default=5_000, help="pairs after them (5000)")
    fitting.add_argument("--queries", type=_positive, default=2_500, help="pairs asked for (2500)")
    fitting.add_argument("--seed", type=int, default=1, help="seed of the draw (1)")
    fitting.add_argument("--output", type=Path, required=True, metavar="FILE.json")
    fitting.add_argument("--json", action="store_true", help="print JSON")
    return matching


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0 < number < 1:
        raise ValueError
    return number
