"""Deeds that were not done though no negation says so: *failed to agree*, *without asking*, « a refusé de signer ».

A rendering is wrong where the same deed stands in the other language as done. Which deed is the same is told by the word
tables, and whether it is done by the clause around it: a denial anywhere in it leaves the rendering in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from mtcheck.facts.negation import denials, denies_in_english, has_denying_words, may_deny_in_french
from mtcheck.french.forms import can_be, readings
from mtcheck.french.lemmas import lemma
from mtcheck.lexicon.dictionary import shipped_dictionary
from mtcheck.lexicon.nearness import shared_with_english
from mtcheck.lexicon.table import shipped_table
from mtcheck.records import Span

LINKED = 0.02  # probability from which a French verb renders an English one, either way
NEAR = 0.03  # the same through one more translation
_REACH = 5  # words before a deed in which a negation turns it round: "did not fail to"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
_PRONOUN = re.compile(r"^(?:se |s['’])")
_CLITICS = r"(?P<clitics>(?:se |s'|le |la |l'|les |lui |leur |me |m'|nous |vous |y |en |pas |jamais |rien |plus |ne |n'|même )*)"
_FRENCH_BREAK = re.compile(
    r"[,;:.!?()«»—–]|\b(?:mais|car|qui|dont|lorsque|quand|bien|alors|tandis|puisque|et)\b|\b(?:lorsqu|puisqu)['’]",
    re.IGNORECASE,
)
_FRENCH_STOP = re.compile(r"[,;:.!?()«»—–]|\bmais\b", re.IGNORECASE)
_ENGLISH_BREAK = re.compile(
    r"[,;:.!?()“”—–]|\b(?:but|and|because|although|though|while|when|which|who|before|after|as)\b", re.IGNORECASE
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|without|hardly|if|unless)\b|n['’]t\b)", re.IGNORECASE
)
# What may come to nothing: « a tenté de vendre » for *failed to sell*, « est parti avant de payer » for *without paying*.
_UNSURE = re.compile(
    r"\b(?:tent\w+|essay\w+|cherch\w+|voul\w+|souhait\w+|espér\w+|menac\w+|promet\w*|promis|d(?:oi[stv]\w*|ev(?:ait|aient|rait|raient|ra|ront|ons|ez))"
    r"|aurai\w*|aurion\w*|avant (?:de|que)|avant d['’]\w+|failli\w*|presque|reste\w*(?: \S+){0,3} à|insu"
    r"|demand\w+ (?:\S+ ){0,4}de)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)  # *failed to tell until it was fined*: told in the end
_DETERMINERS = frozenset(
    "le la l' les un une du des de d' au aux ce cet cette ces son sa ses leur leurs notre nos".split()
)
_ENGLISH_DETERMINERS = frozenset("a an the this that these those its his her their our my your".split())
_LIGHT = frozenset(
    "aboutir apporter arriver atteindre conclure donner effectuer mener mettre obtenir parvenir passer prendre"
    " présenter procéder rendre signer tenir trouver".split()
)
_IDLE = frozenset("attendre compter tarder".split())  # « sans tarder » is *at once*
_BARE = frozenset(
    "aller avoir devoir être faire falloir pouvoir venir vouloir".split()
)  # stand for no deed of their own
_AUXILIARIES = frozenset({"être", "avoir"})
_BE = frozenset("is are was were be been being am get got".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed that was not done, as its text says.

    Attributes:
        denier: The words that say so.
        verb: The deed.
        base: Dictionary form of the verb.
        instead: The whole text, saying that it was done; empty for French.
    """

    denier: Span
    verb: Span
    base: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Misdeed:
    """A deed that one language has as done and the other as not done.

    Attributes:
        french: The deed in the French, or what says there that it was not done.
        english: The same in the English.
        instead: The English that would be right.
        done: Whether the French has it as done.
    """

    french: Span
    english: Span
    instead: str
    done: bool


def misdeeds(english: str, french: str) -> Iterator[Misdeed]:
    """Find deeds that were done in one language and not in the other.

    Args:
        english: One sentence or a few.
        french: What renders it.
    """
    undone = undone_in_english(english)
    for deed in undone:
        done = (
            None
            if _UNTIL.search(_ENGLISH_BREAK.split(english[deed.verb.end :])[0])
            else done_in_french(deed.base, french)
        )
        if done is not None:
            yield Misdeed(done, Span(deed.denier.start, deed.verb.end), deed.instead, done=True)
    for deed in undone_in_french(french):
        verb = done_in_english(deed.base, english)
        if verb is not None and not any(verb.overlaps(other.verb) for other in undone):
            yield Misdeed(deed.denier, verb, _undone(english, verb), done=False)


