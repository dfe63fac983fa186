"""Figures of engines, and of what is fitted to them: translation, forced decoding, pairs, the matching of quotations."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from mtcheck.config.resources import Resources
from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.errors import InputError
from mtcheck.evaluation.options import Command, config_of, engine_of, heading_of, write_lines, write_text
from mtcheck.evaluation.pairs import EvaluationPair, read_pairs


def _translation(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.translation import DIRECTIONS, evaluate_translation

    pairs = read_pairs(options.file, options.limit)
    translator = engine_of(options)
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
        write_lines(options.output, written)
    return heading_of(options, translator, len(pairs)) | {"directions": found}


def _card(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.engines.embedded import EMBEDDED, embedded_folder
    from mtcheck.engines.engine import NBestTranslator
    from mtcheck.engines.repairing import MENDED, RepairingTranslator
    from mtcheck.evaluation.card import measure, read_figures, table, write_card
    from mtcheck.evaluation.translation import DIRECTIONS

    config = config_of(options)
    name, mending = config.model.name, config.model.repair
    plain = Resources().translator(config.override({"model.repair": ("--repair", "off")}))
    engines: list[Translator] = [] if mending == "on" else [plain]
    if mending != "off" and isinstance(plain, NBestTranslator):
        # What the plain engine wrote is kept, so that nothing is translated twice.
        engines.append(RepairingTranslator(plain.signature + MENDED, plain))
    folder = options.output or (embedded_folder() if name == EMBEDDED else Path(name))
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder; name one with --output")
    directions = DIRECTIONS if options.direction == "both" else (options.direction,)
    figures = read_figures(folder)
    for file in options.files:
        pairs = read_pairs(file, options.limit)
        for translator in engines:
            figures = measure(figures, file.stem, pairs, translator, directions)
            write_card(folder, figures)
    if not options.json:
        sys.stdout.write(table(figures))
    return asdict(figures)


def _forced(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.forced import evaluate_forced, make_cases

    cases = make_cases(read_pairs(options.file, options.limit), options.cases, options.seed)
    if not cases:
        raise InputError(str(options.file), "no French content word that another could replace")
    if options.output is not None:
        write_lines(options.output, [f"{case.english}\t{case.right}\t{case.wrong}" for case in cases])
    translator = engine_of(options)
    figures = evaluate_forced(translator, cases)
    if not options.json:
        sys.stdout.write(
            f"{options.file.name} en-fr  {figures.cases} cases  seed {options.seed}\n"
            f"  right sentence wins {figures.by_backed:.1%} by forced decoding that the word tables back\n"
            f"  without them {figures.by_mean:.1%} by the mean log-probability, {figures.by_total:.1%} by the whole, "
            f"{figures.by_contrast:.1%} by the contrast with no source\n"
            f"  engine {translator.signature}\n"
        )
    shares = {"by_backed": round(figures.by_backed, 4), "by_mean": round(figures.by_mean, 4)}
    shares |= {"by_total": round(figures.by_total, 4)}
    shares |= {"by_contrast": round(figures.by_contrast, 4), "seed": options.seed}
    return heading_of(options, translator, figures.cases) | shares


def _back_translation(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.back_translation import as_toml, measure_trust, read_sourced

    figures = measure_trust(Resources().translator(Config()), read_sourced(options.file, options.source, options.count))
    if options.output is not None:
        write_text(options.output, as_toml(figures))
    if not options.json:
        sys.stdout.write(f"good from {figures.good}, poor below {figures.poor}\n")
        for kind, count, chrf in zip(("good", "rough", "poor"), figures.pairs, figures.chrf, strict=True):
            sys.stdout.write(f"  {kind}: {count} pairs, mean chrF {chrf}\n")
    return asdict(figures)


def _spans(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.spans import evaluate_spans

    config, resources = config_of(options), Resources()
    translator = resources.translator(config)
    scorer = resources.pair_scorer(config, threshold=options.threshold)
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
        heading_of(options, translator, int(figures.values["rows"]))
        | rounded
        | {
            "fitted": figures.fitted,
            "cross_validated": held_out if figures.fitted else None,
            "reliability": figures.reliability,
        }
    )


def _pairwise(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.pairwise import evaluate_pairwise, read_choices

    choices = read_choices(options.file, options.limit)
    config, resources = config_of(options), Resources()
    translator = resources.translator(config)
    figures = evaluate_pairwise(resources.pair_scorer(config), choices, seed=options.seed)
    if not options.json:
        sys.stdout.write(
            f"{options.file.name}  {figures.choices} choices\n"
            f"  the better rendering wins {figures.won:.1%} ({figures.low:.1%} to {figures.high:.1%}), "
            f"{figures.tied:.1%} tied\n"
            f"  engine {translator.signature}\n"
        )
    shares = {name: round(getattr(figures, name), 4) for name in ("won", "low", "high", "tied")}
    return heading_of(options, translator, figures.choices) | shares | {"seed": options.seed}


def _matching(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.matching import evaluate_matching, read_english, signature
    from mtcheck.match.candidates import forced_reranker

    pairs = read_pairs(options.file, options.limit)
    distractors = read_english(options.distractors, options.count)
    translator = None if options.no_forced else engine_of(options)
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
    from mtcheck.evaluation.matching import read_columns
    from mtcheck.evaluation.matching_fit import fit_matching
    from mtcheck.match.likelihood import packed

    rows = read_columns(options.file, options.count + options.pairs)
    pairs = [EvaluationPair(english, french) for english, french in rows[options.count :]]
    distractors = [english for english, _ in rows[: options.count]]
    card: dict[str, object] = {"corpus": options.file.name}
    model = fit_matching(pairs, distractors, queries=options.queries, seed=options.seed, card=card)
    write_text(options.output, packed(model))
    if not options.json:
        sys.stdout.write(f"wrote {options.output}\n")
    return {"file": options.file.name, "bias": model.bias, "card": model.card}


COMMANDS: Mapping[str, Command] = {
    "translation": _translation,
    "card": _card,
    "forced": _forced,
    "back-translation": _back_translation,
    "spans": _spans,
    "pairwise": _pairwise,
    "matching": _matching,
    "matching-fit": _matching_fit,
}
