"""Who did it to whom where one of the two is a pronoun: *I lent my brother the money*, « mon frère m'a prêté l'argent »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.facts.deeds import is_english_verb, renders
from mtcheck.facts.roles import SwappedRoles
from mtcheck.french.forms import readings
from mtcheck.french.lemmas import lemma
from mtcheck.records import Span

# The speaker does it, or has it done to them; in French both stand before the verb.
_EN_DOES = re.compile(
    r"\b(?P<who>i|we)(?:['’]ve| had| have)? (?:\w+ly )?(?P<verb>[a-z]{3,})\b(?! (?:me|us)\b)", re.IGNORECASE
)
_EN_SUFFERS = re.compile(
    r"\b(?P<who>who|he|she|they|it|(?!to\b)[\w'-]+)(?: had| has| have)? (?P<verb>[a-z]{3,}) (?P<whom>me|us)\b",
    re.IGNORECASE,
)
_AUX = r"(?:(?:ai|as|a|avons|ont|avais|avait|avions|avaient|aurais|aurait|auraient) )?"
_OBJECTS = r"(?:(?:l['’]|la |le |les |lui |leur |y )*)"
_FR_DOES = re.compile(
    rf"\b(?:(?:j['’]|je ){_OBJECTS}(?:ai |avais |aurais )?|nous {_OBJECTS}(?:avons |avions |aurions |(?=\w+ons\b))"
    rf"|on {_OBJECTS}(?:a |avait |aurait )?)(?P<verb>\w{{3,}})",
    re.IGNORECASE,
)
_FR_SUFFERS = re.compile(
    rf"(?<!\bje )(?<!\bnous )(?<!\bon )(?<!\bvous )\b(?P<who>m['’]|me |nous )(?:(?:l['’]|la |le |les )*){_AUX}(?P<verb>\w{{3,}})",
    re.IGNORECASE,
)


def swapped_persons(english: str, french: str) -> Iterator[SwappedRoles]:
    """Find a verb that the speaker does in one language, and that is done to the speaker in the other.

    Args:
        english: One sentence.
        french: What renders it.
    """
    for said_as, printed_as, other_en, other_fr in (
        (_EN_DOES, _FR_SUFFERS, _EN_SUFFERS, _FR_DOES),
        (_EN_SUFFERS, _FR_DOES, _EN_DOES, _FR_SUFFERS),
    ):
        for said in said_as.finditer(english):
            base = lemma(said["verb"].lower(), "en")
            if base in _WISHES or base in _FEELINGS or not is_english_verb(base) or _has(other_en, english, base):
                continue
            printed = next((m for m in printed_as.finditer(french) if _renders(m["verb"], base)), None)
            if printed is None or any(_renders(m["verb"], base) for m in other_fr.finditer(french)):
                continue
            yield SwappedRoles(Span(*printed.span()), Span(*said.span()), _turned(english, said))
            return


def _has(pattern: re.Pattern[str], english: str, base: str) -> bool:
    return any(lemma(match["verb"].lower(), "en") == base for match in pattern.finditer(english))


def _renders(word: str, base: str) -> bool:
    own = [r for r in readings(word.lower()) if r.pos == "verb" and r.mood != "infinitive"]  # "impossible de m'arrêter"
    return any((r.lemma not in _BARE or (r.lemma, base) == _DEBT) and renders(r.lemma, base) for r in own)


_DEBT = ("devoir", "owe")  # « nous leur devons un loyer »; of other verbs it says that they must be done
_WISHES = frozenset({"like", "want", "let", "need", "make", "help", "would"})  # *I'd like us to reach it*
# French says by whom it is caused: *I dislike him*, « il me déplaît »; *I miss them*, « ils me manquent ».
_FEELINGS = frozenset("dislike miss mind enjoy love regret fear hate admire lack fancy appreciate".split())
_BARE = frozenset({"avoir", "être", "faire", "aller", "pouvoir", "devoir", "vouloir"})


_WHOM = re.compile(
    r" (?P<noun>(?:my|our|the|his|her|their|your|this|that|these|those) [a-z'’-]+(?! (?:of|in|at|from|and|or)\b))\b",
    re.IGNORECASE,
)


def _turned(english: str, said: re.Match[str]) -> str:
    """Return English in which the speaker and the other have changed places."""
    before, behind = english[: said.start()], english[said.end() :]
    if said.re is _EN_DOES:
        whom = _WHOM.match(behind)  # *I told my sister*: *my sister told me*
        doer, behind = (whom["noun"], behind[whom.end() :]) if whom else ("he", behind)
        return f"{before}{doer} {said['verb']} {'me' if said['who'].lower() == 'i' else 'us'}{behind}"
    return f"{before}{'I' if said['whom'].lower() == 'me' else 'we'} {said['verb']} him{behind}"
