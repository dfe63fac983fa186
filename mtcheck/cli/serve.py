"""``mtcheck serve``: a page and a REST interface on this machine."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded
from mtcheck.cli.options import ConfigOption, QuotesOption
from mtcheck.config.settings import load_config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import gettext

TOKEN = "MTCHECK_TOKEN"
EPILOG = """\b
Examples:
  mtcheck serve
  mtcheck serve --port 9000 --quotes statements/
  mtcheck serve --save-statements statements.sqlite
  mtcheck serve --host 0.0.0.0 --token-file token.txt

\b
Needs the extra: pip install 'mtcheck[serve]', in a clone
pip install '.[serve]'. Exit code 0 when it is ended by an interrupt or a termination signal, 2 where it cannot start.
"""


def serve(
    *,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; others than this machine's own need a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8765,
    quotes: QuotesOption = None,
    save_statements: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Bank (SQLite) that keeps the statements that are added, and is used; made if missing."
        ),
    ] = None,
    token_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help=f"File with the token that requests must bring; {TOKEN} works too."),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Further name of this server. Repeatable.")
    ] = None,
    max_body: Annotated[int, typer.Option(min=1, max=512, metavar="MB", help="Largest request, in megabytes.")] = 8,
    time_limit: Annotated[float, typer.Option(min=1, metavar="SECONDS", help="What one request may compute.")] = 120,
    waiting: Annotated[int, typer.Option(min=1, max=1000, help="Requests that may wait for the model.")] = 16,
    config: ConfigOption = None,
    debug: Annotated[bool, typer.Option("--debug", help="Log tracebacks on stderr; callers never see them.")] = False,
) -> None:
    """Serve a local web page and a REST interface."""
    with guarded(debug=debug):
        _require_extra()
        from mtcheck.cli.known import ignore_path
        from mtcheck.config.known import build_triage
        from mtcheck.config.quotes import build_quotes
        from mtcheck.config.rules import build_options
        from mtcheck.serve.run import serve as listen
        from mtcheck.serve.settings import ServeSettings

        settings = ServeSettings(
            host=host,
            port=port,
            token=_token(token_file),
            names=tuple(allow_host or ()),
            max_body=max_body * 1024 * 1024,
            time_limit=time_limit,
            waiting=waiting,
            saved_in=save_statements,
        )
        banks = [*(quotes or ()), *([save_statements] if save_statements and Path(save_statements).exists() else [])]
        found = load_config(config)
        found = replace(found, report=replace(found.report, ignore_file=ignore_path(found), baseline=None))
        build_options(found)  # a wrong configuration is told now, not to the first caller
        build_triage(found, lambda quote_id: None)  # and a malformed ignore list
        listen(settings, found, tuple(build_quotes((*found.quotes, *banks))), debug=debug)


def _token(path: str | None) -> str | None:
    from mtcheck.serve.settings import require_strong

    if path is None:
        token = os.environ.get(TOKEN) or None
        if token is not None:
            require_strong(token, key=TOKEN)
        return token
    try:
        token = Path(path).read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise ConfigError(
            gettext("not UTF-8: byte at offset {start}", start=error.start), path=path, key="--token-file"
        ) from error
    except OSError as error:
        raise ConfigError(
            gettext("cannot be read: {error}", error=str(error.strerror or error)), path=path, key="--token-file"
        ) from error
    require_strong(token, path=path)
    return token


def _require_extra() -> None:
    from importlib.util import find_spec

    if any(find_spec(name) is None for name in ("fastapi", "prometheus_client", "uvicorn")):
        raise ConfigError(
            gettext("the server's libraries are missing: pip install 'mtcheck[serve]' (a clone: '.[serve]')")
        )
