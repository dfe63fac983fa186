"""Word counts from the corpus: how common a form is in each language, its gender, its use as a verb, its government."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import lemma
from mtcheck.training.corpus import Pair, tokens

MASCULINE = frozenset({"un", "du", "au", "ce", "le", "cet", "aucun", "quel"})
FEMININE = frozenset({"une", "la", "cette", "ma", "ta", "sa", "aucune", "quelle"})
BEFORE_VERB = frozenset("il elle on ils elles qui ne n' je j' nous vous se s'".split())


@dataclass
class Counts:
    """Running counts over a corpus, keyed by lower-case form (government: by verb lemma)."""

    english: Counter[str] = field(default_factory=Counter)
    french: Counter[str] = field(default_factory=Counter)
    masculine: Counter[str] = field(default_factory=Counter)
    feminine: Counter[str] = field(default_factory=Counter)
    finite: Counter[str] = field(default_factory=Counter)
    government: dict[str, Counter[str]] = field(default_factory=dict)


def count(pairs: Iterable[Pair], *, english_every: int = 3) -> Counts:
    """Count forms over a corpus.

    Args:
        pairs: Sentence pairs.
        english_every: Only every n-th English side is read; its counts serve as a contrast alone.

    Returns:
        The counts; government holds for each verb lemma how often "de", "à" or nothing ("bare") stands between it and
        an infinitive.
    """
    counts = Counts()
    for number, pair in enumerate(pairs):
        if number % english_every == 0:
            counts.english.update(tokens(pair.english))
        found = tokens(pair.french)
        counts.french.update(found)
        for index in range(1, len(found)):
            before, token = found[index - 1], found[index]
            if before in MASCULINE:
                counts.masculine[token] += 1
            elif before in FEMININE:
                counts.feminine[token] += 1
            elif before in BEFORE_VERB:
                counts.finite[token] += 1
            if token[-1] in "re" and token[-2:] in {"er", "ir", "re"} and is_infinitive(token):
                _govern(counts, found, index)
    return counts


def _govern(counts: Counts, found: list[str], index: int) -> None:
    """Count what stands between an infinitive at ``index`` and the verb before it."""
    link = found[index - 1]
    if link in {"de", "d'", "à"}:
        if index < 2:
            return
        verb, kind = found[index - 2], "à" if link == "à" else "de"
    else:
        verb, kind = link, "bare"
    base = lemma(verb, "fr")
    if base != verb and is_infinitive(base):
        counts.government.setdefault(base, Counter())[kind] += 1
