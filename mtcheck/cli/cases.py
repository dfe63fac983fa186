"""``mtcheck cases``: regression cases of known errors, made of verdicts, and run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import DebugOption, FoundConfigOption
from mtcheck.config.settings import Config, load_config
from mtcheck.errors import ConfigError, InputError
from mtcheck.language.messages import gettext
from mtcheck.text.controls import harmless

if TYPE_CHECKING:
    from mtcheck.records import FileReport
    from mtcheck.review.cases import Case

cases_app = typer.Typer(
    help="Make regression cases of verdicts, and run them.", no_args_is_help=True, rich_markup_mode=None
)


@cases_app.command(epilog="Example: mtcheck cases add verdicts.jsonl --report report.json --cases cases")
def add(
    verdicts: Annotated[str, typer.Argument(metavar="VERDICTS.jsonl", help="What `mtcheck review` wrote.")],
    *,
    report: Annotated[str, typer.Option("--report", metavar="REPORT.json", help="The report that was reviewed.")],
    cases: Annotated[str, typer.Option("--cases", metavar="FOLDER", help="Where the cases are kept; made if missing.")],
    quotes: Annotated[
        list[str] | None,
        typer.Option("--quotes", metavar="FILE", help="Known English quotes of the report, for cases that need them."),
    ] = None,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Write one readable case for every finding that was judged right or wrong."""
    with guarded(debug=debug):
        from mtcheck.config.quotes import build_quotes
        from mtcheck.files import replace_bytes
        from mtcheck.review.making import case_name, make_case, write_case
        from mtcheck.review.reports import load_reported
        from mtcheck.review.verdicts import load_verdicts

        judged = load_verdicts(verdicts)
        findings = [item for item in load_reported(report) if item.key in judged]
        settings = load_config(config)
        bank = {quote.id: quote for quote in build_quotes((*settings.quotes, *(quotes or ())))}
        check = _checker(settings)
        folder = Path(cases)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            written = kept = 0
            for item in findings:
                verdict = judged[item.key]
                if not verdict.judgement.decided:
                    continue
                case = make_case(item, verdict, check, bank)
                if case is None:
                    remark(
                        gettext(
                            "{path}: {code} “{item}” cannot be shown on its own: no case was made",
                            path=item.path,
                            code=item.code,
                            item=item.text,
                        )
                    )
                    continue
                place, text = folder / case_name(item), write_case(case, verdict)
                if place.is_file() and place.read_bytes() == text.encode("utf-8", "backslashreplace"):
                    kept += 1
                    continue
                replace_bytes(place, text.encode("utf-8", "backslashreplace"))
                written += 1
        except OSError as error:
            raise ConfigError(
                gettext("cannot be written: {error}", error=str(error.strerror or error)), path=cases
            ) from error
        remark(
            gettext(
                "{written} cases written to {cases}, {kept} were there already", written=written, cases=cases, kept=kept
            )
        )


@cases_app.command(epilog="Exit codes: 0 all cases pass, 1 a case fails, 2 a case cannot be run.")
def run(
    cases: Annotated[str, typer.Argument(metavar="FOLDER", help="The cases: files ending in .txt.")],
    *,
    config: FoundConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Run regression cases, and tell which fail."""
    code = 2
    with guarded(debug=debug):
        from mtcheck.review.cases import run_cases

        total = failed = 0
        for case, problems in run_cases(_read(Path(cases)), _checker(load_config(config))):
            total += 1
            failed += bool(problems)
            for problem in problems:
                sys.stdout.write(harmless(f"{case.name}: {problem}") + "\n")
        sys.stdout.write(f"{total} cases, {total - failed} pass, {failed} fail\n")
        code = 1 if failed else 0
    raise typer.Exit(code)


def _read(folder: Path) -> Iterator[Case]:
    from mtcheck.review.cases import SUFFIX, read_case

    if not folder.is_dir():
        raise InputError(str(folder), gettext("no such folder"))
    files = sorted(folder.glob(f"*{SUFFIX}"))
    if not files:
        raise InputError(str(folder), gettext("holds no cases (files ending in {suffix})", suffix=SUFFIX))
    yield from map(read_case, files)


def _checker(config: Config) -> Callable[[Case], FileReport]:
    """Return what checks a case, with the configured engine and thresholds, and the case's own quotes alone."""
    from mtcheck.config.resources import build_means
    from mtcheck.config.rules import build_options
    from mtcheck.readers.plain import document
    from mtcheck.run.pipeline import plan_run

    means, options = build_means(config), build_options(config)

    def check(case: Case) -> FileReport:
        run = plan_run([document(case.name, case.article)], means, options, quotes=case.quotes)
        return run.report().files[0]

    return check
