"""Words in another script than the Latin one, and the language that a script tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtcheck.language.messages import Message

_RANGES = {
    "Greek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": r"\u0400-\u052f",
    "Hebrew": r"\u0590-\u05ff",
    "Arabic": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Devanagari": r"\u0900-\u097f",
    "Thai": r"\u0e00-\u0e7f",
    "Georgian": r"\u10a0-\u10ff",
    "Armenian": r"\u0530-\u058f",
    "Hangul": r"\uac00-\ud7af\u1100-\u11ff",
    "Japanese": r"\u3040-\u30ff",
    "Chinese": r"\u4e00-\u9fff\u3400-\u4dbf",
}
SCRIPT_NAMES = {
    "Greek": Message("Greek"),
    "Cyrillic": Message("Cyrillic"),
    "Hebrew": Message("Hebrew"),
    "Arabic": Message("Arabic"),
    "Devanagari": Message("Devanagari"),
    "Thai": Message("Thai"),
    "Georgian": Message("Georgian"),
    "Armenian": Message("Armenian"),
    "Hangul": Message("Hangul"),
    "Japanese": Message("Japanese"),
    "Chinese": Message("Chinese"),
}
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _RANGES.items()}
_ANY = "".join(_RANGES.values())
_RUN = re.compile(rf"[{_ANY}][{_ANY}\u0300-\u036f]*(?:[\s\u00a0,;:.!?'’«»“”\"()\d-]+[{_ANY}][{_ANY}\u0300-\u036f]*)*")
_WORD = re.compile(rf"[{_ANY}]+")
_UNSPACED = ("Chinese", "Japanese", "Thai")
_LEAST_WORDS = 3  # shorter runs are names and glosses
_LEAST_LETTERS = 7  # of a script without spaces
_LANGUAGES = {"Greek": "el", "Hebrew": "he", "Arabic": "ar", "Hangul": "ko", "Japanese": "ja", "Chinese": "zh"}
_SHARE = 0.5


def foreign_script_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Find runs of words in another script that are no name.

    Args:
        text: Of one passage.

    Yields:
        Start, end and the script's name. A run has three words, one of which inside begins with a small letter where the
        script has capitals; of a script without spaces, seven letters.
    """
    for match in _RUN.finditer(text):
        script = _script(match.group())
        words = _WORD.findall(match.group())
        if script in _UNSPACED:
            long = sum(map(len, words)) >= _LEAST_LETTERS
        else:
            cased = any(word[0].upper() != word[0].lower() for word in words)
            long = len(words) >= _LEAST_WORDS and (not cased or any(word[0].islower() for word in words[1:]))
        if long:
            yield match.start(), match.end(), script


def language_of_script(text: str) -> str | None:
    """Return the language of a text mostly in another script, ``und`` where the script has several; None for Latin."""
    letters = sum(char.isalpha() for char in text)
    foreign = sum(len(run) for run in _WORD.findall(text))
    if not foreign or foreign < _SHARE * letters:
        return None
    script = _script(text)
    if script == "Cyrillic":
        ukrainian, russian = len(re.findall("[іїєґ]", text.lower())), len(re.findall("[ыэъё]", text.lower()))
        return "uk" if ukrainian > russian else "ru" if russian else "und"
    if script == "Chinese" and _LETTERS["Japanese"].search(text):
        return "ja"
    return _LANGUAGES.get(script, "und")


def _script(text: str) -> str:
    counts = Counter({script: len(letters.findall(text)) for script, letters in _LETTERS.items()})
    return counts.most_common(1)[0][0]
