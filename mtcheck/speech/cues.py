"""Words that say that somebody said something: reporting verbs, "selon", and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple

from mtcheck.speech.reporting import ReportingForm, Tense, reporting

_TOKEN = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_])|(?:-[^\W\d_]+)*)")
_CLITIC = re.compile(r"(?P<verb>.+?)-(?:t-)?(?P<pronoun>il|elle|on|ils|elles|je|nous|vous)$", re.IGNORECASE)
_AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient ayant eut eurent ai avons avoir".split())
_BE = frozenset("est sont était étaient fut sera serait suis être étant soit".split())
_FACTITIVE = frozenset("fait font faisait faisaient fera ferait faisant faire fit firent".split())
_PUT = frozenset("met mettent mettait mettaient mettant mettre mis".split())
_PUT_OBJECTS = {"avant": "souligner", "garde": "avertir"}
_LET = frozenset("laisse laissent laissait laissant laisser laissé laissa".split())
_FACTITIVE_OBJECTS = frozenset("savoir valoir remarquer observer part état comprendre".split())
_REFLEXIVE = frozenset({"s'", "se"})
_NOT = frozenset({"ne", "n'"})
_DENIALS = frozenset("pas plus jamais guère point aucunement nullement".split())
# Between an auxiliary and its participle.
_ADVERBS = frozenset(
    """
    également aussi ensuite toutefois encore déjà même ainsi alors depuis enfin hier lui-même elle-même eux-mêmes pourtant
    cependant néanmoins donc par ailleurs sa part de son leur côté lundi mardi mercredi jeudi vendredi samedi dimanche
    quant lui elle eux à pour tout bien d' l' au aussitôt aujourd'hui surtout très trop fort mal peu vite tôt
    longtemps souvent toujours parfois avant passage en outre retour plus une fois autre dans son la foulée
    """.split()
)
# Before these forms, which are nouns too, such a word shows the noun.
_DETERMINERS = frozenset(
    """
    le la les un une des du de d' ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes au aux tout
    toute toutes chaque aucun aucune quelque quelques l' sans par en
    """.split()
)
_CLITIC_PRONOUNS = frozenset({"le", "la", "les", "l'", "leur", "lui", "en"})
_MODALS = frozenset("veut veulent voulait vont va allait".split())
_BEFORE_OF = frozenset({"et", "avant", "puis", ""})
_BEFORE_TO = frozenset(
    "tenu tient tenait tenant limité limite borné borne continue continué cherché hésité allé".split()
)
_GAP_LIMIT = 60  # code points between an auxiliary and its participle
_GAP_WORDS = 8
_HARD = re.compile(r"[.;:!?«»“”\"()\[\]]")


class CueKind(Enum):
    """What form a cue has."""

    FINITE = "finite"
    PARTICIPLE = "participle"  # "ajoutant que": the speaker is that of the sentence's main verb
    INFINITIVE = "infinitive"  # "et d'ajouter", "a tenu à dire"
    ACCORDING = "according"  # "selon": the speaker follows


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting phrase; ``start`` and ``end`` count in the text searched.

    Attributes:
        pronoun: The pronoun that hangs on the verb ("a-t-il déclaré"), None where there is none.
        lemma: The verb's infinitive; the phrase itself for "selon" and its like.
        negated: True for "n'a pas dit".
        reflexive: True for "s'est dit".
    """

    start: int
    end: int
    kind: CueKind
    pronoun: str | None = None
    lemma: str = ""
    negated: bool = False
    reflexive: bool = False

    @property
    def qualifying(self) -> bool:
        """Whether the verb gives a thing its name ("a qualifié de"), so that one quoted word is a quotation."""
        return self.lemma in reporting().naming and (self.lemma != "dire" or self.reflexive)

    @property
    def takes_clause(self) -> bool:
        """Whether a clause with "que" can be what was said."""
        return self.lemma in reporting().clause


class CueToken(NamedTuple):
    """A word in lower case with a straight apostrophe, and where it stands."""

    start: int
    end: int
    text: str


class CueIndex:
    """The cues of a text, found once, asked for by place."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self._cues = find_cues(text, start, len(text) if end is None else end)
        self._starts = [cue.start for cue in self._cues]

    def within(self, start: int, end: int) -> tuple[Cue, ...]:
        """Return the cues that lie wholly between ``start`` and ``end``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return tuple(cue for cue in self._cues[first:last] if cue.end <= end)


