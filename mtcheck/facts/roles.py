"""Who did it to whom: *the union sued the company*, « l'entreprise a poursuivi le syndicat ».

Around a verb that both languages have, the words before it and behind it are set against each other, passive voice reckoned with.
Nothing is parsed: what stands on one side in English and on the other in French, each way, is suspected, and a model decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.facts.deeds import is_english_verb, renders
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.spelling import fold
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.records import Span
from mtcheck.text.stopwords import ENGLISH, FRENCH

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|[,;:.!?()«»“”—–]")
_NEAR = 7  # words on either side of a verb among which those who act stand
_BE = frozenset("is are was were be been being get got gets".split())
_BREAKS = {
    "en": frozenset("and but because although though while when which who whom that before after as if unless".split()),
    "fr": frozenset(
        "et mais car qui que qu' dont où lorsque lorsqu' quand alors tandis puisque parce avant après comme si".split()
    ),
}
_RECKONS = frozenset({"diviser", "multiplier"})
_REFLEXIVE = frozenset({"se", "s'", "me", "m'", "nous", "vous", "te", "t'"})


class _Word(NamedTuple):
    """A word of meaning: where it stands, as printed, its dictionary forms, and whether it has a capital letter."""

    span: Span
    printed: str
    bases: frozenset[str]
    name: bool


class _Clause(NamedTuple):
    """A verb with the words that stand for who does it and for whom it is done to, the nearest first."""

    verb: str
    agents: tuple[_Word, ...]
    patients: tuple[_Word, ...]
    passive: bool
    span: Span


class SwappedRoles(NamedTuple):
    """Two that stand in each other's place.

    Attributes:
        french: Who does it in the French.
        english: Who does it in the English.
        instead: The English with the two exchanged.
    """

    french: Span
    english: Span
    instead: str


def swapped_roles(english: str, french: str) -> Iterator[SwappedRoles]:
    """Find a verb whose doer and whose object stand in each other's place.

    Args:
        english: One sentence.
        french: What renders it.
    """
    printed = _clauses(french, "fr")
    for said in _clauses(english, "en") if printed else ():
        for own in printed:
            if not renders(own.verb, said.verb):
                continue
            crossed = _crossed(said, own)
            if crossed is not None:
                doer, other, printed_doer = crossed
                yield SwappedRoles(printed_doer.span, doer.span, _exchanged(english, said, own.passive, doer, other))
                return


def _crossed(said: _Clause, own: _Clause) -> tuple[_Word, _Word, _Word] | None:
    """Return who does it and whom it is done to in English, and who does it in French, where the two are exchanged.

    The nearest words decide; of those farther away none may stand where it should.
    """
    near = _shared(said.agents[:1], own.patients[:1]), _shared(said.patients[:1], own.agents[:1])
    if near[0] is not None and near[1] is not None:
        return near[0][0], near[1][0], near[1][1]
    if _shared(said.agents, own.agents) or _shared(said.patients, own.patients):
        return None
    doer, other = _shared(said.agents, own.patients), _shared(said.patients, own.agents)
    return (doer[0], other[0], other[1]) if doer is not None and other is not None else None


def _exchanged(english: str, said: _Clause, passive: bool, doer: _Word, other: _Word) -> str:
    """Return English in which the two have changed places, in the voice of the French, which keeps its order."""
    if said.passive and not passive:
        before = re.sub(r"\b(?:is|are|was|were|be|been|being|got) (?=\w*(?: \w+)?$)", "", english[: said.span.start])
        return before + said.span.of(english) + re.sub(r"^(.{0,20}?)\bby ", r"\1", english[said.span.end :])
    if passive and not said.passive:
        return f"{english[: said.span.start]}was {said.span.of(english)} by{english[said.span.end :]}"
    one, two = sorted((doer.span, other.span))
    return english[: one.start] + two.of(english) + english[one.end : two.start] + one.of(english) + english[two.end :]


def is_turned_round(english: str, said: Span, french: str, printed: Span) -> bool:
    """Say whether what stands before a word in one language stands behind its counterpart in the other.

    Of *A bought from B*, « B a vendu à A » is so: words for the contrary are right there.

    Args:
        english: One sentence.
        said: A word of it.
        french: What renders it.
        printed: The word for the contrary.
    """
    if _have_other_persons(english, said, french, printed):
        return True
    (before, behind), (first, then) = _around(english, said, "en"), _around(french, printed, "fr")
    if _pairs(before, then) and not _pairs(before, first):
        return True  # who acts in one language stands behind the word in the other
    if _pairs(behind, first) and not _pairs(behind, then):
        return True  # *born after his father fell*, « son père, tombé avant sa naissance »
    if _compares_from_other_side(english, said, french, printed):
        return True
    than = re.search(r"\bthan\b", english[said.end :])
    if than is not None:  # *more police than protesters*, « les manifestants moins nombreux que les policiers »
        place = said.end + than.end()
        more, fewer = [w for w in behind if w.span.end <= place], [w for w in behind if w.span.start >= place]
        if _pairs(more[:2], then) and _pairs(fewer[:2], first) and not _pairs(fewer[:2], then):
            return True
    crossed = _pairs(before, then) + _pairs(behind, first)
    return crossed > _pairs(before, first) + _pairs(behind, then)


def _compares_from_other_side(english: str, said: Span, french: str, printed: Span) -> bool:
    """Say whether French begins with what English compares with: *more than the cow was worth*, « la vache valait moins que »."""
    than, que = _THAN.search(english, said.start), _QUE.search(french, printed.start)
    if than is None or que is None:
        return False
    end = _CLAUSE_END.search(english, than.end())
    with_what = (
        [w for w in _around(english, said, "en")[1] if than.end() <= w.span.start and w.span.end <= end.start()]
        if end
        else []
    )
    behind = _CLAUSE_END.search(french, que.end())
    before, after = _around(french, printed, "fr")
    first = [*before, *(word for word in after if word.span.end <= que.start())]
    then = [w for w in after if que.end() <= w.span.start and (behind is None or w.span.end <= behind.start())]
    return bool(_pairs(with_what, first)) and not _pairs(with_what, then)


_THAN = re.compile(r"\bthan\b", re.IGNORECASE)
_QUE = re.compile(r"\bqu(?:e\b|['’])", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?]|\b(?:and|but|et|mais)\b|$", re.IGNORECASE)
_PERSONS = {
    "en": re.compile(
        r"\b(?:(?P<i>i)|(?P<we>we)|(?P<you>you)|(?P<he>he|she|it|they))(?:['’]\w+)?(?: \w+){0,2} $", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(?:(?P<i>je|j['’])|(?P<we>nous|on)|(?P<you>vous|tu)|(?P<he>ils?|elles?))"
        r" ?(?:(?:ne |n['’]|me |m['’]|te |t['’]|nous |vous |l[ea]s? |l['’]|lui |leur |y |en )*)(?:\w+ )?$",
        re.IGNORECASE,
    ),
}


def _have_other_persons(english: str, said: Span, french: str, printed: Span) -> bool:
    """Say whether the pronouns that stand as subjects are of other persons: *I sold him*, « il m'a acheté »."""
    own = _PERSONS["en"].search(english[: said.start])
    other = _PERSONS["fr"].search(french[: printed.start])
    return own is not None and other is not None and own.lastgroup != other.lastgroup


