"""``mtcheck check``: parse, build, run, write, exit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded
from mtcheck.cli.options import ConfigOption, DebugOption, QuotesOption
from mtcheck.config.settings import Config, load_config
from mtcheck.errors import ConfigError
from mtcheck.language.messages import Message, gettext

if TYPE_CHECKING:
    from mtcheck.cli.checking import CheckRequest

EPILOG = """\b
Examples:
  mtcheck check article.txt --quotes statement.json
  mtcheck check articles/ --select MT1 --select MT2 --fail-on critical
  mtcheck check articles/ -o report.html --config configs/gpu.toml
  mtcheck check articles/ --format json -o - --format html -o report.html
  mtcheck check articles/ --write-baseline mtcheck-baseline.json
  mtcheck check articles/ --baseline mtcheck-baseline.json --since main
  mtcheck check articles/ --diff yesterday.json
  mtcheck check articles/ --suggest corrections.patch

\b
Exit codes: 0 clean, 1 findings at or above --fail-on,
2 something could not be checked.
"""
ORDERS = ("severity", "place")
SEVERITIES = ("neutral", "minor", "major", "critical")


def _complete_severity(typed: str) -> list[str]:
    return [name for name in SEVERITIES if name.startswith(typed)]


def _complete_sort(typed: str) -> list[str]:
    return [name for name in ORDERS if name.startswith(typed)]


def _complete_fail_on(typed: str) -> list[str]:
    return [name for name in (*SEVERITIES, "never") if name.startswith(typed)]


def _complete_format(typed: str) -> list[str]:
    from mtcheck.report.registry import reporter_names

    return [name for name in reporter_names() if name.startswith(typed)]


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", help="Files, folders, glob patterns or addresses; - reads standard input."),
    ],
    *,
    quotes: QuotesOption = None,
    glossary: Annotated[
        list[str] | None,
        typer.Option(
            "--glossary",
            metavar="FILE",
            help="Glossary of the house (CSV, TSV, TBX, TMX) or a folder of them, beside the configured. Repeatable.",
        ),
    ] = None,
    config: ConfigOption = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="NAME",
            autocompletion=_complete_format,
            help="text (the default), concise, json, jsonl, html, markdown, csv, sarif, junit, github or gitlab. "
            "Repeatable, each with its --output.",
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
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found, as --fail-on never does.")
    ] = False,
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
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            "--exclude",
            metavar="PATTERN",
            help="Files and folders that are not read, as in .gitignore, beside the configured. Repeatable.",
        ),
    ] = None,
    gitignore: Annotated[
        bool, typer.Option("--gitignore/--no-gitignore", help="Leave alone what git ignores, in folders and patterns.")
    ] = True,
    stdin_filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename", metavar="NAME", help="What standard input (-) is called; its suffix tells the format."
        ),
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="NAME", help="Column or key with the text of CSV and JSON Lines rows.")
    ] = None,
    device: Annotated[str | None, typer.Option(metavar="DEVICE", help="auto, cpu, cuda or cuda:N.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="embedded, or the folder of a model in Hugging Face format.")
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option("--jobs", "-j", metavar="N", help="Processes that check side by side; auto for the cores."),
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Keep translations and reports for the next run.")
    ] = True,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No report on stdout unless --format or --output asks; errors only.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose", "-v", help="Text report: all of each finding, with English, reasons, back-translation."
        ),
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings by code on stdout, in place of the text report.")
    ] = False,
    sort: Annotated[
        str,
        typer.Option(
            metavar="ORDER",
            autocompletion=_complete_sort,
            help="Text report: severity (the gravest findings of a file first, the default) or place.",
        ),
    ] = ORDERS[0],
    quotations: Annotated[
        bool, typer.Option("--quotations", help="Text report: list every quotation with the statement that it renders.")
    ] = False,
    progress: Annotated[bool, typer.Option("--progress/--no-progress", help="Progress bars on a terminal.")] = True,
    baseline: Annotated[
        str | None, typer.Option("--baseline", metavar="FILE", help="Findings in this file are known and do not count.")
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option("--write-baseline", metavar="FILE", help="Accept all findings for now: write them to this file."),
    ] = None,
    ignore_file: Annotated[
        str | None,
        typer.Option(
            "--ignore-file",
            metavar="FILE",
            help="Ignore list; otherwise mtcheck-ignore.toml beside the configuration or here.",
        ),
    ] = None,
    diff: Annotated[
        str | None,
        typer.Option(
            "--diff", metavar="OLD.json", help="Compare with an earlier JSON report; only new findings count."
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="REV", help="Check only files that changed since a git revision.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes, until Ctrl-C.")] = False,
    suggest: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.patch", help="Write the safe suggestions as a patch; a folder gets corrected copies instead."
        ),
    ] = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Apply the safe suggestions to the articles, and keep a backup of each.")
    ] = False,
    debug: DebugOption = False,
) -> None:
    """Check French articles against known English quotes."""
    code = 2
    with guarded(debug=debug):
        from mtcheck.cli.checking import CheckRequest, check_once
        from mtcheck.cli.known import KnownFiles
        from mtcheck.config.resources import Resources
        from mtcheck.report.text import TextStyle

        if sort not in ORDERS:
            raise ConfigError(
                Message("{sort!r} is no order: {known}", sort=sort, known=" or ".join(ORDERS)), key="--sort"
            )

        if exit_zero and fail_on not in {None, "never"}:
            raise ConfigError(gettext("cannot stand beside --fail-on {fail_on}", fail_on=fail_on), key="--exit-zero")
        if stdin_filename is not None and "-" not in paths:
            raise ConfigError(gettext("standard input is not checked: name - among the paths"), key="--stdin-filename")
        given = {
            "glossary.files": ("--glossary", glossary or None),
            "checks.select": ("--select", select or None),
            "checks.ignore": ("--ignore", ignore or None),
            "checks.min_severity": ("--min-severity", min_severity),
            "checks.min_confidence": ("--min-confidence", min_confidence),
            "documents.text_column": ("--text-column", text_column),
            "jobs": ("--jobs", int(jobs) if jobs and jobs.isdecimal() else jobs),
            "model.device": ("--device", device),
            "model.name": ("--model", model),
            "report.fail_on": ("--exit-zero", "never") if exit_zero else ("--fail-on", fail_on),
            "documents.gitignore": ("--no-gitignore", None if gitignore else False),
            "report.baseline": ("--baseline", baseline),
            "report.ignore_file": ("--ignore-file", ignore_file),
            "cache.enabled": ("--no-cache", None if cache else False),
        }
        if formats or outputs:  # the two are pairs: one given alone must not be paired with the file's other half
            given |= {"report.formats": ("--format", formats or []), "report.outputs": ("--output", outputs or [])}
        request = CheckRequest(
            _override(load_config(config), given),
            paths,
            quotes or (),
            known=KnownFiles(write_baseline, diff),
            since=since,
            suggest=suggest,
            in_place=in_place,
            quiet=quiet,
            statistics=statistics,
            exclude=tuple(exclude or ()),
            stdin_name=stdin_filename,
            bars=progress and not quiet and sys.stderr.isatty(),
            style=TextStyle(verbose, quotations, sort == "place"),
        )
        code = _watch(request, config, given) if watch else check_once(request, Resources())
    raise typer.Exit(code)


def _override(config: Config, given: Mapping[str, tuple[str, object]]) -> Config:
    values = {key: pair for key, pair in given.items() if pair[1] is not None}
    if "glossary.files" in values:  # glossaries join those of the configuration, as known statements do
        option, files = values["glossary.files"]
        values["glossary.files"] = option, [*config.glossary.files, *files]  # type: ignore[misc]
    return config.override(values)


def _watch(request: CheckRequest, config: str | None, given: Mapping[str, tuple[str, object]]) -> int:
    from mtcheck.cli.checking import check_once, watched_paths
    from mtcheck.cli.watching import watch
    from mtcheck.config.resources import Resources

    if "-" in request.paths:
        raise ConfigError(gettext("cannot watch standard input"), key="--watch")
    resources = Resources()

    def again() -> int:  # the configuration may be what changed
        return check_once(replace(request, config=_override(load_config(config), given)), resources)

    return watch(again, lambda: watched_paths(request))
