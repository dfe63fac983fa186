"""``python -m tests.fuzz --minutes N``: as long as asked, printing inputs tried and faults."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import nullcontext
from hashlib import blake2b
from random import Random

from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.errors import MtcheckError
from tests.fuzz.inputs import CORPUS, changed, seeds
from tests.fuzz.targets import TARGETS, Target, languages_by_lot, warm

# What costs a hundred times what a reader does has a smaller share of the inputs.
_SHARES = {"check": 0.002, "part of a check": 0.05, "archive": 0.2, "folder": 0.3}
_REAL = 0.2  # share of the rounds, which are short, in which languages are told by the library
LONGEST = 20.0  # seconds for one input; beyond it hangs


def fault_of(target: Target, data: bytes) -> str | None:
    """Return what went wrong with one input, None where nothing did; an error of mtcheck's own is an answer."""
    told = _tried(target, data)
    # What is loaded once, on a busy machine, is no input's fault.
    return _tried(target, data) if told is not None and told.startswith("hangs") else told


def _tried(target: Target, data: bytes) -> str | None:
    try:
        with time_limit(LONGEST):
            target(data)
    except MtcheckError:
        return None
    except TimeIsOverError:
        return f"hangs for more than {LONGEST:g} seconds"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return None


def fuzz(minutes: float, seed: int, only: str = "") -> tuple[int, dict[str, tuple[str, bytes]]]:
    """Try inputs until the time is over.

    Args:
        minutes: How long.
        seed: Of the random numbers; the same seed tries the same inputs in the same order.
        only: What the names of the targets begin with.

    Returns:
        How many inputs were tried, and by target and kind of fault what was said and the input.
    """
    warm()
    random, corpus = Random(seed), seeds()
    chosen = [(name, target) for name, target in TARGETS.items() if name.startswith(only)]
    weights = [_SHARES.get(name, 1.0) for name, _ in chosen]
    faults: dict[str, tuple[str, bytes]] = {}
    tried = 0
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        real = random.random() < _REAL
        with nullcontext() if real else languages_by_lot():
            for name, target in random.choices(chosen, weights, k=5 if real else 200):
                data = changed(random.choice(corpus), random, corpus)
                tried += 1
                fault = fault_of(target, data)
                if fault is not None:
                    faults.setdefault(f"{name}: {fault[:80]}", (fault, data))
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
    tried, faults = fuzz(given.minutes, given.seed, given.only)
    for name, (fault, data) in faults.items():
        sys.stdout.write(f"{name}\n  {fault}\n  {data[:200]!r}\n")
        if given.keep:
            CORPUS.mkdir(exist_ok=True)
            (CORPUS / f"{blake2b(data, digest_size=6).hexdigest()}.bin").write_bytes(data)
    sys.stdout.write(f"{tried} inputs tried, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
