"""One run of ``mtcheck check``: sources, pipeline, what is known, reports, exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mtcheck.cli.failure import complain, remark
from mtcheck.cli.known import KnownFiles, ignore_path, load_known, write_baseline
from mtcheck.config.settings import Config
from mtcheck.errors import ConfigError, MtcheckError
from mtcheck.faults import contained
from mtcheck.files import files_below, identities
from mtcheck.garbage import collected_seldom
from mtcheck.language.messages import Message, Text, gettext

if TYPE_CHECKING:
    from mtcheck.cli.outputs import Target
    from mtcheck.config.resources import Resources
    from mtcheck.readers.discovery import Source
    from mtcheck.records import FileReport, KnownQuote, Report
    from mtcheck.report.tally import Tally
    from mtcheck.report.text import TextStyle
    from mtcheck.suggestions.run import Corrector
    from mtcheck.triage.triage import Triage


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is to be checked, and how.

    Attributes:
        known: Files that say what is known already.
        since: A git revision; only files that changed since are checked.
        suggest: Where safe suggestions go, None for nowhere.
        in_place: Whether they are applied.
        bars: Whether progress is shown.
        statistics: Whether findings are counted by code on stdout, in place of a text report.
        exclude: Patterns of what is not read, beside the configuration's.
        stdin_name: What standard input is called, None for no name.
        style: What text reports tell, None for their default.
    """

    config: Config
    paths: Sequence[str]
    quotes: Sequence[str] = ()
    known: KnownFiles = field(default_factory=KnownFiles)
    since: str | None = None
    suggest: str | None = None
    in_place: bool = False
    quiet: bool = False
    bars: bool = False
    statistics: bool = False
    exclude: tuple[str, ...] = ()
    stdin_name: str | None = None
    style: TextStyle | None = None


def check_once(request: CheckRequest, resources: Resources) -> int:
    """Check, report, and return the exit code.

    Args:
        request: What is to be checked.
        resources: What is loaded; of a watch the same at every check.

    Raises:
        MtcheckError: Something is wrong with the options or the engine.
    """
    from mtcheck.cli.outputs import Delivery
    from mtcheck.cli.progress import StderrProgress
    from mtcheck.config.documents import build_reading
    from mtcheck.config.processes import build_workers
    from mtcheck.config.rules import build_options
    from mtcheck.report.tally import Tally

    config = request.config
    targets = _targets(request)
    options = build_options(config)
    known = load_known(request.known, config)
    corrector = _corrector(request)
    _require_quotes((*config.quotes, *request.quotes))
    bank, errors = _load_quotes((*config.quotes, *request.quotes))
    for error in errors:
        complain(str(error))
    notes: list[Text] = []
    sources = _sources(request, targets, notes)
    _require_apart(request, targets, sources)
    tally = Tally()
    with ExitStack() as stack:
        stack.enter_context(collected_seldom())
        delivery = stack.enter_context(Delivery(targets))
        bars = request.bars and not (delivery.streams_to_stdout and sys.stdout.isatty())
        progress = stack.enter_context(StderrProgress()) if bars else None
        if progress is not None:
            progress.start("Loading the model", 0)
        from mtcheck.records import Report
        from mtcheck.run.pipeline import plan_run

        run = plan_run(
            sources,
            resources.means(config),
            options,
            quotes=bank,
            reading=build_reading(config),
            progress=progress,
            workers=build_workers(config),
        )
        triage = known.triage(run.quotes.quote, options.wants_code, partial=request.since is not None)
        head = Report((), run.signature, run.reported_quotes(), options.fail_on, errors, earlier=request.known.diff)
        delivery.begin(head)
        for checked in run.files():
            file = _parted(triage, checked)
            _complain_of(file)
            tally.add(file)
            if corrector is not None:
                corrector.take(file)
            delivery.file(file)
        across = triage.across(run.across())
        tally.add_across(across)
        tail = replace(
            head,
            quotes=run.reported_quotes(),
            warnings=(*notes, *triage.warnings()),
            fixed=triage.fixed(),
            across=across,
        )
        if progress is not None:
            progress.finish()
        written = delivery.end(tail, tally)
    code = tally.exit_code(tail)
    line = write_baseline(known)
    code = max(code, _correct(corrector, quiet=request.quiet))
    if not request.quiet:
        lines = [*(gettext("wrote {name}", name=name) for name in written), *([line] if line else [])]
        _tell(tail, tally, lines, code, told=delivery.tells)
    return code


