"""Where a suggestion fits the words around it: elision, contraction, number and gender at both ends; or that it does not."""

from __future__ import annotations

from mtcheck.french.agreeing import agreeing_with, is_noun_head, qualifies_other
from mtcheck.french.determiners import Determiner, determiner_before, determiner_for
from mtcheck.french.elision import CONTRACTIONS, ELISIONS, elided, elides
from mtcheck.french.fitting import capital_kept, words_before
from mtcheck.french.forms import ADJECTIVE, readings
from mtcheck.french.inflection import agreeing
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import gender_of, is_plural, pluralised
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, words

_HANGING = frozenset({"de", "d'", "à", "que", "qu'", "en"})
_BEFORE_VOWELS = frozenset({"nouveau", "beau", "vieux", "fou", "mou"})  # "un nouvel accord"
_AROUND = 1000  # code points on each side whose apostrophes a suggestion takes
_REACH = 40  # code points behind the words that are read


def in_place(text: str, span: Span, suggestion: str) -> tuple[Span, str] | None:
    """Put a suggestion into its place.

    Args:
        text: The document.
        span: The words at fault.
        suggestion: What should stand there.

    Returns:
        What is replaced (the words, with a determiner or an elided word before them that changes) and by what; None
        where the suggestion does not fit what stands around it.
    """
    old, new = words(span.of(text)), words(suggestion)
    if not old or not new or not _ends_well(text, span, old, new):
        return None if old and new else (span, suggestion)
    found = _placed(text, span, suggestion, (old, new))
    if found is None:
        return None
    whole, put = found
    put = capital_kept(text, whole, put)
    return None if put == whole.of(text) else (whole, put)


def _placed(
    text: str, span: Span, suggestion: str, inside: tuple[tuple[Word, ...], tuple[Word, ...]]
) -> tuple[Span, str] | None:
    old, new = inside
    if _apostrophe(text[max(0, span.start - _AROUND) : span.end + _AROUND]) == "’":
        suggestion = suggestion.replace("'", "’")
    if _is_inside(text, span):
        return span, suggestion
    if old[0].folded == new[0].folded:
        return span, _several(text, span, suggestion, new[0])
    before = words_before(text, span.start)
    adjacent = bool(before) and not text[before[-1].span.end : span.start].strip(" \xa0\u202f")
    determiner = determiner_before(before, span.start) if adjacent else determiner_before((), span.start)
    if adjacent and determiner.kind not in {"", "bare"}:
        return _behind_determiner(text, span, suggestion, determiner, (old[0], new[0]))
    rest = text[old[0].span.end + span.start : span.end].strip()
    agreed = agreeing_with(before if adjacent else (), old[0], suggestion, rest)
    if agreed is None or not adjacent:
        return None if agreed is None else (span, agreed)
    if is_noun_head(old[0]) and is_noun_head(new[0]) and qualifies_other(before[-1], old[0], new[0]):
        return _behind_adjective(text, span, agreed, before)
    return _behind_word(text, span, agreed, before[-1], words(agreed)[0])


def _is_inside(text: str, span: Span) -> bool:
    return span.start > 0 and (text[span.start - 1].isalnum() or text[span.start - 1] == "-")


def _ends_well(text: str, span: Span, old: tuple[Word, ...], new: tuple[Word, ...]) -> bool:
    """Say whether what follows goes on from the suggestion's last word."""
    last, printed = new[-1].folded, old[-1].folded
    following = words(text[span.end : span.end + _REACH])
    if last not in _HANGING and not last.endswith("'"):
        return True
    if not following or (printed not in _HANGING and following[0].folded in FRENCH):
        return False
    return elided(last, following[0].text) == last and (last, following[0].folded) not in CONTRACTIONS


def _several(text: str, span: Span, suggestion: str, head: Word) -> str:
    """Give what goes with a noun that does not vary ("fonds") the plural that its determiner has."""
    before = words_before(text, span.start)
    invariable = head.folded[-1] in "sxz" and lemma(head.folded, "fr") == head.folded
    if not (invariable and before and determiner_before(before, span.start).plural):
        return suggestion
    return pluralised(suggestion) or suggestion


