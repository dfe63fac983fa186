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
        if not any(word.text in function for word in words):
            continue
        run: list[GlossedWord] = []
        for word in [*words, None]:
            near = word is not None and (not run or not text[run[-1].span.end : word.span.start].strip(" \u00a0'’"))
            if word is not None and near and _belongs(word, language):
                run.append(word)
                continue
            if _is_foreign(run, language):
                yield language, run
            run = [word] if word is not None and _belongs(word, language) else []


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
