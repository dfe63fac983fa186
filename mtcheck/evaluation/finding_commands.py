"""Figures of findings: how often rules are right, what changed between two reports, what French alone tells."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

from mtcheck.evaluation.options import Command, engine_of, write_lines, write_text


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


def _precision(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.checks.registry import all_checks
    from mtcheck.evaluation.precision import as_toml, measure, read_labelled, read_news

    texts = [one for file in options.files for one in read_labelled(file)]
    files = [*options.files, *(file for file in (options.news, options.right) if file is not None)]
    if options.news is not None:
        known = {one.text: one.wrong for one in read_labelled(options.right)} if options.right is not None else {}
        texts += read_news(options.news, options.lines, options.count, known, options.seed)
    table = measure(texts, all_checks(), engine_of(options), files)
    written = as_toml(table, "python -m mtcheck.evaluation precision (CONTRIBUTING.md says with which files)")
    if options.output is not None:
        write_text(options.output, written)
    elif not options.json:
        sys.stdout.write(written)
    if options.told is not None:
        write_lines(options.told, [json.dumps(one.as_json(), ensure_ascii=False) for one in table.told])
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
    translator = engine_of(options)
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
    from mtcheck.evaluation.comparison import compare, lines, read_report

    found = compare(read_report(options.old), read_report(options.new))
    if not options.json:
        sys.stdout.writelines(f"{line}\n" for line in lines(found))
    counts: dict[str, object] = {kind: found.count(kind) for kind in ("new", "gone", "changed")}
    return {"same": found.same} | counts | {"changes": [asdict(change) for change in found.changes]}


def _grades(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.grades import as_toml, measure_grades, read_sentences

    sound = [sentence for path in options.sound for sentence in read_sentences(path, options.count)]
    figures = measure_grades(read_sentences(options.garbled, options.count), sound)
    if options.output is not None:
        write_text(options.output, as_toml(figures))
    if not options.json:
        sys.stdout.write(f"needs editing from {figures.needs_editing}, unusable from {figures.unusable}\n")
        for kind in ("sound", "edited", "garbled"):
            count, right = getattr(figures, kind)
            sys.stdout.write(f"  {kind}: {right} of {count} articles on their side\n")
    return asdict(figures)


def _context(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.evaluation.context import figures_of, lines

    found = figures_of([str(file) for file in options.files], [str(file) for file in options.sound], seed=options.seed)
    if not options.json:
        sys.stdout.writelines(f"{line}\n" for line in lines(found))
    return found.as_json()


def _round_trip(options: argparse.Namespace) -> dict[str, object]:
    from mtcheck.checks.registry import all_checks
    from mtcheck.evaluation.round_trip import read_marked, round_trip_figures, tell_findings

    texts = [marked for file in options.files for marked in read_marked(file, options.limit)]
    translator = engine_of(options)
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


COMMANDS: Mapping[str, Command] = {
    "verdicts": _verdicts,
    "precision": _precision,
    "blind": _blind,
    "compare": _compare,
    "grades": _grades,
    "context": _context,
    "round-trip": _round_trip,
}
