"""What translating costs with the product's settings, and where: cutting into pieces, the search, mending.

    python tests/benchmarks/translating.py newstest2013.tsv --lines 900 --beams 1 2 4

The file holds English, a tab, and French a line. Words are those of the source. Beside the time on the clock stands the
processor time of all threads, which says what a free core would do where other programs want this one as well; what
they cost in caches and clock rate it includes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sacrebleu import corpus_bleu

from mtcheck.engines.ctranslate2_engine import CTranslate2Translator
from mtcheck.engines.embedded import embedded_folder
from mtcheck.engines.families import read_family
from mtcheck.engines.options import EngineOptions
from mtcheck.engines.repair import repaired

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one stage, by the clock and of the processor."""

    clock: float
    processor: float


def timed(work: Callable[[], Answer]) -> tuple[Answer, Cost]:
    """Do some work and return its answer with what it cost."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, Cost(time.perf_counter() - clock, time.process_time() - processor)


def _mended(pairs: Sequence[tuple[str, str]], languages: Mapping[str, str]) -> list[str]:
    return [repaired(*pair, **languages) for pair in pairs]


def main() -> None:
    """Translate with each beam and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path, help="English, tab, French")
    parser.add_argument("--model", type=Path, default=embedded_folder())
    parser.add_argument("--source", choices=("fr", "en"), default="fr")
    parser.add_argument("--lines", type=int, default=900)
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 2, 4], metavar="N")
    parser.add_argument("--threads", type=int, default=2, help="batches at a time")
    options = parser.parse_args()
    rows = [line.split("\t") for line in options.sentences.read_text(encoding="utf-8").splitlines()[: options.lines]]
    read, write = (1, 0) if options.source == "fr" else (0, 1)
    sources, references = [row[read] for row in rows], [row[write] for row in rows]
    languages = {"source_lang": options.source, "target_lang": "en" if options.source == "fr" else "fr"}
    count = sum(len(text.split()) for text in sources)
    vocabulary = read_family(options.model).vocabulary
    _, cut = timed(lambda: vocabulary.source_ids(sources))
    sys.stdout.write(f"{len(sources)} sentences, {count} words; cutting into pieces takes {cut.processor:.2f} s\n\n")
    sys.stdout.write("| beam | words/s | words/s of processor time | of it mending | BLEU | mended |\n")
    sys.stdout.write("| ---: | ---: | ---: | ---: | ---: | ---: |\n")
    with TemporaryDirectory() as cache:
        for beam in options.beams:
            engine = CTranslate2Translator.load(
                EngineOptions(options.model, device="cpu", beam=beam, threads=options.threads, models=Path(cache))
            )
            engine.translate(sources[:2], **languages)
            repaired(sources[0], "herpanic", **languages)  # loads the tables
            found, search = timed(partial(engine.translate, sources, **languages))
            plain = [one.text for one in found]
            pairs = list(zip(sources, plain, strict=True))
            mended, mending = timed(partial(_mended, pairs, languages))
            clock, processor = search.clock + mending.clock, search.processor + mending.processor
            scores = [corpus_bleu(written, [references]).score for written in (plain, mended)]
            sys.stdout.write(
                f"| {beam} | {count / clock:.0f} | {count / processor:.0f} | {mending.processor / processor:.0%} "
                f"| {scores[0]:.2f} | {scores[1]:.2f} |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
