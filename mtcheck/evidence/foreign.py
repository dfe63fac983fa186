"""Runs of Italian, Spanish or German inside French, found by their function words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.evidence.analysis import GlossedWord
from mtcheck.lexicon.lemmas import is_known

# function words that French does not have; capitals never count, so that "Los Angeles" and "Der Spiegel" do not either
FUNCTION_WORDS = {
    "it": frozenset(
        """della delle degli dello dei nella nelle negli nel sono che una gli alla alle agli anche più perché questo questa
        dalla dalle sulla sulle dopo hanno stato stata""".split()
    ),
    "es": frozenset(
        """los las una el sus del para pero más también según por muy este estos desde hasta han fue sido""".split()
    ),
    "de": frozenset(
        """der die das und ist nicht von für auf ein eine einer einem dem zu im zum zur bei nach wird werden wurde
        auch sich""".split()
    ),
}


def foreign_runs(words: Sequence[GlossedWord], text: str) -> Iterator[tuple[str, list[GlossedWord]]]:
    """Find neighbouring lower-case words of one other language.

    A run holds a function word that French lacks and a longer word that the language knows and French does not.

    Yields:
        The ISO 639-1 code and the words.
    """
    for language, function in FUNCTION_WORDS.items():
        past = 0
        for index, word in enumerate(words):
            if index < past or word.text not in function:
                continue
            start = end = index  # grow from the function word: the dictionary is large, and seldom needed
            while start > past and _near(words[start - 1], words[start], text) and _belongs(words[start - 1], language):
                start -= 1
            while (
                end + 1 < len(words) and _near(words[end], words[end + 1], text) and _belongs(words[end + 1], language)
            ):
                end += 1
            run = list(words[start : end + 1])
            past = end + 1
            if _is_foreign(run, language):
                yield language, run


def _near(before: GlossedWord, after: GlossedWord, text: str) -> bool:
    """Say whether nothing but space or an apostrophe stands between two words."""
    return not text[before.span.end : after.span.start].strip(" \u00a0'’")


def _belongs(word: GlossedWord, language: str) -> bool:
    if word.text in FUNCTION_WORDS[language] or word.folded in {"d'", "l'"}:
        return True
    return word.text.islower() and len(word.text) > 2 and is_known(word.folded, language)


def _is_foreign(run: Sequence[GlossedWord], language: str) -> bool:
    function = sum(word.text in FUNCTION_WORDS[language] and not is_known(word.folded, "fr") for word in run)
    strange = sum(len(word.text) > 2 and not is_known(word.folded, "fr") for word in run)
    content = sum(
        word.text not in FUNCTION_WORDS[language] and len(word.text) > 2 and not is_known(word.folded, "fr")
        for word in run
    )
    return bool(function and content and 2 * strange > len(run))
