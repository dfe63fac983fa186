"""Whether a sentence denies what it says, and the English that says the opposite."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from mtcheck.french.forms import readings
from mtcheck.records import Span
from mtcheck.text.stopwords import FRENCH

_NE = re.compile(r"\b(?:ne\b|n['’])", re.IGNORECASE)
_PAS = re.compile(r"\b(?:pas|plus|jamais|rien|aucune?|personne|nulle?|ni|guère|point)\b", re.IGNORECASE)
# "ne" alone denies before some verbs: « n'ayant pu entrer », « ne saurait tarder »; "ne peut que" does not.
_NE_ALONE = re.compile(
    r"\b(?:ne |n['’])(?:(?:ayant|a|ai|as|ont|av\w+|aur\w+|eut|eût|y|l['’]) ?)*"
    r"(?:pu|su|osé|peut|peux|peuvent|pouv\w+|pourr\w+|put|purent|saur\w+|os(?:e|ent|ai\w*|a|èrent))\b"
    r"(?! (?:\S+ )?qu(?:e\b|['’]))",
    re.IGNORECASE,
)
_IDLE_NE = re.compile(
    r"\b(?:qu(?:e|['’])|comme)\b[^.;:!?,]{0,30}$", re.IGNORECASE
)  # « plus qu'il ne pouvait en vendre »
# « il ne reste plus que trois jours » says *only*, « ne veut plus que » may say *no longer wants*.
_ONLY_LEFT = re.compile(
    r"(?!(?:veu|voul|pens|croi|cru|dit|dis|souhait|support|accept|exclu|permet|admet|tolèr|dout|estim|fau|fall)\w*)"
    r"\S+(?: \w+)? plus(?: (?:été |à |pu )?\w+(?:é|ée|és|ées|er|ir|re|i|u|us|ues|is|ises?))?"
    r" (?:que\b|qu['’])(?! (?:il|elle|on|ce)\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?«»]")
_BEFORE = re.compile(r"\b(?:jamais|rien|aucune?s?|personne|nulle?|ni|pas une?)\b", re.IGNORECASE)  # "personne ne vient"
_BARE = re.compile(r"\b(?:pas|jamais|aucune?|ni)\b", re.IGNORECASE)  # deny without "ne" as well: "peut-être pas"
_NOT = re.compile(
    r"(?i:\b(?:not|never|nobody|nothing|none|neither|nor|without|cannot)\b)|\bno\b|\bNo(?= [a-z])|n['’]t\b"
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
# What denies without "not" and without a deed: what stands beside it is affirmed once this is another word.
_DISGUISED = re.compile(
    r"\b(?P<unlikely>unlikely)\b|\b(?P<hardly>hardly|barely|scarcely)\b(?! ha[ds]\b)|\b(?P<unless>unless)\b",
    re.IGNORECASE,
)
_ADMITTED = {"unlikely": "likely", "hardly": "fully", "unless": "if"}
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
_PREFIX = re.compile(r"^(?:in|im(?=[mbp])|ir(?=r)|il(?=l)|mé|dés(?=[aeiouhé]))")
_PREFIXED = re.compile(r"\b(?:in|im|ir|il|mé|dés)\w{4,}", re.IGNORECASE)
_NOT_CONTRARY = frozenset({"important", "inné", "immigré", "impliqué"})  # their rest is another word
_CLITICS = frozenset("le la les l' lui leur me m' te t' se s' nous vous y en".split())
_SECOND = frozenset("pas plus jamais rien point guère aucun aucune personne nul nulle ni encore toujours".split())
_CARRYING = frozenset(
    "pouvoir vouloir devoir arriver parvenir réussir falloir aller savoir sembler venir laisser faire".split()
)
_LIGHT = frozenset("été être eu avoir très trop aussi assez bien tout toute tous".split())
_VERB = re.compile(
    r"\b(?:will|would|shall|should|can|could|may|might|must|is|are|was|were|am|has|have|had|do|does|did)\b(?=[ '’])"
    r"|(?<=\w)['’](?:ll|re|ve|m|s|d)\b",
    re.IGNORECASE,
)


def denies_in_french(text: str) -> bool:
    """Say whether French has a "ne" with its second half."""
    for ne in _NE.finditer(text):
        clause = _CLAUSE.split(text[ne.end() :], maxsplit=1)[0]
        near = " ".join(clause.split()[:8])
        if _PAS.search(near) and not _ONLY_LEFT.match(near):
            return True
        if _BEFORE.search(" ".join(_CLAUSE.split(text[: ne.start()])[-1].split()[-12:])):
            return True
    return any(not _IDLE_NE.search(text[: ne.start()]) for ne in _NE_ALONE.finditer(text))


def may_deny_in_french(text: str) -> bool:
    """Say whether French has either half: a "ne" that denies nothing, or a "pas" that denies alone."""
    return bool(_NE.search(text) or _BARE.search(text))


def denies_in_english(text: str) -> bool:
    """Say whether English has a word that denies."""
    return _NOT.search(_words("en", "idle").sub("", text.replace("’", "'"))) is not None


def denials(text: str, language: str) -> tuple[Span, ...]:
    """Return the words that stand for a denial without being a negation: "refuser de", « inexistant », *fail to*, *unless*.

    Args:
        text: One sentence.
        language: ``fr`` or ``en``.
    """
    found = [Span(*match.span()) for match in _words(language, "denial").finditer(text.replace("’", "'"))]
    return tuple(sorted({*found, *contraries(text, language)}))


def contraries(text: str, language: str) -> tuple[Span, ...]:
    """Return the words with the negation in themselves: *disagree*, *hardly*, « inexistant », « introuvable ».

    Args:
        text: One sentence.
        language: ``fr`` or ``en``.
    """
    found = [Span(*match.span()) for match in _words(language, "contrary").finditer(text)]
    if language == "fr":
        found += [Span(*match.span()) for match in _PREFIXED.finditer(text) if _is_contrary(match.group().lower())]
    return tuple(sorted(set(found)))


def says_first_by_never(english: str, french: str) -> bool:
    """Say whether French puts *the first to* as « jamais … avant »."""
    return _FIRST.search(english) is not None and _NEVER_BEFORE.search(french) is not None


def says_the_last(french: str) -> bool:
    """Say whether French dates the last time: « notre dernière victoire remonte à août » for *have not won since August*."""
    return _LAST_DATED.search(french) is not None


_LAST_DATED = re.compile(
    r"\bderni\w+(?: [\w'’-]+){0,8},? (?:remont\w+|dat\w+ d\w*|c['’](?:était|est)\b|était\b|fut\b)", re.IGNORECASE
)
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_NEVER_BEFORE = re.compile(
    r"\b(?:jamais|aucune?|personne|nulle?)\b.*\b(?:avant|jusque-là|auparavant|encore)\b", re.IGNORECASE
)


def is_litotes(english: str) -> bool:
    """Say whether English has a negation that may be said without one: *not only*, *not until*, *no later than*."""
    return _words("en", "litotes").search(english.replace("’", "'")) is not None


def says_what_it_takes(english: str, french: str) -> bool:
    """Say whether French tells as a condition, or as earlier, what English denies outside it.

    *Nobody under 16 may enter*, « il faut avoir 16 ans »; *I wasn't born when it closed*, « a fermé avant ma naissance ».
    """
    conditional = _OUTSIDE.search(english) is not None and _REQUIRED.search(french) is not None
    return conditional or (_NOT_WHEN.search(english) is not None and _EARLIER_THAN.search(french) is not None)


_OUTSIDE = re.compile(
    r"(?:\b(?:nobody|no one|none|no|not|never|cannot|nor)\b|n['’]t\b)[^.;:!?]*\b(?:under|below|without|unless|outside|other than"
    r"|except|but|less than|fewer than)\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(
    r"\b(?:fau(?:t|dra\w*)|fallait|fallu|doi(?:t|vent)|dev(?:ra|ront|ait|aient)|exig\w+|nécessaire\w*|obligatoire\w*|indispensable\w*"
    r"|seule?s?|réserv\w+|à condition|au moins|minimum|à partir de|il y a toujours)\b",
    re.IGNORECASE,
)
_NOT_WHEN = re.compile(r"(?:\b(?:not|never)\b|n['’]t\b)[^.;:!?,]*\b(?:when|by the time|at the time)\b", re.IGNORECASE)
_EARLIER_THAN = re.compile(r"\bavant\b(?! tout\b)", re.IGNORECASE)


def denies_up_to_a_time(english: str) -> bool:
    """Say whether English denies only up to a time, so that French may affirm from it on: *not before noon*."""
    return _words("en", "late").search(english.replace("’", "'")) is not None


@cache
def _words(language: str, use: str) -> re.Pattern[str]:
    text = resources.files("mtcheck.facts").joinpath("data/denials.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    words = (
        words.replace("*", r"\w*") if "\\" not in words else words
        for lang, kind, words in rows
        if (lang, kind) == (language, use)
    )
    return re.compile(r"(?:\b|(?=n't))(?:" + "|".join(words) + r")\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def _is_contrary(word: str) -> bool:
    """Say whether an adjective or noun is another one with a prefix that denies it: « inexistant », « illégal »."""
    for reading in readings(word):
        rest = _PREFIX.sub("", reading.lemma)
        if reading.pos != "adjective" or rest == reading.lemma or reading.lemma in _NOT_CONTRARY:
            continue
        if any(other.pos == "adjective" or other.mood == "participle" for other in readings(rest)):
            return True
    return False


def negated_words(french: str) -> tuple[Span, ...]:
    """Return the words on which a French negation bears: its verb, and what the verb needs to mean something.

    Of a compound tense that is the participle, of "être" and "avoir" the next word of meaning too, of a verb of ability or
    aspect ("n'arrivent plus à payer") both verbs. Empty where there is no negation with two halves.

    Args:
        french: One sentence.
    """
    tokens = list(_TOKEN.finditer(french))
    plain = [token.group().lower().replace("’", "'") for token in tokens]
    for place, word in enumerate(plain):
        if word not in {"ne", "n'"}:
            continue
        rest = range(place + 1, min(place + 9, len(plain)))
        verb = next((i for i in rest if plain[i] not in _CLITICS and plain[i] not in _SECOND), None)
        if verb is None:
            continue
        after = [i for i in range(verb + 1, min(verb + 7, len(plain))) if plain[i] not in _SECOND]
        lemmas = {reading.lemma for reading in readings(plain[verb]) if reading.pos == "verb"}
        found = [verb]
        if lemmas & {"être", "avoir"}:
            head = next((i for i in after if _bears_meaning(plain[i])), None)
            found = [head] if head is not None else []
        elif lemmas & _CARRYING:
            head = next((i for i in after if any(r.mood == "infinitive" for r in readings(plain[i]))), None)
            found = [verb, *([head] if head is not None else [])]
        return tuple(Span(*tokens[i].span()) for i in found)
    return ()


def _bears_meaning(word: str) -> bool:
    return word not in FRENCH and len(word) > 2 and word not in _LIGHT


def denial_in_disguise(english: str) -> tuple[Span, str] | None:
    """Return where English denies by *hardly*, *unless* or *unlikely*, and what would affirm; None where it does not."""
    found = _DISGUISED.search(english)
    if found is None or denies_in_english(english):
        return None
    return Span(*found.span()), _ADMITTED[found.lastgroup or ""]


def has_denying_words(french: str) -> bool:
    """Say whether French has any word that may render a denial."""
    return denies_in_french(french) or may_deny_in_french(french) or bool(denials(french, "fr"))


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
