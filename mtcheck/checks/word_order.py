"""MT4150: words that stand where English puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.forms import is_infinitive
from mtcheck.french.people import is_person_noun
from mtcheck.language.messages import Message, Text
from mtcheck.records import Category, Evidence, Severity, Span

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
_NUMERALS = r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\d{1,2})"
_LAST = re.compile(
    rf"\b(?P<which>derni(?:ers|ères)|prochaine?s)\s(?P<number>{_NUMERALS})\s"
    r"(?P<unit>jours|semaines|mois|années|ans|décennies|matchs|matches|rencontres|trimestres|saisons)\b"
)
_BASED = re.compile(
    r"\b(?P<place>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*)-(?P<how>basée?s?|soutenue?s?|dirigée?s?|menée?s?|appuyée?s?|"
    r"contrôlée?s?|financée?s?)\b"
)
_AGED = re.compile(
    r"\b(?P<number>\d+)-(?P<unit>an|ans|année|années|jour|jours|mois|semaines)-(?:vieux|vieille|vieil|âgée?)\b"
)
_JOINED = re.compile(r"\b(?P<how>basée?s?)-à-(?P<place>[A-ZÀ-Ý][\w-]+)")
_TWICE = re.compile(
    r"\b(?P<link>pour|avec|sur|dans) (?:lequel|laquelle|lesquels|lesquelles|qui) (?:[a-zà-ÿ'’]+ ){2,5}(?P=link)"
    r"(?=[ ]?(?:[.,;]|depuis|a|est|ont|sont|avait|était)\b|[.,;])"
)
_STRANDED = frozenset({"dans", "parmi", "chez", "à"})
_VERBS = frozenset("a ont est sont était étaient avait avaient sera seront fut aura".split())
_SAID = "|".join(
    """dit déclaré ajouté affirmé expliqué indiqué précisé assuré estimé souligné répondu conclu poursuivi raconté confié lancé
    insisté prévenu averti""".split()
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
_OTHERS = re.compile(
    r"\b(?P<article>[Ll]es|[Dd]es|aux|ces) autres (?P<number>deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d{1,3})"
    r"(?= (?:ont|sont|étaient|avaient|seront|auront|n['’]|ne)\b)"
)
# Nouns that in French stand before a name, as heads in English behind it: *the Biden administration*.
_AFTER_NAME = (
    "administration|gouvernement|détroit|porte-parole|campagne|fondation|procès|affaire|province(?! de)|"
    "sommet|accord|traité(?! (?:de|en|à|comme) )|aéroport|université|vaccin|scandale|attentat|séisme|ouragan|volcan|"
    "usine(?! du monde)|barrage(?! contre)|ambassade"
)
_NAMED = re.compile(
    r"(?<![\w'’-])(?P<article>[Ll]e |[Ll]a |[Ll]['’]|du |au |de la |à la |une? )(?P<name>(?:[a-zà-ÿ-]+ (?:de |d['’]|du ))?"
    rf"(?![IVXL]+er?\b)[A-ZÀ-Ý][\w’'-]*[a-zà-ÿ]\w*(?: [A-ZÀ-Ý][\w’'-]+)?) (?P<noun>{_AFTER_NAME})"
    r"(?= (?:a|ont|avait|est|était|sera|de|du|des|d['’]|en|à|au|pour|dans|et|pourrait|doit|va|qui|contre|sur|vise|se|s['’])\b"
    r"|[.,;])"
)


@dataclass(frozen=True)
class WordOrderCheck:
    """Reports the order of English."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT4150."""
        return (ORDER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        counts, text = self.counts or shipped_counts(), evidence.document.text
        for segment in evidence.segments:
            span, words = segment.segment.span, segment.words
            yield from _written(text, span)
            yield from _tagged(text, span)
            for index in range(1, len(words) - 1):
                if words[index].text in _STRANDED:
                    yield from _stranded(words, index, text, counts)


def _written(text: str, span: Span) -> Iterator[Verdict]:
    """Find what its form alone gives away: "derniers trois mois", "Genève-basée", "le Biden administration"."""
    for found in _LAST.finditer(text, span.start, span.end):
        right = f"{found['number']} {found['which']} {found['unit']}"
        yield _verdict(
            Span(*found.span()), Message("The number stands first"), 0.65, right, Message("*the last three months*.")
        )
    for found in _BASED.finditer(text, span.start, span.end):
        how = found["how"]
        right = f"{how} à {found['place']}" if how.startswith("bas") else f"{how} par {found['place']}"
        reason = Message("French joins no place and participle by a hyphen: “basée à Genève” stands behind its noun.")
        yield _verdict(
            Span(*found.span()),
            Message("“{printed}” is English, word for word", printed=found.group()),
            0.75,
            right,
            reason,
        )
    for found in _OTHERS.finditer(text, span.start, span.end):
        right = f"{found['article']} {found['number']} autres"
        yield _verdict(
            Span(*found.span()), Message("The number stands first"), 0.65, right, Message("*the other two*.")
        )
    for found in _NAMED.finditer(text, span.start, span.end):
        told = Span(found.start("name"), found.end())
        reason = Message("*the Biden administration*: “l'administration Biden”.")
        yield _verdict(
            told, Message("“{noun}” stands before the name in French", noun=found["noun"]), 0.65, None, reason
        )
    for found in _AGED.finditer(text, span.start, span.end):
        unit = {"an": "ans", "année": "ans", "années": "ans", "jour": "jours"}.get(found["unit"], found["unit"])
        right = f"de {found['number']} {unit}"
        yield _verdict(
            Span(*found.span()), Message("An age stands behind its noun"), 0.75, right, Message("*a 34-year-old man*.")
        )
    for found in _JOINED.finditer(text, span.start, span.end):
        right = f"{found['how']} à {found['place']}"
        yield _verdict(
            Span(*found.span()),
            Message("“{printed}” is English, word for word", printed=found.group()),
            0.75,
            right,
            Message("*London-based*."),
        )
    for found in _TWICE.finditer(text, span.start, span.end):
        right = found.group().removesuffix(" " + found["link"])
        yield _verdict(
            Span(*found.span()),
            Message("“{link}” stands twice", link=found["link"]),
            0.6,
            right,
            Message("*which she worked for*."),
        )


def _tagged(text: str, span: Span) -> Iterator[Verdict]:
    """Find "« … », Zelensky a dit.": who speaks stands behind the verb."""
    for other in _SPLIT_TAG.finditer(text, span.start, span.end):
        if is_person_noun(other["person"]):
            who = text[other.start("who") : other.end("who")].strip()
            right = f"{other['have']} {other['said']} {who}"
            told = Span(other.start("have"), other.end())
            yield _verdict(
                told,
                Message("Behind a quotation the verb stands whole before who speaks"),
                0.7,
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
        0.65,
        right,
        Message("*“…”, he said*: “a-t-il dit”."),
    )


def _stranded(words: Sequence[GlossedWord], index: int, text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "que le suspect vivait dans a été": a preposition without its noun."""
    before, link, after = words[index - 1 : index + 2]
    if after.text not in _VERBS or not any(word.folded in {"que", "qu'"} for word in words[:index]):
        return
    if not before.folded.endswith(("é", "ait", "aient", "ent", "i", "u")) or counts.gender(before.folded) is not None:
        return  # "la préposition à est suivie": no verb that could have it
    if text[link.span.end : after.span.start].strip() or is_infinitive(before.folded):
        return
    end = words[index + 2] if index + 2 < len(words) else after
    span = Span(link.span.start, end.span.end)
    reason = Message("*the house he lived in*: “la maison dans laquelle il vivait”.")
    yield _verdict(span, Message("“{link}” has nothing behind it", link=link.text), 0.65, None, reason)


def _verdict(span: Span, message: Text, confidence: float, suggestion: str | None, reason: Text) -> Verdict:
    return Verdict(ORDER, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
