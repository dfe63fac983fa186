"""Words that have an opposite, with what negates them: *has not risen* and « a baissé » are on one side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from mtcheck.facts.values import Fact, Kind, Stance, Weight
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import lemma
from mtcheck.french.spelling import fold
from mtcheck.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
_LOOSE = "~"  # before a word of the table that has other meanings
_REACH = 4  # words between a negation and what it negates
_EN_NOT = frozenset(
    """
    not never no nor neither nobody nothing none nowhere without hardly barely scarcely fail refuse unable decline stop
    cease avoid prevent forget deny lack cannot nt don't doesn't didn't won't wouldn't can't couldn't shouldn't
    isn't aren't wasn't weren't hasn't haven't hadn't mustn't unlikely reluctant rather stops stopped failed
    failing refused refusing ceased avoided prevented declined unless few little against oppose opposed opposing
    ban forbid instead halt halted less least
    """.split()
)
_EN_BEFORE_NOUN = frozenset("the a an this that these those its his her their our my your every each".split())
_EN_MODALS = frozenset("can could may might must will would shall should need".split())  # "could not": behind it
_FR_NOT = frozenset(
    """
    pas jamais guere ni sans aucun aucune personne nul nulle non refuser cesser eviter empecher echouer
    incapable manquer renoncer impossible rien arreter interdire contre s'opposer opposer peu moins loin point
    sauf renonce exclu exclure
    """.split()
)
_FR_NE = frozenset({"ne", "n'"})
_FR_SECOND = frozenset(
    {"pas", "plus", "jamais", "guere", "aucun", "aucune", "rien", "ni", "point", "personne", "nul", "nulle"}
)
_FR_FIRST = frozenset({"personne", "aucun", "aucune", "nul", "nulle", "rien", "jamais"})  # may stand before "ne"
_FR_ALONE = frozenset({"cesser", "oser", "pouvoir", "savoir"})  # negated by "ne" alone: "ne cesse de monter"
_FR_LACKING = frozenset({"faute", "defaut", "lieu", "crainte"})  # deny before "de": « faute d'avoir pu »
_STOP = re.compile(r"[.;:!?,()«»\"]")


class Opposite(NamedTuple):
    """A word or phrase of one side of a pair.

    Attributes:
        words: Dictionary forms.
        pair: What the pair is known by.
        side: 1 or -1.
        other: The English of the other side, where this is English.
        part: Part of speech.
        loose: Whether the word has other meanings that have no opposite: it may agree, and is never told.
    """

    words: tuple[str, ...]
    pair: str
    side: int
    other: str
    part: str
    loose: bool = False


class Sighting(NamedTuple):
    """A word with an opposite, as it stands in a text."""

    fact: Fact
    opposites: tuple[Opposite, ...]
    negated: bool


def read_stances(text: str, language: str) -> Iterator[Fact]:
    """Find the words that have an opposite, negation reckoned with.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.
    """
    for sighting in sightings(text, language):
        yield sighting.fact


def sightings(text: str, language: str) -> list[Sighting]:
    """Find the words that have an opposite, with what the table tells of them.

    Args:
        text: Any text.
        language: ``fr`` or ``en``.
    """
    tokens = [(match.start(), match.end(), match.group().lower().replace("’", "'")) for match in _WORD.finditer(text)]
    known = _opposites(language)
    forms = [_forms(word, language) for *_place, word in tokens]
    found: list[Sighting] = []
    place = 0
    while place < len(tokens):
        idiom = _idiom(tokens, place, language)
        if idiom:
            place += idiom
            continue
        best: list[tuple[Opposite, int]] = []
        for form in sorted(forms[place]):
            for entry in known.get(form, ()):
                if _other_word(entry, tokens, place, language):
                    continue
                end = _match(entry, forms, place)
                if end is not None and (not best or end > best[0][1]):
                    best = [(entry, end)]
                elif end is not None and best and end == best[0][1] and entry not in [item[0] for item in best]:
                    best.append((entry, end))
        if not best:
            place += 1
            continue
        end = best[0][1]
        if (
            language == "fr"
            and best[0][0].words == ("jamais",)
            and {"que", "qu'"} & {t[2] for t in tokens[end : end + 4]}
        ):
            place = end
            continue  # "n'a jamais eu qu'un cadeau" is *always one*
        if best[0][0].words == ("plus", "que") and any(fold(t[2]) in _FR_NE for t in tokens[max(place - 5, 0) : place]):
            place = end
            continue  # "ne contient plus que": a limit, no comparison
        span = Span(tokens[place][0], tokens[end - 1][1])
        negated = _negated(text, tokens, forms, place, end, language)
        stances = dict.fromkeys(Stance(entry.pair, entry.side, negated) for entry, _ in best)
        weight = Weight.SOFT if any(entry.loose for entry, _ in best) else Weight.FIRM
        fact = Fact(span, span.of(text), Kind.STANCE, tuple(stances), weight, words=True)
        found.append(Sighting(fact, tuple(entry for entry, _ in best), negated))
        place += 1 if len(best[0][0].words) == 1 else end - place
    return found


def _other_word(entry: Opposite, tokens: Sequence[tuple[int, int, str]], place: int, language: str) -> bool:
    """Say whether a form belongs to another word: *lasted* is no form of *last*, the adjective; « le parti » none of *leave*."""
    word = tokens[place][2]
    before = tokens[place - 1][2] if place else ""
    if language == "en":
        if entry.part == "v" and word == entry.words[0] and before in _EN_BEFORE_NOUN:
            return True  # *the lift engineer*
        return entry.part in {"a", "r"} and word.endswith(("ed", "ing")) and word != entry.words[0]
    return (
        entry.part == "v"
        and word in {"part", "parti"}
        and before in {"la", "le", "une", "un", "du", "d'", "au", "leur", "son"}
    )


def _idiom(tokens: Sequence[tuple[int, int, str]], place: int, language: str) -> int:
    """Return how many words from a place on are an expression in which no word has its opposite, 0 for none."""
    for words in _idioms(language).get(tokens[place][2], ()):
        if tuple(token[2] for token in tokens[place : place + len(words)]) == words:
            return len(words)
    return 0


@cache
def _idioms(language: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    text = resources.files("mtcheck.facts").joinpath("data/expressions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith(f"{language}\t"):
            continue
        words = tuple(match.group().lower() for match in _WORD.finditer(line.partition("\t")[2]))
        found.setdefault(words[0], []).append(words)
    return found


def _match(entry: Opposite, forms: Sequence[frozenset[str]], place: int) -> int | None:
    end = place + len(entry.words)
    if entry.words[0] == "s'" and place + 1 < len(forms) and "être" in forms[place + 1]:  # "s'est inclinée"
        return (
            end + 1
            if end < len(forms) and entry.words[1:] == (entry.words[1],) and entry.words[1] in forms[place + 2]
            else None
        )
    if end > len(forms):
        return None
    return end if all(word in forms[place + i] for i, word in enumerate(entry.words)) else None


def _negated(
    text: str,
    tokens: Sequence[tuple[int, int, str]],
    forms: Sequence[frozenset[str]],
    first: int,
    end: int,
    language: str,
) -> bool:
    """Say whether an odd number of negations reaches a word."""
    count = int(tokens[first][2] in _EN_MODALS and tokens[end : end + 1] != [] and tokens[end][2] == "not")
    place = first - 1
    steps = 0
    while place >= 0 and steps < _REACH + 2:
        if _STOP.search(text[tokens[place][1] : tokens[place + 1][0]]):
            break
        word = fold(tokens[place][2])
        if language == "en":
            if (
                word in _EN_NOT
                or word.endswith("n't")
                or not _EN_NOT.isdisjoint(forms[place])
                or (
                    word.removesuffix("'")
                    in {
                        "don",
                        "doesn",
                        "didn",
                        "won",
                        "wouldn",
                        "can",
                        "couldn",
                        "isn",
                        "aren",
                        "wasn",
                        "weren",
                        "hasn",
                        "haven",
                        "hadn",
                        "shouldn",
                        "mustn",
                    }
                    and tokens[place][2].endswith("'")
                )
            ):
                count += 1
        elif word in _FR_NE:
            reach = (
                *range(place + 1, first),
                *range(end, min(end + 3, len(tokens))),
            )  # but for the word itself: "ne … jamais"
            between = range(place + 1, first)  # "n'ayant pu", "n'y a pu"
            alone = not _FR_ALONE.isdisjoint(forms[first]) and all(
                "avoir" in forms[i] or tokens[i][2] in {"y", "en", "l'", "le", "la", "les"} for i in between
            )
            count += (
                alone or any(fold(tokens[i][2]) in _FR_SECOND for i in reach) or _has_half_before(text, tokens, place)
            )
            break
        elif word in _FR_SECOND:
            count += word in _FR_FIRST and _ne_follows(text, tokens, end)
        elif not _is_order(tokens, place) and (
            word in _FR_NOT
            or not _FR_NOT.isdisjoint({fold(form) for form in forms[place]})
            or (word in _FR_LACKING and tokens[place + 1][2] in {"d'", "de"})
        ):
            count += 1
        place -= 1
        steps += 1
    return count % 2 == 1


def _has_half_before(text: str, tokens: Sequence[tuple[int, int, str]], ne: int) -> bool:
    """Say whether « ne » has its other half before it: « personne n'est venu »."""
    for place in range(ne - 1, max(ne - 10, -1), -1):
        if _STOP.search(text[tokens[place][1] : tokens[place + 1][0]]):
            return False
        if fold(tokens[place][2]) in _FR_FIRST:
            return True
    return False


