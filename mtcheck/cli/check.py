"""``mtcheck check``: parse, build, run, write, exit."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import complain, guarded, remark, silence_stdout
from mtcheck.config import Config, load_config

if TYPE_CHECKING:
    from mtcheck.records import KnownQuote, Report

EPILOG = """\b
Examples:
  mtcheck check article.txt --quotes statement.json
  mtcheck check articles/ --select MT1 --select MT2 --fail-on critical
  mtcheck check articles/ -o report.html --config configs/gpu.toml
  mtcheck check articles/ --format json -o - --format html -o report.html

\b
Exit codes: 0 clean, 1 findings at or above --fail-on,
2 something could not be checked.
"""
SEVERITIES = ("neutral", "minor", "major", "critical")


def _complete_severity(typed: str) -> list[str]:
    return [name for name in SEVERITIES if name.startswith(typed)]


def _complete_fail_on(typed: str) -> list[str]:
    return [name for name in (*SEVERITIES, "never") if name.startswith(typed)]


def _complete_format(typed: str) -> list[str]:
    from mtcheck.report.registry import reporter_names

    return [name for name in reporter_names() if name.startswith(typed)]


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders or glob patterns; - reads standard input.")
    ],
    *,
    quotes: Annotated[
        list[str] | None,
        typer.Option("--quotes", metavar="FILE", help="File or folder of known English quotes. Repeatable."),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="Configuration; otherwise mtcheck.toml or pyproject.toml."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAME",
            autocompletion=_complete_format,
            help="Report format: text (the default), json or html. Repeatable, each with its --output.",
        ),
    ] = None,
    outputs: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where the report goes; - is stdout. Repeatable."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="SEVERITY",
            autocompletion=_complete_fail_on,
            help="Exit with 1 from this severity on: neutral, minor, major (the default), critical, never.",
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="PREFIX", help="Report only codes that begin so (MT2). Repeatable.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="PREFIX", help="Leave out codes that begin so (MT6). Repeatable.")
    ] = None,
    min_severity: Annotated[
        str | None,
        typer.Option(
            metavar="SEVERITY", autocompletion=_complete_severity, help="Leave out findings of lower severity."
        ),
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(metavar="0-1", help="Leave out findings of lower confidence.")
    ] = None,
    device: Annotated[str | None, typer.Option(metavar="DEVICE", help="auto, cpu, cuda or cuda:N.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="embedded, or the folder of a model in Hugging Face format.")
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep translations and scores for the next run.")
    ] = True,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No report on stdout unless --format or --output asks; errors only.")
    ] = False,
    progress: Annotated[bool, typer.Option("--progress/--no-progress", help="Progress bars on a terminal.")] = True,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    """Check French articles against known English quotes."""
    code = 2
    with guarded(debug=debug):
        given = {
            "checks.select": ("--select", select or None),
            "checks.ignore": ("--ignore", ignore or None),
            "checks.min_severity": ("--min-severity", min_severity),
            "checks.min_confidence": ("--min-confidence", min_confidence),
            "model.device": ("--device", device),
            "model.name": ("--model", model),
            "report.fail_on": ("--fail-on", fail_on),
            "cache.enabled": ("--no-cache", None if cache else False),
        }
        if formats or outputs:  # the two are pairs: one given alone must not be paired with the file's other half
            given |= {"report.formats": ("--format", formats or []), "report.outputs": ("--output", outputs or [])}
        settings = _override(load_config(config), given)
        bars = progress and not quiet and sys.stderr.isatty()
        code = _run(settings, paths, quotes or [], quiet=quiet, bars=bars)
    raise typer.Exit(code)


def _override(config: Config, given: Mapping[str, tuple[str, object]]) -> Config:
    return config.override({key: pair for key, pair in given.items() if pair[1] is not None})


def _run(config: Config, paths: Sequence[str], quotes: Sequence[str], *, quiet: bool, bars: bool) -> int:
    from mtcheck import build
    from mtcheck.cli.outputs import plan_targets, write_targets
    from mtcheck.cli.progress import StderrProgress
    from mtcheck.documents.discovery import discover

    if not config.report.formats and not config.report.outputs and not quiet:
        config = replace(config, report=replace(config.report, formats=("text",)))
    targets = plan_targets(config)
    options = build.build_options(config)
    bank, errors = _load_quotes((*config.quotes, *quotes))
    with ExitStack() as stack:
        progress = stack.enter_context(StderrProgress()) if bars else None
        if progress is not None:
            progress.start("Loading the model", 0)
        translator = build.build_translator(config)
        from mtcheck.pipeline import check_documents

        report = check_documents(
            discover(paths),
            quotes=bank,
            checks=build.build_checks(),
            translator=translator,
            options=options,
            progress=progress,
        )
    report = replace(report, errors=(*errors, *report.errors))
    _complain_of(report)
    try:
        for name in write_targets(report, targets):
            if not quiet:
                remark(f"wrote {name}")
    except BrokenPipeError:
        silence_stdout()  # whoever read the report had enough of it; the exit code stays the report's
    return report.exit_code


def _load_quotes(paths: Sequence[str]) -> tuple[tuple[KnownQuote, ...], tuple[str, ...]]:
    """Load what can be loaded: one malformed file of quotes must not lose the others' findings."""
    from mtcheck.build import build_quotes
    from mtcheck.errors import QuoteBankError

    bank: tuple[KnownQuote, ...] = ()
    errors: list[str] = []
    for path in paths:
        try:
            bank = build_quotes((*bank, path))
        except QuoteBankError as error:
            errors.append(str(error))
    return bank, tuple(errors)


def _complain_of(report: Report) -> None:
    for message in report.errors:
        complain(message)
    for file in report.files:
        if file.error is not None:
            complain(file.error if file.error.startswith(file.path) else f"{file.path}: {file.error}")
