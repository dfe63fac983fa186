"""Prepositions that a verb or an adjective never takes: “dépendre sur”, “accusé pour”, “satisfait avec”."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from mtcheck.checks.found import Found
from mtcheck.evidence.analysis import GlossedWord
from mtcheck.french.classes import is_time
from mtcheck.french.forms import is_infinitive
from mtcheck.french.people import is_person_noun
from mtcheck.records import Span

DETERMINERS = frozenset("le la les l' un une des du ce cet cette ces son sa ses leur leurs notre votre nos vos".split())
NUMERALS = frozenset("deux trois quatre cinq six sept huit neuf dix seize vingts cents mille".split())
_PARTICIPLES = MappingProxyType({"permis": "permettre", "promis": "promettre", "interdit": "interdire"})
# (dictionary form, printed preposition): the right one. The reference corpus puts none of them together.
_PREPOSITIONS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("dépendre", "sur"): "de",
        ("dépendant", "sur"): "de",
        ("consister", "de"): "en",
        ("capable", "à"): "de",
        ("satisfait", "avec"): "de",
        ("content", "avec"): "de",
        ("accuser", "pour"): "de",
        ("coupable", "pour"): "de",
        ("opposé", "contre"): "à",
        ("opposer", "contre"): "à",
        ("participer", "dans"): "à",
        ("intéressé", "dans"): "par",
        ("conformer", "avec"): "à",
        ("convenu", "sur"): "de",
    }
)
LINKS = frozenset(link for _, link in _PREPOSITIONS)
_AUXILIARIES = frozenset("ont a avons avez avaient avait sont étaient est avoir être ayant".split())
_CONSONANTS = frozenset("bcdfgjklmnpqrstvwxz")
_ADVERBIAL = frozenset(
    """fois terme distance plan point exemple catégorie foulée ombre majorité jeunesse terrain cadre mesure limite condition but
    espoir domaine perspective ensemble cas circonstance lieu""".split()
)


def wrong_prepositions(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> Iterator[Found]:
    """Find a preposition that the word before it never takes.

    Args:
        before: The sentence up to the word.
        words: The word, its preposition and those behind, with nothing but spaces between them.
    """
    if len(words) < 3 or not words[0].text.islower():
        return
    head, link, place = words[0], words[1], words[2:5]
    right = next(
        (r for key in (head.lemma, head.folded, infinitive_of(head)) if (r := _PREPOSITIONS.get((key, link.folded)))),
        None,
    )
    if right is None or (right == "par" and _reflexive(before)) or _agreed_otherwise(before, words):
        return
    after = next((word for word in place if word.folded not in DETERMINERS), None)
    if after is None or not (after.content or after.folded in {"avoir", "être"}):
        return
    # "accusé pour la première fois de dopage"
    if any({word.lemma, word.folded} & _ADVERBIAL or is_time(word.folded) for word in place):
        return
    sound = {
        "à": not is_infinitive(after.folded),  # "capable à lui seul"
        "avec": place[0].folded in NUMERALS or place[0].folded[0].isdigit(),  # "satisfait avec deux buts"
        "pour": head.folded.startswith("coupable") and is_person_noun(after.text),  # "coupable pour les juges"
    }
    if sound.get(link.folded, False) or (is_infinitive(after.folded) and right != "de"):
        return
    yield Found(
        Span(head.span.start, link.span.end),
        f"“{head.text}” takes “{right}”, not “{link.text}”",
        0.65,
        f"{head.text} {right}" if words[2].folded not in {"le", "les"} and words[2].folded[0] in _CONSONANTS else None,
        "The reference corpus never puts the two together.",
    )


def infinitive_of(word: GlossedWord) -> str:
    """Return the infinitive of a participle, which the dictionary may list as an adjective."""
    return _PARTICIPLES.get(word.folded) or (word.folded[:-1] + "er" if word.folded.endswith("é") else "")


def _reflexive(before: Sequence[GlossedWord]) -> bool:
    """Say whether the verb has itself for object: "elle s'y est intéressée dans un rapport"."""
    return any(word.folded in {"s'", "se", "m'", "t'", "nous", "vous", "y"} for word in before[-3:])


def _agreed_otherwise(before: Sequence[GlossedWord], words: Sequence[GlossedWord]) -> bool:
    """Tell "convenu sur place de", "le prix convenu sur le bon" and "conformé avec zèle aux" from what is built wrongly."""
    head, rest = words[0].folded, [word.folded for word in words[2:7]]
    if head.startswith("conform"):
        return bool({"à", "au", "aux"} & set(rest))
    if head.startswith("convenu"):
        agreed = bool(before) and before[-1].folded in _AUXILIARIES
        return not agreed or rest[:1] in (["place"], ["proposition"], ["recommandation"])
    return False
