"""Which report goes where, and writing it so that no half-written file is ever seen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from mtcheck.cli.failure import silence_stdout
from mtcheck.config.settings import Config
from mtcheck.errors import ConfigError
from mtcheck.files import replacing_text
from mtcheck.language.messages import Message, gettext, ngettext
from mtcheck.report.base import Reporter, ReportWriter, StreamingReporter

if TYPE_CHECKING:
    from mtcheck.records import FileReport, Report
    from mtcheck.report.tally import Tally
    from mtcheck.report.text import TextStyle

STDOUT = "-"
_SUFFIXES = {"htm": "html", "txt": "text", "md": "markdown", "ndjson": "jsonl", "xml": "junit"}


@dataclass(frozen=True, slots=True)
class Target:
    """One report to write: with which reporter, and where (``-`` for stdout)."""

    reporter: Reporter
    output: str


def plan_targets(config: Config, style: TextStyle | None = None) -> tuple[Target, ...]:
    """Pair formats with outputs by position.

    Without outputs one format may be named, and goes to stdout; without formats each output's suffix names it. With
    neither there is nothing to write.

    Args:
        config: Names the formats and outputs.
        style: What text reports tell; None for their default.

    Raises:
        ConfigError: The lists do not pair, a format is unknown, or an output cannot be written.
    """
    formats, outputs = config.report.formats, config.report.outputs
    if formats and not outputs:
        outputs = (STDOUT,)
    formats = formats or tuple(_format_of(output, config) for output in outputs)
    if len(formats) != len(outputs):
        formats_given = ngettext("{n} format", "{n} formats", len(formats))
        outputs_given = ngettext("{n} output", "{n} outputs", len(outputs))
        given = gettext("{words} and {last}", words=formats_given, last=outputs_given)
        message = Message("{given}: give one --output for each --format; '-' is standard output", given=given)
        raise config.error("report.outputs", message)
    places = [output if output == STDOUT else str(Path(output).resolve()) for output in outputs]
    for output, place in zip(outputs, places, strict=True):
        if places.count(place) > 1:
            raise config.error(
                "report.outputs",
                gettext("two reports would go to {place}", place="stdout" if output == STDOUT else output),
            )
        _require_writable(output, config)
    return tuple(Target(_reporter(name, config, style), output) for name, output in zip(formats, outputs, strict=True))


def with_statistics(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Add the counts by code, on stdout, in place of a text report there.

    Raises:
        ConfigError: Another report goes to stdout.
    """
    from mtcheck.report.statistics import StatisticsReporter
    from mtcheck.report.text import TextReporter

    kept = [t for t in targets if not (t.output == STDOUT and isinstance(t.reporter, TextReporter))]
    if any(target.output == STDOUT for target in kept):
        raise ConfigError(gettext("another report goes to stdout: give it an --output"), key="--statistics")
    return (*kept, Target(StatisticsReporter(), STDOUT))


