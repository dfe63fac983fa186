"""A verb that one language denies and the other affirms, beside another negation that both have.

*They have not ruled out a bomb, but found no trace* and « Ils ont exclu une bombe, mais n'ont trouvé aucune trace » both deny
something: only verb by verb are they told apart. Which verb is the same is told by the word tables; a model decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.facts.deeds import done_in_english, done_in_french, is_english_verb
from mtcheck.facts.negation import denies_in_english, has_denying_words, negated_words
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import lemma
from mtcheck.records import Span

_AUXILIARY = (
    r"(?P<aux>(?:is|are|was|were|am|has|have|had|do|does|did|wo|will|would|ca|can|could|should|must|may|might|need))"
)
_ADVERBS = r"(?:(?!yet\b)(?:\w+ly|even|ever|yet|been|be|have|get|got|going to|want to|able to|allowed to) )*"
_DENIED = (
    (re.compile(rf"\b{_AUXILIARY}(?P<not> not\b|n['’]t\b|(?<=can)not\b) (?:{_ADVERBS})(?P<verb>[a-z]{{3,}})"), ""),
    (re.compile(rf"\b{_AUXILIARY}(?P<not> never) {_ADVERBS}(?P<verb>[a-z]{{3,}})"), ""),
    (re.compile(r"(?<=[a-z] )(?P<not>never )(?P<verb>[a-z]{3,})"), ""),  # *they never signed*
    (
        re.compile(
            r"(?P<not>\b[Tt]here(?:['’]s| is| was|['’]d be) no way )(?:\w+ ){1,2}(?:can|could|would|will|to) "
            r"(?P<verb>[a-z]{3,})"
        ),
        "",
    ),
    (
        re.compile(
            r"\b(?P<not>no) (?:obligation|right|duty|plans?|intention|wish|desire|reason|need|power|authority) (?:to|of) "
            r"(?P<verb>[a-z]{3,})"
        ),
        "an",
    ),
)
_AUXILIARY_BEFORE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|be|been|to)(?: \w+ly)? $"
)
_ROUNDABOUT = re.compile(r"there|no\b", re.IGNORECASE)  # *there's no way*, *no obligation to*
_WHOLE = {"wo": "will", "ca": "can"}
_BARE = frozenset("be been have had do done get got go going come make made take taken let just only even yet".split())
_LIMITED = re.compile(r" (?:only|just|until|till|even|necessarily|all|every|merely|simply)\b", re.IGNORECASE)
_LIMIT_BEHIND = re.compile(
    r"[^,;:.!?]*\b(?:until|till|unless|without|before|except|but|any ?more|any longer)\b", re.IGNORECASE
)
_TWICE = re.compile(
    r"(?:\b(?:not|never|no|nobody|cannot|without)\b|n['’]t\b)(?: [\w'’]+){0,4} $", re.IGNORECASE
)  # *can't say I wasn't*


class DeniedVerb(NamedTuple):
    """A verb that one side denies.

    Attributes:
        french: The verb in the French.
        english: The same in the English, with what denies it.
        instead: The English that the French renders.
        denied: Whether the French denies it.
    """

    french: Span
    english: Span
    instead: str
    denied: bool


def misdenied(english: str, french: str) -> Iterator[DeniedVerb]:
    """Find the verbs that one language denies and the other has as they are.

    Args:
        english: One sentence or a few.
        french: What renders it.
    """
    denied = list(_denied_in_english(english))
    beside = has_denying_words(french)
    for span, verb, instead in denied:
        if not beside and _ROUNDABOUT.match(english, span.start) is None:
            continue  # a negation of its own is the sentence's
        done = done_in_french(_base(verb.of(english).lower()), french)
        if done is not None:
            yield DeniedVerb(done, span, instead, denied=False)
    for head in negated_words(french) if denies_in_english(english) else ():
        word = head.of(french).lower()
        base = next((r.lemma for r in readings(word) if r.pos == "verb"), None)
        found = done_in_english(base, english) if base is not None else None
        if found is not None and not any(found.overlaps(verb) for _, verb, _ in denied):
            yield DeniedVerb(head, found, _with_not(english, found), denied=True)


def _denied_in_english(english: str) -> Iterator[tuple[Span, Span, str]]:
    """Give the verbs that a negation stands before, from the negation on, alone, and the English without it."""
    taken: list[Span] = []
    for pattern, instead in _DENIED:
        for match in pattern.finditer(english):
            verb, word = Span(*match.span("verb")), match["verb"]
            if word in _BARE or not is_english_verb(_base(word)) or any(verb.overlaps(other) for other in taken):
                continue
            if _LIMITED.match(english, match.end("not")) or _LIMIT_BEHIND.match(english, verb.end):
                continue
            if _TWICE.search(english, 0, match.start()):
                continue
            taken.append(verb)
            yield Span(match.start(), verb.end), verb, _affirmed(english, match, instead)


def _affirmed(english: str, match: re.Match[str], instead: str) -> str:
    """Return the English without the negation."""
    start, end = match.span("not")
    auxiliary = match["aux"] if "aux" in match.re.groupindex else ""
    whole = _WHOLE.get(auxiliary)
    before = english[: match.start("aux")] + whole if whole else english[:start]
    if auxiliary in {"do", "does"}:
        before = english[: match.start("aux")].rstrip()
    changed = (
        before + (instead if english[end : end + 2].strip()[:1] in tuple("aeiou") else instead[:1]) + english[end:]
    )
    return changed[:1].upper() + changed[1:]


def _with_not(english: str, verb: Span) -> str:
    """Return the English with a verb denied."""
    before, word = english[: verb.start], verb.of(english)
    if re.search(
        r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|be|been|to)(?: \w+ly)? $", before
    ):
        return f"{before}not {english[verb.start :]}"
    base = _base(word.lower())
    auxiliary = "do" if word.lower() == base else "does" if word.endswith("s") else "did"
    return f"{before}{auxiliary} not {base}{english[verb.end :]}"


def _base(word: str) -> str:
    return lemma(word, "en")
