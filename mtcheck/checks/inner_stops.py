"""MT606: a full stop inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.lemmas import is_known
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity, Span

INNER = Rule(
    "MT606",
    "surface.inner-stop",
    Category.PUNCTUATION,
    Severity.MINOR,
    "A full stop stands inside a sentence, before a small letter.",
    "A sentence begins with a capital. A stop between a whole French word and a small letter is left over from an edit or from "
    "extraction; behind abbreviations, figures and dots of suspension it is sound.",
    "MQM Fluency/Punctuation; Lexique des règles typographiques en usage à l'Imprimerie nationale, « Majuscules ».",
    (
        Example("Le ministre a rencontré. les syndicats mardi matin.", "rencontré. les"),
        Example("La réforme des retraites. sera votée en mars.", "retraites. sera"),
        Example("La présidente a déclaré que le. projet serait voté en juin.", "le. projet"),
        Example("Le ministre de l'Intérieur. a annoncé une réforme.", "Intérieur. a"),
        Example("Il habite av. de la République, à env. trois kilomètres, etc. comme prévu."),
        Example("« Bien sûr… nous verrons. » dit-elle en 2021. Puis elle part."),
        Example("Le site gouv. fr est en panne ; voir p. ex. la page d'accueil."),
    ),
)
# Articles and prepositions of two letters end no sentence; a capital may begin the last word of one.
_STOP = re.compile(
    r"(?:(?<![\w.'’-])|(?<=\b[ld]['’]))(?P<word>[A-ZÀ-ÖØ-ÞŒ]?[a-zà-öø-ÿœ]{3,}|l[ea]|de|du|un|au|et|ou)\."
    r"[ \u00a0](?P<after>[a-zà-öø-ÿœ]{2,}|[aày])(?![\w.@])"
)
_ABBREVIATIONS = frozenset(
    """etc apr env hab min sec art tab fig vol chap coll trad dir éd dép janv févr avr juil sept oct nov déc tél réf boul bld faub
    rég adj adv masc fém sing plur syn ant inc ltd corp max moy ext int pop sup inf dim lun mar mer jeu ven sam bat app gouv
    asso ass rep gén col cdt cap com""".split()
)


@dataclass(frozen=True)
class InnerStopCheck:
    """Reports full stops before a small letter."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT606."""
        return (INNER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every such stop."""
        text = evidence.document.text
        for segment in evidence.segments:
            start, end = segment.segment.span
            for found in _STOP.finditer(text, start, end):
                word, after = found["word"], found["after"]
                if word.lower() in _ABBREVIATIONS or not is_known(word, "fr") or not is_known(after, "fr"):
                    continue
                yield measured(
                    INNER,
                    Span(*found.span()),
                    Message("A full stop stands inside the sentence"),
                    suggestion=f"{word} {after}",
                    evidence=(Evidence("punctuation", Message("“{after}” goes on with a small letter.", after=after)),),
                )
