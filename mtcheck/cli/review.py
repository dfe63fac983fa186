"""``mtcheck review``: say of each finding whether it is right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption
from mtcheck.language.messages import gettext, ngettext
from mtcheck.text.controls import harmless

if TYPE_CHECKING:
    from mtcheck.review.verdicts import ReviewVerdict

EPILOG = """\b
Examples:
  mtcheck check articles/ --output report.json
  mtcheck review report.json --output verdicts.jsonl
  python -m mtcheck.evaluation verdicts verdicts.jsonl

\b
Answers are read line by line, from a terminal or a pipe. What was judged
before is not asked again. Exit code 0, or 2 where a file cannot be read.
"""


def review(
    report: Annotated[str, typer.Argument(metavar="REPORT.json", help="A report that --format json wrote.")],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where verdicts are kept, one a line.")
    ] = "verdicts.jsonl",
    select: Annotated[
        list[str] | None, typer.Option(metavar="PREFIX", help="Ask about codes that begin so. Repeatable.")
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Keep your name with your verdicts.")] = None,
    dated: Annotated[bool, typer.Option("--dated", help="Keep the day with your verdicts.")] = False,
    debug: DebugOption = False,
) -> None:
    """Walk through a report's findings and note which are right."""
    with guarded(debug=debug):
        from mtcheck.errors import ConfigError
        from mtcheck.files import overwritten
        from mtcheck.review.reports import load_reported
        from mtcheck.review.session import Session
        from mtcheck.review.verdicts import append_verdicts, load_verdicts

        repeats: list[object] = []
        findings = load_reported(report, repeats.append)
        if select:
            findings = tuple(item for item in findings if item.code.startswith(tuple(select)))
        if overwritten(output, (report,)):
            raise ConfigError(gettext("is the report itself, and would be overwritten"), path=output, key="--output")
        judged = load_verdicts(output, missing=True)

        before = sum(item.key in judged for item in findings)
        if before:
            remark(
                ngettext(
                    "{n} finding is skipped: its verdict is in {path} already",
                    "{n} findings are skipped: their verdicts are in {path} already",
                    before,
                    path=output,
                )
            )
        if repeats:
            remark(
                ngettext(
                    "{n} finding is skipped: it repeats another of the same words in the same place of a sentence",
                    "{n} findings are skipped: they repeat others of the same words in the same place of a sentence",
                    len(repeats),
                )
            )

        def keep(verdict: ReviewVerdict) -> None:
            append_verdicts(Path(output), [verdict])

        session = Session(findings, judged, ask=_ask, tell=_tell, keep=keep, who=who, when=_today() if dated else None)
        given = session.run()
        left = sum(item.key not in judged for item in findings) - given
        told = gettext(
            "{now} judged now, {before} before, {left} left; verdicts are in {path}",
            now=given,
            before=len(findings) - left - given,
            left=left,
            path=output,
        )
        remark(told)


def _ask(prompt: str) -> str | None:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line or not sys.stdin.isatty():
        sys.stdout.write("\n")
    return line.rstrip("\r\n") if line else None


def _tell(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    text = "\n".join(map(harmless, text.split("\n")))  # a report may come from anybody
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def _today() -> str:
    from datetime import date

    return date.today().isoformat()
