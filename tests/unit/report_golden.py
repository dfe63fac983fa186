"""Golden files: what a report must look like, as files that people read. MTCHECK_UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "report"


def assert_golden(name: str, actual: str) -> None:
    """Compare with the golden file, or renew it where the environment asks for that."""
    path = FOLDER / name
    if os.environ.get("MTCHECK_UPDATE_GOLDEN") == "1":
        path.write_bytes(actual.encode("utf-8"))
    assert actual == path.read_bytes().decode("utf-8"), f"{name} differs; MTCHECK_UPDATE_GOLDEN=1 pytest renews it"
