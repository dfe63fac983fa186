"""How well an engine translates: BLEU and chrF, with the signatures that reproduce them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from mtcheck.engines.base import Translator
from mtcheck.evaluation.pairs import EvaluationPair

DIRECTIONS = ("fr-en", "en-fr")


@dataclass(frozen=True, slots=True)
class TranslationFigures:
    """The figures of one direction.

    Attributes:
        direction: ``fr-en`` or ``en-fr``.
        sentences: Sentences translated.
        bleu: 0–100.
        bleu_signature: sacreBLEU's.
        chrf: 0–100.
        chrf_signature: sacreBLEU's.
        seconds: Time of the translation, loading excluded.
        hypotheses: What the engine wrote, in order.
    """

    direction: str
    sentences: int
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    seconds: float
    hypotheses: tuple[str, ...]


def evaluate_translation(translator: Translator, pairs: Sequence[EvaluationPair], direction: str) -> TranslationFigures:
    """Translate one side of the pairs and compare with the other.

    Args:
        translator: The engine.
        pairs: The evaluation set.
        direction: ``fr-en`` or ``en-fr``.

    Returns:
        The figures.

    Raises:
        LanguagePairError: The engine does not know the direction.
        TranslatorError: The engine failed.

    Source:
        Post (2018), A Call for Clarity in Reporting BLEU Scores; Popović (2015), chrF.
    """
    source_lang, target_lang = direction.split("-")
    sides = {"en": [pair.english for pair in pairs], "fr": [pair.french for pair in pairs]}
    start = time.perf_counter()
    found = translator.translate(sides[source_lang], source_lang=source_lang, target_lang=target_lang)
    seconds = time.perf_counter() - start
    hypotheses = [each.text for each in found]
    bleu, chrf = BLEU(), CHRF()
    references = [sides[target_lang]]
    return TranslationFigures(
        direction=direction,
        sentences=len(pairs),
        bleu=bleu.corpus_score(hypotheses, references).score,
        bleu_signature=str(bleu.get_signature()),
        chrf=chrf.corpus_score(hypotheses, references).score,
        chrf_signature=str(chrf.get_signature()),
        seconds=seconds,
        hypotheses=tuple(hypotheses),
    )
