"""MT407: verbs and adjectives that take their object the way another language builds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.foreign_objects import HEADS, foreign_objects
from mtcheck.checks.prepositions import DETERMINERS, LINKS, NUMERALS, infinitive_of, wrong_prepositions
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import is_known
from mtcheck.french.people import is_person_noun
from mtcheck.lexicon.names import shipped_places
from mtcheck.records import Category, Evidence, Severity, Span

FOREIGN = Rule(
    "MT407",
    "grammar.construction",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb or adjective takes its object the way another language builds it.",
    "Word for word, “asked the crowd to leave”, “sell it more missiles”, “depends on” keep the English build, which French does "
    "not have: it asks *to* somebody, sells *to* somebody, depends *of* something. And "
    "who is told, given or advised something is no subject in French: “on leur a conseillé de”, not “ils ont été conseillés de”.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 284–290 (compléments du verbe).",
    (
        Example("Le gouvernement a demandé les manifestants de lever les barrages.", "demandé les manifestants"),
        Example("La cour a ordonné la police de cesser les expulsions.", "ordonné la police"),
        Example("L'ONU demande la Russie de se retirer de la région.", "demande la Russie"),
        Example("Le maire a permis les habitants de regagner leur domicile.", "permis les habitants"),
        Example("Le pays a demandé à son allié de le vendre plus de missiles.", "le vendre plus de missiles"),
        Example("Le pays a demandé aux États-Unis de la fournir des explications.", "la fournir des explications"),
        Example("L'issue des négociations dépend sur la volonté des deux camps.", "dépend sur"),
        Example("Des milliers de personnes ont voulu participer la manifestation.", "participer la"),
        Example("Le sujet est au programme du sommet de Franco-britannique de jeudi.", "de Franco-britannique"),
        Example("La ministre a appelé la décision « honteuse et inutile ».", "appelé la décision"),
        Example("Le président a pris la parole jeudi soir avec le chancelier allemand.", "pris la parole"),
        Example("Le groupe, intéressé dans le lithium portugais, investit.", "intéressé dans"),
        Example("L'ancien maire est accusé pour avoir attribué un marché.", "accusé pour"),
        Example("Il ne se sent pas responsable pour les fautes de ses services.", "responsable pour"),
        Example("Les ventes ont bondi par 28 % en un an.", "par 28 %"),
        Example("Une source se dit optimiste que les livraisons reprendront.", "optimiste que"),
        Example("La Turquie a manifesté son intérêt pour aider Kiev.", "intérêt pour aider"),
        Example("Des sources ont dit Reuters que l'accord est proche.", "dit Reuters"),
        Example("Le président a été demandé par les journalistes s'il se représentait.", "été demandé"),
        Example("Les lauréats ont été donnés une bourse de 500 euros.", "été donnés une"),
        Example("Les familles ont été dites que les corps arriveraient.", "été dites"),
        Example("La police a été dit que deux hommes étaient armés.", "été dit"),
        Example("L'un des suspects a été refusé la caution vendredi.", "été refusé la caution"),
        Example("Les abonnés ont été conseillés de changer leurs codes.", "été conseillés de changer"),
        Example("Les exclus ne seront pas permis de se réinscrire.", "seront pas permis de se réinscrire"),
        Example("Les firmes devront se conformer avec la loi.", "conformer avec"),
        Example("Les deux pays ont convenu sur un calendrier.", "convenu sur"),
        Example(
            "Il lui a été refusé la caution. Au suspect a été accordé un délai, et la grâce a été refusée la veille."
        ),
        Example("Il est conseillé de changer ; il a été demandé de partir, et ils ont été priés d'attendre."),
        Example("Le gouvernement a demandé aux manifestants de lever les barrages."),
        Example(
            "Les aides ont été versées la semaine dernière, les terrains payés le double, les prix décernés un vendredi."
        ),
        Example(
            "Les responsables que nous citons, l'optimiste que j'ai connu : c'est au responsable que revient la décision."
        ),
        Example(
            "Ce plafond est dépassé par 15 % des ménages. L'audit a été demandé par le maire pour savoir si tout va."
        ),
        Example("Des choses ont été dites que je n'oublierai pas. Les taux d'intérêt pour emprunter ont reculé."),
        Example(
            "Elle est responsable pour l'Europe du marketing, et pour optimiste que soit le scénario, il inquiète."
        ),
        Example(
            "Elle est plus optimiste que lui. Le responsable pour l'Afrique est payé pour avoir réussi, dit Reuters."
        ),
        Example("Il a été demandé aux élèves s'ils venaient. Des bourses ont été données une à une aux lauréats."),
        Example("L'écart se mesure par 28 % de voix. Son intérêt pour l'histoire l'aide. « Non », a dit Reuters."),
        Example("Le gouvernement a demandé le droit de lever les barrages, que permet la police."),
        Example("Le musée refuse de le vendre plus de dix mille euros et de les donner plus de trois jours."),
        Example("L'issue dépend, sur ce point, de la volonté des deux camps. Il a fait participer les élèves."),
        Example(
            "La coalition propose un gouvernement chargé de gérer la crise et défend les manifestants accusés d'avoir pillé."
        ),
        Example("Elle doit participer la semaine prochaine au sommet auquel vient d'adhérer le Brésil."),
        Example("Le coureur, capable à terme de gagner, est accusé pour la première fois de dopage."),
        Example("Il a pris la parole après un entretien avec le chancelier et parlé de sa vie de Franco-algérien."),
        Example("Des familles de Franco-Britanniques assistent au sommet franco-britannique."),
        Example("La ministre a appelé l'opération « Tempête » et a pris la parole avec calme."),
    ),
)
# Verbs that ask somebody to do something, with "à" before the person and "de" before the infinitive.
_ASKING = frozenset(
    "demander ordonner permettre interdire conseiller recommander suggérer proposer promettre enjoindre".split()
)
_CLITICS = frozenset("se s' ne le la l' les lui leur y en".split())
_AGENTS = frozenset(
    """travailleur salarié employé client patient consommateur électeur
    gouvernement police armée parlement justice entreprise société banque pays état ministère tribunal commission conseil
    syndicat parti association équipe public population autorité gendarmerie force peuple gens manifestant habitant dirigeant
    combattant assaillant étudiant enseignant migrant résident occupant participant représentant commerçant dissident""".split()
)
_GIVING = frozenset(
    "vendre donner fournir livrer envoyer offrir prêter accorder octroyer promettre proposer verser apporter".split()
)
_AMOUNTS = frozenset({"plus", "moins", "davantage", "beaucoup", "assez", "autant", "trop"})
_MEASURES = frozenset(
    """fois jour mois an année semaine heure minute seconde euro dollar livre franc yen cent pour-cent million milliard millier
    dizaine centaine vingtaine moitié tiers quart mètre kilomètre kilo tonne temps prix""".split()
)
_TO_PERSON = MappingProxyType({"le": "lui", "la": "lui", "les": "leur"})
# Verbs whose object always has "à"; they have no "faire participer les élèves" among their sound neighbours.
_WITH_TO = frozenset(
    "participer renoncer résister obéir désobéir succéder nuire remédier recourir adhérer appartenir procéder".split()
)
# A quotation right behind, no "à" after it: "il a appelé les électeurs « raisonnables » à voter".
_QUOTED = re.compile(r"[\s]?[«“\"]\s*(?P<words>[a-zà-ÿ][^«»“”\"]{2,70})[»”\"](?!\s*(?:à|aux?)\b)")
_COLOURS = frozenset({"noir", "sombr", "vert", "gris", "blanch", "roug", "bleu"})
# Where one of these stands before the verb, what follows it may be its subject: "un accord auquel vient d'adhérer le Brésil".
_RELATIVE = frozenset("auquel auxquels auxquelles laquelle qui quoi dont".split())
_INDIRECT = frozenset("y lui leur à au aux invité invités invitée invitées".split())
_CAUSING = frozenset({"faire", "laisser", "voir", "regarder", "entendre", "sentir"})
# "Franco-britannique": an adjective, its capital left from a name of two countries.
_COMPOUND = re.compile(
    r"(?:Franco|Anglo|Germano|Russo|Sino|Américano|Italo|Hispano|Israélo|Turco|Gréco|Nippo|Indo|Austro|Belgo|Euro|Ukraino|Polono|"
    r"Irako|Irano|Syro|Coréano|Canado)-[a-zéèêà]+(?:ais|aise|ien|ienne|ain|aine|ique|tin|ol|ole|ois|oise|an|and|ande|ge)"
)


@dataclass(frozen=True)
class ConstructionCheck:
    """Reports objects without their preposition, with the wrong one, or doubled."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT407."""
        return (FOREIGN,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        counts, text = self.counts or shipped_counts(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index, word in enumerate(words[:-1]):
                before = words[index - 1] if index else None
                base, participle = word.lemma, infinitive_of(word)
                asks = word.folded + "r" in _ASKING and before is not None and before.folded not in DETERMINERS
                if base in _ASKING or participle in _ASKING or asks:
                    yield from _asked(_joined(words, index, text))
                if word.folded in _TO_PERSON and words[index + 1].folded in _GIVING:
                    yield from _given(before, _joined(words, index, text), text)
                if word.folded in _WITH_TO:
                    yield from _without_to(words[:index], _joined(words, index, text))
                if "appeler" in {base, participle}:
                    yield from _called(before, _joined(words, index, text), text, counts)
                if word.folded in HEADS:
                    for found in foreign_objects(words[:index], _joined(words, index, text), text):
                        yield _verdict(*found)
                if base == "prendre" or word.folded == "pris":
                    yield from _spoken(words[index : index + 12], text)
                if words[index + 1].folded in LINKS:
                    for found in wrong_prepositions(words[:index], _joined(words, index, text)):
                        yield _verdict(*found)
                if word.folded == "de" and before is not None and _COMPOUND.fullmatch(words[index + 1].text):
                    yield from _compound(before, _joined(words, index, text))


def _joined(words: Sequence[GlossedWord], index: int, text: str) -> Sequence[GlossedWord]:
    """Return the word and those after it, as far as only spaces stand between them."""
    last = index
    while (
        last + 1 < len(words)
        and last < index + 9
        and not text[words[last].span.end : words[last + 1].span.start].strip()
    ):
        last += 1
    return words[index : last + 1]


def _asked(words: Sequence[GlossedWord]) -> Iterator[Verdict]:
    """Find "demander les manifestants de lever": a person asked, without "à"."""
    if len(words) < 5 or words[1].folded not in DETERMINERS or words[1].folded in {"du"}:
        return
    noun = words[2]
    person = noun.text[0].islower() and (is_person_noun(noun.text) or noun.lemma in _AGENTS)
    if not person and noun.text not in _countries():
        return
    # Only right behind the noun: "un gouvernement chargé de gérer", "les associations accusées d'inciter" are objects.
    verb = words[5 if words[4].folded in _CLITICS and len(words) > 5 else 4]
    if words[3].folded in {"de", "d'"} and is_infinitive(verb.folded):
        right = {"le": "au", "les": "aux", "des": "à des"}.get(words[1].folded, f"à {words[1].text}")
        spaced = "" if right.endswith("'") else " "
        yield _verdict(
            Span(words[0].span.start, noun.span.end),
            f"“{_base(words[0])}” takes “à” before the person who is asked",
            0.75,
            f"{words[0].text} {right}{spaced}{noun.text}",
            "A person and “de” with an infinitive follow the verb.",
        )


@cache
def _countries() -> frozenset[str]:
    return frozenset(form for place in shipped_places() if place.kind == "country" for form in place.french)


def _base(word: GlossedWord) -> str:
    return infinitive_of(word) or (word.folded + "r" if word.folded + "r" in _ASKING else word.lemma)


def _given(before: GlossedWord | None, words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "le vendre plus de missiles": two direct objects."""
    if before is None or before.folded not in {"de", "d'", "à", "pour", "sans"} or len(words) < 4:
        return
    verb, amount, thing = words[1:4]
    if amount.folded != "des":  # "la fournir des explications"
        if amount.folded not in _AMOUNTS or thing.folded not in {"de", "d'"} or len(words) < 5:
            return
        thing = words[4]
    if verb.folded not in _GIVING or is_time(thing.folded):
        return
    if thing.folded[0].isdigit() or thing.lemma in _MEASURES or not thing.content or not is_known(thing.folded, "fr"):
        return
    if thing.folded in NUMERALS or not thing.folded.endswith(("s", "x")):
        return
    yield _verdict(
        Span(words[0].span.start, thing.span.end),
        f"“{verb.text}” has two objects: “{words[0].text}” should be “{_TO_PERSON[words[0].folded]}”",
        0.65,
        f"{_TO_PERSON[words[0].folded]} {text[verb.span.start : thing.span.end]}",
        "What is given follows the verb, so that the pronoun can only be who gets it.",
    )


def _without_to(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> Iterator[Verdict]:
    """Find "participer la réunion"."""
    if len(words) < 3 or words[1].folded not in {"le", "la", "les", "l'", "un", "une", "cette", "ce", "ces"}:
        return
    if any(word.lemma in _CAUSING or word.folded in _CAUSING or word.folded == "fait" for word in before[-3:]):
        return
    if not words[2].content or is_infinitive(words[2].folded):
        return
    if any(is_time(word.folded) for word in words[2:4]):  # "participer la semaine prochaine"
        return
    if any(word.folded in _RELATIVE or word.folded in _INDIRECT for word in before):
        return
    right = {"le": "au", "les": "aux"}.get(words[1].folded, f"à {words[1].text}")
    yield _verdict(
        Span(words[0].span.start, words[1].span.end),
        f"“{words[0].text}” takes “à”",
        0.7,
        f"{words[0].text} {right}",
        "French never gives this verb a direct object.",
    )


def _is_adjective(word: str, counts: GrammarCounts) -> bool:
    """Say whether the corpus has a word as an adjective that judges: not behind articles, and no colour, which may be a name."""
    form = counts.forms.get(word)
    if form is None or form.total < 5 or form.masculine + form.feminine > 0.1 * form.total:
        return False
    ending = word.endswith(("e", "f", "l", "x", "é", "s", "nt"))
    return ending and not is_infinitive(word) and word.rstrip("es") not in _COLOURS


def _called(
    before: GlossedWord | None, words: Sequence[GlossedWord], text: str, counts: GrammarCounts
) -> Iterator[Verdict]:
    """Find "a appelé la décision « honteuse »": an adjective is no name; French says "qualifier de"."""
    if before is None or before.folded in {"s'", "se", "m'", "me", "nous", "vous"} or len(words) < 3:
        return
    if words[1].folded not in DETERMINERS or not words[2].content or len(words) > 4:
        return  # the quotation must follow at once
    last = words[-1]
    quoted = _QUOTED.match(text, last.span.end)
    if quoted is None:
        return
    first = quoted["words"].split()[:2]
    described = first[1] if len(first) > 1 and first[0].endswith("ment") else first[0]
    if not _is_adjective(described, counts):
        return
    yield _verdict(
        Span(words[0].span.start, last.span.end),
        "What follows is an adjective: French says “qualifier de”",
        0.55,
        f"qualifié {text[words[1].span.start : last.span.end]} de" if words[0].folded == "appelé" else None,
        f"“{described}” describes; “appeler” gives a name.",
    )


_DATES = frozenset(
    """hier demain aujourd'hui janvier février mars avril mai juin juillet août septembre octobre novembre décembre dernier
    prochain passé tard tôt longuement brièvement également""".split()
)


def _spoken(words: Sequence[GlossedWord], text: str) -> Iterator[Verdict]:
    """Find "a pris la parole avec le président": *spoke with*, word for word."""
    forms = [word.folded for word in words]
    if forms[1:3] != ["la", "parole"] or "avec" not in forms[3:]:
        return
    place = forms.index("avec", 3)
    if place + 2 >= len(words) or any(form in {"pour", "et", "qui", "que", "avoir"} for form in forms[3:place]):
        return
    if any(mark in text[words[2].span.end : words[place].span.start] for mark in ".;:!?«»"):
        return
    # "après un entretien avec", "devant le Congrès avec": only days and hours may stand between.
    if any(word.content and not is_time(word.folded) and word.folded not in _DATES for word in words[3:place]):
        return
    if {"pour", "côtés"} & set(forms[place + 3 :]):
        return
    person = words[place + 2]
    if forms[place + 1] not in {"le", "la", "l'", "les"} or not is_person_noun(person.text):
        return
    yield _verdict(
        Span(words[0].span.start, words[2].span.end),
        "“prendre la parole” is to address an audience; with somebody one talks",
        0.55,
        None,
        f"It is joined to a person by “avec”: {text[words[place].span.start : person.span.end]}.",
    )


_BEING = frozenset(
    "vie statut identité culture origine passeport regard parcours condition histoire expérience".split()
)


def _compound(noun: GlossedWord, words: Sequence[GlossedWord]) -> Iterator[Verdict]:
    """Find "sommet de Franco-britannique"."""
    if (
        not noun.content or not noun.text.islower() or len(words) < 2 or noun.folded in _BEING
    ):  # "sa vie de Franco-algérienne"
        return
    adjective = words[1]
    yield _verdict(
        Span(words[0].span.start, adjective.span.end),
        f"“{adjective.text}” is an adjective: “de” does not go before it",
        0.65,
        adjective.text.lower(),
        "An adjective of two nations follows its noun without a preposition and without a capital.",
    )


def _verdict(span: Span, message: str, confidence: float, suggestion: str | None, reason: str) -> Verdict:
    return Verdict(FOREIGN, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