def _targets(request: CheckRequest) -> tuple[Target, ...]:
    """Return the reports to write: what is asked for, else the text report."""
    from mtcheck.cli.outputs import plan_targets, with_statistics

    config = request.config
    if not (config.report.formats or config.report.outputs or request.quiet or request.statistics):
        config = replace(config, report=replace(config.report, formats=("text",)))
    targets = plan_targets(config, request.style)
    return with_statistics(targets) if request.statistics else targets


def watched_paths(request: CheckRequest) -> tuple[str, ...]:
    """Return the files and folders that a check of the request reads, without the reports that it writes."""
    from mtcheck.config.documents import build_exclusion
    from mtcheck.readers.discovery import discover

    config, known = request.config, request.known
    own = (config.path, ignore_path(config), config.report.baseline, known.diff)
    without = (*config.quotes, *request.quotes, *config.glossary.files)
    sources = discover(tuple(request.paths), without=without, exclusion=build_exclusion(config, request.exclude))
    written = {os.path.realpath(path) for path in config.report.outputs}  # a report among the articles would never rest
    return (
        *(source.path for source in sources if os.path.realpath(source.path) not in written),
        *config.quotes,
        *request.quotes,
        *config.glossary.files,
        *(path for path in own if path is not None),
    )


def _parted(triage: Triage, checked: FileReport) -> FileReport:
    """Set apart what is known of a file's findings; where that fails, it fails for this file alone."""
    try:
        return triage.part(checked)
    except MtcheckError:
        raise
    except Exception as error:
        return replace(
            checked, error=contained(error, Message("its findings cannot be told from known ones"), checked.path)
        )


def _sources(request: CheckRequest, targets: Sequence[Target], notes: list[Text]) -> tuple[Source, ...]:
    from mtcheck.cli.outputs import STDOUT
    from mtcheck.config.documents import build_exclusion
    from mtcheck.readers.discovery import discover
    from mtcheck.report.recognising import is_own_report

    # The report of the run before is no article; anything else that stands there is not ours to overwrite.
    reports = [t.output for t in targets if t.output != STDOUT and is_own_report(t.output)]
    without = (*request.config.quotes, *request.quotes, *request.config.glossary.files, *reports)
    found = discover(
        tuple(request.paths),
        without=without,
        skipped=notes.append,
        exclusion=build_exclusion(request.config, request.exclude),
        stdin_name=request.stdin_name,
    )
    if request.since is None:
        return found
    from mtcheck.cli.since import changed_since

    changed = changed_since(request.since, found)
    if not changed and not request.quiet:
        remark(gettext("nothing to check: no file changed since {since}", since=request.since))
    return changed


