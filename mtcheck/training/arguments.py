"""The command line of ``python -m mtcheck.training``."""

from __future__ import annotations

import argparse
from pathlib import Path

_DESCRIPTION = "The tables and the weights that the package ships, made from a parallel corpus."


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    whole = argparse.ArgumentParser(prog="python -m mtcheck.training", description=_DESCRIPTION)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_stages(commands)
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
    return whole


def _add_stages(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    command.add_argument("files", nargs="+", metavar="FILE", help="English, a sentence a line")
    command.add_argument("--output", type=Path, required=True)
    command.add_argument("--most", type=int, default=24_000, metavar="N", help="senses (24000)")
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
