"""Figures of how text is read: quotations, sentences, the alignment of words, senses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping

from mtcheck.evaluation.options import Command
from mtcheck.evaluation.pairs import read_pairs


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


COMMANDS: Mapping[str, Command] = {
    "quotations": _quotations,
    "sentences": _sentences,
    "alignment": _alignment,
    "senses": _senses,
    "dictionary": _dictionary,
}
