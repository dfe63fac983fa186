"""MT402: a verb without the preposition that it takes before an infinitive."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import DETERMINERS
from mtcheck.french.counts import Government, shipped_counts
from mtcheck.french.elision import before
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Evidence, Severity

RULE = Rule(
    "MT402",
    "grammar.government",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb lacks the preposition that it takes before an infinitive.",
    "The reference corpus puts “de” or “à” between this verb and an infinitive practically always.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 905; counts from the reference corpus.",
    (
        Example("Le gouvernement a refusé signer le texte.", "refusé signer"),
        Example("Le gouvernement a décidé hausser les taxes sur le tabac.", "décidé hausser"),
        Example("Le gouvernement a refusé de signer le texte."),
        Example("Le gouvernement espère signer le texte et préfère attendre."),
        Example("Il va continuer à travailler."),
    ),
)
_LEAST = 30  # infinitives behind “de” or “à” in the corpus that make a verb's government known
_BARE = 0.01  # share of infinitives right behind the verb that is put down to typing errors
_NOMINAL = 0.2  # share of uses behind a determiner from which an infinitive may be a noun ("pouvoir", "devoir")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find a verb right before an infinitive that the corpus joins by "de" or "à"."""
    for place, (verb, infinitive) in windows(sentence.words, 2):
        if not infinitive.infinitive or verb.infinitive or _is_noun(infinitive) or sentence.lead(place) in DETERMINERS:
            continue
        base, known = _government(verb)
        if known is None:
            continue
        link = "de" if known.de >= known.a else "à"
        right = before(link, infinitive.text)
        yield Fault(
            covering(verb, infinitive),
            Message("“{base}” takes “{link}” before an infinitive", base=base, link=link),
            f"{verb.text} {right}" if right else None,
            Evidence(
                "government",
                Message(
                    "The reference corpus has “{base}” with “de” {de} times, with “à” {a}, with nothing {bare}.",
                    base=base,
                    de=known.de,
                    a=known.a,
                    bare=known.bare,
                ),
            ),
        )


def _government(verb: Token) -> tuple[str, Government | None]:
    """Return the verb, and how it governs an infinitive; None where it may be one that takes none, or is too rare."""
    table = shipped_counts().government
    bases = {reading.lemma for reading in verb.readings if reading.pos == "verb"}
    if len(bases) != 1:
        return "", None
    base = min(bases)
    known = table.get(base)
    if known is None or known.de + known.a < _LEAST or known.bare > max(1, _BARE * (known.de + known.a)):
        return base, None
    return base, known


def _is_noun(infinitive: Token) -> bool:
    counted = shipped_counts().forms.get(infinitive.folded)
    return counted is not None and counted.masculine + counted.feminine >= _NOMINAL * counted.total
