"""A translation engine without a model, for tests of everything that stands on the seam."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mtcheck.errors import LanguagePairError
from mtcheck.language.messages import Message
from mtcheck.records import Hypothesis, Span, TokenScore, TokenScores
from mtcheck.text.words import words

KNOWN_WORD = math.log(0.9)
UNKNOWN_WORD = math.log(0.01)
UNDECIDED = 0.5  # entropy in every place


def _same(text: str) -> str:
    return text


def _runs(text: str) -> tuple[Span, ...]:
    """Cut at space."""
    return tuple(Span(*match.span()) for match in re.finditer(r"\S+", text))


@dataclass(frozen=True, slots=True)
class FakeTranslator:
    """A translator that answers from a dictionary, always the same way.

    Translation: the answer for the text where there is one, else what ``rule`` makes of the text (the text itself).
    Scores: one token a word; a word that the source shares, or that the source's answer shares, has probability
    0.9 and rank 1, any other 0.01 and rank 2, with the source's word in that place as the likelier one. An empty source
    shares nothing.

    >>> fake = FakeTranslator({"Bonjour.": "Hello."})
    >>> fake.translate(["Bonjour."], source_lang="fr", target_lang="en")[0].text
    'Hello.'

    Attributes:
        answers: Source text to translation, for every language pair.
        rule: What to answer to any other text.
        pairs: Language pairs that it knows, ISO 639-1; any other raises :class:`LanguagePairError`.
        looping: Texts whose hypothesis is marked as looped.
        signature: As engines have it.
    """

    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rule: Callable[[str], str] = _same
    pairs: frozenset[tuple[str, str]] = frozenset({("fr", "en"), ("en", "fr")})
    looping: frozenset[str] = frozenset()
    signature: str = "fake"

    def translate(self, texts: Sequence[str], *, source_lang: str, target_lang: str) -> tuple[Hypothesis, ...]:
        """Answer from the dictionary.

        Args:
            texts: Sentences; an empty one gives an empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.

        Returns:
            One hypothesis a text, in the same order; ``log_prob`` is that of a known word.

        Raises:
            LanguagePairError: The pair is none of ``pairs``.
        """
        self._check(source_lang, target_lang)
        return tuple(
            Hypothesis(
                source=text,
                text=self._answer(text),
                log_prob=KNOWN_WORD if text.strip() else None,
                engine=self.signature,
                looped=text in self.looping,
            )
            for text in texts
        )

    def translate_nbest(
        self, texts: Sequence[str], *, source_lang: str, target_lang: str, count: int
    ) -> tuple[tuple[Hypothesis, ...], ...]:
        """Answer from the dictionary, which knows one translation of each text.

        Args:
            texts: Sentences; an empty one gives an empty hypothesis.
            source_lang: ISO 639-1 code of the texts.
            target_lang: ISO 639-1 code of the hypotheses.
            count: Most hypotheses a text.

        Returns:
            One hypothesis for each text, in the same order.

        Raises:
            LanguagePairError: The pair is none of ``pairs``.
            ValueError: ``count`` is less than 1.
        """
        if count < 1:
            raise ValueError(f"{count} hypotheses were asked for")
        return tuple((one,) for one in self.translate(texts, source_lang=source_lang, target_lang=target_lang))

    def score(self, pairs: Sequence[tuple[str, str]], *, source_lang: str, target_lang: str) -> tuple[TokenScores, ...]:
        """Score each target word by whether the source has it.

        Args:
            pairs: ``(source, target)`` texts.
            source_lang: ISO 639-1 code of the sources.
            target_lang: ISO 639-1 code of the targets.

        Returns:
            One record a pair; one token a run of the target without spaces.

        Raises:
            LanguagePairError: The pair is none of ``pairs``.
        """
        self._check(source_lang, target_lang)
        return tuple(self._score(source, target) for source, target in pairs)

    def _answer(self, text: str) -> str:
        if not text.strip():
            return ""
        return self.answers[text] if text in self.answers else self.rule(text)

    def _score(self, source: str, target: str) -> TokenScores:
        expected = [word.folded for word in words(self._answer(source))]
        known = {word.folded for word in words(source)} | set(expected)
        tokens: list[TokenScore] = []
        for place, span in enumerate(_runs(target)):
            run = span.of(target)
            if all(word.folded in known for word in words(run)) and known:
                tokens.append(TokenScore(span, KNOWN_WORD, run, KNOWN_WORD, 1, UNDECIDED))
            else:
                better = expected[place] if place < len(expected) else run
                tokens.append(TokenScore(span, UNKNOWN_WORD, better, KNOWN_WORD, 2, UNDECIDED))
        return TokenScores(tuple(tokens))

    def _check(self, source_lang: str, target_lang: str) -> None:
        if (source_lang, target_lang) not in self.pairs:
            raise LanguagePairError(
                Message(
                    "the fake does not translate {source_lang} to {target_lang}",
                    source_lang=source_lang,
                    target_lang=target_lang,
                )
            )
