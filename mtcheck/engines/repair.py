"""Mends words that an engine made up, or that render nothing: small models spell rare words out of pieces, and miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

from mtcheck.engines.counterparts import (
    between,
    counterparts,
    exists,
    is_content,
    likeness,
    places,
    renderings,
    support,
)
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.lexicon.frequency import shipped_frequencies
from mtcheck.lexicon.names import shipped_places
from mtcheck.text.words import Word, words

_SHORTEST = 4  # letters of a word that may be mended
_LIKELY = 0.1  # probability from which a rendering is put in the place of a made-up word
_MOST = 40_000  # pairs of words that are looked at: more is a list or a table, not a sentence
_SURE = 0.3  # the same in the place of a word that exists
_NOTHING = 0.005  # probability below which one word is no rendering of another at all
_ALIKE = 0.8  # likeness from which a made-up word was meant for a source word or its rendering
_COGNATE = 0.85  # likeness from which a word that the tables do not know may render another
_LEAST_USUAL = 0.1  # times that an inflected form is seen for each time of the dictionary form
_ENDINGS = {
    "en": ("", "s", "es", "ed", "d", "ing", "ly", "al"),
    "fr": ("", "s", "e", "es", "x", "r", "nt", "ment"),
}
_Meaning: TypeAlias = Callable[
    [dict[int, range], Sequence[int], Sequence[Word], Sequence[Word], str], Iterator[tuple[int, int]]
]
_CONTRACTED = ("'t", "’t")  # behind "didn", which is no word by itself
_PARTICIPLES = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "it", "ite", "its", "ites")


def repaired(source: str, hypothesis: str, *, source_lang: str, target_lang: str) -> str:
    """Put dictionary renderings, or copies of names, in the place of words that do not exist or that render nothing.

    A word of the hypothesis is made up where it has four letters or more and neither the dictionary of its language nor the
    reference corpus nor the source has it; or where it is a word of the source's language that was left as it is. It is
    taken for the source word that nothing else in the hypothesis renders and that it resembles, by itself or by its
    rendering; or, failing that, for the only such word between its neighbours' counterparts. A word that exists renders
    nothing where no source word can mean it; it is taken for the source word between its neighbours' counterparts that
    nothing renders, if that word's rendering is sure; where several such words stand there, for the one at the same place
    among as many. What has no counterpart stays, and so does a text of more than some 200 words.

    Args:
        source: What was translated.
        hypothesis: The engine's translation.
        source_lang: ``fr`` or ``en``.
        target_lang: The other.

    Source:
        Jean et al. (2015), *On using very large target vocabulary for neural machine translation*, and Luong et al. (2015),
        *Addressing the rare word problem*: unknown words replaced by the dictionary's, or copied. Arthur et al. (2016),
        *Incorporating discrete translation lexicons into neural machine translation*: rare words that a network mistakes
        for words used alike.
    """
    if {source_lang, target_lang} != {"fr", "en"}:
        return hypothesis
    read, target = words(source), words(hypothesis)
    if len(read) * len(target) > _MOST:
        return hypothesis
    copies = {word.text for word in read}
    bad = [place for place, word in enumerate(target) if _made_up(word, copies, source_lang, target_lang)]
    text = _mended(read, hypothesis, bad, _meant, source_lang, target_lang)
    content = [word for word in read if is_content(word, source_lang)]
    bad = [
        place
        for place, word in enumerate(words(text))
        if _renders_nothing(word, text, content, source_lang, target_lang)
    ]
    return _mended(read, text, bad, _missed, source_lang, target_lang)


def _mended(
    read: Sequence[Word], hypothesis: str, bad: Sequence[int], meaning: _Meaning, source_lang: str, target_lang: str
) -> str:
    """Replace the words at the places ``bad`` by the renderings of those that ``meaning`` says they stand for."""
    if not bad:
        return hypothesis
    target = words(hypothesis)
    sound = [word for place, word in enumerate(target) if place not in bad]
    links = counterparts(read, sound, source_lang)
    free = [place for place, word in enumerate(read) if links[place] is None and is_content(word, source_lang)]
    windows = {place: between(place, target, sound, links) for place in bad}
    text = hypothesis
    for place, other in sorted(meaning(windows, free, target, read, source_lang), reverse=True):
        word, meant = target[place], read[other]
        after = target[place + 1] if place + 1 < len(target) else None
        # An English adjective has no plural: what stands before another content word is taken for one.
        number = _is_plural(meant, source_lang) and not (target_lang == "en" and after and is_content(after, "en"))
        instead = _instead(
            word, meant, initial=other == 0, plural=number, source_lang=source_lang, target_lang=target_lang
        )
        if instead is not None:
            text = text[: word.span.start] + instead + text[word.span.end :]
    return text


def _made_up(word: Word, copies: set[str], source_lang: str, target_lang: str) -> bool:
    text = word.text
    if len(text) < _SHORTEST or not text.isalpha() or text.isupper() or exists(word.folded, target_lang):
        return False
    if text not in copies:
        return True
    named = text[0].isupper() and text not in places(source_lang)
    return not named and exists(word.folded, source_lang) and bool(renderings(word.folded, source_lang))


def _renders_nothing(word: Word, text: str, content: Sequence[Word], source_lang: str, target_lang: str) -> bool:
    if len(word.text) < _SHORTEST or word.text.isupper() or not is_content(word, target_lang):
        return False
    if text.startswith(_CONTRACTED, word.span.end):
        return False
    return not any(
        support(other, word, source_lang) >= _NOTHING or likeness(word.text, other.text) >= _COGNATE
        for other in content
    )


def _meant(
    windows: dict[int, range], free: Sequence[int], target: Sequence[Word], read: Sequence[Word], language: str
) -> Iterator[tuple[int, int]]:
    """Yield each made-up word's place with that of the source word that it was meant for."""
    left = list(free)
    alike = sorted(
        ((_likeness(target[place], read[k], language), place, k) for place in windows for k in left),
        key=lambda item: (-item[0], abs(item[1] / len(target) - item[2] / len(read))),
    )
    found: set[int] = set()
    for score, place, k in alike:
        if score >= _ALIKE and place not in found and k in left:
            found.add(place)
            left.remove(k)
            yield place, k
    for place, window in windows.items():
        within = [k for k in left if k in window]
        if place not in found and len(within) == 1:
            left.remove(within[0])
            yield place, within[0]