def _behind_adjective(text: str, span: Span, suggestion: str, before: tuple[Word, ...]) -> tuple[Span, str] | None:
    """Give an adjective between determiner and noun the new noun's gender, and the determiner with it.

    "une nouvelle drogue" becomes "un nouveau médicament"; None where a form is not sure.
    """
    adjective, head = before[-1], words(suggestion)[0]
    base = next(reading.lemma for reading in readings(adjective.folded) if reading.pos == ADJECTIVE)
    gender = gender_of(head.folded)
    plural = is_plural(adjective.folded)
    if adjective.text != adjective.folded or (
        base in _BEFORE_VOWELS and elides(suggestion) is not False and not plural
    ):
        return None
    form = agreeing(base, gender=gender, plural=plural)
    if gender not in {reading.gender for reading in readings(form) if reading.pos == ADJECTIVE}:
        return None
    phrase = f"{form} {suggestion}"
    determiner = determiner_before(before[:-1], adjective.span.start)
    whole = Span(adjective.span.start, span.end)
    if determiner.kind in {"", "bare"}:
        return whole, phrase
    vowel = elides(phrase)
    right = None if vowel is None else determiner_for(determiner, gender, vowel=vowel)
    if right is None:
        return None
    printed = determiner.span.of(text)
    right = _like(printed, right.replace("'", _apostrophe(text)))
    return _joined(text, Span(determiner.span.start, span.end), " ".join(printed.split()), right, whole, phrase)


def _behind_word(text: str, span: Span, suggestion: str, last: Word, first: Word) -> tuple[Span, str] | None:
    """Elide or contract the word before, or give it its vowel back."""
    full = {short: long for long, short in ELISIONS.items() if long not in {"la", "du", "au"}}.get(
        last.folded, last.folded
    )
    if (full, first.folded) in CONTRACTIONS:
        whole = CONTRACTIONS[full, first.folded]
        rest = suggestion[first.span.end :]
        return Span(last.span.start, span.end), _like(last.text, whole) + rest
    if full not in ELISIONS or full in {"du", "au"}:
        return span, suggestion
    right = elided(last.text, suggestion, apostrophe=_apostrophe(text))
    return None if right is None else _joined(text, Span(last.span.start, span.end), last.text, right, span, suggestion)


def _behind_determiner(
    text: str, span: Span, suggestion: str, determiner: Determiner, firsts: tuple[Word, Word]
) -> tuple[Span, str] | None:
    """Give the determiner its form before the suggestion, and the suggestion the determiner's number."""
    old, new = firsts
    if new.folded in FRENCH or _may_disagree(determiner, new):
        return None  # a determiner or a preposition behind a determiner
    head = new.folded if is_noun_head(new) else None
    if head is not None and determiner.plural is not None:
        if is_plural(head) and not determiner.plural and head[-1] in "sx" and head != lemma(head, "fr"):
            return None
        if determiner.plural:
            several = pluralised(suggestion) or (suggestion if is_plural(head) else None)
            if several is None:
                return None
            suggestion = several
    vowel = elides(suggestion)
    if vowel is None:
        return None
    gender = (gender_of(head) if head is not None else None) or determiner.gender or gender_of(old.folded)
    form = determiner_for(determiner, gender, vowel=vowel)
    if form is None:
        return None
    printed = determiner.span.of(text)
    right = _like(printed, form.replace("'", _apostrophe(text)))
    whole = Span(determiner.span.start, span.end)
    return _joined(text, whole, " ".join(printed.split()), right, span, suggestion)


def _may_disagree(determiner: Determiner, new: Word) -> bool:
    """Say whether a determiner shows what is not known of the noun: "la" may be wrong before "goalball"."""
    shown = determiner.gender or determiner.plural
    known = readings(new.folded) or gender_of(new.folded) is not None
    return bool(shown) and new.text.islower() and not known


def _joined(text: str, whole: Span, printed: str, right: str, span: Span, suggestion: str) -> tuple[Span, str]:
    """Return the suggestion alone where the word before stays as it is, else with that word."""
    if right.replace("’", "'").lower() == printed.replace("’", "'").lower():
        return span, suggestion
    return whole, right + ("" if right.endswith(("'", "’")) else " ") + suggestion


def _apostrophe(text: str) -> str:
    return "’" if "’" in text else "'"


def _like(printed: str, form: str) -> str:
    return form[0].upper() + form[1:] if printed[:1].isupper() else form
