"""The commands of ``python -m mtcheck.training``; each imports what it needs, so that --help need not wait for PyTorch."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.training.recipe import Recipe

_KEPT_BYTES = 4_000_000_000  # vectors of a training


def _learn_lexicon(options: argparse.Namespace) -> None:
    from mtcheck.training.lexicon import build

    build(options.parts, options.output)


def _list_attested(options: argparse.Namespace) -> None:
    from mtcheck.training.attested import attested

    attested(options.parts, options.output)


def _learn_machine_french(options: argparse.Namespace) -> None:
    from mtcheck.training.machine_french import build

    build(options.files, options.output)


def _tabulate_senses(options: argparse.Namespace) -> None:
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.training.sense_table import build, read_sentences

    build(shipped_dictionary(), shipped_frequencies(), read_sentences(options.files), options.output)


def _encode_descriptions(options: argparse.Namespace) -> None:
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.training.descriptions import build
    from mtcheck.training.sense_table import read_sentences

    sentences = read_sentences(options.files)
    _print(build(shipped_dictionary(), sentences, options.output, _encoder(options), most=options.most))


def _learn_listed(options: argparse.Namespace) -> None:
    from mtcheck.context.judgement import shipped_place_judge
    from mtcheck.evidence.gloss import shipped_glosser
    from mtcheck.training.listed import build

    judge, glosser = shipped_place_judge(), shipped_glosser()
    _print(build(options.files, options.sound, options.output, judge=judge, glosser=glosser))


def _learn_document(options: argparse.Namespace) -> None:
    from mtcheck.context.verdict import shipped_measurer
    from mtcheck.evidence.gloss import shipped_glosser
    from mtcheck.training.document import build

    _print(build(options.files, options.output, measurer=shipped_measurer(), glosser=shipped_glosser()))


def _learn_places(options: argparse.Namespace) -> None:
    from mtcheck.context.judgement import shipped_fitter, shipped_place_measurer
    from mtcheck.evidence.gloss import shipped_glosser
    from mtcheck.training.places import build

    measurer = shipped_place_measurer()
    figures = build(
        options.files,
        options.sound,
        options.output,
        measurer=measurer,
        fitter=shipped_fitter(measurer, _encoder(options)),
        glosser=shipped_glosser(),
        share=options.share,
    )
    _print(figures)


def _learn_letters(options: argparse.Namespace) -> None:
    from mtcheck.training.letters import build

    build(options.output)


def _list_shared_forms(options: argparse.Namespace) -> None:
    from mtcheck.training.shared_forms import build

    build(options.output)


def _make_forms(options: argparse.Namespace) -> None:
    from mtcheck.training.forms import build

    build(options.verbs, options.genders, options.dictionary, options.classes, options.output)


def _edit_dictionary(options: argparse.Namespace) -> None:
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.training.dictionary import merge_additions, write_lines

    if options.action == "write":
        write_lines(shipped_dictionary(examples=True), options.output)
        return
    merging = merge_additions(options.additions, options.output)
    sys.stderr.write("".join(f"{note}\n" for note in merging.notes))
    counts = f"{merging.added} added, {merging.dropped} dropped, {merging.known} lines changed nothing"
    sys.stderr.write(f"{len(merging.entries)} entries: {counts}\n")


def _fit_estimator(options: argparse.Namespace) -> None:
    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import Config
    from mtcheck.training.estimator import EstimatorOptions, build

    named = {} if options.model is None else {"model.name": ("--model", options.model)}
    chosen = EstimatorOptions(options.pairs, options.seed, options.ablation, options.cache, tuple(options.machine))
    build(options.corpus, options.mqm, options.output, Resources().translator(Config().override(named)), chosen)


def _tune_encoder(options: argparse.Namespace) -> None:
    from mtcheck.encoder.encoder import shipped_folder
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.training.encoder_tuning import Tuning, tune

    tuning = Tuning(minutes=options.minutes, rate=options.rate, seed=options.seed)
    start = options.start if options.start is not None else shipped_folder()
    english, french = tune(start, shipped_dictionary(examples=True), options.output, tuning)
    sys.stderr.write(f"{options.output}: right sense by English {english:.3f}, by masked French {french:.3f}\n")


def _fit_judge(options: argparse.Namespace) -> None:
    from mtcheck.training.judge import build

    build(options.files, options.output, _encoder(options), rows=options.rows, seed=options.seed)


def _learn_parts_of_speech(options: argparse.Namespace) -> None:
    from mtcheck.lexicon.dictionary import shipped_dictionary
    from mtcheck.training.parts_of_speech import build

    told = build(shipped_dictionary(examples=True), options.output)
    sys.stderr.write(
        f"{options.output}: {told.examples} examples; of {told.ambiguous} whose word can be several parts of speech "
        f"{told.right:.1%} are right, {told.sure:.1%} sure and then {told.right_when_sure:.1%} right\n"
    )


def _count_pieces(options: argparse.Namespace) -> None:
    from mtcheck.training.pieces import learn_pieces

    for language, count in learn_pieces(options.parts, options.model, most=options.pairs).items():
        sys.stderr.write(f"{options.model}: {count} pieces of {language}\n")


def _compare(options: argparse.Namespace) -> None:
    from mtcheck.training.comparing import compare, lines

    found = compare(
        options.recipes, options.set, options.output, minutes=options.minutes, test=options.test, most=options.lines
    )
    sys.stdout.writelines(f"{line}\n" for line in lines(found))


def _let_engine_write(options: argparse.Namespace) -> None:
    from mtcheck.config.resources import Resources
    from mtcheck.config.settings import Config
    from mtcheck.training.distilling import back_translate, distil

    given = {"model": ("name", options.model), "beam": ("beam", options.beam), "device": ("device", options.device)}
    named = {f"model.{key}": (f"--{option}", value) for option, (key, value) in given.items()}
    # Millions of translations are asked for once: the cache would keep none of them for long.
    teacher = Resources().translator(Config().override(named | {"cache.enabled": (options.command, False)}))
    write, what = {"distil": (distil, "pairs"), "back-translate": (back_translate, "sentences")}[options.command]
    written = write(
        options.parts,
        options.output,
        teacher,
        most=options.pairs,
        report=lambda done: sys.stderr.write(f"{done} {what}\n"),
    )
    sys.stderr.write(f"{options.output}: {written} translations\n")


def _carry(options: argparse.Namespace) -> None:
    from mtcheck.training.parcels import MEBIBYTE, pack, unpack

    if options.command == "unpack":
        unpack(options.parcel, options.output)
        return
    if options.piece_mib * MEBIBYTE < 1:
        raise ConfigError(f"{options.piece_mib} is too small", key="--piece-mib")
    written = pack(options.run, options.output, size=int(options.piece_mib * MEBIBYTE))
    sys.stderr.write(f"{options.output}: {written} pieces\n")


def _import(options: argparse.Namespace) -> None:
    from mtcheck.training.checkpoints import Checkpoint, save_checkpoint
    from mtcheck.training.weights import read_weights

    weights, shape = read_weights(options.source)
    save_checkpoint(Checkpoint(shape=shape.as_dict(), weights=weights), options.output)


def _export(options: argparse.Namespace) -> None:
    if options.weights is None:
        from mtcheck.training.stages import export

        _report_size(export(_recipe(options, ["export.int8=true"] if options.int8 else []), options.output))
        return
    from mtcheck.training.exporting import export_model
    from mtcheck.training.weights import read_weights

    if options.vocabulary is None or options.output is None:
        raise ConfigError("needs --vocabulary and --output", key="--weights")
    weights, shape = read_weights(options.weights)
    _report_size(export_model(weights, shape, options.vocabulary, options.output, int8=options.int8))


def _plot(options: argparse.Namespace) -> None:
    recipe = _recipe(options)
    from mtcheck.training.plotting import plot_curve

    plot_curve(Path(recipe.folder) / "log.jsonl", options.output)


def _prepare(options: argparse.Namespace) -> None:
    recipe = _recipe(options)
    from mtcheck.training.stages import prepare

    prepare(recipe)


def _train(options: argparse.Namespace) -> None:
    recipe = _recipe(options)
    from mtcheck.training.stages import train

    train(recipe, until=options.until)


def _run(options: argparse.Namespace) -> None:
    recipe = _recipe(options)
    from mtcheck.training import stages

    stages.prepare(recipe)
    stages.train(recipe, until=options.until)
    _report_size(stages.export(recipe, None))


def _recipe(options: argparse.Namespace, overrides: Iterable[str] = ()) -> Recipe:
    from mtcheck.training.recipe_file import read_recipe

    if options.config is None:
        raise ConfigError("needs --config, or --weights", key="export")
    return read_recipe(options.config, [*options.set, *overrides])


def _encoder(options: argparse.Namespace) -> SentenceEncoder:
    """Return the shipped encoder, its vectors kept where the options say."""
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.engines.cache import AnswerCache

    answers = None if options.cache is None else AnswerCache(options.cache, max_bytes=_KEPT_BYTES)
    return SentenceEncoder.load(device=options.device, answers=answers)


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _report_size(written: Path) -> None:
    sys.stderr.write(f"{written}: {written.stat().st_size / 1e6:.1f} MB\n")


COMMANDS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "run": _run,
    "prepare": _prepare,
    "train": _train,
    "plot": _plot,
    "export": _export,
    "import": _import,
    "pack": _carry,
    "unpack": _carry,
    "lexicon": _learn_lexicon,
    "attested": _list_attested,
    "compare": _compare,
    "pieces": _count_pieces,
    "distil": _let_engine_write,
    "back-translate": _let_engine_write,
    "sense-table": _tabulate_senses,
    "listed": _learn_listed,
    "descriptions": _encode_descriptions,
    "places": _learn_places,
    "document": _learn_document,
    "machine-french": _learn_machine_french,
    "letters": _learn_letters,
    "shared-forms": _list_shared_forms,
    "dictionary": _edit_dictionary,
    "forms": _make_forms,
    "estimator": _fit_estimator,
    "judge": _fit_judge,
    "senses": _tune_encoder,
    "parts-of-speech": _learn_parts_of_speech,
}
