"""``mtcheck lsp``: the language server for editors."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded
from mtcheck.cli.options import QuotesOption
from mtcheck.errors import ConfigError
from mtcheck.language.messages import gettext

EPILOG = """\b
Editors start it; docs/editors.md says what each needs for that.

\b
Needs the extra: pip install 'mtcheck[lsp]', in a clone
pip install '.[lsp]'.
"""


def lsp(
    *,
    quotes: QuotesOption = None,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Configuration; otherwise the one in or above a file's folder."),
    ] = None,
    delay: Annotated[
        int, typer.Option(min=0, max=60_000, metavar="MS", help="Milliseconds without typing before a text is checked.")
    ] = 600,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="What it always speaks over; for clients that ask for it.")
    ] = True,
    debug: Annotated[bool, typer.Option("--debug", help="Log tracebacks on stderr.")] = False,
) -> None:
    """Speak the Language Server Protocol over standard input and output."""
    with guarded(debug=debug):
        if find_spec("pygls") is None:
            raise ConfigError(
                gettext("needs pygls, which is not installed: pip install 'mtcheck[lsp]' (a clone: '.[lsp]')")
            )
        from mtcheck.lsp.checking import EditorChecker
        from mtcheck.lsp.server import make_server

        make_server(EditorChecker(config, quotes or ()), delay / 1000).start_io()