def has_other_subject(english: str, said: Span, french: str, printed: Span) -> bool:
    """Say whether French says of the other side what English says of one: *Havel beat Okoro*, « Okoro s'est inclinée ».

    Args:
        english: One sentence.
        said: A word for winning or losing.
        french: What renders it.
        printed: The word for the contrary.
    """
    own = [word for word in _around(english, said, "en")[0] if word.name]
    other = [word for word in _around(french, printed, "fr")[0] if word.name]
    return bool(own and other) and not _same(own[0], other[-1])


def _pairs(english: Sequence[_Word], french: Sequence[_Word]) -> int:
    return sum(any(_same(one, two) for two in french) for one in english)


def _around(text: str, place: Span, language: str) -> tuple[tuple[_Word, ...], tuple[_Word, ...]]:
    tokens = [token for token in _TOKEN.finditer(text) if not Span(*token.span()).overlaps(place)]
    plain = [token.group().lower().replace("’", "'") for token in tokens]
    words = _meaningful(tokens, plain, range(len(tokens)), language)
    return tuple(w for w in words if w.span.end <= place.start), tuple(w for w in words if w.span.start >= place.end)


def _shared(english: Sequence[_Word], french: Sequence[_Word]) -> tuple[_Word, _Word] | None:
    """Return the first English word that has a rendering among the French ones, with that."""
    return next(((one, two) for one in english for two in french if _same(one, two)), None)


def _same(english: _Word, french: _Word) -> bool:
    if english.name and fold(english.printed).lower() == fold(french.printed).lower():
        return True
    return any(renders(two, one) for one in english.bases for two in french.bases)


