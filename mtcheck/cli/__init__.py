"""The command line: one file a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends in ``SystemExit`` with the exit code.

    Args:
        arguments: The words after ``mtcheck``; None takes the process's own.
    """
    try:
        from mtcheck.cli.interrupts import ended_in_order

        with ended_in_order(whole=arguments is None):
            from mtcheck.cli.failure import guarded

            with guarded():
                from mtcheck.cli.speaking import choose_language

                choose_language(sys.argv[1:] if arguments is None else arguments)
                from mtcheck.cli.app import whole_command

                whole_command()(args=arguments, prog_name="mtcheck")
    except KeyboardInterrupt:  # before anything could be said in any language, or for the second time
        raise SystemExit(130) from None
