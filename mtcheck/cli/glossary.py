"""``mtcheck glossary``: look a glossary of the house over."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption, FoundConfigOption
from mtcheck.errors import ConfigError

glossary_app = typer.Typer(help="Look a glossary of the house over.", no_args_is_help=True, rich_markup_mode=None)

EPILOG = """\b
Examples:
  mtcheck glossary check house.csv
  mtcheck glossary check house.csv agency.tbx

\b
Exit codes: 0 no contradiction, 1 some, 2 a file cannot be read.
"""


@glossary_app.callback()
def _group() -> None:
    """Keep ``check`` a command of its own while it is the only one."""


@glossary_app.command(epilog=EPILOG)
def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE", help="CSV, TSV, TBX or TMX, or folders of them; else those of the configuration."
        ),
    ] = None,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Tell contradictions in glossaries, and where they differ from what ships with mtcheck."""
    code = 2
    with guarded(debug=debug):
        from mtcheck.config.settings import load_config
        from mtcheck.glossary.conflicts import conflicts
        from mtcheck.glossary.loading import load_glossary
        from mtcheck.language.messages import brief, gettext, ngettext
        from mtcheck.report.output import write
        from mtcheck.text.controls import harmless

        paths = files or load_config(config).glossary.files
        if not paths:
            raise ConfigError(gettext("no glossary: name a file, or `files` under [glossary] in the configuration"))
        glossary = load_glossary(paths)
        found = conflicts(glossary)
        for conflict in found:
            kind = gettext("error") if conflict.grave else gettext("note")
            write(sys.stdout, harmless(f"{conflict.place}: {kind}: {brief(conflict.message)}") + "\n", "replace")
        grave = sum(conflict.grave for conflict in found)
        told = (
            ngettext("{n} entry", "{n} entries", len(glossary.entries)),
            ngettext("{n} contradiction", "{n} contradictions", grave),
            ngettext("{n} note", "{n} notes", len(found) - grave),
        )
        remark(", ".join(told))
        code = 1 if grave else 0
    raise typer.Exit(code)
