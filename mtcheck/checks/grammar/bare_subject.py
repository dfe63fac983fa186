"""MT4151: a subject without its article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView
from mtcheck.french.classes import COLOURS, MODALS, NE, REFLEXIVES, is_time
from mtcheck.french.countries import has_no_article
from mtcheck.french.counts import shipped_counts
from mtcheck.french.forms import ADJECTIVE, NOUN
from mtcheck.french.lemmas import is_known
from mtcheck.french.people import is_office
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.lexicon.names import shipped_places
from mtcheck.records import Category, Severity

RULE = Rule(
    "MT4151",
    "grammar.bare-subject",
    Category.GRAMMAR,
    Severity.MINOR,
    "The subject of a sentence lacks the article that French needs.",
    "*sources said*, *President said*, *Hungary is* go without an article in English and in headlines, in no French sentence.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 593 (article).",
    (
        Example("Sources ont dit à la presse que l'accord est proche.", "Sources ont"),
        Example("Responsables avaient annoncé une trêve mardi.", "Responsables avaient"),
        Example("Président a dit à la presse qu'il partait.", "Président a"),
        Example("Premier ministre néo-zélandais a présenté mardi son plan.", "Premier ministre néo-zélandais a"),
        Example("Président Zelensky a déclaré mardi qu'il viendrait.", "Président Zelensky"),
        Example("Hongrie est maintenant le seul pays à refuser.", "Hongrie est"),
        Example("Israël est en guerre, Cuba a dit non."),
        Example("Président Kennedy : une biographie."),
        Example("Maître Durand a plaidé."),
        Example("Plusieurs ont dit non."),
        Example("Certains avaient faim."),
        Example("Tous ont ri, femmes et hommes."),
        Example("Blancs ont joué, Noirs perdent."),
        Example("Parents et enfants ont dit oui."),
        Example("Londres a cédé, Paris et Rome ont dit non, et Échos ont rapporté l'affaire."),
        Example("Témoin a été diffusé en 1998."),
    ),
)
_VERBS = ("avoir", "être", *MODALS)
_LEAST = 20  # occurrences behind determiners that make a noun of a form
_REASON = Message("*Sources said*: “Des sources ont dit”.")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Look at the first word of a sentence and its verb."""
    words = sentence.words
    if len(words) < 3 or not words[0].capitalised or words[0].text.isupper():
        return
    if is_office(words[0].folded) or words[0].text == "Premier":
        yield from _office(sentence)
        return
    if not words[1].joined or not words[1].lower:
        return
    if (
        words[1].is_finite_of(*_VERBS, "refuser", "accuser")
        and words[0].text in _countries()
        and not has_no_article(words[0].text)
    ):
        span = covering(words[0], words[1])
        yield Fault(
            span,
            Message("“{word}” lacks its article", word=words[0].text),
            None,
            Message("*Hungary is*: “La Hongrie est”."),
            "country",
        )
    elif words[1].is_finite_of("avoir") and words[2].past_participles and _plural_noun(words[0]):
        right = f"Des {words[0].folded} {words[1].text}"
        yield Fault(
            covering(words[0], words[1]),
            Message("“{word}” lacks its article", word=words[0].text),
            right,
            _REASON,
            "plural",
        )


def _office(sentence: SentenceView) -> Iterator[Fault]:
    """Find "Président a dit", "Président Zelensky a déclaré" and "Premier ministre néo-zélandais a présenté"."""
    words = sentence.words
    last = 1 if words[0].text == "Premier" and words[1].folded == "ministre" else 0
    if not last and words[0].text == "Premier":
        return
    place = last + 1
    while place < len(words) and words[place].joined and (words[place].capitalised or _qualifies(words[place])):
        place += 1
    named = place > last + 1
    while place < len(words) - 1 and words[place].folded in REFLEXIVES | NE and words[place].joined:
        place += 1
    if place + 1 >= len(words) or place > last + 4 or not words[place].joined or not words[place].lower:
        return
    verb, after = words[place], words[place + 1]
    auxiliary = "être" if words[place - 1].folded in REFLEXIVES else "avoir"
    # "Témoin a été diffusé": a title
    past = verb.is_finite_of(auxiliary) and bool(after.past_participles) and after.text != "été"
    if not past and not (named and words[last + 1].capitalised and verb.is_finite_of(*MODALS)):
        return
    article = "La" if words[0].reads(NOUN, gender="f") and not words[0].reads(NOUN, gender="m") else "Le"
    title = "Premier" if last else words[0].folded
    names = [word for word in words[last + 1 : place] if word.capitalised]
    end = names[-1] if names else verb
    right = f"{article} {title}{sentence.text[words[0].span.end : end.span.end]}"
    shown = "Premier ministre" if last else words[0].text
    yield Fault(
        covering(words[0], end),
        Message("“{shown}” lacks its article", shown=shown),
        right,
        Message("*President said*, as in a headline."),
        "office",
    )


def _qualifies(word: Token) -> bool:
    return (word.reads(ADJECTIVE) and not word.finite) or ("-" in word.text and word.lower)


def _plural_noun(word: Token) -> bool:
    """Say whether a word is a noun in the plural that stands bare in no sound sentence."""
    if (
        not word.reads(NOUN, number="p")
        or word.reads(NOUN, number="s")
        or word.folded.removesuffix("s") in COLOURS
        or is_time(word.folded)
    ):
        return False
    if word.reads("determiner") or word.reads("pronoun") or "-" in word.text or not is_known(word.folded, "fr"):
        return False
    lemma = next(r.lemma for r in word.readings if r.pos == NOUN)
    form = shipped_counts().forms.get(lemma)
    return form is not None and form.masculine + form.feminine >= _LEAST


@cache
def _countries() -> frozenset[str]:
    return frozenset(form for place in shipped_places() if place.kind == "country" for form in place.french)
