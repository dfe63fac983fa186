"""What looks at a job's clock while it is computed, and tells the job how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.engines.base import Translator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.records import Hypothesis, LogProbs, TokenScores
from mtcheck.serve.worker import Job

AT_ONCE = 16  # sentences between two looks at the clock


class Watched:
    """A translator that looks at a job's clock every few sentences, and tells the job how far it is.

    Args:
        translator: The engine; its answers do not depend on how many texts it is given at once.
        job: What is told, and what ends the work.
    """

    def __init__(self, translator: Translator, job: Job) -> None:
        self._translator, self._job = translator, job

    @property
    def signature(self) -> str:
        """The engine's."""
        return self._translator.signature

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences; see :meth:`Translator.translate`."""
        self._job.stage, self._job.done, self._job.total = "translating", 0, len(texts)
        found: list[Hypothesis] = []
        for start in range(0, len(texts), AT_ONCE):
            self._job.step()
            part = texts[start : start + AT_ONCE]
            found += self._translator.translate(part, source_lang=source_lang, target_lang=target_lang)
            self._job.done = len(found)
        return tuple(found)

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source; see :meth:`Translator.score`."""
        found: list[TokenScores] = []
        for start in range(0, len(pairs), AT_ONCE):
            self._job.step()
            part = pairs[start : start + AT_ONCE]
            found += self._translator.score(part, source_lang=source_lang, target_lang=target_lang)
        return tuple(found)

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source; see :func:`mtcheck.engines.likelihoods.log_probs`."""
        found: list[LogProbs] = []
        for start in range(0, len(pairs), AT_ONCE):
            self._job.step()
            part = pairs[start : start + AT_ONCE]
            found += log_probs(self._translator, part, source_lang=source_lang, target_lang=target_lang)
        return tuple(found)


class JobProgress:
    """Tells a job how far a run has come."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def start(self, stage: str, total: int) -> None:
        """Begin a stage of ``total`` steps."""
        self._job.step()
        self._job.stage, self._job.done, self._job.total = stage, 0, total

    def advance(self, amount: int = 1) -> None:
        """Count steps done."""
        self._job.step()

    def finish(self) -> None:
        """End the stage."""
        self._job.stage = "finishing"
