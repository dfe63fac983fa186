"""Which French words can be part of a term where they stand, and which of them form one phrase."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from mtcheck.evidence.glossed_sentence import DETERMINERS, GlossedSentence
from mtcheck.french.classes import is_time
from mtcheck.french.counts import GrammarCounts
from mtcheck.french.forms import is_infinitive
from mtcheck.lexicon.collocations import Collocations

FINITE = 0.1  # share of occurrences after a subject pronoun from which a form is taken for a conjugated verb
AUXILIARIES = frozenset("a ont ai as avons avez avait avaient aura auront aurait auraient ayant eu".split())
LIGHT_VERBS = frozenset("pouvoir devoir vouloir aller falloir faire venir prendre mettre avoir être".split())
# Nouns of prepositions of several words: nothing in "à l'intérieur du bureau" or "au lieu d'un" is half of a term.
_PREPOSITIONAL = frozenset(
    "aide appui bord bout cadre cause centre cours côté début détriment égard encontre exception extérieur fil fin fond gré "
    "insu instar intérieur issue large lendemain lieu long milieu moyen niveau nom occasion part partir pied place point profit "
    "propos raison sein sujet suite terme titre travers vue".split()
)
_RELYING = frozenset("mise table compte mises".split())
_BEFORE_NOUN = frozenset("à au aux en dans sur sous par".split())
_OF = frozenset("de d' du des".split())
_ARTICLES = frozenset("le la les l' un une".split())
_TIMES_OF_DAY = frozenset("nuit jour".split())  # behind "de" they say when something is done


@dataclass(frozen=True, slots=True)
class Phrases:
    """Tells phrases from words that merely stand side by side.

    Attributes:
        grammar: Tells conjugated verbs, which end a phrase.
        collocations: Pairs of dictionary forms that sound text puts together; None knows none.
    """

    grammar: GrammarCounts
    collocations: Collocations | Set[tuple[str, str]] | None = None

    def is_nominal(self, sentence: GlossedSentence, number: int) -> bool:
        """Tell a word that can be part of a term from a conjugated verb or the participle of a compound tense."""
        word, before = sentence.content[number], sentence.before(number)
        if word.lemma in LIGHT_VERBS or (self.grammar.verbal(word.folded) > FINITE and before not in DETERMINERS):
            return False
        place = sentence.places[number] + 1
        after = sentence.words[place].folded if place < len(sentence.words) else ""
        if before in {"de", "d'"} and number and is_infinitive(word.folded):
            lead = sentence.content[number - 1]
            if self.grammar.gender(lead.folded) is None and self.grammar.gender(lead.lemma) is None:
                return False  # "décidé de voter", where "permis de construire" is a noun with its purpose
        if word.folded in _RELYING and after == "sur" and before not in DETERMINERS:
            return False  # "le gouvernement travailliste mise sur un accord"
        if word.folded in _PREPOSITIONAL and after in _OF and sentence.opens_with(number, _BEFORE_NOUN):
            return False
        if is_infinitive(word.folded) and after in DETERMINERS and before not in DETERMINERS:
            return False  # "participer les dirigeants": a verb and a noun of its own
        return before not in AUXILIARIES and not (word.folded.endswith("ant") and is_infinitive(word.lemma))

    def is_phrase(self, sentence: GlossedSentence, first: int, last: int, *, weak: bool) -> bool:
        """Say whether a window's words form one phrase, as those of a noun do: nothing of it belongs to what stands around it."""
        for number in range(first, last + 1):
            between = sentence.between(number) if number > first else ()
            if between and all(word in _ARTICLES for word in between):
                return False  # "attaquée la nuit": no preposition makes one phrase of the two
            if between == ("par",) and is_time(sentence.content[number].folded):
                return False  # "4 mois de décalage par an": how often
            if sentence.content[number].folded in _TIMES_OF_DAY and sentence.before(number) in _OF:
                return False  # "attaquée de nuit": when
        return not (
            self._belongs_before(sentence, first, last) or self._belongs_behind(sentence, first, last, weak=weak)
        )

    def _belongs_before(self, sentence: GlossedSentence, first: int, last: int) -> bool:
        """Say whether the first word goes with the one before it: "à huis clos au scrutin", "a pris la parole au Sénat"."""
        if first in {0, last} or not self._attests(sentence, first):
            return False
        between, link = sentence.between(first), sentence.between(first + 1)
        led = sentence.content[first - 1].lemma in LIGHT_VERBS and all(word in _ARTICLES for word in between)
        return (led or not between) and bool(link) and link[0] in _BEFORE_NOUN

    def _belongs_behind(self, sentence: GlossedSentence, first: int, last: int, *, weak: bool) -> bool:
        """Say whether the last word goes with the one behind it: "perte de masse musculaire", "la Chambre de commerce"."""
        if first == last or last + 1 >= len(sentence.content) or not self._attests(sentence, last + 1):
            return False
        link, inside = sentence.between(last + 1), sentence.between(last)
        if not inside or inside[0] not in _OF:
            return False
        if link:
            return link[0] in _OF and self._attests(sentence, last)
        noun, adjective = sentence.content[last].text, sentence.content[last + 1]
        agree = noun.endswith(("s", "x")) == adjective.text.endswith(("s", "x"))
        verb = is_infinitive(adjective.lemma) or self.grammar.verbal(adjective.folded) > FINITE
        return weak and agree and not verb and adjective.text.islower()

    def _attests(self, sentence: GlossedSentence, number: int) -> bool:
        """Say whether sound text puts a content word beside the one before it, which is joined to it here."""
        pair = sentence.content[number - 1].lemma, sentence.content[number].lemma
        return self.collocations is not None and sentence.joined(number) and pair in self.collocations
