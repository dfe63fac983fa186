"""What the processes of a corpus run check with in tests: made there, so it must be importable."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtcheck.checks.base import BackTranslated, Rule, Verdict
from mtcheck.checks.registry import all_checks
from mtcheck.config.settings import Config
from mtcheck.engines.fake import FakeTranslator
from mtcheck.errors import TranslatorError
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Hypothesis
from mtcheck.run.means import Means


@dataclass(frozen=True)
class OnceCheck:
    """Finds nothing, and at one document ends its process, as long as a file is not there."""

    killed: str
    rules: tuple[Rule, ...] = ()
    back_translated = BackTranslated.NONE

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        yield from ()
        if "numéro 1 " in evidence.document.text and not Path(self.killed).exists():
            Path(self.killed).touch()
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class OnceTranslator(FakeTranslator):
    """Fails at one sentence, as long as a file is not there."""

    stopped: str = ""

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        if any("numéro 5 " in text for text in texts) and not Path(self.stopped).exists():
            Path(self.stopped).touch()
            raise TranslatorError("the engine is gone")
        return FakeTranslator.translate(self, texts, source_lang=source_lang, target_lang=target_lang)


def make(config: Config) -> Means:
    return Means(all_checks(), FakeTranslator())


def dangerous(killed: str, stopped: str, config: Config) -> Means:
    """Kill a process once, and stop the run once."""
    return Means((*all_checks(), OnceCheck(killed)), OnceTranslator(stopped=stopped))
