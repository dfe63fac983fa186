"""``python -m mtcheck.training``: the tables and the weights that the package ships, made from a parallel corpus."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import MtcheckError

if TYPE_CHECKING:
    from mtcheck.encoder.encoder import SentenceEncoder

_FAILED = 2
_OF_SENSES = ("senses", "judge", "parts-of-speech")
_KEPT_BYTES = 4_000_000_000  # vectors of a training


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line, None for the process's own.

    Returns:
        The exit code: 0, or 2 where the command failed.
    """
    options = _parser().parse_args(arguments)
    try:
        _run(options)
    except (MtcheckError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mtcheck.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in (
        ("run", "prepare, train and export"),
        ("prepare", "corpus to subwords and token ids"),
        ("train", "train, from the last checkpoint where there is one"),
        ("plot", "draw the learning curve"),
    ):
        command = commands.add_parser(name, help=text)
        _add_recipe(command, required=True)
        if name in ("run", "train"):
            command.add_argument(
                "--until", type=int, metavar="STEP", help="stop after this update; resume by the same command"
            )
        if name == "plot":
            command.add_argument(
                "--output", type=Path, required=True, metavar="FILE", help="picture: .svg, .png or .pdf"
            )
    command = commands.add_parser("export", help="checkpoints to a model folder")
    _add_recipe(command, required=False)
    command.add_argument("--weights", type=Path, metavar="PATH", help="checkpoint or model folder, instead of --config")
    command.add_argument("--vocabulary", type=Path, metavar="FOLDER", help="folder of the subwords, with --weights")
    command.add_argument("--int8", action="store_true", help="store matrices as int8 with a scale a row")
    command.add_argument("--output", type=Path, metavar="FOLDER", help="where to write")
    command = commands.add_parser(
        "import", help="model folder, or checkpoint of the prototype, to a file to start from"
    )
    command.add_argument("source", type=Path)
    command.add_argument("--output", type=Path, required=True, metavar="FILE")
    command = commands.add_parser("pack", help="a run's folder in pieces that can travel, to go on elsewhere")
    command.add_argument("run", type=Path, metavar="FOLDER")
    command.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="a new or empty folder")
    command.add_argument("--piece-mib", type=float, default=15.0, metavar="N", help="most mebibytes of a piece (15)")
    command = commands.add_parser("unpack", help="a run's folder from such pieces")
    command.add_argument("parcel", type=Path, metavar="FOLDER")
    command.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    for name, text in (("lexicon", "learn the word tables"), ("attested", "list literal renderings of sound French")):
        command = commands.add_parser(name, help=text)
        command.add_argument("parts", nargs="+")
        command.add_argument("--output", type=Path, required=True)
    command = commands.add_parser("compare", help="train several recipes for the same time, and say which is better")
    command.add_argument("recipes", nargs="+", type=Path, metavar="RECIPE.toml")
    command.add_argument("--minutes", type=float, required=True, metavar="N", help="of training, for each")
    command.add_argument("--test", type=Path, required=True, metavar="FILE.tsv", help="English TAB French")
    command.add_argument("--lines", type=int, metavar="N", help="of the test that are read; all otherwise")
    command.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="overrides a key of all")
    command.add_argument("--output", type=Path, required=True, metavar="FILE.json", help="figures and curves")
    for name, what, text in (
        ("distil", "PART", "corpus sentences with a bigger model's translations, as a corpus part"),
        (
            "back-translate",
            "FILE",
            "French sentences with a model's English, as a corpus part for training into French",
        ),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("parts", nargs="+", metavar=what)
        command.add_argument(
            "--model", required=True, metavar="NAME", help="a model folder that knows the directions, or embedded"
        )
        command.add_argument("--beam", type=int, default=4, metavar="N")
        command.add_argument("--device", default="auto", metavar="DEVICE")
        command.add_argument("--pairs", type=int, metavar="N", help="pairs or sentences that are read at most")
        command.add_argument("--output", type=Path, required=True, metavar="FILE.tsv")
    _add_french(commands)
    for name, text in (
        ("letters", "learn which letters tell other languages from French"),
        ("shared-forms", "list the French words that other languages have too"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--output", type=Path, required=True)
    _add_dictionary(commands)
    command = commands.add_parser("forms", help="make the French lexicon of forms from published packages")
    for name, text in (
        ("verbs", "conjugations.json of french-verbs-lefff"),
        ("genders", "words.json of french-words-gender-lefff"),
        ("dictionary", "index.dic of dictionary-fr, index.aff beside it"),
        ("classes", "fr_lemma_index.json.gz of spacy-lookups-data"),
        ("output", "folder to write to"),
    ):
        command.add_argument(f"--{name}", type=Path, required=True, metavar="PATH", help=text)
    _add_estimator(commands)
    _add_judge(commands)
    _add_pieces(commands)
    return parser


def _add_pieces(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "pieces", help="count which pieces each language has, so that a search leaves out the rest"
    )
    command.add_argument("parts", nargs="+")
    command.add_argument(
        "--model", type=Path, required=True, metavar="FOLDER", help="model folder; the file goes there"
    )
    command.add_argument("--pairs", type=int, default=100_000, metavar="N", help="that are read of each part (100000)")


def _add_judge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("judge", help="fit the judge of renderings; needs the extra mtcheck[training]")
    command.add_argument("files", nargs="+", type=Path, metavar="PAIRS.jsonl", help="minimal pairs")
    command.add_argument("--output", type=Path, required=True, metavar="FILE.npz")
    command.add_argument("--rows", type=int, metavar="N", help="rows that the encoder is asked about; all otherwise")
    command.add_argument("--seed", type=int, default=1, help="of the draw of these rows (1)")
    command.add_argument("--cache", type=Path, metavar="FOLDER", help="keeps the encoder's vectors between runs")
    command.add_argument("--device", default="auto", metavar="DEVICE")
    command = commands.add_parser("senses", help="tune the sentence encoder on the dictionary's examples")
    command.add_argument(
        "--start", type=Path, metavar="FOLDER", help="the encoder to start from; the one that ships otherwise"
    )
    command.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    command.add_argument("--minutes", type=float, default=45.0, metavar="N")
    command.add_argument("--rate", type=float, default=6e-5, metavar="N", help="highest learning rate (6e-5)")
    command.add_argument("--seed", type=int, default=1)
    command = commands.add_parser(
        "parts-of-speech", help="learn English parts of speech from the dictionary's examples"
    )
    command.add_argument("--output", type=Path, required=True, metavar="FILE.npz")


def _add_dictionary(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("dictionary", help="extend the dictionary of senses, or write it out")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    action = actions.add_parser("merge", help="merge additions, JSON Lines, into the shipped dictionary")
    action.add_argument("additions", nargs="+", type=Path, metavar="ADDITIONS.jsonl")
    action.add_argument(
        "--output", type=Path, metavar="FOLDER", help="where to write, instead of over the package's own data"
    )
    action = actions.add_parser("write", help="write the shipped dictionary as JSON Lines")
    action.add_argument("--output", type=Path, required=True, metavar="FILE.jsonl")


def _add_estimator(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("estimator", help="fit the estimator of pairs; needs the extra mtcheck[training]")
    command.add_argument("--corpus", nargs="+", required=True, metavar="FILE", help="corpus parts")
    command.add_argument("--mqm", nargs="+", required=True, metavar="FILE", help="pairs that people marked, JSON Lines")
    command.add_argument("--output", type=Path, required=True, metavar="FILE.npz")
    command.add_argument("--pairs", type=int, default=1200, metavar="N", help="corpus pairs that are spoilt (1200)")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument(
        "--machine",
        nargs="+",
        default=[],
        metavar="FILE",
        help="English TAB French by people TAB French by a bad engine",
    )
    command.add_argument("--cache", type=Path, metavar="FILE.npz", help="keeps the features between runs")
    command.add_argument("--ablation", action="store_true", help="measure each half of the evidence as well")
    command.add_argument("--model", metavar="NAME", help="engine: embedded, or a model folder")


def _learn_french(options: argparse.Namespace) -> None:
    """Learn what French alone tells."""
    if options.command == "machine-french":
        from mtcheck.training.machine_french import build as build_machine_french

        build_machine_french(options.files, options.output)
        return
    from mtcheck.evidence.gloss import shipped_glosser

    if options.command == "sense-table":
        from mtcheck.lexicon.dictionary import shipped_dictionary
        from mtcheck.lexicon.frequency import shipped_frequencies
        from mtcheck.training.sense_table import build as build_table
        from mtcheck.training.sense_table import read_sentences

        build_table(shipped_dictionary(), shipped_frequencies(), read_sentences(options.files), options.output)
        return
    if options.command == "descriptions":
        from mtcheck.context.judgement import shipped_place_judge
        from mtcheck.training.descriptions import build as build_descriptions
        from mtcheck.training.sense_table import read_sentences

        judge = shipped_place_judge(_encoder(options))
        sentences = read_sentences(options.files)
        figures = build_descriptions(
            sentences, options.output, judge=judge, glosser=shipped_glosser(), most=options.most
        )
    elif options.command == "listed":
        from mtcheck.context.judgement import shipped_place_judge
        from mtcheck.training.listed import build as build_listed

        figures = build_listed(
            options.files, options.sound, options.output, judge=shipped_place_judge(), glosser=shipped_glosser()
        )
    elif options.command == "document":
        from mtcheck.context.verdict import shipped_measurer
        from mtcheck.training.document import build as build_document

        figures = build_document(options.files, options.output, measurer=shipped_measurer(), glosser=shipped_glosser())
    else:
        from mtcheck.context.judgement import shipped_fitter, shipped_place_measurer
        from mtcheck.training.places import build as build_places

        measurer = shipped_place_measurer()
        figures = build_places(
            options.files,
            options.sound,
            options.output,
            measurer=measurer,
            fitter=shipped_fitter(measurer, _encoder(options)),
            glosser=shipped_glosser(),
            share=options.share,
        )
    for line in figures:
        sys.stdout.write(f"{line}\n")


def _add_french(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "sense-table", help="senses by the French that renders them, and what sound French prints"
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="sound French, a sentence a line")
    command.add_argument("--output", type=Path, required=True)
    command = commands.add_parser("listed", help="learn which findings that rest on lists are right where they stand")
    command.add_argument("files", nargs="+", metavar="FILE.jsonl", help="pairs or passages with marked errors")
    command.add_argument("--sound", nargs="+", default=[], metavar="FILE", help="sound news, a sentence a line")
    command.add_argument("--output", type=Path, required=True)
    command = commands.add_parser("descriptions", help="vectors of the descriptions of senses that are asked for most")
    command.add_argument("files", nargs="+", metavar="FILE", help="French, a sentence a line")
    command.add_argument("--output", type=Path, required=True)
    command.add_argument("--most", type=int, default=10_000, metavar="N", help="senses (10000)")
    command.add_argument("--cache", type=Path, metavar="FOLDER", help="keeps the encoder's vectors between runs")
    command.add_argument("--device", default="auto", metavar="DEVICE")
    command = commands.add_parser("places", help="learn the judge of words out of place from pairs with marked errors")
    command.add_argument("files", nargs="+", metavar="FILE.jsonl", help="fr, and bad and errors where there are any")
    command.add_argument("--sound", nargs="+", default=[], metavar="FILE", help="sound news, a sentence a line")
    command.add_argument("--output", type=Path, required=True)
    command.add_argument(
        "--share", type=float, default=1.0, metavar="N", help="of the rows the encoder reads, 0 to 1 (1)"
    )
    command.add_argument("--cache", type=Path, metavar="FOLDER", help="keeps the encoder's vectors between runs")
    command.add_argument("--device", default="auto", metavar="DEVICE")
    command = commands.add_parser(
        "document", help="learn the verdict on documents from texts by people and by machines"
    )
    command.add_argument("files", nargs="+", metavar="FILE.jsonl", help="source, kind, machine and sentences a line")
    command.add_argument("--output", type=Path, required=True)
    command = commands.add_parser("machine-french", help="learn what tells rule-based engines' French from people's")
    command.add_argument("files", nargs="+", metavar="FILE", help="English TAB French by people TAB by an engine")
    command.add_argument("--output", type=Path, required=True)


def _add_recipe(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument("--config", type=Path, required=required, metavar="FILE", help="the recipe")
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="overrides a key of the recipe"
    )


def _run(options: argparse.Namespace) -> None:
    # Each command imports what it needs: a usage error or --help must not wait for PyTorch.
    if options.command == "lexicon":
        from mtcheck.training.lexicon import build

        build(options.parts, options.output)
    elif options.command == "attested":
        from mtcheck.training.attested import attested

        attested(options.parts, options.output)
    elif options.command in {"machine-french", "document", "sense-table", "places", "descriptions", "listed"}:
        _learn_french(options)
    elif options.command in {"letters", "shared-forms", "forms"}:
        _build_words(options)
    elif options.command in _BY_NAME:
        _BY_NAME[options.command](options)
    elif options.command in _OF_SENSES:
        _learn_senses(options)
    elif options.command == "import":
        from mtcheck.training.checkpoints import Checkpoint, save_checkpoint
        from mtcheck.training.weights import read_weights

        weights, shape = read_weights(options.source)
        save_checkpoint(Checkpoint(shape=shape.as_dict(), weights=weights), options.output)
    elif options.command == "export" and options.weights is not None:
        _export_weights(options)
    else:
        _run_stage(options)


def _learn_senses(options: argparse.Namespace) -> None:
    steps = {"senses": _tune_encoder, "judge": _fit_judge, "parts-of-speech": _learn_parts_of_speech}
    steps[options.command](options)


def _build_words(options: argparse.Namespace) -> None:
    if options.command == "letters":
        from mtcheck.training.letters import build as build_letters

        build_letters(options.output)
    elif options.command == "shared-forms":
        from mtcheck.training.shared_forms import build as build_shared_forms

        build_shared_forms(options.output)
    else:
        from mtcheck.training.forms import build as build_forms

        build_forms(options.verbs, options.genders, options.dictionary, options.classes, options.output)


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


def _encoder(options: argparse.Namespace) -> SentenceEncoder:
    """Return the shipped encoder, its vectors kept where the options say."""
    from mtcheck.encoder.encoder import SentenceEncoder
    from mtcheck.engines.cache import AnswerCache

    answers = None if options.cache is None else AnswerCache(options.cache, max_bytes=_KEPT_BYTES)
    return SentenceEncoder.load(device=options.device, answers=answers)


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
    from mtcheck.errors import ConfigError
    from mtcheck.training.parcels import MEBIBYTE, pack, unpack

    if options.command == "unpack":
        unpack(options.parcel, options.output)
        return
    if options.piece_mib * MEBIBYTE < 1:
        raise ConfigError(f"{options.piece_mib} is too small", key="--piece-mib")
    written = pack(options.run, options.output, size=int(options.piece_mib * MEBIBYTE))
    sys.stderr.write(f"{options.output}: {written} pieces\n")


def _export_weights(options: argparse.Namespace) -> None:
    from mtcheck.errors import ConfigError
    from mtcheck.training.exporting import export_model
    from mtcheck.training.weights import read_weights

    if options.vocabulary is None or options.output is None:
        raise ConfigError("needs --vocabulary and --output", key="--weights")
    weights, shape = read_weights(options.weights)
    written = export_model(weights, shape, options.vocabulary, options.output, int8=options.int8)
    _report_size(written)


def _run_stage(options: argparse.Namespace) -> None:
    from mtcheck.errors import ConfigError
    from mtcheck.training.recipe_file import read_recipe

    if options.config is None:
        raise ConfigError("needs --config, or --weights", key="export")
    overrides = options.set + (["export.int8=true"] if options.command == "export" and options.int8 else [])
    recipe = read_recipe(options.config, overrides)
    if options.command == "plot":
        from mtcheck.training.plotting import plot_curve

        plot_curve(Path(recipe.folder) / "log.jsonl", options.output)
        return
    from mtcheck.training import stages

    if options.command in ("run", "prepare"):
        stages.prepare(recipe)
    if options.command in ("run", "train"):
        stages.train(recipe, until=options.until)
    if options.command in ("run", "export"):
        _report_size(stages.export(recipe, options.output if options.command == "export" else None))


_BY_NAME = {
    "dictionary": _edit_dictionary,
    "estimator": _fit_estimator,
    "distil": _let_engine_write,
    "back-translate": _let_engine_write,
    "compare": _compare,
    "pieces": _count_pieces,
    "pack": _carry,
    "unpack": _carry,
}


def _report_size(written: Path) -> None:
    sys.stderr.write(f"{written}: {written.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    sys.exit(main())
