"""The French lexicon of forms: Lefff's verbs and genders, the paradigms of the spelling dictionary, parts of speech.

Read from packages that their authors publish: ``french-verbs-lefff`` (``conjugations.json``) and
``french-words-gender-lefff`` (``words.json``), LGPL-LR; ``dictionary-fr`` (``index.aff``, ``index.dic``), MPL-2.0;
``spacy-lookups-data`` (``fr_lemma_index.json.gz``), MIT. Written are two tables, one for each of the licences that ask for it.
"""

from __future__ import annotations

import gzip
import json
import lzma
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os.path import commonprefix
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.errors import InputError
from mtcheck.french.counts import GrammarCounts, shipped_counts
from mtcheck.french.people import is_person_noun

EITHER = 0.02  # share of the rarer gender in the corpus from which a noun has both ("poste", "tour")
_COUNTED = 20  # occurrences behind a determiner that make the corpus's gender known
_TWO_GENDERS = frozenset({"F.", "Fs", "Fc", "Fe", "F+", "Fx", "W.", "Wx"})
_FEMININES = frozenset({"Gs", "Gc", "Ge", "Go"})
_ONE_GENDER = frozenset({"S.", "S=", "X.", "A.", "I."})
_MOODS = "PSIJTFCY"  # tenses of Lefff with six persons
_WORD = re.compile(r"[a-zà-ÿœæ]+(?:[-'’][a-zà-ÿœæ]+)*")
# Plurals of another stem, which the spelling dictionary lists as words of their own.
_IRREGULAR = {"œil": "yeux", "monsieur": "messieurs", "madame": "mesdames", "mademoiselle": "mesdemoiselles"}
_EPICENE_ADJECTIVE = re.compile(r"(?:ique|able|ible|iste|aire|esque|ide|ile|oire|estre|aque|phile|phobe|phone)$")
# Lefff has one of two conjugations: what the other one adds, by tense.
_SECOND_FORMS = {
    "asseoir": {
        "P": "assieds assieds assied asseyons asseyez asseyent",
        "I": "asseyais asseyais asseyait asseyions asseyiez asseyaient",
        "F": "assiérai assiéras assiéra assiérons assiérez assiéront",
        "G": "asseyant",
    },
    "gésir": {"P": "gis gis gît gisons gisez gisent", "I": "gisais gisais gisait gisions gisiez gisaient"},
}


class _Affix(NamedTuple):
    """One rule of a hunspell flag."""

    strip: str
    add: str
    plural: bool
    condition: re.Pattern[str]


@dataclass
class Table:
    """Stems and paradigms: a form is a stem with an ending of one of its paradigms."""

    paradigms: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)
    stems: dict[str, list[str]] = field(default_factory=dict)

    def add(self, lemma: str, forms: Iterable[tuple[str, str]], classes: str = "") -> None:
        """Add a word.

        Args:
            lemma: Its dictionary form.
            forms: Each form with its tag.
            classes: Letters that are kept with the stem.
        """
        found = sorted(set(forms))
        stem = commonprefix([lemma, *(form for form, _ in found)])  # noqa: RUF071  # of words, not of paths
        cut = len(stem)
        paradigm = (("", lemma[cut:]), *((tag, form[cut:]) for form, tag in found))
        number = self.paradigms.setdefault(paradigm, len(self.paradigms))
        entry = f"{number}{classes}"
        entries = self.stems.setdefault(stem, [])
        if entry not in entries:
            entries.append(entry)

    def lines(self) -> Iterable[str]:
        """Give the paradigms, a line each in the order of their numbers, then the stems, then their entries."""
        for (_, lemma_ending), *endings in self.paradigms:
            yield "\t".join(["=" + lemma_ending, *(f"{tag} {ending}" for tag, ending in endings)])
        yield ""
        yield from sorted(self.stems)
        yield ""
        yield from (" ".join(self.stems[stem]) for stem in sorted(self.stems))


def build(conjugations: Path, nouns: Path, dictionary: Path, classes: Path, output: Path) -> None:
    """Make both tables.

    Args:
        conjugations: ``conjugations.json``.
        nouns: ``words.json``.
        dictionary: ``index.dic``, with ``index.aff`` beside it.
        classes: ``fr_lemma_index.json.gz``.
        output: Folder for ``verbs.txt.xz`` and ``nominals.txt.xz``.

    Raises:
        InputError: A file cannot be read.
    """
    known = genders(nouns)
    write_verbs(output / "verbs.txt.xz", verbs(conjugations), known)
    table = nominals(dictionary, dictionary.with_suffix(".aff"), classes_of(classes), known)
    write_nominals(output / "nominals.txt.xz", table)


def verbs(path: Path) -> Table:
    """Read Lefff's conjugations: tags are its letter for the tense and a digit for the person, or for gender and number."""
    table = Table()
    for verb, tenses in sorted(_json(path).items()):
        forms: list[tuple[str, str]] = [(verb, "W")]
        second = {tense: words.split() for tense, words in _SECOND_FORMS.get(verb, {}).items()}
        for given in ({"G": tenses["G"]} if verb == "gésir" else tenses, second):
            for tense in _MOODS:
                persons = enumerate(given.get(tense) or ())
                forms += [(form, f"{tense}{person}") for person, form in persons if _is_form(form)]
            forms += [(form, "G") for form in given.get("G") or () if _is_form(form)]
            participles = [form for form in given.get("K") or () if _is_form(form)]
            one = len(set(participles)) == 1 and not participles[0].endswith("s")  # "été", "plu": never agrees
            forms += [(form, f"K{place}") for place, form in enumerate(participles[:1] if one else participles)]
        if verb.endswith("ayer"):  # "paie" beside "paye"
            forms += [
                (form.replace("ay", "ai"), tag)
                for form, tag in forms
                if re.search(r"aye(?:s|nt|r(?!$).*)?$", form) and tag != "W"
            ]
        table.add(verb, forms)
    return table


