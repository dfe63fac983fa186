"""The conditional of hearsay: "Moscou aurait accepté", "la paix serait proche"; not "il voudrait", "si … il ferait"."""

from __future__ import annotations

import re
from functools import lru_cache

from mtcheck.french.forms import is_infinitive
from mtcheck.french.lemmas import lemma
from mtcheck.french.verbs import is_conjugated
from mtcheck.records import Span
from mtcheck.speech.cues import CueToken, tokens

_FORM = re.compile(r"rai(?:t|ent)\b", re.IGNORECASE)
_AUXILIARIES = frozenset("aurait auraient serait seraient".split())
_PARTICIPLE = re.compile(r"(?:[éiu](?:e?s?)|(?:is|it|ert|ort)(?:es?|s)?)$")
# They end like participles, and stand between an auxiliary and its own.
_BETWEEN = frozenset(
    """
    jamais plus depuis puis aussi ainsi ici lui peu lundi mardi mercredi jeudi vendredi samedi midi tous toutefois parfois
    """.split()
)
# No participle follows behind these: what comes then is an object, a place or another clause.
_ENDS = frozenset(
    """
    le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs à au aux en dans par pour sur avec sans chez
    que qu' qui dont où et ou mais si
    """.split()
)
_FAR = 5  # words between the two
# These say what somebody wants, may or must, or what would be right: nobody is quoted.
_WISHES = frozenset(
    """
    pouvoir devoir vouloir falloir aimer souhaiter préférer savoir sembler suffire dire croire convenir importer désirer gagner
    """.split()
)
_WISHED = frozenset("pu dû du voulu fallu aimé souhaité préféré su suffi mieux fait".split())
_NO_CONDITIONAL = frozenset("parait trait".split())
# What begins with these supposes a case, and what follows in the conditional is its outcome.
_SUPPOSING = re.compile(
    r"\b(?:si|s['’]ils?|sinon|autrement|faute\s+d|à\s+défaut|à\s+condition|au\s+cas|en\s+cas|dans\s+(?:ce|le)\s+cas|à\s+moins|pourvu"
    r"|quand\s+bien|auquel\s+cas|idéalement|dans\s+l['’]idéal|mieux\s+vaudrait|autant\s+vaudrait|(?:que|qui|quoi)\s+d['’]autre)\b"
    r"|^\W*(?:sans|avec)\b|^\W*[^\W\d_]+-(?:t-)?(?:il|elle|on|ils|elles)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:que|qui|dont|où|quand|lorsque|lorsqu|puisque|puisqu|comme|comment|pourquoi|combien|car)\b|\bqu['’]",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*(?:qui|dont|où)\b[^,;:]*,", re.IGNORECASE)
_NOT_THIRD = re.compile(r"\b(?:je|tu|on|nous|vous)\b|\bj['’]|\b(?:ce|ça|cela|ceci)\s*$|\bc['’]\s*$", re.IGNORECASE)
# "Un départ coûterait cher", "il serait temps": the outcome of a case, or an opinion.
_LOOSE = re.compile(
    r"\W*(?:(?:mais|et|or|car)\s+)?(?:(?:une?|tout|toute|aucune?|nulle?|quel|quelle|rien|personne|cela|ça|ceci|ce)\b"
    r"|il\s+(?:n['’]|ne\s+|y\s+)?(?=(?:serait|ferait|vaudrait|resterait|manquerait|aurait)\b))",
    re.IGNORECASE,
)


def hearsay_verb(text: str, start: int, stop: int) -> Span | None:
    """Find the verb of a sentence that is told in the conditional of hearsay.

    Args:
        text: The document, quoted words blanked.
        start: The sentence's start, a dateline excluded.
        stop: Its end, final marks excluded.

    Returns:
        The verb with its participle, None where the sentence's main verb is in another form or supposes, wishes or asks.

    Source:
        Grevisse and Goosse, *Le bon usage*, § 889: the conditional of facts that the speaker does not vouch for.
    """
    if not _FORM.search(text, start, stop) or _SUPPOSING.search(text[start:stop]):
        return None
    words = tokens(text, start, stop)
    index = next((i for i, word in enumerate(words) if _FORM.search(word.text) and is_conditional(word.text)), None)
    if index is None:
        return None
    verb = words[index]
    participle = _participle(text, words, index) if verb.text in _AUXILIARIES else None
    if not _is_main(text[start : verb.start]) or (participle and participle.text in _WISHED):
        return None
    if participle is None and (
        verb.text.startswith("aur") or lemma(verb.text, "fr") in _WISHES or _LOOSE.match(text, start, stop)
    ):
        return None
    return Span(verb.start, participle.end if participle else verb.end)


def _is_main(head: str) -> bool:
    """Say whether a verb with ``head`` before it in its sentence is that sentence's main verb, in the third person."""
    head = _ASIDE.sub(" ", head)
    if _SUBORDINATE.search(head) or _NOT_THIRD.search(head) or ";" in head or ":" in head:
        return False
    # Forms in -e and -s are nouns and adjectives as often: "la capitale voisine".
    verbs = [word.text for word in tokens(head, 0, len(head)) if not word.text.endswith(("e", "es", "s"))]
    return not any(is_conjugated(word) for word in verbs)


@lru_cache(maxsize=10_000)
def is_conditional(word: str) -> bool:
    """Say whether a lower-case word is a third person of the conditional: "serait", not "montrait"."""
    if word in _AUXILIARIES:
        return True
    base = lemma(word, "fr")
    if base == word or word in _NO_CONDITIONAL or not is_infinitive(base):
        return False
    return bool(_FORM.search(word)) and word not in {base[:-2] + "ait", base[:-2] + "aient"}


def _participle(text: str, words: list[CueToken], index: int) -> CueToken | None:
    """Return the participle that an auxiliary leads to, None where it has none."""
    found: CueToken | None = None
    for word in words[index + 1 : index + 2 + _FAR]:
        gap = text[words[index].end : word.start]
        if re.search(r"[.;:!?()]", gap) or (word.text in _ENDS and "," not in gap):
            break
        if gap.count(",") % 2:
            continue  # inserted: "aurait, la nuit dernière, quitté la ville"
        if word.text == "été":
            found = word
        elif word.text not in _BETWEEN and _PARTICIPLE.search(word.text):
            return word
    return found
