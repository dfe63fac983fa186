"""MT304 and MT305: English acronyms left as they are, and acronyms translated as if they were words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import COORDINATORS, DEFINITE_ARTICLES, DETERMINERS, PREPOSITIONS, QUE
from mtcheck.language.messages import Message
from mtcheck.lexicon.acronyms import shipped_acronyms
from mtcheck.records import Category, Evidence, Severity
from mtcheck.speech.reporting import reporting

LEFT = Rule(
    "MT304",
    "untranslated.acronym",
    Category.UNTRANSLATED,
    Severity.MINOR,
    "An English acronym stands where French has its own.",
    "The acronym is that of the English name. French readers know the body or the thing by another one: FMI, PIB, VIH.",
    "MQM Accuracy/Untranslated text; Imprimerie nationale, Lexique des règles typographiques (sigles).",
    (
        Example("Le IMF table sur une croissance de 2 %.", "IMF"),
        Example("La dette atteint 75 % du GDP.", "GDP"),
        Example("Les Casques bleus de l'UN restent, plusieurs NGOs partent.", "UN"),
        Example("Les alliés de la NATO se réunissent mardi.", "NATO"),
        Example("Le FMI table sur une croissance de 2 % du PIB, et l'Otan se réunit mardi."),
        Example("L'ONG britannique publie la revue NATO Review et le rapport World Health Organization (WHO)."),
        Example("LA NATO SE RÉUNIT MARDI"),
    ),
)
TRANSLATED = Rule(
    "MT305",
    "name.acronym",
    Category.NAME,
    Severity.MAJOR,
    "An acronym is translated as the English word that it looks like.",
    "In capitals, where a body is named, stands a common French word; the English word that it renders is an acronym.",
    "MQM Accuracy/Mistranslation (named entity).",
    (
        Example("Des agents de la GLACE ont interpellé quarante personnes.", "GLACE"),
        Example("QUI a averti mardi que l'épidémie gagne du terrain.", "QUI"),
        Example("La glace a fondu. QUI a averti le maire ? « NE VOUS AVENTUREZ PAS SUR LA GLACE », dit le panneau."),
        Example("QUI a mis le feu, personne ne le sait. Les DNA le révèlent, et avec UAE le Slovène joue au UNO."),
        Example("Le ministre a demandé QUI avait ordonné cela."),
    ),
)
_BEFORE = frozenset({*DETERMINERS, *PREPOSITIONS, *COORDINATORS, *QUE})


@dataclass(frozen=True)
class AcronymCheck:
    """Reports acronyms of English."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT304 and MT305."""
        return (LEFT, TRANSLATED)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment that is not all in capitals."""
        known, text = shipped_acronyms(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index, word in enumerate(words):
                needed = known.needed.get(word.text)
                if needed is not None and (index == 0 or words[index - 1].folded not in needed):
                    continue
                if word.text in known.english and _alone(words, index, text):
                    yield _left(word, known.english[word.text])
                elif word.text in known.translated and _alone(words, index, text):
                    asked = segment.segment.text.rstrip(' »”"\u00a0').endswith("?")
                    if word.text == "QUI" and not _announces(words[index + 1 : index + 3]):
                        continue
                    if not asked and (index == 0 or words[index - 1].folded in DEFINITE_ARTICLES):
                        yield _translated(word, *known.translated[word.text])


def _announces(words: Sequence[GlossedWord]) -> bool:
    """Say whether "a averti" follows, as a body does, and no guess at who did it."""
    return len(words) == 2 and words[0].text == "a" and words[1].folded in reporting().forms


def _alone(words: Sequence[GlossedWord], index: int, text: str) -> bool:
    """Say whether an acronym stands by itself in running French: no part of a name, of a shout, or of an explanation."""
    before = words[index - 1] if index else None
    after = words[index + 1] if index + 1 < len(words) else None
    word = words[index]
    if before is not None and (before.folded not in _BEFORE or (before.text.isupper() and len(before.text) > 1)):
        return False
    if text[: word.span.start].rstrip(" \u00a0").endswith("(") or text[word.span.end : word.span.end + 1] in {")", "-"}:
        return False
    return after is None or not after.text[0].isupper() or bool(text[word.span.end : after.span.start].strip())


def _left(word: GlossedWord, french: str) -> Verdict:
    return measured(
        LEFT,
        word.span,
        Message("“{word}” is the English acronym", word=word.text),
        suggestion=french,
        evidence=(Evidence("gazetteer", Message("French says “{french}”.", french=french)),),
    )


def _translated(word: GlossedWord, meant: str, french: str) -> Verdict:
    return measured(
        TRANSLATED,
        word.span,
        Message("“{word}” is the acronym {meant}, translated as a word", word=word.text, meant=meant),
        suggestion=french,
        reference=meant,
        evidence=(Evidence("gazetteer", Message("{meant} is “{french}” in French.", meant=meant, french=french)),),
    )
