"""MT4150: words that stand where English puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.checks.confidence import measured
from mtcheck.checks.phrases import phrases
from mtcheck.evidence.analysis import FileEvidence
from mtcheck.french.people import is_person_noun
from mtcheck.language.messages import Message, Text
from mtcheck.patterns.schema import PatternKind
from mtcheck.records import Category, Evidence, Severity, Span
from mtcheck.speech.reporting import Tense, reporting

ORDER = Rule(
    "MT4150",
    "grammar.word-order",
    Category.GRAMMAR,
    Severity.MINOR,
    "Words stand in the order of English.",
    "*the last three months*, *the Geneva-based group*, *the house he lived in*, and *“…”, Mr Smith said* keep "
    "their order in no French sentence.",
    "MQM Fluency/Grammar (word order, function words); Grevisse, Le Bon Usage, § 377 (sujet inversé en incise).",
    (
        Example("Les ventes ont bondi dans les derniers trois mois.", "derniers trois mois"),
        Example("Les autres deux étaient décédés à leur arrivée.", "Les autres deux"),
        Example("Le Biden administration avait puisé dans les réserves.", "Biden administration"),
        Example("Le vraquier s'est échoué dans le Bosphorus détroit, selon le port.", "Bosphorus détroit"),
        Example("Il a participé au VIe sommet de l'Union, et le président Biden campagne à l'appui."),
        Example("Israël est en guerre, Cuba a dit non. Président Kennedy : une biographie. Maître Durand a plaidé."),
        Example(
            "Cinq hommes, dont bon nombre sont armés ; dont acte. Il faut former médecins et infirmiers, finir premiers."
        ),
        Example("Les deux autres ont fui par dizaines ; les autres deux fois. Le Sénat, procès après procès, recule."),
        Example("La Genève-basée organisation recense 180 journalistes.", "Genève-basée"),
        Example("Un 34-année-vieux père de trois enfants est mort.", "34-année-vieux"),
        Example("La société, un basé-à-Londres groupe, devra payer.", "basé-à-Londres"),
        Example("« Nous avons tout perdu », elle a dit à travers des larmes.", "elle a dit"),
        Example("« Rien n'est décidé », a porte-parole dit mardi.", "a porte-parole dit"),
        Example(
            "Le cabinet pour lequel elle travaillait pour depuis 2017 a fermé.", "pour lequel elle travaillait pour"
        ),
        Example("L'avocate que le journal avait parlé à a été retrouvée.", "à a été"),
        Example("La maison que le suspect vivait dans a été perquisitionnée.", "dans a été"),
        Example("« Nous sommes prêts à négocier », le président Zelensky a dit.", "le président Zelensky a dit"),
        Example("« Il n'y aura pas de grève », elle a ajouté.", "elle a ajouté"),
        Example("« Nous voulons protéger notre ciel » M. Durand a dit à propos de l'appel.", "M. Durand a dit"),
        Example("Les trois derniers mois, les derniers cent mètres, les premiers deux cents kilomètres de course."),
        Example("L'organisation basée à Genève, la Bourgogne-Franche-Comté et la Saint-Gervaise."),
        Example("Le salon dans lequel il vivait a été vidé, et tout ce qu'il y avait dedans a brûlé."),
        Example("« Nous sommes prêts », a dit le président. Hier, « prêt », il a dit qu'il viendrait. Il a ajouté."),
        Example(
            "Revenant sur ses propos « très maladroits », le maire a expliqué lors d'un débat qu'il les regrettait."
        ),
        Example(
            "On sait que ce vers a été écrit par Racine. Témoin a été diffusé en 1998. Dans « Le Jeu du roi », elle a dit."
        ),
        Example("Il pleuvra dans les prochaines 48 heures."),
        Example("« Nous sommes prêts. » M. Durand a dit à la presse qu'il viendrait. « Prêts », il a dit que oui."),
        Example("« Nous sommes prêts » : le président l'a dit. Le mot « guerre », le président a dit le regretter."),
        Example(
            "Plusieurs ont dit non. Certains avaient faim. Tous ont ri, femmes et hommes. Blancs ont joué, Noirs perdent."
        ),
        Example(
            "Parents et enfants ont dit oui. Londres a cédé, Paris et Rome ont dit non, et Échos ont rapporté l'affaire."
        ),
    ),
)
_WORD_FOR_WORD = Message("French joins no such words by a hyphen")
_BASED = re.compile(
    r"\b(?P<place>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*)-(?P<how>basée?s?|soutenue?s?|dirigée?s?|menée?s?|appuyée?s?|"
    r"contrôlée?s?|financée?s?)\b"
)
_AGED = re.compile(
    r"\b(?P<number>\d+)-(?P<unit>an|ans|année|années|jour|jours|mois|semaines)-(?:vieux|vieille|vieil|âgée?)\b"
)
_JOINED = re.compile(r"\b(?P<how>basée?s?)-à-(?P<place>[A-ZÀ-Ý][\w-]+)")
_SAID = "|".join(
    sorted(
        word
        for word, kinds in reporting().forms.items()
        if any(kind.tense is Tense.PAST and kind.lemma in reporting().clause for kind in kinds)
    )
)
_TAG = re.compile(
    r"(?<![.!?…])(?<![.!?…][ \u00a0\u202f])[»”\"«],?[ \u00a0\u202f]?,?[ \u00a0\u202f]*(?P<tag>(?:(?P<pronoun>il|elle|ils|elles)|"
    r"(?:(?:le|la|l['’]|un|une|M\.|Mme)[ \u00a0]?)?(?:[a-zà-ÿ]+[ \u00a0]){0,2}[A-ZÀ-Ý][\w'’-]+(?:[ \u00a0][A-ZÀ-Ý][\w'’-]+){0,2}|"
    r"(?:le|la|l['’])[ \u00a0]?[a-zà-ÿ]+)[ \u00a0](?P<have>a|ont|avait)[ \u00a0]"
    rf"(?P<said>{_SAID}))(?=[ \u00a0]?[.!]|$|[ \u00a0](?:à propos|à la presse|aux journalistes|lors|dans un|dans une|après)\b)"
)
_PRONOUN_TAG = re.compile(
    r"[»”\"] ?, (?P<tag>(?P<pronoun>il|elle|ils|elles) (?P<have>a|ont) "
    rf"(?P<said>{_SAID}))(?= (?!que\b|qu['’]|non\b|oui\b|cela\b|ça\b|l['’]|le\b|la\b|les\b|en\b)[a-zà-ÿ])"
)
_SPLIT_TAG = re.compile(
    r"[»”\"][ \u00a0]?,[ \u00a0](?P<have>a|ont|avait)[ \u00a0](?P<who>(?:(?:le|la|l['’]|un|une|les)[ \u00a0]?)?(?:[a-zà-ÿ-]+ )?"
    rf"(?P<person>[a-zà-ÿ-]+))[ \u00a0](?P<said>{_SAID})\b"
)


@dataclass(frozen=True)
class WordOrderCheck:
    """Reports the order of English."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4150."""
        return (ORDER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        text = evidence.document.text
        for segment in evidence.segments:
            span = segment.segment.span
            yield from phrases(ORDER, PatternKind.ORDER, segment.words, text)
            yield from _hyphened(text, span)
            yield from _reporting_clause(text, span)


def _hyphened(text: str, span: Span) -> Iterator[Verdict]:
    """Find what a hyphen gives away: "Genève-basée", "34-année-vieux", "basé-à-Londres"."""
    for found in _BASED.finditer(text, span.start, span.end):
        link = "à" if found["how"].startswith("bas") else "par"
        yield _verdict(
            Span(*found.span()),
            _WORD_FOR_WORD,
            "based",
            f"{found['how']} {link} {found['place']}",
            Message("*Geneva-based*."),
        )
    for found in _AGED.finditer(text, span.start, span.end):
        unit = found["unit"].replace("année", "an")
        right = f"de {found['number']} {unit if unit.endswith('s') else unit + 's'}"
        yield _verdict(
            Span(*found.span()), Message("An age stands behind its noun"), "age", right, Message("*a 34-year-old man*.")
        )
    for found in _JOINED.finditer(text, span.start, span.end):
        yield _verdict(
            Span(*found.span()),
            _WORD_FOR_WORD,
            "joined",
            f"{found['how']} à {found['place']}",
            Message("*London-based*."),
        )


def _reporting_clause(text: str, span: Span) -> Iterator[Verdict]:
    """Find "« … », Zelensky a dit.": who speaks stands behind the verb."""
    for other in _SPLIT_TAG.finditer(text, span.start, span.end):
        if is_person_noun(other["person"]):
            who = text[other.start("who") : other.end("who")].strip()
            right = f"{other['have']} {other['said']} {who}"
            told = Span(other.start("have"), other.end())
            yield _verdict(
                told,
                Message("Behind a quotation the verb stands whole before who speaks"),
                "split-tag",
                right,
                Message("*a spokesman said*."),
            )
    if not text[span.start : span.end].lstrip().startswith(("«", "“", '"')):
        return  # "revenant sur ses propos « maladroits », le maire a dit"
    found = _TAG.search(text, span.start, span.end) or _PRONOUN_TAG.search(text, span.start, span.end)
    if found is None or text[span.start : found.start()].lstrip('«“" \u00a0\u202f').count(" ") < 2:
        return
    if found["pronoun"]:
        join = "-t-" if found["have"] == "a" else "-"
        right = f"{found['have']}{join}{found['pronoun']} {found['said']}"
    else:
        subject = text[found.start("tag") : found.start("have")].rstrip()
        right = f"{found['have']} {found['said']} {subject}"
    yield _verdict(
        Span(*found.span("tag")),
        Message("Behind a quotation the verb comes first"),
        "tag",
        right,
        Message("*“…”, he said*: “a-t-il dit”."),
    )


def _verdict(span: Span, message: Text, branch: str, suggestion: str | None, reason: Text) -> Verdict:
    return measured(ORDER, span, message, branch, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
