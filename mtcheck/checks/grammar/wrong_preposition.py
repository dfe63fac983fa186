"""MT4074: a preposition that a verb or an adjective never takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from mtcheck.checks.base import Example, Rule
from mtcheck.checks.grammar.sentence import Fault, SentenceView, windows
from mtcheck.french.classes import (
    A_FORMS,
    ADVERBIAL_NOUNS,
    DEGREES,
    DETERMINERS,
    FIRST_OR_SECOND,
    NEGATIONS,
    NUMERALS,
    OWN_DETERMINERS,
    PERSONAL_OBJECTS,
    REFLEXIVES,
    is_time,
)
from mtcheck.french.elision import before as elided_before
from mtcheck.french.forms import past_participle
from mtcheck.french.people import is_person_noun
from mtcheck.french.tokens import Token, covering, run_of
from mtcheck.language.messages import Message
from mtcheck.records import Category, Severity
from mtcheck.text.stopwords import FRENCH

RULE = Rule(
    "MT4074",
    "grammar.preposition",
    Category.GRAMMAR,
    Severity.MINOR,
    "A verb, an adjective or a noun has the preposition of another language behind it.",
    "Word for word, “depends on”, “accused for”, “interested in” keep the English preposition: something depends *of* something.",
    "MQM Fluency/Grammar (function words); Grevisse, Le Bon Usage, § 284–290 (compléments du verbe).",
    (
        Example("L'issue des négociations dépend sur la volonté des deux camps.", "dépend sur"),
        Example("Le groupe, intéressé dans le lithium portugais, investit.", "intéressé dans"),
        Example("L'ancien maire est accusé pour avoir attribué un marché.", "accusé pour"),
        Example("Il ne se sent pas responsable pour les fautes de ses services.", "responsable pour"),
        Example("La Turquie a manifesté son intérêt pour aider Kiev.", "intérêt pour aider"),
        Example("Les firmes devront se conformer avec la loi.", "conformer avec"),
        Example("Les deux pays ont convenu sur un calendrier.", "convenu sur"),
        Example("Les clients ne sont pas satisfaits avec ce nouveau service.", "satisfaits avec"),
        Example("Les besoins du pays sont satisfaits avec les ressources locales."),
        Example("L'équipe n'a satisfait avec ce texte que ses alliés."),
        Example("L'issue dépend, sur ce point, de la volonté des deux camps."),
        Example("Le coureur, capable à terme de gagner, est accusé pour la première fois de dopage."),
        Example("Elle est responsable pour l'Europe du marketing."),
        Example("Les taux d'intérêt pour emprunter ont reculé."),
        Example("Son intérêt pour l'histoire l'aide."),
    ),
)
# (dictionary form, printed preposition): the right one. The reference corpus puts none of them together.
_WRONG = MappingProxyType(
    {
        ("dépendre", "sur"): "de",
        ("dépendant", "sur"): "de",
        ("consister", "de"): "en",
        ("capable", "à"): "de",
        ("satisfait", "avec"): "de",
        ("content", "avec"): "de",
        ("accuser", "pour"): "de",
        ("coupable", "pour"): "de",
        ("opposer", "contre"): "à",
        ("participer", "dans"): "à",
        ("intéresser", "dans"): "par",
        ("conformer", "avec"): "à",
        ("convenir", "sur"): "de",
    }
)
_LINKS = frozenset(link for _, link in _WRONG)
_ANSWERING = ("être", "sentir", "tenir", "juger")
_SUBJECT_REACH = 6  # words, from the participle back to its subject: "les clients ne sont toujours pas très"
_REASON = Message("The reference corpus never puts the two together.")


def find(sentence: SentenceView) -> Iterator[Fault]:
    """Find "dépend sur la volonté", "responsable pour les fautes", "son intérêt pour aider"."""
    for place, (head, link, after) in windows(sentence.words, 3):
        if link.folded == "pour" and head.folded.startswith(("responsable", "intérêt")):
            yield from _for(sentence, place)
        if link.folded not in _LINKS or not head.lower:
            continue
        bases = (*_bases(head), *_feelings(sentence.words[:place], head))
        right = next((r for base in bases if (r := _WRONG.get((base, link.folded)))), None)
        if right is None or _sound(sentence.words[:place], run_of(sentence.words, place, 9), right):
            continue
        shown = None if after.folded in {"le", "les"} else elided_before(right, after.text)
        yield Fault(
            covering(head, link),
            Message("“{head}” takes “{right}”, not “{link}”", head=head.text, right=right, link=link.text),
            f"{head.text} {right}" if shown and shown.startswith(right) else None,
            _REASON,
        )


def _bases(word: Token) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.lemma for reading in word.readings))


def _feelings(before: Sequence[Token], head: Token) -> tuple[str, ...]:
    """Return the masculine of a participle that says what somebody feels: people are satisfied, needs are met."""
    if not head.past_participles:
        return ()
    clause = before[-_SUBJECT_REACH:]
    adverbs = DEGREES | NEGATIONS
    verb = next((word for word in reversed(clause) if word.folded not in adverbs), None)
    felt = any(word.folded in FIRST_OR_SECOND or is_person_noun(word.text) for word in clause)
    if verb is None or not verb.is_verb("être", "sembler", "paraître", "rester") or not felt:
        return ()
    return tuple(form for r in head.past_participles if (form := past_participle(r.lemma)))


def _sound(before: Sequence[Token], words: Sequence[Token], right: str) -> bool:
    head, link, place = words[0], words[1], words[2:5]
    if (right == "par" and any(w.folded in REFLEXIVES | PERSONAL_OBJECTS | {"y"} for w in before[-3:])) or _agreed(
        before, words
    ):
        return True
    after = next((word for word in place if word.folded not in DETERMINERS), None)
    if after is None or (after.folded in FRENCH and not after.infinitive) or (not after.readings and after.lower):
        return True
    # "accusé pour la première fois de dopage"
    if any(word.folded in ADVERBIAL_NOUNS or is_time(word.folded) for word in place):
        return True
    if after.infinitive and right != "de":
        return True
    return {
        "à": not after.infinitive,  # "capable à lui seul"
        "avec": place[0].folded in NUMERALS or place[0].folded[0].isdigit(),  # "satisfait avec deux buts"
        "pour": head.folded.startswith("coupable") and is_person_noun(after.text),  # "coupable pour les juges"
    }.get(link.folded, False)


def _agreed(before: Sequence[Token], words: Sequence[Token]) -> bool:
    """Tell "convenu sur place de", "le prix convenu sur le bon" and "conformé avec zèle aux" from what is built wrongly."""
    rest = [word.folded for word in words[2:7]]
    if words[0].is_verb("conformer"):
        return bool(A_FORMS & set(rest))
    if words[0].is_verb("convenir"):
        verbal = bool(before) and before[-1].is_verb("avoir", "être")
        return not verbal or (bool(rest) and rest[0] in ADVERBIAL_NOUNS)
    return False


def _for(sentence: SentenceView, place: int) -> Iterator[Fault]:
    """Find "se sent responsable pour les fautes" and "son intérêt pour aider"."""
    head, link, after = sentence.words[place : place + 3]
    before = sentence.before(place, 2)
    if head.folded.startswith("responsable"):
        follows = sentence.words[place + 3] if place + 3 < len(sentence.words) else None
        named = follows is not None and follows.capitalised  # a post: "responsable pour l'Europe"
        owed = after.folded in OWN_DETERMINERS
        if any(word.is_verb(*_ANSWERING) for word in before) and owed and not named:
            yield Fault(
                covering(head, link),
                Message("“{head}” takes “de”, not “pour”", head=head.text),
                None,
                Message("One answers *of* something."),
                "responsible",
            )
    elif after.infinitive and before and (before[-1].reads("determiner") or before[-1].reads("adjective")):
        right = f"{head.text} à {after.text}"
        yield Fault(
            covering(head, after),
            Message("Before an infinitive “intérêt” takes “à”"),
            right,
            Message("*interest in helping*."),
            "interest",
        )
