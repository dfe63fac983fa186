"""How much one word says for another language than French, inside a French sentence."""

from __future__ import annotations

from functools import lru_cache
from math import log

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.lemmas import is_known
from mtcheck.lexicon.foreign import STRONG, shipped_foreign_words
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.letters import shipped_letters

FRENCH = -1.5
"""Weight of a word that French has, and the other language not."""

_STRANGE = 1.0  # one that French does not have, as its letters say: more where they are the other language's
_LETTERS = 8.0  # log odds of the letters that add 1 to that
_LEAST_STRANGE, _MOST_STRANGE = -1.0, 2.0
_NOUN = 0.5  # a word that French does not have, with a capital, in German
_RARE = 0.5  # occurrences in a million words of French up to which a form is no French word
_HELD = 50_000  # forms whose weight is held
_SHORTEST = 3  # letters of a form that may be told to be no French
_UNSEEN = 0.2  # occurrences in a million words that an unseen word is given


def weight_of(word: GlossedWord, language: str, *, first: bool) -> float:
    """Weigh a word for a language.

    Args:
        word: Of a French sentence.
        language: One of :data:`~mtcheck.lexicon.letters.LANGUAGES`.
        first: Whether it begins a sentence or a quotation, so that its capital says nothing.

    Returns:
        From -1.5 to 2: positive for the language, negative for French, 0 for what proves nothing (names, figures, shared words).
    """
    lower = word.text[:1].islower()
    if not lower and not first:
        return _capital(word.folded, language)
    form = word.folded
    listed = shipped_foreign_words().weights[language].get(form)
    if listed is not None:
        return listed
    if not lower:
        return 0.0
    return unlisted_weight(form, language)


@lru_cache(maxsize=_HELD)
def unlisted_weight(form: str, language: str) -> float:
    """Weigh a lower-case word that is on no list, by its letters, or for English by how common it is."""
    if not form.isalpha():
        return 0.0 if any(char.isdigit() for char in form) else FRENCH
    if language == "en":
        return _english(form)
    if not is_strange(form):
        return FRENCH
    weight = _STRANGE + shipped_letters().score(form, language) / _LETTERS
    return max(_LEAST_STRANGE, min(_MOST_STRANGE, weight))


def _english(form: str) -> float:
    """Weigh a word by the two languages' frequencies, which are known for English."""
    if form in shipped_foreign_words().borrowed:
        return 0.0
    english, french = (shipped_frequencies().of(form, code) for code in ("en", "fr"))
    if not english:
        return 0.0 if is_strange(form) else FRENCH
    ratio = log((english + _UNSEEN) / (french + _UNSEEN))
    return 0.0 if 0.0 < ratio < 1.0 else max(FRENCH, min(STRONG, ratio / 2))


@lru_cache(maxsize=_HELD)
def _capital(form: str, language: str) -> float:
    return _NOUN if language == "de" and is_strange(form) else 0.0


@lru_cache(maxsize=_HELD)
def is_strange(form: str) -> bool:
    """Say whether French text does not have a form."""
    if len(form) < _SHORTEST or not form.isalpha() or shipped_frequencies().of(form, "fr") > _RARE:
        return False
    return not is_known(form, "fr")