@lru_cache(maxsize=1024)
def undone_in_english(text: str) -> tuple[Deed, ...]:
    """Find the deeds that an English text says were not done, by words that are no negation.

    Args:
        text: One sentence or a few.

    Returns:
        In order; a deed that a negation gives back ("did not fail to") is left out.
    """
    plain = text.replace("’", "'")
    found: list[Deed] = []
    for pattern, instead in _english():
        for match in pattern.finditer(plain):
            if any(deed.denier.overlaps(Span(*match.span())) for deed in found) or _is_denied(plain, match.start()):
                continue
            base = _base(match["verb"].lower()) if match.re.groupindex.get("doing") else match["verb"].lower()
            whom = match["whom"] if "whom" in match.re.groupindex else ""
            other = instead.format(do=base, doing=match["verb"], whom=whom.strip())
            changed = text[: match.start()] + other + text[match.end() :]
            verb = Span(*match.span("verb"))
            found.append(Deed(Span(match.start(), verb.start - 1), verb, base, changed))
    return tuple(sorted(found, key=lambda deed: deed.denier))


def undone_in_french(text: str) -> tuple[Deed, ...]:
    """Find the deeds that a French text says were not done, by words that are no negation.

    Args:
        text: One sentence or a few.
    """
    plain = text.replace("’", "'")
    found: list[Deed] = []
    for pattern in _french():
        for match in pattern.finditer(plain):
            verb = Span(*match.span("verb"))
            base = next((r.lemma for r in readings(match["verb"].lower()) if r.mood == "infinitive"), None)
            before = " ".join(_FRENCH_BREAK.split(plain[: match.start()])[-1].split()[-_REACH:])
            if base is None or base in _IDLE or may_deny_in_french(before) or any(deed.verb == verb for deed in found):
                continue
            found.append(Deed(Span(match.start(), match.start("clitics")), verb, base))
    return tuple(Deed(_first_word(plain, deed.denier), deed.verb, deed.base) for deed in found)


def _first_word(text: str, denier: Span) -> Span:
    """Return the word that denies, without pronouns behind it; of a negation all of it."""
    words = denier.of(text).rstrip()
    return Span(denier.start, denier.start + len(words if words.lower().startswith("n") else words.split()[0]))


def _is_denied(text: str, start: int) -> bool:
    """Say whether a negation stands before a place in its clause."""
    clause = _ENGLISH_BREAK.split(text[:start])[-1]
    return _NEGATED.search(" ".join(clause.split()[-_REACH:])) is not None


def done_in_french(base: str, french: str) -> Span | None:
    """Return where French has a deed as done; None where it has not, or has it as not done as well."""
    tokens = list(_WORD.finditer(french))
    left = [deed.verb for deed in undone_in_french(french)]
    told: Span | None = None
    for place, token in enumerate(tokens):
        word = token.group().lower().replace("’", "'")
        own = [r for r in readings(word) if r.pos == "verb" and r.lemma not in _BARE and renders(r.lemma, base)]
        before = tokens[place - 1].group().lower().replace("’", "'") if place else ""
        verbal = bool(own) and not (before in _DETERMINERS and can_be(word, "noun"))
        if not verbal and not _is_light(tokens, place, base):
            continue
        span = Span(*token.span())
        infinitive = all(r.mood == "infinitive" for r in own)
        first = _first_of_group(tokens, place, infinitive=infinitive)
        # What governs an infinitive may stand before a relative clause: « empêche ceux qui les ont subies de participer ».
        clause = _clause(french, tokens[first].start(), token.end(), _FRENCH_STOP if infinitive else _FRENCH_BREAK)
        if first == place and not any(r.mood not in {"participle", "infinitive"} for r in own):
            clause = french  # « refusé de parler et signer »: what governs it stands farther away
        if has_denying_words(clause) or _UNSURE.search(clause) or any(span.overlaps(other) for other in left):
            return None
        told = told or Span(tokens[first].start(), token.end())
    return told


def _is_light(tokens: Sequence[re.Match[str]], place: int, base: str) -> bool:
    """Say whether a noun for a deed goes with a verb that says no more than that it was done: "parvenus à un accord"."""
    word = tokens[place].group().lower()
    if not renders(word, base) or not can_be(word, "noun"):
        return False
    near = (tokens[other].group().lower() for other in range(max(place - 4, 0), place))
    return any(r.lemma in _LIGHT for other in near for r in readings(other) if r.pos == "verb")


