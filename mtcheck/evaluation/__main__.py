"""``python -m mtcheck.evaluation``: figures on files of which the truth is known."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import InputError, MtcheckError
from mtcheck.evaluation.arguments import parser
from mtcheck.evaluation.pairs import EvaluationPair, read_pairs

if TYPE_CHECKING:
    import argparse

    from mtcheck.engines.base import Translator

_FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line, None for the process's own.

    Returns:
        The exit code: 0, or 2 where the command failed.
    """
    options = parser().parse_args(arguments)
    try:
        commands = {"translation": _translation, "forced": _forced, "spans": _spans, "verdicts": _verdicts}
        commands |= {"matching": _matching, "matching-fit": _matching_fit}
        commands |= {"pairwise": _pairwise, "quotations": _quotations, "sentences": _sentences}
        commands |= {"alignment": _alignment}
        commands |= {"senses": _senses, "round-trip": _round_trip, "compare": _compare, "dictionary": _dictionary}
        commands |= {"context": _context, "grades": _grades, "back-translation": _back_translation}
        commands |= {"precision": _precision, "blind": _blind, "card": _card}
        figures = commands[options.command](options)
    except MtcheckError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    if options.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    return 0


def _context(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.context import figures_of, lines

    found = figures_of([str(file) for file in options.files], [str(file) for file in options.sound], seed=options.seed)
    if not options.json:
        sys.stdout.writelines(f"{line}\n" for line in lines(found))
    return found.as_json()


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


def _back_translation(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import Config
    from mtcheck.evaluation.back_translation import as_toml, measure_trust, read_sourced

    figures = measure_trust(Resources().translator(Config()), read_sourced(options.file, options.source, options.count))
    if options.output is not None:
        options.output.write_text(as_toml(figures), encoding="utf-8")
    if not options.json:
        sys.stdout.write(f"good from {figures.good}, poor below {figures.poor}\n")
        for kind, count, chrf in zip(("good", "rough", "poor"), figures.pairs, figures.chrf, strict=True):
            sys.stdout.write(f"  {kind}: {count} pairs, mean chrF {chrf}\n")
    return asdict(figures)


def _grades(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.evaluation.grades import as_toml, measure_grades, read_sentences

    sound = [sentence for path in options.sound for sentence in read_sentences(path, options.count)]
    figures = measure_grades(read_sentences(options.garbled, options.count), sound)
    if options.output is not None:
        options.output.write_text(as_toml(figures), encoding="utf-8")
    if not options.json:
        sys.stdout.write(f"needs editing from {figures.needs_editing}, unusable from {figures.unusable}\n")
        for kind in ("sound", "edited", "garbled"):
            count, right = getattr(figures, kind)
            sys.stdout.write(f"  {kind}: {right} of {count} articles on their side\n")
    return asdict(figures)


def _precision(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.checks.registry import all_checks
    from mtcheck.evaluation.precision import as_toml, measure, read_labelled, read_news

    texts = [one for file in options.files for one in read_labelled(file)]
    files = [*options.files, *(file for file in (options.news, options.right) if file is not None)]
    if options.news is not None:
        known = {one.text: one.wrong for one in read_labelled(options.right)} if options.right is not None else {}
        texts += read_news(options.news, options.lines, options.count, known, options.seed)
    table = measure(texts, all_checks(), _engine(options), files)
    written = as_toml(table, "python -m mtcheck.evaluation precision (CONTRIBUTING.md says with which files)")
    if options.output is not None:
        _write(options.output, written.splitlines())
    elif not options.json:
        sys.stdout.write(written)
    if options.told is not None:
        _write(options.told, [json.dumps(one.as_json(), ensure_ascii=False) for one in table.told])
    branches = {f"{code}.{branch}": asdict(one) for (code, branch), one in table.branches.items()}
    return {
        "texts": table.texts,
        "unmeasured": table.unmeasured,
        "material": dict(table.material),
        "branches": branches,
    }


def _blind(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck import __version__
    from mtcheck.checks.registry import all_checks
    from mtcheck.evaluation.blind import lines, measure_blind
    from mtcheck.evaluation.precision import digest, named, read_labelled

    texts = [one for file in options.files for one in read_labelled(file)]
    translator = _engine(options)
    figures = measure_blind(texts, all_checks(), translator)
    material = {named(file): digest(file) for file in options.files}
    if not options.json:
        inputs = ", ".join(f"{name} ({value})" for name, value in material.items())
        sys.stdout.write(f"mtcheck {__version__}  {inputs}\n")
        sys.stdout.writelines(f"{line}\n" for line in lines(figures))
        sys.stdout.write(f"engine {translator.signature}\n")
    head: dict[str, object] = {"version": __version__, "engine": translator.signature, "material": material}
    return head | {name: one.as_json() for name, one in figures.items()}


def _compare(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.evaluation.comparison import compare, lines, read_report

    found = compare(read_report(options.old), read_report(options.new))
    if not options.json:
        sys.stdout.writelines(f"{line}\n" for line in lines(found))
    counts: dict[str, object] = {kind: found.count(kind) for kind in ("new", "gone", "changed")}
    return {"same": found.same} | counts | {"changes": [asdict(change) for change in found.changes]}


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


def _card(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.engines.embedded import NAME, embedded_folder
    from mtcheck.engines.engine import NBestTranslator
    from mtcheck.engines.repairing import RepairingTranslator
    from mtcheck.evaluation.card import measure, read_figures, table, write_card
    from mtcheck.evaluation.translation import DIRECTIONS

    mending, options.repair = options.repair, "off"
    plain = _engine(options)
    engines: list[Translator] = [] if mending == "on" else [plain]
    if mending != "off" and isinstance(plain, NBestTranslator):
        # What the plain engine wrote is kept, so that nothing is translated twice.
        engines.append(RepairingTranslator(f"{plain.signature}:repair=on", plain))
    folder = options.output or (embedded_folder() if options.model in (None, NAME) else Path(options.model))
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
        _write(options.output, [f"{case.english}\t{case.right}\t{case.wrong}" for case in cases])
    translator = _engine(options)
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
    return _heading(options, translator, figures.cases) | shares


def _spans(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import Config
    from mtcheck.evaluation.spans import evaluate_spans

    translator = _engine(options)
    scorer = Resources().pair_scorer(Config(), threshold=options.threshold, translator=translator)
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


def _pairwise(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import Config
    from mtcheck.evaluation.pairwise import evaluate_pairwise, read_choices

    choices = read_choices(options.file, options.limit)
    translator = _engine(options)
    figures = evaluate_pairwise(Resources().pair_scorer(Config(), translator=translator), choices, seed=options.seed)
    if not options.json:
        sys.stdout.write(
            f"{options.file.name}  {figures.choices} choices\n"
            f"  the better rendering wins {figures.won:.1%} ({figures.low:.1%} to {figures.high:.1%}), "
            f"{figures.tied:.1%} tied\n"
            f"  engine {translator.signature}\n"
        )
    shares = {name: round(getattr(figures, name), 4) for name in ("won", "low", "high", "tied")}
    return _heading(options, translator, figures.choices) | shares | {"seed": options.seed}


def _dictionary(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.dictionary import unlisted_renderings
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.lexicon.table import shipped_table

    pairs = read_pairs(options.file, options.limit)
    found = unlisted_renderings(pairs, shipped_dictionary(), shipped_table(), options.least)[: options.top]
    if not options.json:
        sys.stdout.write("headword                       unlisted of seen  printed instead\n")
        for item in found:
            line = f"{item.headword:30} {item.unlisted:8} of {item.seen:4}  {', '.join(item.printed)}"
            sys.stdout.write(f"{line.rstrip()}\n")
    headwords = [
        {"headword": item.headword, "seen": item.seen, "unlisted": item.unlisted, "printed": list(item.printed)}
        for item in found
    ]
    return {"file": options.file.name, "pairs": len(pairs), "headwords": headwords}


def _senses(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.evaluation.senses import as_json, evaluate_senses, table
    from mtcheck.senses.minimal_pairs import read_minimal_pairs
    from mtcheck.senses.reading import shipped_reader

    pairs = [pair for file in options.files for pair in read_minimal_pairs(file)][: options.limit]
    figures = evaluate_senses(shipped_reader(SentenceEncoder.load(device=options.device)), pairs)
    names = [file.name for file in options.files]
    if not options.json:
        sys.stdout.write(f"{', '.join(names)}  {len(pairs)} rows\n")
        sys.stdout.writelines(f"  {line}\n" for line in table(figures))
    return {"files": names, "rows": len(pairs)} | as_json(figures)


def _alignment(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.alignment import evaluate_alignment, read_annotated
    from mtcheck.senses.headwords import shipped_headwords

    figures = evaluate_alignment(tuple(read_annotated(options.file)), shipped_headwords())
    if not options.json:
        sys.stdout.write(
            f"{figures.pairs} pairs, {figures.annotated} links: alignment error rate {figures.error_rate:.1%}, "
            f"precision {figures.precision:.1%}, recall {figures.recall:.1%}\n"
        )
    return {
        "file": options.file.name,
        "pairs": figures.pairs,
        "links": figures.annotated,
        "error_rate": round(figures.error_rate, 4),
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
    }


def _round_trip(options: argparse.Namespace) -> dict[str, object]:
    from dataclasses import asdict

    from mtcheck.checks.registry import all_checks
    from mtcheck.evaluation.round_trip import read_marked, round_trip_figures, tell_findings

    texts = [marked for file in options.files for marked in read_marked(file, options.limit)]
    translator = _engine(options)
    figures = round_trip_figures(tell_findings(texts, all_checks(), translator))
    if not options.json:
        sys.stdout.write(f"{len(texts)} texts  engine {translator.signature}\n")
        for code, found in figures.items():
            told = {key: "-" if value is None else f"{value:.2f}" for key, value in asdict(found).items()}
            sys.stdout.write(
                f"  {code:6} right {found.right:4}  wrong {found.wrong:4}  AUC of margin {told['by_margin']:>4}, "
                f"of loss {told['by_loss']:>4}  right when confirmed {told['confirmed']:>4}, "
                f"when not {told['unconfirmed']:>4}\n"
            )
    return {
        "files": [file.name for file in options.files],
        "count": len(texts),
        "engine": translator.signature,
        "codes": {code: asdict(found) for code, found in figures.items()},
    }


def _matching(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.matching import evaluate_matching, read_english, signature
    from mtcheck.match.candidates import forced_reranker

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
    from mtcheck.evaluation.matching import read_columns
    from mtcheck.evaluation.matching_fit import fit_matching
    from mtcheck.match.likelihood import packed

    rows = read_columns(options.file, options.count + options.pairs)
    pairs = [EvaluationPair(english, french) for english, french in rows[options.count :]]
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
    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import load_config

    changed = {
        f"model.{key}": (f"--{option}", value)
        for option, key in (("model", "name"), *((same, same) for same in ("engine", "dtype", "beam", "repair")))
        if (value := getattr(options, option)) is not None
    }
    return Resources().translator(load_config(options.config).override(changed))


def _write(path: Path, lines: Sequence[str]) -> None:
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror or error}") from error


if __name__ == "__main__":
    sys.exit(main())
