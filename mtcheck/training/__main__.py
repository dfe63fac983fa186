"""``python -m mtcheck.training``: the tables and the weights that the package ships, made from a parallel corpus."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from mtcheck.errors import MtcheckError
from mtcheck.training.arguments import parser
from mtcheck.training.commands import COMMANDS

_FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line, None for the process's own.

    Returns:
        The exit code: 0, or 2 where the command failed.
    """
    options = parser().parse_args(arguments)
    try:
        COMMANDS[options.command](options)
    except (MtcheckError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