def _first_of_group(tokens: Sequence[re.Match[str]], place: int, *, infinitive: bool) -> int:
    """Return the auxiliary of a participle, or the verb that governs an infinitive; the word itself where there is none."""
    first = place
    for other in range(place - 1, max(place - 6, -1), -1):
        own = readings(tokens[other].group().lower().replace("’", "'"))
        lemmas = {r.lemma for r in own if r.pos == "verb"}
        if lemmas & _AUXILIARIES:
            return other
        if infinitive and first == place and any(r.pos == "verb" for r in own):
            first = other
    return first


def done_in_english(french: str, english: str) -> Span | None:
    """Return where English has a deed as done; None where it has not.

    Of several words that may be meant the surest is, and a word behind a determiner is no deed.
    """
    known: list[tuple[float, Span]] = []
    before = ""
    for token in _WORD.finditer(english):
        base = _base(token.group().lower())
        if before not in _ENGLISH_DETERMINERS and is_english_verb(base) and renders(french, base):
            known.append((-shipped_table().french_given_english(french, base), Span(*token.span())))
        before = token.group().lower()
    if not known:
        return None
    share, found = min(known)
    if any(other != found and likelihood <= share / 2 < 0 for likelihood, other in known):
        return None  # said twice, and perhaps both ways
    clause = _clause(english, found.start, found.end, _ENGLISH_BREAK)
    before = english[: found.end]  # *we have not, up to now, seen it*
    denied = (
        denies_in_english(clause) or denials(clause, "en") or denies_in_english(before) or undone_in_english(before)
    )
    return None if denied else found


@lru_cache(maxsize=20_000)
def is_english_verb(base: str) -> bool:
    """Say whether an English word may be a verb; one that the dictionary lacks may unless it looks like an adverb."""
    entries = shipped_dictionary().look_up(base)
    return any(entry.pos == "verb" for entry in entries) if entries else not base.endswith("ly")


def _undone(english: str, verb: Span) -> str:
    """Return the English with a deed that was not done."""
    word, before = verb.of(english), english[: verb.start].split()[-1:]
    if before and before[0].lower() in _BE:
        return f"{english[: verb.start]}not {english[verb.start :]}"
    base = _base(word.lower())
    fail = "fail" if word.lower() == base else "fails" if word.endswith("s") else "failed"
    return f"{english[: verb.start]}{fail} to {base}{english[verb.end :]}"


def _clause(text: str, start: int, end: int, breaks: re.Pattern[str]) -> str:
    first = max((match.end() for match in breaks.finditer(text, 0, start)), default=0)
    following = breaks.search(text, end)
    return text[first : following.start() if following else len(text)]


@lru_cache(maxsize=20_000)
def renders(french: str, english: str) -> bool:
    """Say whether a French word renders an English one by the word tables, one step through them, or the dictionary.

    Args:
        french: Dictionary form.
        english: The same.
    """
    table = shipped_table()
    if max(table.french_given_english(french, english), table.english_given_french(french, english)) >= LINKED:
        return True
    senses = (sense for entry in shipped_dictionary().look_up(english) for sense in entry.senses)
    known = any(_PRONOUN.sub("", words) == french for sense in senses for words in sense.french)
    return known or shared_with_english(table, french, english) >= NEAR


def _base(word: str) -> str:
    return lemma(word, "en")


@cache
def _rows(language: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("mtcheck.facts").joinpath("data/deeds.tsv").read_text(encoding="utf-8")
    rows = (tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(row[1:] for row in rows if row[0] == language)


@cache
def _english() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what says in English that a deed was not done, longest first, with what says that it was."""
    found = []
    for words, instead in sorted(_rows("en"), key=lambda row: -len(row[0])):
        pattern = words.replace("{whom} ", r"(?P<whom>(?:[\w'-]+ ){1,6}?)")
        pattern = pattern.replace("{doing}", r"(?:\w+ly )?(?P<verb>(?P<doing>\w{2,}ing))")
        pattern = pattern.replace("{do}", r"(?:\w+ly )?(?P<verb>[a-z]{2,})")
        found.append((re.compile(rf"\b{pattern}\b", re.IGNORECASE), instead))
    return tuple(found)


@cache
def _french() -> tuple[re.Pattern[str], ...]:
    deed = _CLITICS + r"(?P<verb>\w{2,}(?:er|ir|re|oir))\b"
    return tuple(
        re.compile(rf"(?<![\w-]){words.replace(' {faire}', ' ?' + deed)}", re.IGNORECASE) for (words,) in _rows("fr")
    )
