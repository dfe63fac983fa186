"""``python -m tests.fuzz --minutes N``: as long as asked, printing inputs tried and faults."""

from __future__ import annotations

import argparse
import sys
import time
from hashlib import blake2b
from random import Random

from mtcheck.deadlines import TimeIsOverError, time_limit
from mtcheck.errors import MtcheckError
from tests.fuzz.inputs import CORPUS, changed, seeds
from tests.fuzz.targets import TARGETS, Target, warm

LONGEST = 20.0  # seconds for one input; beyond it hangs


def fault_of(target: Target, data: bytes) -> str | None:
    """Return what went wrong with one input, None where nothing did; an error of mtcheck's own is an answer."""
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
    # A whole check costs a hundred times what a reader does: it has a smaller share of the inputs.
    weights = [0.05 if name == "check" else 1.0 for name, _ in chosen]
    faults: dict[str, tuple[str, bytes]] = {}
    tried = 0
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        ((name, target),) = random.choices(chosen, weights)
        data = changed(random.choice(corpus), random, corpus)
        tried += 1
        fault = fault_of(target, data)
        if fault is not None:
            faults.setdefault(f"{name}: {fault[:80]}", (fault, data))
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
