"""MT415: words that stand where English puts them, or lack what English does without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.lexicon.grammar import GrammarCounts, shipped_grammar
from mtcheck.lexicon.lemmas import is_infinitive, is_known
from mtcheck.lexicon.times import is_time
from mtcheck.records import Category, Evidence, Severity, Span

ORDER = Rule(
    "MT415",
    "grammar.word-order",
    Category.GRAMMAR,
    Severity.MINOR,
    "Words stand in the order of English, or a noun lacks the article that French needs.",
    "*the last three months*, *the Geneva-based group*, *the house he lived in*, *“…”, Mr Smith said* and *sources told* keep "
    "their order or their bareness in no French sentence.",
    "MQM Fluency/Grammar (word order, function words); Grevisse, Le Bon Usage, § 377 (sujet inversé en incise), § 593 (article).",
    (
        Example("Les ventes ont bondi dans les derniers trois mois.", "derniers trois mois"),
        Example("La Genève-basée organisation recense 180 journalistes.", "Genève-basée"),
        Example("La maison que le suspect vivait dans a été perquisitionnée.", "dans a été"),
        Example("« Nous sommes prêts à négocier », le président Zelensky a dit.", "le président Zelensky a dit"),
        Example("« Il n'y aura pas de grève », elle a ajouté.", "elle a ajouté"),
        Example("Sources ont dit à la presse que l'accord est proche.", "Sources ont"),
        Example("Responsables avaient annoncé une trêve mardi.", "Responsables avaient"),
        Example("Les trois derniers mois, les derniers cent mètres, les premiers deux cents kilomètres de course."),
        Example("L'organisation basée à Genève, la Bourgogne-Franche-Comté et la Saint-Gervaise."),
        Example("Le salon dans lequel il vivait a été vidé, et tout ce qu'il y avait dedans a brûlé."),
        Example("« Nous sommes prêts », a dit le président. Hier, « prêt », il a dit qu'il viendrait. Il a ajouté."),
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
    r"(?P<unit>jours|semaines|mois|années|ans|heures|minutes|décennies|matchs|matches|rencontres|trimestres|saisons)\b"
)
_BASED = re.compile(
    r"\b(?P<place>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*|onu|États-Unis)-(?P<how>basée?s?|soutenue?s?|dirigée?s?|menée?s?|appuyée?s?|"
    r"contrôlée?s?|financée?s?)\b"
)
_STRANDED = frozenset({"dans", "parmi", "chez", "vers"})
_VERBS = frozenset("a ont est sont était étaient avait avaient sera seront fut aura".split())
_SAID = "|".join(
    """dit déclaré ajouté affirmé expliqué indiqué précisé assuré estimé souligné répondu conclu poursuivi raconté confié lancé
    insisté prévenu averti""".split()
)
_TAG = re.compile(
    r"[»”\"],?[ \u00a0\u202f]?,?[ \u00a0\u202f]*(?P<tag>(?:(?P<pronoun>il|elle|ils|elles)|"
    r"(?:(?:le|la|l['’]|un|une|M\.|Mme)[ \u00a0]?)?(?:[a-zà-ÿ]+[ \u00a0]){0,2}[A-ZÀ-Ý][\w'’-]+(?:[ \u00a0][A-ZÀ-Ý][\w'’-]+){0,2}|"
    r"(?:le|la|l['’])[ \u00a0]?[a-zà-ÿ]+)[ \u00a0](?P<have>a|ont|avait)[ \u00a0]"
    rf"(?P<said>{_SAID}))(?=[ \u00a0]?[.!]|$)"
)
_HAVE = frozenset({"ont", "avaient", "auraient"})
# Plurals that stand bare before their verb: pronouns, players, sides.
_BARE = frozenset(
    """plusieurs certains certaines beaucoup tous toutes nombreux nombreuses rares quelques-uns quelques-unes eux elles nous
    vous ils autres aucuns blancs noirs bleus rouges verts tels telles quels quelles lesquels lesquelles ceux celles deux trois
    quatre cinq six sept huit neuf dix cents mille différents différentes divers diverses maints maintes""".split()
)


@dataclass(frozen=True)
class WordOrderCheck:
    """Reports the order of English."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT415."""
        return (ORDER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give verdicts on every segment."""
        counts, text = self.counts or shipped_grammar(), evidence.document.text
        for segment in evidence.segments:
            span, words = segment.segment.span, segment.words
            yield from _written(text, span)
            yield from _tagged(text, span)
            if len(words) > 2:
                yield from _bare(words, text, counts)
            for index in range(1, len(words) - 1):
                if words[index].text in _STRANDED:
                    yield from _stranded(words, index, text)


def _written(text: str, span: Span) -> Iterator[Verdict]:
    """Find "derniers trois mois" and "Genève-basée"."""
    for found in _LAST.finditer(text, span.start, span.end):
        right = f"{found['number']} {found['which']} {found['unit']}"
        yield _verdict(Span(*found.span()), "The number stands first", 0.65, right, "*the last three months*.")
    for found in _BASED.finditer(text, span.start, span.end):
        how = found["how"]
        right = f"{how} à {found['place']}" if how.startswith("bas") else f"{how} par {found['place']}"
        reason = "French joins no place and participle by a hyphen: “basée à Genève” stands behind its noun."
        yield _verdict(Span(*found.span()), f"“{found.group()}” is English, word for word", 0.75, right, reason)


def _tagged(text: str, span: Span) -> Iterator[Verdict]:
    """Find "« … », Zelensky a dit.": who speaks stands behind the verb."""
    found = _TAG.search(text, span.start, span.end)
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
        "Behind a quotation the verb comes first",
        0.65,
        right,
        "*“…”, he said*: “a-t-il dit”.",
    )


def _bare(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "Sources ont dit": a noun in the plural without an article."""
    noun, have, after = words[:3]
    if have.text not in _HAVE or noun.folded in _BARE or not noun.folded.endswith(("s", "x")) or "-" in noun.text:
        return
    if not noun.text[0].isupper() or noun.text.isupper() or not noun.content or is_time(noun.folded):
        return
    single = noun.lemma if noun.lemma != noun.folded else noun.folded[:-1]
    form = counts.forms.get(single)
    if form is None or form.masculine + form.feminine < 20 or not is_known(noun.folded, "fr"):
        return
    if text[noun.span.end : have.span.start].strip() or not after.folded.endswith(("é", "it", "u", "is", "i", "rt")):
        return
    span = Span(noun.span.start, have.span.end)
    right = f"Des {noun.folded} {have.text}"
    yield _verdict(span, f"“{noun.text}” lacks its article", 0.65, right, "*Sources said*: “Des sources ont dit”.")


def _stranded(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "que le suspect vivait dans a été": a preposition without its noun."""
    before, link, after = words[index - 1 : index + 2]
    if after.text not in _VERBS or not any(word.folded in {"que", "qu'"} for word in words[:index]):
        return
    if text[link.span.end : after.span.start].strip() or is_infinitive(before.folded):
        return
    end = words[index + 2] if index + 2 < len(words) else after
    span = Span(link.span.start, end.span.end)
    reason = "*the house he lived in*: “la maison dans laquelle il vivait”."
    yield _verdict(span, f"“{link.text}” has nothing behind it", 0.65, None, reason)


def _verdict(span: Span, message: str, confidence: float, suggestion: str | None, reason: str) -> Verdict:
    return Verdict(ORDER, span, message, confidence, suggestion=suggestion, evidence=(Evidence("syntax", reason),))
