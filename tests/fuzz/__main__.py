"""``python -m tests.fuzz --minutes N``: as long as asked, printing inputs tried and faults."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from hashlib import blake2b
from random import Random

from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.errors import MtcheckError
from tests.fuzz.inputs import CORPUS, changed, seeds
from tests.fuzz.means import languages_by_lot
from tests.fuzz.targets import TARGETS, Target, warm

# What costs ten or a hundred times what a reader does has a smaller share of the inputs.
_SHARES = {
    "check": 0.01, "part of a check": 0.03, "archive": 0.1, "folder": 0.2, "quotes .yaml": 0.3, "reader .html": 0.6,
    "reader .pdf": 0.2, "part of .odt": 0.3, "part of .epub": 0.3,
}  # fmt: skip
_REAL = 0.2  # share of the rounds, which are short, in which languages are told by the library
_OWN = 0.5  # share of the inputs that are made of one which the target takes
LONGEST = 20.0  # seconds of a processor for one input; beyond it hangs
_HANGS = f"hangs for more than {LONGEST:g} seconds"


def fault_of(target: Target, data: bytes) -> str | None:
    """Return what went wrong with one input, None where nothing did; an error of mtcheck's own is an answer."""
    told = _tried(target, data, LONGEST)
    # What is loaded once, and what a busy machine does not get to, is no input's fault.
    return _tried(target, data, 10 * LONGEST) if told == _HANGS else told


def _tried(target: Target, data: bytes, seconds: float) -> str | None:
    begun = time.process_time()
    try:
        with time_limit(seconds):
            target(data)
    except MtcheckError:
        return None
    except TimeIsOverError:
        return _HANGS
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return _HANGS if time.process_time() - begun > LONGEST else None


def inputs_taken(target: Target, corpus: list[bytes]) -> list[bytes]:
    """Return the inputs that a target has no error for: what is made of them comes far into it."""
    return [data for data in corpus if _takes(target, data)] or corpus


def _takes(target: Target, data: bytes) -> bool:
    try:
        with time_limit(LONGEST):
            target(data)
    except Exception:  # faults are told where each input is tried
        return False
    return True


def fuzz(
    minutes: float, seed: int, only: str = "", tell: Callable[[str], object] = lambda line: None
) -> tuple[int, dict[str, tuple[str, bytes]]]:
    """Try inputs until the time is over.

    Args:
        minutes: How long.
        seed: Of the random numbers; the same seed tries the same inputs in the same order.
        only: What the names of the targets begin with.
        tell: Gets a line for every kind of fault when it is first met, and one with the count every minute.

    Returns:
        How many inputs were tried, and by target and kind of fault what was said and the input.
    """
    warm()
    random, corpus = Random(seed), seeds()
    chosen = [(name, target) for name, target in TARGETS.items() if name.startswith(only)]
    weights = [_SHARES.get(name, 1.0) for name, _ in chosen]
    own = {name: corpus if name.endswith("check") else inputs_taken(target, corpus) for name, target in chosen}
    faults: dict[str, tuple[str, bytes]] = {}
    tried = 0
    begun = told = time.monotonic()
    end = begun + 60 * minutes
    while time.monotonic() < end:
        if time.monotonic() - told > 60:
            told = time.monotonic()
            tell(f"{tried} inputs tried in {(told - begun) / 60:.0f} minutes, {len(faults)} faults")
        real = random.random() < _REAL
        with nullcontext() if real else languages_by_lot():
            for name, target in random.choices(chosen, weights, k=5 if real else 200):
                data = changed(random.choice(own[name] if random.random() < _OWN else corpus), random, corpus)
                tried += 1
                fault = fault_of(target, data)
                if fault is not None and (kind := f"{name}: {fault[:80]}") not in faults:
                    faults[kind] = (fault, data)
                    tell(f"{kind}\n  {fault}\n  {data[:600]!r}")
                if time.monotonic() >= end:
                    break
    return tried, faults


def main() -> int:
    """Run the fuzzer from the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="what the names of the targets begin with")
    parser.add_argument("--keep", action="store_true", help="write the inputs that fail to the corpus")
    given = parser.parse_args()
    tried, faults = fuzz(given.minutes, given.seed, given.only, lambda line: print(line, flush=True))  # noqa: T201
    for _, data in faults.values():
        if given.keep:
            CORPUS.mkdir(exist_ok=True)
            (CORPUS / f"{blake2b(data, digest_size=6).hexdigest()}.bin").write_bytes(data)
    sys.stdout.write(f"{tried} inputs tried, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
