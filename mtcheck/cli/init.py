"""``mtcheck init``: begin a configuration in the current folder."""

from __future__ import annotations

from typing import Annotated

import typer

from mtcheck.cli.config import write_config
from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption
from mtcheck.config.settings import FILE_NAME
from mtcheck.errors import ConfigError
from mtcheck.language.messages import gettext

EPILOG = "Example: mtcheck init"


def init(
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where it is written.")] = FILE_NAME,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that exists.")] = False,
    debug: DebugOption = False,
) -> None:
    """Write a commented configuration with every key at its default."""
    with guarded(debug=debug):
        try:
            write_config(output, force=force)
        except ConfigError as error:
            if isinstance(error.__cause__, FileExistsError):
                raise ConfigError(gettext("exists already; --force overwrites it"), path=output) from error
            raise
        remark(gettext("wrote {output}", output=output))
