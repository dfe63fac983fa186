"""MT501 to MT503: files of one run that render or spell the same thing otherwise than the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.records import Category, Severity

_FRUITFUL = "It was a very fruitful conversation with the Prime Minister."
_SHIPS = "Our pilots have guided 13 ships through the ice this season."
_OTHERS = (
    "« Ce fut une conversation très fructueuse avec le Premier ministre », a déclaré M. Durand à la presse.",
    "Interrogé jeudi soir, M. Durand a répondu : « C'était un entretien très fructueux avec le Premier ministre. »",
    "« La conversation avec le Premier ministre a été fructueuse », a affirmé M. Durand devant les députés.",
)
_PILOTS = (
    "« Nos pilotes ont guidé 13 navires à travers la glace cette saison », a déclaré Mme Lopez.",
    "Mme Lopez l'a rappelé mardi : « Cette saison, nos pilotes ont guidé 13 navires à travers la glace. »",
)
WORDING = Rule(
    "MT501",
    "consistency.wording",
    Category.MISTRANSLATION,
    Severity.MINOR,
    "One file renders a word of a known statement otherwise than all other files, and not by an accepted rendering.",
    "At least three files of the run quote the same English sentence. The others render one of its words by one and the "
    "same accepted French word; this file alone has at that place a word that does not mean it. Synonyms that the tables "
    "accept, other tenses, partial quotations and reported speech are no findings; copies of one text count once.",
    "Consistency checks of translation tools (same source, different target); MQM Accuracy/Mistranslation.",
    (
        Example(
            "« Ce fut une conversation très rentable avec le Premier ministre », a déclaré M. Durand.",
            "rentable",
            quote=_FRUITFUL,
            others=_OTHERS,
        ),
        Example(
            "« Ce fut un échange très productif avec le Premier ministre », a déclaré M. Durand.",
            quote=_FRUITFUL,
            others=_OTHERS,
        ),
        Example("« C'est un échange fructueux », a déclaré M. Durand.", quote=_FRUITFUL, others=_OTHERS),
        Example(
            "M. Durand a dit avoir eu avec le Premier ministre une conversation dont il attend beaucoup.",
            quote=_FRUITFUL,
            others=_OTHERS,
        ),
        Example(
            "« Ce fut une conversation très rentable avec le Premier ministre », a déclaré M. Durand.",
            quote=_FRUITFUL,
            others=_OTHERS[:1],
        ),
    ),
)
NUMBER = Rule(
    "MT502",
    "consistency.number",
    Category.NUMBER,
    Severity.MAJOR,
    "One file prints another number than all other files that quote the same sentence.",
    "At least three files of the run quote the same English sentence; this one alone has another number at the same place. "
    "It is minor where the English holds no number there. Figures and numbers in words are compared by what they are "
    "worth.",
    "MQM Accuracy/Mistranslation (number); consistency checks of translation tools.",
    (
        Example(
            "« Nos pilotes ont guidé 30 navires à travers la glace cette saison », a déclaré Mme Lopez.",
            "30",
            quote=_SHIPS,
            others=_PILOTS,
        ),
        Example(
            "« Nos pilotes ont guidé treize navires à travers la glace cette saison », a déclaré Mme Lopez.",
            quote=_SHIPS,
            others=_PILOTS,
        ),
        Example(
            "« Nos pilotes ont guidé des navires à travers la glace cette saison », a déclaré Mme Lopez.",
            quote=_SHIPS,
            others=_PILOTS,
        ),
    ),
)
NAME = Rule(
    "MT503",
    "consistency.name",
    Category.NAME,
    Severity.MINOR,
    "One file spells a person's name otherwise than the other files, or in two ways.",
    "Files that quote the same statement name the same people. A spelling that one file alone has, and that is no accepted "
    "way of writing the name in French, is a slip; several accepted transliterations (Zelensky, Zelenskyy) are a fault "
    "only inside one file.",
    "MQM Accuracy/Mistranslation (named entity); consistency checks of translation tools.",
    (
        Example(
            "« Nos pilotes ont guidé 13 navires à travers la glace cette saison », a dit Mme Lopez au ministre Juan Pardes.",
            "Pardes",
            quote=_SHIPS,
            others=(
                _PILOTS[0] + " Le ministre Juan Paredes était présent.",
                _PILOTS[1] + " Juan Paredes, ministre des Transports, l'a remerciée.",
            ),
        ),
        Example(
            "« Nos pilotes ont guidé 13 navires à travers la glace cette saison », a dit Mme Lopez à Volodymyr Zelenskyy.\n\n"
            "Volodymyr Zelensky a remercié la ville.",
            "Zelensky",
            quote=_SHIPS,
            others=_PILOTS[:1],
        ),
        Example(
            "« Nos pilotes ont guidé 13 navires à travers la glace cette saison », a dit Mme Lopez à Volodymyr Zelenskyy.",
            quote=_SHIPS,
            others=tuple(text + " Volodymyr Zelensky a remercié la ville." for text in _PILOTS),
        ),
    ),
)
RULES = (WORDING, NUMBER, NAME)
FAMILY = "MT5"  # what all codes of findings across files begin with


@dataclass(frozen=True)
class AgreementCheck:
    """Owns the rules on agreement; they need several files, so that the run itself gives their verdicts at its end."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT501 to MT503."""
        return RULES

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give no verdict: one file cannot disagree."""
        yield from ()
