"""Mends words that an engine made up: small models spell rare words out of pieces, and miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import JaroWinkler

from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.inflection import fold
from mtcheck.lexicon.lemmas import is_known, lemma
from mtcheck.lexicon.names import shipped_places
from mtcheck.lexicon.stopwords import STOPWORDS
from mtcheck.lexicon.table import Pairs, shipped_table
from mtcheck.text.words import Word, words

_SHORTEST = 4  # letters of a word that may be called made up
_RENDERED = 0.02  # probability from which one word counts as a rendering of another
_LIKELY = 0.1  # the same for a rendering that is put in the place of a made-up word
_ALIKE = 0.8  # Jaro-Winkler similarity from which a made-up word was meant for a source word or its rendering
_LEAST_USUAL = 0.1  # times that an inflected form is seen for each time of the dictionary form
_ENDINGS = {
    "en": ("", "s", "es", "ed", "d", "ing", "ly", "al"),
    "fr": ("", "s", "e", "es", "x", "r", "nt", "ment"),
}


def repaired(source: str, hypothesis: str, *, source_lang: str, target_lang: str) -> str:
    """Put dictionary renderings, or copies of names, in the place of words that do not exist.

    A word of the hypothesis is made up where it has four letters or more and neither the dictionary of its language nor the
    reference corpus nor the source has it; or where it is a word of the source's language that was left as it is. It is
    taken for the source word that nothing else in the hypothesis renders and that it resembles, by itself or by its
    rendering; or, failing that, for the only such word between its neighbours' counterparts. What has no counterpart stays.

    Args:
        source: What was translated.
        hypothesis: The engine's translation.
        source_lang: ``fr`` or ``en``.
        target_lang: The other.

    Source:
        Jean et al. (2015), *On using very large target vocabulary for neural machine translation*, and Luong et al. (2015),
        *Addressing the rare word problem*: unknown words replaced by the dictionary's, or copied.
    """
    if {source_lang, target_lang} != {"fr", "en"}:
        return hypothesis
    target = words(hypothesis)
    read = words(source)
    copies = {word.text for word in read}
    bad = [place for place, word in enumerate(target) if _made_up(word, copies, source_lang, target_lang)]
    if not bad:
        return hypothesis
    sound = [word for place, word in enumerate(target) if place not in bad]
    links = [_counterpart(word, sound, source_lang) for word in read]
    free = [place for place, word in enumerate(read) if links[place] is None and _content(word, source_lang)]
    text = hypothesis
    for place, counterpart in reversed(list(_meant(bad, free, target, read, sound, links, source_lang))):
        word, meant = target[place], read[counterpart]
        after = target[place + 1] if place + 1 < len(target) else None
        # An English adjective has no plural: what stands before another content word is taken for one.
        number = _is_plural(meant, source_lang) and not (target_lang == "en" and after and _content(after, "en"))
        instead = _instead(
            word, meant, initial=counterpart == 0, plural=number, source_lang=source_lang, target_lang=target_lang
        )
        if instead is not None:
            text = text[: word.span.start] + instead + text[word.span.end :]
    return text


def _made_up(word: Word, copies: set[str], source_lang: str, target_lang: str) -> bool:
    text = word.text
    if len(text) < _SHORTEST or not text.isalpha() or text.isupper() or _exists(word.folded, target_lang):
        return False
    if text not in copies:
        return True
    named = text[0].isupper() and text not in _places(source_lang)
    return not named and _exists(word.folded, source_lang) and bool(_renderings(word.folded, source_lang))


@lru_cache(maxsize=50_000)
def _exists(form: str, language: str) -> bool:
    return is_known(form, language) or shipped_frequencies().of(form, language) > 0


@lru_cache(maxsize=50_000)
def _renderings(form: str, language: str) -> Pairs:
    table = shipped_table()
    likeliest = table.likeliest_english if language == "fr" else table.likeliest_french
    return likeliest(lemma(form, language), 12)


def _shares(form: str, language: str) -> Mapping[str, float]:
    table = shipped_table()
    return (table.english_shares if language == "fr" else table.french_shares)(lemma(form, language))


def _back_share(form: str, rendering: str, language: str) -> float:
    table, own = shipped_table(), lemma(form, language)
    return (
        table.french_given_english(own, rendering) if language == "fr" else table.english_given_french(rendering, own)
    )


def _content(word: Word, language: str) -> bool:
    return len(word.text) > 2 and word.text.isalpha() and word.folded not in STOPWORDS[language]


def _counterpart(word: Word, sound: Sequence[Word], language: str) -> int | None:
    """Return the place, in the sound words of the hypothesis, of one that renders or copies a source word."""
    other = "en" if language == "fr" else "fr"
    shares, plain = _shares(word.folded, language), fold(word.text)
    best, found = _RENDERED, None
    for place, candidate in enumerate(sound):
        if candidate.folded in STOPWORDS[other]:
            continue
        form = lemma(candidate.folded, other)
        share = max(shares.get(form, 0.0), _back_share(word.folded, form, language))
        if plain == fold(candidate.text):
            share = 1.0
        if share >= best:
            best, found = share, place
    return found


def _meant(
    bad: Sequence[int],
    free: Sequence[int],
    target: Sequence[Word],
    read: Sequence[Word],
    sound: Sequence[Word],
    links: Sequence[int | None],
    language: str,
) -> Iterator[tuple[int, int]]:
    """Yield each made-up word's place with that of the source word that it was meant for."""
    left = list(free)
    alike = sorted(
        ((_likeness(target[place], read[k], language), place, k) for place in bad for k in left),
        key=lambda item: (-item[0], abs(item[1] / len(target) - item[2] / len(read))),
    )
    found: dict[int, int] = {}
    for likeness, place, k in alike:
        if likeness >= _ALIKE and place not in found and k in left:
            found[place] = k
            left.remove(k)
    for place in bad:
        if place not in found:
            between = [k for k in left if k in _window(place, target, sound, links)]
            if len(between) == 1:
                found[place] = between[0]
                left.remove(between[0])
    yield from sorted(found.items())