def tokens(text: str, start: int, end: int) -> list[CueToken]:
    """Cut into words; elided forms stand alone, compounds stay whole."""
    plain = _lower(text[start:end])
    found = [CueToken(*match.span(), match[0]) for match in _TOKEN.finditer(plain)]
    return [CueToken(first + start, last + start, word) for first, last, word in found] if start else found


def _lower(text: str) -> str:
    """Return ``text`` in lower case with straight apostrophes, every code point in its place."""
    plain = text.lower().replace("’", "'")
    if len(plain) == len(text):
        return plain
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text).replace("’", "'")


def find_cues(text: str, start: int, end: int) -> tuple[Cue, ...]:
    """Find the reporting phrases in ``text[start:end]``, in order."""
    words = tokens(text, start, end)
    cues = [
        Cue(match.start(), match.end(), CueKind.ACCORDING, lemma=" ".join(match.group().lower().split()))
        for match in _matches(_according(), reporting().according, text, end, words)
    ]
    cues += [
        Cue(match.start(), match.end(), CueKind.ACCORDING, "il", "à l'en croire")
        for match in _matches(_back(), reporting().back, text, end, words)
    ]
    starters = _starters()
    index = 0
    while index < len(words):
        word = words[index].text
        if word not in starters and "-" not in word:  # nearly all words
            index += 1
            continue
        cue, index = _read(text, words, index)
        if cue:
            cues.append(cue)
    return tuple(sorted(cues, key=lambda cue: cue.start))


