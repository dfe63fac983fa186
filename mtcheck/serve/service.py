"""What the server computes: reports, scores and translations, each within a job's time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mtcheck.config.known import build_triage
from mtcheck.config.resources import Resources
from mtcheck.config.rules import build_options
from mtcheck.config.settings import Config
from mtcheck.engines.base import Translator
from mtcheck.errors import ConfigError
from mtcheck.estimator.scores import PairScore
from mtcheck.faults import HINT
from mtcheck.language.messages import Message
from mtcheck.readers.discovery import Source
from mtcheck.readers.plain import document
from mtcheck.records import Document, FileReport, KnownQuote, Report
from mtcheck.report.registry import reporter
from mtcheck.run.pipeline import PipelineOptions, plan_run
from mtcheck.serve.watching import JobProgress, Watched
from mtcheck.serve.worker import Job


def options_of(config: Config, given: dict[str, object]) -> PipelineOptions:
    """Return the configured options with those of a request in their place.

    Raises:
        ConfigError: A value is wrong; the error names the option.
    """
    changed = {f"checks.{name}": (name, value) for name, value in given.items() if value is not None}
    return build_options(config.override(changed))


class Service:
    """The model and what is asked of it. Its methods run in the worker's thread, one at a time.

    Args:
        config: Names the model, and what is kept between runs.
        translator: The engine to use in place of the configured one.
    """

    def __init__(self, config: Config, translator: Translator | None = None) -> None:
        self._config, self._given, self._resources = config, translator, Resources()
        self.ready = False
        self.signature = ""

    def warm(self, job: Job) -> None:
        """Load the model and the tables by checking a sentence."""
        options = build_options(self._config)
        self.check(job, [document("warm.txt", "Ils ont signé un accord hier soir.")], (), options)
        self._translator.translate(["Bonjour."], source_lang="fr", target_lang="en")
        self.signature = self._translator.signature
        self.ready = True

    def check(
        self,
        job: Job,
        sources: Sequence[Document | Source],
        quotes: tuple[KnownQuote, ...],
        options: PipelineOptions,
    ) -> Report:
        """Check documents; the job is told how far it has come.

        Comments, ``[sic]`` and the ignore list hold as on the command line; a baseline speaks of files, and is left out.
        """
        means = self._resources.means(self._config, self._given)
        means = replace(means, translator=Watched(means.translator, job))
        run = plan_run(sources, means, options, quotes=quotes, progress=JobProgress(job))
        known = replace(self._config, report=replace(self._config.report, baseline=None))
        triage = build_triage(known, run.quotes.quote, options.wants_code, partial=True)
        report = run.report(lambda file: _discreet(triage.part(file)), triage.across)
        return replace(report, warnings=triage.warnings())

    def score(self, job: Job, pairs: Sequence[tuple[str, str]], threshold: float | None) -> list[dict[str, Any]]:
        """Score pairs of English and French."""
        job.stage, job.total = "scoring", len(pairs)
        found = []
        watched = Watched(self._translator, job)
        scorer = self._resources.pair_scorer(self._config, threshold=threshold, translator=watched)
        for score in scorer.score(pairs):
            job.done += 1
            found.append(score_object(score))
        return found

    def translate(self, job: Job, texts: Sequence[str], pair: tuple[str, str]) -> list[dict[str, Any]]:
        """Translate sentences."""
        source, target = pair
        answers = Watched(self._translator, job).translate(texts, source_lang=source, target_lang=target)
        return [{"text": one.text, "log_prob": one.log_prob, "looped": one.looped} for one in answers]

    @property
    def _translator(self) -> Translator:
        return self._resources.translator(self._config) if self._given is None else self._given


def _discreet(file: FileReport) -> FileReport:
    """Say of a fault that it was one, and not how the server is made."""
    if file.error is None or not str(file.error).endswith(f"({HINT})"):
        return file
    return replace(file, error=f"{file.path}: cannot be checked: a fault of the server; its log says more")


def rendered(report: Report, form: str) -> str:
    """Render a report.

    Raises:
        ConfigError: There is no such format.
    """
    from mtcheck.report.registry import reporter_names

    if form not in reporter_names():
        raise ConfigError(
            Message("there is no format {form!r}; there are {known}", form=form, known=", ".join(reporter_names())),
            key="format",
        )
    stream = io.StringIO()
    reporter(form).render(report, stream)
    return stream.getvalue()


def score_object(score: PairScore) -> dict[str, Any]:
    """Return a pair's score as JSON data, as `mtcheck score` writes it."""
    return {
        "score": None if score.score is None else round(score.score, 1),
        "spans": [
            {
                "start": span.span.start,
                "end": span.span.end,
                "text": span.text,
                "severity": span.severity.label,
                "category": span.category.value,
                "confidence": round(span.confidence, 2),
            }
            for span in score.spans
        ],
        "omissions": [{"start": span.span.start, "end": span.span.end, "text": span.text} for span in score.omissions],
        "error": score.error,
    }
