"""Literal evidence: what each French word means on its own, which a fluent back-translation hides."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from mtcheck.evidence.analysis import Gloss, GlossedWord
from mtcheck.evidence.term_glosses import CURATED
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.lexicon.frequency import Frequencies
from mtcheck.lexicon.table import TranslationTable
from mtcheck.patterns.schema import Pattern, english_lemmas
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import fold_case, words

SMALLEST = 0.02  # a gloss less likely than this says more about the alignment's noise than about the word
RARE = 0.1  # p(french | english) from which a rare English word counts, whatever else the French word means
COMMON = 3.0  # occurrences per million from which an English word's own translations are trusted
MOST = 10  # glosses of a word
ITSELF = 0.5  # p(english | french) of a name, or of English that was left as it is: as good as any, proven by nothing
_SHORTEST = 4  # letters of English that was left: shorter words are in both languages by chance
FORMS_HELD = 50_000  # printed forms whose reading is held: a run meets most of its words again and again


@dataclass
class Glosser:
    """Gives French words their literal English.

    Args:
        table: The word-aligned table.
        frequencies: Tells English words too rare to be trusted.
        terms: Curated terms; a one-word French rendering of a one-word English form counts as a gloss, since the
            corpus lacks many words of the news.
    """

    table: TranslationTable
    frequencies: Frequencies
    terms: tuple[Pattern, ...] = ()
    _known: dict[str, tuple[Gloss, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._of_form = lru_cache(maxsize=FORMS_HELD)(self._read)

    @cached_property
    def _curated(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for term in self.terms:
            single = [base[0] for form in term.english if len(base := english_lemmas(form)) == 1 and " " not in form]
            for rendering in term.french if single else ():
                if " " not in rendering and "'" not in rendering:
                    found.setdefault(lemma(rendering, "fr"), {}).update(dict.fromkeys(single))
        return {french: tuple(english) for french, english in found.items()}

    def of_lemma(self, base: str) -> tuple[Gloss, ...]:
        """Return the glosses of a French dictionary form, likeliest first; empty where nothing is known."""
        if base not in self._known:
            learned = []
            for english, forward, backward in self.table.both_ways(base):
                # Of rare English words p(french | english) means nothing.
                back = backward if backward and self.frequencies.of(english, "en") >= COMMON else 0.0
                if forward >= SMALLEST or back >= RARE:
                    learned.append(Gloss(english, max(forward, back / 2), backward))
            learned.sort(key=_likeliest_first)
            found = learned[:MOST]
            if curated := self._curated.get(base, ()):
                have = {gloss.english for gloss in learned}
                more = [Gloss(english, CURATED) for english in curated if english not in have]
                found = sorted(found + more, key=_likeliest_first)
            if not found and len(base) >= _SHORTEST and is_known(base, "en") and not is_known(base, "fr"):
                found = [
                    Gloss(lemma(base, "en"), ITSELF)
                ]  # a word that both languages share, or that was left in English
            self._known[base] = tuple(found)
        return self._known[base]

    def gloss(self, text: str, offset: int = 0) -> tuple[GlossedWord, ...]:
        """Gloss every word of a French text.

        Args:
            text: One sentence.
            offset: Where the sentence starts in the document.
        """
        return tuple(GlossedWord(word.span, word.text, *self._of_form(word.text)) for word in words(text, offset))

    def _read(self, form: str) -> tuple[str, str, tuple[Gloss, ...]]:
        """Return the folded form, the dictionary form and the glosses of a word as printed."""
        folded = fold_case(form)
        base = lemma(folded, "fr")
        if folded in FRENCH or folded[0].isdigit():
            return folded, base, ()
        glosses = self.of_lemma(base)
        if not glosses and base != folded:
            glosses = self.of_lemma(folded)
        if not glosses and form[0].isupper():
            glosses = (Gloss(folded, ITSELF),)  # a name means itself
        return folded, base, glosses


def _likeliest_first(gloss: Gloss) -> tuple[float, str]:
    return -gloss.probability, gloss.english


@cache
def shipped_glosser() -> Glosser:
    """Gloss with the tables that ship with the package."""
    from mtcheck.lexicon.frequency import shipped_frequencies
    from mtcheck.lexicon.table import shipped_table
    from mtcheck.patterns.loading import shipped_terms

    return Glosser(shipped_table(), shipped_frequencies(), shipped_terms())
