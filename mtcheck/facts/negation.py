"""Whether a sentence denies what it says, and the English that says the opposite."""

from __future__ import annotations

import re

from mtcheck.records import Span

_NE = re.compile(r"\b(?:ne\b|n['’])", re.IGNORECASE)
_PAS = re.compile(r"\b(?:pas|plus|jamais|rien|aucune?|personne|nulle?|ni|guère|point)\b", re.IGNORECASE)
_BARE = re.compile(r"\b(?:pas|jamais|aucune?|ni)\b", re.IGNORECASE)  # deny without "ne" as well: "peut-être pas"
_NOT = re.compile(
    r"(?i:\b(?:not|never|nobody|nothing|none|neither|nor|without|cannot)\b)|\bno\b|\bNo(?= [a-z])|n['’]t\b"
)
_DENIAL = re.compile(
    r"\b(?:qu['’]|(?:refus\w+|sans|impossib\w+|incapab\w+|éviter|empêch\w+|priv\w+|dépourv\w+|faute|absen\w+|interdi\w+|hors|non|sauf|seul\w*|que|faux|fausses?|arrêt\w+|"
    r"peu|rare\w*|cess\w+|réuss\w+|manqu\w+|échou\w+|ignor\w+|autre\w*|(?:in|im|ir)\w+bles?)\b)",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(?:refus\w+|den(?:y|ied|ies)|fail\w*|impossible|avoid\w*|prevent\w*|stop\w*|only|hardly|little|few|spar(?:e|ed|ing)|"
    r"lack\w*|else|barred|not (?:long|only|to mention|least|un\w+|in\w+)|un(?!der|it|ion|iver|iqu)\w{3,}|most|"
    r"(?!west|east|rest|test|best|guest|quest|interest|request|protest)\w{4,}est)\b",
    re.IGNORECASE,
)
# The first that is found is taken off; what is left need not be good English, but must affirm.
_AFFIRMED = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\bwon['’]t\b", "will"),
        (r"\bshan['’]t\b", "shall"),
        (r"\bcan(?:['’]t|not)\b", "can"),
        (r"\b(?:do|does)(?:n['’]t| not)\s+", ""),
        (r"(?<=\w)n['’]t\b", ""),
        (r"\b(?:not|never)\s+", ""),
        (r"\b(?:no one|nobody)\b", "somebody"),
        (r"\bnothing\b", "something"),
        (r"\bno (?=\w)", "some "),
        (r"\bnone\b", "some"),
        (r"\bwithout\b", "with"),
        (r"\bneither\b", "both"),
        (r"\bnor\b", "and"),
    )
)
# What denies without "not": the verb behind it is affirmed once this is taken off.
_DISGUISED = re.compile(
    r"\b(?P<unable>(?:is|are|was|were|am|be|been|being) (?:unable|not able))\s+to\b"
    r"|\b(?P<fail>fail(?:ed|s|ing)?|refus(?:e|ed|es|ing)|declin(?:ed|es|ing)|neglect(?:ed|s)) to\b"
    r"|\b(?P<unlikely>unlikely)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"\b(?:ne|n['’]|pas|jamais|sans|ni|non|aucune?|nulle?|rien|personne|échou\w*|échec\w*|refus\w*|rejet\w*"
    r"|incapab\w*|impossib\w*|"
    r"manqu\w*|rat(?:é|er|ent|a)\w*|peu|improbab\w*|imposs\w*|empêch\w*|renon\w*|déclin\w*|omi\w*|oubli\w*|néglig\w*|"
    r"abst\w*|vain|vaine|difficil\w*|évit\w*|interd\w*|doute\w*|loin|(?:in|im|ir|il)\w+(?:able|ible)s?|repouss\w*"
    r"|recul\w*|défaut|inapt\w*)\b"
    r"|\bn['’]",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|is|are|was|were|am|has|have|had|do|does|did)\b(?=[ '’])"
    r"|(?<=\w)['’](?:ll|re|ve|m|s|d)\b",
    re.IGNORECASE,
)


def denies_in_french(text: str) -> bool:
    """Say whether French has a "ne" with its second half."""
    return bool(_NE.search(text) and _PAS.search(text))


def may_deny_in_french(text: str) -> bool:
    """Say whether French has either half: a "ne" that denies nothing, or a "pas" that denies alone."""
    return bool(_NE.search(text) or _BARE.search(text))


def denies_in_english(text: str) -> bool:
    """Say whether English has a word that denies."""
    return _NOT.search(text) is not None


def denies_otherwise(french: str, english: str) -> bool:
    """Say whether either side has words that stand for a denial ("refuser de", *unless*), or for its opposite."""
    return bool(_DENIAL.search(french) or _REFUSAL.search(english))


def denial_in_disguise(english: str) -> tuple[Span, str] | None:
    """Return where English denies by a word that is no negation ("failed to"), and what would affirm; None where nothing does."""
    found = _DISGUISED.search(english)
    if found is None or denies_in_english(english):
        return None
    if found["unable"]:
        return Span(*found.span()), "can"
    if found["unlikely"]:
        return Span(*found.span()), "likely"
    past = found["fail"].lower().endswith("ed")
    return Span(*found.span()), "managed to" if past else "manage to"


def has_denying_words(french: str) -> bool:
    """Say whether French has any word that may render a denial."""
    return _DENYING.search(french) is not None


def opposite(english: str) -> str | None:
    """Return English that affirms what the text denies, or denies what it affirms; None where that takes more than a word.

    The first denial is taken off, or "not" is put behind the first auxiliary.
    """
    if denies_in_english(english):
        for pattern, instead in _AFFIRMED:
            changed, count = pattern.subn(instead, english, count=1)
            if count:
                return changed[:1].upper() + changed[1:]
        return None
    verb = _VERB.search(english)
    return f"{english[: verb.end()]} not{english[verb.end() :]}" if verb else None