class Delivery:
    """Takes the report of a run file by file to every target; a context that must be left for files to be complete.

    Reporters that stream write as the files come; only where another one is among the targets are files collected.

    Args:
        targets: Where to.
    """

    def __init__(self, targets: Sequence[Target]) -> None:
        # Files first, so that a closed pipe loses none.
        self._targets = sorted(targets, key=lambda target: target.output == STDOUT)
        self._stack = ExitStack()
        self._streams: list[tuple[Target, TextIO, ReportWriter]] = []
        self._collected: list[FileReport] = []
        self._failed: dict[str, ConfigError | None] = {}  # None where that is no error

    def __enter__(self) -> Delivery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        return self._stack.__exit__(kind, error, traceback)

    @property
    def streams_to_stdout(self) -> bool:
        """Whether lines appear on stdout during the run."""
        return any(t.output == STDOUT and isinstance(t.reporter, StreamingReporter) for t in self._targets)

    @property
    def tells(self) -> bool:
        """Whether a report on stdout says for people what is known and not shown."""
        return any(t.output == STDOUT and not isinstance(t.reporter, StreamingReporter) for t in self._targets)

    def begin(self, head: Report) -> None:
        """Open the streams.

        Raises:
            ConfigError: A file cannot be written.
        """
        for target in self._targets:
            if not isinstance(target.reporter, StreamingReporter):
                continue
            if target.output == STDOUT:
                stream: TextIO = sys.stdout
            else:
                # What can be told from a whole report when it is cut short may be seen while it grows.
                opened = _growing if getattr(target.reporter, "shows_its_end", False) else replacing_text
                with _mapped(target.output):
                    stream = self._stack.enter_context(opened(target.output))
            writer = target.reporter.writer(stream)
            self._streams.append((target, stream, writer))
            self._write(target, stream, lambda writer=writer: writer.begin(head))  # type: ignore[misc]

    def file(self, file: FileReport) -> None:
        """Take one file.

        Raises:
            ConfigError: A file cannot be written.
        """
        for target, stream, writer in self._streams:
            self._write(target, stream, lambda writer=writer: writer.file(file))  # type: ignore[misc]
        if len(self._streams) < len(self._targets):
            self._collected.append(file)

    def end(self, tail: Report, tally: Tally) -> tuple[str, ...]:
        """Complete every report.

        Args:
            tail: The report without its files.
            tally: Their figures.

        Returns:
            The names of the files that are written.

        Raises:
            ConfigError: A file cannot be written.
        """
        for target, stream, writer in self._streams:
            self._write(target, stream, lambda writer=writer: writer.end(tail, tally))  # type: ignore[misc]
        try:
            self._stack.close()
        except OSError as error:  # of a stream's own, whose name is not told
            raise _unwritable(
                next((t.output for t, _, _ in self._streams if t.output != STDOUT), STDOUT), error
            ) from error
        whole = replace(tail, files=tuple(self._collected))
        for target in self._targets:
            if isinstance(target.reporter, StreamingReporter):
                continue
            if target.output == STDOUT:
                self._write(target, sys.stdout, lambda target=target: target.reporter.render(whole, sys.stdout))  # type: ignore[misc]
                continue
            try:
                with replacing_text(target.output) as stream:
                    target.reporter.render(whole, stream)
            except OSError as error:
                self._failed[target.output] = _unwritable(target.output, error)
        self._require_written()
        return tuple(target.output for target in self._targets if target.output != STDOUT)

    def _write(self, target: Target, stream: TextIO, work: Callable[[], None]) -> None:
        """Write a part of a report; a target that cannot take it takes nothing more, and the others are completed."""
        if target.output in self._failed:
            return
        try:
            work()
            stream.flush()
        except BrokenPipeError:
            if target.output != STDOUT:
                raise
            self._failed[STDOUT] = None
            silence_stdout()  # whoever read the report had enough of it; the exit code stays the report's
        except OSError as error:
            self._failed[target.output] = _unwritable(target.output, error)
            if target.output == STDOUT:
                silence_stdout()

    def _require_written(self) -> None:
        """Tell what could not be written.

        Raises:
            ConfigError: Something could not.
        """
        for error in self._failed.values():
            if error is not None:
                raise error


def _unwritable(output: str, error: OSError) -> ConfigError:
    name = "standard output" if output == STDOUT else output
    return ConfigError(gettext("cannot be written: {error}", error=str(error.strerror or error)), path=name)


@contextmanager
def _mapped(output: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(output, error) from error


@contextmanager
def _growing(output: str) -> Iterator[TextIO]:
    with Path(output).open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def _reporter(name: str, config: Config, style: TextStyle | None) -> Reporter:
    from mtcheck.report.registry import reporter
    from mtcheck.report.text import TextReporter

    try:
        made = reporter(name)
        return TextReporter(style=style) if type(made) is TextReporter else made
    except ConfigError as error:
        raise config.error("report.formats", error.message) from error


def _format_of(output: str, config: Config) -> str:
    from mtcheck.report.registry import reporter_names

    if output == STDOUT:
        return "text"
    suffix = Path(output).suffix.removeprefix(".").lower()
    name = _SUFFIXES.get(suffix, suffix)
    if name not in reporter_names():
        known = ", ".join(reporter_names())
        raise config.error(
            "report.outputs",
            gettext("{output}: no format has this suffix; name one with --format: {known}", output=output, known=known),
        )
    return name


def _require_writable(output: str, config: Config) -> None:
    """Fail before the work rather than after it."""
    if output == STDOUT:
        return
    path = Path(output)
    if path.is_dir():
        raise config.error("report.outputs", Message("{output} is a folder", output=output))
    if not path.parent.is_dir():
        raise config.error(
            "report.outputs", gettext("{output}: there is no folder {parent}", output=output, parent=str(path.parent))
        )
