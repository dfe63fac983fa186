"""``mtcheck translate``: a line for a line, in constant memory."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from mtcheck.cli.failure import guarded
from mtcheck.cli.options import ConfigOption, DebugOption
from mtcheck.config.settings import Config, load_config
from mtcheck.errors import ConfigError, InputError
from mtcheck.language.messages import gettext
from mtcheck.text.controls import for_people

if TYPE_CHECKING:
    from mtcheck.engines.cached import CachedTranslator
    from mtcheck.records import Hypothesis

EPILOG = """\b
Examples:
  mtcheck translate --from fr --to en article.txt
  echo "Bonjour à tous." | mtcheck translate --from fr --to en
  mtcheck translate --from en --to fr --beam 4 --nbest 2 --scores article.txt

\b
With --scores each line begins with the mean log-probability of a token (0 is certain) and a tab.
With --nbest N each line gives N lines, the likeliest first; fewer where the model finds fewer.
An interrupted run goes on from the cache when it is started again.
"""
_AT_ONCE = 2048  # lines held at a time


def translate(
    path: Annotated[str, typer.Argument(metavar="FILE", help="UTF-8 text; - reads standard input.")] = "-",
    *,
    source: Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the lines: fr or en.")],
    target: Annotated[str, typer.Option("--to", metavar="LANG", help="Language to translate into.")],
    beam: Annotated[int | None, typer.Option(metavar="N", help="Beam width; 1 is greedy and fastest.")] = None,
    nbest: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Translations of each line.")] = 1,
    scores: Annotated[bool, typer.Option("--scores", help="Put the log-probability and a tab before each.")] = False,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="embedded, or the folder of a model in Hugging Face format.")
    ] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME", help="auto, ctranslate2 or transformers.")] = None,
    device: Annotated[str | None, typer.Option(metavar="DEVICE", help="auto, cpu, cuda or cuda:N.")] = None,
    config: ConfigOption = None,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Keep translations for the next run.")] = True,
    progress: Annotated[bool, typer.Option("--progress/--no-progress", help="A counter on a terminal.")] = True,
    debug: DebugOption = False,
) -> None:
    """Translate a text line by line."""
    with guarded(debug=debug):
        settings = load_config(config)
        given = {
            "model.name": ("--model", model),
            "model.engine": ("--engine", engine),
            "model.device": ("--device", device),
            # A wider beam than asked for costs time, but without it there is no second translation.
            "model.beam": ("--beam", beam if beam is not None else max(nbest, settings.model.beam)),
            "cache.enabled": ("--no-cache", None if cache else False),
        }
        settings = settings.override({key: pair for key, pair in given.items() if pair[1] is not None})
        if nbest > settings.model.beam:
            raise ConfigError(
                gettext("{nbest} translations need a beam of at least {nbest}", nbest=nbest), key="--nbest"
            )
        _run(settings, path, (source, target), nbest, scores=scores, shown=progress and sys.stderr.isatty())


def _run(config: Config, path: str, pair: tuple[str, str], nbest: int, *, scores: bool, shown: bool) -> None:
    from mtcheck.cli.progress import StderrProgress
    from mtcheck.config.engines import build_answers, build_translator

    translator = build_translator(config, build_answers(config))
    told = for_people(sys.stdout)
    with ExitStack() as stack:
        stream = sys.stdin.buffer if path == "-" else stack.enter_context(_opened(path))
        bar = stack.enter_context(StderrProgress()) if shown else None
        if bar is not None:
            bar.start("lines", 0)
        for lines in _blocks(_decoded(stream, "<stdin>" if path == "-" else path)):
            for hypotheses in _answers(translator, lines, pair, nbest):
                for hypothesis in hypotheses:
                    told.write(_row(hypothesis, scores=scores))
            sys.stdout.flush()
            if bar is not None:
                bar.advance(len(lines))


def _answers(
    translator: CachedTranslator, lines: list[str], pair: tuple[str, str], nbest: int
) -> Iterable[tuple[Hypothesis, ...]]:
    source, target = pair
    if nbest == 1:
        return ((one,) for one in translator.translate(lines, source_lang=source, target_lang=target))
    return translator.translate_nbest(lines, source_lang=source, target_lang=target, count=nbest)


def _row(hypothesis: Hypothesis, *, scores: bool) -> str:
    text = " ".join(hypothesis.text.splitlines())
    if not scores:
        return f"{text}\n"
    return f"{'' if hypothesis.log_prob is None else format(hypothesis.log_prob, '.4f')}\t{text}\n"


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    try:
        stream = open(path, "rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(path, gettext("cannot be read: {error}", error=str(error.strerror or error))) from error
    with stream:
        yield stream


def _decoded(stream: Iterable[bytes], name: str) -> Iterator[str]:
    """Give the lines of a stream without their ends: a line is what ends in LF or CRLF, and nothing else ends one."""
    for number, line in enumerate(stream, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError as error:
            raise InputError(
                name, gettext("not UTF-8: byte 0x{line:02x}", line=line[error.start]), line=number
            ) from error


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    """Group lines: few at first, so that the first answers come at once, then :data:`_AT_ONCE`."""
    size = 32
    while block := list(islice(lines, size)):
        yield block
        size = min(2 * size, _AT_ONCE)
