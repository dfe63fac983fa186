"""``python -m mtcheck.evaluation``: figures of an engine on a file of sentence pairs (English TAB French)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import InputError, MtcheckError
from mtcheck.evaluation.pairs import read_pairs

if TYPE_CHECKING:
    from mtcheck.translation.base import Translator

_FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line, None for the process's own.

    Returns:
        The exit code: 0, or 2 where the command failed.
    """
    options = _parser().parse_args(arguments)
    try:
        figures = {"translation": _translation, "forced": _forced, "spans": _spans}[options.command](options)
    except MtcheckError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    if options.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mtcheck.evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    translation = commands.add_parser("translation", help="BLEU and chrF")
    translation.add_argument("--direction", choices=("fr-en", "en-fr", "both"), default="both")
    translation.add_argument("--output", type=Path, metavar="FILE", help="write the translations there, one a line")
    forced = commands.add_parser("forced", help="share of right sentences that beat a twin with one word replaced")
    forced.add_argument("--cases", type=_positive, default=1000, help="cases at most (1000)")
    forced.add_argument("--seed", type=int, default=1, help="seed of the replacements (1)")
    spans = commands.add_parser("spans", help="the pair scorer against human error marks")
    spans.add_argument("file", type=Path, metavar="FILE.jsonl")
    spans.add_argument("--release", metavar="NAME", help="keep rows of this annotation release only")
    spans.add_argument("--threshold", type=float, metavar="0-1", help="fixed threshold; the estimator's own otherwise")
    spans.add_argument("--seed", type=int, default=1, help="seed of the bootstrap (1)")
    for command in (translation, forced):
        command.add_argument("file", type=Path, metavar="FILE.tsv")
        command.add_argument("--limit", type=_positive, metavar="N", help="read the first N pairs only")
    for command in (translation, forced, spans):
        command.add_argument("--config", type=Path, metavar="FILE", help="configuration that names the engine")
        command.add_argument("--model", metavar="NAME", help="embedded, a folder, or a name on the hub")
        command.add_argument("--engine", metavar="NAME", help="auto, transformers or ctranslate2")
        command.add_argument("--dtype", metavar="NAME", help="number format that the engine computes in")
        command.add_argument("--beam", type=_positive, metavar="N", help="beam width; 1 is greedy")
        command.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _translation(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.translation import DIRECTIONS, evaluate_translation

    pairs = read_pairs(options.file, options.limit)
    translator = _engine(options)
    found: dict[str, object] = {}
    written: list[str] = []
    for direction in DIRECTIONS if options.direction == "both" else (options.direction,):
        figures = evaluate_translation(translator, pairs, direction)
        found[direction] = {
            "bleu": round(figures.bleu, 2),
            "bleu_signature": figures.bleu_signature,
            "chrf": round(figures.chrf, 2),
            "chrf_signature": figures.chrf_signature,
            "seconds": round(figures.seconds, 2),
        }
        written += figures.hypotheses
        if not options.json:
            sys.stdout.write(
                f"{options.file.name} {direction}  {figures.sentences} sentences  {figures.seconds:.1f} s\n"
                f"  BLEU {figures.bleu:.2f}  {figures.bleu_signature}\n"
                f"  chrF {figures.chrf:.2f}  {figures.chrf_signature}\n"
            )
    if not options.json:
        sys.stdout.write(f"  engine {translator.signature}\n")
    if options.output is not None:
        _write(options.output, written)
    return _heading(options, translator, len(pairs)) | {"directions": found}


def _forced(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.forced import evaluate_forced, make_cases

    cases = make_cases(read_pairs(options.file, options.limit), options.cases, options.seed)
    if not cases:
        raise InputError(str(options.file), "no French content word that another could replace")
    translator = _engine(options)
    figures = evaluate_forced(translator, cases)
    if not options.json:
        sys.stdout.write(
            f"{options.file.name} en-fr  {figures.cases} cases  seed {options.seed}\n"
            f"  right sentence wins {figures.by_mean:.1%} by the mean log-probability, {figures.by_total:.1%} by the whole\n"
            f"  engine {translator.signature}\n"
        )
    shares = {"by_mean": round(figures.by_mean, 4), "by_total": round(figures.by_total, 4), "seed": options.seed}
    return _heading(options, translator, figures.cases) | shares


def _spans(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.build import build_pair_scorer
    from mtcheck.evaluation.spans import evaluate_spans

    translator = _engine(options)
    scorer = build_pair_scorer(translator, threshold=options.threshold)
    figures = evaluate_spans(scorer, options.file, release=options.release, seed=options.seed)
    held_out = scorer.estimator.card.get("figures")
    if not options.json:
        sys.stdout.write(f"{options.file.name}  engine {translator.signature}\n")
        if figures.fitted:
            sys.stdout.write(f"  the estimator was fitted on this file; by cross-validation it reached {held_out}\n")
        sys.stdout.writelines(f"  {name:18} {value:.3f}\n" for name, value in figures.values.items())
        sys.stdout.writelines(
            f"  confidence {said:.2f}  right {right:.2f}  words {count}\n" for said, right, count in figures.reliability
        )
    rounded = {name: round(value, 4) for name, value in figures.values.items()}
    return (
        _heading(options, translator, int(figures.values["rows"]))
        | rounded
        | {
            "fitted": figures.fitted,
            "cross_validated": held_out if figures.fitted else None,
            "reliability": figures.reliability,
        }
    )


def _heading(options: argparse.Namespace, translator: Translator, count: int) -> dict[str, object]:
    return {"file": options.file.name, "count": count, "engine": translator.signature}


def _engine(options: argparse.Namespace) -> Translator:
    from mtcheck.build import build_translator
    from mtcheck.config import load_config

    changed = {
        f"model.{key}": (f"--{option}", value)
        for option, key in (("model", "name"), ("engine", "engine"), ("dtype", "dtype"), ("beam", "beam"))
        if (value := getattr(options, option)) is not None
    }
    return build_translator(load_config(options.config).override(changed))


def _write(path: Path, lines: Sequence[str]) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror or error}") from error


if __name__ == "__main__":
    sys.exit(main())
