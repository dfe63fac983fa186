"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]
ConfigOption = Annotated[
    str | None,
    typer.Option("--config", metavar="FILE", help="Configuration; otherwise mtcheck.toml or pyproject.toml."),
]
FoundConfigOption = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help="Configuration; otherwise the one found here.")
]
QuotesOption = Annotated[
    list[str] | None,
    typer.Option("--quotes", metavar="FILE", help="File or folder of known English quotes. Repeatable."),
]
