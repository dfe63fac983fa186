"""``mtcheck models``: which models there are, what one is, fetching and converting one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption, FoundConfigOption
from mtcheck.config.settings import Config, load_config
from mtcheck.language.messages import gettext
from mtcheck.text.controls import harmless, in_json

if TYPE_CHECKING:
    from mtcheck.engines.selection import ChosenEngine

models_app = typer.Typer(
    help="List, show, fetch or convert translation models.", no_args_is_help=True, rich_markup_mode=None
)

# Names for what a user wants, as the models that give it: the first reads French, the second writes it.
KNOWN = {"opus-mt": ("Helsinki-NLP/opus-mt-fr-en", "Helsinki-NLP/opus-mt-en-fr")}

Name = Annotated[str | None, typer.Argument(metavar="NAME", help="embedded, or a model's folder; else the configured.")]


@models_app.command("list")
def list_models(config: FoundConfigOption = None, debug: DebugOption = False) -> None:
    """Print the embedded and the configured model, and the converted ones that are kept."""
    with guarded(debug=debug):
        from mtcheck.config.engines import cache_folder
        from mtcheck.engines.embedded import EMBEDDED

        settings = load_config(config)
        configured = {settings.model.name, settings.model.into_french}
        for name in filter(None, dict.fromkeys((EMBEDDED, settings.model.name, settings.model.into_french))):
            mark = "*" if name in configured else " "
            sys.stdout.write(harmless(f"{mark} {name}") + "\n")
        for folder, size in _kept(cache_folder(settings) / "models"):
            sys.stdout.write(f"  {folder} ({size / 1e6:.1f} MB, converted)\n")


@models_app.command()
def show(
    name: Name = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Print what a model is, and which engine runs it here."""
    with guarded(debug=debug):
        settings = _named(load_config(config), name)
        from mtcheck.config.engines import choose_engine

        facts = _facts(settings, choose_engine(settings))
        if as_json:
            sys.stdout.write(in_json(json.dumps(facts, ensure_ascii=False, indent=2)) + "\n")
            return
        width = max(map(len, facts))
        sys.stdout.writelines(harmless(f"{key:<{width}}  {value}") + "\n" for key, value in facts.items())


@models_app.command(epilog="Example: mtcheck models convert models/opus-mt-fr-en --output opus-int8 --dtype int8")
def convert(
    name: Name = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DIR", help="A new folder; else where the engine looks.")
    ] = None,
    dtype: Annotated[
        str, typer.Option(metavar="NAME", help="int8, int8_float16, float16, bfloat16 or float32.")
    ] = "int8",
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Convert a model to CTranslate2's format; the engine does it by itself when it first meets one."""
    with guarded(debug=debug):
        settings = _named(load_config(config), name)
        from mtcheck.config.engines import cache_folder, choose_engine
        from mtcheck.engines.conversion import COMPUTE_TYPES, converted, parts
        from mtcheck.engines.conversion import convert as convert_to
        from mtcheck.errors import ConfigError

        if dtype not in COMPUTE_TYPES:
            raise ConfigError(
                gettext("unknown format {dtype!r}: one of {words}", dtype=dtype, words=", ".join(COMPUTE_TYPES)),
                key="--dtype",
            )
        chosen = choose_engine(settings)
        if output is not None:
            if not Path(output).absolute().parent.is_dir():
                raise ConfigError(
                    gettext("there is no folder {parent}", parent=str(Path(output).absolute().parent)), key="--output"
                )
            convert_to(chosen.folder, Path(output), compute=dtype)
            remark(gettext("wrote {output}", output=output))
            return
        kept = cache_folder(settings) / "models"
        for part in parts(chosen.folder):
            with converted(chosen.folder, chosen.checksum, compute=dtype, cache=kept, part=part) as folder:
                remark(gettext("kept as {folder}", folder=str(folder)))


