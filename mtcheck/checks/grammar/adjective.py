"""MT410: an adjective beside its noun, in another gender or number."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import (
    GENDERS,
    NUMBERS,
    VERBAL,
    Fault,
    SentenceView,
    gender_counts,
    in_a_row,
    noun_gender,
    verbal,
    windows,
)
from mtcheck.french.classes import (
    A_FORMS,
    COLOURS,
    COORDINATORS,
    DE,
    DE_FORMS,
    DEFINITE_ARTICLES,
    DEGREES,
    NEGATIVE_DETERMINERS,
    NUMERALS,
    OWN_DETERMINERS,
    PLURAL_DETERMINERS,
    PRENOMINAL,
    PREPOSITIONS,
    SUBORDINATORS,
    TEMPORAL_PREPOSITIONS,
    TWO_GENDERS,
    is_time,
)
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import ADJECTIVE, NOUN, inflected
from mtcheck.french.lemmas import is_known
from mtcheck.french.people import is_epicene, is_person_noun
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity

RULE = Rule(
    "MT410",
    "grammar.adjective",
    Category.GRAMMAR,
    Severity.MINOR,
    "An adjective differs from the noun beside it in gender or number.",
    "The noun has one gender in tens of millions of words of sound French, and the adjective is printed in the other; or the "
    "article and the noun are plural and the adjective is not.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 437; counts from the reference corpus.",
    (
        Example("La ville a subi une attaque massif pendant la nuit.", "attaque massif"),
        Example("Ils ont évoqué la situation actuel du pays.", "situation actuel"),
        Example("Le parlement a voté une nouveau loi sur l'énergie.", "nouveau loi"),
        Example("Les attaques aériennes ont visé les régions oriental du pays.", "régions oriental"),
        Example(
            "Le second tour de l'élection aura lieu après une campagne présidentiel terne.", "campagne présidentiel"
        ),
        Example("L'attaque israélien a fait trois morts.", "attaque israélien"),
        Example("Les astronomes ont observé une planète très lointain.", "planète très lointain"),
        Example("Les inondations, les plus meurtriers depuis vingt ans, ont détruit la ville.", "meurtriers"),
        Example("Il a quitté la scène très heureux, et dans les tribunes, les plus heureux chantaient."),
        Example("Une femme très pris par son travail."),
        Example("La question la plus importante, le plus souvent, est réglée."),
        Example("Les inondations, les plus graves depuis vingt ans, et les pays, les plus peuplés du monde."),
        Example("La ville a subi une attaque massive pendant la nuit."),
        Example("Les gouvernements français et allemand, et les langues française et anglaise."),
        Example("La commission de contrôle parlementaire et la région Nord, une robe bleu marine."),
        Example("Les hommes et les femmes courageux, l'enseignement et la formation professionnels."),
        Example("Une vue sur le lac exceptionnelle, une médecin parisienne, une ancienne cadre."),
        Example("Un petit somme, les mines antipersonnel, l'option latin."),
        Example("Les présidents ukrainien Volodymyr Zelensky et français Emmanuel Macron."),
        Example("Elle est restée un moment pensive."),
        Example("Une fois le tribunal saisi, une femme médecin général a pris le relais."),
    ),
)
# Not "du", "des", "de la": there the adjective may belong to the noun before, "les services d'immigration locaux".
_OPENING = (OWN_DETERMINERS - {"du", "des"}) | NEGATIVE_DETERMINERS | {"chaque", "plusieurs"}
_SHARED = COORDINATORS | DE | {"à"}  # the adjective may belong to what stands before these as well
_BETWEEN = PREPOSITIONS - TEMPORAL_PREPOSITIONS - DE_FORMS - A_FORMS
_JOINING = COORDINATORS | SUBORDINATORS | {"ainsi", "aussi"} | {"voire", "tant"}
_APART = frozenset({"relatif", "antipersonnel"})  # "relatif à", "mines antipersonnel"
_TOPICS = frozenset("option filière formation section épreuve matière licence version langue femme fille".split())
_EVENTS = frozenset("match procès saison course concert spectacle film".split())
_NOMINAL = 0.3  # share of uses behind a determiner from which a word behind an adjective is a noun
_SELDOM, _SELDOM_SHARE = 15, 0.1  # occurrences behind determiners that make a rare noun's gender known, and their share


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Look at every determiner, noun and adjective in a row."""
    words = sentence.words
    for place, (determiner, noun, adjective) in windows(words, 3):
        lead = sentence.lead(place)
        apart = lead in _BETWEEN and place > 1 and words[place - 2].reads(NOUN)  # "une vue sur le lac exceptionnelle"
        if lead not in _SHARED and not apart:
            yield from _behind(sentence, place, place + 2)
        printed = PRENOMINAL.get(noun.text)
        if printed is not None and determiner.folded in _OPENING | {"du", "au"}:
            yield from _in_front(noun, adjective, printed)
        if noun.lower and adjective.folded in DEGREES and place + 3 < len(words) and words[place + 3].joined:
            before = words[place - 1] if place else None
            if before is None or not (
                before.folded in _SHARED | _BETWEEN or before.infinitive
            ):  # "voir le monde très personnelle"
                yield from _behind(sentence, place, place + 3)
    yield from _superlative(sentence)


