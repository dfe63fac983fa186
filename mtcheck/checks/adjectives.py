"""MT410: an adjective beside its noun, in another gender or number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.counts import FormCounts, GrammarCounts, shipped_counts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.people import is_person_noun
from mtcheck.records import Category, Evidence, Severity, Span

ADJECTIVE = Rule(
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
        Example("Une femme très pris par son travail, et la question la plus importante, le plus souvent, est réglée."),
        Example("Les inondations, les plus graves depuis vingt ans, et les pays, les plus peuplés du monde."),
        Example("La ville a subi une attaque massive pendant la nuit."),
        Example("Les gouvernements français et allemand, et les langues française et anglaise."),
        Example("La commission de contrôle parlementaire et la région Nord, une robe bleu marine."),
        Example(
            "Les hommes et les femmes courageux, l'enseignement et la formation professionnels, les mines antipersonnel."
        ),
        Example(
            "Une vue sur le lac exceptionnelle, une médecin parisienne, une ancienne cadre, un petit somme, l'option latin."
        ),
        Example(
            "Les présidents ukrainien Volodymyr Zelensky et français Emmanuel Macron. Elle est restée un moment pensive."
        ),
        Example("Une fois le tribunal saisi, une femme médecin général a pris le relais."),
    ),
)
# Endings of adjectives, masculine and feminine, singular and plural.
_ENDINGS = (
    ("el", "elle", "els", "elles"),
    ("if", "ive", "ifs", "ives"),
    ("eux", "euse", "eux", "euses"),
    ("ier", "ière", "iers", "ières"),
    ("al", "ale", "aux", "ales"),
    ("ien", "ienne", "iens", "iennes"),
    ("ain", "aine", "ains", "aines"),
    ("ais", "aise", "ais", "aises"),
    ("ois", "oise", "ois", "oises"),
    ("in", "ine", "ins", "ines"),
)
# Adjectives that stand before their noun.
PRENOMINAL = {
    "nouveau": "m", "nouvelle": "f", "ancien": "m", "ancienne": "f", "grande": "f", "petite": "f", "petit": "m",
    "dernière": "f", "prochain": "m", "prochaine": "f", "bonne": "f", "mauvaise": "f", "vieille": "f", "haute": "f",
    "longue": "f", "meilleure": "f", "certaine": "f", "principale": "f", "principal": "m", "important": "m", "importante": "f",
}  # fmt: skip
# Not "du", "des", "de la": there the adjective may belong to the noun before, "les services d'immigration locaux".
_SINGULAR = frozenset("le la l' un une ce cet cette son sa notre votre leur aucun aucune chaque".split())
_PLURAL = frozenset("les ces ses nos vos leurs plusieurs".split())
_SHARING = frozenset({"de", "d'", "à", "et", "ou", "ni"})  # the adjective may belong to what stands before them as well
_PRONOUN_LIKE = frozenset({"le", "la", "l'", "les"})
_APART = frozenset(
    "relatif antipersonnel certain certains certaines air".split()
)  # "relatif à", "mines antipersonnel", "avoir l'air heureuse"
_DEGREES = frozenset("très trop assez extrêmement particulièrement plutôt vraiment aussi si".split())
_JOINING = frozenset("et ou ni puis voire mais comme ainsi aussi tant et/ou".split())
_BETWEEN = frozenset("sur contre avec dans en sous pour par entre devant vers chez".split())
# Women under a noun without a feminine, languages and subjects as nouns, and nouns that are verbs or something else as well.
EPICENE = frozenset(
    """leader cadre témoin soldat pilote mannequin médecin capitaine philosophe interprète modèle poète peintre maire ministre
    juge guide chef architecte arbitre adversaire otage garde commandant lieutenant sergent colonel général agent procureur
    ingénieur auteur professeur écrivain chirurgien locataire propriétaire secrétaire partenaire fonctionnaire actionnaire
    bénéficiaire stagiaire notaire libraire vétérinaire gestionnaire milliardaire millionnaire célibataire destinataire
    signataire titulaire universitaire commissaire militaire intermédiaire mandataire retardataire révolutionnaire""".split()
)
_SUBJECTS = frozenset("option filière formation section épreuve matière licence version langue".split())
_NUMERALS = frozenset("deux trois quatre cinq six sept huit neuf dix cent mille".split())
_UNSURE = EPICENE | _SUBJECTS | {"femme", "fille"} | _NUMERALS
_OTHERWISE = frozenset("somme crème vapeur mousse vase peine".split())
_MOODS = frozenset(
    """heureux heureuse nerveux nerveuse anxieux anxieuse furieux furieuse joyeux joyeuse soucieux soucieuse sérieux sérieuse
    silencieux silencieuse fier fière entier pensif pensive""".split()
)
_SELDOM = 15  # occurrences behind determiners
_KINDS = {"m": "masculine", "f": "feminine"}
_EVENTS = frozenset("match procès saison course concert spectacle film".split())


class _Form(NamedTuple):
    """What an adjective's ending tells."""

    genders: str  # "m", "f", or both
    numbers: str  # "s", "p", or both
    stem: str
    endings: tuple[str, str, str, str]


