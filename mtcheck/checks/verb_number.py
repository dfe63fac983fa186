"""MT408: a subject and its verb that differ in number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.lemmas import is_known
from mtcheck.records import Category, Evidence, Severity, Span

NUMBER = Rule(
    "MT408",
    "grammar.number",
    Category.GRAMMAR,
    Severity.MINOR,
    "A subject that opens a sentence and its verb differ in number.",
    "An article, a noun and an auxiliary in a row leave no room for another subject: “les armes a”, “la police ont”.",
    "MQM Fluency/Grammar (agreement); Grevisse, Le Bon Usage, § 896.",
    (
        Example("Les autorités a confirmé le bilan de l'accident.", "Les autorités a"),
        Example(
            "Le ministre affirme que les livraisons militaires était suspendue.", "les livraisons militaires était"
        ),
        Example("La police ont arrêté deux suspects dans la soirée.", "La police ont"),
        Example("Des soldats a été blessés près de la frontière.", "Des soldats a"),
        Example("La hausse des prix de l'énergie ont contraint les boulangers.", "La hausse des prix de l'énergie ont"),
        Example(
            "Les syndicats, qui dénoncent la réforme, a appelé à la grève.",
            "Les syndicats, qui dénoncent la réforme, a",
        ),
        Example(
            "La présidente, qui vient d'être réélue, ont salué le vote.", "La présidente, qui vient d'être réélue, ont"
        ),
        Example("Les syndicats, qui dénoncent la réforme, ont appelé à la grève, et le chef, qui part, a dit non."),
        Example("Les soirs d'été, qui finissent tard, a lieu le bal. Les uns, qui rient, est-ce bien vrai, dorment."),
        Example("L'essentiel de ces fonds sont publics. Les fleurs du mal a fait scandale."),
        Example(
            "La hausse des prix de l'énergie a contraint les boulangers. La moitié des élus de droite ont voté contre."
        ),
        Example("Le chef de la police et son adjoint ont démissionné. Une série de frappes ont visé la ville."),
        Example("Les autorités ont confirmé le bilan de l'accident."),
        Example("La majorité ont voté contre, une dizaine sont absents."),
        Example("Les Échos a révélé l'affaire, et le ministre des Finances a démenti."),
        Example("Chaque année sont organisés des concours. La semaine dernière ont eu lieu les essais."),
        Example("Les côtés est et ouest du lac. Les voyelles a et o. Ces promesses peut-on y croire ?"),
        Example("Un cinquième sont des femmes, une demi-douzaine ont moins de vingt ans."),
        Example("Des pays tels que la France ont signé le texte."),
    ),
)
_PLURAL = frozenset("les ces ses nos vos leurs plusieurs".split())
_SINGULAR = frozenset("le la l' un une ce cet cette son sa chaque notre".split())
_VERB_SINGULAR = frozenset(
    """a est était avait sera aura fut serait aurait doit devait devra devrait peut pouvait pourra pourrait va veut
    voulait""".split()
)
_VERB_PLURAL = frozenset(
    """ont sont étaient avaient seront auront furent seraient auraient doivent devaient devront devraient peuvent
    pouvaient pourront pourraient vont veulent voulaient""".split()
)
# Nouns that say how many of something else: the verb may agree with that.
_QUANTITIES = frozenset(
    """majorité plupart minorité partie moitié tiers quart cinquième sixième septième huitième neuvième dixième centième dizaine
    douzaine demi-douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier million milliard
    nombre multitude foule poignée totalité reste ensemble total série couple groupe type sorte espèce genre quantité infinité peu
    trop beaucoup autre uns unes même plus moins part proportion fraction pourcentage paire bande flopée ribambelle légion horde
    meute nuée essentiel gros surplus excédent""".split()
)
_OF = frozenset("de d' du des".split())
_LINKS = _OF | frozenset("le la les l' un une ce cet cette ces son sa ses leur leurs en".split())
_FARTHEST = 12  # words, from the article to the verb
_TELLING = frozenset(
    """dire déclarer affirmer estimer penser croire espérer craindre annoncer assurer ajouter expliquer indiquer préciser
    rappeler souligner révéler confirmer savoir constater rapporter avertir répéter prétendre soutenir montrer""".split()
)


@dataclass(frozen=True)
class VerbNumberCheck:
    """Reports subjects in the plural with a verb in the singular, and the reverse."""

    back_translated = BackTranslated.NONE

    counts: GrammarCounts | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT408."""
        return (NUMBER,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on the first words of a sentence, and on those after “que” behind a verb of saying."""
        counts, text = self.counts or shipped_counts(), evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index, word in enumerate(words):
                told = index > 1 and words[index - 1].folded == "que" and words[index - 2].lemma in _TELLING
                if (index == 0 or told) and (word.folded in _PLURAL | _SINGULAR or word.text == "Des"):
                    yield from _disagreeing(words[index : index + 5], text, counts)
                    yield from _far_from(words[index : index + _FARTHEST], text, counts)
                    yield from _over_clause(words[index : index + _FARTHEST + 4], text, counts)


def _far_from(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "la hausse des prix de l'énergie ont": the verb agrees with the nearest noun, not with its subject.

    Not the reverse: « Les fleurs du mal » a fait scandale, and titles need no marks.
    """
    if len(words) < 5 or words[2].folded not in _OF or words[0].folded not in _SINGULAR:
        return
    head = words[1]
    if head.lemma in _QUANTITIES or head.folded in _QUANTITIES or head.folded[-1] in "sxz":
        return
    for place in range(1, len(words)):
        word = words[place]
        if text[words[place - 1].span.end : word.span.start].strip():
            return
        if place > 3 and word.text in _VERB_PLURAL:
            subject = text[words[0].span.start : head.span.end]
            yield Verdict(
                NUMBER,
                Span(words[0].span.start, word.span.end),
                f"“{subject}” is singular; “{word.text}” is plural",
                0.6,
                evidence=(Evidence("syntax", f"“{subject}” is the subject; what follows only says of what."),),
            )
            return
        if word.folded in _LINKS:
            continue
        named = word.text[0].isupper() and place > 1
        if not named and (not word.content or not is_known(word.folded, "fr") or counts.verbal(word.folded) > 0.02):
            return


def _over_clause(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    """Find "Les syndicats, qui dénoncent la réforme, a appelé": the clause between the commas is no subject."""
    gaps = [text[one.span.end : other.span.start].strip() for one, other in pairwise(words)]
    commas = [place for place, gap in enumerate(gaps) if gap]
    if len(commas) < 2 or any(gaps[place] != "," for place in commas[:2]) or commas[0] not in {1, 2}:
        return
    head, opening, verb = words[1], words[commas[0] + 1], words[commas[1] + 1]
    plural = words[0].folded in _PLURAL or words[0].text == "Des"
    if opening.folded != "qui" or verb.text not in (_VERB_SINGULAR if plural else _VERB_PLURAL):
        return
    if any(is_time(word.folded) or word.text[0].isupper() for word in words[1 : commas[0] + 1]):
        return
    if not head.content or head.lemma in _QUANTITIES or head.folded in _QUANTITIES or counts.verbal(head.folded) > 0.02:
        return
    if (head.folded[-1] in "sxz") != plural or not is_known(head.folded, "fr"):
        return
    if _is_no_verb(verb, words[commas[1] + 2] if commas[1] + 2 < len(words) else None, text):
        return
    subject = text[words[0].span.start : words[commas[0]].span.end]
    number = ("plural", "singular") if plural else ("singular", "plural")
    yield Verdict(
        NUMBER,
        Span(words[0].span.start, verb.span.end),
        f"“{subject}” is {number[0]}; “{verb.text}” is {number[1]}",
        0.65,
        evidence=(
            Evidence("syntax", f"Between the commas more is said of “{subject}”; the verb behind them is its own."),
        ),
    )


def _is_no_verb(verb: GlossedWord, after: GlossedWord | None, text: str) -> bool:
    """Tell "les côtés est et ouest", "les voyelles a et o" and "peut-on" from a verb."""
    follows = after.folded if after is not None else ""
    if verb.text == "est":
        return follows in {"et", "ou", "de", "du", "des", "d'"}
    if verb.text == "a":
        return follows in {"et", "ou", "à", "b", ""} or text[verb.span.end : verb.span.end + 1] in {",", ")", "."}
    return follows.startswith("-")


def _disagreeing(words: Sequence[GlossedWord], text: str, counts: GrammarCounts) -> Iterator[Verdict]:
    plural = words[0].folded in _PLURAL or words[0].text == "Des"
    wrong = _VERB_SINGULAR if plural else _VERB_PLURAL
    place = next((i for i, word in enumerate(words[:4]) if word.text in wrong), None)
    if place is None or place < 2:
        return
    after = words[place + 1] if place + 1 < len(words) else None
    phrase, verb = words[: place + 1], words[place]
    gaps = [text[one.span.end : other.span.start] for one, other in pairwise(phrase)]
    if any(gap.strip() for gap in gaps):
        return
    if _is_no_verb(verb, after, text) or any(is_time(word.folded) for word in phrase[1:-1]):
        return  # "chaque année sont organisés des concours"
    for word in phrase[1:-1]:
        ends_like_plural = word.folded[-1] in "sxz"
        if not word.content or not is_known(word.folded, "fr") or counts.verbal(word.folded) > 0.02:
            return
        if ends_like_plural != plural or word.lemma in _QUANTITIES or word.folded in _QUANTITIES:
            return
        if word.text[0].isupper():  # a title: "Les Échos a révélé"
            return
    number = ("plural", "singular") if plural else ("singular", "plural")
    subject = Span(phrase[0].span.start, phrase[-2].span.end)
    yield Verdict(
        NUMBER,
        Span(phrase[0].span.start, verb.span.end),
        f"“{subject.of(text)}” is {number[0]}; “{verb.text}” is {number[1]}",
        0.7,
        evidence=(Evidence("syntax", "Nothing stands between the subject and its verb."),),
    )
