"""The people of one article: their names, their offices, and whom "M. Zelensky" or "le président ukrainien" means."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from mtcheck.records import Span

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:['’][A-ZÀ-Þ]\w+)?"
_TITLE = r"(?:MM?\.|Mmes?|Mlles?|Dr|Me|Mgr|Pr|Sir|Lord)"
_LINK = r"(?:von der|van der|van den|von|van|der|den|bin|ben|ibn|al|di|da|dos|del|della)"
_NAME = re.compile(rf"(?:(?P<title>{_TITLE})\s+)?(?P<name>{_CAPITAL}(?:\s+(?:{_LINK}\s+)?{_CAPITAL}){{0,3}})(?!\w)")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Capitalised words that begin sentences or name offices, not people.
_NOT_NAMES = _listed(
    """
    le la les l l' un une des du au aux ce cet cette ces il elle ils elles on nous vous je tu lui mais et ou or donc car
    en à dans pour par sur selon lors après avant depuis avec sans si quand comme ainsi cependant toutefois puis
    alors que qui son sa ses leur leurs notre votre bien dernier dernière hier aujourd'hui lundi mardi mercredi
    jeudi vendredi samedi dimanche interrogé interrogée parmi contre entre tout tous toutes pendant vers chez malgré
    face outre ancien ancienne monsieur madame premier première ministre président présidente chancelier chancelière
    roi reine pape prince princesse général générale secrétaire leader porte-parole sénateur député maire chef us
    usa outlet rien personne ni ne pourquoi comment où quel quelle quels quelles pas plus moins non oui côté même
    côté reste enfin ensuite d'abord certes peu beaucoup plusieurs deux trois quatre cinq interrogés invité invitée
    s'adressant ici là c'est d'après qu'on d'autres l'autre devant derrière durant suite faute grâce sous
    """
)
_ROLE = re.compile(
    r"\b(?P<role>premi(?:er|ère) ministre|chefs? d(?:e l['’]|['’])état|chef du gouvernement|présidente?"
    r"|dirigeante?|leader"
    r"|homologue|ministre(?: d(?:e la|e l['’]|es|u) [^\W\d_]+(?: étrangères)?)?|chanceli(?:er|ère)|porte-parole"
    r"|secrétaire (?:général|d['’]état)e?|ambassad(?:eur|rice)|roi|reine|pape|générale?)\s+(?P<of>[^\W\d_]{4,})",
    re.IGNORECASE,
)
_HEADS = re.compile(r"chef|présiden|dirigean|leader|homologue", re.IGNORECASE)
_LEFT = 80  # code points to the left of a name that say whether it is a subject
_OF_TAIL = re.compile(rf"\s+(?:de\s+la|de|du)\s+{_CAPITAL}(?!\w)")
_NATIONALITY = re.compile(r"(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ite|éen|éenne|ol|ole|ec|que)$")
_ARTICLE = re.compile(r"(?:\b(?:le|la|les|du|au|aux|des)\s+|\bl['’])$", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:\b(?:de|du|des|à|au|aux|avec|par|pour|sur|chez|contre|envers|en|dans|vers|devant|rencontrer|recevoir)\s+|\bd['’])$",
    re.IGNORECASE,
)
_OFFICE_BEFORE = re.compile(r"\b(?:(?:le|la|l['’]|son|sa|un|une)\s*)?(?:[^\W\d_A-ZÀ-Þ][\w-]*\s+){0,3}$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROLE_BEFORE = re.compile(
    r"\b(?:(?P<det>le|la|un|une|son|sa|cet|cette|ce|au|du)\s+|(?P<elided>[ld]['’]|de l['’]))"
    r"(?P<role>(?:(?!\b(?:et|ou|que|qui|sur|dans|via|chez|avec|lors|par|contre)\b)[^,;:.!?«»“”\"()\n–—]){2,90}?),?\s*$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    r"\s*(?:,\s*|\(\s*)(?:(?P<det>le|la|un|une|son|sa)\s+|l['’])?(?P<role>[a-zà-ÿ][^,;:.!?«»“”\"()\n]{2,90})"
)
_SMALL = _listed(
    "de du des d l la le les un une et à au aux en son sa ses leur leurs qui que pour par sur dans chez ans"
)
_FEMALE_TITLES = _listed("mme mmes mlle mlles madame")
_MALE_TITLES = _listed("m m. mm. mgr sir lord monsieur")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. ``governed`` is True behind a preposition: such a name is no subject."""

    span: Span
    name: str
    titled: bool
    governed: bool