@dataclass(frozen=True)
class AdjectiveCheck:
    """Reports adjectives that do not agree with the noun beside them."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT410."""
        return (ADJECTIVE,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every determiner, noun and adjective in a row."""
        counts, text = self.counts or shipped_counts(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index in range(len(words) - 2):
                three = words[index : index + 3]
                if all(_near(one, two, text) for one, two in pairwise(three)):
                    after = words[index + 3] if index + 3 < len(words) else None
                    joined = after is not None and (after.folded in _JOINING or _marked(three[2], after, text))
                    rest = words[index + 3 : index + 9]
                    several = any(word.folded == "et" for word in rest) or bool(rest and rest[0].text[0].isupper())
                    lead = words[index - 1].folded if index else ""
                    # "une vue sur le lac exceptionnelle": the adjective may be that of the noun before
                    apart = lead in _BETWEEN and index > 1 and words[index - 2].content
                    if lead not in _SHARING and not apart:
                        yield from _behind(three, joined, several, counts, opens=index == 0)
                    yield from _in_front(three, counts)
                before = words[index - 1].folded if index else ""
                if before not in _SHARING | _BETWEEN and not is_infinitive(before):  # "voir le monde très personnelle"
                    yield from _with_adverb(words[index : index + 5], text, counts, opens=index == 0)
            yield from _superlative(words[:5], text, counts)


def _near(one: GlossedWord, two: GlossedWord, text: str) -> bool:
    between = text[one.span.end : two.span.start]
    return between in {" ", "\u00a0"} or (one.text[-1] in "'’" and not between)


def _marked(one: GlossedWord, two: GlossedWord, text: str) -> bool:
    """Say whether a comma or a hyphen follows: more adjectives may, of other gender and number."""
    return text[one.span.end : two.span.start].strip()[:1] in {",", "-", "–", "/", "("}


def _gender(noun: GlossedWord, counts: GrammarCounts) -> str | None:
    """Return the gender of a noun, singular or plural, None where the corpus leaves it open."""
    own = counts.gender(noun.folded)
    if own is None and noun.lemma + "s" == noun.folded:
        own = counts.gender(noun.lemma)
    return own


def _sure_gender(noun: GlossedWord, counts: GrammarCounts) -> str | None:
    """Return the same also for nouns that the corpus has seldom: for where the adjective can be no other word's."""
    return _gender(noun, counts) or _rare_gender(counts.forms.get(noun.lemma))


def _rare_gender(form: FormCounts | None) -> str | None:
    """Return the gender of a noun that the corpus has seldom, but never in the other."""
    if form is None or (form.masculine and form.feminine):
        return None
    behind = form.masculine + form.feminine
    if behind < max(_SELDOM, 0.1 * form.total):  # "récent": an adjective
        return None
    return "f" if form.feminine else "m"


def _behind(
    words: Sequence[GlossedWord], joined: bool, several: bool, counts: GrammarCounts, *, opens: bool, rare: bool = False
) -> Iterator[Verdict]:
    determiner, noun, adjective = words
    plural = determiner.folded in _PLURAL
    if not (plural or determiner.folded in _SINGULAR) or not (noun.text.islower() and adjective.text.islower()):
        return
    form = None if {adjective.lemma, adjective.folded, noun.folded} & _APART else _form(adjective.folded)
    if form is None or not is_known(noun.folded, "fr"):
        return
    if not opens and determiner.folded in _PRONOUN_LIKE and counts.verbal(noun.folded) > 0.02:
        return
    gender = (_sure_gender if rare else _gender)(noun, counts)
    if gender is None or is_person_noun(noun.text) or {noun.lemma, noun.folded, adjective.folded} & _UNSURE:
        return
    if gender not in form.genders and not joined:
        if is_time(noun.folded) or noun.lemma in _EVENTS:  # "elle est restée un moment pensive"
            return
        number = "p" if plural or "s" not in form.numbers else "s"
        yield _verdict(
            words[1:], adjective, _KINDS[gender], _printed(form, gender, number), gender_counts(noun, counts)
        )
    elif plural and noun.folded[-1] in "sx" and "p" not in form.numbers and not (joined or several):
        shown = Evidence("number", f"“{determiner.text}” and the ending of “{noun.text}” are plural.")
        yield _verdict(words[1:], adjective, "plural", _printed(form, gender, "p"), shown)


def _with_adverb(words: Sequence[GlossedWord], text: str, counts: GrammarCounts, *, opens: bool) -> Iterator[Verdict]:
    """Find "une planète très lointain"."""
    if len(words) < 4 or words[2].folded not in _DEGREES:
        return
    determiner, noun, adverb, adjective = words[:4]
    if not all(_near(one, two, text) for one, two in pairwise(words[:4])):
        return
    after = words[4] if len(words) > 4 else None
    joined = after is not None and (after.folded in _JOINING or _marked(adjective, after, text))
    if {adjective.lemma, adjective.folded} & _MOODS:  # "il a quitté la scène très heureux"
        return
    for verdict in _behind((determiner, noun, adjective), joined, True, counts, opens=opens, rare=True):
        right = f"{noun.text} {adverb.text} {(verdict.suggestion or '').partition(' ')[2]}"
        yield replace(verdict, suggestion=right)


def _superlative(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "Les inondations, les plus meurtriers depuis vingt ans"."""
    if len(words) < 5 or words[2].folded != "les" or words[3].folded not in {"plus", "moins"}:
        return
    determiner, noun, *_, adjective = words
    if determiner.folded not in _PLURAL or text[noun.span.end : words[2].span.start].strip() != ",":
        return
    form, gender = _form(adjective.folded), _sure_gender(noun, counts)
    if form is None or gender is None or gender in form.genders or is_person_noun(noun.text) or not noun.text.islower():
        return
    yield Verdict(
        ADJECTIVE,
        adjective.span,
        f"“{noun.text}” is {_KINDS[gender]}; “{adjective.text}” is not",
        0.65,
        suggestion=_printed(form, gender, "p"),
        evidence=(gender_counts(noun, counts),),
    )


def _in_front(words: Sequence[GlossedWord], counts: GrammarCounts) -> Iterator[Verdict]:
    determiner, adjective, noun = words
    printed = PRENOMINAL.get(adjective.text)
    if printed is None or determiner.folded not in {"le", "la", "un", "une", "ce", "cette", "du", "au"}:
        return
    gender = counts.gender(noun.folded)
    if not noun.text.islower() or gender in {None, printed} or counts.verbal(noun.folded) > 0.02:
        return
    if is_person_noun(noun.text) or noun.lemma in EPICENE or noun.folded in _OTHERWISE:
        return
    counted = counts.forms[noun.folded]
    if counted.masculine + counted.feminine < 0.3 * counted.total:  # an adjective more often than a noun
        return
    yield _verdict(words[1:], adjective, _KINDS[gender or "m"], None, gender_counts(noun, counts))


@lru_cache(maxsize=20_000)
def _form(adjective: str) -> _Form | None:
    """Read an adjective's gender and number off its ending; None where it is none, or both genders share it."""
    for endings in _ENDINGS:
        for place in sorted(range(4), key=lambda place: -len(endings[place])):
            if not adjective.endswith(endings[place]):
                continue
            stem = adjective.removesuffix(endings[place])
            masculine, feminine = stem + endings[0], stem + endings[1]
            if len(stem) < 3 or not is_known(masculine, "fr") or not is_known(feminine, "fr"):
                continue
            if lemma(feminine, "fr") not in {masculine, feminine}:  # "appelle" is no feminine of "appel"
                continue
            same = [number for number, ending in zip("mfmf", endings, strict=True) if ending == endings[place]]
            numbers = "".join(dict.fromkeys("sspp"[i] for i, ending in enumerate(endings) if ending == endings[place]))
            return _Form("".join(dict.fromkeys(same)), numbers, stem, endings)
    return None


def _printed(form: _Form, gender: str, number: str) -> str:
    return form.stem + form.endings["mf".index(gender) + (2 if number == "p" else 0)]


def gender_counts(noun: GlossedWord, counts: GrammarCounts) -> Evidence:
    """Tell how often the reference corpus has a noun, or its dictionary form, behind determiners of either gender."""
    form = noun.folded if counts.gender(noun.folded) else noun.lemma
    found = counts.forms[form]
    return Evidence(
        "gender",
        f"The reference corpus has “{form}” {found.masculine} times after a masculine and {found.feminine} times after a "
        "feminine determiner.",
    )


def _verdict(
    pair: Sequence[GlossedWord], adjective: GlossedWord, kind: str, right: str | None, shown: Evidence
) -> Verdict:
    first, second = pair
    noun = second if first is adjective else first
    return Verdict(
        ADJECTIVE,
        Span(first.span.start, second.span.end),
        f"“{noun.text}” is {kind}; “{adjective.text}” is not",
        0.7,
        suggestion=f"{first.text} {right}" if right is not None else None,
        evidence=(shown,),
    )
