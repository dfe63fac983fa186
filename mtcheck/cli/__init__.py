"""The command line: one file a command."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends in ``SystemExit`` with the exit code.

    Args:
        arguments: The words after ``mtcheck``; None takes the process's own.
    """
    from mtcheck.cli.app import app
    from mtcheck.cli.failure import guarded

    with guarded():
        app(args=arguments, prog_name="mtcheck")
