"""The language of the command line: chosen before anything is parsed, since help is made before that."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.language.choosing import AUTO, CHOICES, OPTION, asked_for, chosen
from mtcheck.language.messages import gettext_noop, set_language

HELP = gettext_noop("Language of reports, messages and help: en, fr, or auto, that of the locale.")


def choose_language(arguments: Sequence[str]) -> None:
    """Speak the language of ``--lang``, else of the configuration, else of the locale.

    Args:
        arguments: The words after ``mtcheck``. A configuration that cannot be read is told of later, by the command.
    """
    asked = asked_for(arguments)
    if asked is None:
        from mtcheck.config.settings import load_config

        try:
            asked = load_config(asked_for(arguments, "--config")).lang
        except MtcheckError:
            asked = AUTO
    set_language(chosen(asked))


def spoken(command: Any) -> Any:
    """Give a command and all its subcommands the option ``--lang``.

    Args:
        command: As typer makes it of an application.

    Returns:
        The same command.
    """
    if not any(OPTION in param.opts for param in command.params):
        command.params.append(_option())
    for found in getattr(command, "commands", {}).values():
        spoken(found)
    return command


@functools.cache
def _option() -> Any:
    import typer.main

    app = typer.Typer(add_completion=False)

    @app.command()
    def _(
        lang: Annotated[
            str, typer.Option(OPTION, metavar="LANGUAGE", help=HELP, callback=_known, expose_value=False, is_eager=True)
        ] = AUTO,
    ) -> None: ...

    return typer.main.get_command(app).params[0]


def _known(lang: str) -> str:
    """Refuse a language that is not spoken.

    Raises:
        ConfigError: It is none of ``auto``, ``en``, ``fr``.
    """
    if lang not in CHOICES:
        raise ConfigError(f"unknown language {lang!r}: one of {', '.join(CHOICES)}", key=OPTION)
    return lang