def _behind(sentence: SentenceView, place: int, last: int) -> Iterator[Fault]:
    """Find "une attaque massif", and "une planète très lointain" with an adverb between."""
    determiner, noun, adjective = sentence.words[place], sentence.words[place + 1], sentence.words[last]
    plural, adverb = determiner.folded in PLURAL_DETERMINERS, last > place + 2
    forms = _forms(adjective)
    if determiner.folded not in _OPENING or not forms or not _is_noun(sentence, place, adjective):
        return
    gender = noun_gender(noun) or (_rare_gender(noun) if adverb else None)
    if gender is None:
        return
    joined = sentence.after(last) in _JOINING or sentence.mark_after(last)[:1] in {",", "-", "–", "/", "("}
    told = sentence.printed(noun, sentence.words[last - 1])
    if gender not in {one for one, _ in forms}:
        if (
            joined
            or is_time(noun.folded)
            or {noun.folded, noun.folded.removesuffix("s")} & _EVENTS
            or (adverb and _is_mood(adjective))
        ):
            return
        number = "p" if plural or not any(other == "s" for _, other in forms) else "s"
        right = _printed(adjective, gender, number)
        yield _found(noun, adjective, GENDERS[gender], f"{told} {right}" if right else None, gender_counts(noun))
    elif plural and noun.folded[-1] in "sx" and not any(other in {"p", ""} for _, other in forms):
        rest = sentence.words[last + 1 : last + 7]
        several = any(word.folded == "et" for word in rest) or bool(rest and rest[0].capitalised)
        if not (joined or several or adverb):
            right = _printed(adjective, gender, "p")
            shown = Evidence(
                "number",
                Message(
                    "“{determiner}” and the ending of “{noun}” are plural.", determiner=determiner.text, noun=noun.text
                ),
            )
            yield _found(noun, adjective, NUMBERS["p"], f"{told} {right}" if right else None, shown)


def _is_noun(sentence: SentenceView, place: int, adjective: Token) -> bool:
    """Say whether the word behind a determiner is a noun whose adjectives have its gender."""
    determiner, noun = sentence.words[place : place + 2]
    if not (noun.lower and adjective.lower and is_known(noun.folded, "fr")):
        return False
    if place and determiner.folded in DEFINITE_ARTICLES and verbal(noun) > VERBAL:
        return False
    single = noun.folded.removesuffix("s")
    if (
        is_person_noun(noun.text)
        or is_epicene(noun.folded)
        or {single, noun.folded} & _TOPICS
        or noun.folded in NUMERALS
    ):
        return False
    return not {noun.folded, adjective.folded} & _APART and not is_epicene(adjective.folded)


