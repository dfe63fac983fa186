"""Synthetic garbling: sound French is spoilt the way machines spoil it, and what was spoilt is known.

Source: the word-level corruptions of Tuan et al. (2021), *Quality estimation without human-labeled data*, with literal
renderings drawn from the word-aligned table.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from mtcheck.evidence.pairs import PairAnalyst, PairEvidence
from mtcheck.french.lemmas import lemma
from mtcheck.records import Severity, Span
from mtcheck.text.stopwords import ENGLISH


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done: the spoilt words in the spoilt text (empty for an omission), and how grave it is."""

    span: Span
    severity: Severity


@dataclass(frozen=True, slots=True)
class Garbled:
    """A pair whose French was spoilt."""

    source: str
    translation: str
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace ``span`` of the sound text by ``text``."""

    span: Span
    text: str
    severity: Severity


_GENDER = {
    "un": "une",
    "une": "un",
    "le": "la",
    "la": "le",
    "cette": "ce",
    "ce": "cette",
    "au": "à la",
    "du": "de la",
    "son": "sa",
    "sa": "son",
}
_PREPOSITIONS = "de à pour dans sur en par avec".split()


class Garbler:
    """Spoils pairs at random, reproducibly.

    Args:
        analyst: Links the words, so that a spoilt word renders its English the wrong way.
        seed: Seed of the draws.
    """

    def __init__(self, analyst: PairAnalyst, *, seed: int = 1) -> None:
        self._analyst = analyst
        self._chance = random.Random(seed)
        self._edits: tuple[tuple[Callable[[PairEvidence, int], _Edit | None], int], ...] = (
            (self._wrong_sense, 8),
            (self._untranslated, 2),
            (self._dropped, 2),
            (self._added, 2),
            (self._swapped, 2),
            (self._unrelated, 2),
            (self._numbered, 2),
            (self._agreement, 3),
            (self._inflection, 2),
            (self._lowered, 2),
            (self._preposition, 2),
            (self._negation, 1),
        )

    def garble(self, source: str, translation: str, *, share: float = 0.1) -> Garbled | None:
        """Spoil about ``share`` of the words, at least one; None where nothing could be done."""
        evidence = self._analyst.analyse(source, translation)
        words = len(evidence.french)
        if words < 3:
            return None
        wanted = max(1, round(words * share * self._chance.uniform(0.3, 1.7)))
        edits: list[_Edit] = []
        methods, weights = zip(*self._edits, strict=True)
        for _ in range(wanted * 6):
            if len(edits) >= wanted:
                break
            method = self._chance.choices(methods, weights)[0]
            edit = method(evidence, self._chance.randrange(words))
            if edit and not any(
                edit.span.start <= other.span.end and other.span.start <= edit.span.end for other in edits
            ):
                edits.append(edit)
        return _applied(source, translation, edits) if edits else None

    def literal(self, source: str, translation: str) -> Garbled | None:
        """Render the English word for word, in its own order; what the sound French has as well counts as sound."""
        sound = {lemma(word.folded, "fr") for word in self._analyst.analyse(source, translation).french}
        pieces: list[str] = []
        damages: list[Damage] = []
        length = 0
        for word in self._analyst.analyse(source, "").english:
            renderings = self._analyst.table.to_french.get(word.lemma, ())
            if word.folded in ENGLISH or not renderings:
                piece = _FUNCTION.get(word.folded, word.text)
            else:
                piece = self._chance.choices(
                    [r.word for r in renderings[:4]], [r.probability**0.5 + 1e-6 for r in renderings[:4]]
                )[0]
            if not piece:
                continue
            if lemma(piece, "fr") not in sound:
                damages.append(Damage(Span(length, length + len(piece)), Severity.MAJOR))
            pieces.append(piece)
            length += len(piece) + 1
        return Garbled(source, " ".join(pieces) + ".", tuple(damages)) if damages and len(pieces) > 2 else None

    def replaced(self, source: str, translation: str) -> Garbled | None:
        """Put a random word in the place of one content word; None where there is none."""
        evidence = self._analyst.analyse(source, translation)
        content = [i for i, word in enumerate(evidence.french) if word.content and not word.number]
        edit = self._unrelated(evidence, self._chance.choice(content)) if content else None
        return _applied(source, translation, [edit]) if edit else None

    def _wrong_sense(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word, link = evidence.french[i], int(evidence.support[i].argmax()) if evidence.english else -1
        if not word.content or word.number or link < 0 or evidence.support[i, link] < 0.05:
            return None
        others = [
            r.word
            for r in self._analyst.table.to_french.get(evidence.english[link].lemma, ())
            if r.word != word.lemma and r.probability >= 0.005 and r.word[:4] != word.lemma[:4]
        ]
        if not others:
            return None
        return _Edit(word.span, _cased(self._chance.choice(others), word.text), Severity.MAJOR)

    def _untranslated(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word, link = evidence.french[i], int(evidence.support[i].argmax()) if evidence.english else -1
        if not word.content or word.number or link < 0 or evidence.support[i, link] < 0.05:
            return None
        other = evidence.english[link]
        return None if other.plain == word.plain else _Edit(word.span, other.text, Severity.MAJOR)

    def _dropped(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word = evidence.french[i]
        if not word.content or i == 0:
            return None
        return _Edit(Span(evidence.french[i - 1].span.end, word.span.end), "", Severity.MAJOR)

    def _added(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word = evidence.french[i]
        if not word.content:
            return None
        other = evidence.french[i - 1] if self._chance.random() < 0.4 and i else self._chance.choice(evidence.french)
        added = self._random_word(word.lemma) if not other.content or self._chance.random() < 0.5 else other.text
        return _Edit(Span(word.span.end, word.span.end), " " + added, Severity.MAJOR) if added else None

    def _swapped(self, evidence: PairEvidence, i: int) -> _Edit | None:
        if i + 1 >= len(evidence.french):
            return None
        one, two = evidence.french[i], evidence.french[i + 1]
        between = evidence.translation[one.span.end : two.span.start]
        if between != " " or not (one.content or two.content):
            return None
        return _Edit(Span(one.span.start, two.span.end), f"{two.text} {one.text}", Severity.MINOR)

    def _unrelated(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word = evidence.french[i]
        other = self._random_word(word.lemma) if word.content and not word.number else None
        return _Edit(word.span, _cased(other, word.text), Severity.CRITICAL) if other else None

    def _numbered(self, evidence: PairEvidence, i: int) -> _Edit | None:
        numbers = [word for word in evidence.french if word.number]
        if not numbers:
            return None
        word = numbers[i % len(numbers)]
        place = self._chance.randrange(len(word.text))
        if not word.text[place].isdigit():
            return None
        digit = str((int(word.text[place]) + self._chance.randrange(1, 9)) % 10)
        return _Edit(word.span, word.text[:place] + digit + word.text[place + 1 :], Severity.CRITICAL)

    def _agreement(self, evidence: PairEvidence, i: int) -> _Edit | None:
        found = [w for w in evidence.french[i:] if w.folded in _GENDER]
        return _Edit(found[0].span, _cased(_GENDER[found[0].folded], found[0].text), Severity.MINOR) if found else None

    def _inflection(self, evidence: PairEvidence, i: int) -> _Edit | None:
        word = evidence.french[i]
        if not word.content or word.number or word.text.isupper() or len(word.text) < 4:
            return None
        if word.lemma != word.folded:
            return _Edit(word.span, _cased(word.lemma, word.text), Severity.MINOR)
        return _Edit(word.span, word.text + "s", Severity.MINOR) if word.folded[-1] not in "szx" else None

    def _lowered(self, evidence: PairEvidence, i: int) -> _Edit | None:
        names = [w for w in evidence.french[1:] if w.text != w.text.lower() and w.content]
        if not names:
            return None
        word = names[i % len(names)]
        return _Edit(word.span, word.text.lower(), Severity.MINOR)

    def _preposition(self, evidence: PairEvidence, i: int) -> _Edit | None:
        found = [w for w in evidence.french[i:] if w.folded in _PREPOSITIONS]
        if not found:
            return None
        other = self._chance.choice([p for p in _PREPOSITIONS if p != found[0].folded])
        return _Edit(found[0].span, _cased(other, found[0].text), Severity.MINOR)

    def _negation(self, evidence: PairEvidence, i: int) -> _Edit | None:
        found = [w for w in evidence.french if w.folded in {"pas", "jamais", "plus"}]
        if not found or found[0].span.start == 0:
            return None
        return _Edit(Span(found[0].span.start - 1, found[0].span.end), "", Severity.CRITICAL)

    def _random_word(self, other: str) -> str | None:
        if not hasattr(self, "_vocabulary"):
            frequencies = self._analyst.frequencies.per_million.get("fr", {})
            self._vocabulary = sorted(form for form, seen in frequencies.items() if 3 <= seen <= 300 and len(form) > 3)
        word = self._chance.choice(self._vocabulary) if self._vocabulary else None
        return word if word != other else None


_FUNCTION = {
    "the": "le",
    "a": "un",
    "an": "un",
    "of": "de",
    "to": "à",
    "in": "dans",
    "on": "sur",
    "for": "pour",
    "and": "et",
    "or": "ou",
    "with": "avec",
    "from": "de",
    "by": "par",
    "is": "est",
    "are": "sont",
    "was": "était",
    "were": "étaient",
    "be": "être",
    "has": "a",
    "have": "avoir",
    "that": "que",
    "this": "ce",
    "not": "pas",
    "it": "il",
    "we": "nous",
    "they": "ils",
    "he": "il",
    "she": "elle",
    "i": "je",
    "you": "vous",
    "his": "son",
    "their": "leur",
    "will": "",
    "at": "à",
    "as": "comme",
    "but": "mais",
    "which": "qui",
    "who": "qui",
    "do": "faire",
    "s": "",
    "t": "",
}


def _cased(text: str, like: str) -> str:
    return text[:1].upper() + text[1:] if like[:1].isupper() else text


def _applied(source: str, translation: str, edits: list[_Edit]) -> Garbled:
    parts: list[str] = []
    damages: list[Damage] = []
    done = length = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        kept = translation[done : edit.span.start]
        parts += [kept, edit.text]
        start = length + len(kept)
        length = start + len(edit.text)
        lead = len(edit.text) - len(edit.text.lstrip())
        damages.append(Damage(Span(start + lead, length), edit.severity))
        done = edit.span.end
    return Garbled(source, "".join(parts) + translation[done:], tuple(damages))