def _likeness(made_up: Word, meant: Word, language: str) -> float:
    plain = fold(made_up.text)
    likely = (rendering for rendering, share in _renderings(meant.folded, language)[:4] if share >= _LIKELY)
    return max(_similar(plain, form) for form in (meant.text, *likely))


def _window(place: int, target: Sequence[Word], sound: Sequence[Word], links: Sequence[int | None]) -> range:
    """Return the source places between the counterparts of the nearest words on either side."""
    source_of = {sound[link].span: k for k, link in enumerate(links) if link is not None}
    before = next((source_of[w.span] for w in reversed(target[:place]) if w.span in source_of), -1)
    after = next((source_of[w.span] for w in target[place + 1 :] if w.span in source_of), len(links))
    return range(min(before, after) + 1, max(before, after)) if before != after else range(0)


def _instead(word: Word, meant: Word, *, initial: bool, plural: bool, source_lang: str, target_lang: str) -> str | None:
    """Return the rendering, in the form that fits; the copy of a name; None where neither will do."""
    if (place := _places(source_lang).get(meant.text)) is not None:
        return place
    named = meant.text[0].isupper() and not initial
    renderings = [
        form
        for form, share in _renderings(meant.folded, source_lang)[:1]
        if share >= _LIKELY and form.isalpha() and form.islower()
    ]
    made_up = fold(word.text)
    if renderings and named and _similar(made_up, meant.text) > _similar(made_up, renderings[0]):
        return meant.text
    if renderings:
        form = _inflected(renderings[0], word, plural=plural, language=target_lang)
        return form[0].upper() + form[1:] if word.text[0].isupper() or form in _capitalised(target_lang) else form
    return meant.text if named else None


def _similar(made_up: str, form: str) -> float:
    return JaroWinkler.similarity(made_up, fold(form))


def _is_plural(word: Word, language: str) -> bool:
    return word.folded != lemma(word.folded, language) and word.folded[-1] in "sx"


def _inflected(base: str, word: Word, *, plural: bool, language: str) -> str:
    """Return the usual form whose ending is most like the made-up word's, and that has the number asked for."""
    seen = shipped_frequencies()
    usual = max(_LEAST_USUAL * seen.of(base, language), 1e-9)
    best, found = 0.0, base
    for ending in _ENDINGS[language]:
        form = base + ending
        if ending and (seen.of(form, language) < usual or lemma(form, language) != lemma(base, language)):
            continue
        shared = _shared_ending(form, word.folded) + (0.5 if (form[-1] in "sx") == plural else 0.0)
        if shared > best:
            best, found = shared, form
    return found


def _shared_ending(one: str, other: str) -> int:
    count = 0
    while count < min(3, len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


@cache
def _capitalised(language: str) -> frozenset[str]:
    """Return the English adjectives of countries, lower case: French writes them without a capital."""
    if language != "en":
        return frozenset()
    return frozenset(form.lower() for place in shipped_places() for form in place.english_demonym)


@cache
def _places(language: str) -> Mapping[str, str]:
    """Return the other language's form of places whose forms differ."""
    found: dict[str, str] = {}
    for place in shipped_places():
        for english in place.foreign.get("en", ())[:1]:
            names = dict.fromkeys(place.french, english) if language == "fr" else {english: place.french[0]}
            found |= {name: other for name, other in names.items() if name.isalpha() and other != name}
    return found