def nominals(dictionary: Path, affixes: Path, classes: Mapping[str, frozenset[str]], nouns: Mapping[str, str]) -> Table:
    """Read the nouns, adjectives and adverbs of the spelling dictionary with their forms.

    Args:
        dictionary: ``index.dic``.
        affixes: ``index.aff``.
        classes: ``noun``, ``adj``, ``adv`` → dictionary forms.
        nouns: Nouns that Lefff knows.
    """
    rules, table = _affixes(affixes), Table()
    for word, flags in _entries(dictionary):
        kinds = [flag for flag in flags if flag in _TWO_GENDERS | _ONE_GENDER | _FEMININES]
        invariable = not kinds and flags & {"L'", "D'"}
        if not kinds and not invariable:
            continue
        letters = _letters(word, bool(set(kinds) & _TWO_GENDERS), bool(kinds), classes, nouns)
        if not letters:
            continue
        forms = [found for flag in kinds for found in _inflected(word, flag, rules[flag])]
        if invariable:
            forms = [(word, "p" if "L'" not in flags else "i")]
        if word in _IRREGULAR:
            forms = [(word, "s"), (_IRREGULAR[word], "p")]
        table.add(word, forms, letters)
    return table


def genders(path: Path, counts: GrammarCounts | None = None) -> dict[str, str]:
    """Read Lefff's genders of nouns: ``m``, ``f``, or ``e`` where the corpus, or a noun for people, has both."""
    counts = counts or shipped_counts()
    found: dict[str, str] = {}
    for noun, gender in sorted(_json(path).items()):
        if not _WORD.fullmatch(noun):
            continue
        form = counts.forms.get(noun)
        behind = (form.masculine, form.feminine) if form else (0, 0)
        both = sum(behind) >= _COUNTED and min(behind) > EITHER * sum(behind)
        epicene = noun.endswith("e") and gender == "M" and is_person_noun(noun)
        found[noun] = "e" if both or epicene else gender.lower()
    return found


def classes_of(path: Path) -> dict[str, frozenset[str]]:
    """Read which dictionary forms are nouns, adjectives, adverbs and verbs."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return {name: frozenset(words) for name, words in json.load(stream).items()}
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def write_verbs(path: Path, table: Table, known: Mapping[str, str]) -> None:
    """Write the table under LGPL-LR: verbs, then genders of nouns."""
    head = "# Lefff (Benoît Sagot, LGPL-LR), by french-verbs-lefff and french-words-gender-lefff 3.4.0 (RosaeNLG)"
    _write(path, [head, *table.lines(), "", *sorted(known), "", *(known[noun] for noun in sorted(known))])


def write_nominals(path: Path, table: Table) -> None:
    """Write the table under MPL-2.0."""
    head = "# Dicollecte 7.5 (Olivier R., MPL-2.0), by dictionary-fr 3.0.0; parts of speech by spacy-lookups-data 1.0.5 (MIT)"
    _write(path, [head, *table.lines()])


def _is_form(form: str | None) -> bool:
    return bool(form) and form != "NA"


def _letters(
    word: str, two_genders: bool, inflected: bool, classes: Mapping[str, frozenset[str]], nouns: Mapping[str, str]
) -> str:
    """Return the parts of speech of a word: ``n`` noun, ``a`` adjective, ``r`` adverb."""
    noun = word in nouns or word in classes["noun"]
    adjective = word in classes["adj"]
    letters = "n" * noun + "a" * adjective + "r" * (word in classes["adv"] and not inflected)
    if letters or not inflected:
        return letters
    if two_genders:
        return "na"
    return "na" if _EPICENE_ADJECTIVE.search(word) else "n"


def _inflected(word: str, flag: str, rules: Iterable[_Affix]) -> Iterable[tuple[str, str]]:
    """Give the forms of a word by one flag, each with its tag: gender, where it has two, then number."""
    for rule in rules:
        if not rule.condition.search(word) or not word.endswith(rule.strip):
            continue
        form = word.removesuffix(rule.strip) + rule.add
        number = "p" if rule.plural else "s"
        if flag in _ONE_GENDER:
            yield form, number
            continue
        single = form.removesuffix("s") if rule.plural else form
        feminine = form not in {word, word + "s"} and single.endswith(("e", "ë"))
        if not feminine and not rule.plural and word[-1] in "sxz" and form == word:
            yield form, "mp"
        yield form, ("f" if feminine else "m") + number


def _affixes(path: Path) -> dict[str, list[_Affix]]:
    rules: dict[str, list[_Affix]] = {}
    for line in _text(path).splitlines():
        parts = line.split()
        if len(parts) == 5 and parts[0] == "SFX":
            added, _, continued = parts[3].partition("/")
            strip, add = ("" if part == "0" else part for part in (parts[2], added))
            condition = re.compile(f"(?:{parts[4]})$")
            rules.setdefault(parts[1], []).append(_Affix(strip, add, "L'" not in continued, condition))
    return rules


def _entries(path: Path) -> Iterable[tuple[str, frozenset[str]]]:
    for line in _text(path).splitlines()[1:]:
        word, _, flags = (line.split() or [""])[0].partition("/")
        if _WORD.fullmatch(word):
            yield word, frozenset(flags[place : place + 2] for place in range(0, len(flags), 2))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error


def _json(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_text(path))
    except ValueError as error:
        raise InputError(str(path), f"is no JSON: {error}") from error
    return found


def _write(path: Path, lines: Iterable[str]) -> None:
    packed = lzma.compress(("\n".join(lines) + "\n").encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(packed)