def _ne_follows(text: str, tokens: Sequence[tuple[int, int, str]], end: int) -> bool:
    """Say whether a « ne » follows in the clause: « personne de plus âgé … n'est venu »."""
    for place in range(end, min(end + 8, len(tokens))):
        if _STOP.search(text[tokens[place - 1][1] : tokens[place][0]]):
            return False
        if tokens[place][2] in _FR_NE:
            return True
    return False


def _is_order(tokens: Sequence[tuple[int, int, str]], place: int) -> bool:
    """Say whether « arrêté » is the order of an authority, which stops nothing by itself."""
    before = tokens[place - 1][2] if place else ""
    return tokens[place][2] in {"arrêté", "arrêtés"} and before in {
        "l'",
        "un",
        "cet",
        "les",
        "des",
        "ces",
        "son",
        "d'",
        "par",
    }


@lru_cache(maxsize=100_000)
def _forms(word: str, language: str) -> frozenset[str]:
    """Return the dictionary forms that a printed word may have, as verb, noun and adjective."""
    if language == "en":
        plain = word.rstrip("'")
        return frozenset({plain, lemma(plain, "en"), *_stems(plain), *_irregular("en").get(plain, ())})
    found = {word, *(reading.lemma for reading in readings(word)), *_irregular("fr").get(word, ())}
    if word in {"d'", "du", "des"}:
        found.add("de")
    if word in {"au", "aux"}:
        found.add("à")
    return frozenset(found)


