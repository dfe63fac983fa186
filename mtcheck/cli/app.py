"""The typer application: registers the commands."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from mtcheck import __version__
from mtcheck.cli import check as check_command
from mtcheck.cli import corpus as corpus_command
from mtcheck.cli import explain as explain_command
from mtcheck.cli import ignore as ignore_command
from mtcheck.cli import init as init_command
from mtcheck.cli import lsp as lsp_command
from mtcheck.cli import manual as manual_command
from mtcheck.cli import review as review_command
from mtcheck.cli import score as score_command
from mtcheck.cli import serve as serve_command
from mtcheck.cli import translate as translate_command
from mtcheck.cli.cases import cases_app
from mtcheck.cli.config import config_app
from mtcheck.cli.glossary import glossary_app
from mtcheck.cli.models import models_app
from mtcheck.cli.quotes import quotes_app
from mtcheck.cli.speaking import spoken

EPILOG = """\b
Examples:
  mtcheck check article.txt --quotes statement.json
  mtcheck check articles/ --format html --output report.html
  mtcheck explain MT201

\b
Exit codes: 0 clean, 1 findings at or above --fail-on,
2 something could not be checked.
"""

# Rich help would load rich for every --help; plain help answers three times as fast.
app = typer.Typer(
    name="mtcheck",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtcheck {__version__}")
        raise typer.Exit


@app.callback()
def describe(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find garbled renderings in French translations of known English statements."""


app.command(epilog=check_command.EPILOG)(check_command.check)
app.command(epilog=corpus_command.EPILOG)(corpus_command.corpus)
app.command(epilog=explain_command.EPILOG)(explain_command.explain)
app.command(epilog=review_command.EPILOG)(review_command.review)
app.command(epilog=ignore_command.EPILOG)(ignore_command.ignore)
app.command(epilog=init_command.EPILOG)(init_command.init)
app.command(epilog=lsp_command.EPILOG)(lsp_command.lsp)
app.command()(manual_command.manual)
app.command(epilog=score_command.EPILOG)(score_command.score)
app.command(epilog=serve_command.EPILOG)(serve_command.serve)
app.command(epilog=translate_command.EPILOG)(translate_command.translate)
app.add_typer(cases_app, name="cases")
app.add_typer(config_app, name="config")
app.add_typer(glossary_app, name="glossary")
app.add_typer(models_app, name="models")
app.add_typer(quotes_app, name="quotes")


def whole_command() -> Any:
    """Return the application as a command of click, every command with the options that all have."""
    import typer.main

    return spoken(typer.main.get_command(app))
