"""Determiners before a noun: what they say of it, and their form before another."""

from __future__ import annotations

from dataclasses import dataclass

from mtcheck.french.classes import PLURAL_DETERMINERS
from mtcheck.french.elision import ELISIONS, contracted
from mtcheck.records import Span
from mtcheck.text.words import Word

# kind → forms: masculine, feminine, before a vowel masculine, before a vowel feminine
_SINGULAR = {
    "definite": ("le", "la", "l'", "l'"),
    "indefinite": ("un", "une", "un", "une"),
    "demonstrative": ("ce", "cette", "cet", "cette"),
    "my": ("mon", "ma", "mon", "mon"),
    "your": ("ton", "ta", "ton", "ton"),
    "their": ("son", "sa", "son", "son"),
    "none": ("aucun", "aucune", "aucun", "aucune"),
    "which": ("quel", "quelle", "quel", "quelle"),
    "such": ("tel", "telle", "tel", "telle"),
    "our": ("notre",) * 4,
    "yours": ("votre",) * 4,
    "theirs": ("leur",) * 4,
    "each": ("chaque",) * 4,
}
_GENDERED_PLURAL = {"certains": "certaines", "quels": "quelles", "tels": "telles", "nombreux": "nombreuses"}
_KIND_OF = {form: kind for kind, forms in reversed(_SINGULAR.items()) for form in forms}
_CONTRACTED = {"du": ("de", "definite"), "au": ("à", "definite")}
_PREPOSITIONS = frozenset({"de", "à"})  # those that contract with "le"
_BARE = frozenset({"de", "que", "lorsque", "puisque", "quoique", "jusque"})  # what only elides
_CLOSED = {ELISIONS[word]: word for word in _BARE}


@dataclass(frozen=True, slots=True)
class Determiner:
    """What stands right before a noun phrase and may have to change with it.

    Attributes:
        span: The determiner, with the "de" or "à" that contracts with it; empty where nothing stands there.
        kind: ``definite``, ``indefinite``, …; ``plural``; ``bare`` for a word such as "de" or "que" that only elides;
            the empty string where neither is there.
        preposition: "de" or "à" where it contracts with the article, else empty.
        gender: ``m`` or ``f`` where the printed form tells.
        plural: Whether the noun is plural; None where the form does not tell.
        form: The printed form, folded.
    """

    span: Span
    kind: str = ""
    preposition: str = ""
    gender: str | None = None
    plural: bool | None = None
    form: str = ""


def determiner_before(words: tuple[Word, ...], position: int) -> Determiner:
    """Read the determiner that ends the words before a noun phrase.

    Args:
        words: The words before it, in order, on the same line; the last one stands right before it.
        position: Where the noun phrase starts, code points.
    """
    nothing = Determiner(Span(position, position))
    if not words:
        return nothing
    last, before = words[-1], words[-2] if len(words) > 1 else None
    form = last.folded
    if form in _CONTRACTED:
        preposition, kind = _CONTRACTED[form]
        return Determiner(last.span, kind, preposition, "m", False, form)
    if form in _KIND_OF:
        kind = _KIND_OF[form]
        forms = _SINGULAR[kind]
        gender = None if len(set(forms)) == 1 or form == "l'" else "m" if form in (forms[0], forms[2]) else "f"
        if form in {"mon", "ton", "son"}:
            gender = None  # before a vowel it stands for both
        preposition = before.folded if before and kind == "definite" and before.folded in _PREPOSITIONS else ""
        start = before.span.start if before and preposition else last.span.start
        return Determiner(Span(start, last.span.end), kind, preposition, gender, False, form)
    return _plural_or_bare(last) or nothing


def _plural_or_bare(word: Word) -> Determiner | None:
    form = word.folded
    if form in _GENDERED_PLURAL or form in _GENDERED_PLURAL.values():
        return Determiner(word.span, "varying", "", "m" if form in _GENDERED_PLURAL else "f", True, form)
    if form in PLURAL_DETERMINERS or (form.isdigit() and form not in {"0", "1"}):
        return Determiner(word.span, "plural", "", None, True, form)
    return Determiner(word.span, "bare", "", None, None, form) if form in _BARE or form in _CLOSED else None


def determiner_for(determiner: Determiner, gender: str | None, *, vowel: bool) -> str | None:
    """Return the determiner's form before another noun of the same number.

    Args:
        determiner: The printed one.
        gender: ``m`` or ``f`` of the noun to come, None where unknown.
        vowel: Whether the word to come starts with a vowel that elides.

    Returns:
        The form in lower case, with a straight apostrophe where it elides; None where the gender would decide.
    """
    if determiner.kind in {"", "plural"}:
        return determiner.form
    if determiner.kind == "bare":
        long = _CLOSED.get(determiner.form, determiner.form)
        return ELISIONS[long] if vowel else long
    if determiner.kind == "varying":
        masculine = next(m for m, f in _GENDERED_PLURAL.items() if determiner.form in {m, f})
        return None if gender is None else masculine if gender == "m" else _GENDERED_PLURAL[masculine]
    forms = _SINGULAR[determiner.kind]
    choices = forms[2:] if vowel else forms[:2]
    if gender is None and len(set(choices)) > 1:
        return None
    form = choices[0] if gender != "f" else choices[1]
    return contracted(determiner.preposition, form) if determiner.preposition else form
