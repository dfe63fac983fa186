"""Objects built as English builds them: what “demander”, “dire”, “donner”, “bondir” and some adjectives have behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from mtcheck.checks.found import Found
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.forms import is_infinitive
from mtcheck.french.people import is_person_noun
from mtcheck.lexicon.names import shipped_organisations
from mtcheck.records import Span

_HOPEFUL = frozenset("optimiste optimistes pessimiste pessimistes".split())
_NEVER_SO = _HOPEFUL | {"responsable", "responsables", "intérêt", "intérêts"}
_ARTICLES = frozenset("le la les l' un une des ce cette ces son sa ses leur leurs".split())
_ANSWERING = frozenset(
    "est sont était étaient être été sent sentait sens sentir tenu tenue tenus tenues jugé jugée".split()
)
_BEING_SO = frozenset(
    "est sont était étaient être été reste restent restait dit disent disait déclare montre montrent suis sommes soit".split()
)
_OWN = frozenset("son leur mon notre votre un vif grand fort".split())
_PEOPLE = frozenset(
    "famille parent proche habitant victime équipe police journaliste passager salarié employé électeur".split()
)
_ADVERBIAL = frozenset("double triple quart tiers prix maximum minimum lendemain".split())
_MOVING = frozenset(
    """bondir augmenter baisser chuter reculer progresser grimper croître diminuer réduire ralentir tomber monter hausser plonger
    accélérer creuser contracter alourdir améliorer
    détériorer dégringoler flamber envoler dévisser céder abaisser relever rogner gonfler doubler dépasser""".split()
)
_MOVED_IRREGULAR = frozenset("bondi ralenti réduit crû accru".split())
_QUANTITY = re.compile(r"par (?P<amount>\d[\d.,]*[ \u00a0\u202f]?(?:%|points?\b))(?! d(?:es|u|e|['’]))")
_TOLD = frozenset({"dit", "indiqué", "confié", "déclaré", "raconté", "affirmé"})
_GIVEN = re.compile(r"(?:(?:donn|accord|attribu|décern|envoy|montr|refus|vers|propos)é|offert)e?s")
_REFUSED = re.compile(r"(?:donn|accord|attribu|décern|refus|propos)ée?|offerte?|permise?|interdite?")
_ADVISED = re.compile(r"(?:(?:conseill|demand|ordonn|recommand|suggér|propos)ée?s?|permis(?:es?)?|dit(?:s|es))")
_LASTING = frozenset(
    "saison saisons après-midi quinzaine dizaine vingtaine trentaine douzaine plupart majeure partie fois".split()
)
_ASKED_FOR = frozenset(
    "idée autorisation possibilité permission demande consigne ordre conseil solution option mesure".split()
)
_LICENCES = frozenset("conduire construire travailler chasser pêcher démolir aménager exploiter".split())
_PLURAL_BE = frozenset("sont étaient seront seraient furent".split())
_PLURAL_HAVE = frozenset("ont avaient auront auraient".split())
_CLITICS = frozenset("se s' le la l' les lui leur y en ne".split())
_IMPERSONAL = frozenset("il ce cela ça c' qui auquel auxquels laquelle à au aux".split())

HEADS = _NEVER_SO | _TOLD | _PLURAL_BE | {"par", "été"}
"""Words that :func:`foreign_objects` has something to say of, lower case."""


def foreign_objects(before: Sequence[GlossedWord], words: Sequence[GlossedWord], text: str) -> Iterator[Found]:
    """Find the objects of a word that are built as English builds them.

    Args:
        before: The sentence up to the word.
        words: The word and those behind it, with nothing but spaces between them.
        text: The document.
    """
    word = words[0]
    if word.folded in _NEVER_SO:
        yield from _never_so(before[-2:], words)
    elif word.folded == "par" and before and _moves(before[-1]):
        yield from _by_amount(words, text)
    elif word.folded in _TOLD:
        yield from _told_agency(words)
    elif word.folded == "été" and before:
        yield from _passive(before, words)
        yield from _advised(before, words, before[-1].folded in _PLURAL_HAVE)
    elif word.folded in _PLURAL_BE:
        yield from _advised(before, words, True)


def _moves(word: GlossedWord) -> bool:
    return bool({word.lemma, word.folded.removesuffix("é") + "er"} & _MOVING) or word.folded in _MOVED_IRREGULAR


def _never_so(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> Iterator[Found]:
    """Find "se sent responsable pour", "optimiste que" and "intérêt pour aider"."""
    if len(words) < 3:
        return
    head, link, after = words[:3]
    lead = {word.folded for word in before}
    span = Span(head.span.start, link.span.end)
    if head.folded.startswith("responsable") and link.folded == "pour":
        named = len(words) > 3 and words[3].text[0].isupper()  # a post: "responsable pour l'Europe"
        if lead & _ANSWERING and after.folded in _ARTICLES and not named:
            yield Found(span, f"“{head.text}” takes “de”, not “pour”", 0.6, None, "One answers *of* something.")
    elif head.folded.startswith("intérêt"):
        if link.folded == "pour" and is_infinitive(after.folded) and before and before[-1].folded in _OWN:
            whole = Span(head.span.start, after.span.end)
            right = f"{head.text} à {after.text}"
            yield Found(whole, "Before an infinitive “intérêt” takes “à”", 0.55, right, "*interest in helping*.")
    elif head.folded in _HOPEFUL and link.folded in {"que", "qu'"} and before and before[-1].folded in _BEING_SO:
        yield Found(span, f"“{head.text}” takes no “que”: one is so about something", 0.6, None, "*optimistic that*.")


def _by_amount(words: Sequence[GlossedWord], text: str) -> Iterator[Found]:
    """Find "bondi par 28 %": what something grows by stands behind "de"."""
    found = _QUANTITY.match(text, words[0].span.start)
    if found is not None:
        yield Found(
            Span(*found.span()),
            "What something rises or falls by stands behind “de”",
            0.7,
            f"de {found['amount']}",
            "*by 28%*.",
        )


def _told_agency(words: Sequence[GlossedWord]) -> Iterator[Found]:
    """Find "ont dit Reuters que": who is told something stands behind "à"."""
    article = "l'" if len(words) > 1 and words[1].folded == "l'" else ""
    agency, link = (*words[2 if article else 1 :], None, None)[:2]
    if agency is None or link is None or agency.text not in _agencies() or link.folded not in {"que", "qu'"}:
        return
    yield Found(
        Span(words[0].span.start, agency.span.end),
        "Who is told something stands behind “à”",
        0.7,
        f"{words[0].text} à {article}{agency.text}",
        "*told Reuters that*: “ont dit à Reuters que”.",
    )


@cache
def _agencies() -> frozenset[str]:
    kinds = {"agency", "media"}
    return frozenset(
        form for o in shipped_organisations() if o.kind in kinds for form in (o.name, *o.variants) if " " not in form
    )


def _passive(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> Iterator[Found]:
    """Find "a été demandé par … s'il" and "ont été donnés une": whom something is said or given to is no subject in French."""
    if len(words) < 3 or any(word.folded in {"il", "ce", "cela", "ça"} for word in before[-3:]):
        return
    participle, link = words[1], words[2]
    span = Span(words[0].span.start, participle.span.end)
    asked = participle.folded.removesuffix("s").removesuffix("e") == "demandé"
    if (
        asked
        and link.folded == "par"
        and any(
            word.folded in {"si", "pourquoi", "comment"} or (word.folded == "s'" and after.folded in {"il", "ils"})
            for word, after in pairwise((*words[3:9], words[-1]))
        )
        and all(word.folded != "pour" for word in words[3:8])
    ):
        yield Found(
            span,
            "Whom a question is put to is no subject in French",
            0.65,
            None,
            "*was asked whether*: “on lui a demandé si”.",
        )
    people = any(is_person_noun(word.text) or word.lemma in _PEOPLE for word in before[-4:])
    people = people and not any(word.folded in _IMPERSONAL | {"rien", "n'"} for word in before[-9:])
    if people and participle.folded in {"dit", "dits", "dite", "dites"} and link.folded in {"que", "qu'"}:
        yield Found(
            span,
            "To whom something is said is no subject in French",
            0.7,
            None,
            "*were told that*: “on leur a dit que”.",
        )
    yield from _refused(before, words)
    given = _GIVEN.fullmatch(participle.folded)
    if given is None or before[-1].folded not in {"ont", "avaient", "auront", "auraient"}:
        return
    if link.folded in {"un", "une", "le", "la", "l'"} and _is_thing(words[3:5]):
        yield Found(
            Span(span.start, link.span.end),
            "To whom something is given is no subject in French",
            0.65,
            None,
            "*were given a grant*: “ont reçu une bourse”.",
        )


def _is_thing(words: Sequence[GlossedWord]) -> bool:
    """Say whether what follows a participle is a thing, and not when or how often: "la saison dernière", "une nouvelle fois"."""
    if not words or not words[0].content or is_time(words[0].folded) or words[0].folded in _ADVERBIAL | _LASTING:
        return False
    return all(word.folded not in {"fois", "année", "partie"} for word in words[1:])


def _refused(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> Iterator[Found]:
    """Find "le suspect a été refusé la caution": of one person, whose participle shows no plural."""
    participle, article = words[1], words[2]
    if not _REFUSED.fullmatch(participle.folded) or before[-1].folded not in {"a", "avait", "aura"}:
        return
    near = before[-9:-1]
    person = any(is_person_noun(word.text) for word in near)
    if not person or any(word.folded in _IMPERSONAL for word in near):
        return
    if article.folded in {"un", "une", "la", "l'"} and _is_thing(words[3:5]):
        yield Found(
            Span(words[0].span.start, words[3].span.end),
            "To whom something is given or refused is no subject in French",
            0.65,
            None,
            "*was denied bail*: “s'est vu refuser la liberté sous caution”.",
        )


def _advised(before: Sequence[GlossedWord], words: Sequence[GlossedWord], plural: bool) -> Iterator[Found]:
    """Find "ont été conseillés de changer": whom something is advised or allowed is no subject in French."""
    place = 1
    while place < len(words) - 2 and words[place].folded in {"pas", "plus", "été", "également", "aussi"}:
        place += 1
    if len(words) < place + 3 or not _ADVISED.fullmatch(words[place].folded):
        return
    participle, link, verb = words[place : place + 3]
    if place == 1 and participle.folded == "permis" and verb.folded in _LICENCES:
        return  # "les pièces à fournir sont permis de conduire et passeport"
    if verb.folded in _CLITICS and len(words) > place + 3:
        verb = words[place + 3]
    # "l'autorisation a été demandée de prolonger": what is asked for is the subject
    asked_for = any(word.lemma in _ASKED_FOR for word in before[-8:])
    agreed = participle.folded.endswith(("és", "ée", "ées", "ises", "ise"))  # an impersonal "il" has "conseillé"
    if link.folded in {"de", "d'"} and is_infinitive(verb.folded) and (plural or agreed) and not asked_for:
        yield Found(
            Span(words[0].span.start, verb.span.end),
            "Whom something is advised, asked or allowed is no subject in French",
            0.7,
            None,
            "*were advised to change*: “on leur a conseillé de changer”.",
        )
