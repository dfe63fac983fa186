"""``mtcheck score``: the detector on known pairs, as a stream."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from mtcheck.cli.failure import guarded, remark
from mtcheck.cli.options import ConfigOption, DebugOption
from mtcheck.cli.progress import StderrProgress
from mtcheck.errors import ConfigError
from mtcheck.estimator.scores import PairScore
from mtcheck.files import files_below, overwritten, replacing_text
from mtcheck.language.messages import gettext, ngettext
from mtcheck.text.controls import in_json

if TYPE_CHECKING:
    from mtcheck.cli.pair_rows import Row
    from mtcheck.config.settings import Config
    from mtcheck.pair_scoring import PairScorer

EPILOG = """\b
Examples:
  mtcheck score --input pairs.jsonl --output scored.jsonl
  mtcheck score --input pairs.tsv --threshold 0.5
  mtcheck score --source news.en --translation news.fr -o scored.jsonl

\b
Rows: {"id", "source", "translation"} in JSON Lines; source TAB translation
(or id TAB source TAB translation); or two files, a sentence a line.
Answers: {"id", "score", "spans", "omissions"}, or {"id", "error"}.

\b
Exit codes: 0 every row was scored, 2 a row or the run failed.
"""
FAILED = 2


def score(
    *,
    rows: Annotated[
        str | None, typer.Option("--input", "-i", metavar="FILE", help="Pairs, .jsonl or .tsv; - reads standard input.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="FILE", help="English, a sentence a line; with --translation.")
    ] = None,
    translation: Annotated[
        str | None, typer.Option("--translation", metavar="FILE", help="French, line by line beside --source.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the answers go; - is stdout.")
    ] = "-",
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="jsonl or tsv, where the suffix does not say.")
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(metavar="0-1", help="Confidence from which a span is reported.")
    ] = None,
    config: ConfigOption = None,
    device: Annotated[str | None, typer.Option(metavar="DEVICE", help="auto, cpu, cuda or cuda:N.")] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="embedded, or the folder of a model in Hugging Face format.")
    ] = None,
    progress: Annotated[bool, typer.Option("--progress/--no-progress", help="Progress bar on a terminal.")] = True,
    debug: DebugOption = False,
) -> None:
    """Score French translations of English sentences, and mark what is wrong in them."""
    code = FAILED
    with guarded(debug=debug):
        given = _rows(rows, source, translation, form)
        settings = _settings(config, device, model)
        _require_apart(output, [path for path in (rows, source, translation) if path is not None], settings)
        if threshold is not None and not 0 <= threshold <= 1:
            raise ConfigError(gettext("{threshold} is not between 0 and 1", threshold=threshold), key="--threshold")
        bars = progress and sys.stderr.isatty()
        from mtcheck.config.resources import Resources

        # opened before the model is loaded: an output that cannot be written fails at once
        with _opened(output) as stream:
            failed = _run(given, Resources().pair_scorer(settings, threshold=threshold), stream, bars=bars)
        if failed:
            remark(
                ngettext(
                    "{n} row could not be scored; each has its error",
                    "{n} rows could not be scored; each has its error",
                    failed,
                )
            )
        code = FAILED if failed else 0
    raise typer.Exit(code)


def _rows(rows: str | None, source: str | None, translation: str | None, form: str | None) -> Iterator[Row]:
    from mtcheck.cli.pair_rows import format_of, read_rows, read_sides

    if rows is not None and source is None and translation is None:
        return read_rows(rows, format_of(rows, form))
    if rows is None and source is not None and translation is not None:
        if source == translation:
            raise ConfigError(gettext("both sides are the same file"), key="--source, --translation")
        return read_sides(source, translation)
    raise ConfigError(gettext("give either --input, or --source and --translation"), key="score")


def _settings(config: str | None, device: str | None, model: str | None) -> Config:
    from mtcheck.config.settings import load_config

    named = {"model.device": ("--device", device), "model.name": ("--model", model)}
    return load_config(config).override({key: pair for key, pair in named.items() if pair[1] is not None})


def _require_apart(output: str, read: Sequence[str], settings: Config) -> None:
    """Refuse to write what is read, before anything is done.

    Raises:
        ConfigError: The output is one of the inputs, the configuration or a file of the model, under whatever name.
    """
    from mtcheck.config.models import model_folders

    named = "standard output" if output == "-" else output
    inputs: list[str | int] = [0 if path == "-" else path for path in read]
    others = (*([settings.path] if settings.path else []), *files_below(model_folders(settings)))
    if overwritten(1 if output == "-" else output, (*inputs, *others)):
        raise ConfigError(gettext("{named} is an input, and would be overwritten", named=named), key="--output")


@contextmanager
def _opened(output: str) -> Iterator[TextIO]:
    """Open the output: stdout, or a file that takes its name once it is complete."""
    if output == "-":
        yield sys.stdout
        return
    try:
        with replacing_text(output) as stream:
            yield stream
    except OSError as error:
        raise ConfigError(
            gettext("cannot be written: {error}", error=str(error.strerror or error)), path=output
        ) from error


def _run(rows: Iterator[Row], scorer: PairScorer, stream: TextIO, *, bars: bool) -> int:
    """Score the rows as they come; return how many failed."""
    failed = 0
    waiting: deque[Row] = deque()

    def pairs() -> Iterator[tuple[str, str]]:
        for row in rows:
            waiting.append(row)
            yield row.source or "", row.translation or ""  # a faulty row keeps its place with nothing to score

    with ExitStack() as stack:
        progress = stack.enter_context(StderrProgress()) if bars else None
        if progress:
            progress.start("Scoring pairs", 0)
        for found in scorer.score(pairs()):
            row = waiting.popleft()
            answer = found if row.error is None else PairScore(None, error=row.error)
            failed += answer.error is not None
            stream.write(_line(_record(row.id, answer)))
            stream.flush()
            if progress:
                progress.advance()
    return failed


def _line(record: dict[str, object]) -> str:
    line = in_json(json.dumps(record, ensure_ascii=False))
    if any("\ud800" <= char <= "\udfff" for char in line):  # half a character in an id: only escapes can hold it
        line = json.dumps(record)
    return line + "\n"


def _record(name: object, answer: PairScore) -> dict[str, object]:
    if answer.error is not None:
        return {"id": name, "error": answer.error}
    return {
        "id": name,
        "score": answer.score,
        "spans": [
            {
                "start": item.span.start,
                "end": item.span.end,
                "text": item.text,
                "severity": item.severity.label,
                "category": item.category.value,
                "confidence": item.confidence,
            }
            for item in answer.spans
        ],
        "omissions": [{"start": item.span.start, "end": item.span.end, "text": item.text} for item in answer.omissions],
    }