def _clauses(text: str, language: str) -> list[_Clause]:
    """Return the verbs that have words of meaning on both sides."""
    tokens = list(_TOKEN.finditer(text))
    plain = [token.group().lower().replace("’", "'") for token in tokens]
    found = []
    for place in range(len(plain)):
        verb = _verb(plain, place, language)
        if verb is None:
            continue
        left = _side(tokens, plain, range(place - 1, -1, -1), language)
        right = _side(tokens, plain, range(place + 1, len(plain)), language)
        if not left or not right:
            continue
        passive = _passive(plain, place, language)
        span = Span(*tokens[place].span())
        if passive and verb == "survive":
            continue  # *is survived by*, « laisse »
        if passive is None or (language == "fr" and not _REFLEXIVE.isdisjoint(plain[max(place - 3, 0) : place])):
            continue
        found.append(_Clause(verb, right, left, True, span) if passive else _Clause(verb, left, right, False, span))
    return found


def _verb(plain: Sequence[str], place: int, language: str) -> str | None:
    """Return the dictionary form of a full verb that stands at a place."""
    word, before = plain[place], plain[place - 1] if place else ""
    if language == "en":
        if (
            word in ENGLISH
            or not word.isalpha()
            or before in {"the", "a", "an", "this", "its", "his", "her", "their", "of"}
        ):
            return None
        base = lemma(word, "en")
        return base if is_english_verb(base) else None
    if word in FRENCH or before in {
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d'",
        "l'",
        "son",
        "sa",
        "ses",
        "leur",
    }:
        return None
    own = [reading for reading in readings(word) if reading.pos == "verb" and reading.lemma not in {"être", "avoir"}]
    fits = [r for r in own if r.mood not in {"infinitive", "participle"}]
    after = [r for r in own if r.mood == "participle" and r.tense != "present"]
    if after and any(
        "avoir" in _verb_bases(other) or "être" in _verb_bases(other) for other in plain[max(place - 3, 0) : place]
    ):
        return after[0].lemma
    return fits[0].lemma if fits else None


def _verb_bases(word: str) -> frozenset[str]:
    return frozenset(reading.lemma for reading in readings(word) if reading.pos == "verb")


def _passive(plain: Sequence[str], place: int, language: str) -> bool | None:
    """Say whether the doer stands behind the verb; None where the verb is passive and names no doer."""
    before, after = plain[max(place - 3, 0) : place], plain[place + 1 : place + 6]
    if language == "en":
        if not _BE.isdisjoint(before) and plain[place].endswith(("ed", "en", "t", "n", "d")):
            return True if "by" in after else None
        return None if "by" in after[:1] else False
    if "par" in after[:1] and not _RECKONS.isdisjoint(_verb_bases(plain[place])):
        return None  # « divisé par deux » names no doer
    being = any("être" in _verb_bases(word) for word in before)
    participle = any(r.pos == "verb" and r.mood == "participle" for r in readings(plain[place]))
    if being and participle:
        return True if "par" in after else None
    return None if "par" in after[:1] else False


def _side(tokens: Sequence[re.Match[str]], plain: Sequence[str], places: range, language: str) -> tuple[_Word, ...]:
    """Return the words of meaning on one side of a verb, the nearest first, up to the end of the clause."""
    near = []
    for place in places[:_NEAR]:
        if not plain[place][0].isalpha() or plain[place] in _BREAKS[language]:
            break
        near.append(place)
    return _meaningful(tokens, plain, near, language)


def _meaningful(
    tokens: Sequence[re.Match[str]], plain: Sequence[str], places: Sequence[int], language: str
) -> tuple[_Word, ...]:
    """Return the names and nouns among words."""
    stop = ENGLISH if language == "en" else FRENCH
    found: list[_Word] = []
    for place in places:
        word, printed = plain[place], tokens[place].group()
        if word in stop or len(word) < 3 or word.endswith("'"):
            continue
        name = printed[0].isupper() and (place > 0 or not is_known(word, language))
        bases = _noun(word, language)
        if name or bases:
            found.append(_Word(Span(*tokens[place].span()), printed, bases or frozenset({word}), name))
    return tuple(found)


@lru_cache(maxsize=20_000)
def _noun(word: str, language: str) -> frozenset[str]:
    """Return the dictionary forms of a word that can be a noun; empty for another word."""
    if language == "fr":
        return frozenset(reading.lemma for reading in readings(word) if reading.pos == "noun")
    bases = frozenset({lemma(word, "en"), word})
    entries = [entry for base in bases for entry in shipped_dictionary().look_up(base)]
    return (
        bases if any(entry.pos == "noun" for entry in entries) or not (entries or word.endswith("ly")) else frozenset()
    )
