"""``python -m mtcheck.evaluation``: figures on files of which the truth is known."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from mtcheck.errors import MtcheckError
from mtcheck.evaluation import finding_commands, model_commands, reading_commands
from mtcheck.evaluation.arguments import parser

_FAILED = 2
_COMMANDS = {**model_commands.COMMANDS, **finding_commands.COMMANDS, **reading_commands.COMMANDS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The command line, None for the process's own.

    Returns:
        The exit code: 0, or 2 where the command failed.
    """
    options = parser().parse_args(arguments)
    try:
        figures = _COMMANDS[options.command](options)
    except MtcheckError as error:
        sys.stderr.write(f"{error}\n")
        return _FAILED
    if options.json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
