"""Where the processor time of one ``check`` goes, by the parts of the work.

``python tests/benchmarks/shares.py ARTICLE… --quotes QUOTES`` checks articles in this process with an empty cache, and prints the
seconds of processor time of the parts (of all threads, so that parts that run at the same time count each other in), how often
each was called, and what the sentence encoder was asked. Parts lie in each other: ``complete`` holds all below it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from threading import Lock
from typing import Any

import mtcheck.context.reading as places
from mtcheck.cli import main
from mtcheck.encoder.encoder import SentenceEncoder
from mtcheck.encoder.pieces import Pieces, Tokenizer
from mtcheck.run import analysis, checking

_seconds: defaultdict[str, float] = defaultdict(float)
_calls: Counter[str] = Counter()
_turn = Lock()


def timed(owner: Any, name: str) -> None:
    """Count the processor time of a function or method under its name."""
    whole: Callable[..., Any] = getattr(owner, name)
    label = f"{owner.__name__.rpartition('.')[2]}.{name}"

    def run(*given: Any, **named: Any) -> Any:
        before = time.process_time()
        try:
            return whole(*given, **named)
        finally:
            with _turn:
                _seconds[label] += time.process_time() - before
                _calls[label] += 1

    setattr(owner, name, run)


def counted(name: str) -> None:
    """Count what the encoder is given of one shape, and its pieces."""
    whole: Callable[..., Pieces] = getattr(Tokenizer, name)

    def run(*given: Any, **named: Any) -> Pieces:
        pieces = whole(*given, **named)
        _calls[f"texts: {name}"] += 1
        _calls[f"pieces: {name}"] += len(pieces)
        return pieces

    setattr(Tokenizer, name, run)


if __name__ == "__main__":
    _seconds["start"] = time.process_time()
    for method in ("cut", "complete", "translate"):
        timed(analysis.Analyst, method)
    for function in ("find_quotations", "align_document", "force_alignments", "weigh_polarity", "doubt"):
        timed(analysis, function)
    timed(places.PlaceReader, "read")
    timed(SentenceEncoder, "encode")
    timed(checking, "ask")
    for shape in ("description", "named", "masked"):
        counted(shape)
    with tempfile.TemporaryDirectory(prefix="mtcheck-shares-") as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        try:
            main(["check", *sys.argv[1:], "--format", "json", "--output", os.path.join(folder, "report.json"), "-q"])
        except SystemExit as ended:
            if ended.code not in {0, 1}:  # ended early: what was counted is of a part
                raise
    _seconds["all"] = time.process_time()
    for part, value in sorted(_seconds.items(), key=lambda item: -item[1]):
        print(f"{value:8.2f} s {_calls[part]:6}  {part}")  # noqa: T201
    for part, number in sorted(_calls.items()):
        if part not in _seconds:
            print(f"{number:17}  {part}")  # noqa: T201