def _missed(
    windows: dict[int, range], free: Sequence[int], target: Sequence[Word], read: Sequence[Word], language: str
) -> Iterator[tuple[int, int]]:
    """Yield the place of each word that renders nothing with that of the source word in whose place it stands."""
    left = list(free)
    for window in dict.fromkeys(windows.values()):
        here = [place for place, other in windows.items() if other == window]
        within = [k for k in left if k in window]
        if len(here) != len(within):
            continue
        for place, k in zip(here, within, strict=True):
            meant = read[k]
            named = meant.text[0].isupper() and k > 0
            sure = any(share >= _SURE for _, share in renderings(meant.folded, language)[:1])
            if sure or meant.text in places(language) or (named and target[place].text[0].isupper()):
                left.remove(k)
                yield place, k


def _likeness(made_up: Word, meant: Word, language: str) -> float:
    likely = (rendering for rendering, share in renderings(meant.folded, language)[:4] if share >= _LIKELY)
    return max(likeness(made_up.text, form) for form in (meant.text, *likely))


def _instead(word: Word, meant: Word, *, initial: bool, plural: bool, source_lang: str, target_lang: str) -> str | None:
    """Return the rendering, in the form that fits; the copy of a name; None where neither will do."""
    if (place := places(source_lang).get(meant.text)) is not None:
        return place
    named = meant.text[0].isupper() and not initial
    likeliest = [
        form
        for form, share in renderings(meant.folded, source_lang)[:1]
        if share >= _LIKELY and form.isalpha() and form.islower()
    ]
    if likeliest and named and likeness(word.text, meant.text) > likeness(word.text, likeliest[0]):
        return meant.text
    if likeliest:
        form = _inflected(likeliest[0], word, meant, plural=plural, language=target_lang)
        # what begins the sentence, or has a capital in the source, keeps its own
        capital = word.text[0].isupper() and (word.span.start <= 1 or meant.text[0].isupper())
        return form[0].upper() + form[1:] if capital or form in _capitalised(target_lang) else form
    return meant.text if named else None


def _is_plural(word: Word, language: str) -> bool:
    return word.folded != lemma(word.folded, language) and word.folded[-1] in "sx"


def _inflected(base: str, word: Word, meant: Word, *, plural: bool, language: str) -> str:
    """Return the usual form that has the ending or the number asked for, and else one most like the word that goes."""
    seen = shipped_frequencies()
    usual = max(_LEAST_USUAL * seen.of(base, language), 1e-9)
    wanted = _verbal_ending(meant) if language == "en" else None
    best, found = 0.0, base
    for ending in _ENDINGS[language]:
        form = base + ending
        if ending and (seen.of(form, language) < usual or lemma(form, language) != lemma(base, language)):
            continue
        shared = _shared_ending(form, word.folded) + (0.5 if (form[-1] in "sx") == plural else 0.0)
        if wanted is not None and ending and form.endswith(wanted):
            shared += len(_ENDINGS[language])
        if shared > best:
            best, found = shared, form
    return found


def _verbal_ending(french: Word) -> str | None:
    """Return the ending of the English for a French participle, None where the word is none."""
    form = french.folded
    base = lemma(form, "fr")
    if base == form and form[-1] in "éi":  # "averti" is an entry of its own
        base = f"{form[:-1]}er" if form[-1] == "é" else f"{form}r"
    if base == form or not base.endswith(("er", "ir", "re")) or not is_known(base, "fr"):
        return None
    return "ing" if form.endswith("ant") else "ed" if form.endswith(_PARTICIPLES) else None


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
