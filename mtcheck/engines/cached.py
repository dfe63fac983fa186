"""A translator that remembers: the model behind it is loaded only where an answer is not yet known."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from functools import cache as once
from hashlib import blake2b
from threading import Lock
from typing import TypeVar

from mtcheck import __version__
from mtcheck.deadlines import not_counted
from mtcheck.engines.base import Translator
from mtcheck.engines.cache import AnswerCache
from mtcheck.engines.engine import NBestTranslator
from mtcheck.engines.likelihoods import log_probs
from mtcheck.records import Hypothesis, LogProbs, Span, TokenScore, TokenScores

_REVISION = 3  # of what engines do around the network: cuts, normalisation, loops; raised when answers change
_AT_ONCE = 512  # texts asked of the engine before their answers are kept, so that an interrupted run loses few

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class CachedTranslator:
    """Answers from the cache, and from an engine what the cache lacks.

    Args:
        signature: Of the engine, known before it is loaded.
        load: Loads the engine; called once at most.
        cache: Where answers are kept; None to ask the engine always.
    """

    def __init__(self, signature: str, load: Callable[[], Translator], cache: AnswerCache | None) -> None:
        self._signature, self._once, self._cache = signature, once(load), cache
        self._loading = Lock()

    def _load(self) -> Translator:
        with self._loading, not_counted():  # two threads that ask at the same time must not load two models
            return self._once()

    @property
    def signature(self) -> str:
        """The engine's."""
        return self._signature

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Translate sentences; see :meth:`Translator.translate`."""
        return self._answer(
            texts,
            keys=[self._key("translate", source_lang, target_lang, text) for text in texts],
            ask=lambda new: self._load().translate(new, source_lang=source_lang, target_lang=target_lang),
            write=_write_hypothesis,
            read=self._read_hypothesis,
        )

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Translate sentences, each in several ways; see :meth:`NBestTranslator.translate_nbest`.

        Raises:
            TypeError: The engine gives one hypothesis only.
        """

        def ask(new: Sequence[str]) -> Sequence[tuple[Hypothesis, ...]]:
            engine = self._load()
            if not isinstance(engine, NBestTranslator):
                raise TypeError(f"{self._signature} gives one hypothesis a text")
            return engine.translate_nbest(new, source_lang=source_lang, target_lang=target_lang, count=count)

        return self._answer(
            texts,
            keys=[self._key(f"nbest{count}", source_lang, target_lang, text) for text in texts],
            ask=ask,
            write=lambda answer: [_write_hypothesis(one) for one in answer],
            read=lambda text, kept: tuple(self._read_hypothesis(text, one) for one in kept),
        )

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Force-decode each target given its source; see :meth:`Translator.score`."""
        return self._answer(
            pairs,
            keys=[self._key("score", source_lang, target_lang, *pair) for pair in pairs],
            ask=lambda new: self._load().score(new, source_lang=source_lang, target_lang=target_lang),
            write=_write_scores,
            read=lambda _, kept: _read_scores(kept),
        )

    def log_probs(
        self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str
    ) -> tuple[LogProbs, ...]:
        """Say how likely each target is given its source; see :func:`mtcheck.engines.likelihoods.log_probs`."""
        return self._answer(
            pairs,
            keys=[self._key("log_probs", source_lang, target_lang, *pair) for pair in pairs],
            ask=lambda new: log_probs(self._load(), new, source_lang=source_lang, target_lang=target_lang),
            write=lambda answer: [[s.start, s.end, v] for s, v in zip(answer.spans, answer.values, strict=True)],
            read=lambda _, kept: _read_log_probs(kept),
        )

    def _answer(
        self,
        questions: Sequence[Question],
        *,
        keys: Sequence[bytes],
        ask: Callable[[Sequence[Question]], Sequence[Answer]],
        write: Callable[[Answer], object],
        read: Callable[[Question, list[object]], Answer],
    ) -> tuple[Answer, ...]:
        if self._cache is None:
            return tuple(ask(questions))
        answers: dict[bytes, Answer] = {}
        kept = self._cache.get(keys)
        missing: dict[bytes, Question] = {}
        for key, question in zip(keys, questions, strict=True):
            if key in kept and key not in answers:
                try:
                    answers[key] = read(question, json.loads(zlib.decompress(kept[key])))
                except (ValueError, TypeError, zlib.error):
                    missing[key] = question  # a damaged answer is one that is not known
            elif key not in kept:
                missing[key] = question
        waiting = list(missing.items())
        for start in range(0, len(waiting), _AT_ONCE):
            part = waiting[start : start + _AT_ONCE]
            new = dict(zip((key for key, _ in part), ask([question for _, question in part]), strict=True))
            answers |= new
            self._cache.put({key: zlib.compress(json.dumps(write(answer)).encode(), 1) for key, answer in new.items()})
        return tuple(answers[key] for key in keys)

    def _key(self, *parts: str) -> bytes:
        whole = json.dumps([__version__, _REVISION, self._signature, *parts])
        return blake2b(whole.encode(), digest_size=16).digest()

    def _read_hypothesis(self, text: str, kept: object) -> Hypothesis:
        if not isinstance(kept, list):
            raise ValueError("no hypothesis")
        output, log_prob, looped = kept
        return Hypothesis(source=text, text=output, log_prob=log_prob, engine=self._signature, looped=looped)


def _write_hypothesis(hypothesis: Hypothesis) -> list[object]:
    return [hypothesis.text, hypothesis.log_prob, hypothesis.looped]


def _write_scores(scores: TokenScores) -> list[object]:
    return [[t.span.start, t.span.end, t.log_prob, t.best, t.best_log_prob, t.rank, t.entropy] for t in scores.tokens]


def _read_scores(kept: list[object]) -> TokenScores:
    rows: list[tuple[int, int, float, str, float, int, float]]
    rows = [tuple(row) for row in kept]  # type: ignore[arg-type, misc]
    return TokenScores(tuple(TokenScore(Span(row[0], row[1]), *row[2:]) for row in rows))


def _read_log_probs(kept: list[object]) -> LogProbs:
    rows: list[tuple[int, int, float]] = [tuple(row) for row in kept]  # type: ignore[arg-type, misc]
    return LogProbs(tuple(Span(start, end) for start, end, _ in rows), tuple(value for _, _, value in rows))
