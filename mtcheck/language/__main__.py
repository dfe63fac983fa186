"""``python -m mtcheck.language``: bring the catalogues up to date, and say what they lack."""

from __future__ import annotations

import sys

from mtcheck.language.catalogue import LANGUAGES, SOURCE
from mtcheck.language.maintaining import faults, path_of, update


def main() -> int:
    """Update every catalogue; 1 where one lacks something."""
    code = 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        wanting = update(language)
        print(f"{path_of(language)}: {wanting} without a counterpart")  # noqa: T201
        for fault in faults(language):
            print(f"  {fault}")  # noqa: T201
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
