"""One French word put into the place of another, inflected alike, with what stands before and behind it adapted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mtcheck.french.classes import PREPOSITIONS
from mtcheck.french.counts import shipped_counts
from mtcheck.french.determiners import Determiner, determiner_before, determiner_for
from mtcheck.french.elision import ELISIONS, elided, elides
from mtcheck.french.fitting import words_before
from mtcheck.french.forms import is_infinitive
from mtcheck.french.inflection import agreeing
from mtcheck.french.lemmas import is_known, lemma
from mtcheck.french.nouns import gender_of, is_plural, marked_gender, pluralised
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import Word, fold_case, words

NOUN = 0.05  # share of a form's uses, verbal ones aside, that follow a determiner, from which it is taken for a noun
VERBAL = 0.02  # share of a form's uses as a verb from which it is no adjective
_REACH = 40  # code points behind a noun that are read for its adjective


@dataclass(frozen=True, slots=True)
class Substitution:
    """Another word in the place of one.

    Attributes:
        span: What is replaced: the word, with its determiner and adjective where those change.
        text: What stands there instead.
        form: The new word alone, as inflected.
        tail: What of ``text`` stands behind the new word.
    """

    span: Span
    text: str
    form: str
    tail: str = ""

    def applied(self, text: str) -> str:
        """Return the text with the other word in it."""
        return text[: self.span.start] + self.text + text[self.span.end :]


def substitute(text: str, span: Span, base: str, rendering: str) -> Substitution | None:
    """Put a noun or an adjective into the place of another of its kind.

    Args:
        text: French.
        span: The printed word.
        base: Its dictionary form.
        rendering: Dictionary form of the other.

    Returns:
        The substitution; None where the two are not of one kind, or a form is not sure. Words at a distance that agree
        with the printed one are left as they are.
    """
    if not rendering.isalpha() or not rendering.islower() or not span.of(text).isalpha():
        return None
    before = words_before(text, span.start)
    if is_noun(base) and is_noun(rendering):
        return _noun(text, span, rendering, before)
    if not (is_adjective(base) and is_adjective(rendering)):
        return None
    adjective = _adjective(text, span, rendering, before)
    return _joined(text, span, _elided(text, before, adjective), adjective) if adjective else None


@lru_cache(maxsize=50_000)
def is_noun(base: str) -> bool:
    """Say whether the reference corpus often has a dictionary form behind a determiner that shows a gender."""
    counts = shipped_counts().forms.get(base)
    if counts is None or is_infinitive(base) or base in FRENCH:
        return False
    least = NOUN / 2 if elides(base) else NOUN  # "l'" shows none
    return (counts.masculine + counts.feminine) / max(1, counts.total - counts.finite) >= least


@lru_cache(maxsize=50_000)
def is_adjective(base: str) -> bool:
    """Say whether a dictionary form has a feminine of its own, or ends as adjectives of both genders do."""
    if is_infinitive(base) or base in FRENCH or base.endswith(("ment", "é")):
        return False
    feminine = agreeing(base, gender="f", plural=False)
    if feminine != base:
        return lemma(feminine, "fr") == base
    return base.endswith("e") and not is_noun(base) and shipped_counts().verbal(base) < VERBAL and is_known(base, "fr")


def _adjective(text: str, span: Span, rendering: str, before: tuple[Word, ...]) -> str | None:
    """Return an adjective or participle in the gender and number of the printed one."""
    printed = span.of(text).lower()
    plural = is_plural(printed)
    gender = marked_gender(printed)
    if gender is None:  # one form for both: its noun tells
        nouns = (gender_of(word.folded) for word in reversed(before[-3:]) if is_noun(lemma(word.folded, "fr")))
        gender = determiner_before(before, span.start).gender or next(filter(None, nouns), None)
    form = agreeing(rendering, gender=gender, plural=plural)
    return form if not plural or form[-1] in "sx" else None


def _noun(text: str, span: Span, rendering: str, before: tuple[Word, ...]) -> Substitution | None:
    printed = span.of(text)
    determiner = determiner_before(before, span.start)
    plural = is_plural(printed) if determiner.plural is None else determiner.plural
    old, new = determiner.gender or gender_of(printed), gender_of(rendering)
    form = pluralised(rendering) if plural else rendering
    vowel = elides(rendering)
    if form is None or vowel is None:
        return None
    if (
        not determiner.kind
        and None not in {old, new}
        and old != new
        and before
        and before[-1].folded not in PREPOSITIONS
    ):
        return None  # an adjective between determiner and noun would have to change
    leading = determiner_for(determiner, new, vowel=vowel)
    if leading is None:
        return None
    last, tail = _following(text, span, (old, new), plural)
    if leading == " ".join(
        determiner.span.of(text).lower().replace("’", "'").split()
    ):  # it stays, as where there is none
        return Substitution(Span(span.start, last), _cased(printed, form) + tail, form, tail)
    gap = "" if leading.endswith("'") else " "
    whole = f"{_like(text, determiner, leading)}{gap}{form}{tail}"
    return Substitution(Span(determiner.span.start, last), whole, form, tail)


def _like(text: str, determiner: Determiner, form: str) -> str:
    printed = determiner.span.of(text)
    shown = form.replace("'", "’") if "’" in text else form
    return shown[:1].upper() + shown[1:] if printed[:1].isupper() else shown


def _following(text: str, span: Span, genders: tuple[str | None, str | None], plural: bool) -> tuple[int, str]:
    """Return where the noun phrase ends, and the adjective right behind the noun in the new gender, empty for none."""
    old, new = genders
    following = words(text[span.end : span.end + _REACH])
    if (
        old is None
        or new is None
        or old == new
        or not following
        or text[span.end : span.end + following[0].span.start].strip()
    ):
        return span.end, ""
    adjective = following[0]
    if adjective.text != adjective.folded or marked_gender(adjective.folded) != old:
        return span.end, ""
    form = agreeing(lemma(adjective.folded, "fr"), gender=new, plural=plural)
    return span.end + adjective.span.end, f" {form}"


def _elided(text: str, before: tuple[Word, ...], form: str) -> tuple[int, str] | None:
    """Return where the word before starts and its form before the new word, None where it stays."""
    if not before:
        return None
    last = before[-1]
    if last.folded not in ELISIONS and not last.folded.endswith("'"):
        return None
    right = elided(last.text, form, apostrophe="’" if "’" in text else "'")
    if right is None or fold_case(right) == last.folded:
        return None
    return last.span.start, right if right.endswith(("'", "’")) else right + " "


def _joined(text: str, span: Span, leading: tuple[int, str] | None, form: str) -> Substitution:
    start, lead = leading if leading else (span.start, "")
    shown = form if leading else _cased(span.of(text), form)
    return Substitution(Span(start, span.end), lead + shown, form)


def _cased(printed: str, form: str) -> str:
    return form[:1].upper() + form[1:] if printed[:1].isupper() else form
