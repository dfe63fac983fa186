"""Which suggestions can be applied without asking, and the exact replacement that each stands for.

A wrong correction that nobody asked for costs more than ten that are left to a person. So only these are applied:

- MT201: a term with one accepted rendering, put into number, with its determiner, elision and capital;
- MT302: a place left under a name that is neither English nor French;
- MT401, MT402: the determiner or the preposition that the noun or verb takes in the reference corpus practically always;
- MT4041: the "que" after quoted words, where only the speaker follows;
- MT4061 to MT4063: what French contracts or elides without exception;
- MT602: a pronoun with a capital after a conjunction.

Everything else (facts of quotations, senses of words, names, foreign text) is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from mtcheck.french.fitting import capital_kept, fitted
from mtcheck.french.inflection import same_word
from mtcheck.french.lemmas import lemma
from mtcheck.french.nouns import marked_gender
from mtcheck.french.spelling import fold
from mtcheck.lexicon.names import shipped_places
from mtcheck.lexicon.table import shipped_table
from mtcheck.patterns.loading import shipped_terms
from mtcheck.patterns.names import name_patterns
from mtcheck.patterns.schema import Pattern
from mtcheck.records import Finding, Span
from mtcheck.replacements import holds_markup
from mtcheck.suggestions.edits import SafeEdit, apply, without_conflicts
from mtcheck.text.stopwords import FRENCH
from mtcheck.text.words import words

DOMINANT = 0.4  # p(french | english) from which the word table knows one rendering of an English word
_OPENINGS = frozenset("avec en sur par pour dans sans sous à selon".split())
_BEFORE_PLACES = frozenset("à de d' vers pour depuis entre et par dans".split())
_CONJUNCTIONS = frozenset("et ou mais que qu' car donc si quand lorsque comme où".split())
_SUBJECTS = frozenset("Je Il Elle Ils Elles Nous Vous".split())
_DETERMINERS = frozenset("le la l' les un une ce cet cette son sa leur notre votre".split())
_FINITE = re.compile(
    r"\b(?:a|ont|est|sont|était|étaient|avait|avaient|sera|seront|serait|aura|auront|aurait|va|vont|peut|peuvent|doit|"
    r"doivent|veut|veulent|fait|font|viendra|\w+(?:ait|aient|era|eront|erait))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:(?:de|à)\s+)?(?:(?:le|la|les|un|une|du|de|des|au|aux|ce|cet|cette|ces|[mts](?:on|a|es))\s+|[ld]['’])?",
    re.IGNORECASE,
)
_SENTENCE_REST = re.compile(r"[^.!?…\n\r]*")


def safe_edits(text: str, findings: Sequence[Finding]) -> tuple[SafeEdit, ...]:
    """Choose the suggestions that can be applied to a text, and say what each replaces.

    Args:
        text: The document that the findings point into.
        findings: All findings of that document.

    Returns:
        Edits that neither overlap nor touch, in the order of the text.
    """
    return without_conflicts(edit for finding in findings if (edit := _edit(text, finding, findings)) is not None)


def _edit(text: str, finding: Finding, findings: Sequence[Finding]) -> SafeEdit | None:
    known = RULES.get(finding.code)
    if known is None or finding.suggestion is None or finding.span.of(text) != finding.text:
        return None
    branches, replacement = known
    if finding.branch not in branches or _contested(finding, findings) or holds_markup(finding.text):
        return None
    found = replacement(text, finding)
    if found is None:
        return None
    edit, shown = SafeEdit(*found, finding), SafeEdit(finding.span, finding.suggestion, finding)
    # What is written is what was shown, or nothing.
    return edit if edit.text and apply(text, [edit]) == apply(text, [shown]) != text else None


def _contested(finding: Finding, findings: Iterable[Finding]) -> bool:
    """Say whether another finding on these words tells something else: correcting one might hide the other."""
    minor = ("MT9", "MT6", "MT406") if finding.code == "MT201" else ("MT9", "MT6")  # a term brings its own article
    return any(
        other is not finding and other.span.overlaps(finding.span) and not other.code.startswith(minor)
        for other in findings
    )


def _term(text: str, finding: Finding) -> tuple[Span, str] | None:
    span, suggestion = _without_article(finding)
    rendering = _one_rendering(finding.reference or "", suggestion, span.of(text))
    if rendering is None or not _keeps_everything(text, span, rendering):
        return None
    opening = rendering.split()[0]
    if opening in _OPENINGS:
        if words(finding.text)[0].folded != opening:
            return None
        return finding.span, capital_kept(text, finding.span, rendering)
    return fitted(text, span, rendering)


def _without_article(finding: Finding) -> tuple[Span, str]:
    """Return the term, and its rendering, without the determiner that a finding takes along where it changes."""
    printed, right = (len(_ARTICLE.match(part).group()) for part in (finding.text, finding.suggestion or ""))  # type: ignore[union-attr]
    if not printed or not right:
        return finding.span, finding.suggestion or ""
    return Span(finding.span.start + printed, finding.span.end), (finding.suggestion or "")[right:]


def _one_rendering(english: str, suggestion: str, printed: str) -> str | None:
    """Return the dictionary form of a term's rendering where there is nothing to choose; None where there is.

    That is so where French has but one, or says the others with the same noun; where the printed noun stays and only what
    goes with it is corrected; and where the word table knows one rendering of a one-word term.
    """
    entries = [term for term in _terms().get(english, ()) if same_phrase(term.french[0], suggestion)]
    if len({term.french[0] for term in entries}) != 1:
        return None
    term = entries[0]
    first, *others = (rendering for rendering in term.french if not rendering.isupper())  # abbreviations aside
    if all(_says_the_same(first, other) for other in others) or _same_noun(printed, first):
        return first
    one_word = len(english.split()) == 1 and english.islower()
    return first if one_word and _share(first, english) >= DOMINANT else None


def same_phrase(rendering: str, suggestion: str) -> bool:
    """Say whether a suggestion is a rendering in another number."""
    one, other = rendering.split(), suggestion.split()
    return len(one) == len(other) and all(map(same_word, one, other))


@cache
def _terms() -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, tuple[Pattern, ...]] = {}
    for term in (*shipped_terms(), *name_patterns()):
        found[term.english[0]] = (*found.get(term.english[0], ()), term)
    return found


def _says_the_same(first: str, other: str) -> bool:
    plain, others = fold(first).replace("-", " "), fold(other).replace("-", " ")
    return plain == others or _same_noun(first, other)


def _same_noun(first: str, other: str) -> bool:
    return lemma(first.split(maxsplit=1)[0], "fr") == lemma(other.split(maxsplit=1)[0], "fr")


def _share(rendering: str, english: str) -> float:
    """Return the probability of a rendering given one English word, its spellings taken together."""
    plain = fold(rendering).replace("-", "")
    options = shipped_table().to_french.get(english.replace("-", ""), ())
    return sum(option.probability for option in options if fold(option.word).replace("-", "") == plain)


def _keeps_everything(text: str, span: Span, rendering: str) -> bool:
    """Say whether nothing is lost: no name, no number, and no third word that the rendering has no room for."""
    printed = [word for word in words(span.of(text)) if word.folded not in FRENCH]
    kept = [fold(word.text) for word in words(rendering)]
    for word in printed[1:]:
        if word.text[0].isdigit() or (word.text[0].isupper() and not any(k[:4] == fold(word.text)[:4] for k in kept)):
            return False
    content = [word for word in words(rendering) if word.folded not in FRENCH]
    return len(printed) < 3 or len(content) >= len(printed)


def _place(text: str, finding: Finding) -> tuple[Span, str] | None:
    """A city, or names joined by a hyphen, after a preposition: elsewhere it may be part of a name ("l'hôtel Londra")."""
    suggestion = finding.suggestion or ""
    before = words(text[max(0, finding.span.start - 20) : finding.span.start])
    if not before or before[-1].folded not in _BEFORE_PLACES or text[finding.span.start - 1] in "\n\r":
        return None
    if "-" in finding.text:
        return finding.span, suggestion
    return fitted(text, finding.span, suggestion) if suggestion in _cities() else None


@cache
def _cities() -> frozenset[str]:
    return frozenset(
        place.french[0] for place in shipped_places() if place.kind == "city" and " " not in place.french[0]
    )


def _agreement(text: str, finding: Finding) -> tuple[Span, str] | None:
    """The determiner in the noun's gender, unless an adjective takes the determiner's side."""
    suggestion = finding.suggestion or ""
    rest = text[finding.span.end :]
    following = words(rest[:40])
    determiner = words(suggestion)[0].folded if suggestion else ""
    feminine = determiner in {"une", "la", "cette", "aucune", "quelle"} or suggestion.lower().startswith(
        ("de la", "à la")
    )
    masculine = determiner in {"un", "le", "ce", "cet", "aucun", "quel"}
    if following and rest[:1].isspace() and (feminine or masculine):
        marked = marked_gender(following[0].folded)
        if marked == ("m" if feminine else "f"):
            return None
    return finding.span, suggestion


def _joined(text: str, finding: Finding) -> tuple[Span, str] | None:
    """The article with its preposition, or without its vowel."""
    return finding.span, finding.suggestion or ""


def _government(text: str, finding: Finding) -> tuple[Span, str] | None:
    pause = text[finding.span.start : finding.span.end]
    return None if "\n" in pause else (finding.span, finding.suggestion or "")


def _reporting(text: str, finding: Finding) -> tuple[Span, str] | None:
    """Take "que" out of "a déclaré que" where only a speaker follows, not a clause."""
    rest = _SENTENCE_REST.match(text, finding.span.end)
    following = words(rest.group()) if rest else ()
    if not finding.text.endswith(("que", "qu'", "qu’")) or not following:
        return None
    named = following[0].folded in _DETERMINERS or following[0].text[0].isupper()
    if not named or following[0].text in _SUBJECTS or (rest and _FINITE.search(rest.group())):
        return None
    return finding.span, (finding.suggestion or "") + ("" if finding.text.endswith("que") else " ")


def _pronoun(text: str, finding: Finding) -> tuple[Span, str] | None:
    before = words(text[max(0, finding.span.start - 20) : finding.span.start])
    joined = bool(before) and before[-1].text in _CONJUNCTIONS
    return (finding.span, finding.text.lower()) if joined and finding.text in _SUBJECTS else None


_Replacement = Callable[[str, Finding], tuple[Span, str] | None]

RULES: Mapping[str, tuple[frozenset[str], _Replacement]] = MappingProxyType(
    {
        code: (frozenset(branches), replacement)
        for code, branches, replacement in (
            ("MT201", ("listed", "words-strong"), _term),
            ("MT302", ("",), _place),
            ("MT401", ("",), _agreement),
            ("MT402", ("",), _government),
            ("MT4041", ("",), _reporting),
            ("MT4061", ("",), _joined),
            ("MT4062", ("",), _joined),
            ("MT4063", ("",), _joined),
            ("MT602", ("",), _pronoun),
        )
    }
)
"""Codes whose suggestions may be safe, the branches of the rule for which they are, and what says where."""
