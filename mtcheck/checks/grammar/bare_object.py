"""MT4152: an object without its article."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import LINKING_VERBS
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import ADJECTIVE, NOUN
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4152",
    "grammar.bare-object",
    Category.GRAMMAR,
    Severity.MINOR,
    "The object of an infinitive lacks the article that French needs.",
    "*save lives* is “sauver des vies”: English leaves an indefinite plural bare, French never.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 593 (article).",
    (
        Example("Cette mesure pourrait sauver vies chaque année.", "sauver vies"),
        Example("Il faut former médecins et infirmiers, finir premiers."),
        Example("Ils vont marcher pieds nus et jouer cartes sur table."),
        Example("Cette mesure pourrait sauver des vies."),
    ),
)
_LEAST, _SHARE = 30, 0.2  # occurrences behind determiners that make a noun of a form, and their share
_VERBAL = 0.01
_SET = frozenset({"pieds", "cartes", "affaires"})  # "marcher pieds nus", "jouer cartes sur table", "parler affaires"


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "sauver vies"."""
    words = sentence.words
    for place, (verb, noun) in windows(words, 2):
        if not verb.infinitive or verb.is_verb(*LINKING_VERBS) or noun.folded in _SET or not _is_noun(noun):
            continue
        listed = sentence.mark_after(place + 1).startswith(",")
        joined = (
            sentence.after(place + 1) in {"et", "ou"} and place + 3 < len(words) and not words[place + 3].infinitive
        )
        if not listed and not joined:  # "former médecins et infirmiers"
            reason = Message("*save lives*: “sauver des vies”.")
            yield Fault(
                covering(verb, noun),
                Message("“{noun}” lacks its article", noun=noun.text),
                f"{verb.text} des {noun.text}",
                reason,
            )


def _is_noun(word: Token) -> bool:
    counts = shipped_counts()
    if (
        not word.lower
        or counts.verbal(word.folded) > _VERBAL
        or word.reads(ADJECTIVE, number="p")
        or word.past_participles
    ):
        return False
    if (
        not word.reads(NOUN, number="p")
        or word.reads(NOUN, number="s")
        or word.reads("determiner")
        or word.reads("preposition")
    ):
        return False
    lemma = next(r.lemma for r in word.readings if r.pos == NOUN)
    form = counts.forms.get(lemma)
    return form is not None and form.masculine + form.feminine >= max(_LEAST, _SHARE * form.total)