def _matches(
    pattern: re.Pattern[str], phrases: tuple[str, ...], text: str, end: int, words: Sequence[CueToken]
) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern of phrases, tried at their first words alone: a search tries it at every letter."""
    opening = _first_words(phrases)
    past = 0
    for word in words:
        starts = [word.start] if word.text in opening else []
        if "-" in word.text:  # a phrase may begin behind the hyphen of a compound
            starts += [word.start + place + 1 for place, char in enumerate(word.text) if char == "-"]
        for start in starts:
            match = pattern.match(text, start, end) if start >= past else None
            if match:
                past = match.end()
                yield match


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tokens(phrase, 0, len(phrase))[0].text for phrase in phrases)


@cache
def _starters() -> frozenset[str]:
    """Return the words that a reporting phrase with a verb begins with, but for those with a pronoun behind a hyphen."""
    return frozenset(reporting().forms) | _AUXILIARIES | _BE | _FACTITIVE | _LET | _PUT


@cache
def _according() -> re.Pattern[str]:
    source = reporting()
    phrases = "|".join(re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in source.according)
    nobody = "|".join(sorted(source.no_source, key=len, reverse=True))
    return re.compile(
        rf"\b(?:{phrases})(?:(?<=['’])|\s+)(?!(?:(?:les?|la|des?|du|une?|cette|ces?|sa|son|leurs?)\s+|l['’])?(?:{nobody})\b)",
        re.IGNORECASE,
    )


@cache
def _back() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase).replace("'", "['’]").replace(r"\ ", r"\s+") for phrase in reporting().back)
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def _read(text: str, words: list[CueToken], index: int) -> tuple[Cue | None, int]:
    """Read the cue that starts at a word, if any; return it and the next word to look at."""
    word = words[index]
    clitic = _CLITIC.match(word.text) if "-" in word.text else None
    base, pronoun = (clitic["verb"], clitic["pronoun"]) if clitic else (word.text, None)
    before = words[index - 1].text if index else ""
    reflexive = before in _REFLEXIVE
    if base in _AUXILIARIES or (base in _BE and reflexive):
        found = _compound(text, words, index, pronoun, reflexive=reflexive)
        return found if found else (None, index + 1)
    if base in _FACTITIVE or base in _LET:
        after = words[index + 1] if index + 1 < len(words) else None
        wanted = {"entendre"} if base in _LET else _FACTITIVE_OBJECTS
        if after and after.text in wanted and not _HARD.search(text, word.end, after.start):
            kind = CueKind.PARTICIPLE if base.endswith("ant") else CueKind.FINITE
            lemma = "indiquer"
            return Cue(word.start, after.end, kind, pronoun, lemma, _denied(words, index), reflexive), index + 2
        return None, index + 1
    if base in _PUT - {"mis"} and (put := _put(text, words, index)):
        kind = CueKind.PARTICIPLE if base.endswith("ant") else CueKind.FINITE
        return Cue(word.start, put[0], kind, pronoun, put[1], _denied(words, index), reflexive), index + 3
    for form in reporting().forms.get(base, ()):
        found_kind = _simple(form, words, index, pronoun)
        if found_kind is not None:
            denied = _denied(words, index)
            return Cue(word.start, word.end, found_kind, pronoun, form.lemma, denied, reflexive), index + 1
    return None, index + 1


def _put(text: str, words: list[CueToken], index: int) -> tuple[int, str] | None:
    """Read "met en avant", "a mis en garde"; return where it ends and which verb it stands for."""
    if index + 2 >= len(words) or words[index + 1].text != "en" or words[index + 2].text not in _PUT_OBJECTS:
        return None
    last = words[index + 2]
    return None if _HARD.search(text, words[index].end, last.start) else (last.end, _PUT_OBJECTS[last.text])


def _simple(form: ReportingForm, words: list[CueToken], index: int, pronoun: str | None) -> CueKind | None:
    """Return what kind of cue a verb without an auxiliary is, None where it is none."""
    before = words[index - 1].text if index else ""
    if before in _REFLEXIVE and form.lemma in reporting().not_reflexive:
        return None
    if form.tense is Tense.PARTICIPLE:
        return CueKind.PARTICIPLE
    if form.tense is Tense.INFINITIVE:
        return CueKind.INFINITIVE if _leads(before, words[index - 2].text if index > 1 else "") else None
    clitic = before in _CLITIC_PRONOUNS and words[index].text not in reporting().nouns
    verb = form.tense is Tense.FINITE and (pronoun or clitic or before not in _DETERMINERS)
    return CueKind.FINITE if verb else None


def _leads(before: str, earlier: str) -> bool:
    """Say whether an infinitive behind two such words reports: "et d'ajouter", "a tenu à dire", "veut croire"."""
    if before in {"d'", "de"}:
        return earlier in _BEFORE_OF
    return before in _MODALS or (before == "à" and earlier in _BEFORE_TO)


def _compound(
    text: str, words: list[CueToken], index: int, pronoun: str | None, *, reflexive: bool
) -> tuple[Cue, int] | None:
    """Read "a déclaré", "s'est dit", "a, de son côté, averti", "a fait savoir"."""
    first = words[index]
    denied = _denied(words, index)
    for position in range(index + 1, min(index + 1 + _GAP_WORDS, len(words))):
        word = words[position]
        gap = text[first.end : word.start]
        if len(gap) > _GAP_LIMIT or _HARD.search(gap):
            return None
        later = words[position + 1] if position + 1 < len(words) else None
        lemma, last = None, word
        if (word.text == "fait" and later and later.text in _FACTITIVE_OBJECTS) or (
            word.text == "laissé" and later and later.text == "entendre"
        ):
            lemma, last = "indiquer", later
        elif word.text == "mis" and (put := _put(text, words, position)):
            return Cue(first.start, put[0], CueKind.FINITE, pronoun, put[1], denied, reflexive), position + 3
        else:
            past = [form for form in reporting().forms.get(word.text, ()) if form.tense is Tense.PAST]
            lemma = past[0].lemma if past else None
            lemma = None if reflexive and lemma in reporting().not_reflexive else lemma
        if lemma:
            kind = CueKind.PARTICIPLE if first.text == "ayant" else CueKind.FINITE
            return Cue(first.start, last.end, kind, pronoun, lemma, denied, reflexive), position + (
                last is not word
            ) + 1
        if word.text in _DENIALS:
            denied = True
            continue
        adverbial = word.text in _ADVERBS or word.text.endswith("ment")
        inserted = gap.count(",") % 2 == 1 or text[word.end : word.end + 1] == ","
        if not adverbial and not (inserted and "," in gap):
            return None
    return None


def _denied(words: list[CueToken], index: int) -> bool:
    return any(word.text in _NOT for word in words[max(0, index - 3) : index])
