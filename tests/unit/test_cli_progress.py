import io
import sys
import time

import pytest

from mtcheck.cli import progress as module
from mtcheck.cli.progress import StderrProgress


def run_stages(monkeypatch: pytest.MonkeyPatch, *, patience: float, lasting: float) -> str:
    stderr = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(module, "PATIENCE", patience)
    monkeypatch.setenv("FORCE_COLOR", "1")
    with StderrProgress() as progress:
        progress.start("Loading the model", 0)
        progress.finish()
        progress.start("Translating", 4)
        progress.advance(3)
        deadline = time.monotonic() + lasting
        while time.monotonic() < deadline and "Translating" not in stderr.getvalue():
            time.sleep(0.01)
        progress.advance()
        progress.finish()
    return stderr.getvalue()


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_stages(monkeypatch, patience=60, lasting=0.05) == ""


def test_long_work_shows_the_stage_that_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run_stages(monkeypatch, patience=0.01, lasting=10)
    assert "Translating" in shown
    assert "3/4" in shown
