"""MT401: a determiner and its noun in two genders; the gender rests on counts of sound French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import GENDERS, Fault, SentenceView, gender_counts, verbal
from mtcheck.evidence.foreign import borrowed_spans
from mtcheck.french.classes import (
    CLITICS,
    DEFINITE_ARTICLES,
    GENDERED_DETERMINERS,
    MASCULINE_DETERMINERS,
    NE,
    PRENOMINAL,
    RELATIVES,
    SUBJECTS,
)
from mtcheck.french.counts import shipped_counts
from mtcheck.french.determiners import determiner_before, determiner_for
from mtcheck.french.elision import elides
from mtcheck.french.lemmas import is_known
from mtcheck.french.people import gender_of_name, is_epicene
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word

RULE = Rule(
    "MT401",
    "grammar.agreement",
    Category.GRAMMAR,
    Severity.MINOR,
    "A determiner and the noun after it differ in gender.",
    "In tens of millions of words of sound French the noun follows determiners of the other gender only.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 569; counts from the reference corpus.",
    (
        Example("Ils ont parlé du situation économique du pays.", "du situation"),
        Example("La ville a subi un attaque pendant la nuit.", "un attaque"),
        Example("Le sommet a réuni la Premier Angela Martin et ses homologues.", "la Premier"),
        Example("Les plages ferment après le troisième attaque de requin en un mois.", "le troisième attaque"),
        Example("Ils ont parlé de la situation économique du pays."),
        Example("La plage a fermé après la troisième attaque et le deuxième tour."),
        Example("Une médecin et la capitaine italienne ont parlé à la procureur."),
        Example("Le club de la Premier League fête la Saint Valentin."),
        Example("Le poste est vacant, la poste est fermée."),
        Example("La réunion, il la tient chaque lundi au ministère."),
        Example("Ceux qui la haïssaient la parent de vertus."),
    ),
)
_SOUND_ALSO_AS_PRONOUNS = DEFINITE_ARTICLES
_BEFORE_PRONOUN = SUBJECTS | NE | CLITICS | RELATIVES
_SELDOM_VERB = 0.01  # share of uses behind a subject from which "la" before a form may be its object


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find a determiner of one gender before a noun of the other."""
    words, counts = sentence.words, shipped_counts()
    borrowed = borrowed_spans(sentence.glossed)  # "le pure player"
    for place in range(len(words) - 1):
        determiner, first = words[place], words[place + 1]
        if determiner.folded not in GENDERED_DETERMINERS or not first.joined:
            continue
        wanted = "m" if determiner.folded in MASCULINE_DETERMINERS else "f"
        noun = _behind_ordinal(sentence, place + 1)
        gender = counts.gender(noun.folded)
        if gender is None or gender == wanted or noun.span in borrowed or _sound(sentence, place, noun, wanted):
            continue
        titled = noun.capitalised and place + 2 < len(words) and gender_of_name(words[place + 2].text) is not None
        yield Fault(
            covering(determiner, noun),
            Message(
                "“{noun}” is {gender}; “{determiner}” is not",
                noun=noun.text,
                gender=GENDERS[gender],
                determiner=determiner.text,
            ),
            None if titled else _agreed(determiner, (noun,) if noun is first else (first, noun), gender),
            gender_counts(noun),
            "or-pronoun" if determiner.folded in _SOUND_ALSO_AS_PRONOUNS else "",
        )


def _sound(sentence: SentenceView, place: int, noun: Token, wanted: str) -> bool:
    """Say whether what looks like determiner and noun may be something else, or sound."""
    determiner, first = sentence.words[place : place + 2]
    pronoun = determiner.folded in _SOUND_ALSO_AS_PRONOUNS
    if noun is not first and noun.folded == "ligne":  # "un troisième ligne" plays rugby
        return True
    if noun is first and (pronoun or determiner.folded == "ce") and verbal(noun) > _SELDOM_VERB:
        return True
    if pronoun and noun.reads("verb", number="p", person=3):  # "ceux qui la parent de vertus"
        return True
    if wanted == "f" and is_epicene(noun.folded):  # "une médecin", "la ministre"
        return True
    if noun.folded in PRENOMINAL and shipped_counts().gender(sentence.after(place + 1)) == wanted:
        return True  # "une nouveau loi": the adjective is wrong, MT410
    return not _is_determiner(sentence, place) or _is_name(sentence, place + 1)


def _is_determiner(sentence: SentenceView, place: int) -> bool:
    """Tell the article "la" from the pronoun in "il la tient"."""
    before = sentence.words[place - 1].folded if place else ""
    if sentence.words[place].folded not in _SOUND_ALSO_AS_PRONOUNS:
        return not before.endswith(("l'", "quelqu'", "chacun", "chacune"))
    return before not in _BEFORE_PRONOUN or before == "en"


def _behind_ordinal(sentence: SentenceView, place: int) -> Token:
    """Return the noun at a place, or the one behind an ordinal there, which has both genders: "le troisième attaque"."""
    word = sentence.words[place]
    if word.folded.endswith("ième") and place + 1 < len(sentence.words):
        after = sentence.words[place + 1]
        if after.joined and after.readings and after.folded not in FRENCH:
            return after
    return word


def _agreed(determiner: Token, words: Sequence[Token], gender: str) -> str | None:
    """Return a determiner in a gender before a noun, or its ordinal, elided before a vowel; None where that is open (h, y)."""
    vowel = elides(words[0].text)
    if vowel is None:
        return None
    printed = determiner_before((Word(determiner.span, determiner.text),), determiner.span.start)
    right = determiner_for(replace(printed, gender=gender), gender, vowel=vowel)
    if not right:
        return None
    right = right[0].upper() + right[1:] if determiner.capitalised else right
    return ("" if right.endswith("'") else " ").join((right, " ".join(word.text for word in words)))


def _is_name(sentence: SentenceView, place: int) -> bool:
    """Tell "la Premier League" from "un Attaque": a capital followed by another capital, or a word the dictionary lacks."""
    word = sentence.words[place]
    if not word.capitalised:
        return False
    after = sentence.words[place + 1] if place + 1 < len(sentence.words) else None
    if after is not None and after.capitalised:
        # "la Premier Angela Martin": a title before somebody's first name
        return gender_of_name(after.text) is None or word.folded == "saint"
    return not is_known(word.folded, "fr") or word.text.isupper()
