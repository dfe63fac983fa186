"""Which report goes where, and writing it so that no half-written file is ever seen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from mtcheck.config import Config
from mtcheck.errors import ConfigError
from mtcheck.records import Report
from mtcheck.report.base import Reporter

STDOUT = "-"
_SUFFIXES = {"htm": "html", "txt": "text"}


@dataclass(frozen=True, slots=True)
class Target:
    """One report to write: with which reporter, and where (``-`` for stdout)."""

    reporter: Reporter
    output: str


def plan_targets(config: Config) -> tuple[Target, ...]:
    """Pair formats with outputs by position.

    Without outputs one format may be named, and goes to stdout; without formats each output's suffix names it. With
    neither there is nothing to write.

    Raises:
        ConfigError: The lists do not pair, a format is unknown, or an output cannot be written.
    """
    formats, outputs = config.report.formats, config.report.outputs
    if formats and not outputs:
        outputs = (STDOUT,)
    formats = formats or tuple(_format_of(output, config) for output in outputs)
    if len(formats) != len(outputs):
        message = f"{len(formats)} formats and {len(outputs)} outputs: give one output for each format, '-' is stdout"
        raise config.error("report.outputs", message)
    places = [output if output == STDOUT else str(Path(output).resolve()) for output in outputs]
    for output, place in zip(outputs, places, strict=True):
        if places.count(place) > 1:
            raise config.error("report.outputs", f"two reports would go to {'stdout' if output == STDOUT else output}")
        _require_writable(output, config)
    return tuple(Target(_reporter(name, config), output) for name, output in zip(formats, outputs, strict=True))


def write_targets(report: Report, targets: Sequence[Target]) -> Iterator[str]:
    """Render the report to every target, files first, so that a closed pipe loses none.

    Args:
        report: The result of the run.
        targets: Where to.

    Yields:
        The name of each file once it is written.

    Raises:
        ConfigError: A file cannot be written.
        BrokenPipeError: The reader of stdout has gone.
    """
    for target in sorted(targets, key=lambda target: target.output == STDOUT):
        if target.output == STDOUT:
            target.reporter.render(report, sys.stdout)
            sys.stdout.flush()
            continue
        try:
            with replacing(target.output) as stream:
                target.reporter.render(report, stream)
        except OSError as error:
            raise ConfigError(f"cannot be written: {error.strerror or error}", path=target.output) from error
        yield target.output


@contextmanager
def replacing(output: str) -> Iterator[TextIO]:
    """Open a UTF-8 file that takes the place of ``output`` once it is complete.

    Args:
        output: The file. A device or pipe is written straight; a link keeps pointing where it points.

    Yields:
        The stream to write to.

    Raises:
        OSError: The folder or the file cannot be written; what stood there before is untouched.
    """
    path = Path(output).resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as stream:
            yield stream
        if path.exists():
            draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _reporter(name: str, config: Config) -> Reporter:
    from mtcheck.report.registry import reporter

    try:
        return reporter(name)
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
        raise config.error("report.outputs", f"{output}: no format has this suffix; name one with --format: {known}")
    return name


def _require_writable(output: str, config: Config) -> None:
    """Fail before the work rather than after it."""
    if output == STDOUT:
        return
    path = Path(output)
    if path.is_dir():
        raise config.error("report.outputs", f"{output} is a folder")
    if not path.parent.is_dir():
        raise config.error("report.outputs", f"{output}: there is no folder {path.parent}")