@models_app.command(epilog="Example: mtcheck models get opus-mt >> mtcheck.toml")
def get(
    name: Annotated[str, typer.Argument(metavar="NAME", help="opus-mt, or OWNER/MODEL on the Hugging Face hub.")],
    revision: Annotated[
        str | None, typer.Option(metavar="COMMIT", help="Commit, tag or branch; else what the hub holds now.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DIR", help="Where models are kept; else the cache folder.")
    ] = None,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Fetch a stronger model, check it, convert it, and print the configuration that uses it.

    opus-mt are two models of Helsinki-NLP, French to English and back (some 300 MB each, CC-BY 4.0). Every file is
    checked against the digest that the hub states; the commit and the SHA-256 of each stand beside the model in
    mtcheck-model.json. This is the only command that goes to the hub without being configured to.
    """
    with guarded(debug=debug):
        settings = load_config(config)
        from mtcheck.config.engines import cache_folder, choose_engine
        from mtcheck.engines.conversion import converted, parts
        from mtcheck.engines.fetching import fetch
        from mtcheck.errors import ConfigError

        names = KNOWN.get(name, (name,))
        if any("/" not in one for one in names):
            close = ", ".join(KNOWN)
            raise ConfigError(
                gettext("{name!r} is neither OWNER/MODEL nor one of: {close}", name=name, close=close), key="NAME"
            )
        if revision is not None and len(names) > 1:
            raise ConfigError(
                gettext("{name} are {number} models: fetch each by its own name", name=name, number=len(names)),
                key="--revision",
            )
        kept = cache_folder(settings)
        models = Path(output) if output is not None else kept / "fetched"
        fetched = [fetch(one, revision=revision, models=models, report=remark) for one in names]
        for model in fetched:
            remark(
                gettext(
                    "{state}: {folder} ({size:.1f} MB)",
                    state=gettext("fetched") if model.fresh else gettext("already there"),
                    folder=str(model.folder),
                    size=model.size / 1e6,
                )
            )
            chosen = choose_engine(_named(settings, str(model.folder)))
            if chosen.name == "ctranslate2":
                for part in parts(chosen.folder):
                    with converted(chosen.folder, chosen.checksum, compute="int8", cache=kept / "models", part=part):
                        pass
        sys.stdout.write(_configuration([model.folder for model in fetched], [model.commit for model in fetched]))


def _configuration(folders: list[Path], commits: list[str]) -> str:
    keys = ("name", "into_french")
    lines = (
        f"{key} = {json.dumps(str(folder.absolute()), ensure_ascii=False)}  # commit {commit}\n"
        for key, folder, commit in zip(keys, folders, commits, strict=False)
    )
    return "[model]\n" + "".join(lines)


def _named(config: Config, name: str | None) -> Config:
    return config if name is None else config.override({"model.name": ("NAME", name)})


def _kept(folder: Path) -> Iterator[tuple[Path, int]]:
    if folder.is_dir():
        for model in sorted(folder.glob("*/model.bin")):
            yield model.parent, sum(file.stat().st_size for file in model.parent.iterdir())


def _facts(config: Config, chosen: ChosenEngine) -> dict[str, str | int | float]:
    from mtcheck.config.engines import signature_of
    from mtcheck.engines.families import read_family, read_json
    from mtcheck.engines.weights import model_files

    details = read_json(chosen.folder, "config.json")
    family = read_family(chosen.folder)
    return {
        "name": config.model.name,
        "folder": str(chosen.folder),
        "family": str(details.get("model_type")),
        "languages": family.layout.languages,
        "layers": f"{details.get('encoder_layers')} + {details.get('decoder_layers')}",
        "width": int(details.get("d_model", 0)),
        "vocabulary": family.size,
        "size": f"{sum(file.stat().st_size for file in model_files(chosen.folder)) / 1e6:.1f} MB",
        "engine": chosen.name,
        "signature": signature_of(config.model, chosen),
    }