@dataclass(slots=True)
class Person:
    """Somebody whom the article names.

    Attributes:
        name: The full name that the article gives.
        gender: ``f``, ``m`` or None where nothing tells.
        heads: Nouns of the offices that the article gives them, in their shortest form.
        roles: All words of those offices.
        subject: Whether the name stands without a preposition somewhere.
    """

    name: str
    gender: str | None = None
    heads: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    subject: bool = False

    @property
    def sure(self) -> bool:
        """Whether something tells that the name is somebody's: a first name, an office, a place as a subject."""
        return self.gender is not None or bool(self.heads) or self.subject


@dataclass(frozen=True, slots=True)
class _Lists:
    female: frozenset[str]
    male: frozenset[str]
    people: frozenset[str]
    no_people: frozenset[str]
    synonyms: dict[str, frozenset[str]]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(resources.files("mtcheck.documents").joinpath("data/people.toml").read_text(encoding="utf-8"))
    synonyms: dict[str, set[str]] = {}
    for line in data["synonyms"].strip().splitlines():
        stems = {stem(word) for word in line.split()}
        for word in stems:
            synonyms.setdefault(word, set()).update(stems)
    return _Lists(
        _listed(data["female"]),
        _listed(data["male"]),
        frozenset(stem(word) for word in data["people"].split()),
        _listed(data["no_people"]),
        {word: frozenset(found) for word, found in synonyms.items()},
    )


def stem(word: str) -> str:
    """Return a noun or adjective without the endings of gender and number."""
    word = word.lower()
    word = word[:-1] if len(word) > 4 and word.endswith(("s", "x")) else word
    for ending, base in (
        ("trice", "teur"),
        ("euse", "eur"),
        ("ère", "er"),
        ("enne", "en"),
        ("onne", "on"),
        ("eure", "eur"),
    ):
        if word.endswith(ending):
            return word.removesuffix(ending) + base
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def synonyms_of(word: str) -> frozenset[str]:
    """Return the stems of nouns that can name the same office, ``word`` included."""
    return _lists().synonyms.get(word, frozenset()) | {word}


def is_person_noun(word: str) -> bool:
    """Say whether a noun is one for people: "avocate", "biologiste"."""
    return stem(word) in _lists().people or bool(
        re.search(r"(?:(?<!t)(?<!v)(?<!l)eur|euse|trice|iste|logue|crate|naire|icien|icienne)$", word.lower())
    )


def gender_of(name: str) -> str | None:
    """Return ``f`` or ``m`` by the first name, None where it tells nothing."""
    first = name.split(maxsplit=1)[0].lower() if name else ""
    lists = _lists()
    for part in (first, first.split("-")[0]):
        if part in lists.female and part not in lists.male:
            return "f"
        if part in lists.male and part not in lists.female:
            return "m"
    return None


