"""MT416: negations that have lost one of their halves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtcheck.checks.base import BackTranslated, Example, Rule, Verdict
from mtcheck.evidence.analysis import FileEvidence, GlossedWord
from mtcheck.french.elision import before
from mtcheck.records import Category, Evidence, Severity, Span

NEGATION = Rule(
    "MT416",
    "grammar.negation",
    Category.GRAMMAR,
    Severity.MINOR,
    "A negative word has no “ne” before the verb of its clause.",
    "*No incident was reported* has one negative word, French two: “aucun incident n'a été signalé”. In speech “ne” falls before "
    "“pas”, but never behind “aucun” or “personne” as the subject of a written sentence.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 1014 (aucun, personne, rien avec ne).",
    (
        Example("Aucun incident majeur a été signalé par les observateurs.", "a"),
        Example("Vingt patients ont été hospitalisés, personne a succombé à ce stade.", "a"),
        Example("Le maire assure que rien est décidé pour l'instant.", "est"),
        Example("Nul accord est attendu avant la fin du sommet.", "est"),
        Example("Aucune des victimes avait été identifiée mardi soir.", "avait"),
        Example("Il y a aucune preuve de fraude, selon le juge.", "y a aucune"),
        Example("Aucun incident n'a été signalé, personne n'est mort, et rien n'avait changé."),
        Example("Il est parti sans qu'aucun témoin ait parlé, sans que personne ait rien vu."),
        Example("Une personne a succombé. Chaque personne est prise en charge. Cette personne avait raison."),
        Example("Aucun doute, il a gagné. Aucune idée de ce qui est arrivé. Rien à dire : il a raison."),
        Example("Rien que cette année, il a gagné deux fois. Un rien est de trop, et le moins que rien a parlé."),
        Example(
            "Aucun reste humain n'a été retrouvé, et aucune ville de l'est n'est tombée. Trois prix et aucun échec est rare."
        ),
        Example("Aucune ville de la côte est n'a cédé, et, en tant que personne a priori neutre, il se tait."),
        Example("Aucun commentaire, a-t-il dit. Plus qu'aucun autre, il a changé le pays."),
        Example("Mieux que personne, il est au fait du dossier ; plus que tout ou rien, c'est à prendre."),
    ),
)
_DETERMINERS = frozenset("aucun aucune nul nulle".split())
_PRONOUNS = frozenset({"personne", "rien"})
_FINITE = frozenset(
    """a ont avait avaient aura auront aurait auraient est sont était étaient sera seront serait seraient fut furent peut
    peuvent pouvait pourra pourrait doit devait devra devrait va vont reste existe""".split()
)
_JOINING = frozenset("et mais car or que qu' où si lorsque lorsqu' puisque puisqu' quand".split())
_COMPARING = frozenset(
    "plus moins mieux autant pire sans avant jamais tout aussi plutôt davantage meilleur autre sauf".split()
)
_ELSEWHERE = frozenset("qui que qu' dont où ce ne n' ni si et ou à pour sauf".split())
_SUBJECTS = frozenset("il elle ils elles on".split())
_HAVE_OR_BE = frozenset("a ont avait avaient est sont".split())
_NOT_DENYING = frozenset("sans que qu' si s'".split())  # "sans qu'il ait aucun doute", "s'il a aucun droit"
_NO_VERB_BEFORE = frozenset("ne n' priori posteriori fortiori".split())
_REACH = 7  # words from the negative word to its verb


@dataclass(frozen=True)
class NegationCheck:
    """Reports verbs with a negative word before or behind them that lack "ne"."""

    back_translated = BackTranslated.NONE

    @property
    def rules(self) -> tuple[Rule, ...]:
        """MT416."""
        return (NEGATION,)

    def check(self, evidence: FileEvidence) -> Iterator[Verdict]:
        """Give a verdict on every such verb."""
        text = evidence.document.text
        for segment in evidence.segments:
            words = segment.words
            for index, word in enumerate(words[:-1]):
                if word.folded in _DETERMINERS | _PRONOUNS and _opens_clause(words, index, text):
                    yield from _unpaired(words, index, text)
                elif word.folded in {"aucun", "aucune"} and index > 1:
                    yield from _behind_verb(words, index, text)


def _opens_clause(words: Sequence[GlossedWord], index: int, text: str) -> bool:
    """Say whether a negative word is the subject: it stands at the start, behind a comma or behind a conjunction."""
    if index == 0:
        return True
    before = words[index - 1]
    gap = text[before.span.end : words[index].span.start].strip()
    if gap:
        return gap == ","
    earlier = {word.folded for word in words[max(0, index - 3) : index]}
    if before.folded in {"et", "mais"} and not any(map(_is_finite, words[: index - 1])):
        return False  # "dix victoires et aucune défaite est un bilan"
    return before.folded in _JOINING and not earlier & _COMPARING


def _is_finite(word: GlossedWord) -> bool:
    return word.text in _FINITE or word.folded.endswith(("ait", "aient", "èrent"))


def _unpaired(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    subject = words[index]
    for place in range(index + 1, min(index + _REACH, len(words))):
        before, word = words[place - 1], words[place]
        if text[before.span.end : word.span.start].strip() or word.folded in _ELSEWHERE:
            return
        after = words[place + 1].folded if place + 1 < len(words) else ""
        # "l'est", "la côte est n'a", "a priori": no verb
        noun = (
            (word.folded == "reste" and place == index + 1) or before.folded in {"l'", "d'"} or after in _NO_VERB_BEFORE
        )
        if word.text not in _FINITE or noun:
            if subject.folded in _PRONOUNS:  # its verb follows at once, or it is no subject
                return
            continue
        score = place == index + 1 and subject.folded.startswith("nul")  # "le match nul est logique"
        if score or text[word.span.end : word.span.end + 1] in {"-", "'", "’"}:
            return
        seen = Span(subject.span.start, word.span.end).of(text)
        yield _verdict(
            word.span,
            text,
            f"“{subject.text}” as the subject asks for “ne”",
            f"“{seen}”: one half of the negation is missing.",
        )
        return


def _behind_verb(words: Sequence[GlossedWord], index: int, text: str) -> Iterator[Verdict]:
    """Find "il a aucune preuve": behind a pronoun and its verb."""
    verb, none = words[index - 1], words[index]
    place = index - 3 if words[index - 2].folded == "y" else index - 2
    if place < 0 or words[place].folded not in _SUBJECTS or verb.text not in _HAVE_OR_BE:
        return
    if any(text[one.span.end : two.span.start].strip() for one, two in pairwise(words[place : index + 1])):
        return
    if not {word.folded for word in words[max(0, place - 3) : place]} & _NOT_DENYING:
        span = Span(words[place + 1].span.start, none.span.end)  # "y" stands between "ne" and the verb
        yield _verdict(
            span, text, f"“{none.text}” asks for “ne” before the verb", "One half of the negation is missing."
        )


def _verdict(span: Span, text: str, message: str, reason: str) -> Verdict:
    printed = span.of(text)
    right = before("ne", printed)
    return Verdict(NEGATION, span, message, 0.7, suggestion=right, evidence=(Evidence("syntax", reason),))
