"""What is measured of a text to tell unedited machine translation from French that a person wrote or edited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.collocations import Collocations
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.machine_french import MachineFrench
from mtcheck.lexicon.sequences import Sequences, cut
from mtcheck.text.stopwords import FRENCH

_GROUPS = {
    "in, on, for": "dans sur pour par avec",
    "that": "que qu'",
    "who": "qui",
    "whose": "dont où",
    "this": "ce cet cette ces",
    "those": "celui celle ceux celles",
    "he": "il elle ils elles",
    "his": "son sa ses leur leurs",
    "one": "on",
    "has": "a ont",
    "was": "était étaient avait avaient",
    "been": "été",
    "would": "sera seront serait seraient pourrait pourraient",
    "also": "également aussi ainsi",
}
_GROUP_OF = {form: name for name, forms in _GROUPS.items() for form in forms.split()}
_INVERTED = re.compile(r"-t-(?:il|elle|on)\b|-(?:il|elle|ils|elles)\b")
_INFINITIVE = re.compile(r"\b(?:de|d['’]|à|pour) ?\w+(?:er|ir|re)\b")
_COMPOUND = re.compile(r"\b(?:a|ont|est|sont|été) \w+(?:é|és|ée|ées|i|is|it|u|us)\b")
_SHORT = 3  # letters up to which a capital says nothing
_LONG = 6  # letters beyond which "-ment" makes an adverb, and a word can be two
_LONG_PARTICIPLE = 5  # letters beyond which "-ant" makes a participle
_STANDING = 3.0  # occurrences per million beyond which a part of a glued word is a word
_ENGLISH = 1.0  # occurrences per million in English beyond which an unknown form is English
_COMMON = 20.0  # occurrences per million from which a form is no name
NAMES = (
    "forms never seen side by side",
    "function words beside forms never seen there",
    "forms in rows of three never seen",
    "rows of unseen neighbours",
    "sentences with an unseen pair",
    "content words never seen side by side",
    "content words never seen with one word between",
    "habits of rule-based translators",
    "the worst sentence's",
    "unknown forms",
    "forms left in English",
    "forms glued together",
    "common words with a capital",
    "adverbs in -ment",
    "forms in -ant",
    "commas",
    "inverted subjects",
    "infinitives behind a preposition",
    "compound tenses",
    *(f"function words: {name}" for name in _GROUPS),
)


class MeasuredSentence(NamedTuple):
    """A sentence as it is measured: its text, and its words with their glosses."""

    text: str
    words: tuple[GlossedWord, ...]


class _Form(NamedTuple):
    group: str | None
    function: bool
    unknown: bool
    english: bool
    glued: bool
    manner: bool
    present: bool
    common: bool


@dataclass(frozen=True)
class Measurer:
    """Measures texts with the tables that ship with the package, or others.

    Attributes:
        sequences: Neighbouring forms that were seen.
        collocations: Neighbouring dictionary forms that were seen.
        frequencies: Occurrences of forms.
        machine: Habits of rule-based translators.
    """

    sequences: Sequences
    collocations: Collocations
    frequencies: Frequencies
    machine: MachineFrench

    def __post_init__(self) -> None:
        object.__setattr__(self, "_form", lru_cache(maxsize=50_000)(self._read))

    def measure(self, sentences: Sequence[MeasuredSentence]) -> npt.NDArray[np.float64]:
        """Measure a text.

        Args:
            sentences: At least one, with at least one word in all.

        Returns:
            One number for each of :data:`NAMES`: shares of forms (0–1), counts in 100 words, and weights.
        """
        counts: Counter[str] = Counter()
        weights, lengths = [], []
        for sentence in sentences:
            kinds = self._neighbours(sentence.text, counts)
            weights.append(self.machine.of(kinds)[0])
            lengths.append(len(kinds))
            self._words(sentence.words, counts)
        text = " ".join(sentence.text for sentence in sentences)
        for name, pattern in (("inverted", _INVERTED), ("infinitive", _INFINITIVE), ("compound", _COMPOUND)):
            counts[name] = len(pattern.findall(text))
        words = sum(len(sentence.words) for sentence in sentences)
        tokens = max(sum(lengths), 1)

        def rate(name: str) -> float:
            return 100 * counts[name] / max(words, 1)

        def share(name: str, of: str) -> float:
            return counts[name] / max(counts[of], 1)

        return np.array(
            [
                share("unseen", "pairs"),
                counts["unseen function"] / tokens,
                share("unseen three", "pairs"),
                counts["unseen row"] / tokens,
                counts["sentences"] / len(sentences),
                share("apart", "beside"),
                share("apart across", "across"),
                sum(w * n for w, n in zip(weights, lengths, strict=True)) / tokens,
                max(weights),
                *map(rate, ("unknown", "english", "glued", "capital", "manner", "present", "comma")),
                *map(rate, ("inverted", "infinitive", "compound")),
                *(rate(f"group {name}") for name in _GROUPS),
            ]
        )

    def _neighbours(self, text: str, counts: Counter[str]) -> tuple[str, ...]:
        """Count how usual the tokens are behind those before them; names and numbers say nothing."""
        tokens = cut(text, self.frequencies)
        before, unusual, worst = "<s>", False, False
        for token, level in self.sequences.novelty_of(tokens):
            kind = token.kind
            if _tells(kind) and (before == "<s>" or _tells(before)):
                counts["pairs"] += 1
                counts["unseen"] += level == 2
                counts["unseen three"] += level == 1
                counts["unseen row"] += unusual and level > 0
                worst = worst or level == 2
                unusual = level > 0
            else:
                unusual = False
            counts["unseen function"] += level == 2 and (kind in FRENCH or before in FRENCH)
            counts["comma"] += kind == ","
            before = kind
        counts["sentences"] += worst
        return tuple(token.kind for token in tokens)

    def _words(self, words: Sequence[GlossedWord], counts: Counter[str]) -> None:
        content: list[bool] = []
        for place, word in enumerate(words):
            form: _Form = self._form(word.folded)  # type: ignore[attr-defined]
            lower = word.text[:1].islower()
            if form.group is not None:
                counts[f"group {form.group}"] += 1
            counts["manner"] += form.manner
            counts["present"] += form.present
            if lower:
                counts["unknown"] += form.unknown
                counts["english"] += form.english
                counts["glued"] += form.glued
            elif place and form.common and len(word.text) > _SHORT and not word.text.isupper():
                counts["capital"] += words[place - 1].text.islower()
            content.append(bool(word.glosses) and not form.function)
            if not lower or not content[-1]:
                continue
            if place and content[-2] and words[place - 1].text.islower():
                counts["beside"] += 1
                counts["apart"] += (words[place - 1].lemma, word.lemma) not in self.collocations
            elif place > 1 and content[-3] and not content[-2] and words[place - 1].folded in FRENCH:
                counts["across"] += 1
                counts["apart across"] += (words[place - 2].lemma, word.lemma) not in self.collocations

    def _read(self, folded: str) -> _Form:
        french = self.frequencies.of(folded, "fr")
        unknown = french == 0 and folded.isalpha() and not is_known(folded, "fr")
        english = unknown and self.frequencies.of(folded, "en") > _ENGLISH
        return _Form(
            _GROUP_OF.get(folded),
            folded in FRENCH,
            unknown,
            english,
            unknown and not english and self._glued(folded),
            folded.endswith("ment") and len(folded) > _LONG,
            folded.endswith("ant") and len(folded) > _LONG_PARTICIPLE and not unknown,
            french >= _COMMON,
        )

    def _glued(self, folded: str) -> bool:
        parts = ((folded[:place], folded[place:]) for place in range(2, len(folded) - 1))
        return len(folded) > _LONG and any(
            min(self.frequencies.of(part, "fr") for part in both) > _STANDING for both in parts
        )


def _tells(kind: str) -> bool:
    return kind[0].isalpha() and kind != "A"
