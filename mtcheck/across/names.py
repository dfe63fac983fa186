"""MT503: a person's name that one file alone spells so, or that one file spells in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from mtcheck.across.majority import commonest, stands_alone, told
from mtcheck.across.parts import FilePart
from mtcheck.across.sightings import SHORTEST, NameSighting
from mtcheck.checks.across import NAME
from mtcheck.checks.base import Verdict
from mtcheck.checks.confidence import measured
from mtcheck.french.lemmas import is_known
from mtcheck.french.spelling import fold
from mtcheck.language.messages import Message, english
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.names import shipped_people, shipped_places
from mtcheck.records import Evidence, KnownQuote, Span

LONG = 6  # letters from which a name that stands alone, or a given name, can be known for a slip
LONGEST = 8  # letters from which two slips are allowed
RARER = 10  # times as common as its slip a spelling has to be, where both are words of the corpus
TITLES = frozenset(
    """president presidente ministre premier premiere chancelier chanceliere chef roi reine pape general colonel docteur
    maitre monsieur madame mme mlle senateur depute gouverneur lundi mardi mercredi jeudi vendredi samedi dimanche""".split()
)

PartVerdict = tuple[int, Verdict]
_SOUNDS = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("ph", "f"), ("kh", "h"), ("ck", "k"), ("qu", "k"), ("th", "t"),
    ("ou", "u"), ("oe", "o"), ("w", "v"), ("ff", "v"), ("y", "i"), ("j", "i"), ("z", "s"), ("x", "ks"), ("gu", "g"),
)  # fmt: skip
_FEMININE = (("a", ""), ("a", "y"), ("a", "i"), ("aia", "y"), ("aya", "y"), ("aia", "i"), ("ska", "ski"))


def odd_names(
    parts: Mapping[int, FilePart], text_of: Mapping[int, int], quote: KnownQuote | None
) -> Iterator[PartVerdict]:
    """Find the names that files which quote one statement spell otherwise than the rest.

    Args:
        parts: What is kept of the files, by number.
        text_of: Of each file, the number of the text that it is a copy of.
        quote: The statement, where it is known.

    Yields:
        Number of the file, and the verdict.
    """
    parts = {number: replace(part, names=tuple(map(_without_title, part.names))) for number, part in parts.items()}
    own = {number: _alternatives(part, quote) for number, part in parts.items()}
    for number in sorted(own):
        for rare, usual in own[number]:
            yield number, _two_ways(rare, usual, parts[number])
    taken = {(number, rare.text) for number, pairs in own.items() for rare, _ in pairs}
    for number, verdict, name in (*_by_given(parts, text_of), *_by_surname(parts, text_of, quote)):
        if (number, name) not in taken:
            taken.add((number, name))
            yield number, verdict


def _without_title(seen: NameSighting) -> NameSighting:
    """Leave out what stands before a surname and is no given name: a title, or a word that opens the sentence."""
    if seen.given is None or not (folded(seen.given) in TITLES or (seen.opens and is_known(seen.given, "fr"))):
        return seen
    return replace(seen, given=None, span=Span(seen.span.end - len(seen.surname), seen.span.end))


folded = lru_cache(maxsize=50_000)(fold)


@lru_cache(maxsize=50_000)
def sound(name: str) -> str:
    """Fold spellings of one name in several ways of transliterating it: Zelensky, Zelenskyy, Zelenski."""
    plain = folded(name)
    for letters, instead in _SOUNDS:
        plain = plain.replace(letters, instead)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain[:-1] if len(plain) > 4 and plain.endswith("e") else plain


@lru_cache(maxsize=100_000)
def is_slip(spelling: str, usual: str, least: int) -> bool:
    """Say whether a spelling is a slip for another: near it, no other way of transliterating it, and no other name.

    Args:
        spelling: The one in doubt.
        usual: The one that others have.
        least: Letters that both must have.
    """
    one, other = folded(spelling), folded(usual)
    if one == other or min(len(one), len(other)) < least or sound(one) == sound(other) or _kin(one, other):
        return False
    if one in _known_names() or one in _places():
        return False
    allowed = 2 if min(len(one), len(other)) >= LONGEST else 1
    if one[0] != other[0] or OSA.distance(one, other, score_cutoff=allowed) > allowed:
        return False
    frequencies = shipped_frequencies()
    rare, common = (frequencies.of(name.lower(), "fr") for name in (spelling, usual))
    return rare == 0 or rare * RARER <= common


def _kin(one: str, other: str) -> bool:
    """Say whether two surnames are those of a woman and a man, or singular and plural."""
    for first, second in ((one, other), (other, one)):
        if first == second + "s" or any(
            first.endswith(end) and first.removesuffix(end) == second.removesuffix(instead)
            for end, instead in _FEMININE
        ):
            return True
    return False


@cache
def _known_names() -> frozenset[str]:
    names = [form for person in shipped_people() for form in (person.name, *person.variants)]
    return frozenset(folded(word) for name in names for word in name.split())


@cache
def _places() -> frozenset[str]:
    return frozenset(
        folded(word) for place in shipped_places() for form in (*place.french, *place.demonym) for word in form.split()
    )


def _surnames(quote: KnownQuote | None) -> tuple[str, ...]:
    """Return the surnames by which the speaker of a statement is known."""
    if quote is None:
        return ()
    found = [name.split()[-1] for name in (quote.speaker, *quote.aliases) if name.split()]
    return tuple(dict.fromkeys(name for name in found if name[0].isupper() and len(name) >= SHORTEST))


def _alternatives(part: FilePart, quote: KnownQuote | None) -> tuple[tuple[NameSighting, NameSighting], ...]:
    """Return the names that a file spells in two ways: the rarer spelling, and the usual one."""
    speaker = {sound(name) for name in _surnames(quote)}
    known = speaker | {sound(seen.surname) for seen in part.names if seen.given is not None}
    found: dict[str, tuple[NameSighting, NameSighting]] = {}
    counts: dict[str, int] = defaultdict(int)
    alike: dict[str, list[NameSighting]] = defaultdict(list)  # names that begin alike: no others are compared
    for seen in part.names:
        counts[folded(seen.surname)] += seen.count
    for seen in part.names:
        for one in alike[sound(seen.surname)[:1]]:
            if folded(one.surname) != folded(seen.surname) and _same_person(one, seen, known, speaker):
                # Of equally common ones the later is the odd one out.
                rare, usual = sorted((seen, one), key=lambda name: counts[folded(name.surname)])
                found.setdefault(folded(rare.surname), (rare, usual))
        alike[sound(seen.surname)[:1]].append(seen)
    return tuple(found.values())


def _same_person(one: NameSighting, other: NameSighting, known: set[str], speaker: set[str]) -> bool:
    sounds = {sound(one.surname), sound(other.surname)}
    if one.given is not None and other.given is not None:
        if sound(one.given) != sound(other.given):
            return False
        return len(sounds) == 1 or _slip_of_either(one.surname, other.surname, SHORTEST)
    if len(sounds) > 1 and not _slip_of_either(one.surname, other.surname, LONG):
        return False
    if len(sounds) == 1 and sounds <= speaker:
        return True
    if is_known(one.surname, "fr") or is_known(other.surname, "fr"):  # "la Cohorte", beside "the Stone Cohort"
        return False
    # a surname by itself stands for a person whom the file names in full
    return len(one.surname) > SHORTEST and not sounds.isdisjoint(known)


def _slip_of_either(one: str, other: str, least: int) -> bool:
    return is_slip(one, other, least) or is_slip(other, one, least)


def _two_ways(rare: NameSighting, usual: NameSighting, part: FilePart) -> Verdict:
    line, _, place = part.piece_of(usual.span).position(usual.span.start)
    return measured(
        NAME,
        rare.span,
        Message("“{rare}” and “{usual}”: one file spells a name in two ways", rare=rare.text, usual=usual.text),
        "two-ways",
        suggestion=usual.surname if rare.given is None else f"{rare.given} {usual.surname}",
        evidence=(
            Evidence(
                "agreement",
                Message(
                    "The same file writes «\u00a0{usual}\u00a0» at {place}.",
                    usual=usual.text,
                    place=place or Message("line {line}", line=line),
                ),
            ),
        ),
    )


def _by_given(parts: Mapping[int, FilePart], text_of: Mapping[int, int]) -> Iterator[tuple[int, Verdict, str]]:
    """Compare names of two words that share one of them."""
    by_given: dict[str, list[tuple[int, NameSighting]]] = defaultdict(list)
    by_surname: dict[str, list[tuple[int, NameSighting]]] = defaultdict(list)
    for number, part in sorted(parts.items()):
        for seen in part.names:
            if seen.given is not None:
                by_given[folded(seen.given)].append((number, seen))
                by_surname[folded(seen.surname)].append((number, seen))
    for _, found in sorted(by_given.items()):
        yield from _slips(found, parts, text_of, lambda seen: seen.surname, SHORTEST)
    for _, found in sorted(by_surname.items()):
        yield from _slips(found, parts, text_of, lambda seen: seen.given or "", LONG)


def _by_surname(
    parts: Mapping[int, FilePart], text_of: Mapping[int, int], quote: KnownQuote | None
) -> Iterator[tuple[int, Verdict, str]]:
    """Compare surnames that stand alone with those of people whom other files name in full, and of the speaker."""
    named = [(number, seen) for number, part in sorted(parts.items()) for seen in part.names]
    people = {folded(seen.surname) for _, seen in named if seen.given is not None}
    known = people | {folded(name) for name in _surnames(quote)}
    right = [(n, s) for n, s in named if folded(s.surname) in known]
    alone = [
        (n, s) for n, s in named if s.given is None and folded(s.surname) not in known and not is_known(s.surname, "fr")
    ]
    yield from _slips([*right, *alone], parts, text_of, lambda seen: seen.surname, LONG, among=alone)


def _slips(
    found: Sequence[tuple[int, NameSighting]],
    parts: Mapping[int, FilePart],
    text_of: Mapping[int, int],
    spelling: Callable[[NameSighting], str],
    least: int,
    among: Sequence[tuple[int, NameSighting]] | None = None,
) -> Iterator[tuple[int, Verdict, str]]:
    """Find the spellings of few files that are slips for one that many have."""
    by_form: dict[str, list[tuple[int, NameSighting]]] = defaultdict(list)
    for number, seen in found:
        by_form[folded(spelling(seen))].append((number, seen))
    if len(by_form) < 2:
        return
    texts = {form: {text_of[number] for number, _ in seen} for form, seen in by_form.items()}
    order = sorted(by_form, key=lambda form: (-len(texts[form]), form))
    doubted: dict[str, list[tuple[int, NameSighting]]] = defaultdict(list)
    for number, seen in found if among is None else among:
        doubted[folded(spelling(seen))].append((number, seen))
    for rare, form in ((rare, form) for rare in sorted(doubted) for form in order):
        if rare[0] != form[0] or rare == form or not stands_alone(texts[rare], texts[form]):
            continue
        usual = commonest([spelling(other) for _, other in by_form[form]])
        files = {number for number, _ in by_form[form]}
        for number, seen in doubted[rare]:
            if number not in files and is_slip(spelling(seen), usual, least):
                yield number, _verdict(seen, spelling(seen), usual, by_form[form], parts), seen.text


def _verdict(
    seen: NameSighting, odd: str, usual: str, others: Sequence[tuple[int, NameSighting]], parts: Mapping[int, FilePart]
) -> Verdict:
    whole = seen.text.replace(odd, usual)
    places = []
    for number, other in others:
        line, _, place = parts[number].piece_of(other.span).position(other.span.start)
        places.append(
            (parts[number].path, f"{parts[number].path} {english(place or Message('line {line}', line=line))}")
        )
    return measured(
        NAME,
        seen.span,
        Message("“{seen}” stands alone: the other files write “{whole}”", seen=seen.text, whole=whole),
        suggestion=whole,
        evidence=(Evidence("agreement", told(places, whole, statement=True), float(len(set(places)))),),
    )