def _stems(word: str) -> tuple[str, ...]:
    """Return the verbs that a form in -ing may be of: "buying" is a noun to the table of lemmas."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3:
        return ()
    return (stem, f"{stem}e", *((stem[:-1],) if stem[-1] == stem[-2] else ()))


@cache
def _irregular(table: str) -> dict[str, tuple[str, ...]]:
    """Return the forms that no rule leads to: of a language by the printed form, of English verbs (``verb``) by the verb."""
    text = resources.files("mtcheck.facts").joinpath("data/forms.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {form: tuple(others.split("|")) for kind, form, others in rows if kind == table}


@cache
def _opposites(language: str) -> dict[str, tuple[Opposite, ...]]:
    """Return the words of a language that have an opposite, by their first word."""
    found: dict[str, list[Opposite]] = {}
    text = resources.files("mtcheck.facts").joinpath("data/opposites.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        pair, part, *cells = line.split("\t")
        for column, side in ((0, 1), (2, -1)):
            own = cells[column + (language == "fr")].split("|")
            opposed = [phrase.removeprefix(_LOOSE) for phrase in cells[2 - column].split("|")]
            for number, phrase in enumerate(own):
                loose, plain = phrase.startswith(_LOOSE), phrase.removeprefix(_LOOSE)
                words = tuple(plain.replace("s'", "s' ").split()) if language == "fr" else tuple(plain.split())
                entry = Opposite(words, pair, side, opposed[min(number, len(opposed) - 1)], part, loose)
                if entry not in found.setdefault(words[0], []):
                    found[words[0]].append(entry)
    return {first: tuple(sorted(entries, key=lambda e: -len(e.words))) for first, entries in found.items()}


def french_of(word: str, pairs: Collection[str], pos: str) -> tuple[str, ...]:
    """Return the single French words for the opposite of a French word, the usual one first.

    Args:
        word: Dictionary form.
        pairs: The pairs of opposites that may be meant.
        pos: ``verb`` or ``adjective``: opposites of another part of speech are left out.
    """
    own = [entry for entry in _opposites("fr").get(word, ()) if entry.pair in pairs and entry.words == (word,)]
    sides = {(entry.pair, entry.part, -entry.side) for entry in own if entry.part == pos[0]}
    return tuple(
        dict.fromkeys(
            entry.words[0]
            for entries in _opposites("fr").values()
            for entry in entries
            if len(entry.words) == 1 and (entry.pair, entry.part, entry.side) in sides
        )
    )


def inflected_like(printed: str, wanted: str) -> str:
    """Return an English word in the form of another: *risen* and ``fall`` give *fallen*.

    Args:
        printed: As it stands, one word or a phrase.
        wanted: Dictionary form, one word or a phrase.
    """
    head, *rest = wanted.split()
    word = printed.split(maxsplit=1)[0].lower()
    base = lemma(word, "en")
    base = next(iter(_irregular("en").get(word, ())), base)
    forms = _irregular("verb").get(head) or _regular(head)
    own = _irregular("verb").get(base) or _regular(base)
    form = head
    for slot in (1, 2, 3, 0):
        if word == own[slot] and word != base:
            form = forms[2] if slot == 1 and own[1] == own[2] else forms[slot]
            break
    result = " ".join([form, *rest])
    return result[0].upper() + result[1:] if printed[0].isupper() else result


def _regular(base: str) -> tuple[str, str, str, str]:
    stem = base[:-1] if base.endswith("e") else base
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return base[:-1] + "ies", base[:-1] + "ied", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, stem + "ed", stem + "ed", stem + "ing"