def _require_apart(request: CheckRequest, targets: Sequence[Target], sources: Sequence[Source]) -> None:
    """Refuse to write what is read, before anything is done.

    Raises:
        ConfigError: An output is an article, a bank, a baseline or another file of the run, under whatever name.
    """
    from mtcheck.cli.outputs import STDOUT
    from mtcheck.config.models import model_folders
    from mtcheck.readers.discovery import SourceKind
    from mtcheck.suggestions.writing import copies_of

    config, known = request.config, request.known
    named = {
        SourceKind.FILE: gettext("an article of this run"),
        SourceKind.STDIN: gettext("the standard input of this run"),
    }
    read: dict[object, str] = {}
    for source in sources:
        if source.error is None and source.kind in named:
            what = 0 if source.kind is SourceKind.STDIN else source.path
            read |= dict.fromkeys(identities(what), named[source.kind])
    others = (
        (config.path, gettext("the configuration")),
        (ignore_path(config), gettext("the ignore list")),
        (known.diff, gettext("the report to compare with")),
        (config.report.baseline, gettext("the baseline")),
        *((path, gettext("a glossary")) for path in config.glossary.files),
        *((path, gettext("a check plug-in")) for path in config.checks.plugins),
        *((path, gettext("a file of the model")) for path in files_below(model_folders(config))),
        *((path, gettext("a bank of known quotes")) for path in files_below((*config.quotes, *request.quotes))),
    )
    for path, told in others:
        if path is not None:
            read |= dict.fromkeys(identities(path), told)
    written: list[tuple[str, str | int, str]] = [
        ("--output", 1 if target.output == STDOUT else target.output, target.output) for target in targets
    ]
    if known.write_baseline is not None:
        written.append(("--write-baseline", known.write_baseline, known.write_baseline))
        # The baseline that is in force may be written anew.
        own = identities(known.write_baseline)
        read = {key: told for key, told in read.items() if not (key in own and told == gettext("the baseline"))}
    if request.suggest is not None:
        articles = [source.path for source in sources if source.error is None and source.kind is SourceKind.FILE]
        written += (("--suggest", copy, copy) for copy in copies_of(request.suggest, articles))
    taken: dict[object, str] = {}
    for option, place, name in written:
        for key in identities(place):
            if key in read:
                raise ConfigError(
                    gettext("is {read}, and would be overwritten", read=read[key]), path=_named(name), key=option
                )
            if taken.get(key, option) != option:
                raise ConfigError(
                    gettext("{taken} writes there already", taken=taken[key]), path=_named(name), key=option
                )
        taken |= dict.fromkeys(identities(place), option)


def _named(output: str) -> str:
    return "standard output" if output == "-" else output


def _corrector(request: CheckRequest) -> Corrector | None:
    if request.suggest is None and not request.in_place:
        return None
    from mtcheck.suggestions.run import Corrector

    return Corrector(request.suggest, in_place=request.in_place)


def _correct(corrector: Corrector | None, *, quiet: bool) -> int:
    """Write the safe suggestions, where that is asked; 2 where some could not be."""
    if corrector is None:
        return 0
    for line in corrector.finish():
        if not quiet:
            remark(line)
    for problem in corrector.problems:
        complain(str(problem))
    return 2 if corrector.problems else 0


def _require_quotes(paths: Sequence[str]) -> None:
    """Refuse a path that leads nowhere before anything is checked: without its quotes a run would say too little.

    Raises:
        QuoteBankError: There is no such file or folder.
    """
    from mtcheck.errors import QuoteBankError

    for path in paths:
        if not os.path.exists(path):
            raise QuoteBankError(path or "''", gettext("no such file or folder of known quotes"))


def _load_quotes(paths: Sequence[str]) -> tuple[Sequence[KnownQuote], tuple[Text, ...]]:
    """Load what can be loaded: one malformed file of quotes must not lose the others' findings."""
    from mtcheck.config.quotes import build_quotes
    from mtcheck.errors import QuoteBankError
    from mtcheck.quotes.collection import collect

    bank: Sequence[KnownQuote] = ()
    errors: list[Text] = []
    for path in paths:
        try:
            bank = build_quotes((*collect(bank).banks, path))
        except QuoteBankError as error:
            errors.append(error.said)
    return bank, tuple(errors)


def _complain_of(file: FileReport) -> None:
    if file.error is not None:
        told = str(file.error)
        complain(told if told.startswith(file.path) else f"{file.path}: {told}")


def _tell(report: Report, tally: Tally, lines: Sequence[str], code: int, *, told: bool) -> None:
    """Tell on stderr what was written and what is unused; and how the run ended, unless the report on stdout says it."""
    for warning in report.warnings:
        remark(gettext("warning: {warning}", warning=warning))
    known: tuple[str, ...] = () if told else tally.known_in_words(report)
    ended = () if told else (f"{tally.verdict(report)} {gettext('Exit code {n}.', n=code)}",)
    for line in (*known, *lines, *ended):
        remark(line)
