"""Which language a stretch of text is in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.language.messages import Message
from mtcheck.text.words import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

LANGUAGES = ("fr", "en", "it", "es", "de", "pt", "nl")
"""ISO 639-1 codes of the languages told apart."""

UNDECIDED = "und"

LANGUAGE_NAMES = {
    "ar": Message("Arabic"),
    "ca": Message("Catalan"),
    "cs": Message("Czech"),
    "da": Message("Danish"),
    "de": Message("German"),
    "el": Message("Greek"),
    "es": Message("Spanish"),
    "fi": Message("Finnish"),
    "he": Message("Hebrew"),
    "hr": Message("Croatian"),
    "hu": Message("Hungarian"),
    "it": Message("Italian"),
    "ja": Message("Japanese"),
    "ko": Message("Korean"),
    "nl": Message("Dutch"),
    "no": Message("Norwegian"),
    "pl": Message("Polish"),
    "pt": Message("Portuguese"),
    "ro": Message("Romanian"),
    "ru": Message("Russian"),
    "sv": Message("Swedish"),
    "tr": Message("Turkish"),
    "uk": Message("Ukrainian"),
    "zh": Message("Chinese"),
}
"""ISO 639-1 code → name, of the languages that passages are told to be in."""

# Words that carry grammar, and that hardly any other of the languages has: they decide most passages at no cost.
_FUNCTION_WORDS = {
    "fr": "le la les l' un une des du au aux d' de et ou à est sont a ont été qu' que qui dans pour par sur avec ce"
    " cette ces c' s' se sa son ses leur leurs nous vous je j' il elle ils elles on ne n' pas plus mais où en y selon"
    " après entre depuis lors même tout tous être avoir était avait fait sans sous vers dont comme aussi",
    "en": "the of and to in is was were are be been that this these those for with on by at from as it its his her he"
    " she we they you i my our your their not but have has had will would can which who what an or if than then about",
    "it": "il lo la gli le di del della dei degli delle e è che in un una uno per con da dal dalla al alla nel nella"
    " sono ha hanno non si come anche più questo questa ma ci sul sulla o se mi io noi loro",
    "es": "el la los las de del y que en un una unos por con para se no su sus al es son ha han fue lo como más pero"
    " este esta o si ya muy yo nosotros sobre entre también sin",
    "de": "der die das den dem des und ist sind war ein eine einen einem nicht mit für auf von zu im in auch sich er"
    " sie es wir ich wird werden hat haben dass wie aus bei nach als oder aber noch nur",
    "pt": "o a os as de do da dos das e é que em um uma no na nos nas por com para se não seu sua ao mais como foi são"
    " mas ou já também eu nós ele ela sobre entre",
    "nl": "de het een en van in is op te dat die niet met voor zijn er aan om ook als bij door maar naar wordt hij zij"
    " wij ik heeft hebben was werd uit over nog",
}
_WORDS_BY_LANGUAGE: Mapping[str, frozenset[str]] = {
    language: frozenset(listed.split()) for language, listed in _FUNCTION_WORDS.items()
}


@cache
def _detector() -> LanguageDetector:
    # Lazy: the language models take a second to load, and many runs never ask.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def identify(text: str) -> tuple[str, float]:
    """Name the language of ``text`` among :data:`LANGUAGES`.

    Args:
        text: A few words or more; single words are guesses.

    Returns:
        ISO 639-1 code and confidence (0–1); ``("und", 0.0)`` where the text holds no letters.

    Source:
        The n-gram models of ``lingua-language-detector``.
    """
    if not any(char.isalpha() for char in text):
        return UNDECIDED, 0.0
    ranked = _detector().compute_language_confidence_values(text)
    if not ranked or ranked[0].value == 0.0:
        return UNDECIDED, 0.0
    return ranked[0].language.iso_code_639_1.name.lower(), float(ranked[0].value)


def count_function_words(text: str) -> dict[str, int]:
    """Count, for every language of :data:`LANGUAGES`, the words of ``text`` that are function words of it."""
    folded = [word.folded for word in words(text)]
    return {language: sum(word in known for word in folded) for language, known in _WORDS_BY_LANGUAGE.items()}
