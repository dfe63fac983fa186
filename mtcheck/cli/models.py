"""``mtcheck models``: which models there are, what one is, and converting one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.config.settings import Config, load_config

if TYPE_CHECKING:
    from mtcheck.engines.selection import ChosenEngine

models_app = typer.Typer(help="List, show or convert translation models.", no_args_is_help=True, rich_markup_mode=None)

ConfigOption = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help="Configuration; otherwise the one found here.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]
Name = Annotated[str | None, typer.Argument(metavar="NAME", help="embedded, or a model's folder; else the configured.")]


@models_app.command("list")
def list_models(config: ConfigOption = None, debug: Debug = False) -> None:
    """Print the embedded and the configured model, and the converted ones that are kept."""
    with guarded(debug=debug):
        from mtcheck.config.build import EMBEDDED, cache_folder

        settings = load_config(config)
        for name in dict.fromkeys((EMBEDDED, settings.model.name)):
            mark = "*" if name == settings.model.name else " "
            sys.stdout.write(f"{mark} {name}\n")
        for folder, size in _kept(cache_folder(settings) / "models"):
            sys.stdout.write(f"  {folder} ({size / 1e6:.1f} MB, converted)\n")


@models_app.command()
def show(
    name: Name = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    config: ConfigOption = None,
    debug: Debug = False,
) -> None:
    """Print what a model is, and which engine runs it here."""
    with guarded(debug=debug):
        settings = _named(load_config(config), name)
        from mtcheck.config.build import choose_engine

        facts = _facts(settings, choose_engine(settings))
        if as_json:
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
            return
        width = max(map(len, facts))
        sys.stdout.writelines(f"{key:<{width}}  {value}\n" for key, value in facts.items())


@models_app.command(epilog="Example: mtcheck models convert models/opus-mt-fr-en --output opus-int8 --dtype int8")
def convert(
    name: Name = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DIR", help="A new folder; else where the engine looks.")
    ] = None,
    dtype: Annotated[
        str, typer.Option(metavar="NAME", help="int8, int8_float16, float16, bfloat16 or float32.")
    ] = "int8",
    config: ConfigOption = None,
    debug: Debug = False,
) -> None:
    """Convert a model to CTranslate2's format; the engine does it by itself when it first meets one."""
    with guarded(debug=debug):
        settings = _named(load_config(config), name)
        from mtcheck.config.build import cache_folder, choose_engine
        from mtcheck.engines.conversion import COMPUTE_TYPES, converted
        from mtcheck.engines.conversion import convert as convert_to
        from mtcheck.errors import ConfigError

        if dtype not in COMPUTE_TYPES:
            raise ConfigError(f"unknown format {dtype!r}: one of {', '.join(COMPUTE_TYPES)}", key="--dtype")
        chosen = choose_engine(settings)
        if output is not None:
            if not Path(output).absolute().parent.is_dir():
                raise ConfigError(f"there is no folder {Path(output).absolute().parent}", key="--output")
            convert_to(chosen.folder, Path(output), compute=dtype)
            remark(f"wrote {output}")
            return
        kept = cache_folder(settings) / "models"
        # On a CPU the half that reads is asked by itself when translations are scored.
        for encoder in (False, True):
            with converted(chosen.folder, chosen.checksum, compute=dtype, cache=kept, encoder=encoder) as folder:
                remark(f"kept as {folder}")


def _named(config: Config, name: str | None) -> Config:
    return config if name is None else config.override({"model.name": ("NAME", name)})


def _kept(folder: Path) -> Iterator[tuple[Path, int]]:
    if folder.is_dir():
        for model in sorted(folder.glob("*/model.bin")):
            yield model.parent, sum(file.stat().st_size for file in model.parent.iterdir())


def _facts(config: Config, chosen: ChosenEngine) -> dict[str, str | int | float]:
    from mtcheck.config.build import signature_of
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