def is_person_name(name: str) -> bool:
    """Say whether a capitalised name of several words can be somebody's."""
    parts = name.split()
    return len(parts) > 1 and parts[0].lower().split("-")[0] not in _lists().no_people


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in an article.

    Attributes:
        full_names: Surname → the full name that the article gives most often.
        offices: (kind of office, of what) → the person who holds it in the article.
        persons: Full name → what is known of the person.
    """

    full_names: dict[str, str]
    offices: dict[tuple[str, str], str]
    persons: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, spans: Iterable[Span]) -> People:
        """Collect the people of the passages ``spans`` of ``text``."""
        counts: Counter[str] = Counter()
        offices: dict[tuple[str, str], str] = {}
        persons: dict[str, Person] = {}
        titles: list[tuple[str, str]] = []
        for span in spans:
            for mention in find_mentions(text, span.start, span.end):
                if mention.titled:
                    title = text[mention.span.start : mention.span.end].split(maxsplit=1)[0].lower()
                    titles.append((mention.name, title))
                if len(mention.name.split()) < 2 or "\n" in mention.span.of(text):
                    continue
                counts[mention.name] += 1
                before = text[max(span.start, mention.span.start - 60) : mention.span.start]
                role = next(reversed([*_ROLE.finditer(before)]), None)
                if role and not before[role.end() :].strip(" \u00a0\u202f,"):
                    offices.setdefault(_office(role), mention.name)
                person = persons.setdefault(mention.name, Person(mention.name, gender_of(mention.name)))
                person.subject |= not mention.governed
                _learn(person, text, span, mention)
        names: dict[str, str] = {}
        for name, _ in counts.most_common():
            names.setdefault(name.rsplit(maxsplit=1)[-1], name)
        for name, title in titles:
            known = persons.get(names.get(name.rsplit(maxsplit=1)[-1], name))
            if known and title in _FEMALE_TITLES | _MALE_TITLES:
                known.gender = "f" if title in _FEMALE_TITLES else "m"
        return cls(names, offices, persons)

    def knows(self, name: str) -> bool:
        """Say whether ``name`` is a person of the article, by full name or surname."""
        return name.rsplit(maxsplit=1)[-1] in self.full_names

    def person(self, name: str) -> Person | None:
        """Return what is known of somebody, by full name or surname."""
        return self.persons.get(self.full_names.get(name.rsplit(maxsplit=1)[-1], name))

    def resolve(self, phrase: str) -> str:
        """Return the full name of whom ``phrase`` means, or ``phrase`` itself.

        Args:
            phrase: A name, a name with a title, or an office ("le président ukrainien").
        """
        phrase = " ".join(phrase.split()).strip(" ,")
        mentions = find_mentions(phrase, 0, len(phrase))
        for mention in mentions:
            if mention.governed and mention.span.start > 0:
                return phrase  # "le bureau de M. Zelensky" is not M. Zelensky
            if not self.knows(mention.name) and not is_person_name(mention.name) and mention.span.start > 0:
                continue
            if len(mention.name.split()) > 1 or mention.name in self.full_names:
                return self.full_names.get(mention.name, mention.name)
        role = _ROLE.search(phrase)
        if role and not mentions:
            return self.offices.get(_office(role), phrase)
        return phrase


def _learn(person: Person, text: str, span: Span, mention: Mention) -> None:
    """Note the office that stands beside a name: "la volcanologue Aline Peltier", "Aline Peltier, directrice de …"."""
    before = _ROLE_BEFORE.search(text[max(span.start, mention.span.start - 110) : mention.span.start])
    after = _ROLE_AFTER.match(text, mention.span.end, min(span.end, mention.span.end + 120))
    for found in (before, after):
        words = [word.lower() for word in _WORD.findall(found["role"])] if found else []
        content = [word for word in words if word not in _SMALL]
        if not found or not content or not any(is_person_noun(word) for word in words[:3]):
            continue
        head = next(word for word in words if is_person_noun(word))
        person.heads.add(stem(head))
        person.roles.update(stem(word) for word in content)
        if found["det"] and person.gender is None:
            person.gender = {"la": "f", "une": "f", "cette": "f", "le": "m", "un": "m", "au": "m", "du": "m"}.get(
                found["det"].lower()
            )
        if person.gender is None and head.endswith(("trice", "euse", "ienne", "ière", "ée", "ante", "ente")):
            person.gender = "f"


def find_mentions(text: str, start: int, limit: int) -> tuple[Mention, ...]:
    """Find the names in ``text[start:limit]``; sentence-initial words and offices are taken off their front."""
    found = []
    for match in _NAME.finditer(text, start, limit):
        begin, parts = match.start("name"), match["name"]
        while parts and parts.split()[0].lower().replace("’", "'") in _NOT_NAMES:
            rest = parts.split(maxsplit=1)[1:]
            begin += len(parts) - len(rest[0]) if rest else 0
            parts = rest[0] if rest else ""
        shift = _leading(parts)
        begin, parts = begin + shift, parts[shift:]
        if not parts or (len(parts) < 3 and not match["title"]):
            continue
        first = begin if shift or not match["title"] else match.start()
        before = text[max(start, first - _LEFT) : first]
        office = _OFFICE_BEFORE.search(before)
        governed = bool(_PREPOSITION.search(before)) or bool(office and _PREPOSITION.search(before[: office.start()]))
        governed = governed or bool(re.search(r"\b(?:avec|entre)\b[^,;.]*$", before, re.IGNORECASE))
        end = match.end()
        last = parts.split()[-1]
        alone = " " not in parts and not _ARTICLE.search(before)
        tail = _OF_TAIL.match(text, end) if alone or gender_of(last) is not None else None
        if tail and tail.end() <= limit:  # "Amélie de Montchalin", but not "le Kremlin de Moscou"
            parts, end = parts + tail.group(), tail.end()
        name = " ".join(parts.split())
        found.append(Mention(Span(first, end), name, bool(match["title"]), governed))
    return tuple(found)


def _leading(parts: str) -> int:
    """Return how much of a run of capitals is another name: "AFP" in "l'AFP Jeanne Martin"."""
    words = parts.split()
    first_name_second = len(words) >= 2 and gender_of(words[0]) is None and gender_of(words[1]) is not None
    if first_name_second and (len(words) >= 3 or _NATIONALITY.search(words[0])):
        return parts.index(words[1], len(words[0]))
    return 0


def _office(role: re.Match[str]) -> tuple[str, str]:
    """Return a key under which "le président américain" and "le leader américain" are the same office."""
    kind = "head" if _HEADS.match(role["role"]) else role["role"].lower()
    return kind, role["of"].lower().rstrip("es")
