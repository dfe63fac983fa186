"""The language of the command line: chosen before anything is parsed, since help is made before that."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.language.catalogue import SOURCE
from mtcheck.language.choosing import AUTO, CHOICES, OPTION, asked_for, chosen
from mtcheck.language.messages import gettext, gettext_noop, language, set_language

HELP = gettext_noop("Language of reports, messages and help: en, fr, or auto, that of the locale.")

EXIT_CODES = gettext_noop("Exit codes: 0 clean, 1 findings at or above --fail-on, 2 something could not be checked.")
_HELP = gettext_noop("Show this message and exit.")
_COMPLETION = (  # typer's own
    gettext_noop("Install completion for the current shell."),
    gettext_noop("Show completion for the current shell, to copy it or customize the installation."),
)


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
    """Give a command and all its subcommands the option ``--lang``, and their help the language that is spoken.

    Args:
        command: As typer makes it of an application.

    Returns:
        The same command.
    """
    if not any(OPTION in param.opts for param in command.params):
        command.params.append(_option())
    if language() != SOURCE:
        _translate(command)
    for found in getattr(command, "commands", {}).values():
        spoken(found)
    return command


def _translate(command: Any) -> None:
    """Put a command's help into the language that is spoken: what the catalogue has not stays English."""
    import inspect

    if command.help:
        command.help = gettext(" ".join(inspect.cleandoc(command.help).split()))
    command.epilog = command.epilog and _epilog(command.epilog)
    for param in command.params:
        if getattr(param, "help", None):
            param.help = gettext(param.help)
    command.context_class = _context(command.context_class)


def _epilog(epilog: str) -> str:
    parts = []
    for part in epilog.split("\n\n"):
        mark, body = ("\b\n", part.removeprefix("\b\n")) if part.startswith("\b") else ("", part)
        whole = " ".join(body.split())
        for head in (gettext_noop("Examples:"), gettext_noop("Example:")):
            body = body.replace(head, gettext(head), 1) if body.startswith(head) else body
        parts.append(mark + (gettext(EXIT_CODES) if whole == EXIT_CODES else body))
    return "\n\n".join(parts)


@functools.cache
def _context(kind: type[Any]) -> type[Any]:
    """Make a context whose help has its headings in the language that is spoken."""
    heads = (gettext_noop("Arguments"), gettext_noop("Options"), gettext_noop("Commands"))

    class Formatter(kind.formatter_class):  # type: ignore[misc, name-defined]
        def write_heading(self, heading: str) -> None:
            super().write_heading(gettext(heading) if heading in heads else heading)

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or gettext("Usage: "))

        def write_dl(self, rows: Sequence[tuple[str, str]], *rest: Any, **more: Any) -> None:
            super().write_dl([(name, _noted(told)) for name, told in rows], *rest, **more)

    return type("Context", (kind,), {"formatter_class": Formatter})


def _noted(told: str) -> str:
    told = told.replace("[required]", gettext("[required]"))
    told = re.sub(r"\[default: ([^\]]*)\]", lambda found: gettext("[default: {value}]", value=found[1]), told)
    return gettext(_HELP) if told == _HELP else told


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
        told = gettext("unknown language {language!r}: one of {known}", language=lang, known=CHOICES)
        raise ConfigError(told, key=OPTION)
    return lang
