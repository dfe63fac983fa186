"""``mtcheck manual``: the manual page, made of the commands' own help."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtcheck import __version__
from mtcheck.cli.failure import guarded
from mtcheck.cli.options import DebugOption
from mtcheck.language.catalogue import SOURCE
from mtcheck.language.messages import speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROFF = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "~": "\\(ti", "^": "\\(ha"})


def manual(
    debug: DebugOption = False,
) -> None:
    """Print the manual page (roff); `mtcheck manual | man -l -` shows it."""
    with guarded(debug=debug):
        from mtcheck.cli.app import whole_command

        with speaking(SOURCE):
            sys.stdout.write(manual_page(whole_command()))


def manual_page(command: Any) -> str:
    """Make the manual page of a command and of all its subcommands.

    Args:
        command: The application, as click knows it.

    Returns:
        Text for ``man``, section 1.
    """
    lines = [
        f'.TH MTCHECK 1 "" "mtcheck {_roff(__version__)}" "User Commands"',
        ".SH NAME",
        f"mtcheck \\- {_roff(_summary(command))[0].lower()}{_roff(_summary(command))[1:].rstrip('.')}",
        ".SH SYNOPSIS",
        ".B mtcheck",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH COMMANDS",
    ]
    for words, found in _walk(command, ()):
        lines += _section(words, found)
    lines += [".SH EXIT STATUS", *_epilog(command, "Exit codes")]
    lines += [".SH FILES"]
    for name, told in (
        ("mtcheck.toml", "Configuration, in the current folder or above it; mtcheck init writes one."),
        ("mtcheck-ignore.toml", "Findings that are no fault, each with the reason."),
    ):
        lines += [".TP", f".I {_roff(name)}", _roff(told)]
    return "\n".join(lines) + "\n"


def _walk(command: Any, words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, found in sorted(command.commands.items()):
        if found.hidden:
            continue
        if hasattr(found, "commands"):
            yield from _walk(found, (*words, name))
        else:
            yield (*words, name), found


def _section(words: Sequence[str], command: Any) -> Iterator[str]:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option" and not param.hidden]
    yield f".SS {_roff(' '.join(words))}"
    yield f".B mtcheck {_roff(' '.join(words))}"
    yield " ".join(["[OPTIONS]", *(_roff(_argument(param)) for param in arguments)])
    yield ".PP"
    yield _roff(" ".join((command.help or "").split()))
    for param in arguments:
        if getattr(param, "help", None):
            yield from (".TP", f".I {_roff(_argument(param))}", _roff(param.help))
    for param in options:
        names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in (*param.opts, *param.secondary_opts))
        value = "" if param.is_flag else f" \\fI{_roff(str(param.metavar or 'TEXT'))}\\fR"
        yield from (".TP", names + value, _roff(" ".join((param.help or "").split())))
    examples = list(_epilog(command, "Example"))
    if examples:
        yield from (".PP", "Examples:", *examples)


def _argument(param: Any) -> str:
    name = str(param.metavar or param.name.upper())
    return f"{name}..." if param.nargs == -1 else name


def _summary(command: Any) -> str:
    return " ".join((command.help or "").split())


def _epilog(command: Any, title: str) -> Iterator[str]:
    """Give the lines of one block of an epilog as an unfilled block."""
    for block in re.split(r"\n\s*\n|\x08", command.epilog or ""):
        head, _, rest = block.strip().partition(":")
        if head.startswith(title) and rest.strip():
            yield from (".PP", ".nf")
            yield from (_roff(line.strip()) for line in rest.strip().splitlines())
            yield ".fi"


def _roff(text: str) -> str:
    escaped = text.translate(_ROFF)
    return f"\\&{escaped}" if escaped.startswith((".", "\\(aq")) else escaped
