"""Runs of a few words of another language inside a French sentence, found by their words of grammar and their letters.

Every word of a sentence is weighed for a language: for it, for French, or for neither. The stretch with the largest sum is
the run. Names prove nothing, and expressions that French borrows whole end a run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.evidence.foreign_weights import FRENCH, is_strange, unlisted_weight, weight_of
from mtcheck.lexicon.foreign import STRONG, WEAK, shipped_foreign_words
from mtcheck.lexicon.letters import LANGUAGES
from mtcheck.lexicon.shared_forms import shipped_shared_forms
from mtcheck.records import Span

LEAST = 3.0
"""Sum of weights from which a stretch is a run."""

_AHEAD = 2  # words behind a shared one, of which one must be the other language's
_BREAK = -100.0
_COMMA = -0.5
_SURE = 4.0  # sum from which a run may hold names
_PLAIN, _ENOUGH = 3, 3.3  # words that prove something and their sum, in a run without a word that carries grammar
_TELLING = 1.8  # weight of a word whose letters alone tell the language
_NEIGHBOURS = 3  # words between which two strange ones make a sentence worth reading
_TITLE_WORDS = frozenset("the of and for in on with to at by a an from is are my your our you i".split())
_HARD = frozenset('.;:!?…«»“”"()[]{}<>|/—–*_#@')


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """Neighbouring words of one other language; ``weight`` is their sum, at least :data:`LEAST`."""

    language: str
    words: tuple[GlossedWord, ...]
    weight: float


def foreign_runs(words: Sequence[GlossedWord], text: str) -> tuple[ForeignRun, ...]:
    """Find the runs of other languages in a sentence.

    Args:
        words: Of one French sentence, in order.
        text: The document.

    Returns:
        By start; none overlaps another. Each has at least two words that are the language's and not French, and a word that
        carries its grammar, or letters that are plainly its own.
    """
    found = list(_connectives(words))
    if languages := _candidates(words):
        borrowed = _borrowed(words)
        found += (run for language in languages for run in _runs(words, text, language, borrowed))
    kept: list[ForeignRun] = []
    for run in sorted(found, key=lambda run: (-run.weight, run.words[0].span, run.language)):
        if not any(
            run.words[0].span.start < k.words[-1].span.end and k.words[0].span.start < run.words[-1].span.end
            for k in kept
        ):
            kept.append(run)
    return tuple(sorted(kept, key=lambda run: run.words[0].span))


def _connectives(words: Sequence[GlossedWord]) -> Iterator[ForeignRun]:
    """Give the connecting phrases of other languages, whose words French may have too: "sin embargo"."""
    listed = shipped_foreign_words().connectives
    for index, word in enumerate(words):
        for phrase, language in listed.get(word.folded, ()):
            found = words[index : index + len(phrase)]
            if tuple(other.folded for other in found) == phrase:
                yield ForeignRun(language, tuple(found), _SURE)


def _candidates(words: Sequence[GlossedWord]) -> frozenset[str]:
    """Return the languages that a sentence may hold words of: nearly every sentence has none."""
    telling = shipped_foreign_words().telling
    found = {language for word in words for language in telling.get(word.folded, ())}
    strange = [index for index, word in enumerate(words) if word.text.islower() and is_strange(word.folded)]
    if any(later - earlier <= _NEIGHBOURS for earlier, later in pairwise(strange)):
        found.update(LANGUAGES)
    return frozenset(found)


def _runs(words: Sequence[GlossedWord], text: str, language: str, borrowed: frozenset[int]) -> Iterator[ForeignRun]:
    """Give the stretches whose weights add up, left to right (Kadane's algorithm, once for each stretch)."""
    start, total, best, end = 0, 0.0, 0.0, -1
    for index, word in enumerate(words):
        between = text[words[index - 1].span.end : word.span.start] if index else ""
        weight = _BREAK if index in borrowed else weight_of(word, language, first=_is_first(words, text, index))
        if weight == FRENCH and total >= STRONG and _is_shared(words, index, language):
            weight = 0.0
        weight += _COMMA if "," in between else 0.0
        broken = bool(between) and not _HARD.isdisjoint(between)
        if broken or total + weight <= 0.0:
            if best >= LEAST and _is_foreign(words, text, start, end + 1, language, best):
                yield ForeignRun(language, tuple(words[start : end + 1]), best)
            start, total, best, end = index, 0.0, 0.0, -1
            if weight <= 0.0:
                start = index + 1
                continue
        total += weight
        if total >= best and weight > 0.0:
            best, end = total, index
    if best >= LEAST and _is_foreign(words, text, start, end + 1, language, best):
        yield ForeignRun(language, tuple(words[start : end + 1]), best)


def _is_shared(words: Sequence[GlossedWord], index: int, language: str) -> bool:
    """Say whether a French word stands in a run of a language that has it too: "nelle ultime ore"."""
    if language not in shipped_shared_forms().get(words[index].folded, ()):
        return False
    return any(weight_of(word, language, first=False) >= WEAK for word in words[index + 1 : index + 1 + _AHEAD])


def _is_first(words: Sequence[GlossedWord], text: str, index: int) -> bool:
    """Say whether a word begins a sentence or a quotation, so that its capital says nothing."""
    start = words[index].span.start
    before = text[words[index - 1].span.end : start] if index else ""
    return index == 0 or not _HARD.isdisjoint(before)


def _is_foreign(words: Sequence[GlossedWord], text: str, start: int, end: int, language: str, weight: float) -> bool:
    """Say whether ``words[start:end]`` is more than a name, a title or a word by chance."""
    run = words[start:end]
    weights = shipped_foreign_words().weights[language]
    plain = [word for word in run if word.text[0].islower()]
    proving = [word for word in plain if _is_proof(word.folded, language)]
    strong = [word for word in plain if weights.get(word.folded) == STRONG]
    # A quotation's first word has a capital too.
    led = weights.get(run[0].folded) == STRONG and not run[0].text[0].islower()
    if len(proving) + led < 2 or not (strong or led or _speaks_by_letters(proving, language, weight)):
        return False
    if language == "de":  # its nouns have capitals, as names have: "von Thurn und Taxis"
        return any(word.folded not in weights or (word in strong and word.folded != "und") for word in proving)
    capitals = sum(word.text[0].isupper() for word in run[1:])
    return not _is_titled(words, text, start, end) and (weight >= _SURE or not capitals)


def _speaks_by_letters(proving: Sequence[GlossedWord], language: str, weight: float) -> bool:
    """Say whether words without grammar are enough: several, or one that is plain beside a small one ("y sus directivos")."""
    if len(proving) >= _PLAIN:
        return weight >= _ENOUGH
    listed = shipped_foreign_words().weights[language]
    plain = any(word.folded not in listed and unlisted_weight(word.folded, language) >= _TELLING for word in proving)
    return plain and language != "en" and any(word.folded in listed for word in proving)


def _is_titled(words: Sequence[GlossedWord], text: str, start: int, end: int) -> bool:
    """Say whether a run belongs to a name or a title: "News of the World", "The Beauty and the Sorrow"."""
    first, last = start, end
    while first > 0 and _is_name(words, first - 1) and _touch(words, text, first - 1):
        first -= 1
    while last < len(words) and _is_name(words, last) and _touch(words, text, last - 1):
        last += 1
    capitals = sum(_is_name(words, index) for index in range(first, last))
    others = sum(word.text[0].islower() and word.folded not in _TITLE_WORDS for word in words[first:last])
    return capitals > 0 and (capitals >= 2 * others or (others < 2 and _is_name(words, first)))


def _is_name(words: Sequence[GlossedWord], index: int) -> bool:
    return words[index].text[0].isupper()


def _touch(words: Sequence[GlossedWord], text: str, index: int) -> bool:
    """Say whether nothing but space stands between a word and the next."""
    return not text[words[index].span.end : words[index + 1].span.start].strip()


def _is_proof(form: str, language: str) -> bool:
    return form in shipped_foreign_words().weights[language] or unlisted_weight(form, language) > 0.0


def borrowed_spans(words: Sequence[GlossedWord]) -> frozenset[Span]:
    """Return the spans of the words of expressions that French borrows whole: "wait and see"."""
    return frozenset(words[index].span for index in _borrowed(words))


def _borrowed(words: Sequence[GlossedWord]) -> frozenset[int]:
    """Return the places of the words of expressions that French borrows whole."""
    loans = shipped_foreign_words().loans
    found: set[int] = set()
    for index, word in enumerate(words):
        for phrase in loans.get(word.folded, ()):
            if tuple(other.folded for other in words[index : index + len(phrase)]) == phrase:
                found.update(range(index, index + len(phrase)))
                break
    return frozenset(found)
