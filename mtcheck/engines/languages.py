"""Language codes as the model families write them: ISO 639-1 in, the model's own tag out."""

from __future__ import annotations

import re
from collections.abc import Iterable

# ISO 639-1 to the ISO 639-3 codes that model vocabularies use for it (the macro-language first).
_THREE_LETTERS: dict[str, tuple[str, ...]] = {
    "ar": ("ara", "arb"),
    "bg": ("bul",),
    "ca": ("cat",),
    "cs": ("ces",),
    "da": ("dan",),
    "de": ("deu",),
    "el": ("ell",),
    "en": ("eng",),
    "es": ("spa",),
    "et": ("est",),
    "fa": ("fas", "pes"),
    "fi": ("fin",),
    "fr": ("fra",),
    "ga": ("gle",),
    "he": ("heb",),
    "hi": ("hin",),
    "hr": ("hrv",),
    "hu": ("hun",),
    "it": ("ita",),
    "ja": ("jpn",),
    "ko": ("kor",),
    "lt": ("lit",),
    "lv": ("lav", "lvs"),
    "mt": ("mlt",),
    "nl": ("nld",),
    "no": ("nor", "nob"),
    "pl": ("pol",),
    "pt": ("por",),
    "ro": ("ron",),
    "ru": ("rus",),
    "sk": ("slk",),
    "sl": ("slv",),
    "sr": ("srp",),
    "sv": ("swe",),
    "tr": ("tur",),
    "uk": ("ukr",),
    "vi": ("vie",),
    "zh": ("zho", "cmn"),
}
_ISO_639_1 = {three: two for two, codes in _THREE_LETTERS.items() for three in codes}
_TAG = re.compile(r">>(?P<marian>\w+)<<|__(?P<m2m>[a-z]{2,3})__|(?P<plain>[a-z]{2,3})_(?:[A-Z][a-z]{3}|[A-Z]{2})")
_MODEL_NAME = re.compile(
    r"opus[-_]mt(?:[-_]tc)?(?:[-_](?:big|base|tiny|small))?[-_]([A-Za-z]{2,3})[-_]([A-Za-z]{2,3})$"
)


def iso_639_1(code: str | None) -> str | None:
    """Return the two-letter code that a model's code stands for.

    Args:
        code: Two or three letters, with or without a script or region ("fra", "fr", "fra_Latn", "fr_XX").

    Returns:
        The ISO 639-1 code; None where the code is no single language that is known here (a group such as "roa").
    """
    if not code:
        return None
    letters = re.split(r"[_-]", code)[0].lower()
    return letters if letters in _THREE_LETTERS else _ISO_639_1.get(letters)


def language_of_tag(token: str) -> str | None:
    """Return the ISO 639-1 code that a vocabulary's language tag stands for, None for any other token.

    Tags are ``>>fra<<`` (MarianMT), ``__fr__`` (M2M100), ``fra_Latn`` (NLLB) and ``fr_XX`` (mBART-50).
    """
    match = _TAG.fullmatch(token)
    return iso_639_1(match["marian"] or match["m2m"] or match["plain"]) if match else None


def tags_by_language(tokens: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Collect a vocabulary's language tags.

    Args:
        tokens: Tokens with their ids.

    Returns:
        ISO 639-1 code to token id; of several tags for one language, the first in the vocabulary.
    """
    tags: dict[str, int] = {}
    for token, number in sorted(tokens, key=lambda item: item[1]):
        language = language_of_tag(token)
        if language is not None:
            tags.setdefault(language, number)
    return tags


def pair_in_name(name: str) -> tuple[str, str] | None:
    """Read the language pair from a model's name, as Helsinki-NLP writes it ("opus-mt-fr-en").

    Returns:
        Source and target as the name spells them, None where the name holds no pair.
    """
    match = _MODEL_NAME.search(name.rstrip("/"))
    return (match[1], match[2]) if match else None
