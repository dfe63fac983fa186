"""``python -m mtcheck.evaluation``: figures of an engine on a file of sentence pairs (English TAB French)."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import InputError, MtcheckError
from mtcheck.evaluation.pairs import Pair, read_pairs

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
        commands = {"translation": _translation, "forced": _forced, "spans": _spans, "verdicts": _verdicts}
        commands |= {"matching": _matching, "matching-fit": _matching_fit}
        commands |= {"quotations": _quotations, "sentences": _sentences}
        figures = commands[options.command](options)
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
    verdicts = commands.add_parser("verdicts", help="precision and thresholds by code, from `mtcheck review`")
    verdicts.add_argument("file", type=Path, metavar="VERDICTS.jsonl")
    verdicts.add_argument("--report", type=Path, metavar="REPORT.json", help="take confidences from this newer report")
    verdicts.add_argument("--precision", type=_share, default=0.9, metavar="0-1", help="what thresholds ensure (0.9)")
    verdicts.add_argument("--json", action="store_true", help="print JSON")
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
    for command in (translation, forced, spans, matching):
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


def _share(text: str) -> float:
    number = float(text)
    if not 0 < number < 1:
        raise ValueError
    return number


def _verdicts(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.verdicts import as_json, configuration, figures_by_code, table
    from mtcheck.review.reports import load_reported
    from mtcheck.review.verdicts import load_verdicts

    judged = load_verdicts(options.file)
    reported = () if options.report is None else load_reported(options.report)
    figures = figures_by_code(judged.values(), options.precision, {item.key: item.confidence for item in reported})
    unjudged = sum(item.key not in judged for item in reported)
    if not options.json:
        sys.stdout.writelines(f"{line}\n" for line in table(figures, options.precision))
        if reported:
            sys.stdout.write(f"{unjudged} of {len(reported)} findings of the report are not judged\n")
        sys.stdout.writelines(f"{line}\n" for line in ("", *configuration(figures, options.precision)))
    found: dict[str, object] = {"file": options.file.name, "count": len(judged), "precision": options.precision}
    return found | {
        "unjudged": unjudged if options.report is not None else None,
        "codes": as_json(figures),
        "confidence": {one.code: one.threshold for one in figures if one.threshold is not None},
    }


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


def _matching(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.alignment.matching import forced_reranker
    from mtcheck.evaluation.matching import evaluate_matching, read_english, signature

    pairs = read_pairs(options.file, options.limit)
    distractors = read_english(options.distractors, options.count)
    translator = None if options.no_forced else _engine(options)
    reranker = forced_reranker(translator) if translator is not None else None
    figures = evaluate_matching(pairs, distractors, queries=options.queries, seed=options.seed, reranker=reranker)
    engine = translator.signature if translator is not None else "none"
    told = signature(options.file.name, options.distractors.name, options.seed, figures, engine)
    if not options.json:
        sys.stdout.write(
            f"{options.file.name}  {figures.queries} queries  bank of {figures.bank} sentences\n"
            f"  recall@1 {figures.recall_at_1:.4f}\n"
            f"  half of the answers removed: no match F1 {figures.f1:.4f} (P {figures.precision:.4f}, "
            f"R {figures.recall:.4f}), matched rightly {figures.matched:.4f}\n"
            f"  index {figures.index_seconds:.1f} s, query {figures.query_ms:.1f} ms on average, "
            f"99 of 100 within {figures.slowest_ms:.1f} ms\n"
            f"  {told}\n"
        )
    values = {name: getattr(figures, name) for name in figures.__slots__}
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}
    return {"file": options.file.name, "signature": told, "engine": engine} | rounded


def _matching_fit(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.alignment.likelihood import packed
    from mtcheck.evaluation.matching import read_columns
    from mtcheck.evaluation.matching_fit import fit_matching

    rows = read_columns(options.file, options.count + options.pairs)
    pairs = [Pair(english, french) for english, french in rows[options.count :]]
    distractors = [english for english, _ in rows[: options.count]]
    card: dict[str, object] = {"corpus": options.file.name}
    model = fit_matching(pairs, distractors, queries=options.queries, seed=options.seed, card=card)
    _write(options.output, packed(model).splitlines())
    if not options.json:
        sys.stdout.write(f"wrote {options.output}\n")
    return {"file": options.file.name, "bias": model.bias, "card": model.card}


def _quotations(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.quotations import THRESHOLDS, evaluate, read_cases

    cases = read_cases(options.file)
    found: dict[str, object] = {"file": options.file.name, "documents": len(cases)}
    for threshold in THRESHOLDS:
        figures = evaluate(cases, threshold)
        shares = {
            "precision": figures.precision,
            "recall": figures.recall,
            "f1": figures.f1,
            "speaker": figures.speaker,
            "speaker_exact": figures.speaker_exact,
            "cue": figures.cue,
        }
        rounded = {name: round(value, 4) for name, value in shares.items()}
        found[str(threshold)] = {"marked": figures.marked, "found": figures.found, "matched": figures.matched} | rounded
        if not options.json:
            if threshold == THRESHOLDS[0]:
                sys.stdout.write(f"{options.file.name}  {len(cases)} documents  {figures.marked} quotations\n")
            kinds = "  ".join(f"{kind} {share:.3f}" for kind, share in figures.recall_by_kind.items())
            sys.stdout.write(
                f"  overlap {threshold}  precision {figures.precision:.3f}  recall {figures.recall:.3f}  F1 {figures.f1:.3f}\n"
                f"    speaker {figures.speaker:.3f}  speaker in full {figures.speaker_exact:.3f}  cue {figures.cue:.3f}\n"
                f"    recall by kind  {kinds}\n"
            )
    return found


def _sentences(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.sentences import (
        evaluate_splitter,
        other_splitters,
        own_splitter,
        paragraphs,
        read_sentences,
    )

    groups = read_sentences(options.file, options.limit)
    cases = paragraphs(groups)
    splitters = {"mtcheck": own_splitter} | (other_splitters() if options.compare else {})
    found: dict[str, object] = {}
    if not options.json:
        count = sum(len(group) for group in groups)
        sys.stdout.write(f"{options.file.name}  {count} sentences  {len(groups)} groups  {len(cases)} paragraphs\n")
    for name, splitter in splitters.items():
        figures = evaluate_splitter(name, splitter, cases)
        shares = {
            "precision": figures.precision,
            "recall": figures.recall,
            "f1": figures.f1,
            "seconds": figures.seconds,
        }
        found[name] = {key: round(value, 4) for key, value in shares.items()}
        if not options.json:
            sys.stdout.write(
                f"  {name:10} precision {figures.precision:.4f}  recall {figures.recall:.4f}  F1 {figures.f1:.4f}"
                f"  {figures.seconds:.2f} s\n"
            )
    return {"file": options.file.name, "paragraphs": len(cases), "splitters": found}


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
