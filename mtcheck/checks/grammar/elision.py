"""MT4062: a word that is elided before a vowel, printed in full."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import CLITICS, DE, DEFINITE_ARTICLES, NE, PREPOSITIONS, SUBJECTS, THIRD_PERSON
from mtcheck.french.elision import ELISIONS, before, elides
from mtcheck.french.lemmas import is_known
from mtcheck.french.tokens import Token, covering
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.text.stopwords import FRENCH

RULE = Rule(
    "MT4062",
    "grammar.elision",
    Category.GRAMMAR,
    Severity.MINOR,
    "“le”, “de” or “que” is not elided before a vowel or a mute h.",
    "“le”, “de” or “que” in full before a vowel or a mute h does not exist in French. It is what is left where a machine puts "
    "words one beside the other.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 44 (élision).",
    (
        Example("La banque centrale craint que le inflation remonte.", "le inflation"),
        Example("Il dit que le homme se est blessé.", "se est"),
        Example("Ces outils continuent de halluciner des références.", "de halluciner"),
        Example("Le ministre a dit que il ne se représentera pas.", "que il"),
        Example("Le ministre a dit que oui et cite la une de ouest-france."),
        Example("Le héros de la hiérarchie sort de huit heures de haine, le huit, sans un mot de haut en bas."),
        Example("Le onze part à la conquête de onze pays, avec le ouistiti et le yaourt de Henri."),
        Example("La définition de autorité compétente est modifiée."),
    ),
)
_NAMING = frozenset({"définition", "mot", "terme"})
_BEFORE_NOUN = frozenset(ELISIONS) & (DEFINITE_ARTICLES | DE)
_BEFORE_SUBJECT = frozenset(word for word in ELISIONS if word.endswith("que"))
_BEFORE_AUXILIARY = frozenset(ELISIONS) & (CLITICS | NE | SUBJECTS)


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "le inflation", "que il", "se est"."""
    for place, (first, second) in windows(sentence.words, 2):
        if first.text.isupper() or not (second.lower and second.folded.isalpha() and elides(second.folded)):
            continue
        right = before(first.text, second.text)
        if first.folded == "si" and second.folded in {"il", "ils"}:
            right = f"{first.text[0]}'{second.text}"
        elif not _wrong(sentence, place):
            continue
        if sentence.lead(place).rstrip("s") not in _NAMING:  # "la définition de autorité compétente"
            span = covering(first, second)
            told = Message("“{word}” is elided before “{next}”", word=first.text, next=second.text)
            yield Fault(span, told, right, Message("Small words are elided before a vowel or a mute h."))


def _wrong(sentence: SentenceView, place: int) -> bool:
    first, second = sentence.words[place : place + 2]
    if first.folded in _BEFORE_SUBJECT:
        return second.folded in THIRD_PERSON
    if first.folded in _BEFORE_AUXILIARY and second.is_finite_of("avoir", "être"):
        follows = sentence.words[place + 2] if place + 2 < len(sentence.words) else None
        return follows is not None and follows.joined and bool(follows.past_participles)
    return first.folded in _BEFORE_NOUN and _is_content(second)


def _is_content(word: Token) -> bool:
    known = len(word.folded) > 3 and is_known(word.folded, "fr")
    return known and word.folded not in FRENCH and word.folded not in PREPOSITIONS and not word.only("adverb")
