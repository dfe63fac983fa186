"""Puts every suggestion of the rules' examples and the known errors into its sentence, and says what is wrong with it.

Run by hand, ``python tests/benchmarks/suggestions.py``: it takes minutes. The test of the same name tries a sample.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit")]

from suggestion_faults import known_texts, suggestion_faults  # noqa: E402

from tests.conftest import run_texts  # noqa: E402


def main() -> int:
    """Print what is wrong with suggestions, and how many there are."""
    seen, faults = suggestion_faults(known_texts(), run_texts)
    for fault in faults:
        print(fault)  # noqa: T201
    print(f"{seen} suggestions, {len(faults)} with something new that is wrong")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
