"""``mtcheck config``: show the configuration in force, or begin a new one."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption
from mtcheck.config.keys import KEYS, keys_of
from mtcheck.config.settings import FILE_NAME, SECTIONS, Config, load_config
from mtcheck.errors import ConfigError
from mtcheck.files import replacing_text
from mtcheck.language.messages import gettext
from mtcheck.records import Severity
from mtcheck.text.controls import in_json

config_app = typer.Typer(
    help="Show the configuration in force, or begin a new one.", no_args_is_help=True, rich_markup_mode=None
)


@config_app.command()
def show(
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Read this file, look for none.")
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Print the configuration in force here, and its file."""
    with guarded(debug=debug):
        found = load_config(config)
        origin = f"# From {found.path}" if found.path else "# Defaults: no configuration file here or above."
        sys.stdout.write("\n".join((origin, *_lines(found, commented=False))) + "\n")


@config_app.command(epilog="Example: mtcheck config init --output mtcheck.toml")
def init(
    output: Annotated[str | None, typer.Option("--output", metavar="FILE", help="Write here, not to stdout.")] = None,
    debug: DebugOption = False,
) -> None:
    """Print a commented configuration with every key at its default."""
    with guarded(debug=debug):
        if output is None or output == "-":
            sys.stdout.write(commented_config())
            return
        write_config(output, force=False)
        remark(gettext("wrote {output}", output=output))


def commented_config() -> str:
    """Return a configuration file with every key at its default, each explained."""
    head = f"# {FILE_NAME}: found in the current folder or above it; every key stands at its default."
    return "\n".join((head, *_lines(Config(), commented=True))) + "\n"


def write_config(output: str, *, force: bool) -> None:
    """Write a commented configuration.

    Args:
        output: The file.
        force: Whether a file that exists is overwritten.

    Raises:
        ConfigError: The file exists, or cannot be written.
    """
    try:
        with replacing_text(output, exclusive=not force) as stream:
            stream.write(commented_config())
    except FileExistsError as error:
        raise ConfigError(gettext("exists already; it was left as it is"), path=output) from error
    except OSError as error:
        raise ConfigError(
            gettext("cannot be written: {error}", error=str(error.strerror or error)), path=output
        ) from error


def _lines(config: Config, *, commented: bool) -> Iterator[str]:
    for section in ("", *SECTIONS):
        values = getattr(config, section) if section else config
        yield ""
        if section:
            yield f"[{section}]"
        for key in keys_of(section):
            name = key.rpartition(".")[2]
            if commented:
                yield f"# {KEYS[key].help}"
            yield _assignment(key, name, getattr(values, name.replace("-", "_")))


def _assignment(key: str, name: str, value: object) -> str:
    if value is None and key != "report.fail_on":
        return f'# {name} = ""'
    return f"{name} = {_toml(dict(value) if key in _TABLES else value)}"  # type: ignore[call-overload]


_TABLES = frozenset({"checks.confidence", "per-file-ignores"})


def _toml(value: object) -> str:
    if value is None:
        return '"never"'
    if isinstance(value, Severity):
        return json.dumps(value.label)
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(item) for item in value)}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(part)}" for key, part in value.items()) + " }" if value else "{}"
    return in_json(json.dumps(value, ensure_ascii=False))


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else in_json(json.dumps(name, ensure_ascii=False))