def _forms(adjective: Token) -> frozenset[tuple[str, str]]:
    """Return genders with numbers that an adjective of two genders shows; empty where it may be something else."""
    read = [r for r in adjective.readings if r.pos == ADJECTIVE]
    found = [r for r in read if r.gender]
    if (
        not found
        or any(r.lemma not in {one.lemma for one in found} for r in read)
        or adjective.past_participles
        or adjective.present_participles
    ):
        return frozenset()
    if (
        verbal(adjective) > VERBAL
        or adjective.folded in COLOURS
        or adjective.reads("preposition")
        or _nominal(adjective) >= _NOMINAL
    ):
        return frozenset()
    return frozenset((r.gender, r.number) for r in found)


def _nominal(word: Token) -> float:
    """Return the share of a form's occurrences in the reference corpus that stand behind a determiner."""
    counted = shipped_counts().forms.get(word.folded)
    return (counted.masculine + counted.feminine) / counted.total if counted and counted.total else 0.0


def _printed(adjective: Token, gender: str, number: str) -> str | None:
    lemma = next(r.lemma for r in adjective.readings if r.pos == ADJECTIVE)
    return inflected(lemma, ADJECTIVE, gender, number)


def _is_mood(adjective: Token) -> bool:
    """Say whether an adjective says how somebody feels: "il a quitté la scène très heureux"."""
    return adjective.folded.endswith(("eux", "euse")) or adjective.reads(ADJECTIVE, lemma="fier")


def _superlative(sentence: SentenceView) -> Iterator[Fault]:
    """Find "Les inondations, les plus meurtriers depuis vingt ans"."""
    if len(sentence.words) < 5:
        return
    determiner, noun, article, degree, adjective = sentence.words[:5]
    opens = article.folded == "les" and article.gap.strip() == "," and degree.folded in {"plus", "moins"}
    if (
        not opens
        or determiner.folded not in PLURAL_DETERMINERS & _OPENING
        or not in_a_row((article, degree, adjective))
    ):
        return
    forms, gender = _forms(adjective), noun_gender(noun) or _rare_gender(noun)
    if (
        not forms
        or gender is None
        or gender in {one for one, _ in forms}
        or is_person_noun(noun.text)
        or not noun.lower
    ):
        return
    yield Fault(
        covering(adjective, adjective),
        Message(
            "“{noun}” is {gender}; “{adjective}” is not",
            noun=noun.text,
            gender=GENDERS[gender],
            adjective=adjective.text,
        ),
        _printed(adjective, gender, "p"),
        gender_counts(noun),
        "degree",
    )


def _in_front(adjective: Token, noun: Token, printed: str) -> Iterator[Fault]:
    """Find "une nouveau loi"."""
    gender = shipped_counts().gender(noun.folded)
    if not noun.lower or gender in {None, printed} or verbal(noun) > VERBAL:
        return
    if (
        is_person_noun(noun.text)
        or is_epicene(noun.folded)
        or noun.reads(NOUN, gender=printed)
        or noun.folded in TWO_GENDERS
    ):
        return
    if _nominal(noun) >= _NOMINAL:  # an adjective else, more often than a noun
        yield _found(adjective, noun, GENDERS[gender or "m"], None, gender_counts(noun), said=(noun, adjective))


def _rare_gender(noun: Token) -> str | None:
    """Return the gender of a noun that the corpus has seldom, but never in the other."""
    form = shipped_counts().forms.get(noun.folded.removesuffix("s"))
    if form is None or (form.masculine and form.feminine):
        return None
    behind = form.masculine + form.feminine
    if behind < max(_SELDOM, _SELDOM_SHARE * form.total):  # "récent": an adjective
        return None
    return "f" if form.feminine else "m"


def _found(
    first: Token,
    last: Token,
    kind: Message,
    right: str | None,
    shown: Evidence,
    said: tuple[Token, Token] | None = None,
) -> Fault:
    noun, adjective = said or (first, last)
    return Fault(
        covering(first, last),
        Message("“{noun}” is {kind}; “{adjective}” is not", noun=noun.text, kind=kind, adjective=adjective.text),
        right,
        shown,
    )
