"""What the worker processes of the tests check with: made there, so it must be importable."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mtcheck.checks.base import BackTranslated, Rule, Verdict
from mtcheck.checks.registry import all_checks
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import ModelLoadError
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Category, Severity, Span
from mtcheck.run.means import Means

RULE = Rule("MT401", "test.bridge", Category.GRAMMAR, Severity.MAJOR, "A test.", "For the test only.", "The test.", ())


@dataclass(frozen=True)
class DeadlyCheck:
    """Flags bridges, prints, and kills its process at a word: at ``once`` as long as the file ``flag`` is not there."""

    once: str = ""
    always: str = ""
    flag: str | None = None
    pids: str | None = None
    rules = (RULE,)
    back_translated = BackTranslated.NONE

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        text = evidence.document.text
        if self.pids is not None:
            Path(self.pids, str(os.getpid())).touch()
        first = bool(self.once) and self.once in text and self.flag is not None and not Path(self.flag).exists()
        if first and self.flag is not None:
            Path(self.flag).touch()
        if first or (self.always and self.always in text):
            os.kill(os.getpid(), signal.SIGKILL)
        print("printed by a plug-in")  # noqa: T201
        start = text.find("pont")
        if start >= 0:
            yield Verdict(RULE, Span(start, start + 4), "A bridge", 0.9)


def deadly(once: str = "", always: str = "", flag: str | None = None, pids: str | None = None) -> Means:
    return Means((DeadlyCheck(once, always, flag, pids),), FakeTranslator())


def every_check() -> Means:
    return Means(all_checks(), FakeTranslator())


def dying() -> Means:
    os._exit(3)


def failing() -> Means:
    raise ModelLoadError("model.name: no weights")
