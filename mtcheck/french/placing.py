"""Where a suggestion fits the words around it: elision, contraction, number and gender at both ends; or that it does not."""

from __future__ import annotations

from mtcheck.french.determiners import Determiner, determiner_before, determiner_for
from mtcheck.french.elision import CONTRACTIONS, ELISIONS, elided, elides
from mtcheck.french.fitting import words_before
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import gender_of, is_plural, pluralised
from mtcheck.french.substitution import is_noun
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, words

_HANGING = frozenset({"de", "d'", "à", "que", "qu'", "en"})
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
    if _apostrophe(text[max(0, span.start - _AROUND) : span.end + _AROUND]) == "’":
        suggestion = suggestion.replace("'", "’")
    if old[0].folded == new[0].folded or _is_inside(text, span):
        return span, suggestion
    before = words_before(text, span.start)
    if not before or text[before[-1].span.end : span.start].strip(" \xa0\u202f") != "":
        return span, suggestion
    determiner = determiner_before(before, span.start)
    if determiner.kind in {"", "bare"}:
        return _behind_word(text, span, suggestion, before[-1], new[0])
    return _behind_determiner(text, span, suggestion, determiner, (old[0], new[0]))


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
    if new.folded in FRENCH:
        return None  # a determiner or a preposition behind a determiner
    head = (
        None
        if new.text[0].isupper() or new.text[0].isdigit()
        else new.folded
        if is_noun(lemma(new.folded, "fr"))
        else None
    )
    if head is not None and determiner.plural is not None and is_plural(head) != determiner.plural:
        several = pluralised(suggestion) if determiner.plural else None
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


def _joined(text: str, whole: Span, printed: str, right: str, span: Span, suggestion: str) -> tuple[Span, str]:
    """Return the suggestion alone where the word before stays as it is, else with that word."""
    if right.replace("’", "'").lower() == printed.replace("’", "'").lower():
        return span, suggestion
    return whole, right + ("" if right.endswith(("'", "’")) else " ") + suggestion


def _apostrophe(text: str) -> str:
    return "’" if "’" in text else "'"


def _like(printed: str, form: str) -> str:
    return form[0].upper() + form[1:] if printed[:1].isupper() else form
